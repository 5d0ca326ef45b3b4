import * as z from 'zod'
import { SELF_TEST_PROBLEMS, SELF_TESTS } from '../../fiscal/register/selftest.ts'
import { EXPECTED } from '../expected.ts'
import { paper } from './answers.ts'
import { count, flag, text, time } from './values.ts'

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

const head = z.strictObject({ sequence: z.string(), hash: z.string() })
const journalFile = z.strictObject({ name: z.string(), bytes: count, sha256: z.string() })
/** Files that are not as they were written: taken as they lie there; of a damaged or stopped register alone. */
const broken = z.array(z.strictObject({ name: z.string(), problem: z.string() })).optional()

const verified = z.strictObject({
  source: z.enum(['export', 'mirror', 'database']),
  folder: z.string(),
  files: count,
  records: z.strictObject({ fiscal: count, events: count }),
  /** Documents that count, and shifts that were closed. */
  documents: count,
  shifts: count,
  signatures: count,
  /** Public keys of the device in the order in which the records tell them, hex. */
  keys: z.array(z.string()),
  /** Hash of the last record of each chain. */
  heads: z.strictObject({ fiscal: z.string(), events: z.string() }),
})

export const PROOF_SCHEMAS = {
  /** Damage is JOURNAL_DAMAGED (12) with `fault`, `where`, `found` and `folder` in details. */
  'journal.verify': {
    params: z.strictObject(
      { folder: text.optional(), checksum: text.optional(), publicKey: text.optional(), signatures: flag.optional() },
      EXPECTED.object,
    ),
    result: z.strictObject({ verified: z.array(verified), skipped: z.array(z.string()) }),
  },
  'journal.list': {
    params: z.strictObject({}, EXPECTED.object),
    result: z.strictObject({
      folder: z.string(),
      publicKey: z.string(),
      files: z.array(journalFile),
      heads: z.strictObject({ fiscal: head, events: head }),
      broken,
    }),
  },
  /** Without a name the signed list, and a record of where it goes `to`; with one, a piece of that file. */
  'journal.export': {
    params: z.strictObject(
      { name: text.optional(), offset: z.int(EXPECTED.text).min(0).optional(), to: text.optional() },
      EXPECTED.object,
    ),
    result: z.union([
      z.strictObject({
        manifest: z.string(),
        signature: z.string(),
        publicKey: z.string(),
        files: z.array(journalFile),
        broken,
      }),
      z.strictObject({ base64: z.string() }),
    ]),
  },
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
