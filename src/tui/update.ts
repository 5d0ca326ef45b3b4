import type { Failure } from '../api/types.ts'
import { ANSWERS } from './answers.ts'
import { emptyDraft, ticketParams } from './draft.ts'
import * as aside from './flow/aside.ts'
import * as block from './flow/block.ts'
import * as foreign from './flow/foreign.ts'
import * as history from './flow/history.ts'
import * as item from './flow/item.ts'
import * as menu from './flow/menu.ts'
import * as pay from './flow/pay.ts'
import * as returns from './flow/returns.ts'
import * as sale from './flow/sale.ts'
import * as search from './flow/search.ts'
import * as shift from './flow/shift.ts'
import * as signIn from './flow/sign-in.ts'
import * as submit from './flow/submit.ts'
import { type Action, type Scan, isDigit } from './keys.ts'
import type { Event, Language, Purpose, Screen, Size, State, Step } from './model.ts'
import { ask, blocksOf, go, home } from './step.ts'

export interface Beginning {
  /** undefined: asked for before anything else (EK1-lang-1). */
  readonly language: Language | undefined
  readonly size: Size
  readonly now: number
  readonly at: number
  /** Keys of the first documents. */
  readonly keys: readonly [string, string]
}

export const begin = ({ at, keys: [key, spare], language, now, size }: Beginning): State => ({
  language: language ?? 'kk',
  size,
  now,
  at,
  lastKey: at,
  online: false,
  mode: 'simple',
  spare,
  draft: emptyDraft(key),
  asides: [],
  calls: 0,
  latest: {},
  seen: [],
  unread: [],
  screen: language === undefined ? { kind: 'language' } : signIn.signInScreen(),
})

type OnKey = {
  readonly [K in Screen['kind']]: (state: State, screen: Extract<Screen, { kind: K }>, action: Action) => Step
}

const KEYS: OnKey = {
  language: (state, _, action) => signIn.languageKey(state, action),
  'sign-in': signIn.signInKey,
  offer: signIn.offerKey,
  sale: sale.saleKey,
  item: item.itemKey,
  mark: (state, _, action) => sale.markKey(state, action),
  storno: sale.stornoKey,
  favourites: (state, _, action) => sale.favouritesKey(state, action),
  aside: aside.asideKey,
  search: search.searchKey,
  pay: pay.payKey,
  cash: pay.cashKey,
  mixed: pay.mixedKey,
  extras: (state, _, action) => pay.extrasKey(state, action),
  modifier: pay.modifierKey,
  customer: pay.customerKey,
  preview: pay.previewKey,
  confirm: submit.confirmKey,
  wait: (state) => [state],
  unknown: submit.unknownKey,
  done: doneKey,
  menu: (state, _, action) => menu.menuKey(state, action),
  placement: menu.placementKey,
  'return-find': returns.returnFindKey,
  foreign: foreign.foreignKey,
  return: returns.returnKey,
  shift: shift.shiftKey,
  filter: history.filterKey,
  'filter-value': history.filterValueKey,
  history: history.historyKey,
  paper: history.paperKey,
  messages: menu.messagesKey,
  message: menu.messageKey,
  block: block.blockKey,
  'came-out': block.cameOutKey,
  deed: block.deedKey,
}

/** The digits of the next receipt need no key before them. */
function doneKey(state: State, screen: Extract<Screen, { kind: 'done' }>, action: Action): Step {
  const { job, state: paper } = screen.answer.paper
  if (paper === 'uncertain' && job !== undefined && action !== 'times') return go(state, { kind: 'came-out', job })
  if (!isDigit(action) && action !== 'point') return submit.doneKey(state, screen, action)
  const [next] = home(state)
  return next.screen.kind === 'sale' ? sale.saleKey(next, next.screen, action) : [next]
}

/** Where the menu is no way out: nobody is signed in, or what becomes of a document is not known yet. */
const HELD: ReadonlySet<Screen['kind']> = new Set(['language', 'sign-in', 'wait', 'unknown', 'menu'])

function onKey(state: State, action: Action, isHeld: boolean): Step {
  const { notice: _, ...calm } = state
  const { screen } = calm
  if (action === 'language') {
    const language = state.language === 'kk' ? 'ru' : 'kk'
    return [
      { ...calm, language },
      { type: 'language', language },
    ]
  }
  if (action === 'menu' && !HELD.has(screen.kind)) return go(calm, { kind: 'menu' })
  if (isHeld && screen.kind === 'confirm') return submit.heldKey(calm, screen, action)
  // The finger is still on the key that confirmed
  if (isHeld && screen.kind === 'done' && isDigit(action)) return [calm]
  const handler = KEYS[screen.kind] as (state: State, screen: Screen, action: Action) => Step
  return handler(calm, screen, action)
}

/** Milliseconds: an answer that comes sooner was pressed at the screen before; nobody has read the question yet. */
export const UNREAD = 200

/**
 * A document is confirmed by a key that somebody pressed at the sight of its question: not by the end of a scan, nor by a
 * finger that rests on Enter or bounces, nor by an Enter too many.
 */
function isUnsure({ at, screen }: State, { action, held, run }: Extract<Event, { type: 'key' }>): boolean {
  if (screen.kind !== 'preview' && screen.kind !== 'confirm') return false
  return run === true || (action === 'enter' && (held === true || at - screen.since < UNREAD))
}

