import * as z from 'zod'
import { PAPERS } from '../commands/options.ts'
import { EXPORT_FORMATS, QR_FORMATS } from '../commands/receipts.ts'
import { NEW_USER_ROLES } from '../commands/people.ts'
import { LANGUAGES } from '../../locale/text.ts'
import { EXPECTED } from '../expected.ts'
import {
  closeOrPractised,
  copyAnswer,
  documentAnswer,
  exported,
  placementOrPractised,
  qrAnswer,
  reportAnswer,
  ticketOrPreview,
  user,
} from './answers.ts'
import { CONSOLE_SCHEMAS } from './console.ts'
import { GOODS_SCHEMAS } from './goods.ts'
import { LIFE_SCHEMAS, PEOPLE_SCHEMAS, SETTINGS_SCHEMAS } from './life.ts'
import { LINK_SCHEMAS } from './links.ts'
import { PROOF_SCHEMAS } from './proof.ts'
import { PRINTER_SCHEMAS } from './printer.ts'
import { HOLD_SCHEMAS } from './holds.ts'
import { QUEUE_SCHEMAS } from './queue.ts'
import { HISTORY_SCHEMAS, REPORT_SCHEMAS } from './reports.ts'
import { SCREEN_SCHEMAS } from './screen.ts'
import { passport, ready, setupAnswer, shiftStatus, status } from './state.ts'
import { STORAGE_SCHEMAS } from './storage.ts'
import { TOOL_SCHEMAS } from './tools.ts'
import { placementParams, returnParams, ticketParams } from './ticket.ts'
import { TRAINING_SCHEMAS } from './training.ts'
import { WATCH_SCHEMAS } from './watch.ts'
import { flag, key, oneOf, text, time, uint32, wait } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)
const token = z.string(EXPECTED.token).regex(/^\d{1,10}$/, EXPECTED.token)

const setupParams = z.strictObject(
  {
    kkmId: uint32,
    token,
    regNumber: text,
    serialNumber: text,
    /** Needed to finish; a probe goes without. */
    adminPin: text.optional(),
    name: text.optional(),
    nameKk: text.optional(),
    iinBin: text.optional(),
    address: text.optional(),
    addressKk: text.optional(),
    okved: text.optional(),
    vatSeries: text.optional(),
    vatNumber: text.optional(),
    section: text.optional(),
    testPage: flag.optional(),
    again: flag.optional(),
    /** Ask the OFD and show what it knows; settle nothing. */
    probe: flag.optional(),
  },
  EXPECTED.object,
)

/** People have a PIN, a kiosk has a secret. */
const userAddParams = z
  .strictObject(
    {
      code: uint32,
      name: text,
      role: oneOf(NEW_USER_ROLES),
      pin: text.optional(),
      secret: text.optional(),
      language: oneOf(LANGUAGES).optional(),
    },
    EXPECTED.object,
  )
  .check(({ value, issues }) => {
    const [own, other] = value.role === 'kiosk' ? (['secret', 'pin'] as const) : (['pin', 'secret'] as const)
    if (value[other] !== undefined)
      issues.push({ code: 'custom', path: [other], message: EXPECTED.unknown, input: value })
    else if (value[own] === undefined)
      issues.push({ code: 'custom', path: [own], message: EXPECTED.text, input: value })
  })

const exportParams = z.strictObject(
  { ref: text, format: oneOf(EXPORT_FORMATS).default('text'), paper: oneOf(PAPERS).optional() },
  EXPECTED.object,
)

const paperParams = { key: key.optional(), wait: wait.optional() }

/** Parameters and result of every method of the socket. Unknown members are refused. */
export const SCHEMAS = {
  sale: { params: ticketParams, result: ticketOrPreview },
  'sale-return': { params: returnParams, result: ticketOrPreview },
  purchase: { params: ticketParams, result: ticketOrPreview },
  'purchase-return': { params: returnParams, result: ticketOrPreview },
  deposit: { params: placementParams, result: placementOrPractised },
  withdraw: { params: placementParams, result: placementOrPractised },
  'receipt.show': { params: z.strictObject({ ref: text }, EXPECTED.object), result: documentAnswer },
  'receipt.print': { params: z.strictObject({ ref: text, ...paperParams }, EXPECTED.object), result: copyAnswer },
  'receipt.qr': {
    params: z.strictObject({ ref: text, format: oneOf(QR_FORMATS).default('text') }, EXPECTED.object),
    result: qrAnswer,
  },
  'receipt.export': { params: exportParams, result: exported },
  'shift.status': { params: none, result: shiftStatus },
  'shift.close': {
    params: z.strictObject({ withdraw: flag.optional(), ...paperParams }, EXPECTED.object),
    result: closeOrPractised,
  },
  'report.x': {
    params: z.strictObject({ ...paperParams, lines: flag.optional() }, EXPECTED.object),
    result: reportAnswer,
  },
  ...REPORT_SCHEMAS,
  ...HISTORY_SCHEMAS,
  passport: { params: z.strictObject({ print: flag.default(true) }, EXPECTED.object), result: passport },
  setup: { params: setupParams, result: setupAnswer },
  'token.set': {
    params: z.strictObject({ token }, EXPECTED.object),
    result: z.strictObject({ accepted: z.literal(true) }),
  },
  status: { params: none, result: status },
  ready: {
    params: z.strictObject({ for: oneOf(['sale', 'update', 'close']).default('sale') }, EXPECTED.object),
    result: ready,
  },
  version: {
    params: none,
    result: z.strictObject({ release: z.string(), schemas: z.array(z.int()), node: z.string() }),
  },
  'user.add': { params: userAddParams, result: z.strictObject({ user }) },
  'user.list': {
    params: none,
    result: z.strictObject({
      users: z.array(
        z.strictObject({
          ...user.shape,
          lockedUntil: time.optional(),
          language: z.enum(LANGUAGES).optional(),
          disabled: z.literal(true).optional(),
        }),
      ),
    }),
  },
  login: {
    params: z.strictObject({ user: uint32, pin: text }, EXPECTED.object),
    result: z.strictObject({ session: z.string(), user, idleMinutes: z.int() }),
  },
  logout: { params: none, result: z.strictObject({ ended: z.boolean() }) },
  ...HOLD_SCHEMAS,
  ...TRAINING_SCHEMAS,
  ...WATCH_SCHEMAS,
  ...SETTINGS_SCHEMAS,
  ...LIFE_SCHEMAS,
  ...QUEUE_SCHEMAS,
  ...LINK_SCHEMAS,
  ...PRINTER_SCHEMAS,
  ...PROOF_SCHEMAS,
  ...CONSOLE_SCHEMAS,
  ...PEOPLE_SCHEMAS,
  ...GOODS_SCHEMAS,
  ...STORAGE_SCHEMAS,
  ...TOOL_SCHEMAS,
  ...SCREEN_SCHEMAS,
  whoami: { params: none, result: z.strictObject({ user }) },
} as const

export type MethodName = keyof typeof SCHEMAS
export type ParamsOf<M extends MethodName> = z.output<(typeof SCHEMAS)[M]['params']>
export type ResultOf<M extends MethodName> = z.output<(typeof SCHEMAS)[M]['result']>
