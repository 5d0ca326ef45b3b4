import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode, encodeKz1048 } from '../../src/escpos/codepage.ts'
import { decodeText } from '../../src/goods/encoding.ts'

const bytesOf = (encoded: ReturnType<typeof encode>): Uint8Array => {
  assert.ok('bytes' in encoded)
  return encoded.bytes
}

test('UTF-8 is read as it is, with or without its mark', () => {
  assert.deepEqual(decodeText(Buffer.from('Әлем;150')), { text: 'Әлем;150', encoding: 'utf-8' })
  assert.equal(decodeText(Buffer.from('\uFEFFӘлем'))?.text.replace('\uFEFF', ''), 'Әлем')
})

test('Russian in CP1251 is read', () => {
  const text = 'Хлеб «Бородинский» №5 – 150 ёж'
  assert.deepEqual(decodeText(bytesOf(encode(text, 'cp1251'))), { text, encoding: 'cp1251' })
})

test('every Kazakh letter of the code page of Kazakhstan is read', () => {
  const text = 'ӘәҒғҚқҢңӨөҰұҮүІіҺһ Ёё АЯая'
  assert.equal(decodeText(bytesOf(encodeKz1048(text)))?.text, text)
})

test('what is no text is not read: a workbook, UTF-16', () => {
  assert.equal(decodeText(Buffer.from('PK\u0003\u0004\u0000\u0000')), undefined)
  assert.equal(decodeText(Buffer.from('a;b', 'utf16le')), undefined)
})
