import type { ErrorCode } from '../../locale/errors.ts'
import type { RefusalDetails } from '../refusal.ts'
import { HOUR, type Instant, instant } from '../time.ts'
import type { LinkQuality } from '../wire/dialect.ts'
import { clockBlock } from './clock.ts'
import { BLOCK_CODES, type BlockCode, type Role } from './event-records.ts'
import type { Connection } from './connection.ts'
import type { Conditions } from './registration.ts'
import { spaceBlock } from './space.ts'
import type { State } from './state.ts'

/** A shift lasts at most this long (R1326-13.3). */
export const SHIFT_LIMIT = 24 * HOUR
/** From the making of the oldest document that the OFD does not have (R1326-27.6). */
export const AUTONOMOUS_LIMIT = 72 * HOUR

/** What is true outside of the records: the clock, the configuration, the paper. */
export interface Circumstances {
  readonly now: Instant
  /** undefined: operator, servers or coordinates are not configured. */
  readonly conditions: Conditions | undefined
  /** The way to the operator that the configuration file names. */
  readonly connection?: Connection
  /** Without an answer of the OFD documents are made autonomously; false: nothing is sold without a link (profile transmit-only). */
  readonly autonomous: boolean
  /** Characters of a text that the paper cannot show. */
  readonly unprintable: (text: string) => string | undefined
  /** Why paper cannot come out, when it cannot. */
  readonly printer?: 'PRINTER_PAPER_OUT' | 'PRINTER_COVER_OPEN' | 'PRINTER_FAILED' | undefined
  /** What the wall clock showed when this run began, and how long it has lasted by a clock that never jumps. */
  readonly run?: { readonly startedAt: Instant; readonly elapsed: number }
  /** The clock is led by a time server. */
  readonly synchronised?: boolean
  /** When this software was made: no honest clock shows less. */
  readonly released?: Instant
  /** Bytes that can still be written where the accumulator or its mirror lies; undefined: nobody looks. */
  readonly free?: number
  /** For how many shifts there is room, where that is little; undefined: there is enough. */
  readonly shiftsLeft?: number
  /** How the links did lately; undefined: nothing was tried yet. */
  readonly quality?: () => LinkQuality | undefined
}

export interface Block {
  readonly code: BlockedBy
  readonly since: Instant
  readonly details: RefusalDetails
}

/** What the next document is for: a shift may be closed where a sale may not be made. */
export type Purpose = 'sale' | 'close'

/** Who can lift a block: a person of a role, the OFD, or nobody, since it lifts itself. */
export type Lifter = Role | 'ofd' | 'itself'

/** What is known of a block beside its reason and its remedy, which stand in the catalogue of refusals. */
export interface BlockRule {
  readonly who: Lifter
  /** Methods that make or change something all the same; reading, reports and copies work always. */
  readonly possible: readonly string[]
  /** Methods that lift it; none: it lifts once its cause is gone (R208N-35.4). */
  readonly lifting: readonly string[]
}

const rule = (who: Lifter, lifting: readonly string[] = [], possible: readonly string[] = lifting): BlockRule => ({
  who,
  possible,
  lifting,
})

