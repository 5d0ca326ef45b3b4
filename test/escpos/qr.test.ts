import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qrMatrix, qrSize } from '../../src/escpos/qr.ts'

test('the size of a symbol is known without drawing it, at every length and level', () => {
  for (const level of ['L', 'M', 'Q', 'H'] as const) {
    for (let length = 1; length <= 400; length += 7) {
      const data = 'http://consumer.oofd.kz?i='.padEnd(length, 'ә7').slice(0, length)
      assert.equal(qrSize(data, level), qrMatrix(data, level).size)
    }
  }
})

test('what no symbol holds has no size', () => {
  assert.throws(() => qrSize('x'.repeat(5000)))
})
