import * as z from 'zod'
import { EXPECTED } from '../expected.ts'
import { decimal, key, text } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)

/** Lines of a view: more than a receipt may have is nothing that a buyer reads. */
const MAX_VIEW_LINES = 500

/** What the buyer's display shows; sums are the screen's, in tenge. */
const view = z.strictObject(
  {
    stage: z.enum(['items', 'payment', 'done']),
    lines: z.array(z.strictObject({ name: text, detail: text, sum: text }, EXPECTED.object)).max(MAX_VIEW_LINES),
    total: text.optional(),
    change: text.optional(),
    checkUrl: text.optional(),
  },
  EXPECTED.object,
)

/** The daemon looks at nothing of it but the key. */
const draft = z.strictObject({ key, body: z.record(z.string(), z.unknown(), EXPECTED.object) }, EXPECTED.object)

/** As many as a keypad has digits to choose one by. */
export const MAX_ASIDES = 9
const asides = z.array(draft, EXPECTED.list).max(MAX_ASIDES)
const waiting = z.strictObject({ asides })

const favourite = z.strictObject({
  /** As the setting names it: what `--goods` takes. */
  code: z.string(),
  name: z.string(),
  nameKk: z.string().optional(),
  price: decimal,
  marked: z.literal(true).optional(),
})

const screen = z.strictObject({
  registerName: z.string().optional(),
  /** Minutes without a key after which the screen locks itself. */
  idleMinutes: z.int(),
  purchases: z.boolean(),
  priceList: z.boolean(),
  discountItem: z.boolean(),
  discountTicket: z.boolean(),
  discountPercent: z.boolean(),
  preferredPayment: z.enum(['cash', 'card', 'mobile']).optional(),
  /** What a bare sum sells: its name on the receipt. */
  defaultItem: z.string().optional(),
  defaultUnit: z.string(),
  buyerId: z.boolean(),
  /** Rates that an item may have today, `none` among them; only that one where no VAT is paid. */
  vatRates: z.array(z.string()),
  favourites: z.array(favourite),
  links: z.array(z.strictObject({ name: z.string(), state: z.enum(['reached', 'silent', 'unknown']) })),
})

export const SCREEN_SCHEMAS = {
  'screen.show': { params: none, result: screen },
  'draft.get': {
    params: none,
    result: z.strictObject({
      draft: draft.optional(),
      /** The draft became this document before its screen heard of it; the draft is thrown away. */
      made: z.strictObject({ key: z.string(), documentNumber: z.int().optional() }).optional(),
    }),
  },
  'draft.put': {
    params: z.strictObject(
      { /** Absent: only what the buyer sees is new. */ draft: draft.optional(), view: view.optional() },
      EXPECTED.object,
    ),
    result: z.strictObject({ kept: z.literal(true) }),
  },
  'draft.drop': {
    params: z.strictObject({ view: view.optional() }, EXPECTED.object),
    result: z.strictObject({ dropped: z.boolean() }),
  },
  'draft.asides': { params: none, result: waiting },
  /** All that are put aside from now on, whatever was before; absent: none. */
  'draft.aside': { params: z.strictObject({ asides: asides.optional() }, EXPECTED.object), result: waiting },
  'draft.view': { params: none, result: z.strictObject({ view: view.optional() }) },
} as const
