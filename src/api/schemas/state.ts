import * as z from 'zod'
import { count, decimal, hours, time } from './values.ts'
import { notice, operator, paper } from './answers.ts'
import { difference } from './figures.ts'

export const mode = z.enum(['online', 'autonomous'])

/** Why the register does not sell, and what to do (interface, "Blocks and their lifting"). */
export const block = z.strictObject({
  code: z.string(),
  since: time,
  message: z.string(),
  remedy: z.string(),
  /** Who can lift it: a role, `ofd`, or `itself`. */
  who: z.string(),
})

const paperLeft = z.enum(['ok', 'near-end', 'out', 'unknown'])

export const ready = z.strictObject({
  ready: z.boolean(),
  blocks: z.array(block),
  warnings: z.array(notice),
  mode,
  /** What a vending script plans by; absent while nothing can be sold. */
  sellUntil: time.optional(),
  sellUntilCode: z.string().optional(),
  /** Absent: no shift is open. */
  shift: z.strictObject({ number: z.int(), hoursLeft: hours }).optional(),
  autonomous: z.strictObject({ queue: count, hoursLeft: hours }),
  paper: paperLeft,
  holdsOwed: count,
})

const registered = z.strictObject({
  kkmId: z.int(),
  regNumber: z.string(),
  serialNumber: z.string(),
  name: z.string(),
  iinBin: z.string(),
  address: z.string(),
})

export const status = z.strictObject({
  release: z.string(),
  time,
  /** One word: `ready` sells, `blocked` does not, the rest says why there is nothing to ask yet. */
  state: z.enum(['ready', 'blocked', 'not-set-up', 'starting', 'stopping']),
  register: registered.optional(),
  mode,
  shift: z.strictObject({ open: z.boolean(), number: z.int(), openTime: time.optional(), hoursLeft: hours.optional() }),
  ofd: z.strictObject({
    operator: z.string().optional(),
    version: z.string().optional(),
    server: z.string().optional(),
    /** `unknown`: not asked yet since the start. */
    state: z.enum(['reachable', 'silent', 'unknown']),
    lastAnswer: time.optional(),
  }),
  printer: z.strictObject({
    state: z.enum(['ok', 'offline', 'paper-out', 'cover-open', 'error', 'unknown', 'none']),
    paper: paperLeft,
    /** Papers that have not come out yet. */
    waiting: count,
  }),
  queue: z.strictObject({ length: count, oldest: time.optional() }),
  /** Hours of the 72 that are left. */
  autonomous: z.strictObject({ queue: count, hoursLeft: hours }).optional(),
  unfinished: z.strictObject({ documentNumber: z.int(), key: z.string().optional() }).optional(),
  /** Absent: none. `open` counts the owed ones too. */
  holds: z.strictObject({ open: count, owed: count }).optional(),
  blocks: z.array(block),
  warnings: z.array(notice),
  lastDocument: z.strictObject({ documentNumber: z.int(), time }).optional(),
  /** Sums are for those who signed in. */
  cash: decimal.optional(),
  revenue: decimal.optional(),
  /** Where the OFD's counters are not ours: both figures of each, sums in tenge. */
  difference: z.strictObject({ since: time, figures: z.array(difference) }).optional(),
})

export const shiftStatus = z.strictObject({
  /** Of what is practised. */
  training: z.literal(true).optional(),
  open: z.boolean(),
  /** Of the open shift, or of the last one; 0: there never was one. */
  number: z.int(),
  openTime: time.optional(),
  hoursLeft: hours.optional(),
  closeTime: time.optional(),
  tickets: z.strictObject({ sale: count, 'sale-return': count, purchase: count, 'purchase-return': count }),
  cash: decimal,
  revenue: decimal,
  operator: operator.optional(),
})

export const passport = z.strictObject({
  model: z.string(),
  serialNumber: z.string(),
  year: z.int(),
  release: z.string(),
  /** SHA-256 over the software's files, hex. */
  digest: z.string(),
  /** How it reaches the OFD, as the registration form asks. */
  connection: z.enum(['wired', 'wireless']),
  printed: z.boolean(),
  paper,
})

export const registration = z.strictObject({
  kkmId: z.int(),
  regNumber: z.string(),
  serialNumber: z.string(),
  name: z.string().optional(),
  nameKk: z.string().optional(),
  iinBin: z.string().optional(),
  address: z.string().optional(),
  addressKk: z.string().optional(),
  okved: z.string().optional(),
  vatPayer: z.boolean().optional(),
  vatSeries: z.string().optional(),
  vatNumber: z.string().optional(),
  section: z.string().optional(),
})

/** `registered` is false after a probe: what INFO answered is shown, nothing is settled. */
export const setupAnswer = z.strictObject({
  registered: z.boolean(),
  registration,
  geo: z.strictObject({ latitude: z.string(), longitude: z.string(), source: z.string() }),
  /** What the OFD counted before us. */
  base: z.strictObject({ documentNumber: z.int(), shift: z.int() }).optional(),
  /** What the OFD's answer says of the register at the tax authority. */
  taxRegistration: z.enum(['registered', 'awaited']).optional(),
  /** Of the probe: what must still be entered. */
  missing: z.array(z.string()).optional(),
  testPage: paper.optional(),
  warnings: z.array(notice).optional(),
})
