import { formatTenge, parseTenge } from '../fiscal/money.ts'
import { formatQuantity, parseQuantity } from '../fiscal/quantity.ts'
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

/** Members that hold sums of money, wherever in the parameters they stand. */
const SUMS = new Set(['price', 'sum', 'cash', 'card', 'mobile', 'correctionSum', 'currentFee', 'total'])
/** Members that hold up to three decimals. */
const DECIMALS = new Set(['quantity', 'percent'])

/** `150`, `150,0` and `150.00` are one sum; what is no number stays as it is, for the rules to refuse. */
function spelled(name: string, text: string): string {
  const sum = SUMS.has(name) ? parseTenge(text) : undefined
  const decimal = DECIMALS.has(name) ? parseQuantity(text) : undefined
  if (sum !== undefined) return formatTenge(sum)
  return decimal === undefined ? text : formatQuantity(decimal)
}

/** @param name the member that holds the value; of an element of a list, the list's */
function canonical(name: string, value: unknown): unknown {
  if (typeof value === 'string') return spelled(name, value)
  if (Array.isArray(value)) return value.map((element) => canonical(name, element))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([member, held]) => [member, canonical(member, held)]),
  )
}

/**
 * The text whose hash a key is bound to: method and parsed parameters with members in one order and numbers in
 * one spelling, without the key itself, the wait and the languages.
 */
export function keyContent(method: string, params: object): string {
  const content = Object.entries(params).filter(([name]) => isContent(method, name))
  return JSON.stringify([method, canonical('', Object.fromEntries(content))])
}
