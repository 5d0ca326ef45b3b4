import { z } from 'zod'
import { EXPECTED } from '../expected.ts'
import { text } from './values.ts'

/** Commands of the command line itself: what they take, and what `--json` prints. */
export const TOOL_SCHEMAS = {
  schema: {
    params: z.strictObject({ method: text.optional() }, EXPECTED.object),
    result: z.looseObject({ $schema: z.string().optional() }),
  },
} as const
