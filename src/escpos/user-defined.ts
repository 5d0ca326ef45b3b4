import { CELL_HEIGHT, CELL_WIDTH, glyph, isDrawable } from './font/glyph.ts'

const ESC = 0x1b
const FIRST = 0x21
const LAST = 0x7e
/** Bytes of a column of dots. */
const COLUMN_BYTES = CELL_HEIGHT / 8

/** Letters that a printer is told to draw in the places of others that a document does not need. */
export type Substitutes = ReadonlyMap<string, number>

/**
 * Places for letters that a printer's page lacks, as far as there are any; what gets none is drawn as an image.
 * @param texts all rows of the document @param places how many the printer has
 */
export function substitutesFor(
  texts: readonly string[],
  isEncodable: (character: string) => boolean,
  places: number,
): Substitutes {
  const used = new Set(texts.flatMap((text) => Array.from(text)))
  const lacking = [...used].filter((character) => !isEncodable(character) && isDrawable(character))
  const free = Array.from({ length: LAST - FIRST + 1 }, (_, index) => LAST - index).filter(
    (code) => !used.has(String.fromCharCode(code)),
  )
  return new Map(
    lacking.slice(0, places).flatMap((character, index) => {
      const code = free[index]
      return code === undefined ? [] : [[character, code] as const]
    }),
  )
}

/** `ESC &` for each letter and `ESC % 1`: from here on their places print them. `ESC @` forgets them. */
export function definitionBytes(substitutes: Substitutes): number[] {
  if (substitutes.size === 0) return []
  const definitions = [...substitutes].flatMap(([character, code]) => [
    ESC,
    0x26,
    COLUMN_BYTES,
    code,
    code,
    CELL_WIDTH,
    ...columnsOf(glyph(character, false) ?? []),
  ])
  return [...definitions, ESC, 0x25, 1]
}

/** A glyph's rows as columns from the left, each from the top. */
function columnsOf(rows: readonly number[]): number[] {
  return Array.from({ length: CELL_WIDTH }, (_, x) => x).flatMap((x) =>
    Array.from({ length: COLUMN_BYTES }, (_, byte) => {
      let dots = 0
      for (let y = 0; y < 8; y++) dots = (dots << 1) | (((rows[byte * 8 + y] ?? 0) >> (CELL_WIDTH - 1 - x)) & 1)
      return dots
    }),
  )
}

/** The rows of a glyph that came as columns: what a printer is told, read back. */
export function rowsOf(columns: Uint8Array, columnBytes: number): number[] {
  return Array.from({ length: columnBytes * 8 }, (_, y) => {
    let row = 0
    for (let x = 0; x * columnBytes < columns.length; x++) {
      row = (row << 1) | (((columns[x * columnBytes + (y >> 3)] ?? 0) >> (7 - (y & 7))) & 1)
    }
    return row
  })
}
