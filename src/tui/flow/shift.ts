import { type Action, isDigit } from '../keys.ts'
import type { Screen, State, Step } from '../model.ts'
import { go, home, isTraining } from '../step.ts'
import { turnTraining } from './block.ts'
import { confirmX, confirmZ, openHistory } from './open.ts'

type ShiftScreen = Extract<Screen, { kind: 'shift' }>

/** Reports are a senior's and an inspector's to look through (interface, "Who may what"). */
export const seesReports = ({ user }: State): boolean => user !== undefined && user.role !== 'cashier'

/** Practice begins with the shift closed, so that no buyer's receipt is a practised one; it ends at any time. */
export const offersTraining = (state: State, { facts }: ShiftScreen): boolean =>
  isTraining(state) || facts?.open === false

export function shiftKey(state: State, screen: ShiftScreen, action: Action): Step {
  if (action === 'back' || action === 'clear' || action === 'enter') return home(state)
  if (!isDigit(action)) return [state]
  switch (action) {
    case '1':
      return confirmX(state, action)
    case '2':
      return confirmZ(state, action)
    case '3':
      return openHistory(state, 'receipts')
    case '4':
    case '5':
      return seesReports(state) ? openHistory(state, action === '4' ? 'reports' : 'both') : [state]
    case '6':
      return offersTraining(state, screen) ? turnTraining(state) : [state]
    default:
      return [state]
  }
}

export function shiftShown(state: State, facts: ShiftScreen['facts']): Step {
  return state.screen.kind === 'shift' && facts ? go(state, { kind: 'shift', facts }) : [state]
}
