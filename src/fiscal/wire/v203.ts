import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import type { Item, ParentTicket, Ticket } from '../ticket/types.ts'
import { answerOf } from './answer.ts'
import {
  type TicketMessage,
  adInfos,
  bodyOf,
  commQuality,
  commodityBase,
  domain,
  itemLines,
  kkmInfo,
  offlinePeriod,
  orgInfo,
  paymentsOf,
  ticketBase,
  unsent,
} from './common.ts'
import type { Dialect, Outgoing, WireContext } from './dialect.ts'
import { encodeFrame } from './frame.ts'
import { RequestSchema, ResponseSchema } from './gen/v203/message_pb.ts'
import { parseAnswer } from './schema.ts'
import { COMMAND_CODES, MAX_UINT32, MAX_UINT64, dateTime, money } from './values.ts'

const VERSION = 203

type RequestInit = MessageInitShape<typeof RequestSchema>

/** Protocol 2.0.3 (§7): the default since autumn 2025. */
export const v203: Dialect = {
  version: '2.0.3',
  encodeRequest(header, message, context) {
    const request: RequestInit = {
      command: COMMAND_CODES[message.command],
      ...(message.command === 'ticket' ? { ticket: ticketOf(message, context) } : bodyOf(message)),
      service: serviceOf(message, context),
    }
    const payload = toBinary(RequestSchema, create(RequestSchema, request))
    return encodeFrame({ version: VERSION, id: context.kkmId, ...header }, payload)
  },
  decodeResponse: (frame) => answerOf(parseAnswer(ResponseSchema, VERSION, frame)),
}

/** Domain is demanded and trading, a zero, is written (P203-domain); a return names its parent (P203-parent). */
const ticketOf = (message: TicketMessage, context: WireContext) => ({
  ...ticketBase(message),
  domain: domain(message.document.ticket.domain ?? 'trading', message.document.ticket.domainFacts),
  items: message.document.ticket.items.flatMap((item) => itemLines(item, commodity(item, context))),
  payments: payments(message.document.ticket),
  ...(message.document.ticket.parent && { parentTicket: parentTicket(message.document.ticket.parent) }),
})

const commodity = (item: Item, context: WireContext) => ({
  ...commodityBase(item, context),
  quantity: item.quantity,
  listExciseStamp: [...item.marks],
  ...(item.ntin !== undefined && { ntin: item.ntin }),
})

/** The sign sent is the one on the buyer's paper, as long as the OFD knows it. */
const parentTicket = (parent: ParentTicket) => ({
  parentTicketNumber: (parent.byOfdSign && parent.ofdSign) ?? parent.sign,
  parentTicketDataTime: dateTime(parent.time),
  kgdKkmId: parent.regNumber,
  parentTicketTotal: money(parent.total),
  parentTicketIsOffline: parent.autonomous && !parent.byOfdSign,
})

const payments = (ticket: Ticket) =>
  paymentsOf(ticket).map(({ kind, ...payment }) => ({
    ...payment,
    ...(kind === 'card' && cardFields(ticket)),
    ...(kind === 'mobile' && mobileFields(ticket)),
  }))

/** A number that a terminal printed: what is none, or past the field's range, stays on paper only (P203-card). */
function digits(text: string | undefined, maximum: bigint): bigint | undefined {
  if (text === undefined || !/^\d{1,19}$/.test(text)) return undefined
  const value = BigInt(text)
  return value <= maximum ? value : undefined
}

function cardFields({ cardSlip }: Ticket) {
  const { terminal, type, authorization, rrn, receipt } = cardSlip ?? {}
  const code = digits(authorization, BigInt(MAX_UINT32))
  const reference = digits(rrn, MAX_UINT64)
  const slip = digits(receipt, BigInt(MAX_UINT32))
  const fields = {
    ...(terminal !== undefined && { posTerminalId: terminal }),
    ...(type !== undefined && { posCardType: type }),
    ...(code !== undefined && { posAutorizationCode: Number(code) }),
    ...(reference !== undefined && { posRrn: reference }),
    ...(slip !== undefined && { posReceiptNumber: Number(slip) }),
  }
  return Object.keys(fields).length > 0 && { cardPaymentFields: fields }
}

function mobileFields({ mobileSlip }: Ticket) {
  const { type, id } = mobileSlip ?? {}
  const fields = { ...(type !== undefined && { qrType: type }), ...(id !== undefined && { qrId: id }) }
  return Object.keys(fields).length > 0 && { mobilePaymentFields: fields }
}

/** Place and registration go with every request (P203-geo, P203-reg). */
const serviceOf = (message: Outgoing, context: WireContext) => ({
  securityStats: { geoPosition: context.geo },
  ...commQuality(message, context),
  ...offlinePeriod(message),
  ...unsent(message),
  ...adInfos(message, context),
  getRegInfo: message.command === 'info',
  ...(message.command === 'info' && { getBindedTaxation: true }),
  regInfo: {
    kkm: kkmInfo(context),
    ...(context.org && { org: organisation(context.org) }),
  },
})

const organisation = (org: NonNullable<WireContext['org']>) => ({
  ...orgInfo(org),
  ...(org.addressKk !== undefined && { addressKz: org.addressKk }),
})
