import type { ShiftCloseDocument } from '../register/document.ts'
import type { State } from '../register/state.ts'
import type { Instant } from '../time.ts'
import type { CashierTotals } from './cashiers.ts'
import type { CountSum, Counters, PerOperation } from './types.ts'
import { totalResult } from './zx.ts'

/** The shift that a report by cashiers or sections is of; without an end it is the open one. */
export interface ShiftSpan {
  readonly shift: number
  readonly openTime: Instant
  readonly closeTime?: Instant
}

export interface SectionTotals {
  readonly sections: Counters['sections']
  readonly operations: PerOperation<CountSum>
  readonly discounts: PerOperation<CountSum>
  readonly markups: PerOperation<CountSum>
  /** After discounts and markups. */
  readonly totalResult: PerOperation<CountSum>
}

/** Figures of one shift, for whoever asks by cashier or by section. */
export interface ShiftFigures extends ShiftSpan, SectionTotals {
  readonly cashiers: readonly CashierTotals[]
}

/** Of the open shift, from the state alone; undefined: none is open. */
export function openShiftFigures({ cashiers, counters, shift }: State): ShiftFigures | undefined {
  if (!shift) return undefined
  const { discounts, markups, operations, sections } = counters
  return {
    shift: shift.number,
    openTime: shift.openedAt,
    cashiers,
    sections,
    operations,
    discounts,
    markups,
    totalResult: totalResult(counters),
  }
}

/** Of a closed shift, from its Z report. A shift that an older release closed says nothing of its cashiers. */
export function closedShiftFigures({ cashiers = [], report }: ShiftCloseDocument): ShiftFigures {
  const { closeTime = report.time, discounts, markups, openTime, operations, sections, shift } = report
  return {
    shift,
    openTime,
    closeTime,
    cashiers,
    sections,
    operations,
    discounts,
    markups,
    totalResult: report.totalResult,
  }
}

/** A report that is no fiscal document: what it shows, fixed when it was asked for. */
export type Summary =
  | ({ readonly type: 'cashier'; readonly cashiers: readonly CashierTotals[] } & ShiftSpan)
  | ({ readonly type: 'section' } & ShiftSpan & SectionTotals)
  /** Its figures are those of the Z reports from one shift to another, which never change. 0 to 0: there are none. */
  | {
      readonly type: 'period'
      readonly full: boolean
      readonly asked: { readonly from?: string; readonly to?: string }
      readonly firstShift: number
      readonly lastShift: number
      /** What the accumulator held at that moment: its last document and its head (R208N-19.2, 19.3). */
      readonly lastDocument: number
      readonly checksum: string
      /** When the register was registered, or registered anew (R208N-19.8, 19.9). */
      readonly registered?: Instant
    }
