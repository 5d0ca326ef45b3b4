import type { TicketReading } from './ticket-reading.ts'
import type { NetLine } from './ticket-sums.ts'

/**
 * What this OFD counted, under the names of a report's fields: `operations.2.sum`, `taxes.16000.3.turnover`,
 * `money_placements.0.operations_count`, `cash_sum`. Counts and tiyn; a name that is missing is zero.
 */
export type Sums = Readonly<Record<string, bigint>>

/** Counts over the register's life, not only over a shift. */
const isForLife = (name: string): boolean =>
  name === 'cash_sum' || name.startsWith('non_nullable_sums.') || name.endsWith('_total_count')

function plus(sums: Sums, growth: Iterable<readonly [name: string, by: bigint]>): Sums {
  const grown: Record<string, bigint> = { ...sums }
  for (const [name, by] of growth) grown[name] = (grown[name] ?? 0n) + by
  return grown
}

/** A shift begins: its lists are empty, its start sums are the non-nullable ones (protocol §8.3). */
export function beginShift(sums: Sums): Sums {
  const begun: Record<string, bigint> = {}
  for (const [name, value] of Object.entries(sums)) {
    if (isForLife(name)) begun[name] = value
    if (name.startsWith('non_nullable_sums.')) begun[`start_shift_${name}`] = value
  }
  return begun
}

/** SELL and BUY_RETURN bring money; BUY and SELL_RETURN take it (protocol §8.4). */
export const direction = (operation: number): bigint => (operation === 1 || operation === 2 ? 1n : -1n)

const vatOf = ({ tax }: NetLine): bigint => tax?.sum ?? 0n

function* growthByLine(line: NetLine, operation: number): Generator<readonly [string, bigint]> {
  for (const list of ['operations', `sections.${line.section}`]) {
    yield [`${list}.${operation}.count`, 1n]
    yield [`${list}.${operation}.sum`, line.storno ? 0n : line.sum]
  }
  yield [`total_result.${operation}.count`, 1n]
  if (line.tax && !line.storno) {
    const tax = `taxes.${line.tax.percent}.${operation}`
    yield [`${tax}.turnover`, line.net]
    yield [`${tax}.sum`, vatOf(line)]
    yield [`${tax}.turnover_without_tax`, line.net - vatOf(line)]
  }
}

function* growthByModifiers(
  list: 'discount' | 'markup',
  sums: readonly bigint[],
  operation: number,
): Generator<readonly [string, bigint]> {
  for (const sum of sums) {
    yield [`${list}s.${operation}.count`, 1n]
    yield [`${list}s.${operation}.sum`, sum]
    yield [`ticket_operations.${operation}.${list}_sum`, sum]
  }
}

/** The storno of a modifier counts 0 and takes its sum away: the modifier itself stays counted (§8.1). */
const modifiersOf = (lines: readonly NetLine[], list: 'discounts' | 'markups'): readonly bigint[] =>
  lines.flatMap(({ [list]: sums, storno }) => sums.map((sum) => (storno ? 0n : sum)))

function* growthByTicket(ticket: TicketReading, lines: readonly NetLine[]): Generator<readonly [string, bigint]> {
  const { discount, markup, operation } = ticket
  for (const line of lines) yield* growthByLine(line, operation)
  const discounts = [...modifiersOf(lines, 'discounts'), ...(discount === undefined ? [] : [discount])]
  const markups = [...modifiersOf(lines, 'markups'), ...(markup === undefined ? [] : [markup])]
  yield* growthByModifiers('discount', discounts, operation)
  yield* growthByModifiers('markup', markups, operation)
  yield [`total_result.${operation}.sum`, ticket.total]
  const tickets = `ticket_operations.${operation}`
  yield [`${tickets}.tickets_total_count`, 1n]
  yield [`${tickets}.tickets_count`, 1n]
  yield [`${tickets}.tickets_sum`, ticket.total]
  for (const [type, sum] of ticket.payments) {
    yield [`${tickets}.payments.${type}.sum`, sum]
    yield [`${tickets}.payments.${type}.count`, 1n]
  }
  yield [`${tickets}.change_sum`, ticket.change ?? 0n]
  yield [`${tickets}.offline_count`, ticket.offlineNumber === undefined ? 0n : 1n]
  yield [`non_nullable_sums.${operation}`, ticket.total]
  yield ['cash_sum', direction(operation) * (ticket.payments.get(0) ?? 0n)]
  yield ['revenue', direction(operation) * ticket.total]
}

export const countTicket = (sums: Sums, ticket: TicketReading, lines: readonly NetLine[]): Sums =>
  plus(sums, growthByTicket(ticket, lines))

/** @param kind 0 DEPOSIT, 1 WITHDRAWAL */
export const countPlacement = (sums: Sums, kind: 0 | 1, sum: bigint, offline: boolean): Sums =>
  plus(sums, [
    [`money_placements.${kind}.operations_total_count`, 1n],
    [`money_placements.${kind}.operations_count`, 1n],
    [`money_placements.${kind}.operations_sum`, sum],
    [`money_placements.${kind}.offline_count`, offline ? 1n : 0n],
    ['cash_sum', kind === 0 ? sum : -sum],
  ])
