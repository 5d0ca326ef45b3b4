import type { Instant } from '../time.ts'
import type { BlockCode } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

/** What is tested: blocks and units, the software, the accumulator, the way to the OFD (R1326-2.1 to 2.4), in this order. */
export const SELF_TESTS = [
  'printer',
  'storage',
  'space',
  'clock',
  'memory',
  'links',
  'software',
  'last-shift',
  'records',
  'ofd',
] as const
export type SelfTestName = (typeof SELF_TESTS)[number]

/** `failed` blocks, `warning` does not; `skipped`: there was nothing to test, or it could not be done now. */
export type SelfTestState = 'ok' | 'warning' | 'failed' | 'skipped'

/** Why a test was made: at the start of the daemon, before the first document of a shift, after a Z, or asked for. */
export type SelfTestOccasion = 'start' | 'shift' | 'z' | 'demand'

/** Why a test did not end well: keys of the vocabulary of problems. */
export const SELF_TEST_PROBLEMS = [
  'printer-offline',
  'paper-out',
  'cover-open',
  'printer-error',
  'printer-silent',
  'storage-unwritable',
  'storage-unlike',
  'little-space',
  'clock-wrong',
  'little-memory',
  'link-down',
  'from-source',
  'software-changed',
  'software-missing',
  'software-added',
  'software-unsigned',
  'software-other-key',
  'software-unread',
  'chain-broken',
  'z-unlike',
  'ofd-silent',
  'ofd-refused',
  'queue-waits',
  'in-flight',
  'not-set-up',
  'no-shift-yet',
] as const
export type SelfTestProblem = (typeof SELF_TEST_PROBLEMS)[number]

export interface SelfTestResult {
  readonly test: SelfTestName
  readonly state: SelfTestState
  readonly problem?: SelfTestProblem
  /** The file, the record, the link: what a technician looks for. */
  readonly found?: string
}

/** Which software runs, as its signed list of files says; a build from source has none. */
export interface Software {
  readonly release: string
  /** SHA-256 of the list of files, hex. */
  readonly digest: string
  /** SHA-256 of the key that signed it, hex. */
  readonly key: string
}

/** Each test as it ended last. */
export type SelfTests = Readonly<
  Partial<Record<SelfTestName, SelfTestResult & { readonly time: Instant; readonly occasion: SelfTestOccasion }>>
>

/** The block that a test's failure sets. What has a block of its own that lifts itself (paper, clock, room) sets none here. */
function blockOf(test: SelfTestName): BlockCode | undefined {
  switch (test) {
    case 'printer':
    case 'space':
    case 'clock':
    case 'links':
    case 'ofd':
      return undefined
    case 'software':
      return 'SOFTWARE_CHANGED'
    case 'storage':
    case 'memory':
    case 'last-shift':
    case 'records':
      return 'SELFTEST_FAILED'
    default:
      throw new Error(`unknown test ${String(test satisfies never)}`)
  }
}

const CODES = ['SELFTEST_FAILED', 'SOFTWARE_CHANGED'] as const satisfies readonly BlockCode[]

/**
 * What a self-test writes down: its results, then the blocks that they set and lift. A block stands while one of its tests
 * has failed the last time that it was made (R1326-3.1 to 3.3, R208N-35.4).
 */
export function selfTestRecords(
  state: Pick<State, 'blocks' | 'selfTests'>,
  occasion: SelfTestOccasion,
  results: readonly SelfTestResult[],
  software?: Software,
): readonly RegisterRecord[] {
  const last = { ...state.selfTests, ...Object.fromEntries(results.map((result) => [result.test, result])) }
  const failed = Object.values(last).filter((result) => result.state === 'failed')
  const records: RegisterRecord[] = [{ kind: 'selftest', occasion, results, ...(software && { software }) }]
  for (const code of CODES) {
    const [first] = failed.filter(({ test }) => blockOf(test) === code)
    const standing = state.blocks[code]
    if (first) {
      const { found = '', problem = '', test } = first
      const isTold = standing && standing.details['test'] === test && standing.details['found'] === found
      if (!isTold) records.push({ kind: 'block', code, details: { test, problem, found } })
    } else if (standing) records.push({ kind: 'unblock', code, reason: 'the self-test passes' })
  }
  return records
}
