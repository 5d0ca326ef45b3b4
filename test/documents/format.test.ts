import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { NBSP, paperPercent, paperQuantity, paperSum } from '../../src/fiscal/documents/format.ts'
import { MAX_SUM, parseTenge, tiyn } from '../../src/fiscal/money.ts'
import { parseQuantity, thousandths } from '../../src/fiscal/quantity.ts'

const SUMS: readonly (readonly [bigint, string])[] = [
  [0n, '0,00'],
  [5n, '0,05'],
  [99_999n, '999,99'],
  [100_000n, '1 000,00'],
  [205_500n, '2 055,00'],
  [123_456_789n, '1 234 567,89'],
  [-385_050n, '-3 850,50'],
  [-10_000n, '-100,00'],
]

for (const [sum, paper] of SUMS)
  test(`${sum} tiyn are ${paper} on paper`, () => assert.equal(paperSum(tiyn(sum)).replaceAll(NBSP, ' '), paper))

test('a sum on paper is read back as the same sum, and no line breaks inside it', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MAX_SUM }), (sum) => {
      const paper = paperSum(tiyn(sum))
      assert.equal(parseTenge(paper.replaceAll(NBSP, '')), sum)
      assert.doesNotMatch(paper, / /)
    }),
  )
})

test('a quantity on paper is read back as the same quantity', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2_147_483_647n }), (quantity) =>
      assert.equal(parseQuantity(paperQuantity(thousandths(quantity))), quantity),
    ),
  )
})

for (const [percent, paper] of [
  [5000, '5'],
  [12_500, '12,5'],
  [125, '0,125'],
  [100_000, '100'],
] as const)
  test(`${percent} thousandths of a percent are ${paper}`, () => assert.equal(paperPercent(percent), paper))
