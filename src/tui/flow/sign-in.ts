import type { ResultOf } from '../../api/schemas/index.ts'
import type { Failure } from '../../api/types.ts'
import { isEmpty, readDraft } from '../draft.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Actor, Asked, DocumentAnswer, Effect, Screen, State, Step } from '../model.ts'
import { also, ask, call, go, home, note, say, show } from '../step.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'

type SignIn = Extract<Screen, { kind: 'sign-in' }>

const LONGEST_CODE = 10
const LONGEST_PIN = 32

export const signInScreen = (user?: number, locked?: true): SignIn => ({
  kind: 'sign-in',
  field: user === undefined ? 'user' : 'pin',
  user: user === undefined ? '' : String(user),
  pin: '',
  ...(locked && { locked }),
})

export function languageKey(state: State, action: Action): Step {
  const language = action === '1' ? 'kk' : action === '2' ? 'ru' : undefined
  if (language === undefined) return [state]
  return go({ ...state, language }, signInScreen(), { type: 'language', language })
}

function submit(state: State, screen: SignIn): Step {
  if (screen.user === '') return [state]
  if (screen.field === 'user') return go(state, { ...screen, field: 'pin' })
  if (screen.pin === '' || !state.online) return [state]
  const tag = state.calls + 1
  const effect: Effect = { type: 'sign-in', tag, user: Number(screen.user), pin: screen.pin }
  return go({ ...state, calls: tag }, { ...screen, busy: true }, effect)
}

export function signInKey(state: State, screen: SignIn, action: Action): Step {
  if (screen.busy) return [state]
  const value = screen[screen.field]
  // A PIN may begin with a nought
  if (isDigit(action)) {
    const longest = screen.field === 'user' ? LONGEST_CODE : LONGEST_PIN
    return value.length >= longest ? [state] : go(state, { ...screen, [screen.field]: value + action })
  }
  switch (action) {
    case 'enter':
      return submit(state, screen)
    case 'back':
      if (value !== '') return go(state, { ...screen, [screen.field]: value.slice(0, -1) })
      return screen.field === 'pin' ? go(state, signInScreen()) : [state]
    case 'clear':
      return go(state, { ...screen, [screen.field]: '' })
    // Another person at a locked screen
    case 'menu':
      return go(state, signInScreen())
    default:
      return [state]
  }
}

/** Signed in: one's own receipt is looked for, and what the state bodies have written. */
export function signedIn(state: State, user: Actor): Step {
  if (state.screen.kind !== 'sign-in') return [state]
  const isBack = state.user?.code === user.code || state.draft.owner === user.code
  const next: State = { ...state, user }
  const { pending } = state
  if (pending !== undefined) return asksAfter(next, pending)
  const [told, messages] = call({ ...next, asides: [] }, 'messages', 'message.list')
  const sells = user.role !== 'inspector' && user.role !== 'technician'
  if (!sells) return go(told, { kind: 'menu' }, messages)
  const [reading, asides] = call(told, 'asides', 'draft.asides')
  // The same person comes back to a locked screen: everything is as it was
  if (isBack && !isEmpty(state.draft)) return also(home(reading), messages, asides)
  const own: State = { ...reading, draft: { key: state.draft.key, operation: 'sale', lines: [], owner: user.code } }
  const [asking, draft] = call(own, 'draft', 'draft.get')
  return also(home(asking), messages, asides, draft)
}

/** A document whose outcome nobody knows yet comes first. */
function asksAfter(locked: State, asked: Asked): Step {
  const { pending: _, ...state } = locked
  const failure = { code: 'CONNECTION_LOST', message: '', remedy: '', retry: 'same-key', details: {} } as const
  return go(state, { kind: 'unknown', asked, failure, tried: -Infinity })
}

/** Wrong, or locked out until a time. */
export function signInFailed(state: State, failure: Failure): Step {
  const { screen } = state
  if (screen.kind !== 'sign-in') return [state]
  const { busy: _, until: _until, ...idle } = screen
  const until = typeof failure.details['until'] === 'string' ? Date.parse(failure.details['until']) : undefined
  const next = { ...idle, pin: '', field: 'pin' as const, ...(until !== undefined && { until }) }
  return [note(show(state, next), 'error', failure.message, failure.remedy)]
}

/** A receipt that a crash or another day has left: offered, unless it became a document. */
export function draftFound(state: State, { draft, made }: ResultOf<'draft.get'>): Step {
  if (made !== undefined) return ask(state, state.screen, 'made', 'receipt.show', { ref: `key:${made.key}` })
  const found = draft && readDraft(draft.key, draft.body)
  if (found === undefined || !isEmpty(state.draft)) return [state]
  const { asked, ...rest } = found
  const owned = state.user === undefined ? rest : { ...rest, owner: state.user.code }
  // What was asked for under another key, and whether it came about, only its key can tell
  const other = asked !== undefined && asked.params.key !== found.key ? asked.params.key : undefined
  const offered: State = isEmpty(rest) ? state : show(state, { kind: 'offer', draft: owned })
  return other === undefined ? [offered] : ask(offered, offered.screen, 'made', 'receipt.show', { ref: `key:${other}` })
}

/** What the last screen did not live to hear of. */
export function madeBefore(state: State, answer: DocumentAnswer): Step {
  if (state.screen.kind !== 'sale' && state.screen.kind !== 'block') return [state]
  return answer.registered ? go(state, { kind: 'done', answer }) : [state]
}

export function offerKey(state: State, { draft }: Extract<Screen, { kind: 'offer' }>, action: Action): Step {
  if (action === 'enter') return home({ ...state, draft })
  if (action !== 'back' && action !== 'clear') return [state]
  const [next, effect] = call(state, 'keep', 'draft.drop')
  return home(next, effect)
}

/** Locked after a time without a key, or for another person: the receipt stays where it is. */
export function lock(state: State, user?: number): Step {
  const { user: _, ...rest } = state
  const { screen } = state
  const pending = screen.kind === 'unknown' ? { pending: screen.asked } : {}
  const locked: State = { ...rest, ...pending, screen: signInScreen(user, user === undefined ? undefined : true) }
  return [locked, { type: 'sign-out' }]
}

/** The daemon went or came back. Its sessions went with it: the PIN is asked for again, the receipt is kept. */
export function connected(state: State, online: boolean): Step {
  const next: State = { ...state, online }
  return online && !state.online && next.user !== undefined ? expired(next) : [next]
}

const MINUTE = 60_000

/** Screens that are not left alone: what becomes of a document is told to the one who made it. */
const BUSY: ReadonlySet<Screen['kind']> = new Set(['language', 'sign-in', 'wait', 'unknown'])

/** The time without a key is over. */
export function lockIfIdle(state: State): Step {
  const { at, facts, lastKey, screen, user } = state
  if (user === undefined || facts === undefined || BUSY.has(screen.kind)) return [state]
  return at - lastKey < facts.idleMinutes * MINUTE ? [state] : lock(state, user.code)
}

/** A session that the daemon ended: its restart, a new PIN. What was being done is done again after the PIN. */
export const expired = (state: State): Step => {
  const [next, ...effects] = lock(state, state.user?.code)
  return [note(next, 'plain', say(state, W.locked)), ...effects]
}
