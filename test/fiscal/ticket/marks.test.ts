import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markIdentity } from '../../../src/fiscal/ticket/marks.ts'
import { compute, refusalOf, saleOf } from './support.ts'

const GS = '\u001d'

/* What a scanner may read. GS1: 01, GTIN with its check digit, 21, serial number, GS, check code. */
const TAKEN = [
  ['a GS1 code of one piece', `010487000111222621aB3dE5${GS}93dGVz`, '010487000111222621aB3dE5'],
  ['the same code read without its check code', '010487000111222621aB3dE5', '010487000111222621aB3dE5'],
  [
    'a serial number of 20 characters',
    `010487000111222621${'s'.repeat(20)}${GS}93dGVz`,
    `010487000111222621${'s'.repeat(20)}`,
  ],
  ['a code that is not GS1: tobacco', '00000046198488X?io+qCABm8wAYa', '00000046198488X?io+qCABm8wAYa'],
] as const

for (const [what, mark, identity] of TAKEN)
  test(`[EK0-fn-06] a marking code is taken: ${what}`, () => {
    assert.deepEqual(compute(saleOf({ marks: [mark] })).items[0]?.marks, [mark])
    assert.equal(markIdentity(mark), identity)
  })

const REFUSED = [
  ['a GTIN with a wrong check digit', `010487000111222721aB3dE5${GS}93dGVz`, 'check-digit'],
  ['no serial number', `010487000111222621${GS}93dGVz`, 'no-serial'],
  ['a scanner that swallows GS', `0104870001112226215Q2v7Rk1mZ4xW93dGVz91ABCD`, 'no-separator'],
  ['Cyrillic letters: the keyboard layout of the scanner', `010487000111222621фы`, 'not-latin'],
  ['a tabulator inside', '0104870001112226\t21', 'control-characters'],
] as const

for (const [what, mark, problem] of REFUSED)
  test(`a marking code is refused for ${what}: MARK_INVALID, ${problem}`, () => {
    const refusal = refusalOf(() => compute(saleOf({ marks: [mark] })))
    assert.deepEqual(refusal, { code: 'MARK_INVALID', details: { line: 1, problem } })
  })

test('one piece cannot stand twice in a receipt, also when its code was read in two ways', () => {
  const marks = [`010487000111222621aB3dE5${GS}93dGVz`, ']d2010487000111222621aB3dE5']
  assert.equal(refusalOf(() => compute(saleOf({ quantity: '2', marks }))).code, 'MARK_REPEATED')
})
