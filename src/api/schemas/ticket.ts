import { z } from 'zod'
import { DOMAINS } from '../../fiscal/ticket/types.ts'
import { EXPECTED } from '../expected.ts'
import { flag, key, money, oneOf, quantity, text, wait } from './values.ts'

const modifier = z
  .strictObject({ percent: text.optional(), sum: money.optional(), name: text.optional() }, EXPECTED.object)
  .optional()

const item = z.strictObject(
  {
    name: text,
    price: money,
    quantity: quantity.optional(),
    unit: text.optional(),
    section: text.optional(),
    vat: text.optional(),
    barcode: text.optional(),
    ntin: text.optional(),
    marks: z.array(text, EXPECTED.list).optional(),
    physicalLabel: text.optional(),
    discount: modifier,
    markup: modifier,
  },
  EXPECTED.object,
)

const ticketMembers = {
  key: key.optional(),
  discount: modifier,
  markup: modifier,
  payments: z
    .strictObject({ cash: money.optional(), card: money.optional(), mobile: money.optional() }, EXPECTED.object)
    .default({}),
  customer: z
    .strictObject({ iinOrBin: text.optional(), phone: text.optional(), email: text.optional() }, EXPECTED.object)
    .optional(),
  section: text.optional(),
  domain: z.strictObject({ type: oneOf(DOMAINS) }, EXPECTED.object).optional(),
  cardSlip: z
    .strictObject(
      {
        terminal: text.optional(),
        type: text.optional(),
        authorization: text.optional(),
        rrn: text.optional(),
        receipt: text.optional(),
      },
      EXPECTED.object,
    )
    .optional(),
  mobileSlip: z.strictObject({ type: text.optional(), id: text.optional() }, EXPECTED.object).optional(),
  receiptLanguage: oneOf(['kk+ru', 'kk', 'ru']).optional(),
  preview: flag.optional(),
  wait: wait.optional(),
}

/** No items at all is the rules' matter (NO_ITEMS), not the schema's. */
const items = z.array(item, EXPECTED.list).default([])

export const ticketParams = z.strictObject({ items, ...ticketMembers }, EXPECTED.object)

/** A receipt of another register, as its paper says it. */
const foreignParent = z.strictObject(
  { sign: text, time: text, regNumber: text, total: money, autonomous: flag.default(false) },
  EXPECTED.parent,
)

const parent = z.union([text, z.strictObject({ url: text }), foreignParent], EXPECTED.parent)

const MAX_LINE = 500
const line = z.strictObject(
  {
    line: z.int(EXPECTED.line).min(1, EXPECTED.line).max(MAX_LINE, EXPECTED.line),
    quantity: quantity.optional(),
  },
  EXPECTED.object,
)

export const returnParams = z.strictObject(
  {
    items,
    ...ticketMembers,
    parent: parent.optional(),
    whole: flag.optional(),
    lines: z.array(line, EXPECTED.list).optional(),
  },
  EXPECTED.object,
)

export const placementParams = z.strictObject(
  { sum: money, key: key.optional(), wait: wait.optional() },
  EXPECTED.object,
)
