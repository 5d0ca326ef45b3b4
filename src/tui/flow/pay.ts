import { formatTenge, parseTenge, subtract, tiyn } from '../../fiscal/money.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { MODIFIERS, ticketParams, viewOf } from '../draft.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Asked, Modifier, PaymentKind, Payments, PreviewAnswer, Screen, State, Step } from '../model.ts'
import { also, ask, call, go, home, isZero, note, say, show, typed, whole } from '../step.ts'
import { keep, toTotal } from './receipt.ts'
import { submit } from './submit.ts'

type Pay = Extract<Screen, { kind: 'pay' }>

/** The notes in use, by the key that gives them; coins are typed. */
export const NOTES: Readonly<Record<string, string>> = {
  4: '500',
  5: '1000',
  6: '2000',
  7: '5000',
  8: '10000',
  9: '20000',
}

const sum = (text: string) => parseTenge(text) ?? tiyn(0n)

/** Asks the register for the receipt as it would be, and shows it before anything is registered. */
export function toPreview(state: State, payments: Payments): Step {
  const { draft } = state
  const asked: Asked = { method: draft.operation, params: ticketParams(draft, payments) }
  const [next, effect] = call({ ...state, draft: { ...draft, asked } }, 'preview', asked.method, {
    ...asked.params,
    preview: true,
  })
  return [next, effect]
}

/** Screens that a preview follows: somebody who went elsewhere meanwhile is not called back. */
const PAYING: ReadonlySet<Screen['kind']> = new Set(['pay', 'cash', 'mixed'])

/** The receipt as it would be is here: what was asked for is kept with the draft, so that a crash finds it again. */
export function previewed(state: State, answer: PreviewAnswer): Step {
  const { screen } = state
  if (screen.kind === 'return')
    return screen.asked ? go(state, { kind: 'preview', asked: screen.asked, answer, top: 0, since: state.at }) : [state]
  const { asked } = state.draft
  if (asked === undefined || !PAYING.has(screen.kind)) return [state]
  const { key, ...body } = state.draft
  const view = viewOf(state.draft, 'payment', {
    total: answer.total,
    ...(answer.change !== undefined && { change: answer.change }),
  })
  const [next, effect] = call(state, 'keep', 'draft.put', { draft: { key, body }, view })
  return go(next, { kind: 'preview', asked, answer, top: 0, since: state.at }, effect)
}

/** The receipt as it would be is on its way: a second key is not another payment. Going back is possible all the same. */
const isAsking = ({ draft }: State, action: Action): boolean =>
  draft.asked !== undefined && action !== 'back' && action !== 'clear'

/** A note joins what the buyer has given; enough is a payment. */
function noteGiven(state: State, screen: Pay, total: string, value: string): Step {
  const taken = formatTenge(tiyn(sum(screen.taken) + sum(value)))
  return sum(taken) < sum(total) ? go(state, { ...screen, taken }) : toPreview(state, { cash: taken })
}

/** A purchase pays out what it costs: only a sale takes more than that. */
const takesNotes = ({ draft }: State): boolean => draft.operation === 'sale'

/** What is paid without a sum: what the owner prefers, else cash. */
export const preferred = ({ facts }: State): PaymentKind => facts?.preferredPayment ?? 'cash'

function digit(state: State, screen: Pay, total: string, action: Action): Step {
  const given = takesNotes(state) ? NOTES[action] : undefined
  if (given !== undefined) return noteGiven(state, screen, total, given)
  switch (action) {
    case '1':
      return takesNotes(state) ? go(state, { kind: 'cash', total, entry: '' }) : toPreview(state, { cash: 'rest' })
    case '2':
      return toPreview(state, { card: 'rest' })
    case '3':
      return toPreview(state, { mobile: 'rest' })
    case '0':
      return go(state, { kind: 'mixed', total, cash: '', other: 'card', rest: total, at: 0 })
    default:
      return [state]
  }
}

