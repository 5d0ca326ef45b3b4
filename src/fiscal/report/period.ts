import { type Tiyn, ZERO, add } from '../money.ts'
import type { ShiftCloseDocument } from '../register/document.ts'
import { OPERATIONS, type Operation, PAYMENT_TYPES } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import type { CountSum, Counters, PerOperation, PlacementTotals, TaxTurnover, TicketTotals, ZxReport } from './types.ts'

/** One shift of a full report: its Z in one glance (R208N-19.10). */
export interface PeriodShift {
  readonly shift: number
  readonly documentNumber: number
  readonly openTime: Instant
  readonly closeTime: Instant
  readonly tickets: PerOperation<CountSum>
  readonly revenue: Tiyn
}

/** Sums over the Z reports of a period (R208N-19.11). */
export interface PeriodTotals {
  readonly shifts: number
  /** Behind the last one: no shift was closed in the period. */
  readonly firstShift: number
  readonly lastShift: number
  readonly openTime?: Instant
  readonly closeTime?: Instant
  readonly tickets: PerOperation<TicketTotals>
  readonly taxes: Counters['taxes']
  readonly placements: Counters['placements']
  readonly revenue: Tiyn
  /** Before the first shift of the period and after its last. */
  readonly startNonNullable: PerOperation<Tiyn>
  readonly nonNullable: PerOperation<Tiyn>
  /** In the drawer at the end. */
  readonly cash: Tiyn
}

const per = <T>(value: (operation: Operation) => T): PerOperation<T> =>
  Object.fromEntries(OPERATIONS.map((operation) => [operation, value(operation)])) as PerOperation<T>

const NOTHING: CountSum = { count: 0, sum: ZERO }
const NO_TICKETS: TicketTotals = {
  totalCount: 0,
  ...NOTHING,
  payments: { cash: NOTHING, card: NOTHING, mobile: NOTHING },
  offlineCount: 0,
  discountSum: ZERO,
  markupSum: ZERO,
  changeSum: ZERO,
}
const NO_PLACEMENTS: PlacementTotals = { totalCount: 0, ...NOTHING, offlineCount: 0 }

export const emptyPeriod = (): PeriodTotals => ({
  shifts: 0,
  firstShift: 0,
  lastShift: 0,
  tickets: per(() => NO_TICKETS),
  taxes: [],
  placements: { deposit: NO_PLACEMENTS, withdrawal: NO_PLACEMENTS },
  revenue: ZERO,
  startNonNullable: per(() => ZERO),
  nonNullable: per(() => ZERO),
  cash: ZERO,
})

const plus = (a: CountSum, b: CountSum): CountSum => ({ count: a.count + b.count, sum: add(a.sum, b.sum) })

/** The counts over the register's life are those of the period's end: of `a`. */
const plusTickets = (a: TicketTotals, b: TicketTotals): TicketTotals => ({
  totalCount: a.totalCount,
  ...plus(a, b),
  payments: Object.fromEntries(
    PAYMENT_TYPES.map((type) => [type, plus(a.payments[type], b.payments[type])]),
  ) as TicketTotals['payments'],
  offlineCount: a.offlineCount + b.offlineCount,
  discountSum: add(a.discountSum, b.discountSum),
  markupSum: add(a.markupSum, b.markupSum),
  changeSum: add(a.changeSum, b.changeSum),
})

const plusPlacements = (a: PlacementTotals, b: PlacementTotals): PlacementTotals => ({
  totalCount: a.totalCount,
  ...plus(a, b),
  offlineCount: a.offlineCount + b.offlineCount,
})

const plusTurnover = (a: TaxTurnover, b: TaxTurnover): TaxTurnover => ({
  turnover: add(a.turnover, b.turnover),
  sum: add(a.sum, b.sum),
})

function plusTaxes(a: Counters['taxes'], b: Counters['taxes']): Counters['taxes'] {
  const rates = [...new Set([...a, ...b].map(({ rate }) => rate))].sort((x, y) => x - y)
  const none: TaxTurnover = { turnover: ZERO, sum: ZERO }
  const of = (taxes: Counters['taxes'], rate: number, operation: Operation) =>
    taxes.find((tax) => tax.rate === rate)?.operations[operation] ?? none
  return rates.map((rate) => ({
    rate,
    operations: per((operation) => plusTurnover(of(a, rate, operation), of(b, rate, operation))),
  }))
}

/** What holds at the end of a period, from its last Z. */
const endOf = (report: ZxReport): PeriodTotals => ({
  ...emptyPeriod(),
  lastShift: report.shift,
  closeTime: report.closeTime ?? report.time,
  tickets: per((operation) => ({ ...NO_TICKETS, totalCount: report.tickets[operation].totalCount })),
  placements: {
    deposit: { ...NO_PLACEMENTS, totalCount: report.placements.deposit.totalCount },
    withdrawal: { ...NO_PLACEMENTS, totalCount: report.placements.withdrawal.totalCount },
  },
  nonNullable: report.nonNullable,
  cash: report.cash,
})

/** A period in which no shift was closed: what the last Z before it left stands through it, at its start and at its end. */
export function standing({ report }: Pick<ShiftCloseDocument, 'report'>): PeriodTotals {
  const { closeTime: _, ...end } = endOf(report)
  return { ...end, firstShift: report.shift + 1, startNonNullable: report.nonNullable }
}

/** The period with one earlier shift more: Z reports come the newest first, as the index has them. */
export function withEarlier(totals: PeriodTotals, { report }: Pick<ShiftCloseDocument, 'report'>): PeriodTotals {
  const later = totals.shifts === 0 ? endOf(report) : totals
  return {
    ...later,
    shifts: later.shifts + 1,
    firstShift: report.shift,
    openTime: report.openTime,
    tickets: per((operation) => plusTickets(later.tickets[operation], report.tickets[operation])),
    taxes: plusTaxes(later.taxes, report.taxes),
    placements: {
      deposit: plusPlacements(later.placements.deposit, report.placements.deposit),
      withdrawal: plusPlacements(later.placements.withdrawal, report.placements.withdrawal),
    },
    revenue: add(later.revenue, report.revenue),
    startNonNullable: report.startNonNullable,
  }
}

/** One line of the full report. */
export const periodShift = ({ documentNumber, report }: ShiftCloseDocument): PeriodShift => ({
  shift: report.shift,
  documentNumber,
  openTime: report.openTime,
  closeTime: report.closeTime ?? report.time,
  tickets: per((operation) => ({ count: report.tickets[operation].count, sum: report.tickets[operation].sum })),
  revenue: report.revenue,
})
