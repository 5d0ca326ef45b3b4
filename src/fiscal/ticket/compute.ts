import { compact } from '../compact.ts'
import { type Tiyn, ZERO, add, subtract, sumOf, withinRange } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { readCardSlip, readCustomer, readMobileSlip } from './customer.ts'
import { readDomain } from './domain.ts'
import { type Line, readLine } from './items.ts'
import { type Modified, computeModifiers, modify } from './modifiers.ts'
import { settle } from './payments.ts'
import { noShares, shares } from './shares.ts'
import type { Item, ParentTicket, Ticket, TicketRequest, TicketRules, VatTotal } from './types.ts'
import { type Rate, vatInside } from './vat.ts'

/** Items of one ticket. */
export const MAX_ITEMS = 500

const isReturn = ({ operation }: TicketRequest): boolean =>
  operation === 'sale-return' || operation === 'purchase-return'

/** A return names its parent (P203-parent); a sale has none. */
function readParent(request: TicketRequest): ParentTicket | undefined {
  if (!isReturn(request)) return undefined
  if (!request.parent) throw new Refusal('PARENT_REQUIRED')
  return request.parent
}

/** The items that are taken back, each once; at least one must stay (EK0-fn-09). */
function readStornos({ items, stornos = [] }: TicketRequest): ReadonlySet<number> {
  const taken = new Set<number>()
  for (const item of stornos) {
    if (item > items.length) throw new Refusal('STORNO_INVALID', { item, problem: 'no-such-item' })
    if (taken.has(item)) throw new Refusal('STORNO_INVALID', { item, problem: 'twice' })
    taken.add(item)
  }
  if (taken.size === items.length) throw new Refusal('NO_ITEMS')
  return taken
}

/** A return keeps the rates of its parent's day (R2026-VAT). */
function readLines(request: TicketRequest, parent: ParentTicket | undefined, rules: TicketRules): readonly Line[] {
  const { items } = request
  if (items.length === 0) throw new Refusal('NO_ITEMS')
  if (items.length > MAX_ITEMS) throw new Refusal('TOO_MANY_ITEMS', { maximum: MAX_ITEMS })
  const stornos = readStornos(request)
  const context = {
    rules,
    section: request.section ?? rules.defaultSection,
    turnover: parent?.time ?? rules.now,
    marks: new Set<string>(),
  }
  return items.map((item, index) => {
    if (!stornos.has(index + 1)) return readLine(item, index + 1, context)
    // What is taken back may be scanned again.
    return { ...readLine(item, index + 1, { ...context, marks: new Set() }), storno: true as const }
  })
}

/** A document over nothing is none. */
function assertSomethingLeft(sum: Tiyn): Tiyn {
  if (sum === 0n) throw new Refusal('DISCOUNT_INVALID', { where: 'ticket', problem: 'nothing-left' })
  return sum
}

/** What each item weighs in the sums of its ticket: a storno nothing. */
const worth = (lines: readonly Line[], left: readonly Tiyn[]): readonly Tiyn[] =>
  left.map((sum, place) => (lines[place]?.storno ? ZERO : sum))

/** What is left of each item after its share of the ticket's modifier, and the VAT inside that (protocol §9). */
function share(lines: readonly Line[], left: readonly Tiyn[], { discount, markup }: Modified): readonly Item[] {
  const weights = worth(lines, left)
  const off = discount ? shares(discount.sum, weights) : noShares(weights)
  const on = markup ? shares(markup.sum, weights) : noShares(weights)
  return lines.map((line, place) => {
    const net = subtract(add(left[place] as Tiyn, on[place] as Tiyn), off[place] as Tiyn)
    return { ...line, net, vatSum: vatInside(net, line.vat) }
  })
}

/** One entry a rate, ascending: turnover and VAT are the sums of the items' that stay (protocol §9). */
function vatTotals(all: readonly Item[]): readonly VatTotal[] {
  const items = all.filter(({ storno }) => !storno)
  const rates = [...new Set(items.flatMap(({ vat }): Rate[] => (vat === 'none' ? [] : [vat])))]
  return rates
    .toSorted((a, b) => a - b)
    .map((rate) => {
      const of = items.filter(({ vat }) => vat === rate)
      return { rate, turnover: sumOf(of.map(({ net }) => net)), sum: sumOf(of.map(({ vatSum }) => vatSum)) }
    })
}

/**
 * The rules of a ticket: checks what was asked for and computes all that a document holds (protocol §9; interface, "A
 * sale"). Refusals come in a fixed order: the parent, the number of items, each item from the first to the last (name,
 * price, quantity, sum, unit, section, VAT, barcode, NTIN, marks, excise stamp, its own discount or markup), the ticket's
 * discount or markup, the buyer, the payments, the slips, the domain.
 * @throws Refusal
 */
export function computeTicket(request: TicketRequest, rules: TicketRules): Ticket {
  const language = request.receiptLanguage ?? rules.language
  const own: TicketRules = { ...rules, language }
  const parent = readParent(request)
  const lines = readLines(request, parent, own)
  const left = lines.map((line) => modify(line.sum, line))
  const subtotal = assertSomethingLeft(withinRange(sumOf(worth(lines, left))))
  const modified = computeModifiers(request, subtotal, { where: 'ticket' }, own)
  const total = assertSomethingLeft(modify(subtotal, modified))
  const items = share(lines, left, modified)
  const customer = readCustomer(request.customer, own)
  const settlement = settle(request.payments, total, request.operation)
  const { payments } = settlement
  return compact({
    operation: request.operation,
    domain: request.domain?.type,
    domainFacts: readDomain(request.domain, own),
    items,
    ...modified,
    total,
    ...settlement,
    vat: vatTotals(items),
    customer,
    cardSlip: readCardSlip(request.cardSlip, payments.card !== undefined, own),
    mobileSlip: readMobileSlip(request.mobileSlip, payments.mobile !== undefined, own),
    parent,
    language,
  })
}
