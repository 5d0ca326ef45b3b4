import type { Bitmap } from '../../src/escpos/bitmap.ts'
import { CHARACTERS } from '../../src/escpos/font/characters.ts'
import { CELL_HEIGHT, CELL_WIDTH, glyph } from '../../src/escpos/font/glyph.ts'
import { LEADING } from '../../src/escpos/raster.ts'

const dotsOf = (rows: readonly number[]): string => rows.join()

/** The first character of the font that looks like this: Latin A for А, so both sides of a comparison go through it. */
const LOOKS = new Map<string, string>()
const SHAPES: { readonly character: string; readonly rows: readonly number[] }[] = []
for (const bold of [true, false]) {
  for (const character of CHARACTERS.toReversed()) {
    const rows = glyph(character, bold) ?? []
    LOOKS.set(dotsOf(rows), character)
    SHAPES.push({ character, rows })
  }
}

function bitsOf(value: number): number {
  let count = 0
  for (let bits = value; bits !== 0; bits &= bits - 1) count += 1
  return count
}

/** A letter may have a dot too many in two of its rows, where the image would have commanded the printer. */
function looksLike(rows: readonly number[]): string {
  const exact = LOOKS.get(dotsOf(rows))
  if (exact !== undefined) return exact
  const distance = (shape: readonly number[]): number =>
    rows.reduce((sum, row, index) => sum + bitsOf(row ^ (shape[index] ?? 0)), 0)
  const near = SHAPES.find((shape) => distance(shape.rows) <= 2)
  return (near && LOOKS.get(dotsOf(near.rows))) ?? '\uFFFD'
}

/** Reads a row of text back from its image by the shapes of the letters; U+FFFD for a shape that is no letter. */
export function readImage(bitmap: Bitmap): string {
  const scale = bitmap.height === CELL_HEIGHT + 2 * LEADING ? 1 : 2
  let text = ''
  for (let left = 0; left + CELL_WIDTH * scale <= bitmap.width; left += CELL_WIDTH * scale) {
    const rows = Array.from({ length: CELL_HEIGHT }, (_, y) => {
      let bits = 0
      for (let x = 0; x < CELL_WIDTH; x++) {
        bits = (bits << 1) | (bitmap.isBlack(left + x * scale, LEADING + y * scale) ? 1 : 0)
      }
      return bits
    })
    text += looksLike(rows)
  }
  return text.trimEnd()
}

/** A text as `readImage` spells it, so that letters of one shape compare equal. */
export function asRead(text: string): string {
  return Array.from(text, (character) => LOOKS.get(dotsOf(glyph(character, false) ?? [])) ?? '\uFFFD').join('')
}
