import * as z from 'zod'
import { BLOCK_CODES } from '../../fiscal/register/event-records.ts'
import { EXPECTED } from '../expected.ts'
import { count, decimal, flag, text, time } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)

/** Whole milliseconds. */
const milliseconds = count

const linkStatus = z.strictObject({
  name: z.string(),
  /** As configured; neither: as the system routes. */
  interface: z.string().optional(),
  source: z.string().optional(),
  /** It has an address to send from. */
  up: z.boolean(),
  address: z.string().optional(),
  /** What its last connection came to. */
  route: z.enum(['unknown', 'reached', 'refused', 'unreachable']),
  /** Where to, `host:port`. */
  server: z.string().optional(),
  lastAnswer: time.optional(),
  connectMs: milliseconds.optional(),
  roundTripMs: milliseconds.optional(),
  /** Per cent of the last tries; absent: none yet. */
  loss: z.int().min(0).max(100).optional(),
  tries: count,
  /** The last answer of all links came over this one. */
  servedLast: z.boolean(),
  /** Failures since its last answer, and the last one's words. */
  failures: count,
  problem: z.string().optional(),
  /** It stands behind the others, and is tried again by itself: so many connections in a row stood. Three bring it back. */
  goodProbes: count.optional(),
})

const pinged = z.strictObject({
  name: z.string(),
  reached: z.boolean(),
  address: z.string().optional(),
  server: z.string().optional(),
  connectMs: milliseconds.optional(),
  problem: z.string().optional(),
})

const registration = z.strictObject({
  regNumber: z.string().optional(),
  serialNumber: z.string().optional(),
  kkmId: z.string().optional(),
  posTitle: z.string().optional(),
  posAddress: z.string().optional(),
  posAddressKk: z.string().optional(),
  orgTitle: z.string().optional(),
  orgAddress: z.string().optional(),
  orgAddressKk: z.string().optional(),
  iinBin: z.string().optional(),
  okved: z.string().optional(),
})

/** What an INFO says; what the OFD left out is absent. */
const told = z.strictObject({
  link: z.string(),
  registration: registration.optional(),
  /** VAT rates in per cent. */
  taxation: z.strictObject({ type: z.int(), vatRates: z.array(z.number()) }).optional(),
  lastDocument: z.strictObject({ shift: z.int(), documentNumber: z.int() }).optional(),
  report: z.strictObject({ type: z.enum(['x', 'z']), shift: z.int(), cash: decimal }).optional(),
  messages: z.array(
    z.strictObject({ type: z.enum(['ofd', 'org', 'pos', 'kkm', 'info']), version: z.string(), text: z.string() }),
  ),
})

/** Without what a terminal would take for a command. IEEE 802.11: at most 32 bytes. */
const ssid = z
  .string(EXPECTED.text)
  .regex(/^\P{Cc}+$/u, EXPECTED.ssid)
  .refine((name) => Buffer.byteLength(name) <= 32, EXPECTED.ssid)

const wifi = z.strictObject({
  permitted: z.array(
    z.strictObject({
      ssid: z.string(),
      /** It is joined now. */
      active: z.boolean(),
      hidden: z.boolean(),
      secured: z.boolean(),
    }),
  ),
  /** The strongest of each name, the strongest first. */
  inSight: z.array(
    z.strictObject({
      ssid: z.string(),
      /** Per cent. */
      signal: z.number(),
      security: z.string(),
      permitted: z.boolean(),
    }),
  ),
})

const blockCode = z.enum(BLOCK_CODES)

export const LINK_SCHEMAS = {
  'link.status': { params: none, result: z.strictObject({ links: z.array(linkStatus) }) },
  'ofd.ping': {
    params: z.strictObject({ link: text.optional() }, EXPECTED.object),
    result: z.strictObject({
      links: z.array(pinged),
      /** The OFD's own answer; absent: it was not asked, since a request may be on its way, or a link was named. */
      system: z.strictObject({ link: z.string(), milliseconds }).optional(),
    }),
  },
  'link.wifi.list': { params: none, result: wifi },
  'link.wifi.add': {
    params: z
      .strictObject(
        {
          ssid,
          /** WPA2 and WPA3 (IEEE 802.11): 8 to 63 printable characters of ASCII. */
          password: z
            .string(EXPECTED.wifiPassword)
            .regex(/^[\x20-\x7e]{8,63}$/, EXPECTED.wifiPassword)
            .optional(),
          open: flag.optional(),
          hidden: flag.optional(),
        },
        EXPECTED.object,
      )
      .refine(({ open, password }) => (open === true) === (password === undefined), {
        path: ['password'],
        error: EXPECTED.wifiPassword,
      }),
    result: wifi,
  },
  'link.wifi.remove': { params: z.strictObject({ ssid }, EXPECTED.object), result: wifi },
  'ofd.info': { params: none, result: told },
  'ofd.retry': {
    params: none,
    result: z.strictObject({
      /** Blocks that the answer lifted, and those that remain. */
      lifted: z.array(blockCode),
      blocks: z.array(blockCode),
      /** The head of the queue, where it was delivered. */
      delivered: z.int().optional(),
      queue: count,
    }),
  },
} as const
