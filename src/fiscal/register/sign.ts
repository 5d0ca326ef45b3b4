/** Signs are 31 bits wide: `offline_ticket_number` is a uint32 that goes up to 2,147,483,647 (protocol §1). */
const BITS = 31
const LIMIT = 2 ** BITS
const HALF_BITS = 16
const HALF_MASK = 0xffff
const ROUNDS = 8

/** Four 32-bit words of a key of 16 bytes, hex. */
const wordsOf = (key: string): readonly number[] =>
  [0, 8, 16, 24].map((from) => Number.parseInt(key.slice(from, from + 8), 16))

/** Mixes 32 bits so that each bit of the input touches all of the output; the multipliers are odd, so nothing is lost. */
function mix(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b | 1)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A Feistel network is a permutation whatever its round function is: no two inputs give one output. */
function permute32(value: number, words: readonly number[]): number {
  let left = value >>> HALF_BITS
  let right = value & HALF_MASK
  for (let round = 0; round < ROUNDS; round++) {
    const word = words[round % words.length] ?? 0
    const next = left ^ (mix(right ^ word ^ Math.imul(round + 1, 0x9e3779b9)) & HALF_MASK)
    left = right
    right = next
  }
  return ((left << HALF_BITS) | right) >>> 0
}

/**
 * The autonomous fiscal sign with this number, counted from 1 over the register's life: a keyed permutation of the
 * counter, so that a sign is never used twice and tells nobody how many there were (R1326-27.3).
 * @param key 16 bytes, hex
 */
export function autonomousSign(key: string, count: number): number {
  const words = wordsOf(key)
  if (words.length !== 4 || words.some(Number.isNaN)) throw new Error('a sign key has 16 bytes')
  if (!Number.isInteger(count) || count < 1 || count >= LIMIT)
    throw new Error(`no autonomous sign with number ${count}`)
  // Walking on until the value is inside keeps the permutation one of 31 bits.
  let value = permute32(count, words)
  while (value >= LIMIT) value = permute32(value, words)
  return value
}

/** What autonomous signs are made of: the key, 16 bytes in hex, and how many of its numbers are used up. */
export interface Signs {
  readonly key: string
  readonly count: number
}

/** More signs than a register gives in the time of any backup. */
const SIGN_JUMP = 2 ** 20

/**
 * The signs of a register whose records were restored, rebuilt or declared lost: those that the lost records gave away are
 * passed over, so that none is given again (R1326-27.3).
 */
export const passedOver = ({ count, key }: Signs): Signs => ({ key, count: count + SIGN_JUMP })
