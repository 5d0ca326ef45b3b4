import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { CODE_PAGES, decodeByte, encode, encodeKz1048 } from '../../src/escpos/codepage.ts'
import { unprintable } from '../../src/escpos/encoder.ts'
import { normalise } from '../../src/escpos/normalise.ts'
import { GENERIC, KAZAKH, profileNamed } from './sample.ts'

const ICONV_NAMES = { kz1048: 'rk1048', cp1251: 'cp1251', cp866: 'cp866' } as const

for (const page of CODE_PAGES) {
  test(`the table of ${page} is the one that another hand wrote, letter by letter`, () => {
    for (let byte = 0x20; byte < 0x100; byte++) {
      const theirs = iconv.decode(Buffer.of(byte), ICONV_NAMES[page])
      const ours = decodeByte(byte, page)
      assert.equal(ours, theirs === '\uFFFD' || theirs === '\u007F' ? undefined : theirs, `0x${byte.toString(16)}`)
      if (ours !== undefined) assert.deepEqual(encode(ours, page), { bytes: Uint8Array.of(byte) })
    }
  })
}

const AUTO = { profile: GENERIC, encoding: 'auto' } as const

test('[R1326-30] every Kazakh letter, large and small, has its byte in KZ-1048 and comes back', () => {
  const encoded = encodeKz1048(KAZAKH)
  assert.ok('bytes' in encoded)
  assert.equal(Buffer.from(encoded.bytes).toString('hex'), 'a3aa8dbda5a1af8eb2bcba9dbeb4a2bf9eb3')
  assert.equal(Array.from(encoded.bytes, (byte) => decodeByte(byte, 'kz1048')).join(''), KAZAKH)
})

test('what a code page lacks is named, each letter once, and never becomes a question mark', () => {
  assert.deepEqual(encodeKz1048('₸ 5, ₸ 6 ≥ 日'), { unencodable: ['₸', '≥', '日'] })
  assert.deepEqual(encode('Қант', 'cp866'), { unencodable: ['Қ'] })
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...CODE_PAGES), (text, page) => {
      const encoded = encode(text, page)
      if (!('bytes' in encoded)) return encoded.unencodable.length > 0
      return Array.from(encoded.bytes, (byte) => decodeByte(byte, page)).join('') === text
    }),
  )
})

test('control characters have no byte: a name can never command the printer', () => {
  assert.deepEqual(encodeKz1048('a\u001B@\u0010b\u007F'), { unencodable: ['\u001B', '\u0010', '\u007F'] })
})

const SPELLINGS = [
  ['1\u00A0234,50\u202F₸', '1 234,50 тг'],
  ['2 × 150 − 5', '2 x 150 - 5'],
  ['И\u0306од, е\u0308лка', 'Йод, ёлка'],
  ['не\u00ADразрывно\u200B', 'неразрывно'],
  ['«ок» “ок” ‟ок” — – ‑', '«ок» “ок” “ок” — – -'],
  ['12\u2033, д\u02BCарт', '12", д’арт'],
  [KAZAKH, KAZAKH],
] as const

for (const [given, expected] of SPELLINGS) {
  test(`paper spells ${JSON.stringify(given)} as ${JSON.stringify(expected)}`, () => {
    assert.equal(normalise(given), expected)
    assert.ok('bytes' in encodeKz1048(normalise(given)))
  })
}

test('paper’s spelling does not change when it is spelt again', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => normalise(normalise(text)) === normalise(text)))
})

test('characters that neither page nor font has are named before they reach paper', () => {
  assert.deepEqual(unprintable(`${KAZAKH} Şölen ≥ 5 ₸\n2 строка`, AUTO), [])
  assert.deepEqual(unprintable('чай 茶 🍵 茶\u0007', AUTO), ['茶', '🍵', '\u0007'])
  assert.deepEqual(unprintable(KAZAKH, { ...AUTO, profile: profileNamed('pos-58') }), [])
})
