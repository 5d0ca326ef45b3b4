import type { ZxReport } from '../report/types.ts'
import type { DomainFacts, DomainType, Item, Modifier, Operator, PaymentType, Ticket } from '../ticket/types.ts'
import type { OfflinePeriod, Outgoing, WireContext } from './dialect.ts'
import {
  AD_CODES,
  DOMAIN_CODES,
  OPERATION_CODES,
  PAYMENT_CODES,
  PERCENT_UNIT,
  PLACEMENT_CODES,
  REPORT_CODES,
  TAX_VAT,
  WIRE_PAYMENTS,
  dateTime,
  money,
} from './values.ts'
import { zxReport } from './zx.ts'

/* What both versions write alike: plain members for the generated schemas. */

const ITEM_COMMODITY = 1
const ITEM_STORNO_COMMODITY = 2
const ITEM_MARKUP = 3
const ITEM_STORNO_MARKUP = 4
const ITEM_DISCOUNT = 5
const ITEM_STORNO_DISCOUNT = 6

export const operator = ({ code, name }: Operator) => ({ code, name })

/** Named since 2.0.1, without taxes (§9). */
export const modifier = ({ name, sum }: Modifier) => ({ name, sum: money(sum) })

/** VAT of an item: `none` sends nothing, rate 0 sends zeros (§9). */
export function itemTaxes(item: Item, context: WireContext) {
  if (item.vat === 'none') return []
  return [
    {
      taxType: TAX_VAT,
      taxationType: context.taxationType,
      percent: item.vat * PERCENT_UNIT,
      sum: money(item.vatSum),
      isInTotalSum: true,
    },
  ]
}

/** What a commodity has in every version; quantity and marks differ. */
export const commodityBase = (item: Item, context: WireContext) => ({
  name: item.name,
  sectionCode: item.section,
  price: money(item.price),
  sum: money(item.sum),
  taxes: itemTaxes(item, context),
  measureUnitCode: item.unit,
  ...(item.physicalLabel !== undefined && { physicalLabel: item.physicalLabel }),
  ...(item.barcode !== undefined && { barcode: item.barcode }),
})

/**
 * A commodity, and its own discount or markup as a line right after it (§9). What was taken back follows as the same lines
 * once more, each as its storno (§8.1).
 */
export function itemLines<C>(item: Item, commodity: C) {
  const discount = item.discount && modifier(item.discount)
  const markup = item.markup && modifier(item.markup)
  return [
    { type: ITEM_COMMODITY, commodity } as const,
    ...(discount ? [{ type: ITEM_DISCOUNT, discount } as const] : []),
    ...(markup ? [{ type: ITEM_MARKUP, markup } as const] : []),
    ...(item.storno ? [{ type: ITEM_STORNO_COMMODITY, stornoCommodity: commodity } as const] : []),
    ...(item.storno && discount ? [{ type: ITEM_STORNO_DISCOUNT, stornoDiscount: discount } as const] : []),
    ...(item.storno && markup ? [{ type: ITEM_STORNO_MARKUP, stornoMarkup: markup } as const] : []),
  ]
}

/** The trade that the ticket is of, and what that trade asks for (§5). Trading, a zero, is written too (P203-domain). */
export function domain(type: DomainType, { services, gasoil, taxi, parking }: DomainFacts = {}) {
  return {
    type: DOMAIN_CODES[type],
    ...(services && { services }),
    ...(gasoil && { gasoil: gasoilData(gasoil) }),
    ...(taxi && {
      taxi: { carNumber: taxi.carNumber, isOrder: taxi.order, currentFee: money(taxi.currentFee) },
    }),
    ...(parking && { parking: { beginTime: dateTime(parking.begin), endTime: dateTime(parking.end) } }),
  }
}

const gasoilData = ({ correctionNumber, correctionSum, cardNumber }: NonNullable<DomainFacts['gasoil']>) => ({
  ...(correctionNumber !== undefined && { correctionNumber }),
  ...(correctionSum !== undefined && { correctionSum: money(correctionSum) }),
  ...(cardNumber !== undefined && { cardNumber }),
})

/** The kinds that were used, in the order of the wire's numbers; one each (P203-cash). */
export const paymentsOf = (ticket: Ticket): { kind: PaymentType; type: 0 | 1 | 4; sum: ReturnType<typeof money> }[] =>
  WIRE_PAYMENTS.flatMap((kind) => {
    const sum = ticket.payments[kind]
    return sum === undefined ? [] : [{ kind, type: PAYMENT_CODES[kind], sum: money(sum) }]
  })

/** A modifier of the ticket stands only here; `taken` and `change` only with cash. */
export const amounts = (ticket: Ticket) => ({
  total: money(ticket.total),
  ...(ticket.taken !== undefined && { taken: money(ticket.taken) }),
  ...(ticket.change !== undefined && { change: money(ticket.change) }),
  ...(ticket.markup && { markup: modifier(ticket.markup) }),
  ...(ticket.discount && { discount: modifier(ticket.discount) }),
})

