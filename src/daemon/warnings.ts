import type { Conditions } from '../fiscal/register/registration.ts'
import type { Language } from '../locale/errors.ts'
import { toJson } from '../fiscal/json.ts'
import { HOUR } from '../fiscal/time.ts'
import { openNotices } from '../fiscal/register/messages.ts'
import { differenceWord } from '../locale/report-words.ts'
import { fill } from '../locale/text.ts'
import { WARNINGS } from '../locale/warnings.ts'
import type { Services } from './services.ts'

/** The shift's age from which its end is announced (interface, 23 h). */
const SHIFT_WARNING = 23 * HOUR

/** What does not forbid a sale and should be known all the same. */
export function warningsOf(
  { clock, prices, register, spooler }: Services,
  conditions: Conditions | undefined,
  language: Language,
) {
  const { difference, shift } = register.state
  const codes: (keyof typeof WARNINGS)[] = []
  if (shift && clock.now() - shift.openedAt >= SHIFT_WARNING) codes.push('SHIFT_LONG')
  if (shift && conditions && toJson(shift.conditions) !== toJson(conditions)) codes.push('CONFIG_PENDING')
  if (spooler.uncertain) codes.push('PAPER_UNCERTAIN')
  if (prices.isLost) codes.push('PRICE_LIST_LOST')
  if (difference) codes.push('OFD_DIFFERENCE')
  const what = difference?.differences.map(({ field }) => differenceWord(field)[language]).join(', ')
  const notices = openNotices(register.state).map(({ number, text }) => ({
    code: 'STATE_NOTICE' as const,
    message: fill(WARNINGS.STATE_NOTICE[language], (name) => (name === 'number' ? String(number) : text)),
  }))
  return [...notices, ...codes.map((code) => ({ code, message: fill(WARNINGS[code][language], () => what) }))]
}
