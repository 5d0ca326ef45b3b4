import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { MAX_LINES, lineOfGood, ticketParams, viewOf, withGoods, withLine } from '../draft.ts'
import type { Effect, Good, Line, Screen, State, Step } from '../model.ts'
import { HOME, ask, call, go, note, say } from '../step.ts'

/** The draft as it is now is kept in the daemon, and the buyer sees it. */
export function keep(state: State): [State, Effect] {
  const { key, ...body } = state.draft
  const view = viewOf(state.draft, 'items')
  if (body.lines.length === 0) return call(state, 'keep', 'draft.drop', { view })
  return call(state, 'keep', 'draft.put', { draft: { key, body }, view })
}

export function keepAnd(state: State, screen: Screen): Step {
  const [next, effect] = keep(state)
  return go(next, screen, effect)
}

/** Puts a line into the receipt and goes back to selling. */
export function put(state: State, line: Line): Step {
  if (state.draft.lines.length >= MAX_LINES) return [note(state, 'error', say(state, W.tooManyLines))]
  const draft = line.by === 'goods' ? withGoods(state.draft, line) : withLine(state.draft, line)
  return keepAnd({ ...state, draft }, HOME)
}

/** What it comes to is asked of the register: nothing is paid by the screen's own arithmetic. */
export function toTotal(state: State): Step {
  const { asked: _, ...draft } = state.draft
  const params = { ...ticketParams(draft, { cash: 'rest' }), preview: true }
  return ask({ ...state, draft }, { kind: 'pay', taken: '0' }, 'total', draft.operation, params)
}

/** Marked goods need the code of each piece before they are a line. */
export function putGood(state: State, good: Good, code: string, quantity: string): Step {
  const line = lineOfGood(good, code, quantity)
  return good.marked === true ? go(state, { kind: 'mark', line, marks: [] }) : put(state, line)
}
