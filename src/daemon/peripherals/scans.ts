import type { Journal } from '../../accumulator/journal.ts'
import type { NotificationOf } from '../../api/schemas/notifications.ts'
import { isBarcode } from '../../fiscal/identifiers.ts'
import { parseCheckUrl } from '../../fiscal/operators.ts'
import { bareMark, markIdentity, markProblem } from '../../fiscal/ticket/marks.ts'
import type { RawScan } from '../../hw/ports.ts'
import { soldBy } from '../basis.ts'

type Scan = NotificationOf<'console.scan'>

/** AIM identifiers (ISO/IEC 15424): code letter and modifier. `*`: any modifier that has no row of its own. */
const AIM_SYMBOLS: Readonly<Record<string, Scan['symbol']>> = {
  'E*': 'ean',
  C1: 'gs1-128',
  'C*': 'code-128',
  d2: 'gs1-datamatrix',
  'd*': 'datamatrix',
  Q3: 'gs1-qr',
  'Q*': 'qr',
}

const AIM = /^\]([A-Za-z])([0-9A-Za-z])/

/** The prefix as sent, where there is one. */
export const aimPrefix = (bytes: Uint8Array): string | undefined => AIM.exec(textOf(bytes))?.[0]

/** UTF-8 where it is, else a byte a character: nothing of a code is ever lost on the way. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

function symbolOf(text: string): Scan['symbol'] {
  const [prefix, letter = '', modifier = ''] = AIM.exec(text) ?? []
  if (prefix === undefined) return 'unknown'
  return AIM_SYMBOLS[letter + modifier] ?? AIM_SYMBOLS[`${letter}*`] ?? 'other'
}

/** GTIN of a GS1 element string that begins with it. */
const GTIN = /^01(\d{14})/

/** A GTIN as it stands under the bars, where it has fewer digits. */
const shortest = (gtin: string): string => gtin.replace(/^0(?=\d{13}$)/, '')

const BARCODE_LENGTHS: readonly number[] = [8, 12, 13, 14]

/** What the content is good for: a code of goods, a piece, a receipt, or why none of them. */
function meaningOf(symbol: Scan['symbol'], data: string): Pick<Scan, 'barcode' | 'mark' | 'checkUrl' | 'problem'> {
  const isLinear = symbol === 'ean' || (symbol === 'unknown' && BARCODE_LENGTHS.includes(data.length))
  if (isLinear && /^\d+$/.test(data)) return isBarcode(data) ? { barcode: data } : { problem: 'check-digit' }
  if (symbol === 'ean') return { problem: 'not-digits' }
  if (parseCheckUrl(data)) return { checkUrl: data }
  const gtin = GTIN.exec(data)?.[1]
  const isMatrix = symbol === 'gs1-datamatrix' || symbol === 'datamatrix'
  // Pieces have a serial number (AI 21); some kinds of goods have marks without any application identifier
  const isPiece = gtin === undefined ? isMatrix : data.slice(16, 18) === '21'
  if (isPiece) {
    const problem = markProblem(data)
    const barcode = gtin !== undefined && isBarcode(gtin) ? { barcode: shortest(gtin) } : {}
    return problem ? { ...barcode, problem } : { ...barcode, mark: data }
  }
  if (gtin !== undefined) return isBarcode(gtin) ? { barcode: shortest(gtin) } : { problem: 'check-digit' }
  return {}
}

/**
 * What a scanner sent, as a console is told: the content byte for byte, less prefix and end, with what it is good for and
 * whether this very piece has left the shop already.
 */
export async function readScan(
  { bytes, whole }: RawScan,
  journal: Pick<Journal, 'byMark' | 'document'>,
): Promise<Scan> {
  const text = textOf(bytes)
  const symbol = symbolOf(text)
  const data = bareMark(text)
  if (!whole) return { symbol, data, problem: 'incomplete' }
  const meaning = meaningOf(symbol, data)
  const document = meaning.mark === undefined ? undefined : await soldBy(journal, markIdentity(meaning.mark))
  return { symbol, data, ...meaning, ...(document !== undefined && { soldBy: document }) }
}
