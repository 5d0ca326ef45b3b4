import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import type { Item, Ticket } from '../ticket/types.ts'
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
import { RequestSchema, ResponseSchema } from './gen/v202/message_pb.ts'
import { parseAnswer } from './schema.ts'
import { COMMAND_CODES } from './values.ts'

const VERSION = 202

type RequestInit = MessageInitShape<typeof RequestSchema>

/** Protocol 2.0.2 (§1 to §6). It has no place for NTIN, payment slips, the parent of a return, or the register's position. */
export const v202: Dialect = {
  version: '2.0.2',
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

/** The domain is optional here: it is sent when the document names one. */
const ticketOf = (message: TicketMessage, context: WireContext) => ({
  ...ticketBase(message),
  ...domainOf(message.document.ticket),
  items: message.document.ticket.items.flatMap((item) => itemLines(item, commodity(item, context))),
  payments: paymentsOf(message.document.ticket).map(({ type, sum }) => ({ type, sum })),
})

const domainOf = (ticket: Ticket) =>
  ticket.domain !== undefined && { domain: domain(ticket.domain, ticket.domainFacts) }

/** excise_stamp holds one marking code; each further one of the line is named the same in `auxiliary`, so none is lost. */
function commodity(item: Item, context: WireContext) {
  const [first, ...further] = item.marks
  return {
    ...commodityBase(item, context),
    quantity: Number(item.quantity),
    ...(first !== undefined && { exciseStamp: first }),
    auxiliary: further.map((value) => ({ key: 'excise_stamp', value })),
  }
}

const serviceOf = (message: Outgoing, context: WireContext) => ({
  ...commQuality(message, context),
  ...offlinePeriod(message),
  ...unsent(message),
  ...adInfos(message, context),
  ...(message.command === 'info' && { getRegInfo: true, getBindedTaxation: true }),
  regInfo: {
    kkm: kkmInfo(context),
    ...(context.org && { org: orgInfo(context.org) }),
  },
})
