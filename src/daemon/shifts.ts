import type { Journal } from '../accumulator/journal.ts'
import type { PeriodFigures } from '../fiscal/documents/summary.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { ShiftCloseDocument } from '../fiscal/register/document.ts'
import type { Sealed } from '../fiscal/register/records.ts'
import type { State } from '../fiscal/register/state.ts'
import { type PeriodShift, emptyPeriod, periodShift, standing, withEarlier } from '../fiscal/report/period.ts'
import { type ShiftFigures, closedShiftFigures, openShiftFigures } from '../fiscal/report/summary.ts'
import type { Span } from '../fiscal/span.ts'
import { instant } from '../fiscal/time.ts'

/** Z reports that are read at once. */
const PAGE = 64

/** The registered Z reports of a span, the newest first, found by index; never more than a page in memory. */
export async function* closings(journal: Journal, span: Span): AsyncGenerator<ShiftCloseDocument, void> {
  let before: { readonly shift: number; readonly time: Sealed['time']; readonly sequence: bigint } | undefined
  while (true) {
    const page = await journal.history({ list: 'closings', span, limit: PAGE, ...(before && { before }) })
    for (const { record, sequence } of page) {
      if (record.kind !== 'attempt' || record.document.type !== 'close') throw new Error('a closing that is no Z')
      const { document } = record
      before = { shift: document.shift, time: document.time, sequence }
      if (await isRegistered(journal, document.documentNumber)) yield document
    }
    if (page.length < PAGE) return
  }
}

/** Refused is not registered, and what has no outcome yet is not either. */
export async function isRegistered(journal: Pick<Journal, 'document'>, documentNumber: number): Promise<boolean> {
  const records = await journal.document(documentNumber)
  return records.some(({ record }) => record.kind === 'outcome' && record.result !== 'refused')
}

/**
 * The Z report of a closed shift.
 * @throws Refusal SHIFT_NOT_FOUND
 */
export async function closingOf(journal: Journal, shift: number): Promise<ShiftCloseDocument> {
  const found = await closings(journal, { by: 'shift', from: shift, to: shift }).next()
  if (found.done === true) throw new Refusal('SHIFT_NOT_FOUND', { shift })
  return found.value
}

/**
 * Figures of the open shift, or of the one that is named.
 * @throws Refusal SHIFT_NOT_OPEN, SHIFT_NOT_FOUND
 */
export async function figuresOf(journal: Journal, state: State, shift: number | undefined): Promise<ShiftFigures> {
  const open = openShiftFigures(state)
  if (shift === undefined) {
    if (!open) throw new Refusal('SHIFT_NOT_OPEN')
    return open
  }
  return open?.shift === shift ? open : closedShiftFigures(await closingOf(journal, shift))
}

const beforeOf = (span: Span): Span =>
  span.by === 'time'
    ? { by: 'time', from: instant(0), to: span.from }
    : { by: 'shift', from: 0, to: Math.max(span.from - 1, 0) }

/** Sums over the shifts closed in a span; with each shift's own when the report is a full one. */
export async function periodFigures(journal: Journal, span: Span, full: boolean): Promise<PeriodFigures> {
  let totals = emptyPeriod()
  const shifts: PeriodShift[] = []
  for await (const document of closings(journal, span)) {
    totals = withEarlier(totals, document)
    if (full) shifts.push(periodShift(document))
  }
  if (totals.shifts === 0) {
    const before = await closings(journal, beforeOf(span)).next()
    if (before.done !== true) totals = standing(before.value)
  }
  return { totals, shifts: shifts.toReversed() }
}
