import * as z from 'zod'
import { MAX_MINUTES } from '../../fiscal/register/holds.ts'
import { EXPECTED } from '../expected.ts'
import { operator, ticketAnswer } from './answers.ts'
import { holdMembers, line, payments } from './ticket.ts'
import { decimal, flag, key, text, time, wait } from './values.ts'

const HOLD_STATES = ['open', 'expired', 'owed', 'committed', 'cancelled'] as const

export const holdAnswer = z.strictObject({
  key: z.string(),
  state: z.enum(HOLD_STATES),
  replayed: z.boolean(),
  total: decimal,
  expires: time,
  /** Of one that stands: until when it can be registered. */
  sellUntil: time.optional(),
  /** Of a committed one. */
  documentNumber: z.int().optional(),
})

const minutes = z.int(EXPECTED.minutes).min(1, EXPECTED.minutes).max(MAX_MINUTES, EXPECTED.minutes)

export const HOLD_SCHEMAS = {
  hold: {
    params: z.strictObject({ ...holdMembers, key, minutes: minutes.optional() }, EXPECTED.object),
    result: holdAnswer,
  },
  commit: {
    params: z.strictObject(
      {
        key,
        /** What was dispensed; absent: everything. */
        lines: z.array(line, EXPECTED.list).optional(),
        payments,
        electronic: flag.optional(),
        wait: wait.optional(),
      },
      EXPECTED.object,
    ),
    /** Of nothing that was dispensed the hold's end. */
    result: z.union([ticketAnswer, holdAnswer]),
  },
  cancel: { params: z.strictObject({ key, reason: text }, EXPECTED.object), result: holdAnswer },
  'hold.list': {
    params: z.strictObject({}, EXPECTED.object),
    result: z.strictObject({
      holds: z.array(
        z.strictObject({
          key: z.string(),
          state: z.enum(HOLD_STATES),
          total: decimal,
          time,
          expires: time,
          operator,
          owed: z.strictObject({ since: time, code: z.string() }).optional(),
        }),
      ),
    }),
  },
} as const
