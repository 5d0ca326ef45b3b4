import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { DICTIONARY } from '../../src/accumulator/mirror/dictionary.ts'
import { Inflater } from '../../src/verifier/inflate.ts'
import { dice } from '../../tools/storage/dice.ts'

const MOST = 1 << 16
const inflater = new Inflater(DICTIONARY, MOST)
const random = dice(7)

const zlib = (bytes: Buffer): Buffer | undefined => {
  try {
    return inflateRawSync(bytes, { dictionary: DICTIONARY })
  } catch {
    return undefined
  }
}

/** Some of the dictionary, of what came before, digits and letters in turn. */
function content(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; ) {
    const size = Math.min(length - at, 1 + random.below(200))
    const kind = random.below(4)
    const from = random.below(kind === 0 ? DICTIONARY.length - size : Math.max(1, at - size))
    for (let n = 0; n < size; n++)
      bytes[at + n] =
        kind === 0
          ? (DICTIONARY[from + n] ?? 0)
          : kind === 1 && from + n < at
            ? (bytes[from + n] ?? 0)
            : kind === 2
              ? 0x30 + random.below(10)
              : 0x41 + random.below(50)
    at += size
  }
  return bytes
}

const STRATEGIES = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE]
const deflated = (bytes: Buffer, n: number): Buffer =>
  deflateRawSync(bytes, { dictionary: DICTIONARY, level: 1 + (n % 9), strategy: STRATEGIES[n % STRATEGIES.length] })

describe('a frame is inflated as zlib does', () => {
  test('whatever was deflated, of every strategy and level', () => {
    for (let n = 0; n < 600; n++) {
      const bytes = content(random.below(n % 50 === 0 ? MOST - 258 : 4000))
      const frame = deflated(bytes, n)
      // Where nothing may be referred to, Cyrillic letters can be shorter as they are
      const isStored = n % 4 > 1 && (frame.readUInt8(0) & 6) === 0
      assert.ok(isStored || inflater.inflate(frame)?.equals(bytes), `content ${n}, ${bytes.length} bytes`)
    }
  })

  test('of one that was spoilt or cut it says what zlib says, or nothing', () => {
    const frames = Array.from({ length: 40 }, (_, n) => deflated(content(100 + random.below(2000)), n))
    let told = 0
    for (let n = 0; n < 8000; n++) {
      const frame = Buffer.from(random.pick(frames))
      const at = random.below(n % 2 === 0 ? frame.length : Math.min(frame.length, 90))
      frame.writeUInt8(frame.readUInt8(at) ^ (1 << random.below(8)), at)
      const spoilt = n % 5 === 0 ? frame.subarray(0, random.below(frame.length)) : frame
      const own = inflater.inflate(spoilt)
      if (own === undefined) continue
      told += 1
      assert.deepEqual(own, zlib(spoilt), `frame ${n}`)
    }
    assert.ok(told > 1000, `only ${told} were inflated`)
  })

  test('what is stored, too long, or refers to before the dictionary is left to zlib', () => {
    const stored = deflateRawSync(content(300), { dictionary: DICTIONARY, level: 0 })
    assert.equal(inflater.inflate(stored), undefined)
    assert.equal(inflater.inflate(deflated(Buffer.alloc(MOST + 1), 0)), undefined)
    assert.equal(inflater.inflate(Buffer.alloc(MOST + 1)), undefined)
    const far = deflated(DICTIONARY.subarray(0, 300), 0)
    assert.deepEqual(inflater.inflate(far), DICTIONARY.subarray(0, 300))
    assert.equal(new Inflater(DICTIONARY.subarray(-20), MOST).inflate(far), undefined)
  })
})
