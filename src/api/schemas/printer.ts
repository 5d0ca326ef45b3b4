import * as z from 'zod'
import { CAME_OUT } from '../commands/printer.ts'
import { EXPECTED } from '../expected.ts'
import { paper } from './answers.ts'
import { count, flag, oneOf, text, time, uint32 } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)

const condition = {
  state: z.enum(['ok', 'offline', 'paper-out', 'cover-open', 'error', 'unknown']),
  paper: z.enum(['ok', 'near-end', 'out', 'unknown']),
}

/** What the printer has shown that it can. */
const found = {
  answers: z.boolean(),
  /** How it says that a paper came out: by process ids, by an answer in order, not at all, or not known yet. */
  barrier: z.enum(['process', 'in-order', 'none', 'unknown']),
  /** It has a sensor for the roll's near end; without one `paper` is `unknown` as long as there is some. */
  nearEnd: z.boolean(),
  maker: z.string().optional(),
  model: z.string().optional(),
}

const status = z.strictObject({
  /** `tcp 192.0.2.7:9100` */
  place: z.string(),
  ...condition,
  drawer: z.enum(['open', 'closed', 'unknown']),
  profile: z.string(),
  chosenBy: z.enum(['configuration', 'technician', 'default']),
  paperMm: z.int(),
  ...found,
  /** Jobs that have not ended. */
  waiting: count,
})

const profile = z.strictObject({
  name: z.string(),
  models: z.string(),
  inUse: z.boolean(),
  /** How Kazakh letters reach its paper, as configured now. */
  kazakh: z.enum(['page', 'user-defined', 'images']),
  /** `n` of `ESC t n`. */
  pages: z.strictObject({
    kz1048: z.int().optional(),
    cp1251: z.int().optional(),
    cp866: z.int().optional(),
  }),
  /** Columns on paper of 58 and of 80 mm. */
  columns: z.strictObject({ 58: z.int(), 80: z.int() }),
  qr: z.boolean(),
  cutter: z.boolean(),
  drawer: z.boolean(),
})

const device = z.strictObject({
  transport: z.enum(['usb', 'device', 'serial']),
  path: z.string(),
  name: z.string().optional(),
  /** The profile to try first. */
  profile: z.string().optional(),
})

const job = z.strictObject({
  job: z.int(),
  what: z.enum(['document', 'report', 'summary', 'page', 'withdrawal', 'message']),
  documentNumber: z.int().optional(),
  copy: z.boolean(),
  state: z.enum(['queued', 'sending', 'sent', 'waiting', 'confirmed', 'accepted', 'uncertain', 'failed']),
  reason: z.string().optional(),
  /** When it came to this state. */
  time,
})

export const PRINTER_SCHEMAS = {
  'printer.status': { params: none, result: status },
  'printer.test': {
    params: z.strictObject({ all: flag.optional() }, EXPECTED.object),
    result: z.strictObject({ printed: z.boolean(), paper }),
  },
  'printer.detect': {
    params: none,
    result: z.strictObject({
      devices: z.array(device),
      /** Absent: it was busy with a paper. */
      configured: z
        .strictObject({ place: z.string(), ...condition, ...found, profile: z.string().optional() })
        .optional(),
    }),
  },
  'printer.profile.list': { params: none, result: z.strictObject({ profiles: z.array(profile) }) },
  'printer.profile.use': {
    params: z.strictObject({ name: text }, EXPECTED.object),
    result: z.strictObject({ profile: z.string() }),
  },
  'printer.jobs': { params: none, result: z.strictObject({ jobs: z.array(job) }) },
  'printer.resolve': {
    params: z.strictObject({ job: uint32, cameOut: oneOf(CAME_OUT) }, EXPECTED.object),
    result: z.strictObject({
      job: z.int(),
      state: z.enum(['confirmed', 'failed']),
      /** The job of the marked copy. */
      copy: z.int().optional(),
    }),
  },
  'drawer.open': { params: none, result: z.strictObject({ opened: z.literal(true) }) },
} as const
