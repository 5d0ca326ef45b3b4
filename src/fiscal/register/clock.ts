import { Refusal } from '../refusal.ts'
import { shown } from '../text.ts'
import { DAY, type Instant, MINUTE, formatIso, instant } from '../time.ts'
import type { Block, Circumstances } from './blocks.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

/** A clock that is behind the last document by no more than this is taken for a correction by NTP. */
export const CLOCK_TOLERANCE = MINUTE
/** A clock that is ahead of the last document by more than this needs a person's word (R208N-32.3). */
export const CLOCK_LEAP = DAY

/** The last moment that the records vouch for; before the first document, when this software was made. */
const lowerBound = (state: State, { released }: Circumstances): Instant =>
  state.lastTime > 0 || released === undefined ? documentTime(state, state.lastTime) : released

/**
 * A clock that is behind (R1326-36), or far ahead without a word for it (R208N-32.3): a time server's, or a person's. A
 * shop that was closed for a weekend has not jumped.
 */
export function clockBlock(state: State, circumstances: Circumstances): Block | undefined {
  const { now } = circumstances
  const last = lowerBound(state, circumstances)
  const details = { now: formatIso(now), last: formatIso(last) }
  if (now < last - CLOCK_TOLERANCE) return { code: 'CLOCK_BEHIND', since: now, details }
  if (circumstances.synchronised === true) return undefined
  if (state.lastTime > 0 && now - vouchedTime(state, circumstances) > CLOCK_LEAP)
    return { code: 'CLOCK_JUMP', since: now, details }
  return undefined
}

/**
 * Up to when the clock is beyond doubt: the last document, a person's word, and what has passed since this run began,
 * where it began without doubt: a till that stands idle over a holiday has not jumped.
 */
function vouchedTime({ confirmedTime, lastTime }: State, { run }: Circumstances): Instant {
  const known = Math.max(lastTime, confirmedTime)
  const steady = run && run.startedAt - known <= CLOCK_LEAP ? run.startedAt + run.elapsed : 0
  return instant(Math.max(known, steady))
}

/**
 * A document's time: the clock's, but never before the last document's (I12) nor before its shift opened;
 * {@link CLOCK_TOLERANCE} bounds the difference.
 */
export const documentTime = ({ lastTime, shift }: State, now: Instant): Instant =>
  instant(Math.max(now, lastTime, shift?.openedAt ?? 0))

/**
 * Today's date given twice vouches for the clock, so that a slip of the hand does not (R208N-32.3).
 * @throws Refusal TIME_NOT_CONFIRMED: the dates differ, or are not the clock's; CLOCK_BEHIND: no word helps there
 */
export function confirmTime(
  state: State,
  { again, by, date }: { readonly date: string; readonly again: string; readonly by: number },
  circumstances: Circumstances,
): readonly RegisterRecord[] {
  const now = formatIso(circumstances.now)
  const block = clockBlock(state, circumstances)
  if (block?.code === 'CLOCK_BEHIND') throw new Refusal(block.code, block.details)
  const [today] = now.split('T')
  if (date !== today || again !== today)
    throw new Refusal('TIME_NOT_CONFIRMED', { date: shown(date), again: shown(again), now })
  return [{ kind: 'time-confirmed', by }]
}

/**
 * The clock is set between shifts, and never before the last document (R1326-35.2, R1326-36). A clock that blocks the
 * register may be mended in an open shift too: without that the shift could not be closed.
 * @throws Refusal SHIFT_OPEN, TIME_BEFORE_DOCUMENT
 */
export function assertSettable(state: State, to: Instant, circumstances: Circumstances): void {
  if (state.shift && !clockBlock(state, circumstances)) throw new Refusal('SHIFT_OPEN')
  const last = lowerBound(state, circumstances)
  if (to < last) throw new Refusal('TIME_BEFORE_DOCUMENT', { value: formatIso(to), last: formatIso(last) })
}
