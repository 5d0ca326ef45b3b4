import type { Line, Paper } from '../fiscal/documents/lines.ts'
import { encodeDocument } from './encoder.ts'
import { CELL_WIDTH } from './font/glyph.ts'
import { interpret } from './interpreter.ts'
import { A4_COLUMNS } from './layout.ts'
import { type Sheet, toPng } from './picture.ts'
import { GENERIC, type PrinterProfile } from './profile.ts'

/** Dots of a line of 174 mm, which the margins leave of 210; a page is 297 mm high. */
const A4_DOTS = A4_COLUMNS * CELL_WIDTH
const A4: Sheet = { margin: Math.round((A4_DOTS * 18) / 174), height: Math.round((A4_DOTS * 297) / 174) }
/** A printer with a roll as wide as that. */
const WIDE: PrinterProfile = { ...GENERIC, dots: { ...GENERIC.dots, 80: A4_DOTS } }

/**
 * A document as the picture of its paper; of A4 as one page, longer where the document is.
 * Throws `UnprintableError` as `encodeDocument` does.
 */
export function paperPng(lines: readonly Line[], paper: Paper | 'a4'): Uint8Array {
  const [profile, roll, sheet] = paper === 'a4' ? ([WIDE, 80, A4] as const) : ([GENERIC, paper, undefined] as const)
  const bytes = encodeDocument(lines, { profile, paper: roll, encoding: 'auto', qr: 'auto' })
  return toPng(interpret(bytes, { profile, paper: roll }), profile.dots[roll], sheet)
}
