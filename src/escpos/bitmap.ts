import { CELL_HEIGHT, CELL_WIDTH, glyph } from './font/glyph.ts'
import type { QrMatrix } from './qr.ts'

/** Black dots on white: rows of whole bytes, the leftmost dot the most significant bit, as `GS v 0` has them. */
export class Bitmap {
  readonly width: number
  readonly height: number
  readonly rowBytes: number
  readonly data: Uint8Array

  /** @param width in dots @param height in dots @param data rows, when they exist already */
  constructor(width: number, height: number, data?: Uint8Array) {
    this.width = width
    this.height = height
    this.rowBytes = Math.ceil(width / 8)
    this.data = data ?? new Uint8Array(this.rowBytes * height)
    if (this.data.length !== this.rowBytes * height) throw new RangeError('the rows do not fill the bitmap')
  }

  isBlack(x: number, y: number): boolean {
    return ((this.data[y * this.rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
  }

  /** Blackens a rectangle; what lies outside of the bitmap is an error. */
  fill(left: number, top: number, width: number, height: number): void {
    if (left < 0 || top < 0 || left + width > this.width || top + height > this.height) {
      throw new RangeError(`dots at ${left}, ${top} lie outside of ${this.width} by ${this.height}`)
    }
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        const at = y * this.rowBytes + (x >> 3)
        this.data[at] = (this.data[at] ?? 0) | (0x80 >> (x & 7))
      }
    }
  }

  /** @param scaleX dots for each dot of the glyph @returns whether the font has the character */
  drawCharacter(
    character: string,
    at: { x: number; y: number; bold: boolean; scaleX: number; scaleY: number },
  ): boolean {
    const rows = glyph(character, at.bold)
    if (rows === undefined) return false
    if (at.scaleX === 1 && at.scaleY === 1 && at.x + CELL_WIDTH <= this.width && at.y + CELL_HEIGHT <= this.height) {
      for (let y = 0; y < CELL_HEIGHT; y++) this.#blackenRow(at.x, at.y + y, rows[y] ?? 0)
      return true
    }
    for (let y = 0; y < CELL_HEIGHT; y++) {
      for (let x = 0; x < CELL_WIDTH; x++) {
        if ((((rows[y] ?? 0) >> (CELL_WIDTH - 1 - x)) & 1) === 0) continue
        this.fill(at.x + x * at.scaleX, at.y + y * at.scaleY, at.scaleX, at.scaleY)
      }
    }
    return true
  }

  /** A glyph's row of dots at once: most of what is drawn is letters of ordinary size. */
  #blackenRow(x: number, y: number, dots: number): void {
    const first = y * this.rowBytes + (x >> 3)
    // The row as three bytes of which the first begins at a whole byte
    const shifted = dots << (24 - CELL_WIDTH - (x & 7))
    for (let byte = 0; byte < 3; byte++) {
      const bits = (shifted >> (16 - 8 * byte)) & 0xff
      if (bits !== 0) this.data[first + byte] = (this.data[first + byte] ?? 0) | bits
    }
  }

  /** Draws a symbol without a quiet zone: the caller leaves it free. */
  drawQr(matrix: QrMatrix, left: number, top: number, dots: number): void {
    for (let row = 0; row < matrix.size; row++) {
      for (let column = 0; column < matrix.size; column++) {
        if (matrix.isDark(row, column)) this.fill(left + column * dots, top + row * dots, dots, dots)
      }
    }
  }

  /** The other's black dots over ours. */
  drawBitmap(other: Bitmap, left: number, top: number): void {
    for (let y = 0; y < other.height; y++) {
      for (let x = 0; x < other.width; x++) if (other.isBlack(x, y)) this.fill(left + x, top + y, 1, 1)
    }
  }
}
