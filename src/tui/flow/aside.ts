import type { ResultOf } from '../../api/schemas/index.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { emptyDraft, isEmpty, readDraft, viewOf } from '../draft.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Draft, Effect, Screen, State, Step } from '../model.ts'
import { also, ask, call, go, home, note, say, takeKey } from '../step.ts'
import { keep } from './receipt.ts'

/** As many as there are digits to choose one by (draft.aside). */
const MOST = 9

/**
 * Receipts that wait while another buyer is served. Each keeps the key that its document will have, so that a power cut
 * between two lists, in which it stands in both, makes no second document of it.
 */
export const openAside = (state: State): Step => ask(state, { kind: 'aside' }, 'asides', 'draft.asides')

const bodyOf = ({ key, ...body }: Draft) => ({ key, body })

const write = (state: State, purpose: 'asides' | 'put-aside', asides: readonly Draft[]): [State, Effect] =>
  call(state, purpose, 'draft.aside', { asides: asides.map(bodyOf) })

/** The receipt joins those that wait; it is taken from the screen only once the daemon has it there. */
function put(state: State): Step {
  const { asked: _, ...draft } = state.draft
  if (isEmpty(draft)) return [state]
  if (state.asides.length >= MOST) return [note(state, 'error', say(state, W.asideFull))]
  const [next, effect] = write({ ...state, draft }, 'put-aside', [...state.asides, draft])
  return go(next, { kind: 'aside', busy: true }, effect)
}

/** The daemon has it: selling begins anew, under another key. */
export function putAside(state: State, result: ResultOf<'draft.aside'>): Step {
  const known = withAsides(state, result)
  if (!known.asides.some(({ key }) => key === state.draft.key)) return idle(known)
  const [key, next, effect] = takeKey(known)
  const draft = emptyDraft(key, state.draft.operation)
  const [dropped, drop] = call({ ...next, draft }, 'keep', 'draft.drop', { view: viewOf(draft, 'items') })
  const done = note(dropped, 'good', say(state, W.putAside))
  return done.screen.kind === 'aside' ? home(done, effect, drop) : [done, effect, drop]
}

/** It is the screen's again before it leaves those that wait. */
function takeUp(state: State, place: number): Step {
  const draft = state.asides[place]
  if (draft === undefined) return [state]
  if (!isEmpty(state.draft)) return [note(state, 'error', say(state, W.asideFirst))]
  const [next, effect] = keep({ ...state, draft })
  // The same call under another purpose: what follows waits for its answer
  const kept: Effect = effect.type === 'call' ? { ...effect, purpose: 'taken-up' } : effect
  return go(next, { kind: 'aside', busy: true }, kept)
}

export function takenUp(state: State): Step {
  const asides = state.asides.filter(({ key }) => key !== state.draft.key)
  const [next, effect] = write({ ...state, asides }, 'asides', asides)
  return also(idle(next), effect)
}

const idle = (state: State): Step => (state.screen.kind === 'aside' && state.screen.busy ? home(state) : [state])

export const asidesFound = (state: State, result: ResultOf<'draft.asides'>): Step => [withAsides(state, result)]

const withAsides = (state: State, { asides }: ResultOf<'draft.asides'>): State => ({
  ...state,
  asides: asides.flatMap(({ body, key }) => readDraft(key, body) ?? []),
})

/** Nothing was kept: the receipt is where it was. */
export const asideFailed = (state: State): Step =>
  state.screen.kind === 'aside' ? go(state, { kind: 'aside' }) : [state]

export function asideKey(state: State, screen: Extract<Screen, { kind: 'aside' }>, action: Action): Step {
  if (screen.busy) return [state]
  if (isDigit(action)) return takeUp(state, Number(action) - 1)
  switch (action) {
    case 'plus':
      return put(state)
    case 'back':
    case 'clear':
    case 'enter':
      return home(state)
    default:
      return [state]
  }
}
