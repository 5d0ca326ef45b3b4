/** A bitmap font of the X Window System: the rows of a character's cell, each as a number of `width` bits. */
export interface BitmapFont {
  readonly width: number
  readonly height: number
  rowsOf(character: string): readonly number[] | undefined
}

const METRICS = 4
const BITMAPS = 8
const BDF_ENCODINGS = 32

/** Reader of one table; its own first word says in which byte order the rest stands. */
class Table {
  readonly #view: DataView
  readonly #littleEndian: boolean
  readonly format: number

  constructor(view: DataView) {
    this.#view = view
    this.format = view.getUint32(0, true)
    this.#littleEndian = (this.format & 4) === 0
  }

  u8 = (at: number): number => this.#view.getUint8(at)
  u16 = (at: number): number => this.#view.getUint16(at, this.#littleEndian)
  u32 = (at: number): number => this.#view.getUint32(at, this.#littleEndian)
}

/**
 * Reads a PCF font whose glyphs all have one cell, with rows of whole bytes, most significant bit first; anything else
 * is an error. (Format: the X.Org document "bdftopcf and the PCF format".)
 */
export function readPcf(bytes: Uint8Array): BitmapFont {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, false) !== 0x01666370) throw new Error('not a PCF font')
  const tables = new Map<number, Table>()
  for (let index = 0; index < view.getUint32(4, true); index++) {
    const entry = 8 + index * 16
    const offset = bytes.byteOffset + view.getUint32(entry + 12, true)
    tables.set(view.getUint32(entry, true), new Table(new DataView(bytes.buffer, offset)))
  }
  const { width, height } = cellOf(tableOf(tables, METRICS))
  const bitmaps = tableOf(tables, BITMAPS)
  if ((bitmaps.format & 0x38) !== 0x08) throw new Error('rows are not bytes with the most significant bit first')
  const rowBytes = Math.ceil(width / 8 / (1 << (bitmaps.format & 3))) * (1 << (bitmaps.format & 3))
  const glyphs = bitmaps.u32(4)
  const data = 8 + 4 * glyphs + 16
  const glyphOf = encodingOf(tableOf(tables, BDF_ENCODINGS))
  return {
    width,
    height,
    rowsOf(character) {
      const glyph = glyphOf(character.codePointAt(0) ?? 0)
      if (glyph === undefined) return undefined
      const start = data + bitmaps.u32(8 + 4 * glyph)
      return Array.from({ length: height }, (_, row) => {
        let bits = 0
        for (let byte = 0; byte < Math.ceil(width / 8); byte++) {
          bits = (bits << 8) | bitmaps.u8(start + row * rowBytes + byte)
        }
        return bits >> (Math.ceil(width / 8) * 8 - width)
      })
    },
  }
}

function tableOf(tables: ReadonlyMap<number, Table>, type: number): Table {
  const table = tables.get(type)
  if (table === undefined) throw new Error(`the font has no table ${type}`)
  return table
}

/** The one cell of all glyphs, from metrics in their short form (five bytes a glyph, each with 0x80 added). */
function cellOf(metrics: Table): { width: number; height: number } {
  if ((metrics.format & 0x100) === 0) throw new Error('long metrics are not read')
  const shapes = new Set<string>()
  for (let glyph = 0; glyph < metrics.u16(4); glyph++) {
    const [left = 0, right = 0, , ascent = 0, descent = 0] = [0, 1, 2, 3, 4].map(
      (at) => metrics.u8(6 + 5 * glyph + at) - 0x80,
    )
    shapes.add(`${right - left} ${ascent + descent}`)
  }
  const [shape, ...others] = shapes
  if (shape === undefined || others.length > 0)
    throw new Error(`the glyphs have several cells: ${[...shapes].join(', ')}`)
  const [width = 0, height = 0] = shape.split(' ').map(Number)
  return { width, height }
}

function encodingOf(encodings: Table): (codePoint: number) => number | undefined {
  const [firstLow, lastLow, firstHigh, lastHigh] = [4, 6, 8, 10].map((at) => encodings.u16(at)) as [
    number,
    number,
    number,
    number,
  ]
  return (codePoint) => {
    const [high, low] = [codePoint >> 8, codePoint & 0xff]
    if (high < firstHigh || high > lastHigh || low < firstLow || low > lastLow) return undefined
    const glyph = encodings.u16(14 + 2 * ((high - firstHigh) * (lastLow - firstLow + 1) + low - firstLow))
    return glyph === 0xffff ? undefined : glyph
  }
}
