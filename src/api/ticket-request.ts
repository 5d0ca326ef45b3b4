import type { ItemRequest, Operation, ParentTicket, TicketRequest } from '../fiscal/ticket/types.ts'
import type { ParamsOf } from './schemas/index.ts'

export type TicketParams = ParamsOf<'sale'>
export type ReturnParams = ParamsOf<'sale-return'>

type ItemParam = TicketParams['items'][number]

/** The schema lets no item through without a name and a price. */
function itemOf({ name = '', price = '', ...members }: ItemParam): ItemRequest {
  return { name, price, ...members }
}

/**
 * What the rules of a ticket compute from, out of a call's parameters.
 * @param parent the receipt that a return goes back to, found by the caller
 */
export function ticketRequest(
  operation: Operation,
  params: TicketParams | ReturnParams,
  parent?: ParentTicket,
): TicketRequest {
  const { items, discount, markup, payments, customer, section, domain, cardSlip, mobileSlip, receiptLanguage } = params
  const stornos = items.flatMap(({ storno }) => storno ?? [])
  return {
    operation,
    items: items.filter(({ storno }) => storno === undefined).map(itemOf),
    ...(stornos.length > 0 && { stornos }),
    discount,
    markup,
    payments,
    customer,
    section,
    domain,
    cardSlip,
    mobileSlip,
    receiptLanguage,
    parent,
  }
}

/** Members that do not change what a call is about (interface, `key`). */
const NOT_CONTENT = new Set(['key', 'wait', 'receiptLanguage'])

/** `lines` of an X report asks for its paper in the answer; of a return it says what comes back. */
const isContent = (method: string, name: string): boolean =>
  !NOT_CONTENT.has(name) && !(method === 'report.x' && name === 'lines')

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}

/**
 * The text whose hash a key is bound to: method and parsed parameters with members in one order, without the key
 * itself, the wait and the languages.
 */
export function keyContent(method: string, params: object): string {
  const content = Object.entries(params).filter(([name]) => isContent(method, name))
  return JSON.stringify([method, sorted(Object.fromEntries(content))])
}
