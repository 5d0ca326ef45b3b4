import type { Failure } from '../../api/types.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { emptyDraft, ticketParams, viewOf } from '../draft.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Asked, Done, Effect, Payments, Screen, State, Step } from '../model.ts'
import { ask, call, go, home, isCommand, note, say, takeKey } from '../step.ts'

/** Seconds that the register may wait for paper before it answers. */
const WAIT_SECONDS = 10
/** Milliseconds between two questions after a document whose outcome is not known. */
const AGAIN = 3000

const isDrafts = ({ draft }: State, { params }: Asked): boolean => params.key === draft.key

/** Beside the draft: what was asked for, so that a screen that crashes asks after it when it is back. */
function remember(state: State, asked: Asked): [State, Effect] {
  const { key, ...body } = { ...state.draft, asked }
  return call(state, 'keep', 'draft.put', { draft: { key, body } })
}

/** The one place where a document is asked for: a person has just confirmed it. */
export function submit(state: State, asked: Asked): Step {
  // A receipt was kept with its preview; what has none is kept now, before it is asked for
  if (isDrafts(state, asked)) return again(state, asked)
  const [kept, keeping] = remember(state, asked)
  const [sent, ...sending] = again(kept, asked)
  return [sent, keeping, ...sending]
}

/** Sends it, for the first time or again, under the same key. */
function again(state: State, asked: Asked): Step {
  const [next, effect] = call(state, 'document', asked.method, { ...asked.params, wait: WAIT_SECONDS })
  return go(next, { kind: 'wait', asked, since: state.at }, effect)
}

/** It is registered: the draft that it was is over. */
export function made(state: State, answer: Done): Step {
  const { screen } = state
  // Whoever was asked to sign in meanwhile hears of it when the same key is asked for again
  if (screen.kind !== 'wait' && screen.kind !== 'unknown') return [state]
  const shown: State = { ...state, ...practisedBy(answer), screen: { kind: 'done', answer } }
  if (!isDrafts(state, screen.asked)) return forgotten(shown)
  const view = viewOf(state.draft, 'done', viewOfAnswer(answer))
  const [key, next, effect] = takeKey(shown)
  const [dropped, drop] = call({ ...next, draft: emptyDraft(key) }, 'keep', 'draft.drop', { view })
  return [dropped, effect, drop]
}

function practisedBy(answer: Done): Pick<State, 'practised'> {
  if (!('training' in answer) || (answer.document !== 'sale' && answer.document !== 'purchase')) return {}
  const { document: operation, documentNumber: number, payments, total } = answer
  return { practised: { ref: `no:${number}`, operation, number, total, payments: payments as Payments, paper: [] } }
}

const viewOfAnswer = (answer: Done) => ({
  ...('total' in answer && { total: answer.total }),
  ...('change' in answer && answer.change !== undefined && { change: answer.change }),
  ...('checkUrl' in answer && answer.checkUrl !== undefined && { checkUrl: answer.checkUrl }),
})

/** Another document than the draft's is over: the draft goes on without its memory. */
function forgotten(state: State): Step {
  const { asked: _, ...draft } = state.draft
  const { key, ...body } = draft
  const isKept = draft.lines.length > 0
  const [next, effect] = call(
    { ...state, draft },
    'keep',
    isKept ? 'draft.put' : 'draft.drop',
    isKept ? { draft: { key, body } } : {},
  )
  return [next, effect]
}

/** It was refused: nothing is registered, and everything that was typed is still there. */
export function refused(state: State, failure: Failure): Step {
  const { screen } = state
  if (screen.kind !== 'wait' && screen.kind !== 'unknown') return [told(state, failure)]
  const { asked } = screen
  if (failure.retry === 'same-key' || failure.code === 'INTERNAL')
    return go(state, { kind: 'unknown', asked, failure, tried: state.at })
  const next = told(state, failure)
  if (!isDrafts(state, asked)) {
    const [over, ...effects] = forgotten(next)
    return home(over, ...effects)
  }
  const { asked: _, ...draft } = state.draft
  return ask({ ...next, draft }, { kind: 'pay', taken: '0' }, 'total', draft.operation, {
    ...ticketParams(draft, { cash: 'rest' }),
    preview: true,
  })
}

export const told = (state: State, { message, remedy }: Failure): State =>
  note(state, 'error', message, isCommand(remedy) ? '' : remedy)

/** Asks again by itself as long as nobody knows: the same key makes no second document. */
export function askAgain(state: State): Step {
  const { at, online, screen, user } = state
  if (screen.kind !== 'unknown' || !online || user === undefined || at - screen.tried < AGAIN) return [state]
  return again(state, screen.asked)
}

export function unknownKey(state: State, screen: Extract<Screen, { kind: 'unknown' }>, action: Action): Step {
  return action === 'enter' && state.online && state.user !== undefined ? again(state, screen.asked) : [state]
}

export function doneKey(state: State, screen: Extract<Screen, { kind: 'done' }>, action: Action): Step {
  if (action === 'times') return copy(state, screen)
  if (action === 'enter' || action === 'back' || action === 'clear') return home(state)
  return [state]
}

/** A marked copy of what was just made. */
function copy(state: State, { answer }: Extract<Screen, { kind: 'done' }>): Step {
  if (answer.document === undefined) return [state]
  return printCopy(state, `no:${answer.documentNumber}`)
}

export function printCopy(state: State, ref: string): Step {
  const [key, next, effect] = takeKey(state)
  const [called, print] = call(next, 'copy', 'receipt.print', { ref, key, wait: WAIT_SECONDS })
  return [called, effect, print]
}

export const copied = (state: State, { printed }: { readonly printed: boolean }): Step => [
  printed ? note(state, 'good', say(state, W.copyPrinted)) : note(state, 'error', say(state, W.copyNotPrinted)),
]

type Confirm = Extract<Screen, { kind: 'confirm' }>

/** A document that is no receipt: confirmed first, under a key of its own. */
export function toConfirm(
  state: State,
  method: string,
  params: Readonly<Record<string, unknown>>,
  more: Omit<Confirm, 'kind' | 'asked' | 'since'> = {},
): Step {
  const [key, next, effect] = takeKey(state)
  const asked = { method, params: { ...params, key } }
  return go(next, { kind: 'confirm', asked, since: state.at, ...more }, effect)
}

/** Milliseconds that a key is held down before that is an answer: nobody's finger rests on it by accident as long. */
const HOLD_TIME = 1000

/** The key that asked, held down all the time: the question is seen meanwhile. */
export function heldKey(state: State, screen: Confirm, action: Action): Step {
  const { asked, hold } = screen
  if (hold === undefined || action !== hold.key) return confirmKey(state, screen, action)
  return state.at - hold.since < HOLD_TIME ? [state] : submit(state, asked)
}

export function confirmKey(state: State, screen: Confirm, action: Action): Step {
  const { asked, by, hold, withdraw } = screen
  // Pressed again, its time begins again
  if (action === hold?.key) return go(state, { ...screen, hold: { ...hold, since: state.at } })
  // Whoever goes on with digits types a sum and has not seen that a report is asked about: its Enter must not be the answer
  if (asked.params['sum'] === undefined && (isDigit(action) || action === 'point'))
    return action === by ? [state] : home(state)
  switch (action) {
    case 'enter':
      return submit(state, asked)
    case 'plus': {
      if (withdraw === undefined) return [state]
      const params = { ...asked.params, withdraw: !withdraw }
      return go(state, { ...screen, withdraw: !withdraw, asked: { ...asked, params } })
    }
    case 'back':
    case 'clear':
      return home(state)
    default:
      return [state]
  }
}
