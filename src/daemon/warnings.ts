import { type Configured, isPending } from '../fiscal/register/connection.ts'
import type { Language } from '../locale/errors.ts'
import { HOUR } from '../fiscal/time.ts'
import { formatTenge } from '../fiscal/money.ts'
import { owedHolds } from '../fiscal/register/holds.ts'
import { openNotices } from '../fiscal/register/messages.ts'
import { differenceWord } from '../locale/report-words.ts'
import { fill } from '../locale/text.ts'
import { WARNINGS } from '../locale/warnings.ts'
import type { Services } from './services.ts'
import type { StorageRoom } from './storage-room.ts'

/** The shift's age from which its end is announced (interface, 23 h). */
const SHIFT_WARNING = 23 * HOUR

/** What does not forbid a sale and should be known all the same. */
export function warningsOf(
  { clock, prices, register, room, spooler }: Services,
  configured: Configured,
  language: Language,
) {
  const { difference, shift } = register.state
  const codes: (keyof typeof WARNINGS)[] = []
  if (shift && clock.now() - shift.openedAt >= SHIFT_WARNING) codes.push('SHIFT_LONG')
  if (isPending(register.state, configured)) codes.push('CONFIG_PENDING')
  if (spooler.uncertain) codes.push('PAPER_UNCERTAIN')
  if (prices.isLost) codes.push('PRICE_LIST_LOST')
  if (difference) codes.push('OFD_DIFFERENCE')
  const what = difference?.differences.map(({ field }) => differenceWord(field)[language]).join(', ')
  const storage = storageWarning(room, language)
  const notices = openNotices(register.state).map(({ number, text }) => ({
    code: 'STATE_NOTICE' as const,
    message: fill(WARNINGS.STATE_NOTICE[language], (name) => (name === 'number' ? String(number) : text)),
  }))
  const others = codes.map((code) => ({ code, message: fill(WARNINGS[code][language], () => what) }))
  const owed = owedHolds(register.state).map(({ key, total }) => `${key} (${formatTenge(total)})`)
  const owes =
    owed.length === 0
      ? []
      : [{ code: 'HOLD_OWED' as const, message: fill(WARNINGS.HOLD_OWED[language], () => owed.join(', ')) }]
  return [...notices, ...owes, ...others, ...storage]
}

/** Room for few shifts, on every document too: the medium does not fill from one moment to the next. */
export function storageWarning(room: StorageRoom, language: Language) {
  if (!room.isLow) return []
  const message = fill(WARNINGS.STORAGE_LOW[language], () => String(room.shiftsLeft()))
  return [{ code: 'STORAGE_LOW' as const, message }]
}
