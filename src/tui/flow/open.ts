import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import type { Action } from '../keys.ts'
import type { HistoryOf, Parent, Screen, State, Step } from '../model.ts'
import { ask, call, isTraining, note, say, show } from '../step.ts'
import { toConfirm } from './submit.ts'

/** Ways to screens that a call fills, from wherever they are wanted. */

/** A document's number, as a person types it and as lists name it. */
const NUMBER = /^(?:no:)?\d+$/

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

export const confirmX = (state: State, by: Action): Step => toConfirm(state, 'report.x', {}, { by })

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
      ...(key !== undefined && { by: key, hold: { key, since: state.at } }),
    },
  )
}

/** A receipt to go back, by a reference or a check address: first what it was. Of a practised one nothing can be shown. */
export function openReturn(state: State, ref: string, operation: 'sale' | 'purchase'): Step {
  if (isTraining(state) && NUMBER.test(ref)) {
    const { practised } = state
    const isLast = practised?.operation === operation && practised.number === Number(ref.replace('no:', ''))
    return withLeft(state, isLast ? practised : { ref, operation, paper: [] })
  }
  const screen: Screen = { kind: 'return-find', operation, entry: '', busy: ref }
  return ask(state, screen, 'parent', 'receipt.show', { ref })
}

/** What is left of each line is told by the register, for the whole receipt. */
export const withLeft = (state: State, parent: Parent): Step =>
  ask(state, returnOf(parent), 'parent-left', `${parent.operation}-return`, {
    parent: parent.ref,
    whole: true,
    preview: true,
    payments: { cash: 'rest' },
  })

/** The last sale or purchase, by one key. */
export function returnLast(state: State, operation: 'sale' | 'purchase' = 'sale'): Step {
  const screen: Screen = { kind: 'return-find', operation, entry: '' }
  if (!isTraining(state)) return ask(state, screen, 'last', 'receipt.list', { limit: 20 })
  const { practised } = state
  if (practised?.operation === operation) return openReturn(state, practised.ref, operation)
  return [note(show(state, screen), 'error', say(state, W.noLastReceipt))]
}

/** A receipt that goes back, before anything of it was chosen. */
export const returnOf = (parent: Parent): Extract<Screen, { kind: 'return' }> => ({
  kind: 'return',
  parent,
  picked: [],
  entry: '',
  payment: 'same',
  top: 0,
})
