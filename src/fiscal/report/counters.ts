import { type Tiyn, ZERO, add, formatTenge, subtract, sumOf, withinRange } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { type Item, OPERATIONS, type Operation, PAYMENT_TYPES, type Ticket } from '../ticket/types.ts'
import type { Rate } from '../ticket/vat.ts'
import type { CountSum, Counters, PerOperation, PlacementTotals, TaxTurnover, TicketTotals } from './types.ts'

export type Direction = keyof Counters['placements']

/** How a document was made: an autonomous one has its own count (protocol §4, §8). */
export interface Making {
  readonly autonomous: boolean
}

/** Sections of one shift; a report with more would not be a report. */
export const MAX_SECTIONS = 200

const NOTHING: CountSum = { count: 0, sum: ZERO }
const NO_TURNOVER: TaxTurnover = { turnover: ZERO, sum: ZERO }

const perOperation = <T>(value: (operation: Operation) => T): PerOperation<T> =>
  Object.fromEntries(OPERATIONS.map((operation) => [operation, value(operation)])) as PerOperation<T>

const noTickets = (totalCount: number): TicketTotals => ({
  totalCount,
  count: 0,
  sum: ZERO,
  payments: { cash: NOTHING, card: NOTHING, mobile: NOTHING },
  offlineCount: 0,
  discountSum: ZERO,
  markupSum: ZERO,
  changeSum: ZERO,
})

const noPlacements = (totalCount: number): PlacementTotals => ({ totalCount, count: 0, sum: ZERO, offlineCount: 0 })

/** Everything of the shift at zero; what counts over the register's life, and the drawer, go on. */
const cleared = (counters: Pick<Counters, 'nonNullable' | 'cash' | 'tickets' | 'placements'>): Counters => ({
  nonNullable: counters.nonNullable,
  cash: counters.cash,
  startNonNullable: counters.nonNullable,
  sections: [],
  operations: perOperation(() => NOTHING),
  discounts: perOperation(() => NOTHING),
  markups: perOperation(() => NOTHING),
  taxes: [],
  tickets: perOperation((operation) => noTickets(counters.tickets[operation].totalCount)),
  placements: {
    deposit: noPlacements(counters.placements.deposit.totalCount),
    withdrawal: noPlacements(counters.placements.withdrawal.totalCount),
  },
})

/** A register that has never counted anything. */
export const emptyCounters = (): Counters =>
  cleared({
    nonNullable: perOperation(() => ZERO),
    cash: ZERO,
    tickets: perOperation(() => noTickets(0)),
    placements: { deposit: noPlacements(0), withdrawal: noPlacements(0) },
  })

/** A shift begins: its start sums are the non-nullable ones, its lists are empty (protocol §8.3). */
export const openShift = (counters: Counters): Counters => cleared(counters)

/** A shift has ended with this Z: the drawer is as the Z left it, the withdrawal at the close is counted for life. */
export const closeShift = (counters: Counters, z: Pick<Counters, 'cash' | 'placements'>): Counters =>
  cleared({ ...counters, cash: z.cash, placements: z.placements })

/** Sales and returned purchases bring money, returned sales and purchases take it (protocol §8.4). */
const brings = (operation: Operation): boolean => operation === 'sale' || operation === 'purchase-return'

const counted = (before: CountSum, sum: Tiyn): CountSum => ({ count: before.count + 1, sum: add(before.sum, sum) })

/** The same of things that may have been taken back: such a one counts and adds nothing (protocol §8.1). */
const countedPositions = (before: CountSum, positions: readonly Position[]): CountSum => ({
  count: before.count + positions.length,
  sum: add(before.sum, sumOf(positions.map(({ sum, storno }) => (storno ? ZERO : sum)))),
})

interface Position {
  readonly sum: Tiyn
  readonly storno?: true
}

/** One operation's entry of a list over operations, grown. */
const grow = <T>(list: PerOperation<T>, operation: Operation, entry: (before: T) => T): PerOperation<T> => ({
  ...list,
  [operation]: entry(list[operation]),
})

/** One entry of a list in the order of first use, grown; a new one begins at `fresh`. */
function growIn<E>(list: readonly E[], is: (entry: E) => boolean, fresh: E, entry: (before: E) => E): readonly E[] {
  const place = list.findIndex(is)
  return place === -1 ? [...list, entry(fresh)] : list.with(place, entry(list[place] as E))
}

function countSections(
  sections: Counters['sections'],
  operation: Operation,
  items: readonly Item[],
): Counters['sections'] {
  return items.reduce((grown, item, index) => {
    const { section } = item
    const fresh = { code: section, operations: perOperation(() => NOTHING) }
    const after = growIn(
      grown,
      ({ code }) => code === section,
      fresh,
      (before) => ({
        ...before,
        operations: grow(before.operations, operation, (entry) => countedPositions(entry, [item])),
      }),
    )
    if (after.length > MAX_SECTIONS) throw new Refusal('SECTION_INVALID', { line: index + 1, problem: 'too-many' })
    return after
  }, sections)
}

