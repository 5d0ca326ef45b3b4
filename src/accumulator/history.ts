import type { Sealed } from '../fiscal/register/records.ts'
import type { Span } from '../fiscal/span.ts'
import type { Instant } from '../fiscal/time.ts'

/** Receipts are tickets; reports are X and Z; closings are Z alone. */
export const HISTORY_LISTS = ['receipts', 'reports', 'closings'] as const
export type HistoryList = (typeof HISTORY_LISTS)[number]

/** Where a page of the history ended: the record after which, backwards, the next one begins. */
export interface HistoryPlace {
  readonly shift: number
  readonly time: Instant
  /** Of the fiscal chain. */
  readonly sequence: bigint
}

/** The newest of a list first; what was refused is among them, since a record is never taken back. */
export interface HistoryQuery {
  readonly list: HistoryList
  /** Receipts of one person only. */
  readonly operator?: number
  readonly span: Span
  readonly before?: HistoryPlace
  readonly limit: number
}

/** A record of the history: what it is of, and who made it. */
export interface HistoryEntry extends HistoryPlace {
  readonly lists: readonly HistoryList[]
  readonly operator: number
}

/** What a record is in the history: documents by the time on their paper; undefined: nothing. */
export function historyOf({ record, sequence }: Sealed): HistoryEntry | undefined {
  if (record.kind === 'attempt') {
    const { operator, shift, time, type } = record.document
    if (type === 'placement') return undefined
    const lists = type === 'ticket' ? (['receipts'] as const) : (['reports', 'closings'] as const)
    return { lists, operator: operator.code, shift, time, sequence }
  }
  if (record.kind === 'request' && record.x) {
    const { operator, report } = record.x
    return { lists: ['reports'], operator: operator.code, shift: report.shift, time: report.time, sequence }
  }
  return undefined
}

/** Whether a record belongs to what is asked for. */
export function answers(entry: HistoryEntry, { before, list, operator, span }: HistoryQuery): boolean {
  if (!entry.lists.includes(list) || (operator !== undefined && entry.operator !== operator)) return false
  if (span.by === 'shift') {
    if (entry.shift < span.from || entry.shift > span.to) return false
  } else if (entry.time < span.from || entry.time >= span.to) return false
  return before === undefined || isBefore(entry, before, span.by)
}

const isBefore = (entry: HistoryPlace, place: HistoryPlace, by: 'time' | 'shift'): boolean =>
  entry[by] < place[by] || (entry[by] === place[by] && entry.sequence < place.sequence)
