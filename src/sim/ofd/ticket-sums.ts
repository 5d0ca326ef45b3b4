import { insist } from './objection.ts'
import { sumText } from './reading.ts'
import type { Line, TicketReading } from './ticket-reading.ts'

/** A position after its own modifiers and its share of the ticket's. */
export interface NetLine extends Line {
  readonly net: bigint
}

const NEW_RATE = Date.UTC(2026, 0, 1)

/** Thousandths of a percent, and the days they hold. */
const RATES: ReadonlyMap<number, { readonly from?: number; readonly before?: number }> = new Map([
  [0, {}],
  [5000, { from: NEW_RATE }],
  [10000, { from: NEW_RATE }],
  [12000, { before: NEW_RATE }],
  [16000, { from: NEW_RATE }],
])

const roundHalfUp = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor
  return (dividend - quotient * divisor) * 2n >= divisor ? quotient + 1n : quotient
}

const total = (sums: readonly bigint[]): bigint => sums.reduce((sum, one) => sum + one, 0n)

/**
 * Parts of a whole in proportion to the weights: everyone gets what is sure, the tiyn left over go to the largest
 * fractions, earlier lines first (protocol §9).
 */
function divide(whole: bigint, weights: readonly bigint[]): bigint[] {
  const all = total(weights)
  insist(whole === 0n || all > 0n, 'ticket.amounts: nothing is left to divide over')
  if (whole === 0n) return weights.map(() => 0n)
  const parts = weights.map((weight) => (whole * weight) / all)
  let left = whole - total(parts)
  const fractions = weights.map((weight, index) => ({ index, fraction: (whole * weight) % all }))
  for (const { index } of fractions.toSorted((a, b) => Number(b.fraction - a.fraction) || a.index - b.index)) {
    if (left === 0n) break
    parts[index] = (parts[index] ?? 0n) + 1n
    left -= 1n
  }
  return parts
}

/**
 * Every sum of a ticket, computed anew (protocol §9).
 * @throws Objection with the place, what was sent and what it should be
 */
export function checkSums(ticket: TicketReading): readonly NetLine[] {
  const own = ticket.lines.map((line, index) => checkLine(line, `ticket.items: line ${index + 1}`))
  const left = ticket.lines.map(({ storno }, index) => (storno ? 0n : (own[index] ?? 0n)))
  const off = divide(ticket.discount ?? 0n, left)
  const on = divide(ticket.markup ?? 0n, left)
  const lines = ticket.lines.map((line, index) => ({
    ...line,
    // What was taken back has no share, and carries the VAT that its storno takes away.
    net: line.storno ? (own[index] ?? 0n) : (left[index] ?? 0n) - (off[index] ?? 0n) + (on[index] ?? 0n),
  }))
  const moment = ticket.parent?.time ?? ticket.time
  lines.forEach((line, index) => checkVat(line, moment, `ticket.items: line ${index + 1}`))
  same(ticket.total, total(left) - (ticket.discount ?? 0n) + (ticket.markup ?? 0n), 'ticket.amounts.total')
  insist(ticket.total > 0n, 'ticket.amounts.total is 0')
  checkPayments(ticket)
  return lines
}

function same(sent: bigint, computed: bigint, where: string): void {
  insist(sent === computed, `${where}: ${sumText(sent)} was sent, ${sumText(computed)} computed`)
}

/** What is left of a line after its own modifiers. */
function checkLine(line: Line, where: string): bigint {
  insist(line.quantity > 0n, `${where}: the quantity is 0`)
  insist(line.price > 0n, `${where}: the price is 0`)
  same(line.sum, roundHalfUp(line.price * line.quantity, 1000n), `${where}: sum`)
  const left = line.sum - total(line.discounts) + total(line.markups)
  insist(left >= 0n, `${where}: the discount is larger than the line`)
  if (line.marks.length > 0) {
    insist(BigInt(line.marks.length) * 1000n === line.quantity, `${where}: ${line.marks.length} marks for the quantity`)
    insist(new Set(line.marks).size === line.marks.length, `${where}: a mark stands twice`)
  }
  return left
}

function checkVat({ net, tax }: NetLine, moment: number, where: string): void {
  insist(net >= 0n, `${where}: the ticket's discount is larger than what is left`)
  if (!tax) return
  const rate = RATES.get(tax.percent)
  const { before = Infinity, from = -Infinity } = rate ?? {}
  insist(
    rate !== undefined && moment >= from && moment < before,
    `${where}: percent ${tax.percent} is no rate of its day`,
  )
  const percent = BigInt(tax.percent)
  same(tax.sum, roundHalfUp(net * percent, 100_000n + percent), `${where}: VAT`)
}

/** Cash is taken less change; change comes only from cash and only in a sale. */
function checkPayments({ change, operation, payments, taken, total: due }: TicketReading): void {
  for (const [type, sum] of payments) insist(sum > 0n, `ticket.payments: type ${type} pays 0`)
  same(total([...payments.values()]), due, 'ticket.payments')
  const cash = payments.get(0)
  if (cash === undefined) {
    insist(taken === undefined && change === undefined, 'ticket.amounts: taken or change without cash')
    return
  }
  insist(taken !== undefined, 'ticket.amounts.taken is missing')
  insist(change !== undefined, 'ticket.amounts.change is missing')
  same(taken - change, cash, 'ticket.amounts: taken less change')
  insist(change === 0n || operation === 2, 'ticket.amounts.change: only a sale gives change')
}
