import { Refusal } from '../refusal.ts'
import { type Thousandths, formatQuantity } from '../quantity.ts'
import type { Problem } from '../problems.ts'
import { shown } from '../text.ts'

/** Characters of a marking code. */
export const MAX_MARK = 256

/** What a scanner puts before the data to name the kind of symbol: `]d2` for a GS1 DataMatrix. */
const AIM_PREFIX = /^\][A-Za-z][0-9a-zA-Z]/

/** Group separator, a part of the code. */
const GS = '\u001d'

function markProblem(mark: string): Problem | undefined {
  if (mark === '') return 'empty'
  if (mark.length > MAX_MARK) return 'too-long'
  const text = mark.replaceAll(GS, '')
  if (/\p{Cc}/u.test(text)) return 'control-characters'
  // Letters of another alphabet: the scanner typed through a Cyrillic keyboard layout.
  return /^[\x20-\x7e]+$/.test(text) ? undefined : 'not-latin'
}

/**
 * Marking codes of a line as scanned: as many as the whole quantity (P203-marks), each once in a ticket.
 * @param seen the codes of earlier lines; this line's join them
 */
export function readMarks(
  asked: readonly string[] | undefined,
  quantity: Thousandths,
  line: number,
  seen: Set<string>,
): readonly string[] {
  if (!asked || asked.length === 0) return []
  if (BigInt(asked.length) * 1000n !== quantity)
    throw new Refusal('MARKS_COUNT', { line, marks: asked.length, quantity: formatQuantity(quantity) })
  return asked.map((scanned) => {
    const mark = scanned.replace(AIM_PREFIX, '')
    const problem = markProblem(mark)
    if (problem) throw new Refusal('MARK_INVALID', { line, problem })
    if (seen.has(mark)) throw new Refusal('MARK_REPEATED', { line, mark: shown(mark) })
    seen.add(mark)
    return mark
  })
}
