import { Code, fixed, MOST_BITS } from './huffman.ts'

/*
 * Raw DEFLATE (RFC 1951) for frames of a kilobyte, millions of them: zlib makes its window anew for each, and leaves 40 KB to
 * be collected. What deflaters never write is left to zlib, which knows how to complain.
 */

const END_OF_BLOCK = 256
const MOST_LENGTH = 258
/** Bits behind a symbol of a length, and the length that it begins from (3.2.5). */
const LENGTH_BITS = Uint8Array.from({ length: 29 }, (_, n) => (n < 8 || n === 28 ? 0 : (n >> 2) - 1))
const LENGTHS = Uint16Array.from({ length: 29 }, (_, n) =>
  n < 8 ? n + 3 : n === 28 ? MOST_LENGTH : ((4 + (n & 3)) << ((n >> 2) - 1)) + 3,
)
/** The same of distances. */
const DISTANCE_BITS = Uint8Array.from({ length: 30 }, (_, n) => (n < 2 ? 0 : (n >> 1) - 1))
const DISTANCES = Uint16Array.from({ length: 30 }, (_, n) => (n < 2 ? n + 1 : ((2 + (n & 1)) << ((n >> 1) - 1)) + 1))
/** In which order the lengths of the code of code lengths come. */
const ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
const FIXED_LITERALS = fixed(9, [
  [8, 144],
  [9, 112],
  [7, 24],
  [8, 8],
])
const FIXED_DISTANCES = fixed(8, [[5, 32]])

/** Bytes behind the input that are read and mean nothing. */
const SLACK = 8

/** One stream after the other, all with the same dictionary. */
export class Inflater {
  /** The dictionary, and behind it what comes out: what refers back to it finds it there. */
  readonly #room: Buffer
  readonly #begin: number
  /** A copy, so that nothing is read behind an array's end: that would slow down every other read. */
  readonly #input: Uint8Array
  readonly #lengths = new Uint8Array(320)
  readonly #ofLengths = new Code(7)
  readonly #ofLiterals = new Code(9)
  readonly #ofDistances = new Code(8)
  #at = 0
  #end = 0
  #hold = 0
  #bits = 0
  #out = 0

  /** @param most bytes that go in, and that come out */
  constructor(dictionary: Uint8Array, most: number) {
    this.#room = Buffer.alloc(dictionary.length + most)
    this.#room.set(dictionary)
    this.#begin = dictionary.length
    this.#input = new Uint8Array(most + SLACK)
  }

  /** @returns what is read over by the next call; undefined: it has to be zlib */
  inflate(input: Uint8Array): Buffer | undefined {
    if (input.length > this.#input.length - SLACK) return undefined
    this.#input.set(input)
    this.#at = 0
    this.#end = input.length
    this.#hold = 0
    this.#bits = 0
    this.#out = this.#begin
    for (let isLast = false; !isLast; ) {
      isLast = this.#take(1) === 1
      const type = this.#take(2)
      const isWhole =
        type === 1
          ? this.#block(FIXED_LITERALS, FIXED_DISTANCES)
          : type === 2 && this.#readCodes() && this.#block(this.#ofLiterals, this.#ofDistances)
      if (!isWhole) return undefined
    }
    return this.#room.subarray(this.#begin, this.#out)
  }

  /** The next bits, at most 14 of them. */
  #take(count: number): number {
    if (this.#bits < count) {
      this.#hold |= ((this.#input[this.#at] as number) | ((this.#input[this.#at + 1] as number) << 8)) << this.#bits
      this.#at += 2
      this.#bits += 16
    }
    const value = this.#hold & ((1 << count) - 1)
    this.#hold >>= count
    this.#bits -= count
    return value
  }

  #readCodes(): boolean {
    const input = this.#input
    const lengths = this.#lengths
    const own = this.#ofLengths
    const [literals, distances, count] = [this.#take(5) + 257, this.#take(5) + 1, this.#take(4) + 4]
    if (literals > 286 || distances > 30) return false
    lengths.fill(0, 0, ORDER.length)
    for (let n = 0; n < count; n++) lengths[ORDER[n] as number] = this.#take(3)
    if (!own.set(lengths, 0, ORDER.length)) return false
    const all = literals + distances
    let [at, hold, bits] = [this.#at, this.#hold, this.#bits]
    for (let n = 0, before = 0; n < all; ) {
      // A code of 7 bits, and 7 more of a repetition.
      if (bits < 14) {
        hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
        at += 2
        bits += 16
      }
      if (at > this.#end + SLACK - 2) return false
      const entry = own.look[hold & own.mask] as number
      hold >>= entry & 15
      bits -= entry & 15
      const symbol = entry >> 4
      if (symbol < 16) {
        lengths[n++] = before = symbol
        continue
      }
      if (symbol === 16 && n === 0) return false
      const extra = symbol === 16 ? 2 : symbol === 17 ? 3 : 7
      let again = (symbol === 18 ? 11 : 3) + (hold & ((1 << extra) - 1))
      hold >>= extra
      bits -= extra
      if (n + again > all) return false
      if (symbol !== 16) before = 0
      while (again-- > 0) lengths[n++] = before
    }
    this.#at = at
    this.#hold = hold
    this.#bits = bits
    if (lengths[END_OF_BLOCK] === 0) return false
    return this.#ofLiterals.set(lengths, 0, literals) && this.#ofDistances.set(lengths, literals, all)
  }

  /** To the end of a block. @returns false: it has none, or leads outside */
  #block(literals: Code, distances: Code): boolean {
    const input = this.#input
    const room = this.#room
    const most = room.length - MOST_LENGTH
    const end = this.#end + SLACK - 4
    const { look: ofLiterals, mask } = literals
    const { look: ofDistances, mask: distanceMask } = distances
    let at = this.#at
    let hold = this.#hold
    let bits = this.#bits
    let out = this.#out
    while (out < most && at <= end) {
      if (bits < MOST_BITS) {
        hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
        at += 2
        bits += 16
      }
      let entry = ofLiterals[hold & mask] as number
      if (entry === 0) entry = literals.long(hold)
      hold >>= entry & 15
      bits -= entry & 15
      let symbol = entry >> 4
      if (symbol < END_OF_BLOCK) {
        if (entry === 0) return false
        room[out++] = symbol
        continue
      }
      if (symbol === END_OF_BLOCK) {
        this.#at = at
        this.#hold = hold
        this.#bits = bits
        this.#out = out
        return at - (bits >> 3) <= this.#end
      }
      symbol -= END_OF_BLOCK + 1
      if (symbol >= LENGTHS.length) return false
      let extra = LENGTH_BITS[symbol] as number
      if (bits < extra) {
        hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
        at += 2
        bits += 16
      }
      const to = out + (LENGTHS[symbol] as number) + (hold & ((1 << extra) - 1))
      hold >>= extra
      bits -= extra
      if (bits < MOST_BITS) {
        hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
        at += 2
        bits += 16
      }
      entry = ofDistances[hold & distanceMask] as number
      if (entry === 0) entry = distances.long(hold)
      symbol = entry >> 4
      if (entry === 0 || symbol >= DISTANCES.length) return false
      hold >>= entry & 15
      bits -= entry & 15
      extra = DISTANCE_BITS[symbol] as number
      if (bits < extra) {
        hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
        at += 2
        bits += 16
      }
      let from = out - (DISTANCES[symbol] as number) - (hold & ((1 << extra) - 1))
      hold >>= extra
      bits -= extra
      if (from < 0) return false
      while (out < to) room[out++] = room[from++] as number
    }
    return false
  }
}
