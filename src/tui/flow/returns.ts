import { parseCheckUrl } from '../../fiscal/operators.ts'
import { formatTenge } from '../../fiscal/money.ts'
import type { DocumentAnswer, Exported, PreviewAnswer, ReceiptList } from '../../api/results.ts'
import type { Failure } from '../../api/types.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { type Action, type Scan, isDigit } from '../keys.ts'
import type { Asked, Parent, PaymentKind, Payments, Screen, State, Step } from '../model.ts'
import { call, go, home, isTraining, isZero, note, say, takeKey, typed, whole } from '../step.ts'
import { paperRows } from '../paper-rows.ts'
import { openHistory, openReturn, returnLast, returnOf, withLeft } from './open.ts'
import { backToForeign } from './foreign.ts'
import { told } from './submit.ts'

type Find = Extract<Screen, { kind: 'return-find' }>
type Return = Extract<Screen, { kind: 'return' }>

/** A receipt's QR code anywhere begins its return. */
export const scannedReceipt = (state: State, { checkUrl = '' }: Scan): Step => openReturn(state, checkUrl, 'sale')

export function lastFound(state: State, { receipts }: ReceiptList): Step {
  const { screen } = state
  if (screen.kind !== 'return-find') return [state]
  const last = receipts.find(({ document }) => document === screen.operation)
  if (last === undefined) return [note(state, 'error', say(state, W.noLastReceipt))]
  return openReturn(state, `no:${last.documentNumber}`, screen.operation)
}

/** The receipt was found: its paper is shown, for its lines to be chosen from. */
export function parentFound(state: State, answer: DocumentAnswer): Step {
  const { screen } = state
  if (screen.kind !== 'return-find' || screen.busy === undefined) return [state]
  if (answer.document !== screen.operation) {
    const { busy: _, ...idle } = screen
    return go(note(state, 'error', say(state, W.noLastReceipt)), idle)
  }
  const parent: Parent = {
    ref: `no:${answer.documentNumber}`,
    operation: screen.operation,
    number: answer.documentNumber,
    total: answer.total,
    payments: answer.payments as Payments,
    paper: [],
  }
  const [shown, paper] = call(state, 'parent-paper', 'receipt.export', { ref: parent.ref, format: 'lines' })
  const [next, ...left] = withLeft(shown, parent)
  return [next, paper, ...left]
}

/** A receipt that is not of this register: its address is all that is known. */
export function parentUnknown(state: State, failure: Failure): Step {
  const { screen } = state
  const address = screen.kind === 'return-find' && screen.busy !== undefined ? parseCheckUrl(screen.busy) : undefined
  if (screen.kind !== 'return-find') return [told(state, failure)]
  const { busy = '', ...idle } = screen
  if (address === undefined || address.regNumber === state.status?.register?.regNumber)
    return go(told(state, failure), { ...idle, entry: '' })
  const parent: Parent = {
    ref: busy,
    operation: screen.operation,
    total: formatTenge(address.total),
    paper: [],
    foreign: true,
  }
  return go(state, { ...returnOf(parent), payment: 'cash' })
}

export function parentPaper(state: State, exported: Exported): Step {
  const { screen } = state
  if (screen.kind !== 'return' || exported.format !== 'lines') return [state]
  const paper = paperRows(exported.lines)
  return go(state, { ...screen, parent: { ...screen.parent, paper }, top: itemsOf(paper) })
}

/** Where the items of a receipt begin: below its second rule. */
function itemsOf(paper: readonly string[]): number {
  const rules = paper.flatMap((text, index) => (/^-+$/.test(text) ? [index + 1] : []))
  return rules[1] ?? 0
}

export function parentLeft(state: State, { total }: PreviewAnswer): Step {
  const { screen } = state
  return screen.kind === 'return' ? go(state, { ...screen, parent: { ...screen.parent, left: total } }) : [state]
}

/** Sales are looked for in their history; practised ones are in none. */
export const hasHistory = (state: State, { operation }: Pick<Find, 'operation'>): boolean =>
  operation === 'sale' && !isTraining(state)