export function payKey(state: State, screen: Pay, action: Action): Step {
  const { taken, total } = screen
  if (isAsking(state, action)) return [state]
  if (action === 'back' || action === 'clear') return isZero(taken) ? home(state) : go(state, { ...screen, taken: '0' })
  if (total === undefined) return go(state, { ...screen, early: [...(screen.early ?? []), action] })
  if (isDigit(action)) return digit(state, screen, total, action)
  switch (action) {
    case 'enter':
      return toPreview(state, { [preferred(state)]: 'rest' })
    case 'plus':
      return go(state, { kind: 'extras' })
    default:
      return [state]
  }
}

export function cashKey(state: State, screen: Extract<Screen, { kind: 'cash' }>, action: Action): Step {
  const { entry, total } = screen
  if (isAsking(state, action)) return [state]
  if (isDigit(action) || action === 'point') return go(state, { ...screen, entry: typed(entry, action, 2) })
  switch (action) {
    case 'enter':
      if (isZero(entry)) return toPreview(state, { cash: 'rest' })
      if (sum(whole(entry)) < sum(total)) return [note(state, 'error', say(state, W.notEnough))]
      return toPreview(state, { cash: whole(entry) })
    case 'back':
      return entry === ''
        ? go(state, { kind: 'pay', total, taken: '0' })
        : go(state, { ...screen, entry: entry.slice(0, -1) })
    case 'clear':
      return go(state, { ...screen, entry: '' })
    default:
      return [state]
  }
}

type Mixed = Extract<Screen, { kind: 'mixed' }>

/** The part that is not cash is what is left, until somebody types another. */
function withCash(screen: Mixed, cash: string): Mixed {
  const left = sum(screen.total) > sum(cash) ? subtract(sum(screen.total), sum(cash)) : tiyn(0n)
  return { ...screen, cash, rest: formatTenge(left) }
}

function mixedEnter(state: State, screen: Mixed): Step {
  const [cash, rest] = [whole(screen.cash), whole(screen.rest)]
  if (screen.at === 0) {
    if (isZero(cash)) return [state]
    if (sum(cash) >= sum(screen.total)) return toPreview(state, { cash })
    return go(state, { ...screen, at: 1 })
  }
  if (sum(cash) + sum(rest) < sum(screen.total)) return [note(state, 'error', say(state, W.notEnough))]
  return toPreview(state, { cash, [screen.other]: rest })
}

export function mixedKey(state: State, screen: Mixed, action: Action): Step {
  const isCash = screen.at === 0
  if (isAsking(state, action)) return [state]
  const value = isCash ? screen.cash : screen.rest
  const changed = (next: string): Step =>
    go(state, isCash ? withCash(screen, next) : { ...screen, rest: next, touched: true })
  if (isDigit(action) || action === 'point') return changed(typed(isCash || screen.touched ? value : '', action, 2))
  switch (action) {
    case 'enter':
      return mixedEnter(state, screen)
    case 'times':
      return go(state, { ...screen, other: screen.other === 'card' ? 'mobile' : 'card' })
    case 'back':
      if (value !== '') return changed(value.slice(0, -1))
      return isCash ? go(state, { kind: 'pay', total: screen.total, taken: '0' }) : go(state, { ...screen, at: 0 })
    case 'clear':
      return changed('')
    default:
      return [state]
  }
}

/** What may be changed of the whole receipt, by its number in the list. */
export function extrasOf({ facts }: State): readonly ('discount' | 'markup' | 'customer')[] {
  return [
    ...(facts?.discountTicket ? (['discount', 'markup'] as const) : []),
    ...(facts?.buyerId ? (['customer'] as const) : []),
  ]
}

export function extrasKey(state: State, action: Action): Step {
  if (action === 'back' || action === 'clear') return toTotal(state)
  if (!isDigit(action)) return [state]
  const extra = extrasOf(state)[Number(action) - 1]
  const percent = state.facts?.discountPercent ? 'percent' : 'sum'
  switch (extra) {
    case 'discount':
    case 'markup':
      return go(state, { kind: 'modifier', modifier: { kind: extra, in: percent, value: '' } })
    case 'customer':
      return go(state, { kind: 'customer', entry: state.draft.customer ?? '' })
    case undefined:
      return [state]
    default:
      return extra satisfies never
  }
}

