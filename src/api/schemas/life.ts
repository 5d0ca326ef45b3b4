import * as z from 'zod'
import { SETTING_NAMES } from '../../fiscal/register/settings.ts'
import { LANGUAGES } from '../../locale/text.ts'
import { PERSONS_ROLES } from '../commands/people.ts'
import { EXPECTED } from '../expected.ts'
import { operator, paper, user } from './answers.ts'
import { registration } from './state.ts'
import { count, decimal, oneOf, text, time, uint32 } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)

/** One setting: its value as a text (`none` for no value), and who changed it last. */
const setting = z.strictObject({
  name: z.enum(SETTING_NAMES as [string, ...string[]]),
  value: z.string(),
  /** May be changed only while no shift is open. */
  betweenShifts: z.boolean(),
  changed: z.strictObject({ by: z.int(), time }).optional(),
})

export const SETTINGS_SCHEMAS = {
  'settings.list': { params: none, result: z.strictObject({ settings: z.array(setting) }) },
  'settings.get': { params: z.strictObject({ name: text }, EXPECTED.object), result: setting },
  'settings.set': { params: z.strictObject({ name: text, value: text }, EXPECTED.object), result: setting },
} as const

const perOperation = <T extends z.ZodType>(one: T) =>
  z.strictObject({ sale: one, 'sale-return': one, purchase: one, 'purchase-return': one })

const lifeTotals = z.strictObject({
  documents: count,
  shifts: count,
  nonNullable: perOperation(decimal),
  tickets: perOperation(count),
  deposits: count,
  withdrawals: count,
  cash: decimal,
  /** The accumulator's head, 16 characters of base 32. */
  checksum: z.string(),
})

const decommissioned = z.strictObject({ reason: z.int(), time, operator })

const registerShown = z.strictObject({
  registration,
  operator: z.string().optional(),
  version: z.string().optional(),
  geo: z.strictObject({ latitude: z.string(), longitude: z.string(), source: z.string() }),
  /** The registration, or the last change of it. */
  registered: z.strictObject({ time, operator }).optional(),
  decommissioned: decommissioned.optional(),
  totals: lifeTotals,
})

const printedSlip = { printed: z.boolean(), paper }

const changeParams = z.strictObject(
  {
    kkmId: uint32.optional(),
    token: z
      .string(EXPECTED.token)
      .regex(/^\d{1,10}$/, EXPECTED.token)
      .optional(),
    regNumber: text.optional(),
    name: text.optional(),
    nameKk: text.optional(),
    iinBin: text.optional(),
    address: text.optional(),
    addressKk: text.optional(),
    okved: text.optional(),
    vatPayer: oneOf(['on', 'off']).optional(),
    vatSeries: text.optional(),
    vatNumber: text.optional(),
    section: text.optional(),
  },
  EXPECTED.object,
)

const clockFacts = z.strictObject({
  time,
  lastDocument: time.optional(),
  /** What the clock showed when a person last vouched for it. */
  confirmed: time.optional(),
  /** The code of what the clock forbids now: CLOCK_BEHIND or CLOCK_JUMP. */
  block: z.string().optional(),
})

export const LIFE_SCHEMAS = {
  'register.show': { params: none, result: registerShown },
  'register.change': {
    params: changeParams,
    result: z.strictObject({ registration, ...printedSlip }),
  },
  'register.close': {
    params: z.strictObject(
      { reason: z.int(EXPECTED.reason).min(1, EXPECTED.reason).max(6, EXPECTED.reason) },
      EXPECTED.object,
    ),
    result: z.strictObject({ decommissioned, totals: lifeTotals, ...printedSlip }),
  },
  'time.show': { params: none, result: clockFacts },
  'time.set': { params: z.strictObject({ time: text }, EXPECTED.object), result: clockFacts },
  'time.confirm': { params: z.strictObject({ date: text, again: text }, EXPECTED.object), result: clockFacts },
} as const

const person = z.strictObject({ user })

export const PEOPLE_SCHEMAS = {
  'user.set-pin': {
    params: z.strictObject({ code: uint32.optional(), pin: text }, EXPECTED.object),
    result: person,
  },
  'user.set-role': {
    params: z.strictObject({ code: uint32, role: oneOf(PERSONS_ROLES) }, EXPECTED.object),
    result: person,
  },
  'user.set-lang': {
    params: z.strictObject({ code: uint32.optional(), language: oneOf(LANGUAGES) }, EXPECTED.object),
    result: person,
  },
  'user.unlock': { params: z.strictObject({ code: uint32 }, EXPECTED.object), result: person },
  'user.disable': { params: z.strictObject({ code: uint32 }, EXPECTED.object), result: person },
} as const
