import { Bitmap } from './bitmap.ts'
import { CELL_HEIGHT, CELL_WIDTH, isDrawable } from './font/glyph.ts'
import { moduleDots, type QrMatrix, QUIET_ZONE } from './qr.ts'

/** Rows of dots in one `GS v 0`: small printers hold no more. */
export const BAND = 256
/** White dots above and below a row of letters: rows stand 30 dots apart, as a printer's own do. */
export const LEADING = 3

/** Letters that no code page of the printer and not even the receipt font has. */
export class UnprintableError extends Error {
  override readonly name = 'UnprintableError'
  readonly characters: readonly string[]

  constructor(characters: readonly string[]) {
    super(`the paper cannot show ${characters.join(' ')}`)
    this.characters = characters
  }
}

/** A row of text as an image. Throws {@link UnprintableError}. */
export function textBitmap(row: { readonly text: string; readonly bold: boolean; readonly big: boolean }): Bitmap {
  const characters = Array.from(row.text)
  const missing = new Set(characters.filter((character) => !isDrawable(character)))
  if (missing.size > 0) throw new UnprintableError([...missing])
  const scale = row.big ? 2 : 1
  const bitmap = new Bitmap(characters.length * CELL_WIDTH * scale, CELL_HEIGHT * scale + 2 * LEADING)
  for (const [index, character] of characters.entries()) {
    const x = index * CELL_WIDTH * scale
    bitmap.drawCharacter(character, { x, y: LEADING, bold: row.bold, scaleX: scale, scaleY: scale })
  }
  return bitmap
}

/** A QR code in the middle of the paper with its quiet zone. @param paperDots dots in the printing width */
export function qrBitmap(matrix: QrMatrix, paperDots: number): Bitmap {
  const dots = moduleDots(matrix.size, paperDots)
  const left = Math.floor((paperDots - matrix.size * dots) / 2)
  const bitmap = new Bitmap(left + matrix.size * dots, (matrix.size + 2 * QUIET_ZONE) * dots)
  bitmap.drawQr(matrix, left, QUIET_ZONE * dots, dots)
  return bitmap
}

/** `GS v 0` for each band of an image (Epson's reference: m = 0, width in bytes, height in dots, low byte first). */
export function imageBytes(bitmap: Bitmap): Uint8Array {
  const parts: Uint8Array[] = []
  for (let top = 0; top < bitmap.height; top += BAND) {
    const height = Math.min(BAND, bitmap.height - top)
    const data = bitmap.data.slice(top * bitmap.rowBytes, (top + height) * bitmap.rowBytes)
    defuse(data)
    const [width, rest] = [bitmap.rowBytes & 0xff, bitmap.rowBytes >> 8]
    parts.push(Uint8Array.of(0x1d, 0x76, 0x30, 0, width, rest, height & 0xff, height >> 8), data)
  }
  return Buffer.concat(parts)
}

/** Second and third bytes that make a command of a DLE: ask for status, recover, open the drawer or clear the buffer. */
const REAL_TIME: ReadonlyMap<number, { readonly first: number; readonly last: number }> = new Map([
  [0x04, { first: 1, last: 8 }],
  [0x05, { first: 0, last: 2 }],
  [0x14, { first: 1, last: 8 }],
])

/** Whether a printer would obey these bytes even inside an image (DLE EOT, DLE ENQ, DLE DC4 of Epson's reference). */
export function isRealTimeCommand(dle: number, kind: number, n: number): boolean {
  const range = dle === 0x10 ? REAL_TIME.get(kind) : undefined
  return range !== undefined && n >= range.first && n <= range.last
}

/** Makes one lonely dot two dots wide wherever the image would otherwise command the printer. */
function defuse(data: Uint8Array): void {
  for (let at = data.indexOf(0x10); at >= 0; at = data.indexOf(0x10, at + 1)) {
    if (isRealTimeCommand(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) data[at] = 0x18
  }
}