export function returnFindKey(state: State, screen: Find, action: Action): Step {
  const { entry, operation } = screen
  if (isDigit(action)) return go(state, { kind: 'return-find', operation, entry: typed(entry, action, 0, 20) })
  switch (action) {
    case 'enter':
      if (entry !== '') return openReturn(state, entry, operation)
      return returnLast(state, operation)
    case 'plus':
      return hasHistory(state, screen) ? openHistory(state, 'receipts', {}, true) : [state]
    case 'times':
      return go(state, { kind: 'foreign', operation, values: ['', '', '', ''], at: 0 })
    case 'back':
      return entry === '' ? home(state) : go(state, { kind: 'return-find', operation, entry: entry.slice(0, -1) })
    case 'clear':
      return home(state)
    default:
      return [state]
  }
}

const KINDS: readonly (PaymentKind | 'same')[] = ['same', 'cash', 'card', 'mobile']

/** What is given back, and how: as it was paid, where that was one kind or the whole goes back. */
function paymentsOf({ parent, payment, picked }: Return): Payments {
  if (payment !== 'same') return { [payment]: 'rest' }
  const kinds = Object.entries(parent.payments ?? {}).filter(([, sum]) => sum !== undefined && !isZero(sum))
  const [only, ...more] = kinds
  if (only === undefined) return { cash: 'rest' }
  const isWhole = picked.length === 0 && parent.left === parent.total
  return more.length === 0 || !isWhole ? { [only[0]]: 'rest' } : (Object.fromEntries(kinds) as Payments)
}

function askedFor(screen: Return, key: string): Asked {
  const { entry, parent, picked } = screen
  const method = `${parent.operation}-return`
  const payments = paymentsOf(screen)
  // An address that was scanned stays one: the register reads its sign, time and sum
  if (parent.foreign) {
    const facts = parent.foreign === true ? { url: parent.ref } : parent.foreign
    return { method, params: { key, parent: facts, items: [{ sum: whole(entry) }], payments } }
  }
  const what = picked.length === 0 ? { whole: true } : { lines: picked }
  return { method, params: { key, parent: parent.ref, ...what, payments } }
}

function preview(state: State, screen: Return): Step {
  const [key, keyed, effect] = takeKey(state)
  const asked = askedFor(screen, key)
  const [next, called] = call(keyed, 'preview', asked.method, { ...asked.params, preview: true })
  return go(next, { ...screen, asked }, effect, called)
}

/** A line, or so many of it: `2`, `2 × 1`. */
function picked(screen: Return): Return {
  const { entry, line, ...rest } = screen
  const number = line ?? Number(entry)
  const quantity = line === undefined || isZero(entry) ? {} : { quantity: whole(entry) }
  const others = screen.picked.filter((one) => one.line !== number)
  return { ...rest, entry: '', picked: [...others, { line: number, ...quantity }] }
}

function enter(state: State, screen: Return): Step {
  if (screen.parent.foreign) return isZero(screen.entry) ? [state] : preview(state, screen)
  if (screen.entry !== '' || screen.line !== undefined) return go(state, picked(screen))
  return preview(state, screen)
}

function backKey(state: State, screen: Return): Step {
  const { line, ...rest } = screen
  if (screen.entry !== '') return go(state, { ...screen, entry: screen.entry.slice(0, -1) })
  if (line !== undefined) return go(state, rest)
  const { foreign, operation } = screen.parent
  if (foreign !== undefined && foreign !== true) return backToForeign(state, operation, foreign)
  if (screen.picked.length > 0) return go(state, { ...screen, picked: screen.picked.slice(0, -1) })
  return go(state, { kind: 'return-find', operation: screen.parent.operation, entry: '' })
}

export function returnKey(state: State, screen: Return, action: Action): Step {
  const { entry, line, payment, top } = screen
  if (isDigit(action) || action === 'point') {
    const decimals = screen.parent.foreign ? 2 : line === undefined ? 0 : 3
    return go(state, { ...screen, entry: typed(entry, action, decimals, screen.parent.foreign ? 12 : 9) })
  }
  switch (action) {
    case 'enter':
      return enter(state, screen)
    case 'times':
      return entry === '' || screen.parent.foreign || line !== undefined
        ? go(state, { ...screen, payment: KINDS[(KINDS.indexOf(payment) + 1) % KINDS.length] ?? 'cash' })
        : go(state, { ...screen, line: Number(entry), entry: '' })
    case 'plus':
    case 'down':
      return go(state, { ...screen, top: top + 1 })
    case 'up':
      return go(state, { ...screen, top: Math.max(0, top - 1) })
    case 'back':
      return backKey(state, screen)
    case 'clear':
      return home(state)
    default:
      return [state]
  }
}
