import * as z from 'zod'
import { DOMAINS } from '../../fiscal/ticket/types.ts'
import { EXPECTED } from '../expected.ts'
import { flag, key, money, oneOf, quantity, text, wait } from './values.ts'

const modifier = z
  .strictObject({ percent: text.optional(), sum: money.optional(), name: text.optional() }, EXPECTED.object)
  .optional()

const MAX_LINE = 500
const lineNumber = z.int(EXPECTED.line).min(1, EXPECTED.line).max(MAX_LINE, EXPECTED.line)

const itemMembers = z.strictObject(
  {
    name: text.optional(),
    price: money.optional(),
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
    /** Article, barcode or NTIN of the price list, in place of name and price. */
    goods: text.optional(),
    /** Price of the default item. */
    sum: money.optional(),
    /** Alone: takes back the item of this number, counted from 1 over the items without such entries. */
    storno: lineNumber.optional(),
  },
  EXPECTED.object,
)

const BESIDE_SUM = ['section', 'discount', 'markup']
const BESIDE_GOODS = [...BESIDE_SUM, 'quantity', 'marks', 'physicalLabel']

/** What tells the price of an item, and what may stand beside it; a storno has nothing beside its number. */
const FORMS: readonly (readonly ['storno' | 'goods' | 'sum', readonly string[]])[] = [
  ['storno', []],
  ['goods', BESIDE_GOODS],
  ['sum', BESIDE_SUM],
]

/** An item has a name and a price, or a code, or a sum; or it takes another back. */
const item = itemMembers.check(({ value, issues }) => {
  const complain = (member: string, message: string) =>
    issues.push({ code: 'custom', path: [member], message, input: value })
  const form = FORMS.find(([member]) => value[member] !== undefined)
  if (form === undefined) {
    if (value.name === undefined) complain('name', EXPECTED.text)
    else if (value.price === undefined) complain('price', EXPECTED.money)
    return
  }
  const [own, beside] = form
  const [stranger] =
    Object.entries(value).find(([name, member]) => member !== undefined && name !== own && !beside.includes(name)) ?? []
  if (stranger !== undefined) complain(stranger, EXPECTED.unknown)
})

const domain = z.strictObject(
  {
    type: oneOf(DOMAINS),
    accountNumber: text.optional(),
    correctionNumber: text.optional(),
    correctionSum: money.optional(),
    cardNumber: text.optional(),
    carNumber: text.optional(),
    order: flag.optional(),
    currentFee: money.optional(),
    begin: text.optional(),
    end: text.optional(),
  },
  EXPECTED.object,
)

export const payments = z
  .strictObject({ cash: money.optional(), card: money.optional(), mobile: money.optional() }, EXPECTED.object)
  .default({})

const ticketMembers = {
  key: key.optional(),
  discount: modifier,
  markup: modifier,
  payments,
  customer: z
    .strictObject({ iinOrBin: text.optional(), phone: text.optional(), email: text.optional() }, EXPECTED.object)
    .optional(),
  section: text.optional(),
  domain: domain.optional(),
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
  /** Without paper, where the register may. */
  electronic: flag.optional(),
  preview: flag.optional(),
  wait: wait.optional(),
}

/** No items at all is the rules' matter (NO_ITEMS), not the schema's. */
const items = z.array(item, EXPECTED.list).default([])

const { electronic: _e, key: _k, preview: _p, wait: _w, ...holdable } = ticketMembers
/** What goods are held with; who pays may be told at the end. */
export const holdMembers = { items, ...holdable }

export const ticketParams = z.strictObject({ items, ...ticketMembers }, EXPECTED.object)

/** A receipt of another register, as its paper says it. */
const foreignParent = z.strictObject(
  { sign: text, time: text, regNumber: text, total: money, autonomous: flag.default(false) },
  EXPECTED.parent,
)

const parentUrl = z.strictObject({ url: text, autonomous: flag.default(false) })
const parent = z.union([text, parentUrl, foreignParent], EXPECTED.parent)

export const line = z.strictObject(
  { line: lineNumber, quantity: quantity.optional(), marks: z.array(text, EXPECTED.list).optional() },
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
