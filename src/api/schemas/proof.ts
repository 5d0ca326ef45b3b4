import { z } from 'zod'
import { SELF_TEST_PROBLEMS, SELF_TESTS } from '../../fiscal/register/selftest.ts'
import { EXPECTED } from '../expected.ts'
import { paper } from './answers.ts'
import { flag, time } from './values.ts'

const selfTest = z.strictObject({
  test: z.enum(SELF_TESTS),
  /** `failed` blocks; `skipped`: there was nothing to test, or it could not be done then. */
  state: z.enum(['ok', 'warning', 'failed', 'skipped']),
  problem: z.enum(SELF_TEST_PROBLEMS).optional(),
  /** The file, the record, the link. */
  found: z.string().optional(),
  time,
  occasion: z.enum(['start', 'shift', 'z', 'demand']),
})

export const PROOF_SCHEMAS = {
  selftest: {
    params: z.strictObject(
      { last: flag.default(false), whole: flag.default(false), print: flag.default(false) },
      EXPECTED.object,
    ),
    result: z.strictObject({
      software: z.strictObject({ release: z.string(), digest: z.string() }),
      tests: z.array(selfTest),
      printed: z.boolean(),
      paper,
    }),
  },
} as const
