import type { Failure } from '../../api/types.ts'
import { ADMINISTRATORS, KEEPERS, TECHNICIANS, TELLERS } from '../../api/roles.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { momentOf, dateOf } from '../format.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Deed, Effect, Screen, State, Status, Step } from '../model.ts'
import { HOME, blocksOf, call, go, home, isTraining, note, say, show } from '../step.ts'
import { confirmZ, openMessages } from './open.ts'
import { told } from './submit.ts'

type Block = Status['blocks'][number]
type DeedScreen = Extract<Screen, { kind: 'deed' }>

const NEW_TOKEN: Deed = { method: 'token.set', params: {}, asks: ['token'], roles: ADMINISTRATORS, title: 'new-token' }
const ASK_OFD: Deed = {
  method: 'ofd.retry',
  params: {},
  asks: [],
  roles: ['technician', 'administrator'],
  title: 'ask-ofd',
}
const SET_TIME: Deed = { method: 'time.set', params: {}, asks: ['time'], roles: TECHNICIANS, title: 'set-time' }
const CONFIRM_DATE: Deed = {
  method: 'time.confirm',
  params: {},
  asks: ['date', 'again'],
  roles: TECHNICIANS,
  title: 'confirm-date',
}
const RETRY_QUEUE: Deed = { method: 'queue.retry', params: {}, asks: [], roles: TECHNICIANS, title: 'retry-queue' }
const TRAINING_ON: Deed = { method: 'training.on', params: {}, asks: [], roles: KEEPERS, title: 'training-on' }
const TRAINING_OFF: Deed = { ...TRAINING_ON, method: 'training.off', title: 'training-off' }
/** A document with a key of its own: it goes the way of all documents, through its question. */
const CLOSE_SHIFT: Deed = { method: 'shift.close', params: {}, asks: [], roles: TELLERS, title: 'close-shift' }

/** What can be done about a block from here, by the digits 1, 2, … (interface, "Blocks and their lifting"). */
const DEEDS: Readonly<Record<string, readonly Deed[]>> = {
  SHIFT_TOO_LONG: [CLOSE_SHIFT],
  SHIFT_NOT_CLOSED: [CLOSE_SHIFT],
  AUTONOMOUS_TOO_LONG: [CLOSE_SHIFT],
  TOKEN_INVALID: [NEW_TOKEN],
  UNKNOWN_ID: [ASK_OFD, NEW_TOKEN],
  PROTOCOL_ERROR: [ASK_OFD, NEW_TOKEN],
  REQUEST_NUMBER: [ASK_OFD, NEW_TOKEN],
  QUEUE_REFUSED: [RETRY_QUEUE],
  RETRY_REFUSED: [RETRY_QUEUE],
  CLOCK_BEHIND: [SET_TIME],
  CLOCK_JUMP: [CONFIRM_DATE, SET_TIME],
}

export const deedsOf = (block: Block | undefined): readonly Deed[] => DEEDS[block?.code ?? ''] ?? []

/** Screens of selling: a block takes their place, and gives it back with the receipt as it was. */
const SELLING: ReadonlySet<Screen['kind']> = new Set([
  'sale',
  'item',
  'mark',
  'storno',
  'favourites',
  'search',
  'pay',
  'cash',
  'mixed',
  'extras',
  'modifier',
  'customer',
  'preview',
  'placement',
  'return-find',
  'foreign',
  'return',
  'offer',
])

/** Blocks that last no longer than a document is under way are no news to whoever made it. */
const PASSING: ReadonlySet<string> = new Set(['STARTING', 'UNFINISHED_DOCUMENT'])

/** What the register says of itself now: a block takes the screen, its end gives it back. */
export function stands(state: State): Step {
  const blocks = blocksOf(state)
  const { screen, user } = state
  if (user === undefined) return [state]
  if (blocks.length === 0) return screen.kind === 'block' ? go(state, HOME) : [state]
  const isPassing = blocks.every(({ code }) => PASSING.has(code))
  return SELLING.has(screen.kind) && !isPassing ? go(state, { kind: 'block', top: 0 }) : [state]
}

/** Straight away where the person at the screen may; else after the code and PIN of one who may. */
function begin(state: State, deed: Deed): Step {
  const back = state.screen
  if (deed.title === 'close-shift' && deed.roles.includes(state.user?.role ?? '')) return confirmZ(state)
  const may = deed.roles.includes(state.user?.role ?? '')
  const step = !may ? 'user' : 'value'
  const screen: DeedScreen = { kind: 'deed', deed, step, user: '', pin: '', values: [], entry: '', back }
  return may && deed.asks.length === 0 ? perform(state, screen) : go(state, screen)
}

