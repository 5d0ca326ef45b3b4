import type { Tiyn } from '../money.ts'
import type { Thousandths } from '../quantity.ts'
import type { Instant } from '../time.ts'

/** The four operations of the protocol: SELL, SELL_RETURN, BUY, BUY_RETURN (§5). */
export const OPERATIONS = ['sale', 'sale-return', 'purchase', 'purchase-return'] as const
export type Operation = (typeof OPERATIONS)[number]

export const PAYMENT_TYPES = ['cash', 'card', 'mobile'] as const
export type PaymentType = (typeof PAYMENT_TYPES)[number]

/** A VAT rate in whole percent, or no VAT at all. `0` is a rate: it is sent and stands in the Z; `none` is not. */
export type VatRate = 0 | 5 | 10 | 12 | 16 | 'none'

export const DOMAINS = ['trading', 'services', 'gasoil', 'hotels', 'taxi', 'parking'] as const
export type DomainType = (typeof DOMAINS)[number]

/** What a domain asks for beside its name (protocol §5, Domain): all of it or nothing. */
export interface DomainRequest {
  readonly type: DomainType
  /** Services: the account that is paid. */
  readonly accountNumber?: string | undefined
  /** Fuel: a correction of what was poured, and the fuel card. */
  readonly correctionNumber?: string | undefined
  readonly correctionSum?: string | undefined
  readonly cardNumber?: string | undefined
  /** Taxi: the car, whether it was ordered, the fare of the moment. */
  readonly carNumber?: string | undefined
  readonly order?: boolean | undefined
  readonly currentFee?: string | undefined
  /** Parking: from when to when. */
  readonly begin?: string | undefined
  readonly end?: string | undefined
}

/** The same, checked: one member at most, that of the ticket's domain. */
export interface DomainFacts {
  readonly services?: { readonly accountNumber: string }
  readonly gasoil?: {
    readonly correctionNumber?: string
    readonly correctionSum?: Tiyn
    readonly cardNumber?: string
  }
  readonly taxi?: { readonly carNumber: string; readonly order: boolean; readonly currentFee: Tiyn }
  readonly parking?: { readonly begin: Instant; readonly end: Instant }
}

export type ReceiptLanguage = 'kk+ru' | 'kk' | 'ru'

/** Who made the document: the code goes to the OFD, the name to the paper. */
export interface Operator {
  readonly code: number
  readonly name: string
}

/* ---- what a client asks for: texts as given, not yet checked ---- */

export interface ModifierRequest {
  readonly percent?: string | undefined
  readonly sum?: string | undefined
  readonly name?: string | undefined
}

export interface ItemRequest {
  readonly name: string
  readonly price: string
  readonly quantity?: string | undefined
  readonly unit?: string | undefined
  readonly section?: string | undefined
  readonly vat?: string | undefined
  readonly barcode?: string | undefined
  readonly ntin?: string | undefined
  readonly marks?: readonly string[] | undefined
  readonly physicalLabel?: string | undefined
  readonly discount?: ModifierRequest | undefined
  readonly markup?: ModifierRequest | undefined
}

/** A payment's sum, or `rest`: what the others leave. Cash is what the buyer hands over; card and mobile are exact. */
export interface PaymentsRequest {
  readonly cash?: string | undefined
  readonly card?: string | undefined
  readonly mobile?: string | undefined
}

export interface CustomerRequest {
  readonly iinOrBin?: string | undefined
  readonly phone?: string | undefined
  readonly email?: string | undefined
}

export interface CardSlip {
  readonly terminal?: string | undefined
  readonly type?: string | undefined
  readonly authorization?: string | undefined
  readonly rrn?: string | undefined
  readonly receipt?: string | undefined
}

export interface MobileSlip {
  readonly type?: string | undefined
  readonly id?: string | undefined
}

/** The receipt a return goes back to (protocol §7, parent_ticket). */
export interface ParentTicket {
  readonly sign: string
  readonly time: Instant
  readonly regNumber: string
  readonly total: Tiyn
  readonly autonomous: boolean
  /** Of a receipt of this register: where it lies. */
  readonly documentNumber?: number
  /** The sign that the OFD gave to a receipt whose paper has our own. */
  readonly ofdSign?: string
  /** The OFD does not know the sign of the paper: there it is named by its own. */
  readonly byOfdSign?: true
}

