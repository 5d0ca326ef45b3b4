import { type Tiyn, ZERO, formatTenge, parseTenge, subtract, sumOf, tiyn, withinRange } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { shown } from '../text.ts'
import { type Operation, PAYMENT_TYPES, type PaymentType, type PaymentsRequest, type Ticket } from './types.ts'

export type Settlement = Pick<Ticket, 'payments' | 'taken' | 'change'>

/** In place of a sum: what the other payments leave. */
export const REST = 'rest'

function readPayment(type: PaymentType, asked: string): Tiyn {
  const sum = parseTenge(asked)
  if (sum === undefined || sum === 0n) throw new Refusal('PAYMENT_INVALID', { type, value: shown(asked) })
  return withinRange(sum)
}

/** What is handed over of each kind, in the order of the kinds, the rest counted out. */
function readPayments(request: PaymentsRequest, total: Tiyn): ReadonlyMap<PaymentType, Tiyn> {
  const asked = PAYMENT_TYPES.flatMap((type) => {
    const text = request[type]
    return text === undefined ? [] : [{ type, text }]
  })
  if (asked.length === 0) throw new Refusal('NO_PAYMENT')
  const given = new Map(asked.map(({ type, text }) => [type, text === REST ? undefined : readPayment(type, text)]))
  const rests = asked.filter(({ type }) => given.get(type) === undefined)
  const rest = subtract(total, sumOf([...given.values()].map((sum) => sum ?? ZERO)))
  if (rests.length > 1 || (rests.length === 1 && rest <= 0n)) throw new Refusal('PAYMENT_REST')
  return new Map(asked.map(({ type }) => [type, given.get(type) ?? rest]))
}

/**
 * Who pays what of the total. Cash is what is handed over, card and mobile are exact; change is given from cash alone and
 * in a sale alone (interface, "A sale"; P203-cash).
 */
export function settle(request: PaymentsRequest, total: Tiyn, operation: Operation): Settlement {
  const given = readPayments(request, total)
  const paid = withinRange(sumOf(given.values()))
  const told = { paid: formatTenge(paid), total: formatTenge(total) }
  if (paid < total) throw new Refusal('PAYMENT_SHORT', { ...told, missing: formatTenge(subtract(total, paid)) })
  const change = subtract(paid, total)
  const taken = given.get('cash') ?? ZERO
  // Change that takes all the cash back means that the others have paid more than the total, or all of it.
  if (change > 0n && (operation !== 'sale' || change >= taken))
    throw new Refusal('PAYMENT_OVER', { ...told, excess: formatTenge(change) })
  const payments = Object.fromEntries(
    [...given].map(([type, sum]) => [type, type === 'cash' ? tiyn(sum - change) : sum]),
  )
  return { payments, ...(given.has('cash') && { taken, change }) }
}
