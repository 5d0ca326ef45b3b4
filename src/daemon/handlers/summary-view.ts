import { countSum, money, per, placements, taxes, tickets } from '../../api/report-figures.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { PeriodFigures } from '../../fiscal/documents/summary.ts'
import { formatTenge, tiyn } from '../../fiscal/money.ts'
import type { CashierTotals } from '../../fiscal/report/cashiers.ts'
import { type Difference, isSum } from '../../fiscal/report/reconcile.ts'
import type { ShiftSpan, Summary } from '../../fiscal/report/summary.ts'
import { formatIso } from '../../fiscal/time.ts'

type Head = 'time' | 'operator' | 'printed' | 'paper' | 'lines' | 'warnings'
type Of<T extends Summary['type']> = Extract<Summary, { type: T }>

const shiftView = ({ closeTime, openTime, shift }: ShiftSpan) => ({
  shift,
  openTime: formatIso(openTime),
  ...(closeTime !== undefined && { closeTime: formatIso(closeTime) }),
})

export const cashierView = ({ code, name, placements: cash, tickets: all }: CashierTotals) => ({
  code,
  name,
  tickets: per(all, ({ payments, ...total }) => ({
    ...countSum(total),
    payments: { cash: countSum(payments.cash), card: countSum(payments.card), mobile: countSum(payments.mobile) },
  })),
  placements: { deposit: countSum(cash.deposit), withdrawal: countSum(cash.withdrawal) },
})

/** Both figures of what the OFD counts otherwise: sums in tenge, numbers as they are. */
export const differenceView = ({ field, ours, theirs }: Difference) => {
  const shown = (value: bigint) => (isSum(field) ? formatTenge(tiyn(value)) : String(value))
  return { field, ours: shown(ours), theirs: shown(theirs) }
}

export const cashierReportView = (summary: Of<'cashier'>): Omit<ResultOf<'report.cashier'>, Head> => ({
  report: 'cashier',
  ...shiftView(summary),
  cashiers: summary.cashiers.map(cashierView),
})

export const sectionReportView = (summary: Of<'section'>): Omit<ResultOf<'report.section'>, Head> => ({
  report: 'section',
  ...shiftView(summary),
  sections: summary.sections.map(({ code, operations }) => ({ code, operations: per(operations, countSum) })),
  operations: per(summary.operations, countSum),
  discounts: per(summary.discounts, countSum),
  markups: per(summary.markups, countSum),
  totalResult: per(summary.totalResult, countSum),
})

export function periodReportView(
  { asked, checksum, full, lastDocument }: Of<'period'>,
  { shifts, totals }: PeriodFigures,
): Omit<ResultOf<'report.period'>, Head> {
  const { closeTime, openTime } = totals
  return {
    report: 'period',
    full,
    ...asked,
    shifts: totals.shifts,
    firstShift: totals.shifts === 0 ? 0 : totals.firstShift,
    lastShift: totals.shifts === 0 ? 0 : totals.lastShift,
    ...(openTime !== undefined && { openTime: formatIso(openTime) }),
    ...(closeTime !== undefined && { closeTime: formatIso(closeTime) }),
    tickets: per(totals.tickets, tickets),
    taxes: taxes(totals.taxes),
    placements: placements(totals.placements),
    revenue: money(totals.revenue),
    startNonNullable: per(totals.startNonNullable, money),
    nonNullable: per(totals.nonNullable, money),
    cash: money(totals.cash),
    lastDocument,
    checksum,
    ...(full && {
      byShift: shifts.map(({ documentNumber, revenue, tickets: all, ...span }) => ({
        ...shiftView(span),
        documentNumber,
        tickets: per(all, countSum),
        revenue: money(revenue),
      })),
    }),
  }
}
