import { BOLD_12X24 } from './bold12x24.ts'
import { CHARACTERS } from './characters.ts'
import { REGULAR_12X24 } from './regular12x24.ts'

/** Cell of the receipt font in dots: that of a printer's font A, so 48 cells fill 576 dots. */
export const CELL_WIDTH = 12
export const CELL_HEIGHT = 24

const BYTES = (CELL_WIDTH * CELL_HEIGHT) / 8

const places: ReadonlyMap<string, number> = new Map(CHARACTERS.map((character, index) => [character, index]))
const regular = Buffer.from(REGULAR_12X24, 'base64')
const bold = Buffer.from(BOLD_12X24, 'base64')

/** Whether the receipt font draws this character. */
export function isDrawable(character: string): boolean {
  return places.has(character)
}

const rows: readonly Map<string, readonly number[]>[] = [new Map(), new Map()]

/**
 * The dots of a character: 24 rows from the top, each a number of 12 bits, the leftmost dot the most significant.
 * Undefined where the font lacks the character: nothing is ever drawn in its stead.
 */
export function glyph(character: string, isBold: boolean): readonly number[] | undefined {
  const read = rows[isBold ? 1 : 0]
  const known = read?.get(character)
  if (known) return known
  const place = places.get(character)
  if (place === undefined) return undefined
  const dots = rowsAt(isBold ? bold : regular, place * BYTES)
  read?.set(character, dots)
  return dots
}

function rowsAt(data: Buffer, from: number): readonly number[] {
  const dots: number[] = []
  for (let at = from; at < from + BYTES; at += 3) {
    const two = data.readUIntBE(at, 3)
    dots.push(two >> CELL_WIDTH, two & 0xfff)
  }
  return dots
}

let drawn: ReadonlyMap<string, string> | undefined

/** The character whose regular dots these are, Cyrillic where others look the same; undefined: none of the font. */
export function characterOf(rows: readonly number[]): string | undefined {
  const others = CHARACTERS.filter((character) => !/\p{Script=Cyrillic}/u.test(character))
  const cyrillic = CHARACTERS.filter((character) => /\p{Script=Cyrillic}/u.test(character))
  drawn ??= new Map([...others, ...cyrillic].map((character) => [(glyph(character, false) ?? []).join(), character]))
  return drawn.get(rows.join())
}