function onChar(state: State, char: string): Step {
  const { screen } = state
  switch (screen.kind) {
    case 'item':
      return item.itemChar(state, screen, char)
    case 'search':
      return search.searchChar(state, screen, char)
    default:
      return [state]
  }
}

/** Screens where a scan is nothing: a question is open, or nobody is there. */
const DEAF: ReadonlySet<Screen['kind']> = new Set([
  'language',
  'sign-in',
  'offer',
  'wait',
  'unknown',
  'confirm',
  'deed',
  'block',
  'message',
] as const)

/** A scan adds the goods, wherever one is; a receipt's code begins its return; a piece's code is taken where it is waited for. */
function onScan(state: State, scan: Scan): Step {
  const { notice: _, ...calm } = state
  const { screen, user } = calm
  if (DEAF.has(screen.kind) || user === undefined || user.role === 'inspector' || user.role === 'technician')
    return [state]
  if (screen.kind === 'mark') return sale.markScan(calm, screen, scan)
  if (scan.checkUrl !== undefined) return returns.scannedReceipt(calm, scan)
  if (blocksOf(calm).length > 0) return home(calm)
  const quantity = screen.kind === 'sale' ? screen.quantity : undefined
  return sale.findCode(calm, scan.barcode ?? scan.data, quantity, scan)
}

/** Where a failed call leaves the screen; the rest only tell what was wrong. */
const FAILURES: Readonly<Partial<Record<Purpose, (state: State, failure: Failure) => Step>>> = {
  session: signIn.signInFailed,
  document: submit.refused,
  deed: block.deedRefused,
  parent: returns.parentUnknown,
  code: (state, failure) => sale.codeFailed(submit.told(state, failure)),
  total: (state, failure) => home(submit.told(state, failure)),
  // A preview that is refused leaves the payment to be chosen anew
  preview: (state, failure) => {
    const { draft, screen } = state
    const next = submit.told(state, failure)
    if (screen.kind === 'return' || draft.asked === undefined) return [next]
    const { asked: _, ...rest } = draft
    return ask({ ...next, draft: rest }, { kind: 'pay', taken: '0' }, 'total', draft.operation, {
      ...ticketParams(rest, { cash: 'rest' }),
      preview: true,
    })
  },
  // What nobody asked for is not complained of: the next change keeps the receipt, the next look reads the notices
  messages: (state) => [state],
  asides: (state) => [state],
  'put-aside': (state, failure) => aside.asideFailed(submit.told(state, failure)),
  'taken-up': (state, failure) => aside.asideFailed(submit.told(state, failure)),
  search: (state) => [state],
  made: (state) => [state],
}

/** The session is over: a new PIN, a restart of the daemon, too long a pause. */
const SESSION_OVER: ReadonlySet<string> = new Set(['SESSION_EXPIRED', 'SIGN_IN_REQUIRED'])

function onFailure(state: State, purpose: Purpose, failure: Failure): Step {
  if (SESSION_OVER.has(failure.code) && purpose !== 'session' && purpose !== 'deed') {
    if (state.user === undefined) return [state]
    const { screen } = state
    // The document is asked for again once its maker is back
    const kept =
      screen.kind === 'wait' ? go(state, { kind: 'unknown', asked: screen.asked, failure, tried: state.at })[0] : state
    return signIn.expired(kept)
  }
  return (FAILURES[purpose] ?? ((told, why) => [submit.told(told, why)]))(state, failure)
}

function onTick(state: State): Step {
  const { at, notice } = state
  const { notice: _, ...calm } = state
  const next = notice !== undefined && at >= notice.until ? calm : state
  const [asked, ...asking] = submit.askAgain(next)
  const [locked, ...locking] = signIn.lockIfIdle(asked)
  const [noticed] = menu.interrupt(locked)
  return [noticed, ...asking, ...locking]
}

/** What is shown must be what was asked for last: a second key may have asked for another payment meanwhile. */
const LAST_ONLY: ReadonlySet<Purpose> = new Set(['total', 'preview'] as const)

/** What was asked for by one who has left, or has asked for something else since, is no news. */
const isDeaf = (
  { latest, user }: State,
  { purpose, tag }: { readonly purpose: Purpose; readonly tag: number },
): boolean => (user === undefined && purpose !== 'session') || (LAST_ONLY.has(purpose) && latest[purpose] !== tag)

/** The one function that changes the screen's state: what happened, and what is to be done about it. */
export function update(state: State, event: Event): Step {
  switch (event.type) {
    case 'key':
      return isUnsure(state, event)
        ? [state]
        : onKey({ ...state, lastKey: state.at }, event.action, event.held === true)
    case 'char':
      return onChar({ ...state, lastKey: state.at }, event.char)
    case 'scan':
      return onScan({ ...state, lastKey: state.at }, event.scan)
    case 'interrupt':
      return [state, { type: 'exit' }]
    case 'tick':
      return onTick({ ...state, now: event.now, at: event.at })
    case 'resize':
      return [{ ...state, size: event.size }]
    case 'online':
      return signIn.connected(state, event.online)
    case 'status':
      return block.stands({ ...state, status: event.status, ...(event.facts && { facts: event.facts }) })
    case 'spare':
      return [{ ...state, spare: event.key }]
    case 'answer':
      return isDeaf(state, event) ? [state] : ANSWERS[event.purpose](state, event.result as never)
    case 'failed':
      return isDeaf(state, event) ? [state] : onFailure(state, event.purpose, event.failure)
    default:
      return event satisfies never
  }
}
