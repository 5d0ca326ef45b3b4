import * as z from 'zod'
import { EXPECTED } from '../expected.ts'
import { operator, paper } from './answers.ts'
import { count, decimal, text, time, uint32 } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)
const documentNumber = uint32

const DOCUMENTS = ['sale', 'sale-return', 'purchase', 'purchase-return', 'deposit', 'withdraw', 'shift-close'] as const

const entry = {
  documentNumber: z.int(),
  document: z.enum(DOCUMENTS),
  time,
  /** `sending`: its message may have reached the OFD; `refused`: a person has to look; `unfinished`: no outcome yet. */
  state: z.enum(['waiting', 'sending', 'refused', 'unfinished']),
}

const shown = z.strictObject({
  ...entry,
  /** From 1, the head. */
  place: z.int(),
  key: z.string(),
  shift: z.int(),
  operator,
  total: decimal.optional(),
  fiscalSign: z.string().optional(),
  /** How often its message was put together. */
  encodings: count,
  /** What the OFD said to it last. */
  refusal: z
    .strictObject({ code: z.string(), ofdCode: z.int().optional(), text: z.string().optional(), since: time })
    .optional(),
  /** Its last message as protobuf JSON; absent: it had none yet. */
  message: z.record(z.string(), z.unknown()).optional(),
})

const message = z.strictObject({
  number: z.int(),
  type: z.enum(['ofd', 'org', 'pos', 'kkm', 'info']),
  version: z.string(),
  text: z.string(),
  time,
  confirmed: z.strictObject({ by: z.int(), time }).optional(),
})

const one = z.strictObject({ number: uint32 }, EXPECTED.object)

export const QUEUE_SCHEMAS = {
  'queue.list': {
    params: z.strictObject({ limit: uint32.max(10_000, EXPECTED.uint32).default(100) }, EXPECTED.object),
    result: z.strictObject({ length: count, oldest: time.optional(), entries: z.array(z.strictObject(entry)) }),
  },
  'queue.show': { params: z.strictObject({ documentNumber }, EXPECTED.object), result: shown },
  'queue.retry': {
    params: none,
    /** `delivered`: the OFD has what was the head. */
    result: z.strictObject({ delivered: z.boolean(), length: count }),
  },
  'queue.remove': {
    params: z.strictObject({ documentNumber, reason: text, secondUser: uint32, secondPin: text }, EXPECTED.object),
    result: z.strictObject({ documentNumber: z.int(), length: count, printed: z.boolean(), paper }),
  },
  'message.list': { params: none, result: z.strictObject({ messages: z.array(message) }) },
  'message.show': { params: one, result: message },
  'message.confirm': { params: one, result: message },
} as const
