import * as z from 'zod'
import { EXPECTED } from '../expected.ts'
import { count, decimal, flag, text } from './values.ts'

/** Goods of one answer at most. */
const MAX_SHOWN = 500
const DEFAULT_SHOWN = 50
/** Parts that one file may come in: of a message's size each, 16 MiB of a file in all. */
const MAX_PARTS = 64

const limit = z.int(EXPECTED.line).min(1, EXPECTED.line).max(MAX_SHOWN, EXPECTED.line).default(DEFAULT_SHOWN)
const part = z.int(EXPECTED.part).min(1, EXPECTED.part).max(MAX_PARTS, EXPECTED.part).default(1)
const base64 = z.base64(EXPECTED.base64)

/** The OFD's goods, or a file in parts, each a call with the same `upload`; the last one imports it. */
const importParams = z.strictObject(
  {
    /** Not needed with fromOfd. */
    content: base64.optional(),
    fromOfd: flag.default(false),
    upload: text.optional(),
    part,
    parts: part,
    skipBad: flag.default(false),
    replace: flag.default(false),
  },
  EXPECTED.object,
)

const listParams = z.strictObject({ limit, after: text.optional() }, EXPECTED.object)
/** `ofd`: the text is a barcode, asked of the OFD's national catalogue. */
const findParams = z.strictObject({ text, limit, ofd: flag.default(false) }, EXPECTED.object)
const removeParams = z.strictObject({ code: text }, EXPECTED.object)

const good = z.strictObject({
  article: z.string().optional(),
  barcode: z.string().optional(),
  ntin: z.string().optional(),
  name: z.string(),
  nameKk: z.string().optional(),
  unit: z.string().optional(),
  price: decimal,
  purchasePrice: decimal.optional(),
  vat: z.string().optional(),
  section: z.string().optional(),
  /** Needs a marking code for each piece. */
  marked: z.literal(true).optional(),
})

const badRow = z.strictObject({
  row: z.int(),
  column: z.string().optional(),
  value: z.string().optional(),
  problem: z.string(),
  expected: z.string().optional(),
  message: z.string(),
})

/** A part that is not the last one is only kept. */
const importAnswer = z.union([
  z.strictObject({ upload: z.string(), received: count }),
  z.strictObject({
    rows: count,
    added: count,
    changed: count,
    unchanged: count,
    removed: count,
    /** Rows that were left out, and the first of what is wrong with them. */
    skipped: count,
    problems: z.array(badRow),
    /** Goods in the list now. */
    size: count,
    /** The OFD has nothing newer. */
    actual: z.literal(true).optional(),
  }),
])

const listAnswer = z.strictObject({
  goods: z.array(good),
  /** There are more: `after` of the next call. */
  next: z.string().optional(),
  /** Goods in the list, shown or not. */
  size: count,
})

/** What the national catalogue says of a barcode (P203-nkt). */
const ofdGood = z.strictObject({
  title: z.string(),
  titleKk: z.string().optional(),
  article: z.string().optional(),
  barcode: z.string().optional(),
  ntin: z.string().optional(),
  unit: z.string().optional(),
  price: decimal.optional(),
  purchasePrice: decimal.optional(),
  vat: z.string().optional(),
  isMarked: z.boolean(),
  isSocial: z.boolean(),
})

/** `ofd`: what the OFD knows of the barcode, when it was asked. */
const findAnswer = z.strictObject({
  goods: z.array(good),
  more: z.boolean(),
  size: count,
  ofd: z.array(ofdGood).optional(),
})

const removeAnswer = z.strictObject({ removed: good, size: count })

export const GOODS_SCHEMAS = {
  'goods.import': { params: importParams, result: importAnswer },
  'goods.list': { params: listParams, result: listAnswer },
  'goods.find': { params: findParams, result: findAnswer },
  'goods.remove': { params: removeParams, result: removeAnswer },
} as const
