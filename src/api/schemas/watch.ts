import * as z from 'zod'
import { EVENT_TYPES, isEventChoice } from '../events.ts'
import { EXPECTED } from '../expected.ts'
import { flag, text, time } from './values.ts'

/** `params` of the notifications `event`, and a line of `kkm watch`. */
export const watchEvent = z.strictObject({
  schema: z.literal(1),
  cursor: z.string(),
  time,
  event: z.enum(EVENT_TYPES),
  data: z.record(z.string(), z.unknown()),
})

export const WATCH_SCHEMAS = {
  watch: {
    params: z.strictObject(
      {
        since: z
          .string(EXPECTED.cursor)
          .regex(/^e\d{1,18}$/, EXPECTED.cursor)
          .optional(),
        types: z.array(text.refine(isEventChoice, EXPECTED.eventType), EXPECTED.list).min(1, EXPECTED.list).optional(),
        once: flag.default(false),
      },
      EXPECTED.object,
    ),
    /** The cursor where the stream begins; with `once` where it has ended. Events come as notifications. */
    result: z.strictObject({ cursor: z.string() }),
  },
} as const
