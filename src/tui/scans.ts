import { isBarcode } from '../fiscal/identifiers.ts'
import { parseCheckUrl } from '../fiscal/operators.ts'
import { bareMark } from '../fiscal/ticket/marks.ts'
import type { Scan } from './keys.ts'

/** GTIN of a GS1 code of one piece: AI 01, then the serial number, AI 21. */
const GS1 = /^01(\d{14})21/
/** Shortest marking code without structure (tobacco): 29 characters; no code of goods is as long. */
const SHORTEST_MARK = 25

/** A GTIN of 14 digits is kept in price lists as the EAN of 13. */
export const barcodeOf = (gtin: string): string => gtin.replace(/^0/, '')

/** What a scanned code is: a receipt's address, a marking code with the goods that it names, or a code of goods. */
export function scanOf(scanned: string): Scan {
  const data = bareMark(scanned.trim())
  if (parseCheckUrl(data) !== undefined) return { data, checkUrl: data }
  const [, gtin] = GS1.exec(data) ?? []
  if (gtin !== undefined) return { data, mark: data, barcode: barcodeOf(gtin) }
  if (isBarcode(data)) return { data, barcode: data }
  return data.length >= SHORTEST_MARK ? { data, mark: data } : { data }
}
