import { type Tiyn, ZERO } from '../money.ts'
import type { Counters, CountSum, PerOperation, PlacementTotals, TicketTotals } from '../report/types.ts'
import { type Instant, fromLocal } from '../time.ts'
import type { Rate } from '../ticket/vat.ts'
import type { ZXReport as ZXReport202 } from './gen/v202/report_pb.ts'
import type { ZXReport as ZXReport203 } from './gen/v203/report_pb.ts'
import { OPERATION_CODES, PAYMENT_CODES, PERCENT_UNIT, PLACEMENT_CODES, TAX_VAT, readMoney } from './values.ts'

/* A ZXReport of the OFD as counters (protocol §5, §8): what is not in its lists is zero. */

type Report = ZXReport202 | ZXReport203

const perOperation = <T>(value: (code: number) => T): PerOperation<T> => ({
  sale: value(OPERATION_CODES.sale),
  'sale-return': value(OPERATION_CODES['sale-return']),
  purchase: value(OPERATION_CODES.purchase),
  'purchase-return': value(OPERATION_CODES['purchase-return']),
})

type Money = Parameters<typeof readMoney>[0]
const sumOf = (money: Money | undefined): Tiyn => (money ? readMoney(money) : ZERO)

interface Entry {
  readonly operation: number
  readonly count: number
  readonly sum?: Money | undefined
}

const countsOf = (entries: readonly Entry[]): PerOperation<CountSum> =>
  perOperation((code) => {
    const entry = entries.find(({ operation }) => operation === code)
    return { count: entry?.count ?? 0, sum: sumOf(entry?.sum) }
  })

const sumsOf = (entries: readonly { readonly operation: number; readonly sum?: Money | undefined }[]) =>
  perOperation((code) => sumOf(entries.find(({ operation }) => operation === code)?.sum))

const taxesOf = (taxes: Report['taxes']): Counters['taxes'] =>
  taxes
    .filter(({ taxType }) => taxType === TAX_VAT)
    .map(({ operations, percent }) => ({
      rate: (percent / PERCENT_UNIT) as Rate,
      operations: perOperation((code) => {
        const entry = operations.find(({ operation }) => operation === code)
        return { turnover: sumOf(entry?.turnover), sum: sumOf(entry?.sum) }
      }),
    }))

const ticketsOf = (tickets: Report['ticketOperations']): PerOperation<TicketTotals> =>
  perOperation((code) => {
    const entry = tickets.find(({ operation }) => operation === code)
    const paid = (type: number): CountSum => {
      const payment = entry?.payments.find((one) => one.payment === type)
      return { count: payment?.count ?? 0, sum: sumOf(payment?.sum) }
    }
    return {
      totalCount: entry?.ticketsTotalCount ?? 0,
      count: entry?.ticketsCount ?? 0,
      sum: sumOf(entry?.ticketsSum),
      payments: {
        cash: paid(PAYMENT_CODES.cash),
        card: paid(PAYMENT_CODES.card),
        mobile: paid(PAYMENT_CODES.mobile),
      },
      offlineCount: entry?.offlineCount ?? 0,
      discountSum: sumOf(entry?.discountSum),
      markupSum: sumOf(entry?.markupSum),
      changeSum: sumOf(entry?.changeSum),
    }
  })

function placementOf(placements: Report['moneyPlacements'], code: number): PlacementTotals {
  const entry = placements.find(({ operation }) => operation === code)
  return {
    totalCount: entry?.operationsTotalCount ?? 0,
    count: entry?.operationsCount ?? 0,
    sum: sumOf(entry?.operationsSum),
    offlineCount: entry?.offlineCount ?? 0,
  }
}

export const readCounters = (report: Report): Counters => ({
  nonNullable: sumsOf(report.nonNullableSums),
  cash: sumOf(report.cashSum),
  startNonNullable: sumsOf(report.startShiftNonNullableSums),
  sections: report.sections.map(({ operations, sectionCode }) => ({
    code: sectionCode,
    operations: countsOf(operations),
  })),
  operations: countsOf(report.operations),
  discounts: countsOf(report.discounts),
  markups: countsOf(report.markups),
  taxes: taxesOf(report.taxes),
  tickets: ticketsOf(report.ticketOperations),
  placements: {
    deposit: placementOf(report.moneyPlacements, PLACEMENT_CODES.deposit),
    withdrawal: placementOf(report.moneyPlacements, PLACEMENT_CODES.withdrawal),
  },
})

/** Local time of Astana; undefined: it is not told. */
export function openedAt({ openShiftTime }: Report): Instant | undefined {
  const { date, time } = openShiftTime ?? {}
  if (!date || !time) return undefined
  const { day, month, year } = date
  return fromLocal({ year, month, day, hour: time.hour, minute: time.minute, second: time.second ?? 0 })
}
