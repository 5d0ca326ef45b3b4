import { type Tiyn, formatTenge, tiyn } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { computeTicket } from '../ticket/compute.ts'
import type { ModifierRequest, ReceiptLanguage, Ticket, TicketRequest, TicketRules } from '../ticket/types.ts'
import { type Settings, settingsOf } from './settings.ts'
import type { State } from './state.ts'

/**
 * A ticket as the register makes it: the rules of a ticket, and before and after them what the owner settled. Used for
 * the document and for its preview alike.
 * @throws Refusal of the rules; DISCOUNT_OFF, BUYER_ID_OFF, MAX_SUM_EXCEEDED of the settings
 */
export function ticketOf(state: State, request: TicketRequest, rules: TicketRules): Ticket {
  const settings = settingsOf(state)
  // A return gives back what was sold, whatever has been settled since.
  if (request.parent === undefined) assertWanted(request, settings)
  const paid = withPreferredPayment(request, settings)
  const ticket = rounded(computeTicket(paid, rules), paid, rules, settings)
  const { maxSum } = settings
  if (request.operation === 'sale' && maxSum !== undefined && ticket.total > maxSum)
    throw new Refusal('MAX_SUM_EXCEEDED', { total: formatTenge(ticket.total), maximum: formatTenge(maxSum) })
  return ticket
}

/** What a switch has turned off is refused by the name of the switch (EK0-set-disc-*, EK1-set-buyer-iin). */
function assertWanted(request: TicketRequest, settings: Settings): void {
  const off = (setting: string) => new Refusal('DISCOUNT_OFF', { name: setting })
  const { customer, discount, items, markup } = request
  if (!settings.discountItem && items.some((item) => item.discount ?? item.markup)) throw off('discount-item')
  for (const modifier of [discount, markup]) {
    if (!modifier) continue
    const byPercent = isPercent(modifier)
    if (byPercent && !settings.discountPercent) throw off('discount-percent')
    if (!byPercent && !settings.discountTicket) throw off('discount-ticket')
  }
  if (!settings.buyerId && customer?.iinOrBin !== undefined) throw new Refusal('BUYER_ID_OFF')
}

const isPercent = ({ percent }: ModifierRequest): boolean => percent !== undefined

/** No payment named: the preferred one takes it all (EK0-set-paytype). */
function withPreferredPayment(request: TicketRequest, { preferredPayment }: Settings): TicketRequest {
  const named = Object.values(request.payments).some((sum) => sum !== undefined)
  return named || preferredPayment === undefined ? request : { ...request, payments: { [preferredPayment]: 'rest' } }
}

const TENGE = 100n

const ROUNDING: Readonly<Record<ReceiptLanguage, string>> = {
  kk: 'Дөңгелектеу',
  ru: 'Округление',
  'kk+ru': 'Дөңгелектеу/Округление',
}

/** Tiyn that nobody can hand over are given to the buyer, as a discount of the receipt: only where cash alone pays. */
function rounded(ticket: Ticket, request: TicketRequest, rules: TicketRules, { cashRounding }: Settings): Ticket {
  const { discount, language, markup, operation, payments, total } = ticket
  const loose: Tiyn = tiyn(total % TENGE)
  const fits = operation === 'sale' && loose > 0n && total > TENGE && payments.cash === total && !discount && !markup
  if (!cashRounding || !fits) return ticket
  return computeTicket({ ...request, discount: { sum: formatTenge(loose), name: ROUNDING[language] } }, rules)
}
