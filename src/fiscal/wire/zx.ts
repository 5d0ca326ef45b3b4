import type { PerOperation, CountSum, TicketTotals, ZxReport } from '../report/types.ts'
import { type Tiyn, ZERO, subtract } from '../money.ts'
import {
  OPERATION_CODES,
  PAYMENT_CODES,
  PERCENT_UNIT,
  PLACEMENT_CODES,
  TAX_VAT,
  WIRE_OPERATIONS,
  WIRE_PAYMENTS,
  WIRE_PLACEMENTS,
  dateTime,
  money,
} from './values.ts'

/* ZXReport (protocol §5, §8): every list over operations has all four, placements both, payments every type. */

const countsOf = (counts: PerOperation<CountSum>) =>
  WIRE_OPERATIONS.map((operation) => ({
    operation: OPERATION_CODES[operation],
    count: counts[operation].count,
    sum: money(counts[operation].sum),
  }))

const sumsOf = (sums: PerOperation<Tiyn>) =>
  WIRE_OPERATIONS.map((operation) => ({ operation: OPERATION_CODES[operation], sum: money(sums[operation]) }))

const taxesOf = (report: ZxReport) =>
  report.taxes.map(({ rate, operations }) => ({
    taxType: TAX_VAT,
    percent: rate * PERCENT_UNIT,
    operations: WIRE_OPERATIONS.map((operation) => {
      const { turnover, sum } = operations[operation]
      return {
        operation: OPERATION_CODES[operation],
        turnover: money(turnover),
        sum: money(sum),
        turnoverWithoutTax: money(subtract(turnover, sum)),
      }
    }),
  }))

const ticketsOf = (tickets: PerOperation<TicketTotals>) =>
  WIRE_OPERATIONS.map((operation) => {
    const totals = tickets[operation]
    return {
      operation: OPERATION_CODES[operation],
      ticketsTotalCount: totals.totalCount,
      ticketsCount: totals.count,
      ticketsSum: money(totals.sum),
      payments: WIRE_PAYMENTS.map((type) => ({
        payment: PAYMENT_CODES[type],
        sum: money(totals.payments[type].sum),
        count: totals.payments[type].count,
      })),
      offlineCount: totals.offlineCount,
      discountSum: money(totals.discountSum),
      markupSum: money(totals.markupSum),
      changeSum: money(totals.changeSum),
    }
  })

const placementsOf = (placements: ZxReport['placements']) =>
  WIRE_PLACEMENTS.map((direction) => {
    const totals = placements[direction]
    return {
      operation: PLACEMENT_CODES[direction],
      operationsTotalCount: totals.totalCount,
      operationsCount: totals.count,
      operationsSum: money(totals.sum),
      offlineCount: totals.offlineCount,
    }
  })

/** A magnitude and its sign (§8.4). */
const revenueOf = (revenue: Tiyn) => ({
  sum: money(revenue < 0n ? subtract(ZERO, revenue) : revenue),
  isNegative: revenue < 0n,
})

/** The report as both versions write it; annulled tickets are not used. */
export const zxReport = (report: ZxReport) => ({
  dateTime: dateTime(report.time),
  shiftNumber: report.shift,
  sections: report.sections.map(({ code, operations }) => ({ sectionCode: code, operations: countsOf(operations) })),
  operations: countsOf(report.operations),
  discounts: countsOf(report.discounts),
  markups: countsOf(report.markups),
  totalResult: countsOf(report.totalResult),
  taxes: taxesOf(report),
  startShiftNonNullableSums: sumsOf(report.startNonNullable),
  ticketOperations: ticketsOf(report.tickets),
  moneyPlacements: placementsOf(report.placements),
  cashSum: money(report.cash),
  revenue: revenueOf(report.revenue),
  nonNullableSums: sumsOf(report.nonNullable),
  openShiftTime: dateTime(report.openTime),
  ...(report.closeTime !== undefined && { closeShiftTime: dateTime(report.closeTime) }),
  checksum: report.checksum,
})
