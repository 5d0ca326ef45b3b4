import * as z from 'zod'
import { ROLES } from '../../fiscal/register/event-records.ts'
import { count, decimal, time } from './values.ts'
import { lines } from './lines.ts'
import { reportFigures } from './figures.ts'

export const operator = z.strictObject({ code: z.int(), name: z.string() })
export const user = z.strictObject({ code: z.int(), name: z.string(), role: z.enum(ROLES) })

/** What became of the paper (interface, "Answer of every fiscal document"). */
export const paper = z.strictObject({
  state: z.enum(['confirmed', 'accepted', 'waiting', 'uncertain', 'failed', 'not-asked']),
  job: z.int().optional(),
  copies: count,
  reason: z.string().optional(),
})

export const notice = z.strictObject({ code: z.string(), message: z.string() })

const payments = z.strictObject({
  cash: decimal.optional(),
  card: decimal.optional(),
  mobile: decimal.optional(),
})

const vat = z.array(z.strictObject({ rate: z.string(), sum: decimal }))

/** A key's facts, then the document's, then the two facts: registered, printed. */
const head = {
  key: z.string(),
  replayed: z.boolean(),
  /** In the shift, as printed. */
  number: z.int(),
  /** For life, over all documents. */
  documentNumber: z.int(),
  shift: z.int(),
  time,
  operator,
  mode: z.enum(['online', 'autonomous']),
  link: z.string().optional(),
  /** False only when a document that was refused, or has no answer yet, is shown. */
  registered: z.boolean(),
  printed: z.boolean(),
  paper,
  warnings: z.array(notice).optional(),
}

const TICKETS = ['sale', 'sale-return', 'purchase', 'purchase-return'] as const

export const ticketAnswer = z.strictObject({
  document: z.enum(TICKETS),
  ...head,
  total: decimal,
  payments,
  taken: decimal.optional(),
  change: decimal.optional(),
  vat,
  /** Sign and check address come with the registration. */
  fiscalSign: z.string().optional(),
  ofdSign: z.string().optional(),
  checkUrl: z.string().optional(),
  /** Of the parent, a line (returns). */
  remaining: z.array(z.strictObject({ line: z.int(), quantity: z.string(), sum: decimal })).optional(),
})

export const previewAnswer = z.strictObject({
  document: z.enum(TICKETS),
  preview: z.literal(true),
  registered: z.literal(false),
  printed: z.literal(false),
  total: decimal,
  payments,
  taken: decimal.optional(),
  change: decimal.optional(),
  vat,
  lines,
  warnings: z.array(notice).optional(),
})

export const placementAnswer = z.strictObject({
  document: z.enum(['deposit', 'withdraw']),
  ...head,
  total: decimal,
  /** In the drawer after it. */
  cash: decimal,
})

export const closeAnswer = z.strictObject({
  document: z.literal('shift-close'),
  ...head,
  withdrawn: decimal,
  /** Left in the drawer. */
  cash: decimal,
  report: reportFigures,
})

/** Of the training mode: computed and printed with its mark, numbered by itself, registered nowhere. */
const practisedHead = {
  training: z.literal(true),
  key: z.string(),
  replayed: z.boolean(),
  registered: z.literal(false),
  number: z.int(),
  documentNumber: z.int(),
  shift: z.int(),
  time,
  operator,
  printed: z.boolean(),
  paper,
}

const practisedTicket = z.strictObject({
  document: z.enum(TICKETS),
  ...practisedHead,
  total: decimal,
  payments,
  taken: decimal.optional(),
  change: decimal.optional(),
  vat,
})

const practisedPlacement = z.strictObject({
  document: z.enum(['deposit', 'withdraw']),
  ...practisedHead,
  total: decimal,
  cash: decimal,
})

const practisedClose = z.strictObject({
  document: z.literal('shift-close'),
  ...practisedHead,
  withdrawn: decimal,
  cash: decimal,
  report: reportFigures,
})

export const trainingAnswer = z.discriminatedUnion('document', [practisedTicket, practisedPlacement, practisedClose])

export const documentAnswer = z.discriminatedUnion('document', [ticketAnswer, placementAnswer, closeAnswer])
/** `preview` and the training mode answer with another object than the register of documents. */
export const ticketOrPreview = z.union([ticketAnswer, previewAnswer, practisedTicket])
export const placementOrPractised = z.union([placementAnswer, practisedPlacement])
export const closeOrPractised = z.union([closeAnswer, practisedClose])

/** An X report: the OFD is told, nothing is registered as a document. */
export const reportAnswer = z.strictObject({
  report: z.literal('x'),
  training: z.literal(true).optional(),
  key: z.string(),
  replayed: z.boolean(),
  shift: z.int(),
  time,
  operator,
  figures: reportFigures,
  printed: z.boolean(),
  paper,
  lines: lines.optional(),
  warnings: z.array(notice).optional(),
})

/** A marked copy. */
export const copyAnswer = z.strictObject({
  training: z.literal(true).optional(),
  key: z.string(),
  replayed: z.boolean(),
  documentNumber: z.int(),
  printed: z.boolean(),
  paper,
})

const page = [
  z.strictObject({ format: z.literal('text'), content: z.string() }),
  z.strictObject({ format: z.literal('png'), base64: z.string() }),
  z.strictObject({ format: z.literal('pdf'), base64: z.string() }),
] as const

/** A document as people look at it. A file's bytes stand in base64, texts as they are. */
export const exportedPage = z.discriminatedUnion('format', page)

export const exported = z.discriminatedUnion('format', [
  ...page,
  z.strictObject({ format: z.literal('lines'), columns: z.int(), lines }),
  z.strictObject({ format: z.literal('escpos'), base64: z.string() }),
  z.strictObject({ format: z.literal('json'), document: z.record(z.string(), z.unknown()) }),
])

export const qrAnswer = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('text'), checkUrl: z.string(), content: z.string() }),
  z.strictObject({ format: z.literal('svg'), checkUrl: z.string(), content: z.string() }),
  z.strictObject({ format: z.literal('png'), checkUrl: z.string(), base64: z.string() }),
])
