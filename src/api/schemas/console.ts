import * as z from 'zod'
import { KEYS } from '../keys.ts'
import { EXPECTED } from '../expected.ts'
import { text } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)

const INPUT_DEVICES = ['keypad', 'scanner'] as const

const inputDevice = z.strictObject({
  device: z.enum(INPUT_DEVICES),
  /** `ready` reads; `missing`: not plugged in; `denied`: no right to it; `failed`: the rest, see `problem`. */
  state: z.enum(['ready', 'missing', 'denied', 'failed']),
  /** As configured. */
  path: z.string(),
  /** Of a keypad: its keys reach nobody else. */
  grabbed: z.boolean().optional(),
  /** The system's words for what is wrong. */
  problem: z.string().optional(),
})

const key = z.strictObject({
  key: z.enum(KEYS),
  /** Held down; only backspace and `-` repeat. */
  repeat: z.literal(true).optional(),
  /** Held down with it. */
  shift: z.literal(true).optional(),
  ctrl: z.literal(true).optional(),
  alt: z.literal(true).optional(),
})

/** What the scanner's AIM prefix calls the symbol; `unknown`: it sends none, and the content does not tell. */
const SYMBOLS = [
  'ean',
  'gs1-datamatrix',
  'datamatrix',
  'gs1-128',
  'code-128',
  'gs1-qr',
  'qr',
  'other',
  'unknown',
] as const

const scan = z.strictObject({
  symbol: z.enum(SYMBOLS),
  /** As read, less AIM prefix and terminator; the group separator of GS1 stays as U+001D. */
  data: z.string(),
  /** EAN-8, UPC-A, EAN-13 or GTIN, its check digit right: what `goods.find` and an item's `barcode` take. */
  barcode: z.string().optional(),
  /** A marking code, for an item's `marks`. */
  mark: z.string().optional(),
  /** The address of a receipt, for a REF. */
  checkUrl: z.string().optional(),
  /** Why it is neither, as in refusals: `check-digit`, `no-separator` and the like */
  problem: z.string().optional(),
  /** The document that the piece of this mark left the shop by, and has not come back. */
  soldBy: z.int().optional(),
})

const MAX_SECONDS = 60
const testParams = z.strictObject(
  { seconds: z.int(EXPECTED.seconds).min(1, EXPECTED.seconds).max(MAX_SECONDS, EXPECTED.seconds).default(20) },
  EXPECTED.object,
)

/** `unknown`: the number of a key that the profile does not name, for `[keypad.keys]`. */
const pressed = z.union([key, z.strictObject({ unknown: z.int() })])

const encoding = z.enum(['kz1048', 'cp1251', 'cp866', 'latin'])

export const CONSOLE_SCHEMAS = {
  'console.attach': { params: none, result: z.strictObject({ devices: z.array(inputDevice) }) },
  'keypad.test': {
    params: testParams,
    result: z.strictObject({ device: inputDevice, keys: z.array(pressed) }),
  },
  'scanner.test': {
    params: testParams,
    result: z.strictObject({
      device: inputDevice,
      scan,
      /** The prefix that names the symbol; absent: the scanner sends none. */
      prefix: z.string().optional(),
      /** All that came, hex, less the end of line. */
      raw: z.string(),
    }),
  },
  'display.test': {
    params: none,
    result: z.strictObject({ path: z.string(), profile: z.string(), encoding, upper: z.string(), lower: z.string() }),
  },
  'display.show': {
    params: z.strictObject({ upper: text, lower: text.optional() }, EXPECTED.object),
    result: z.strictObject({ shown: z.literal(true) }),
  },
} as const

/** What comes to the connection that holds the console, without having been asked for each. */
export const CONSOLE_NOTIFICATIONS = {
  'console.key': key,
  'console.scan': scan,
  'console.device': inputDevice,
} as const
