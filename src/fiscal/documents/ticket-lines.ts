import { fill, type Text } from '../../locale/text.ts'
import { DOMAIN_WORDS, OPERATION_WORDS, PAYMENT_WORDS, WORDS } from '../../locale/words.ts'
import { sumOf, tiyn } from '../money.ts'
import type { Registration } from '../register/registration.ts'
import { MODIFIER_NAMES } from '../ticket/modifiers.ts'
import type { Item, Modifier, Ticket } from '../ticket/types.ts'
import { PAYMENT_TYPES } from '../ticket/types.ts'
import { unitName } from '../units.ts'
import { NBSP, paperPercent, paperQuantity, paperSum, paperTime } from './format.ts'
import { buyerWord } from './letterhead.ts'
import type { Line } from './lines.ts'
import { capitals, left, RULE, type Voice } from './voice.ts'

const INDENT = 2

/** What the buyer's eye looks for: the operation, the items, the money. The same for a receipt and its preview. */
export function ticketLines(voice: Voice, ticket: Ticket, registration: Registration): Line[] {
  return [
    { kind: 'text', text: voice.say(capitals(OPERATION_WORDS[ticket.operation])), bold: true },
    ...parentLines(voice, ticket),
    ...domainLines(voice, ticket),
    RULE,
    ...ticket.items.flatMap((item, index) => itemLines(voice, item, index + 1, registration)),
    RULE,
    ...ticketModifierLines(voice, ticket),
    ...paymentLines(voice, ticket),
    { kind: 'pair', left: `${voice.say(WORDS.total)}:`, right: paperSum(ticket.total), bold: true, big: true },
    { kind: 'text', text: voice.say(WORDS.tenge), align: 'right' },
    ...vatLines(voice, ticket, registration),
    ...customerLines(voice, ticket),
    ...slipLines(voice, ticket),
  ]
}

/** The receipt that a return goes back to, as the wire names it (P203-parent). */
function parentLines(voice: Voice, { parent }: Ticket): Line[] {
  if (!parent) return []
  return [
    left(`${voice.say(WORDS.parent)}:`),
    voice.field(parent.autonomous ? WORDS.autonomousSign : WORDS.fiscalSign, parent.sign, INDENT),
    voice.field(WORDS.time, paperTime(parent.time), INDENT),
    voice.field(WORDS.regNumber, parent.regNumber, INDENT),
    voice.sum(WORDS.parentTotal, parent.total, INDENT),
  ]
}

/** One item (R626-56.7 to 56.10): its name whole, quantity with unit, price, cost, codes, its own discount or markup. */
function itemLines(voice: Voice, item: Item, number: number, registration: Registration): Line[] {
  const unit = voice.each((tongue) => unitName(item.unit, tongue)).join('/')
  return [
    left(`${number}. ${item.name}`),
    left(`${paperQuantity(item.quantity)} ${unit} x ${paperSum(item.price)}`, INDENT),
    voice.sum(WORDS.cost, item.sum, INDENT),
    ...modifierLines(voice, item, INDENT),
    ...(item.section === registration.section ? [] : [voice.field(WORDS.section, item.section, INDENT)]),
    ...codeLines(voice, item),
    ...(item.storno ? [stornoLine(voice, item, number)] : []),
  ]
}

/** Taken back before registering: the item stays on the paper, and this line takes away all that it cost. */
const stornoLine = (voice: Voice, { sum, discount, markup }: Item, number: number): Line => ({
  kind: 'pair',
  left: `${voice.say(capitals(WORDS.storno))} ${number}`,
  right: `-${paperSum(tiyn(sum - (discount?.sum ?? 0n) + (markup?.sum ?? 0n)))}`,
  bold: true,
})

/** What the trade of the ticket asks for, and its name where that is not plain trading (protocol §5, Domain). */
function domainLines(voice: Voice, { domain, domainFacts }: Ticket): Line[] {
  if (domain === undefined || domain === 'trading') return []
  const { services, gasoil, taxi, parking } = domainFacts ?? {}
  const fields: readonly (readonly [Text, string | undefined])[] = [
    [WORDS.accountNumber, services?.accountNumber],
    [WORDS.fuelCard, gasoil?.cardNumber],
    [WORDS.correctionNumber, gasoil?.correctionNumber],
    [WORDS.correctionSum, gasoil?.correctionSum === undefined ? undefined : paperSum(gasoil.correctionSum)],
    [WORDS.carNumber, taxi?.carNumber],
    [WORDS.ordered, taxi && voice.say(taxi.order ? WORDS.yes : WORDS.no)],
    [WORDS.currentFee, taxi && paperSum(taxi.currentFee)],
    [WORDS.parkingBegin, parking && paperTime(parking.begin)],
    [WORDS.parkingEnd, parking && paperTime(parking.end)],
  ]
  return [
    left(voice.say(DOMAIN_WORDS[domain])),
    ...fields.flatMap(([word, value]) => (value === undefined ? [] : [voice.field(word, value, INDENT)])),
  ]
}