export function blockKey(state: State, screen: Extract<Screen, { kind: 'block' }>, action: Action): Step {
  const [block] = blocksOf(state)
  if (isDigit(action)) {
    if (action === '9') return openMessages(state)
    const deed = deedsOf(block)[Number(action) - 1]
    return deed === undefined ? [state] : begin(state, deed)
  }
  switch (action) {
    case 'plus':
    case 'down':
      return go(state, { ...screen, top: screen.top + 1 })
    case 'times':
    case 'up':
      return go(state, { ...screen, top: Math.max(0, screen.top - 1) })
    default:
      return [state]
  }
}

/** Whoever may not is asked for the code and PIN of one who may. */
export const turnTraining = (state: State): Step => begin(state, isTraining(state) ? TRAINING_OFF : TRAINING_ON)

const cameOut = (job: number, answer: 'yes' | 'no'): Deed => ({
  method: 'printer.resolve',
  params: { job, cameOut: answer },
  asks: [],
  roles: ['senior-cashier', 'administrator'],
  title: answer === 'yes' ? 'came-out' : 'did-not-come-out',
})

/** A paper that perhaps came out: answered from here, or later by `kkm printer resolve`. */
export function cameOutKey(state: State, { job }: Extract<Screen, { kind: 'came-out' }>, action: Action): Step {
  if (action === '1') return begin(state, cameOut(job, 'yes'))
  if (action === '2') return begin(state, cameOut(job, 'no'))
  return action === 'back' || action === 'enter' || action === 'clear' ? home(state) : [state]
}

/** What was typed, as the method wants it. */
function valuesOf({ deed, values }: DeedScreen): object {
  const read = { token: (text: string) => text, time: momentOf, date: dateOf, again: dateOf }
  return Object.fromEntries(deed.asks.map((name, index) => [name, read[name](values[index] ?? '')]))
}

function perform(state: State, screen: DeedScreen): Step {
  const { deed, pin, user } = screen
  const [next, effect] = call(state, 'deed', deed.method, { ...deed.params, ...valuesOf(screen) })
  if (effect.type !== 'call') return [state]
  const signed: Effect = user === '' ? effect : { ...effect, as: { user: Number(user), pin } }
  return go(next, { ...screen, busy: true }, signed)
}

function entered(state: State, screen: DeedScreen): Step {
  const { deed, entry, step, values } = screen
  if (entry === '') return [state]
  switch (step) {
    case 'user':
      return go(state, { ...screen, user: entry, entry: '', step: 'pin' })
    case 'pin': {
      const next: DeedScreen = { ...screen, pin: entry, entry: '', step: 'value' }
      return deed.asks.length === 0 ? perform(state, next) : go(state, next)
    }
    case 'value': {
      const next: DeedScreen = { ...screen, values: [...values, entry], entry: '' }
      return next.values.length < deed.asks.length ? go(state, next) : perform(state, next)
    }
    default:
      return step satisfies never
  }
}

export function deedKey(state: State, screen: DeedScreen, action: Action): Step {
  if (screen.busy) return [state]
  const { back, entry } = screen
  if (isDigit(action)) return entry.length < 32 ? go(state, { ...screen, entry: entry + action }) : [state]
  switch (action) {
    case 'enter':
      return entered(state, screen)
    case 'back':
      return entry === '' ? [show(state, back)] : go(state, { ...screen, entry: entry.slice(0, -1) })
    case 'clear':
      return go(state, { ...screen, entry: '' })
    default:
      return [state]
  }
}

export function deedDone(state: State): Step {
  const next = note(state, 'good', say(state, W.done))
  return state.screen.kind === 'deed' ? home(next) : [next]
}

export function deedRefused(state: State, failure: Failure): Step {
  const { screen } = state
  const next = told(state, failure)
  if (screen.kind !== 'deed') return [next]
  const { busy: _, ...idle } = screen
  const isPin = failure.code === 'PIN_WRONG' || failure.code === 'LOCKED_OUT' || failure.code === 'NOT_PERMITTED'
  const begun = isPin
    ? { user: '', step: 'user' as const }
    : { step: idle.deed.asks.length > 0 ? ('value' as const) : idle.step }
  return go(next, { ...idle, ...begun, pin: isPin ? '' : idle.pin, values: [], entry: '' })
}
