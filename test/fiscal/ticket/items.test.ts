import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatQuantity } from '../../../src/fiscal/quantity.ts'
import type { ItemRequest } from '../../../src/fiscal/ticket/types.ts'
import type { ErrorCode } from '../../../src/locale/errors.ts'
import { compute, refusalOf, saleOf, sale, BREAD } from './support.ts'

const GS = '\u001d'
const MARK = `010487000111222621aB3dE5${GS}93dGVz`

/** what is asked, the code, what its text names beside the line */
const REFUSED: readonly (readonly [string, Partial<ItemRequest>, ErrorCode, object])[] = [
  ['an empty name', { name: '' }, 'NAME_INVALID', { problem: 'empty' }],
  ['a name of blanks', { name: ' \u00a0 ' }, 'NAME_INVALID', { problem: 'empty' }],
  ['a name of 257 characters', { name: 'Ә'.repeat(257) }, 'NAME_INVALID', { problem: 'too-long' }],
  ['a name of 10,000 characters', { name: 'а'.repeat(10_000) }, 'NAME_INVALID', { problem: 'too-long' }],
  ['a line break in the name', { name: 'Нан\nСүт' }, 'NAME_INVALID', { problem: 'control-characters' }],
  ['an escape in the name', { name: 'Нан\u001b@' }, 'NAME_INVALID', { problem: 'control-characters' }],
  ['a name that turns the line around', { name: 'Нан\u202e00.1' }, 'NAME_INVALID', { problem: 'hidden-characters' }],
  ['a name with zero width', { name: 'Н\u200bан' }, 'NAME_INVALID', { problem: 'hidden-characters' }],
  ['half a character in the name', { name: 'Нан \ud83c' }, 'NAME_INVALID', { problem: 'hidden-characters' }],
  ['a name that the paper cannot show', { name: 'Нан 🍞' }, 'NAME_UNPRINTABLE', { characters: '🍞' }],
  ['price 0', { price: '0.00' }, 'PRICE_INVALID', { value: '0.00' }],
  ['a negative price', { price: '-1' }, 'PRICE_INVALID', { value: '-1' }],
  ['a price of three decimals', { price: '1.005' }, 'PRICE_INVALID', { value: '1.005' }],
  ['a price in words', { price: 'сто' }, 'PRICE_INVALID', { value: 'сто' }],
  ['a price in the form of another machine', { price: '1e3' }, 'PRICE_INVALID', { value: '1e3' }],
  ['a price of 10,000 digits', { price: '1'.repeat(10_000) }, 'PRICE_INVALID', { value: `${'1'.repeat(40)}…` }],
  ['quantity 0', { quantity: '0' }, 'QUANTITY_INVALID', { value: '0', maximum: '2147483.647' }],
  [
    'a quantity of four decimals',
    { quantity: '0.0005' },
    'QUANTITY_INVALID',
    { value: '0.0005', maximum: '2147483.647' },
  ],
  ['a negative quantity', { quantity: '-2' }, 'QUANTITY_INVALID', { value: '-2', maximum: '2147483.647' }],
  [
    'a quantity past the wire',
    { quantity: '2147483.648' },
    'QUANTITY_INVALID',
    { value: '2147483.648', maximum: '2147483.647' },
  ],
  ['less than a tiyn', { price: '0.01', quantity: '0.499' }, 'LINE_TOO_SMALL', {}],
  ['a unit that is none', { unit: '116' }, 'UNIT_UNKNOWN', { value: '116' }],
  ['a unit by its name', { unit: 'шт' }, 'UNIT_UNKNOWN', { value: 'шт' }],
  ['section 0', { section: '0' }, 'SECTION_INVALID', { problem: 'out-of-range' }],
  ['section 100', { section: '100' }, 'SECTION_INVALID', { problem: 'out-of-range' }],
  ['a section of 17 characters', { section: 'Хозяйственные това' }, 'SECTION_INVALID', { problem: 'too-long' }],
  ['a section that the paper cannot show', { section: 'Бар 🍞' }, 'SECTION_INVALID', { problem: 'unprintable' }],
  ['an empty section', { section: '' }, 'SECTION_INVALID', { problem: 'empty' }],
  ['a barcode of 9 digits', { barcode: '123456789' }, 'BARCODE_INVALID', { value: '123456789' }],
  ['a barcode misread', { barcode: '4870001112227' }, 'BARCODE_INVALID', { value: '4870001112227' }],
  ['an NTIN of 12 digits', { ntin: '020000000000' }, 'NTIN_INVALID', { value: '020000000000' }],
  ['one mark for two', { quantity: '2', marks: [MARK] }, 'MARKS_COUNT', { marks: 1, quantity: '2' }],
  ['one mark for a half', { quantity: '0.5', marks: [MARK] }, 'MARKS_COUNT', { marks: 1, quantity: '0.5' }],
  ['an empty mark', { marks: [''] }, 'MARK_INVALID', { problem: 'empty' }],
  ['a mark of 257 characters', { marks: ['1'.repeat(257)] }, 'MARK_INVALID', { problem: 'too-long' }],
  ['a line break in a mark', { marks: ['0104870001\n'] }, 'MARK_INVALID', { problem: 'control-characters' }],
  ['a mark typed in Cyrillic', { marks: ['0104870001фы'] }, 'MARK_INVALID', { problem: 'not-latin' }],
  [
    'a mark scanned twice',
    { quantity: '2', marks: [MARK, MARK] },
    'MARK_REPEATED',
    { mark: MARK.replace(GS, '\ufffd') },
  ],
  ['an excise stamp too long', { physicalLabel: 'A'.repeat(65) }, 'PHYSICAL_LABEL_INVALID', { problem: 'too-long' }],
  ['an unprintable excise stamp', { physicalLabel: '🍞' }, 'PHYSICAL_LABEL_INVALID', { problem: 'unprintable' }],
]

