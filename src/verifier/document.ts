import type { DocumentBody, Int, Modified, Operation, PAYMENTS, TicketBody } from './bodies.ts'

/*
 * What counts of a document, of all that it says: thousands are read ahead and wait for their place, each in a few hundred
 * bytes.
 */

export type CountedDocument = { readonly documentNumber: number; readonly shift: number } & (
  | CountedTicket
  | { readonly type: 'placement'; readonly direction: 'deposit' | 'withdrawal'; readonly sum: bigint }
  | Pick<Extract<DocumentBody, { type: 'close' }>, 'type' | 'report'>
)

/** How often something is there, and what it comes to. */
export interface Counted {
  count: number
  sum: bigint
}

export interface CountedTicket {
  readonly type: 'ticket'
  readonly operation: Operation
  readonly total: bigint
  readonly change: bigint
  readonly payments: Readonly<Partial<Record<(typeof PAYMENTS)[number], bigint>>>
  readonly items: Readonly<Counted>
  /** Items of each section, in the order of first use. */
  readonly sections: readonly (Readonly<Counted> & { readonly code: string })[]
  readonly discounts: Readonly<Counted>
  readonly markups: Readonly<Counted>
  readonly vat: readonly { readonly rate: number; readonly turnover: bigint; readonly sum: bigint }[]
}

export const big = ({ int }: Int): bigint => BigInt(int)

/** @throws TypeError, SyntaxError: it is no document */
export function countedOf(document: DocumentBody & { readonly documentNumber: number }): CountedDocument {
  const { documentNumber, shift, type } = document
  if (type === 'ticket') return { documentNumber, shift, ...countedTicket(document.ticket) }
  if (type === 'close') {
    const { cash, checksum, placements } = document.report
    return { documentNumber, shift, type, report: { cash, checksum, placements } }
  }
  return { documentNumber, shift, type, direction: document.direction, sum: big(document.sum) }
}

function countedTicket(ticket: TicketBody): CountedTicket {
  const { change, items, operation, payments, total, vat } = ticket
  const all = { count: 0, sum: 0n }
  const sections: (Counted & { readonly code: string })[] = []
  for (const { section: code, storno, sum } of items) {
    // An item that was taken back before it was registered counts and adds nothing.
    const worth = storno ? 0n : big(sum)
    let section = sections.find((one) => one.code === code)
    if (!section) sections.push((section = { code, count: 0, sum: 0n }))
    for (const counted of [all, section]) {
      counted.count += 1
      counted.sum += worth
    }
  }
  const { card, cash, mobile } = payments
  return {
    type: 'ticket',
    operation,
    total: big(total),
    change: change ? big(change) : 0n,
    payments: {
      ...(card && { card: big(card) }),
      ...(cash && { cash: big(cash) }),
      ...(mobile && { mobile: big(mobile) }),
    },
    items: all,
    sections,
    discounts: modifiers(ticket, 'discount'),
    markups: modifiers(ticket, 'markup'),
    vat: vat.map(({ rate, sum, turnover }) => ({ rate, turnover: big(turnover), sum: big(sum) })),
  }
}

function modifiers(ticket: TicketBody, kind: keyof Modified): Counted {
  const counted = { count: 0, sum: 0n }
  for (const { [kind]: modifier, storno } of ticket.items)
    if (modifier) {
      counted.count += 1
      if (!storno) counted.sum += big(modifier.sum)
    }
  const own = ticket[kind]
  if (own) {
    counted.count += 1
    counted.sum += big(own.sum)
  }
  return counted
}
