import { isBarcode } from '../identifiers.ts'
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

/** GS1 of a single piece: GTIN (AI 01), then serial number (AI 21) of at most 20 characters, ended by GS or by the code. */
const GS1_PIECE = /^01(\d{14})21([\x20-\x7e]*)/
const MAX_SERIAL = 20

/** What is wrong with a code that says it is GS1. Codes of other kinds (tobacco) have no structure to check. */
function gs1Problem(mark: string): Problem | undefined {
  const [, gtin = '', serial = ''] = GS1_PIECE.exec(mark) ?? []
  if (gtin === '') return undefined
  if (!isBarcode(gtin)) return 'check-digit'
  if (serial === '') return 'no-serial'
  // A scanner that swallows GS runs the serial number and the check code together.
  return serial.length > MAX_SERIAL ? 'no-separator' : undefined
}

/**
 * What a piece is known by: GTIN and serial number of a GS1 code, whatever check code follows; else the whole code.
 * @param mark as it stands in a ticket
 */
export function markIdentity(mark: string): string {
  const [, gtin = '', serial = ''] = GS1_PIECE.exec(mark) ?? []
  return gtin === '' ? mark : `01${gtin}21${serial}`
}

/**
 * A scanned code as a ticket keeps it: without the prefix that names the kind of symbol, and without the GS that some
 * scanners send for the FNC1 before the first element, which is no part of the content: one piece has one identity.
 */
export function bareMark(scanned: string): string {
  const content = scanned.replace(AIM_PREFIX, '')
  return content.startsWith(GS) ? content.slice(1) : content
}

/** Why it cannot be a marking code. @param mark without its prefix */
export function markProblem(mark: string): Problem | undefined {
  if (mark === '') return 'empty'
  if (mark.length > MAX_MARK) return 'too-long'
  const text = mark.replaceAll(GS, '')
  if (/\p{Cc}/u.test(text)) return 'control-characters'
  // Letters of another alphabet: the scanner typed through a Cyrillic keyboard layout.
  return /^[\x20-\x7e]+$/.test(text) ? gs1Problem(mark) : 'not-latin'
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
    const mark = bareMark(scanned)
    const problem = markProblem(mark)
    if (problem) throw new Refusal('MARK_INVALID', { line, problem })
    const piece = markIdentity(mark)
    if (seen.has(piece)) throw new Refusal('MARK_REPEATED', { line, mark: shown(mark) })
    seen.add(piece)
    return mark
  })
}