for (const [what, asked, code, named] of REFUSED)
  test(`${what} is refused with ${code}`, () => {
    const { details, ...refusal } = refusalOf(() => compute(saleOf(asked)))
    assert.deepEqual({ ...refusal, details }, { code, details: { line: 1, ...named } })
  })

test('a price, a line and a ticket past the range of the wire are refused with SUM_TOO_LARGE', () => {
  const large = '9223372036854775807.99'
  const tooLarge = { code: 'SUM_TOO_LARGE', details: { maximum: large } }
  assert.deepEqual(
    refusalOf(() => compute(saleOf({ price: '9223372036854775808' }))),
    tooLarge,
  )
  assert.deepEqual(
    refusalOf(() => compute(saleOf({ price: '1'.repeat(30) }))),
    tooLarge,
  )
  assert.deepEqual(
    refusalOf(() => compute(saleOf({ price: large, quantity: '1.001' }))),
    tooLarge,
  )
  assert.deepEqual(
    refusalOf(() => compute(sale({ items: [{ ...BREAD, price: large }, BREAD] }))),
    tooLarge,
  )
  assert.deepEqual(
    refusalOf(() => compute(sale({ payments: { cash: '9223372036854775808' } }))),
    tooLarge,
  )
  assert.deepEqual(
    refusalOf(() => compute(sale({ discount: { sum: '9223372036854775808' } }))),
    tooLarge,
  )
  assert.equal(compute(saleOf({ price: large })).total, 922_337_203_685_477_580_799n)
})

test('[EK0-fn-05] [EK1-fn-05] an item needs a name and a price alone: one piece of section 1, with the register’s rate', () => {
  const [item] = compute(saleOf({ name: '  Нан ', price: '150' })).items
  assert.deepEqual(
    {
      name: item!.name,
      unit: item!.unit,
      section: item!.section,
      quantity: formatQuantity(item!.quantity),
      vat: item!.vat,
    },
    { name: 'Нан', unit: '796', section: '1', quantity: '1', vat: 16 },
  )
})

test('a name has one spelling, whatever the keyboard composed', () => {
  assert.equal(compute(saleOf({ name: 'Йогурт'.normalize('NFD') })).items[0]!.name, 'Йогурт'.normalize('NFC'))
})

test('256 characters are a name, counted as people count them', () => {
  assert.equal(compute(saleOf({ name: '𐰀'.repeat(256) })).items[0]!.name, '𐰀'.repeat(256))
})

test('[P203-qty] a quantity has up to three decimals, with a point or a comma, to 2,147,483.647', () => {
  const quantities = ['1.5', '0,001', '2147483.647', '3.50'].map((quantity) =>
    compute(saleOf({ quantity, price: '10' })),
  )
  assert.deepEqual(
    quantities.map(({ items }) => items[0]!.quantity),
    [1500n, 1n, 2_147_483_647n, 3500n],
  )
})

test('a unit is sent with three digits, however it was asked for', () => {
  const units = ['6', '06', '006', '166', '5111'].map((unit) => compute(saleOf({ unit })).items[0]!.unit)
  assert.deepEqual(units, ['006', '006', '006', '166', '5111'])
})

test('the section of the item goes before the ticket’s, that before the register’s; 01 is 1', () => {
  const ticket = compute(
    sale({ section: '07', items: [{ ...BREAD, section: 'Нан бөлімі' }, BREAD, { ...BREAD, section: '99' }] }),
  )
  assert.deepEqual(
    ticket.items.map(({ section }) => section),
    ['Нан бөлімі', '7', '99'],
  )
  assert.equal(compute(sale(), { defaultSection: '3' }).items[0]!.section, '3')
})

test('barcodes of 8, 12, 13 and 14 digits are sent as given', () => {
  const codes = ['96385074', '036000291452', '4870001112226', '04600439931256']
  assert.deepEqual(
    codes.map((barcode) => compute(saleOf({ barcode })).items[0]!.barcode),
    codes,
  )
})

test('[EK0-fn-06] a line carries the code of its excise stamp and its marking codes, separators kept and the scanner’s prefix off', () => {
  const other = MARK.replace('aB3dE5', 'aB3dE6')
  const [item] = compute(saleOf({ quantity: '2', marks: [`]d2${MARK}`, other], physicalLabel: 'AA 00123456' })).items
  assert.deepEqual(item!.marks, [MARK, other])
  assert.equal(item!.physicalLabel, 'AA 00123456')
})

test('facts that nobody gave are absent, not empty', () => {
  const ticket = compute(sale())
  assert.deepEqual(Object.keys(ticket.items[0]!), [
    'name',
    'unit',
    'section',
    'quantity',
    'price',
    'sum',
    'vat',
    'marks',
    'net',
    'vatSum',
  ])
  assert.deepEqual(Object.keys(ticket), [
    'operation',
    'items',
    'total',
    'payments',
    'taken',
    'change',
    'vat',
    'language',
  ])
})
