import type { Operator } from '../ticket/types.ts'
import { HOUR, type Instant, MINUTE, formatIso, fromLocal, toLocal } from '../time.ts'
import { settingOf } from './settings.ts'
import type { State } from './state.ts'

/** Ten minutes are left of the shift's 24 hours: enough for an OFD that is slow to answer. */
const AGE = 24 * HOUR - 10 * MINUTE

/**
 * Whether the shift should be closed by itself now (setting shift-auto-close): at its age, or at a time of day that has
 * passed since it was opened.
 */
export function isAutoCloseDue(state: State, now: Instant): boolean {
  const { shift } = state
  const setting = settingOf(state, 'shift-auto-close')
  if (!shift || setting === 'off') return false
  if (now - shift.openedAt >= AGE) return true
  return setting !== 'on' && shift.openedAt < lastMoment(setting, now)
}

/** The last time that the clock of Astana showed this time of day. */
function lastMoment(time: string, now: Instant): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const today = fromLocal({ ...toLocal(now), hour, minute, second: 0 })
  return today <= now ? today : today - 24 * HOUR
}

/** Who signs it: the one who settled it so. */
export function autoCloser(state: State): Operator | undefined {
  const by = state.settings['shift-auto-close']?.by
  const user = by === undefined ? undefined : state.users[by]
  return user && { code: user.code, name: user.name }
}

/** One close a shift, however often it is tried. */
export const autoCloseKey = ({ shift }: State): string =>
  shift ? `auto-close.${shift.number}.${formatIso(shift.openedAt).slice(0, 10)}` : ''
