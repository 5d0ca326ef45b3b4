import { ZERO, formatTenge, subtract, sumOf } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { markIdentity } from '../ticket/marks.ts'
import { type Basis, type OwnBasis, type Selection, assertWithinTotal, attribute, select } from '../ticket/returns.ts'
import type { Ticket, TicketRequest, TicketRules } from '../ticket/types.ts'
import { shown } from '../text.ts'
import { settingsOf } from './settings.ts'
import type { State } from './state.ts'
import { ticketOf } from './ticket.ts'

/** A ticket that somebody wants, with what the accumulator knows of it. */
export interface TicketAsked {
  readonly request: TicketRequest
  /** Of a return: the receipt that it goes back to. */
  readonly basis?: Basis | undefined
  readonly selection?: Selection | undefined
  /** Of the marks that were asked for: which are out of the shop, by identity, and by which document. */
  readonly sold?: ReadonlyMap<string, number> | undefined
}

/**
 * A ticket of any of the four operations, for the document and for its preview alike.
 * @throws Refusal of the rules of tickets, of returns, of the settings; PURCHASES_OFF, CASH_FOR_CARD_OFF, MARK_SOLD
 */
export function makeTicket(state: State, asked: TicketAsked, rules: TicketRules): Ticket {
  const { basis, request, sold } = asked
  const { operation } = request
  const isPurchase = operation === 'purchase' || operation === 'purchase-return'
  if (isPurchase && !settingsOf(state).purchases) throw new Refusal('PURCHASES_OFF')
  const ticket = basis ? makeReturn(state, asked, basis, rules) : ticketOf(state, request, rules)
  // What leaves the shop must be in the shop.
  if (operation === 'sale' || operation === 'purchase-return') assertThere(ticket, sold)
  return ticket
}

function makeReturn(state: State, asked: TicketAsked, basis: Basis, rules: TicketRules): Ticket {
  if (basis.type === 'own') return makeOwnReturn(state, asked, basis, rules)
  const { request, selection } = asked
  if (selection?.whole || (selection?.lines ?? []).length > 0) throw new Refusal('PARENT_LINES_UNKNOWN')
  const ticket = ticketOf(state, request, rules)
  if (request.parent) assertWithinTotal(ticket, request.parent.total, basis.returned)
  return ticket
}

/** A return keeps the rates of the day of the sale, also when VAT is not paid any more (R2026-VAT). */
function makeOwnReturn(
  state: State,
  { request, selection = {} }: TicketAsked,
  basis: OwnBasis,
  rules: TicketRules,
): Ticket {
  const { items, lines } = select(request, selection, basis)
  const ticket = ticketOf(state, { ...request, items }, { ...rules, vatPayer: basis.vatPayer })
  const made = attribute(ticket, lines, basis)
  if (!settingsOf(state).cashForCard) assertCashWasPaid(made, basis)
  return made
}

/** All returns of a receipt together give back no more cash than was paid for it in cash. */
function assertCashWasPaid({ payments }: Ticket, { returns, ticket: parent }: OwnBasis): void {
  const back = sumOf(returns.map((earlier) => earlier.payments.cash ?? ZERO))
  const left = subtract(parent.payments.cash ?? ZERO, back)
  const most = left > 0n ? left : ZERO
  if ((payments.cash ?? ZERO) > most) throw new Refusal('CASH_FOR_CARD_OFF', { maximum: formatTenge(most) })
}

function assertThere({ items }: Ticket, sold: ReadonlyMap<string, number> = new Map()): void {
  for (const [index, { marks, storno }] of items.entries()) {
    const mark = storno ? undefined : marks.find((one) => sold.has(markIdentity(one)))
    if (mark === undefined) continue
    const documentNumber = sold.get(markIdentity(mark))
    throw new Refusal('MARK_SOLD', { line: index + 1, mark: shown(mark), documentNumber })
  }
}
