import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { hashOfTotals, NO_HEAD, parse, seal, type Links } from '../../src/accumulator/record.ts'
import { attempt, entry, login } from './examples.ts'
import { resealed, withBody } from './forge.ts'

const links: Links = {
  previous: 'ab'.repeat(32),
  totals: hashOfTotals('cash=0'),
  other: { sequence: 7n, hash: 'cd'.repeat(32) },
}
const stamped = entry(attempt(3)).stamped
const bytes = seal(stamped, 5n, links)
const chainFault = { name: 'DamageError', fault: 'chain' }

describe('a record as bytes', () => {
  test('is read back with its links', () => {
    const { sealed, links: read } = parse(bytes)
    assert.deepEqual(read, links)
    assert.deepEqual(sealed, { ...stamped, chain: 'fiscal', sequence: 5n, hash: bytes.toString('hex').slice(-64) })
  })

  test('[R1326-8.1] one flipped bit anywhere is found', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      assert.throws(() => parse(flipped), { name: 'DamageError' }, `bit ${bit}`)
    }
  })

  test('cut at any byte, or one byte longer, it is not a record', () => {
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => parse(bytes.subarray(0, length)), chainFault, `${length} bytes`)
    }
    assert.throws(() => parse(Buffer.concat([bytes, Buffer.alloc(1)])), chainFault)
  })

  test('it is read where it lies within a larger buffer', () => {
    const larger = Buffer.concat([Buffer.alloc(3), bytes, Buffer.alloc(3)])
    assert.deepEqual(parse(new Uint8Array(larger.buffer, larger.byteOffset + 3, bytes.length)), parse(bytes))
  })

  test('any facts and texts come back', () => {
    const facts = fc.record({
      time: fc.integer({ min: -8.64e15, max: 8.64e15 }),
      boot: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      shift: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      documentNumber: fc.maxSafeNat(),
      micros: fc.nat(),
      text: fc.string({ unit: 'binary' }),
      sequence: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
    })
    fc.assert(
      fc.property(facts, ({ micros, text, sequence, ...header }) => {
        const record = { kind: 'unblock', code: 'SERVER_BLOCKED', reason: text } as const
        const given = {
          ...stamped,
          ...header,
          time: header.time as typeof stamped.time,
          monotonic: micros / 1000,
          record,
        }
        const { sealed } = parse(seal(given, sequence, links))
        assert.deepEqual(sealed, { ...given, chain: 'events', sequence, hash: sealed.hash })
      }),
    )
  })

  test('its place is that of its key', () => {
    assert.equal(parse(bytes, { chain: 'fiscal', sequence: 5n }).sealed.sequence, 5n)
    for (const where of [{ chain: 'fiscal', sequence: 4n } as const, { chain: 'events', sequence: 5n } as const]) {
      assert.throws(() => parse(bytes, where), { name: 'DamageError', fault: 'gap', where })
    }
  })
})

describe('a record with a hash that fits is still refused', () => {
  const forged: readonly (readonly [string, string, Buffer])[] = [
    ['of another format', 'chain', resealed(bytes, (copy) => void copy.writeUInt8(2, 0))],
    ['of another algorithm', 'signature', resealed(bytes, (copy) => void copy.writeUInt8(3, 1))],
    ['in the other chain', 'chain', resealed(bytes, (copy) => void copy.writeUInt8(2, 2))],
    ['of an unknown kind', 'chain', resealed(bytes, (copy) => void copy.writeUInt8(63, 3))],
    ['with a time past all calendars', 'chain', resealed(bytes, (copy) => void copy.writeBigInt64BE(2n ** 60n, 116))],
    [
      'with a document number past 2^53',
      'chain',
      resealed(bytes, (copy) => void copy.writeBigUInt64BE(2n ** 60n, 140)),
    ],
    ['with a body that is not UTF-8', 'chain', withBody(bytes, Buffer.from([0x22, 0xff, 0x22]))],
    ['with a body that is not JSON', 'chain', withBody(bytes, Buffer.from('{"a":'))],
    ['with a byte order mark', 'chain', withBody(bytes, Buffer.from('\ufeff{}'))],
    ['with a whole number that is none', 'chain', withBody(bytes, Buffer.from('{"a":{"int":"1.5"}}'))],
    ['with a list for a body', 'chain', withBody(bytes, Buffer.from('[]'))],
    ['with nothing for a body', 'chain', withBody(bytes, Buffer.from('null'))],
    ['with a body that names a kind', 'chain', withBody(bytes, Buffer.from('{"kind":"login"}'))],
  ]
  for (const [what, fault, wrong] of forged) {
    test(what, () => assert.throws(() => parse(wrong), { name: 'DamageError', fault }))
  }
})

describe('what does not fit a header is not sealed', () => {
  const base = entry(login).stamped
  for (const [what, facts] of [
    ['a start below 0', { boot: -1 }],
    ['a start past 32 bits', { boot: 2 ** 32 }],
    ['half a shift', { shift: 0.5 }],
    ['half a millisecond of wall time', { time: 0.5 as typeof base.time }],
    ['a monotonic clock below 0', { monotonic: -1 }],
    ['a document number below 0', { documentNumber: -1 }],
  ] as const) {
    test(what, () => assert.throws(() => seal({ ...base, ...facts }, 1n, { ...links, other: NO_HEAD }), RangeError))
  }

  test('a body over 16 MiB', () => {
    const record = { kind: 'unblock', code: 'ROLLBACK', reason: 'x'.repeat(16 * 1024 * 1024) } as const
    assert.throws(() => seal({ ...base, record }, 1n, links), RangeError)
  })
})
