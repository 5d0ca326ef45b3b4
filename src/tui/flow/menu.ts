import type { ResultOf } from '../../api/schemas/index.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import type { Text } from '../../locale/text.ts'
import { isEmpty } from '../draft.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Draft, Message, Screen, State, Step } from '../model.ts'
import { call, go, home, isZero, note, say, show, typed, whole } from '../step.ts'
import { openAside } from './aside.ts'
import { openMessages, openShift } from './open.ts'
import { lock } from './sign-in.ts'
import { toConfirm } from './submit.ts'

export type Choice =
  | 'sale'
  | 'sale-return'
  | 'deposit'
  | 'withdraw'
  | 'purchase'
  | 'purchase-return'
  | 'shift'
  | 'mode'
  | 'messages'
  | 'user'

export const sells = ({ user }: State): boolean =>
  user !== undefined && user.role !== 'inspector' && user.role !== 'technician'

/** What the menu offers, each under a digit that never changes: hands learn it. */
export function choicesOf(state: State): Readonly<Partial<Record<string, { what: Choice; words: Text }>>> {
  const purchases = state.facts?.purchases === true
  return {
    ...(sells(state) && {
      '1': { what: 'sale', words: W.sale },
      '2': { what: 'sale-return', words: W.saleReturn },
      '3': { what: 'deposit', words: W.deposit },
      '4': { what: 'withdraw', words: W.withdraw },
      ...(purchases && {
        '5': { what: 'purchase', words: W.purchase },
        '6': { what: 'purchase-return', words: W.purchaseReturn },
      }),
      '8': { what: 'mode', words: state.mode === 'simple' ? W.extended : W.simple },
    }),
    '7': { what: 'shift', words: W.shift },
    '9': { what: 'messages', words: W.messages },
    '0': { what: 'user', words: W.changeUser },
  }
}

/** Another operation begins with an empty receipt; one that is begun keeps its own. */
function selling(state: State, operation: Draft['operation']): Step {
  const draft = isEmpty(state.draft) ? { ...state.draft, operation } : state.draft
  return home({ ...state, draft })
}

export function menuKey(state: State, action: Action): Step {
  if (action === 'plus' && sells(state)) return openAside(state)
  if (action === 'back' || action === 'clear' || action === 'menu' || action === 'enter') return leave(state)
  const choice = isDigit(action) ? choicesOf(state)[action] : undefined
  return choice === undefined ? [state] : chosen(state, choice.what)
}

/** Who sells goes home; whoever only reads has the menu for one. */
const leave = (state: State): Step => (sells(state) ? home(state) : [state])

function chosen(state: State, what: Choice): Step {
  switch (what) {
    case 'sale':
    case 'purchase':
      return selling(state, what)
    case 'sale-return':
      return go(state, { kind: 'return-find', operation: 'sale', entry: '' })
    case 'purchase-return':
      return go(state, { kind: 'return-find', operation: 'purchase', entry: '' })
    case 'deposit':
    case 'withdraw':
      return go(state, { kind: 'placement', method: what, entry: '' })
    case 'shift':
      return openShift(state)
    case 'mode':
      return home({ ...state, mode: state.mode === 'simple' ? 'extended' : 'simple' })
    case 'messages':
      return openMessages(state)
    case 'user':
      return lock(state)
    default:
      return what satisfies never
  }
}

export function placementKey(state: State, screen: Extract<Screen, { kind: 'placement' }>, action: Action): Step {
  const { entry, method } = screen
  if (isDigit(action) || action === 'point') return go(state, { ...screen, entry: typed(entry, action, 2) })
  switch (action) {
    case 'enter':
      return isZero(entry) ? [state] : toConfirm(state, method, { sum: whole(entry) })
    case 'back':
      return entry === '' ? home(state) : go(state, { ...screen, entry: entry.slice(0, -1) })
    case 'clear':
      return go(state, { ...screen, entry: '' })
    default:
      return [state]
  }
}

export function messagesKey(state: State, screen: Extract<Screen, { kind: 'messages' }>, action: Action): Step {
  const { at, list = [] } = screen
  switch (action) {
    case 'plus':
    case 'down':
      return go(state, { ...screen, at: Math.min(at + 1, Math.max(0, list.length - 1)) })
    case 'times':
    case 'up':
      return go(state, { ...screen, at: Math.max(0, at - 1) })
    case 'enter': {
      const message = list[at]
      return message === undefined ? [state] : go(state, { kind: 'message', message, top: 0, back: screen })
    }
    case 'back':
    case 'clear':
      return sells(state) ? home(state) : go(state, { kind: 'menu' })
    default:
      return [state]
  }
}

/** The notices are here; one that nobody has read interrupts, once. */
export function messagesListed(state: State, { messages }: ResultOf<'message.list'>): Step {
  const unread = messages.filter(({ confirmed }) => confirmed === undefined)
  const next: State = { ...state, unread }
  if (state.screen.kind === 'messages') return go(next, { ...state.screen, list: messages.toReversed() })
  return interrupt(next)
}

/** Not over the change that a buyer waits for. */
const CALM: ReadonlySet<Screen['kind']> = new Set(['sale', 'block', 'menu', 'shift'])

/** A notice that nobody has seen, as soon as nothing else is being done. */
export function interrupt(state: State): Step {
  const { screen, seen, unread, user } = state
  const message = unread.find(({ number }) => !seen.includes(number))
  // A word that is being typed is finished first
  const isTyping = screen.kind === 'sale' && screen.entry !== ''
  if (message === undefined || user === undefined || !CALM.has(screen.kind) || isTyping) return [state]
  const next = { ...state, seen: [...seen, message.number] }
  return go(next, { kind: 'message', message, top: 0, back: screen })
}

const confirms = ({ user }: State): boolean => user !== undefined && user.role !== 'inspector'

export function messageKey(state: State, screen: Extract<Screen, { kind: 'message' }>, action: Action): Step {
  const { message, top } = screen
  switch (action) {
    case 'enter': {
      if (message.confirmed !== undefined || !confirms(state)) return [show(state, screen.back)]
      const [next, effect] = call(state, 'message', 'message.confirm', { number: message.number })
      return [next, effect]
    }
    case 'plus':
    case 'down':
      return go(state, { ...screen, top: top + 1 })
    case 'times':
    case 'up':
      return go(state, { ...screen, top: Math.max(0, top - 1) })
    case 'back':
    case 'clear':
      return [show(state, screen.back)]
    default:
      return [state]
  }
}

export function messageConfirmed(state: State, message: Message): Step {
  const unread = state.unread.filter(({ number }) => number !== message.number)
  const next = note({ ...state, unread }, 'good', say(state, W.read))
  const { screen } = state
  if (screen.kind !== 'message') return [next]
  const { back } = screen
  if (back.kind !== 'messages') return [show(next, back)]
  const list = back.list?.map((one) => (one.number === message.number ? message : one))
  return [show(next, { ...back, ...(list && { list }) })]
}
