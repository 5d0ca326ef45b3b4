import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ItemRequest, ModifierRequest } from '../../../src/fiscal/ticket/types.ts'
import { formatTenge } from '../../../src/fiscal/money.ts'
import { BREAD, compute, refusalOf, sale, saleOf } from './support.ts'

const GOODS: readonly ItemRequest[] = [
  { name: 'А', price: '100' },
  { name: 'Ә', price: '200' },
  { name: 'Б', price: '0.01' },
]

const nets = (items: readonly { readonly net: bigint }[]) => items.map(({ net }) => String(net))

/** base, what is asked, what it comes to */
const COMPUTED: readonly (readonly [string, ModifierRequest, string])[] = [
  ['300.00', { percent: '5' }, '15.00'],
  ['150.00', { percent: '33,333' }, '50.00'],
  ['0.10', { percent: '5' }, '0.01'],
  ['99.99', { percent: '100' }, '99.99'],
  ['150.00', { percent: '0.004' }, '0.01'],
  ['150.00', { sum: '150' }, '150.00'],
]

for (const [price, asked, sum] of COMPUTED) {
  const text = asked.percent === undefined ? asked.sum : `${asked.percent} %`
  test(`[EK0-fn-07] [EK1-fn-06] a discount of ${text} off ${price} is ${sum}, a markup too`, () => {
    const goods = (change: Partial<ItemRequest>) => sale({ items: [{ ...BREAD, price, ...change }, BREAD] })
    assert.equal(formatTenge(compute(goods({ discount: asked })).items[0]!.discount!.sum), sum)
    assert.equal(formatTenge(compute(goods({ markup: asked })).items[0]!.markup!.sum), sum)
  })
}

/** what is wrong, what is asked, the problem */
const REFUSED: readonly (readonly [string, ModifierRequest, string])[] = [
  ['percent and sum together', { percent: '5', sum: '5' }, 'percent-and-sum'],
  ['neither percent nor sum', {}, 'sum-invalid'],
  ['0 %', { percent: '0' }, 'percent-invalid'],
  ['over 100 %', { percent: '100.001' }, 'percent-invalid'],
  ['four decimals of a percent', { percent: '5.0001' }, 'percent-invalid'],
  ['a negative percent', { percent: '-5' }, 'percent-invalid'],
  ['a sum of 0', { sum: '0.00' }, 'sum-invalid'],
  ['a negative sum', { sum: '-1' }, 'sum-invalid'],
  ['three decimals', { sum: '1.005' }, 'sum-invalid'],
  ['less than a tiyn', { percent: '0.001' }, 'less-than-tiyn'],
  ['an empty name', { percent: '5', name: ' ' }, 'empty'],
  ['a name of 65 characters', { percent: '5', name: 'ж'.repeat(65) }, 'too-long'],
  ['a line break in its name', { percent: '5', name: 'а\nб' }, 'control-characters'],
  ['a name that the paper cannot show', { percent: '5', name: '🎁' }, 'unprintable'],
]

for (const [what, asked, problem] of REFUSED)
  test(`a discount or markup with ${what} is refused, on an item and on the ticket: ${problem}`, () => {
    for (const [member, code] of [
      ['discount', 'DISCOUNT_INVALID'],
      ['markup', 'MARKUP_INVALID'],
    ] as const) {
      assert.deepEqual(
        refusalOf(() => compute(saleOf({ [member]: asked }))),
        { code, details: { where: 'item', line: 1, problem } },
      )
      assert.deepEqual(
        refusalOf(() => compute(sale({ [member]: asked }))),
        { code, details: { where: 'ticket', problem } },
      )
    }
  })

test('a discount larger than what it is taken from is refused; a markup has no such bound', () => {
  assert.deepEqual(
    refusalOf(() => compute(saleOf({ discount: { sum: '150.01' } }))),
    { code: 'DISCOUNT_INVALID', details: { where: 'item', line: 1, problem: 'larger-than-sum' } },
  )
  assert.deepEqual(
    refusalOf(() => compute(sale({ discount: { sum: '150.01' } }))),
    { code: 'DISCOUNT_INVALID', details: { where: 'ticket', problem: 'larger-than-sum' } },
  )
  assert.equal(formatTenge(compute(saleOf({ markup: { sum: '1000' } })).total), '1150.00')
})

test('[P203-mods] a discount and a markup exclude each other, on an item and on the ticket', () => {
  const both = { discount: { percent: '5' }, markup: { percent: '5' } }
  assert.deepEqual(
    refusalOf(() => compute(saleOf(both))),
    { code: 'MARKUP_AND_DISCOUNT', details: { where: 'item', line: 1 } },
  )
  assert.deepEqual(
    refusalOf(() => compute(sale(both))),
    { code: 'MARKUP_AND_DISCOUNT', details: { where: 'ticket' } },
  )
  const apart = compute(sale({ items: [{ ...BREAD, markup: { sum: '50' } }], discount: { sum: '100' } }))
  assert.equal(formatTenge(apart.total), '100.00')
})

test('[P203-mods] a modifier that nobody named has the name of the receipt’s language', () => {
  const named = (['kk', 'ru', 'kk+ru'] as const).map((receiptLanguage) => [
    compute(sale({ receiptLanguage, discount: { sum: '1' } })).discount!.name,
    compute(sale({ receiptLanguage, markup: { sum: '1' } })).markup!.name,
  ])
  assert.deepEqual(named, [
    ['Жеңілдік', 'Үстеме'],
    ['Скидка', 'Наценка'],
    ['Жеңілдік/Скидка', 'Үстеме/Наценка'],
  ])
})

test('an item may be given away, a whole ticket may not', () => {
  const free = { ...BREAD, discount: { percent: '100' } }
  assert.deepEqual(nets(compute(sale({ items: [free, BREAD] })).items), ['0', '15000'])
  const nothing = { code: 'DISCOUNT_INVALID', details: { where: 'ticket', problem: 'nothing-left' } }
  assert.deepEqual(
    refusalOf(() => compute(sale({ items: [free, free] }))),
    nothing,
  )
  assert.deepEqual(
    refusalOf(() => compute(sale({ discount: { percent: '100' } }))),
    nothing,
  )
})

/** the ticket's discount, what is left of 100.00, 200.00 and 0.01 */
const SHARED = [
  ['0.01', ['10000', '19999', '1']],
  ['0.02', ['9999', '19999', '1']],
  ['30.00', ['9000', '18000', '1']],
  ['300.00', ['0', '1', '0']],
] as const

for (const [sum, left] of SHARED)
  test(`a ticket’s discount of ${sum} is shared by largest remainder and leaves ${left.join(' + ')} tiyn`, () => {
    assert.deepEqual(nets(compute(sale({ items: GOODS, discount: { sum } })).items), left)
  })

test('a ticket’s discount is shared by what is left of each item after its own', () => {
  const items = [{ ...BREAD, discount: { sum: '50' } }, BREAD, { ...BREAD, markup: { sum: '50' } }]
  assert.deepEqual(nets(compute(sale({ items, discount: { percent: '10' } })).items), ['9000', '13500', '18000'])
})

test('of equal remainders the earlier item takes the tiyn', () => {
  const items = [BREAD, BREAD, BREAD]
  assert.deepEqual(nets(compute(sale({ items, discount: { sum: '0.02' } })).items), ['14999', '14999', '15000'])
  assert.deepEqual(nets(compute(sale({ items, markup: { sum: '0.01' } })).items), ['15001', '15000', '15000'])
})