const countTaxes = (taxes: Counters['taxes'], { operation, vat }: Ticket): Counters['taxes'] =>
  vat.reduce(
    (grown, { rate, turnover, sum }) =>
      growIn<{ rate: Rate; operations: PerOperation<TaxTurnover> }>(
        grown,
        (entry) => entry.rate === rate,
        { rate, operations: perOperation(() => NO_TURNOVER) },
        (entry) => ({
          rate,
          operations: grow(entry.operations, operation, (before) => ({
            turnover: add(before.turnover, turnover),
            sum: add(before.sum, sum),
          })),
        }),
      ),
    taxes,
  )

/** The discounts or the markups of a ticket: the items' and its own, each one counted (protocol §8.1). */
const modifiers = (ticket: Ticket, kind: 'discount' | 'markup'): readonly Position[] => {
  const own = ticket[kind]
  const ofItems = ticket.items.flatMap(({ [kind]: modifier, storno }) =>
    modifier ? [{ sum: modifier.sum, ...(storno && { storno }) }] : [],
  )
  return own ? [...ofItems, own] : ofItems
}

const countTotals = (before: TicketTotals, ticket: Ticket, { autonomous }: Making): TicketTotals => ({
  totalCount: before.totalCount + 1,
  count: before.count + 1,
  sum: add(before.sum, ticket.total),
  payments: Object.fromEntries(
    PAYMENT_TYPES.map((type) => {
      const sum = ticket.payments[type]
      return [type, sum === undefined ? before.payments[type] : counted(before.payments[type], sum)]
    }),
  ) as TicketTotals['payments'],
  offlineCount: before.offlineCount + (autonomous ? 1 : 0),
  discountSum: countedPositions({ count: 0, sum: before.discountSum }, modifiers(ticket, 'discount')).sum,
  markupSum: countedPositions({ count: 0, sum: before.markupSum }, modifiers(ticket, 'markup')).sum,
  changeSum: add(before.changeSum, ticket.change ?? ZERO),
})

/** Signed: what the shift's tickets brought less what they took (protocol §8.4). */
export const revenueOf = (counters: Counters): Tiyn =>
  OPERATIONS.reduce((revenue, operation) => {
    const { sum } = counters.tickets[operation]
    return brings(operation) ? add(revenue, sum) : subtract(revenue, sum)
  }, ZERO)

/** Every sum of counters, however deep. */
function* sumsOf(value: unknown): Generator<Tiyn> {
  if (typeof value === 'bigint') yield value as Tiyn
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* sumsOf(member)
}

/** No counter, and nothing that a report derives from them, goes past what the wire can carry (protocol §1). */
function assertCountable(counters: Counters): Counters {
  for (const sum of sumsOf(counters)) withinRange(sum)
  withinRange(revenueOf(counters))
  return counters
}

/** What a ticket adds to any counters, whatever is in the drawer (protocol §8). */
export function addTicket(counters: Counters, ticket: Ticket, making: Making): Counters {
  const { items, operation, payments, total } = ticket
  const cash = payments.cash ?? ZERO
  return {
    ...counters,
    nonNullable: grow(counters.nonNullable, operation, (sum) => add(sum, total)),
    cash: brings(operation) ? add(counters.cash, cash) : subtract(counters.cash, cash),
    sections: countSections(counters.sections, operation, items),
    operations: grow(counters.operations, operation, (entry) => countedPositions(entry, items)),
    discounts: grow(counters.discounts, operation, (entry) => countedPositions(entry, modifiers(ticket, 'discount'))),
    markups: grow(counters.markups, operation, (entry) => countedPositions(entry, modifiers(ticket, 'markup'))),
    taxes: countTaxes(counters.taxes, ticket),
    tickets: grow(counters.tickets, operation, (before) => countTotals(before, ticket, making)),
  }
}

/** What cash that was put into the drawer or taken out of it adds to any counters. */
export function addPlacement(counters: Counters, direction: Direction, sum: Tiyn, making: Making): Counters {
  const before = counters.placements[direction]
  const after: PlacementTotals = {
    totalCount: before.totalCount + 1,
    count: before.count + 1,
    sum: add(before.sum, sum),
    offlineCount: before.offlineCount + (making.autonomous ? 1 : 0),
  }
  return {
    ...counters,
    cash: direction === 'deposit' ? add(counters.cash, sum) : subtract(counters.cash, sum),
    placements: { ...counters.placements, [direction]: after },
  }
}

/** The drawer never goes below zero (P203-cash14). */
function assertCash({ cash }: Counters, needed: Tiyn): void {
  if (needed > cash) throw new Refusal('NOT_ENOUGH_CASH', { cash: formatTenge(cash), needed: formatTenge(needed) })
}

/**
 * The counters after a ticket (protocol §8).
 * @throws Refusal NOT_ENOUGH_CASH, SUM_TOO_LARGE, SECTION_INVALID: asked of before a document is made, never after
 */
export function countTicket(counters: Counters, ticket: Ticket, making: Making): Counters {
  if (!brings(ticket.operation)) assertCash(counters, ticket.payments.cash ?? ZERO)
  return assertCountable(addTicket(counters, ticket, making))
}

/**
 * The counters after cash was put into the drawer or taken out of it (R1326-25).
 * @throws Refusal NOT_ENOUGH_CASH, SUM_TOO_LARGE
 */
export function countPlacement(counters: Counters, direction: Direction, sum: Tiyn, making: Making): Counters {
  if (direction === 'withdrawal') assertCash(counters, sum)
  return assertCountable(addPlacement(counters, direction, sum, making))
}
