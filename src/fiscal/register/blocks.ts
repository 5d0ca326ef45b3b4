import type { ErrorCode } from '../../locale/errors.ts'
import type { RefusalDetails } from '../refusal.ts'
import { HOUR, type Instant, MINUTE, formatIso } from '../time.ts'
import { BLOCK_CODES } from './records.ts'
import type { Conditions } from './registration.ts'
import type { State } from './state.ts'

/** A shift lasts at most this long (R1326-13.3). */
export const SHIFT_LIMIT = 24 * HOUR
/** A clock that is behind the last document by no more than this is taken for a correction by NTP. */
export const CLOCK_TOLERANCE = MINUTE

/** What is true outside of the records: the clock, the configuration, the paper. */
export interface Circumstances {
  readonly now: Instant
  /** undefined: operator, servers or coordinates are not configured. */
  readonly conditions: Conditions | undefined
  /** Why paper cannot come out, when it cannot. */
  /** Characters of a text that the paper cannot show. */
  readonly unprintable: (text: string) => string | undefined
  readonly printer?: 'PRINTER_PAPER_OUT' | 'PRINTER_COVER_OPEN' | 'PRINTER_FAILED' | undefined
}

export interface Block {
  readonly code: ErrorCode
  readonly since: Instant
  readonly details: RefusalDetails
}

/** What the next document is for: a shift may be closed where a sale may not be made. */
export type Purpose = 'sale' | 'close'

/** Blocks that still let the shift be closed (interface, blocks and their lifting). */
const CLOSE_PASSES: readonly ErrorCode[] = ['SHIFT_TOO_LONG']

/** Everything that forbids a document now, the gravest first. Empty: go. */
export function blocksOf(state: State, circumstances: Circumstances, purpose: Purpose): readonly Block[] {
  const { now } = circumstances
  const blocks: Block[] = []
  if (!state.registration || !circumstances.conditions) blocks.push({ code: 'NOT_SET_UP', since: now, details: {} })
  for (const code of BLOCK_CODES) {
    const block = state.blocks[code]
    if (block) blocks.push({ code, since: block.since, details: block.details })
  }
  if (now < state.lastTime - CLOCK_TOLERANCE)
    blocks.push({
      code: 'CLOCK_BEHIND',
      since: now,
      details: { now: formatIso(now), last: formatIso(state.lastTime) },
    })
  if (state.shift && now - state.shift.openedAt >= SHIFT_LIMIT && !state.blocks.SHIFT_TOO_LONG)
    blocks.push({ code: 'SHIFT_TOO_LONG', since: (state.shift.openedAt + SHIFT_LIMIT) as Instant, details: {} })
  if (circumstances.printer) blocks.push({ code: circumstances.printer, since: now, details: {} })
  return purpose === 'close' ? blocks.filter(({ code }) => !CLOSE_PASSES.includes(code)) : blocks
}

/** A document's time: the clock's, but never before the last document's (I12); {@link CLOCK_TOLERANCE} bounds the difference. */
export const documentTime = (state: State, now: Instant): Instant => (now < state.lastTime ? state.lastTime : now)
