import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { UsageFailure } from '../../src/cli/failure.ts'
import { type Item, parseItem, parseLine, parseModifier, printItem } from '../../src/cli/sale/item.ts'

const TABLE: readonly (readonly [string, Item])[] = [
  ['Нан=150', { name: 'Нан', price: '150' }],
  ['Нан=150*2', { name: 'Нан', price: '150', quantity: '2' }],
  ['Нан=150x2', { name: 'Нан', price: '150', quantity: '2' }],
  ['Нан=150×2', { name: 'Нан', price: '150', quantity: '2' }],
  ['Нан=150х2', { name: 'Нан', price: '150', quantity: '2' }],
  ['Нан=150*2@16', { name: 'Нан', price: '150', quantity: '2', vat: '16' }],
  ['Нан=150@none', { name: 'Нан', price: '150', vat: 'none' }],
  ['Алма, 1 кг=1 200,50 * 0,355 @ 16', { name: 'Алма, 1 кг', price: '1 200,50', quantity: '0,355', vat: '16' }],
  ['E=mc2=99.90', { name: 'E=mc2', price: '99.90' }],
  ['a=1;unit=796', { name: 'a', price: '1', unit: '796' }],
  ['a=1; section=2 ;ntin=0200000000004', { name: 'a', price: '1', section: '2', ntin: '0200000000004' }],
  ['a=1;barcode=4870001112226', { name: 'a', price: '1', barcode: '4870001112226' }],
  ['a=1;discount=5%', { name: 'a', price: '1', discount: { percent: '5' } }],
  ['a=1;markup=0,50', { name: 'a', price: '1', markup: { sum: '0,50' } }],
  ['a=1;stamp=AA 00123456', { name: 'a', price: '1', physicalLabel: 'AA 00123456' }],
  ['a=1;mark=01<GS>93', { name: 'a', price: '1', marks: ['01\u001d93'] }],
  ['a=1*2;mark=01\u001d93;mark=02<GS>9', { name: 'a', price: '1', quantity: '2', marks: ['01\u001d93', '02\u001d9'] }],
  ['a=1;mark=0121a=b;c+/"', { name: 'a', price: '1', marks: ['0121a=b;c+/"'] }],
  // What only the rules can refuse stays as it was written
  ['a=0', { name: 'a', price: '0' }],
  ['a=-5*0.0005@99', { name: 'a', price: '-5', quantity: '0.0005', vat: '99' }],
  ['a=abc', { name: 'a', price: 'abc' }],
]

test('an item is read from NAME=PRICE[*QTY][@VAT][;FIELD=VALUE]…', () => {
  for (const [text, item] of TABLE) assert.deepEqual(parseItem(text), item, text)
})

const WRONG: readonly (readonly [string, string])[] = [
  ['', 'item'],
  ['Нан', 'item'],
  ['=150', 'item'],
  ['Нан=', 'item'],
  ['Нан=150*', 'item'],
  ['Нан=150**2', 'item'],
  ['Нан=150@', 'item'],
  ['Нан=150@16@5', 'item'],
  ['Нан;unit=796', 'item'],
  ['a=1;colour=red', 'item-field'],
  ['a=1;unit', 'item-field'],
  ['a=1;', 'item-field'],
  ['a=1;constructor=1', 'item-field'],
  ['a=1;unit=796;unit=166', 'item-field-twice'],
  ['a=1;discount=5;discount=5%', 'item-field-twice'],
]

test('what is no item is wrong usage, with what is wrong', () => {
  for (const [text, problem] of WRONG) {
    assert.throws(
      () => parseItem(text),
      (error) => error instanceof UsageFailure && error.problem === problem,
      text,
    )
  }
})

const word = (alphabet: string, minLength = 1) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength: 12 })
const number = word('0123456789.,')
const name = word('АБӘҒҚа бв=19%*x@')
  .map((text) => text.trim())
  .filter((text) => text !== '')
const modifier = fc.oneof(
  number.map((sum) => ({ sum })),
  number.map((percent) => ({ percent })),
)
const items: fc.Arbitrary<Item> = fc.record(
  {
    name,
    price: number,
    quantity: number,
    vat: fc.constantFrom('0', '5', '10', '12', '16', 'none'),
    unit: word('0123456789'),
    section: word('0123456789'),
    barcode: word('0123456789'),
    ntin: word('0123456789'),
    discount: modifier,
    markup: modifier,
    marks: fc.array(word('01921aB+/=!"\u001d'), { minLength: 1, maxLength: 3 }),
    physicalLabel: word('AB0123'),
  },
  { requiredKeys: ['name', 'price'], noNullPrototype: true },
)

test('an item that is printed is read back as it was', () => {
  fc.assert(fc.property(items, (item) => assert.deepEqual(parseItem(printItem(item)), item)))
})

test('a modifier is a percentage with %, and a sum without', () => {
  assert.deepEqual(parseModifier('10%'), { percent: '10' })
  assert.deepEqual(parseModifier('2,5 %'), { percent: '2,5' })
  assert.deepEqual(parseModifier('100.00'), { sum: '100.00' })
})

test('a line of a parent is its number, with or without a quantity', () => {
  assert.deepEqual(parseLine('2'), { line: 2 })
  assert.deepEqual(parseLine('12*0,5'), { line: 12, quantity: '0,5' })
  assert.deepEqual(parseLine('1*2;mark=01<GS>93;mark=02'), { line: 1, quantity: '2', marks: ['01\u001d93', '02'] })
  assert.deepEqual(parseLine('1;mark=a=b;c'), { line: 1, marks: ['a=b;c'] })
  for (const text of ['', '*2', 'a', '1*', '1.5', '1;unit=796', ';mark=1'])
    assert.throws(() => parseLine(text), UsageFailure)
})
