import { formatTenge, type Tiyn } from '../fiscal/money.ts'
import type { CountSum, PerOperation, TaxTurnover, TicketTotals, ZxReport } from '../fiscal/report/types.ts'
import { OPERATIONS } from '../fiscal/ticket/types.ts'
import { formatIso } from '../fiscal/time.ts'
import type { ReportFigures } from './results.ts'

/** Something of each operation, turned into its JSON. */
export const per = <T, R>(values: PerOperation<T>, turn: (value: T) => R): PerOperation<R> =>
  Object.fromEntries(OPERATIONS.map((operation) => [operation, turn(values[operation])])) as unknown as PerOperation<R>

export const money = (sum: Tiyn): string => formatTenge(sum)
export const countSum = ({ count, sum }: CountSum) => ({ count, sum: money(sum) })
const turnover = (tax: TaxTurnover) => ({ turnover: money(tax.turnover), sum: money(tax.sum) })

export const tickets = (totals: TicketTotals) => ({
  totalCount: totals.totalCount,
  count: totals.count,
  sum: money(totals.sum),
  payments: {
    cash: countSum(totals.payments.cash),
    card: countSum(totals.payments.card),
    mobile: countSum(totals.payments.mobile),
  },
  offlineCount: totals.offlineCount,
  discountSum: money(totals.discountSum),
  markupSum: money(totals.markupSum),
  changeSum: money(totals.changeSum),
})

export const taxes = (all: ZxReport['taxes']) =>
  all.map(({ rate, operations }) => ({ rate: String(rate), operations: per(operations, turnover) }))

export const placements = ({ deposit, withdrawal }: ZxReport['placements']) => ({
  deposit: { ...deposit, sum: money(deposit.sum) },
  withdrawal: { ...withdrawal, sum: money(withdrawal.sum) },
})

/** The JSON of an X or Z report: sums as decimal strings in tenge, times in ISO. */
export function reportFigures(report: ZxReport): ReportFigures {
  return {
    type: report.type,
    shift: report.shift,
    time: formatIso(report.time),
    openTime: formatIso(report.openTime),
    closeTime: report.closeTime === undefined ? undefined : formatIso(report.closeTime),
    checksum: report.checksum,
    cash: money(report.cash),
    revenue: money(report.revenue),
    nonNullable: per(report.nonNullable, money),
    startNonNullable: per(report.startNonNullable, money),
    sections: report.sections.map(({ code, operations }) => ({ code, operations: per(operations, countSum) })),
    operations: per(report.operations, countSum),
    discounts: per(report.discounts, countSum),
    markups: per(report.markups, countSum),
    totalResult: per(report.totalResult, countSum),
    taxes: taxes(report.taxes),
    tickets: per(report.tickets, tickets),
    placements: placements(report.placements),
  }
}
