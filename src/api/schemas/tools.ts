import * as z from 'zod'
import { GOALS } from '../commands/tools.ts'
import { EXPECTED } from '../expected.ts'
import { count, flag, oneOf, text, time } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)

/** Commands of the command line itself: what they take, and what `--json` prints. */
const finding = z.strictObject({
  /** Stable; what stands behind the last dot may be the name of a link, a block, a warning. */
  id: z.string(),
  state: z.enum(['ok', 'warning', 'error', 'skipped']),
  what: z.string(),
  why: z.string(),
  /** The command or the act that mends it; absent: nothing is to be mended. */
  mend: z.string().optional(),
})

export const TOOL_SCHEMAS = {
  /** With an error among them it is FAULTS_FOUND, with the same in details. */
  doctor: {
    params: z.strictObject({}, EXPECTED.object),
    result: z.strictObject({
      findings: z.array(finding),
      /** What the daemon says of itself; absent: it did not answer. */
      kkmd: z
        .strictObject({ release: z.string(), configuration: z.string(), program: z.string(), started: time })
        .optional(),
    }),
  },
  wait: {
    params: z.strictObject({ for: z.array(oneOf(GOALS)).min(1) }, EXPECTED.object),
    /** `for`: as asked, `ready,drained`. */
    result: z.strictObject({ for: z.string(), seconds: z.number() }),
  },
  'support-bundle': {
    params: z.strictObject({}, EXPECTED.object),
    result: z.strictObject({ output: z.string(), bytes: count, files: z.array(z.string()) }),
  },
  completion: {
    params: z.strictObject({ shell: oneOf(['bash', 'zsh', 'fish']) }, EXPECTED.object),
    result: z.strictObject({ shell: z.enum(['bash', 'zsh', 'fish']), script: z.string() }),
  },
  schema: {
    params: z.strictObject({ method: text.optional() }, EXPECTED.object),
    result: z.looseObject({ $schema: z.string().optional() }),
  },
  tui: {
    params: z.strictObject(
      { follow: flag.optional(), mode: oneOf(['simple', 'extended']).optional(), keymap: text.optional() },
      EXPECTED.object,
    ),
    /** It draws, and answers nothing. */
    result: none,
  },
} as const
