/** The longest code that DEFLATE knows, in bits. */
export const MOST_BITS = 15

const REVERSED = Uint16Array.from({ length: 1 << MOST_BITS }, (_, n) => {
  let reversed = 0
  for (let bit = 0; bit < MOST_BITS; bit++) reversed |= ((n >> bit) & 1) << (MOST_BITS - 1 - bit)
  return reversed
})

/** A Huffman code (RFC 1951, 3.2.2). */
export class Code {
  /** What the next bits mean: `symbol << 4 | length`; 0: no code begins so, or one that is longer than a look. */
  readonly look: Uint16Array
  readonly mask: number
  readonly #bits: number
  /** How many codes have each length, and their symbols in the order of the codes. */
  readonly #counts = new Uint16Array(MOST_BITS + 1)
  readonly #symbols = new Uint16Array(288)
  readonly #next = new Uint16Array(MOST_BITS + 1)
  readonly #offsets = new Uint16Array(MOST_BITS + 1)

  /** @param bits of a look: longer codes take longer to read, more bits longer to make */
  constructor(bits: number) {
    this.#bits = bits
    this.mask = (1 << bits) - 1
    this.look = new Uint16Array(1 << bits)
  }

  /** @returns whether every row of bits has a meaning, and one only */
  set(lengths: Uint8Array, from: number, end: number): boolean {
    const counts = this.#counts
    const next = this.#next
    const offsets = this.#offsets
    const look = this.look
    const symbols = this.#symbols
    const most = this.#bits
    counts.fill(0)
    for (let n = from; n < end; n++) counts[lengths[n] as number]!++
    counts[0] = 0
    let left = 1
    for (let bits = 1, code = 0, offset = 0; bits <= MOST_BITS; bits++) {
      const count = counts[bits] as number
      code = (code + (counts[bits - 1] as number)) << 1
      left = 2 * left - count
      next[bits] = code
      offsets[bits] = offset
      offset += count
    }
    if (left !== 0) return false
    look.fill(0)
    for (let n = from; n < end; n++) {
      const bits = lengths[n] as number
      if (bits === 0) continue
      symbols[offsets[bits]!++] = n - from
      const code = (REVERSED[next[bits]!++] as number) >> (MOST_BITS - bits)
      const entry = ((n - from) << 4) | bits
      if (bits <= most) for (let at = code; at <= this.mask; at += 1 << bits) look[at] = entry
    }
    return true
  }

  /** A code that is longer than a look, bit by bit. @returns as in {@link look} */
  long(hold: number): number {
    for (let bits = 1, code = 0, first = 0, index = 0; bits <= MOST_BITS; bits++) {
      code |= (hold >>> (bits - 1)) & 1
      const count = this.#counts[bits] as number
      if (code - first < count) return ((this.#symbols[index + code - first] as number) << 4) | bits
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return 0
  }
}

/** A code by how many symbols, one after the other, have each length. */
export function fixed(bits: number, counts: readonly (readonly [length: number, count: number])[]): Code {
  const code = new Code(bits)
  const lengths = Uint8Array.from(counts.flatMap(([length, count]) => Array<number>(count).fill(length)))
  code.set(lengths, 0, lengths.length)
  return code
}
