import { type Tiyn, tiyn } from '../../../src/fiscal/money.ts'
import type { Direction } from '../../../src/fiscal/report/counters.ts'
import type { Counters, PerOperation } from '../../../src/fiscal/report/types.ts'
import type { Item, Modifier, Operation, PaymentType, Ticket } from '../../../src/fiscal/ticket/types.ts'
import type { Deed } from './day.ts'

/**
 * The counters of a register's first shift by another way than the register's: each figure from all the documents by
 * itself, as the protocol's section 8 describes it. Slow, and with nothing in common with the counting in `src`.
 */
export function recount(deeds: readonly Deed[]): Counters {
  const tickets = deeds.flatMap((deed) => (deed.type === 'ticket' ? [deed] : []))
  const placements = deeds.flatMap((deed) => (deed.type === 'placement' ? [deed] : []))
  const of = (operation: Operation) => tickets.filter((deed) => deed.ticket.operation === operation)
  const operations = <T>(figure: (of: readonly Ticket[]) => T): PerOperation<T> => ({
    sale: figure(of('sale').map(({ ticket }) => ticket)),
    'sale-return': figure(of('sale-return').map(({ ticket }) => ticket)),
    purchase: figure(of('purchase').map(({ ticket }) => ticket)),
    'purchase-return': figure(of('purchase-return').map(({ ticket }) => ticket)),
  })
  const listed = (sums: readonly bigint[]) => ({ count: sums.length, sum: total(sums) })
  const cashOf = (operation: Operation) => total(of(operation).map(({ ticket }) => ticket.payments.cash ?? 0n))
  const placedSum = (direction: Direction) =>
    total(placements.filter((one) => one.direction === direction).map(({ sum }) => sum))

  const totals = (operation: Operation) => {
    const own = of(operation).map(({ ticket }) => ticket)
    const paid = (type: PaymentType) => listed(own.flatMap(({ payments }) => payments[type] ?? []))
    return {
      totalCount: own.length,
      count: own.length,
      sum: total(own.map((ticket) => ticket.total)),
      payments: { cash: paid('cash'), card: paid('card'), mobile: paid('mobile') },
      offlineCount: of(operation).filter(({ autonomous }) => autonomous).length,
      discountSum: total(modifiers(own, 'discount')),
      markupSum: total(modifiers(own, 'markup')),
      changeSum: total(own.map(({ change }) => change ?? 0n)),
    }
  }
  const placementsOf = (direction: Direction) => {
    const own = placements.filter((one) => one.direction === direction)
    const { length } = own
    return {
      totalCount: length,
      count: length,
      sum: placedSum(direction),
      offlineCount: own.filter((one) => one.autonomous).length,
    }
  }

  const sections = [...new Set(tickets.flatMap(({ ticket }) => ticket.items.map(({ section }) => section)))]
  const rates = [...new Set(tickets.flatMap(({ ticket }) => ticket.vat.map(({ rate }) => rate)))]
  return {
    nonNullable: operations((own) => total(own.map((ticket) => ticket.total))),
    startNonNullable: operations(() => tiyn(0n)),
    cash: tiyn(
      cashOf('sale') +
        cashOf('purchase-return') -
        cashOf('sale-return') -
        cashOf('purchase') +
        placedSum('deposit') -
        placedSum('withdrawal'),
    ),
    sections: sections.map((code) => ({
      code,
      operations: operations((own) =>
        listed(
          items(own)
            .filter(({ section }) => section === code)
            .map(({ sum }) => sum),
        ),
      ),
    })),
    operations: operations((own) => listed(items(own).map(({ sum }) => sum))),
    discounts: operations((own) => listed(modifiers(own, 'discount'))),
    markups: operations((own) => listed(modifiers(own, 'markup'))),
    taxes: rates.map((rate) => ({
      rate,
      operations: operations((own) => {
        const taxed = items(own).filter(({ vat }) => vat === rate)
        return { turnover: total(taxed.map(({ net }) => net)), sum: total(taxed.map(({ vatSum }) => vatSum)) }
      }),
    })),
    tickets: {
      sale: totals('sale'),
      'sale-return': totals('sale-return'),
      purchase: totals('purchase'),
      'purchase-return': totals('purchase-return'),
    },
    placements: { deposit: placementsOf('deposit'), withdrawal: placementsOf('withdrawal') },
  }
}

function total(sums: readonly bigint[]): Tiyn {
  let sum = 0n
  for (const one of sums) sum += one
  return tiyn(sum)
}

const items = (tickets: readonly Ticket[]): readonly Item[] => tickets.flatMap((ticket) => ticket.items)

const modifiers = (tickets: readonly Ticket[], kind: 'discount' | 'markup'): readonly Tiyn[] => {
  const all: readonly (Modifier | undefined)[] = [
    ...tickets.map((ticket) => ticket[kind]),
    ...items(tickets).map((item) => item[kind]),
  ]
  return all.flatMap((modifier) => modifier?.sum ?? [])
}