/** Every block (interface, "Blocks and their lifting"). */
export const BLOCK_RULES = {
  NOT_SET_UP: rule('technician', ['setup'], ['passport', 'setup']),
  DEREGISTERED: rule('itself'),
  TRAINING: rule(
    'administrator',
    ['training.off'],
    [
      'training.off',
      'sale',
      'sale-return',
      'purchase',
      'purchase-return',
      'deposit',
      'withdraw',
      'shift.close',
      'report.x',
    ],
  ),
  STARTING: rule('itself'),
  UNFINISHED_DOCUMENT: rule('itself'),
  SELFTEST_FAILED: rule('technician', ['selftest'], []),
  SOFTWARE_CHANGED: rule('technician', ['selftest'], []),
  DAMAGE: rule('technician', ['storage.rebuild', 'storage.declare-loss'], ['journal.verify', 'journal.export']),
  ROLLBACK: rule('technician', ['storage.adopt-ofd'], ['token.set', 'journal.verify', 'journal.export']),
  NOT_RECONCILED: rule('itself', ['ofd.ping', 'ofd.info'], ['token.set']),
  CLOCK_BEHIND: rule('technician', ['time.set'], []),
  CLOCK_JUMP: rule('technician', ['time.confirm', 'time.set'], []),
  SHIFT_TOO_LONG: rule('cashier', ['shift.close']),
  SHIFT_NOT_CLOSED: rule('cashier', ['shift.close']),
  SERVER_BLOCKED: rule('ofd', [], ['message.show']),
  TOKEN_INVALID: rule('administrator', ['token.set']),
  UNKNOWN_ID: rule('technician', ['ofd.retry', 'register.change'], ['token.set']),
  PROTOCOL_ERROR: rule('technician', ['ofd.retry'], ['token.set']),
  REQUEST_NUMBER: rule('technician', ['ofd.retry'], ['token.set']),
  RETRY_REFUSED: rule('technician', ['queue.retry', 'queue.remove'], ['queue.show']),
  QUEUE_REFUSED: rule('technician', ['queue.retry', 'queue.remove'], ['queue.show']),
  AUTONOMOUS_TOO_LONG: rule('itself', [], ['shift.close']),
  STORAGE_FULL: rule('itself', [], ['shift.close', 'backup.create']),
  PRINTER_PAPER_OUT: rule('cashier'),
  PRINTER_COVER_OPEN: rule('cashier'),
  PRINTER_FAILED: rule('technician'),
} as const satisfies Record<BlockCode, BlockRule> & Partial<Record<ErrorCode, BlockRule>>

export type BlockedBy = keyof typeof BLOCK_RULES

export const blockRule = (code: BlockedBy): BlockRule => BLOCK_RULES[code]

/** Everything that forbids a document now, the gravest first. Empty: go. */
export function blocksOf(state: State, circumstances: Circumstances, purpose: Purpose): readonly Block[] {
  const { now } = circumstances
  const { decommissioned } = state
  const blocks: Block[] = []
  if (decommissioned) blocks.push({ code: 'DEREGISTERED', since: decommissioned.time, details: {} })
  if (!state.registration || !circumstances.conditions) blocks.push({ code: 'NOT_SET_UP', since: now, details: {} })
  if (state.training) blocks.push({ code: 'TRAINING', since: state.training.since, details: {} })
  for (const code of BLOCK_CODES) {
    const block = state.blocks[code]
    if (block) blocks.push({ code, since: block.since, details: block.details })
  }
  if (state.recovery && !state.recovery.reconciled && state.registration)
    blocks.push({ code: 'NOT_RECONCILED', since: state.recovery.time, details: {} })
  const clock = clockBlock(state, circumstances)
  if (clock) blocks.push(clock)
  if (state.shift && now - state.shift.openedAt >= SHIFT_LIMIT && !state.blocks.SHIFT_TOO_LONG)
    blocks.push({ code: 'SHIFT_TOO_LONG', since: instant(state.shift.openedAt + SHIFT_LIMIT), details: {} })
  const oldest = state.queue[0]
  if (oldest && now - oldest.time >= AUTONOMOUS_LIMIT)
    blocks.push({ code: 'AUTONOMOUS_TOO_LONG', since: instant(oldest.time + AUTONOMOUS_LIMIT), details: {} })
  const space = spaceBlock(state, circumstances, purpose)
  if (space) blocks.push(space)
  if (circumstances.printer) blocks.push({ code: circumstances.printer, since: now, details: {} })
  return purpose === 'close' ? blocks.filter(({ code }) => !blockRule(code).possible.includes('shift.close')) : blocks
}
