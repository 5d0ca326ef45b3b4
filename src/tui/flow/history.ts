import type { ReceiptList, ReportList } from '../../api/results.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { clock, dateOf, money } from '../format.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Entry, Filter, HistoryOf, Screen, State, Step } from '../model.ts'
import { ask, call, go, home, say, show, typed } from '../step.ts'
import { paperRows } from '../paper-rows.ts'
import { openHistory, openReturn } from './open.ts'
import { printCopy } from './submit.ts'

type History = Extract<Screen, { kind: 'history' }>

const OPERATION_WORDS = {
  sale: W.sale,
  'sale-return': W.saleReturn,
  purchase: W.purchase,
  'purchase-return': W.purchaseReturn,
} as const

function receiptEntry(state: State, one: ReceiptList['receipts'][number]): Entry {
  return {
    title: `№${one.documentNumber} ${say(state, OPERATION_WORDS[one.document])}`,
    detail: clock(one.time),
    time: one.time,
    sum: money(one.total),
    ref: `no:${one.documentNumber}`,
    sale: one.document === 'sale',
  }
}

function reportEntry(state: State, one: ReportList['reports'][number]): Entry {
  return {
    title: `${one.report.toUpperCase()} ${say(state, W.shiftNumber)} ${one.shift}`,
    detail: clock(one.time),
    time: one.time,
    sum: money(one.revenue),
    ...(one.report === 'z' && { z: one.shift }),
  }
}

const newestFirst = (a: Entry, b: Entry): number => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0)

export function listed(state: State, result: ReceiptList | ReportList): Step {
  const { screen } = state
  if (screen.kind !== 'history') return [state]
  const entries =
    'receipts' in result
      ? result.receipts.map((one) => receiptEntry(state, one))
      : result.reports.map((one) => reportEntry(state, one))
  const shown = screen.forReturn ? entries.filter(({ sale }) => sale) : entries
  // Two lists become one, the newest first
  const all = screen.of === 'both' ? [...(screen.entries ?? []), ...shown].toSorted(newestFirst) : shown
  const { early, ...rest } = screen
  const [newest] = all
  return early && newest !== undefined
    ? open(state, { ...rest, entries: all }, newest)
    : go(state, { ...screen, entries: all })
}

/** The paper of an entry; of an X nothing but its figures is kept. */
function open(state: State, screen: History, entry: Entry): Step {
  if (screen.forReturn) return entry.ref === undefined ? [state] : openReturn(state, entry.ref, 'sale')
  const rows = entry.ref === undefined && entry.z === undefined ? [entry.title, entry.detail, entry.sum] : []
  const paper: Screen = { kind: 'paper', title: entry.title, rows, top: 0, entry, back: screen }
  if (entry.ref !== undefined) return ask(state, paper, 'paper', 'receipt.export', { ref: entry.ref, format: 'lines' })
  if (entry.z !== undefined)
    return ask(state, paper, 'paper', 'report.z', { number: entry.z, print: false, lines: true })
  return go(state, paper)
}

export function paperShown(state: State, result: ResultOf<'receipt.export'> | ResultOf<'report.z'>): Step {
  const { screen } = state
  const lines = 'lines' in result ? result.lines : undefined
  return screen.kind === 'paper' && lines ? go(state, { ...screen, rows: paperRows(lines) }) : [state]
}

export function historyKey(state: State, screen: History, action: Action): Step {
  const { at, entries = [], of } = screen
  switch (action) {
    case 'plus':
    case 'down':
      return go(state, { ...screen, at: Math.min(at + 1, Math.max(0, entries.length - 1)) })
    case 'times':
    case 'up':
      return go(state, { ...screen, at: Math.max(0, at - 1) })
    case 'enter': {
      // A quick hand is not slowed; of two lists nobody knows yet which has the newest
      if (screen.entries === undefined && of !== 'both') return go(state, { ...screen, early: true })
      const entry = entries[at]
      return entry === undefined ? [state] : open(state, screen, entry)
    }
    case 'point':
      return go(state, { kind: 'filter', of })
    case 'back':
    case 'clear':
      return home(state)
    default:
      return [state]
  }
}

/** The filters of both manuals, by their number in the list. */
export const FILTERS: Readonly<Record<HistoryOf, readonly Filter[]>> = {
  receipts: ['all', 'shift', 'sign', 'span', 'month', 'quarter', 'half-year', 'year'],
  reports: ['all', 'shift', 'span', 'month', 'quarter', 'half-year', 'year'],
  both: ['all', 'shift', 'span', 'month', 'quarter', 'half-year', 'year'],
}

export function filterKey(state: State, screen: Extract<Screen, { kind: 'filter' }>, action: Action): Step {
  const { of } = screen
  if (action === 'back' || action === 'clear') return openHistory(state, of)
  const filter = isDigit(action) ? FILTERS[of][Number(action) - 1] : undefined
  switch (filter) {
    case undefined:
      return [state]
    case 'all':
      return openHistory(state, of)
    case 'shift':
    case 'sign':
    case 'span':
      return go(state, { kind: 'filter-value', of, filter, values: [''] })
    default:
      return openHistory(state, of, { period: filter })
  }
}

type Value = Extract<Screen, { kind: 'filter-value' }>

const LONGEST: Readonly<Partial<Record<Filter, number>>> = { shift: 9, sign: 20, span: 8 }

function filtered(state: State, { filter, of, values }: Value): Step {
  const [first = '', second = ''] = values
  if (first === '') return openHistory(state, of)
  switch (filter) {
    case 'shift':
      return openHistory(state, of, { shift: Number(first) })
    case 'sign':
      return openHistory(state, of, { sign: first })
    default: {
      const [from, to] = [dateOf(first), second === '' ? undefined : dateOf(second)]
      return openHistory(state, of, { from, ...(to !== undefined && { to }) })
    }
  }
}

export function filterValueKey(state: State, screen: Value, action: Action): Step {
  const { filter, of, values } = screen
  const value = values.at(-1) ?? ''
  const changed = (next: string): Step => go(state, { ...screen, values: [...values.slice(0, -1), next] })
  if (isDigit(action)) return changed(typed(value, action, 0, LONGEST[filter] ?? 20))
  switch (action) {
    case 'enter':
      return filter === 'span' && values.length === 1 && value !== ''
        ? go(state, { ...screen, values: [value, ''] })
        : filtered(state, screen)
    case 'back':
      return value === '' ? go(state, { kind: 'filter', of }) : changed(value.slice(0, -1))
    case 'clear':
      return changed('')
    default:
      return [state]
  }
}

export function paperKey(state: State, screen: Extract<Screen, { kind: 'paper' }>, action: Action): Step {
  const { entry, top } = screen
  switch (action) {
    case 'plus':
    case 'down':
      return go(state, { ...screen, top: top + 1 })
    case 'times':
    case 'up':
      return go(state, { ...screen, top: Math.max(0, top - 1) })
    case 'enter':
      if (entry.ref !== undefined) return printCopy(state, entry.ref)
      return entry.z === undefined ? [state] : printZ(state, entry.z)
    case 'point':
      return entry.ref !== undefined && entry.sale ? openReturn(state, entry.ref, 'sale') : [state]
    case 'back':
    case 'clear':
      return [show(state, screen.back)]
    default:
      return [state]
  }
}

function printZ(state: State, number: number): Step {
  const [next, effect] = call(state, 'copy', 'report.z', { number })
  return [next, effect]
}