/** Codes of the goods (R626-56.8). The bar code stands in for a missing code of the National Catalogue. */
function codeLines(voice: Voice, { ntin, barcode, marks, physicalLabel }: Item): Line[] {
  return [
    ...(ntin === undefined ? [] : [voice.field(WORDS.ntin, ntin, INDENT)]),
    ...(barcode === undefined || ntin !== undefined ? [] : [voice.field(WORDS.barcode, barcode, INDENT)]),
    ...marks.map((mark) => voice.field(WORDS.mark, mark.replaceAll('\u001d', ' '), INDENT)),
    ...(physicalLabel === undefined ? [] : [voice.field(WORDS.stamp, physicalLabel, INDENT)]),
  ]
}

interface Modified {
  readonly discount?: Modifier
  readonly markup?: Modifier
}

function modifierLines(voice: Voice, { discount, markup }: Modified, indent: number): Line[] {
  return [
    ...(discount ? [modifierLine(voice, WORDS.discount, discount, '-', indent)] : []),
    ...(markup ? [modifierLine(voice, WORDS.markup, markup, '+', indent)] : []),
  ]
}

/** `Шегерім/Скидка 5 %`, and the name that the shop gave it, when it says more than the word itself. */
function modifierLine(voice: Voice, word: Text, modifier: Modifier, sign: '-' | '+', indent: number): Line {
  const percent = modifier.percent === undefined ? '' : ` ${paperPercent(modifier.percent)}${NBSP}%`
  const name = defaultNames.has(modifier.name) ? '' : ` (${modifier.name})`
  return {
    kind: 'pair',
    left: `${voice.say(word)}${percent}${name}`,
    right: `${sign}${paperSum(modifier.sum)}`,
    indent,
  }
}

const defaultNames: ReadonlySet<string> = new Set(
  Object.values(MODIFIER_NAMES).flatMap((names) => Object.values(names)),
)

/** A discount or markup of the whole ticket needs the sum that it is taken from. */
function ticketModifierLines(voice: Voice, { items, discount, markup }: Ticket): Line[] {
  if (!discount && !markup) return []
  const kept = items.filter(({ storno }) => !storno)
  const before = sumOf(kept.map((item) => tiyn(item.sum - (item.discount?.sum ?? 0n) + (item.markup?.sum ?? 0n))))
  return [
    voice.sum(WORDS.subtotal, before),
    ...modifierLines(voice, { ...(discount && { discount }), ...(markup && { markup }) }, 0),
  ]
}

/** What was paid with what; what was handed over and given back, where change is possible at all. */
function paymentLines(voice: Voice, { operation, payments, taken, change }: Ticket): Line[] {
  const paid = PAYMENT_TYPES.flatMap((type) => {
    const sum = payments[type]
    return sum === undefined ? [] : [voice.sum(PAYMENT_WORDS[type], sum)]
  })
  if (operation !== 'sale' || taken === undefined || change === undefined) return paid
  return [...paid, voice.sum(WORDS.taken, taken), voice.sum(WORDS.change, change)]
}

/**
 * VAT by rate (R626-56.15). A taxpayer who pays no VAT prints no line of it, not even a zero; a return keeps the VAT of
 * its parent's day, whoever pays VAT today.
 */
function vatLines(voice: Voice, ticket: Ticket, registration: Registration): Line[] {
  if (!registration.vatPayer && !ticket.parent) return []
  return ticket.vat.map(({ rate, sum }) => {
    const label = voice.each((tongue) => fill(WORDS.includingVat[tongue], () => String(rate))).join('/')
    return { kind: 'pair', left: `${label}:`, right: paperSum(sum) }
  })
}

/** The buyer's number, since he asked for it (R626-57.1). */
function customerLines(voice: Voice, { customer }: Ticket): Line[] {
  const id = customer?.iinOrBin
  return id === undefined ? [] : [voice.field(buyerWord(id), id)]
}

/** What the bank's terminal or the QR payment said (R1326-22.2). */
function slipLines(voice: Voice, { cardSlip, mobileSlip }: Ticket): Line[] {
  const fields: readonly (readonly [Text, string | undefined])[] = [
    [WORDS.terminal, cardSlip?.terminal],
    [WORDS.cardType, cardSlip?.type],
    [WORDS.authorization, cardSlip?.authorization],
    [WORDS.rrn, cardSlip?.rrn],
    [WORDS.slipNumber, cardSlip?.receipt],
    [WORDS.qrType, mobileSlip?.type],
    [WORDS.qrId, mobileSlip?.id],
  ]
  return fields.flatMap(([word, value]) => (value === undefined ? [] : [voice.field(word, value)]))
}