export function customer(ticket: Ticket) {
  const { email, phone, iinOrBin } = ticket.customer ?? {}
  if (email === undefined && phone === undefined && iinOrBin === undefined) return {}
  return {
    extensionOptions: {
      ...(email !== undefined && { customerEmail: email }),
      ...(phone !== undefined && { customerPhone: phone }),
      ...(iinOrBin !== undefined && { customerIinOrBin: iinOrBin }),
    },
  }
}

export type TicketMessage = Extract<Outgoing, { command: 'ticket' }>

/** A ticket's members that are alike in both versions. All three numbers are sent, in 2.0.3 too (§6). */
export const ticketBase = ({ document, offline }: TicketMessage) => ({
  operation: OPERATION_CODES[document.ticket.operation],
  dateTime: dateTime(document.time),
  operator: operator(document.operator),
  amounts: amounts(document.ticket),
  ...customer(document.ticket),
  ...(offline && { offlineTicketNumber: offline.sign }),
  frShiftNumber: document.shift,
  shiftDocumentNumber: document.number,
  printedDocumentNumber: BigInt(document.documentNumber),
})

const placement = ({ document, offline }: Extract<Outgoing, { command: 'money-placement' }>) => ({
  datetime: dateTime(document.time),
  operation: PLACEMENT_CODES[document.direction],
  sum: money(document.sum),
  ...(offline && { isOffline: true }),
  frShiftNumber: document.shift,
  printedDocumentNumber: BigInt(document.documentNumber),
  operator: operator(document.operator),
})

/** The request field of a command that is alike in both versions; INFO and SYSTEM have none of their own (§2). */
export function bodyOf(message: Exclude<Outgoing, TicketMessage>) {
  switch (message.command) {
    case 'info':
    case 'system':
      return {}
    case 'money-placement':
      return { moneyPlacement: placement(message) }
    case 'close-shift':
      return { closeShift: closeShift(message) }
    case 'report':
      return { report: reportRequest(message.report) }
    case 'nomenclature':
      return { nomenclature: nomenclature(message) }
  }
}

/** 2.0.2 demands the version, 2.0.3 takes either (§7). */
const nomenclature = ({ barcode, currentVersion }: Extract<Outgoing, { command: 'nomenclature' }>) =>
  barcode === undefined ? { currentVersion: currentVersion ?? 0 } : { barcode }

function closeShift({ document, offline }: Extract<Outgoing, { command: 'close-shift' }>) {
  return {
    closeTime: dateTime(document.time),
    ...(offline && { isOffline: true }),
    frShiftNumber: document.shift,
    ...(document.withdraw && { withdrawMoney: true }),
    zReport: zxReport(document.report),
    operator: operator(document.operator),
    printedDocumentNumber: BigInt(document.documentNumber),
  }
}

const reportRequest = (report: ZxReport) => ({
  report: REPORT_CODES[report.type],
  dateTime: dateTime(report.time),
  zxReport: zxReport(report),
})

/** Who speaks. The organisation is left out at set-up. */
export const kkmInfo = (context: WireContext) => ({
  fnsKkmId: context.regNumber,
  serialNumber: context.serialNumber,
  kkmId: String(context.kkmId),
})

export const orgInfo = (org: NonNullable<WireContext['org']>) => ({
  title: org.title,
  address: org.address,
  inn: org.iinBin,
  ...(org.okved !== undefined && { okved: org.okved }),
})

function periodOf(message: Outgoing): OfflinePeriod | undefined {
  if (message.command === 'info' || message.command === 'system') return message.offlinePeriod
  return 'offline' in message ? message.offline?.period : undefined
}

export function offlinePeriod(message: Outgoing) {
  const period = periodOf(message)
  return period && { offlinePeriod: { beginTime: dateTime(period.begin), endTime: dateTime(period.end) } }
}

/** How many documents the OFD does not have yet: no field is named for it (protocol §4). */
export const unsent = (message: Outgoing) =>
  message.command === 'system' && message.unsent !== undefined
    ? { auxiliary: [{ key: 'unsent', value: String(message.unsent) }] }
    : undefined

/** Where there are figures, with what keeps the connection and what is sold. */
export function commQuality({ command }: Outgoing, { quality }: WireContext) {
  if (!quality || (command !== 'system' && command !== 'ticket')) return undefined
  const { connect, loss, roundTrip } = quality
  return {
    commQuality: {
      avgConnectTime: connect,
      ...(roundTrip !== undefined && { avgPing: roundTrip }),
      lossRatio: loss,
    },
  }
}

/** What texts the OFD need not send again; the order of the types is the wire's. */
export function adInfos(message: Outgoing, { ads = [] }: WireContext) {
  const asks = message.command === 'info' || message.command === 'system'
  return { ticketAdInfos: asks ? ads.map(({ type, version }) => ({ type: AD_CODES[type], version })) : [] }
}