/** The draft with another discount, or none. */
function withModifier(state: State, modifier: Modifier): State {
  const { modifier: _, ...draft } = state.draft
  return { ...state, draft: isZero(modifier.value) ? draft : { ...draft, modifier } }
}

export function modifierKey(state: State, screen: Extract<Screen, { kind: 'modifier' }>, action: Action): Step {
  const { modifier } = screen
  const changed = (value: string): Step => go(state, { ...screen, modifier: { ...modifier, value } })
  if (isDigit(action) || action === 'point') return changed(typed(modifier.value, action, 2, 11))
  switch (action) {
    case 'enter':
      return kept(withModifier(state, { ...modifier, value: whole(modifier.value) }))
    case 'times': {
      if (!state.facts?.discountPercent) return [note(state, 'plain', say(state, W.switchedOff))]
      const next = MODIFIERS.find((one) => one.kind === modifier.kind && one.in !== modifier.in)
      return go(state, { ...screen, modifier: { ...modifier, ...next } })
    }
    case 'back':
      return modifier.value === '' ? go(state, { kind: 'extras' }) : changed(modifier.value.slice(0, -1))
    case 'clear':
      return changed('')
    default:
      return [state]
  }
}

const IIN_LENGTH = 12

export function customerKey(state: State, screen: Extract<Screen, { kind: 'customer' }>, action: Action): Step {
  const { entry } = screen
  // A number, not a sum: its zeros count
  if (isDigit(action)) return entry.length < IIN_LENGTH ? go(state, { ...screen, entry: entry + action }) : [state]
  switch (action) {
    case 'enter': {
      const { customer: _, ...draft } = state.draft
      return kept({ ...state, draft: entry === '' ? draft : { ...draft, customer: entry } })
    }
    case 'back':
      return entry === '' ? go(state, { kind: 'extras' }) : go(state, { ...screen, entry: entry.slice(0, -1) })
    case 'clear':
      return go(state, { ...screen, entry: '' })
    default:
      return [state]
  }
}

/** The receipt was changed: kept, and its total asked for anew. */
function kept(state: State): Step {
  const [next, effect] = keep(state)
  return also(toTotal(next), effect)
}

/** What it comes to is known: the keys that came before it count now, as long as they are about the payment. */
export function totalled(state: State, answer: PreviewAnswer): Step {
  if (state.screen.kind !== 'pay') return [state]
  const { early = [], taken } = state.screen
  const first: Step = [show(state, { kind: 'pay', taken, total: answer.total })]
  return early.reduce<Step>(([before, ...effects], action) => {
    const [after, ...more] = pressed(before, action)
    return [after, ...effects, ...more]
  }, first)
}

/** A key on whatever screen of the payment the one before it has led to. */
function pressed(state: State, action: Action): Step {
  const { screen } = state
  switch (screen.kind) {
    case 'pay':
      return payKey(state, screen, action)
    case 'cash':
      return cashKey(state, screen, action)
    case 'mixed':
      return mixedKey(state, screen, action)
    case 'extras':
      return extrasKey(state, action)
    case 'modifier':
      return modifierKey(state, screen, action)
    case 'customer':
      return customerKey(state, screen, action)
    default:
      return [state]
  }
}

export function previewKey(state: State, screen: Extract<Screen, { kind: 'preview' }>, action: Action): Step {
  switch (action) {
    case 'enter':
      return submit(state, screen.asked)
    case 'back':
    case 'clear':
      return backFrom(state, screen)
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

/** «Отменить»: back to what is paid with, everything kept; from a return back to selling. */
function backFrom(state: State, { answer, asked }: Extract<Screen, { kind: 'preview' }>): Step {
  if (asked.params.key !== state.draft.key) return home(state)
  const { asked: _, ...draft } = state.draft
  return ask({ ...state, draft }, { kind: 'pay', total: answer.total, taken: '0' }, 'total', draft.operation, {
    ...ticketParams(draft, { cash: 'rest' }),
    preview: true,
  })
}
