import { DIFFERENCE_WORDS, differenceWord } from '../../locale/report-words.ts'
import { tiyn } from '../money.ts'
import { type Difference, isSum } from '../report/reconcile.ts'
import { paperSum } from './format.ts'
import type { Line } from './lines.ts'
import { left, type Voice } from './voice.ts'

/** Where the OFD's counters are not ours, both figures of each: told, never taken over (protocol §4). */
export function differenceLines(voice: Voice, differences: readonly Difference[]): Line[] {
  if (differences.length === 0) return []
  const { ours, theirs, title } = DIFFERENCE_WORDS
  const told = differences.map((difference) => {
    const own = shown(voice, difference, difference.ours)
    const other = shown(voice, difference, difference.theirs)
    return `${voice.say(differenceWord(difference.field))}: ${voice.say(ours)} ${own}, ${voice.say(theirs)} ${other}`
  })
  return [left(`${voice.say(title)}: ${told.join('; ')}`)]
}

function shown(voice: Voice, { field }: Difference, value: bigint): string {
  if (field === 'shiftOpen') return voice.say(value === 1n ? DIFFERENCE_WORDS.yes : DIFFERENCE_WORDS.no)
  return isSum(field) ? paperSum(tiyn(value)) : String(value)
}
