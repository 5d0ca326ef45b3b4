import { type Tiyn, ZERO, subtract, tiyn } from '../money.ts'
import { addPlacement, addTicket, emptyCounters, openShift, revenueOf } from '../report/counters.ts'
import type {
  CountSum,
  Counters,
  PerOperation,
  PlacementTotals,
  TaxTurnover,
  TicketTotals,
  ZxReport,
} from '../report/types.ts'
import { totalResult } from '../report/zx.ts'
import { OPERATIONS, PAYMENT_TYPES } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import type { FiscalDocument } from './document.ts'

/**
 * What is counted here and not at the OFD: documents that two people took out of the queue. Their papers are out, so they
 * count; the OFD never gets them, so a report to it is without them (ADR 16). As counters of their own: the cash may be
 * below zero, the lists are of `shift`.
 */
export interface Apart {
  readonly shift: number
  readonly counters: Counters
  /** Of this shift the first one that the OFD got was made then; `pending`: it got none yet. Absent: it got our first. */
  readonly opened?: Instant | 'pending'
}

const AUTONOMOUS = { autonomous: true } as const

/**
 * One document more that the OFD never gets. The queue is in order, so shifts only grow.
 * @param opens whether its shift began with it
 */
export function withApart(apart: Apart | undefined, document: FiscalDocument, opens: boolean): Apart {
  const { shift } = document
  const before = apart ?? { shift, counters: emptyCounters() }
  const same: Apart = shift === before.shift ? before : { shift, counters: openShift(before.counters) }
  return { ...same, counters: grown(same.counters, document), ...(opens && { opened: 'pending' }) }
}

/** The OFD got a document that was made then. */
export const openedThere = (apart: Apart, time: Instant): Apart =>
  apart.opened === 'pending' ? { ...apart, opened: time } : apart

function grown(counters: Counters, document: FiscalDocument): Counters {
  switch (document.type) {
    case 'ticket':
      return addTicket(counters, document.ticket, AUTONOMOUS)
    case 'placement':
      return addPlacement(counters, document.direction, document.sum, AUTONOMOUS)
    case 'close':
      return document.withdrawn > 0n ? addPlacement(counters, 'withdrawal', document.withdrawn, AUTONOMOUS) : counters
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

/** Of a closing that takes all the cash out, which is another sum at the OFD: what it takes out there. */
const takenThere = (apart: Apart, here: Tiyn): Tiyn => {
  const cash = here - apart.counters.cash
  return cash > 0n ? tiyn(cash) : ZERO
}

const times = (sum: Tiyn): number => (sum > 0n ? 1 : 0)

/** Both drawers are empty after a closing that took the cash out of them. @param here what it took out here */
export function levelled(apart: Apart, here: Tiyn): Apart {
  const { counters } = apart
  const { deposit, withdrawal } = counters.placements
  const more = times(here) - times(takenThere(apart, here))
  const placements = { deposit, withdrawal: { ...withdrawal, totalCount: withdrawal.totalCount + more } }
  return { ...apart, counters: { ...counters, cash: ZERO, placements } }
}

/**
 * An X or Z as the OFD has to count it: without what it never got.
 * @param emptied the cash that this Z took out of the drawer; undefined: it stayed in it
 */
export function reportThere(report: ZxReport, apart: Apart | undefined, emptied?: Tiyn): ZxReport {
  if (!apart) return report
  const isSame = apart.shift === report.shift
  const counters = less(report, isSame ? apart.counters : openShift(apart.counters))
  const there = emptied === undefined ? counters : withTaken(counters, emptied, takenThere(apart, emptied))
  const openTime = isSame && typeof apart.opened === 'number' ? apart.opened : report.openTime
  return { ...report, ...there, openTime, totalResult: totalResult(there), revenue: revenueOf(there) }
}

/** The closing's own withdrawal, of another sum. */
function withTaken(counters: Counters, here: Tiyn, there: Tiyn): Counters {
  const { deposit, withdrawal } = counters.placements
  const more = times(there) - times(here)
  return {
    ...counters,
    cash: ZERO,
    placements: {
      deposit,
      withdrawal: {
        ...withdrawal,
        totalCount: withdrawal.totalCount + more,
        count: withdrawal.count + more,
        sum: tiyn(withdrawal.sum - here + there),
      },
    },
  }
}

const each = <K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>

const lessCount = (here: CountSum, there: CountSum): CountSum => ({
  count: here.count - there.count,
  sum: subtract(here.sum, there.sum),
})

const lessTurnover = (here: TaxTurnover, there: TaxTurnover): TaxTurnover => ({
  turnover: subtract(here.turnover, there.turnover),
  sum: subtract(here.sum, there.sum),
})

const lessTickets = (here: TicketTotals, there: TicketTotals): TicketTotals => ({
  totalCount: here.totalCount - there.totalCount,
  ...lessCount(here, there),
  payments: each(PAYMENT_TYPES, (type) => lessCount(here.payments[type], there.payments[type])),
  offlineCount: here.offlineCount - there.offlineCount,
  discountSum: subtract(here.discountSum, there.discountSum),
  markupSum: subtract(here.markupSum, there.markupSum),
  changeSum: subtract(here.changeSum, there.changeSum),
})

const lessPlacements = (here: PlacementTotals, there: PlacementTotals): PlacementTotals => ({
  totalCount: here.totalCount - there.totalCount,
  ...lessCount(here, there),
  offlineCount: here.offlineCount - there.offlineCount,
})

const perOperation = <T>(less: (here: T, there: T) => T, here: PerOperation<T>, there: PerOperation<T>) =>
  each(OPERATIONS, (operation) => less(here[operation], there[operation]))

/** Counters less those of documents that are among them. A section or rate that nothing else used stays with zeros. */
const less = (here: Counters, there: Counters): Counters => ({
  nonNullable: perOperation(subtract, here.nonNullable, there.nonNullable),
  cash: subtract(here.cash, there.cash),
  startNonNullable: perOperation(subtract, here.startNonNullable, there.startNonNullable),
  sections: here.sections.map((entry) => {
    const same = there.sections.find(({ code }) => code === entry.code)
    return same ? { ...entry, operations: perOperation(lessCount, entry.operations, same.operations) } : entry
  }),
  operations: perOperation(lessCount, here.operations, there.operations),
  discounts: perOperation(lessCount, here.discounts, there.discounts),
  markups: perOperation(lessCount, here.markups, there.markups),
  taxes: here.taxes.map((entry) => {
    const same = there.taxes.find(({ rate }) => rate === entry.rate)
    return same ? { ...entry, operations: perOperation(lessTurnover, entry.operations, same.operations) } : entry
  }),
  tickets: perOperation(lessTickets, here.tickets, there.tickets),
  placements: each(['deposit', 'withdrawal'], (way) => lessPlacements(here.placements[way], there.placements[way])),
})