export interface TicketRequest {
  readonly operation: Operation
  readonly items: readonly ItemRequest[]
  /** Items that are taken back before anything is registered, by their number among the items, from 1. */
  readonly stornos?: readonly number[] | undefined
  readonly discount?: ModifierRequest | undefined
  readonly markup?: ModifierRequest | undefined
  readonly payments: PaymentsRequest
  readonly customer?: CustomerRequest | undefined
  readonly section?: string | undefined
  readonly domain?: DomainRequest | undefined
  readonly cardSlip?: CardSlip | undefined
  readonly mobileSlip?: MobileSlip | undefined
  readonly receiptLanguage?: ReceiptLanguage | undefined
  readonly parent?: ParentTicket | undefined
}

/* ---- what the register computed: checked, in tiyn, complete ---- */

export interface Modifier {
  readonly name: string
  readonly sum: Tiyn
  /** Thousandths of a percent, when it was asked for in percent: `5000` is 5 %. */
  readonly percent?: number
}

export interface Item {
  readonly name: string
  /** Code of the unit, three digits or more: `796` is a piece (practice §3). */
  readonly unit: string
  readonly section: string
  readonly quantity: Thousandths
  readonly price: Tiyn
  /** price × quantity, before discounts and markups (wire: commodity.sum). */
  readonly sum: Tiyn
  readonly discount?: Modifier
  readonly markup?: Modifier
  readonly vat: VatRate
  /** What is left after the item's own modifier and its share of the ticket's; a storno has no share. */
  readonly net: Tiyn
  /** VAT inside {@link net} (protocol §9); zero for `none`. */
  readonly vatSum: Tiyn
  readonly barcode?: string
  readonly ntin?: string
  readonly marks: readonly string[]
  readonly physicalLabel?: string
  /** Taken back before the ticket was registered: shown and sent, and worth nothing (protocol §8.1). */
  readonly storno?: true
  /** Of a return: the lines of the own parent that this gives back. */
  readonly parts?: readonly ReturnedPart[]
}

/** What a return takes from one line of its parent. */
export interface ReturnedPart {
  /** From 1. */
  readonly line: number
  readonly quantity: Thousandths
  readonly net: Tiyn
}

export interface VatTotal {
  readonly rate: Exclude<VatRate, 'none'>
  readonly turnover: Tiyn
  readonly sum: Tiyn
}

export interface Ticket {
  readonly operation: Operation
  /** Absent: the client named none, which is trading (2.0.2 then sends none, 2.0.3 writes it). */
  readonly domain?: DomainType
  readonly domainFacts?: DomainFacts
  readonly items: readonly Item[]
  readonly discount?: Modifier
  readonly markup?: Modifier
  readonly total: Tiyn
  /** What each kind pays of the total: they add up to it. Only kinds that were used. Cash without its change. */
  readonly payments: Readonly<Partial<Record<PaymentType, Tiyn>>>
  /** Cash handed over and given back; present exactly when cash is among the payments (P203-cash). */
  readonly taken?: Tiyn
  readonly change?: Tiyn
  /** One entry a rate that is present, in ascending order. */
  readonly vat: readonly VatTotal[]
  readonly customer?: { readonly iinOrBin?: string; readonly phone?: string; readonly email?: string }
  readonly cardSlip?: CardSlip
  readonly mobileSlip?: MobileSlip
  readonly parent?: ParentTicket
  readonly language: ReceiptLanguage
}

/** What the rules of a ticket need to know of the register. */
export interface TicketRules {
  readonly now: Instant
  /** IIN/BIN of the taxpayer: the buyer may not be the same (result 17). */
  readonly sellerId: string
  readonly vatPayer: boolean
  readonly defaultVat: VatRate
  readonly defaultUnit: string
  readonly defaultSection: string
  readonly language: ReceiptLanguage
  /** Characters that the paper cannot show; an item's name that holds one is refused (devices §1). */
  readonly unprintable: (text: string) => string | undefined
}
