import { compact } from '../compact.ts'
import { iinBinProblem, isEmail, parsePhone } from '../identifiers.ts'
import { Refusal } from '../refusal.ts'
import { shown, textProblem, tidy } from '../text.ts'
import type { CardSlip, CustomerRequest, MobileSlip, Ticket, TicketRules } from './types.ts'

/** Characters of each field of a slip. */
export const MAX_SLIP_FIELD = 64

/** The buyer's number as the law has it; a seller does not sell to himself (P203-same17). */
function readIinOrBin(asked: string, sellerId: string): string {
  const value = asked.trim()
  const problem = iinBinProblem(value)
  if (problem) throw new Refusal('CUSTOMER_ID_INVALID', { value: shown(asked), problem })
  if (value === sellerId) throw new Refusal('CUSTOMER_IS_SELLER')
  return value
}

function readPhone(asked: string): string {
  const phone = parsePhone(asked)
  if (phone === undefined) throw new Refusal('PHONE_INVALID', { value: shown(asked) })
  return phone
}

function readEmail(asked: string): string {
  const email = asked.trim()
  if (!isEmail(email)) throw new Refusal('EMAIL_INVALID', { value: shown(asked) })
  return email
}

/** Checks what the buyer told of himself; undefined when it was nothing. */
export function readCustomer(request: CustomerRequest | undefined, rules: TicketRules): Ticket['customer'] {
  const { iinOrBin, phone, email } = request ?? {}
  const customer = compact({
    iinOrBin: iinOrBin === undefined ? undefined : readIinOrBin(iinOrBin, rules.sellerId),
    phone: phone === undefined ? undefined : readPhone(phone),
    email: email === undefined ? undefined : readEmail(email),
  })
  return Object.keys(customer).length === 0 ? undefined : customer
}

/** Each field of a slip is printed as it is, so it is short and visible. */
function readSlipField(slip: string, field: string, asked: string | undefined, rules: TicketRules): string | undefined {
  if (asked === undefined) return undefined
  const value = tidy(asked)
  const problem = textProblem(value, MAX_SLIP_FIELD) ?? (rules.unprintable(value) ? 'unprintable' : undefined)
  if (problem) throw new Refusal('SLIP_INVALID', { field: `${slip}.${field}`, problem })
  return value
}

/** A slip of a payment that is not there has no place. */
function assertPaid(slip: string, paid: boolean): void {
  if (!paid) throw new Refusal('SLIP_INVALID', { field: slip, problem: 'no-such-payment' })
}

/** Data of the bank's slip of a card payment (P203-card). */
export function readCardSlip(slip: CardSlip | undefined, paid: boolean, rules: TicketRules): CardSlip | undefined {
  if (!slip) return undefined
  assertPaid('cardSlip', paid)
  const read = (field: keyof CardSlip) => readSlipField('cardSlip', field, slip[field], rules)
  return compact({
    terminal: read('terminal'),
    type: read('type'),
    authorization: read('authorization'),
    rrn: read('rrn'),
    receipt: read('receipt'),
  })
}

/** Data of a mobile payment (P203-mobile). */
export function readMobileSlip(
  slip: MobileSlip | undefined,
  paid: boolean,
  rules: TicketRules,
): MobileSlip | undefined {
  if (!slip) return undefined
  assertPaid('mobileSlip', paid)
  const read = (field: keyof MobileSlip) => readSlipField('mobileSlip', field, slip[field], rules)
  return compact({ type: read('type'), id: read('id') })
}
