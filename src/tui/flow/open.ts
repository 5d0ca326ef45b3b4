import type { Action } from '../keys.ts'
import type { HistoryOf, Parent, Screen, State, Step } from '../model.ts'
import { ask, call } from '../step.ts'
import { toConfirm } from './submit.ts'

/** Ways to screens that a call fills, from wherever they are wanted. */

/** Entries of a list: what is older is found by a filter. */
const SHOWN = 100

const LISTS = { receipts: ['receipt.list'], reports: ['report.list'], both: ['receipt.list', 'report.list'] } as const

export function openHistory(
  state: State,
  of: HistoryOf,
  query: Readonly<Record<string, unknown>> = {},
  forReturn?: true,
): Step {
  const screen: Screen = { kind: 'history', of, query, at: 0, ...(forReturn && { forReturn }) }
  const [first, ...more] = LISTS[of]
  const [next, ...effects] = ask(state, screen, 'history', first, { ...query, limit: SHOWN })
  return more.reduce<Step>(
    ([asked, ...asking], method) => {
      const [then, effect] = call(asked, 'history', method, { ...query, limit: SHOWN })
      return [then, ...asking, effect]
    },
    [next, ...effects],
  )
}

export const openShift = (state: State): Step => ask(state, { kind: 'shift' }, 'shift', 'shift.status')

export const openMessages = (state: State): Step => ask(state, { kind: 'messages', at: 0 }, 'messages', 'message.list')

export const confirmX = (state: State): Step => toConfirm(state, 'report.x', {})

/** The shift is closed only after a person has seen that question. @param key that may be held down to answer it */
export function confirmZ(state: State, key?: Action): Step {
  const cash = state.screen.kind === 'shift' ? state.screen.facts?.cash : undefined
  return toConfirm(
    state,
    'shift.close',
    {},
    {
      withdraw: false,
      ...(cash !== undefined && { cash }),
      ...(key !== undefined && { hold: { key, since: state.at } }),
    },
  )
}

/** A receipt to go back, by a reference or a check address: first what it was. */
export function openReturn(state: State, ref: string, operation: 'sale' | 'purchase'): Step {
  const screen: Screen = { kind: 'return-find', operation, entry: '', busy: ref }
  return ask(state, screen, 'parent', 'receipt.show', { ref })
}

/** The last sale, by one key. */
export const returnLast = (state: State): Step =>
  ask(state, { kind: 'return-find', operation: 'sale', entry: '' }, 'last', 'receipt.list', { limit: 20 })

/** A receipt that goes back, before anything of it was chosen. */
export const returnOf = (parent: Parent): Extract<Screen, { kind: 'return' }> => ({
  kind: 'return',
  parent,
  picked: [],
  entry: '',
  payment: 'same',
  top: 0,
})
