import { type Action, isDigit } from '../keys.ts'
import type { Screen, State, Step } from '../model.ts'
import { go, home } from '../step.ts'
import { confirmX, confirmZ, openHistory } from './open.ts'

/** Reports are a senior's and an inspector's to look through (interface, "Who may what"). */
export const seesReports = ({ user }: State): boolean => user !== undefined && user.role !== 'cashier'

export function shiftKey(state: State, action: Action): Step {
  if (action === 'back' || action === 'clear' || action === 'enter') return home(state)
  if (!isDigit(action)) return [state]
  switch (action) {
    case '1':
      return confirmX(state)
    case '2':
      return confirmZ(state)
    case '3':
      return openHistory(state, 'receipts')
    case '4':
    case '5':
      return seesReports(state) ? openHistory(state, action === '4' ? 'reports' : 'both') : [state]
    default:
      return [state]
  }
}

export function shiftShown(state: State, facts: Extract<Screen, { kind: 'shift' }>['facts']): Step {
  return state.screen.kind === 'shift' && facts ? go(state, { kind: 'shift', facts }) : [state]
}
