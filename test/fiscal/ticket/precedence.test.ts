import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ItemRequest, TicketRequest } from '../../../src/fiscal/ticket/types.ts'
import type { ErrorCode } from '../../../src/locale/errors.ts'
import { BREAD, SELLER, compute, refusalOf, sale } from './support.ts'

const MARK = '010487000111222621aB3dE5\u001d93dGVz'

const item = (change: Partial<ItemRequest>) => (request: TicketRequest) => ({
  ...request,
  items: request.items.map((one) => ({ ...one, ...change })),
})
const ticket = (change: Partial<TicketRequest>) => (request: TicketRequest) => ({ ...request, ...change })

/** Everything that can be wrong with a ticket, in order of precedence: of two faults the upper one is told. */
const FAULTS: readonly (readonly [ErrorCode, string, (request: TicketRequest) => TicketRequest])[] = [
  ['PARENT_REQUIRED', 'a return without its receipt', ticket({ operation: 'sale-return' })],
  ['TOO_MANY_ITEMS', '501 items', (request) => ({ ...request, items: Array(501).fill(request.items[0]) })],
  ['NAME_INVALID', 'no name', item({ name: ' ' })],
  ['NAME_UNPRINTABLE', 'a picture in the name', item({ name: 'Нан 🍞' })],
  ['PRICE_INVALID', 'price 0', item({ price: '0' })],
  ['SUM_TOO_LARGE', 'a price past the wire', item({ price: '9223372036854775808' })],
  ['QUANTITY_INVALID', 'quantity 0', item({ quantity: '0' })],
  ['LINE_TOO_SMALL', 'a line of less than a tiyn', item({ price: '0.01', quantity: '0.001' })],
  ['UNIT_UNKNOWN', 'an unknown unit', item({ unit: '999' })],
  ['SECTION_INVALID', 'section 100', item({ section: '100' })],
  ['VAT_RATE_UNKNOWN', 'an unknown rate', item({ vat: '7' })],
  ['BARCODE_INVALID', 'a barcode with a wrong check digit', item({ barcode: '4870001112225' })],
  ['NTIN_INVALID', 'an NTIN with a wrong check digit', item({ ntin: '0200000000005' })],
  ['MARKS_COUNT', 'two codes for one piece', item({ marks: [MARK, `${MARK}2`] })],
  ['MARK_INVALID', 'a code in Cyrillic', item({ marks: ['щщщ'] })],
  ['PHYSICAL_LABEL_INVALID', 'an empty excise stamp', item({ physicalLabel: '' })],
  ['MARKUP_AND_DISCOUNT', 'both on an item', item({ discount: { percent: '5' }, markup: { percent: '5' } })],
  ['DISCOUNT_INVALID', 'a discount of 101 %', item({ discount: { percent: '101' } })],
  ['MARKUP_INVALID', 'a markup of nothing', ticket({ markup: {} })],
  ['CUSTOMER_ID_INVALID', 'a buyer with a wrong check digit', ticket({ customer: { iinOrBin: '123456789012' } })],
  ['CUSTOMER_IS_SELLER', 'the seller as the buyer', ticket({ customer: { iinOrBin: SELLER } })],
  ['PHONE_INVALID', 'no phone number', ticket({ customer: { phone: '12' } })],
  ['EMAIL_INVALID', 'no address', ticket({ customer: { email: 'a@b' } })],
  ['NO_PAYMENT', 'nobody pays', ticket({ payments: {} })],
  ['PAYMENT_INVALID', 'a payment of 0', ticket({ payments: { cash: '0' } })],
  ['PAYMENT_REST', 'two rests', ticket({ payments: { cash: 'rest', card: 'rest' } })],
  ['PAYMENT_SHORT', 'too little', ticket({ payments: { cash: '0.01' } })],
  ['PAYMENT_OVER', 'too much by card', ticket({ payments: { card: '1000' } })],
  ['SLIP_INVALID', 'a slip of a card that did not pay', ticket({ cardSlip: { rrn: '1' } })],
]

for (const [code, fault, apply] of FAULTS)
  test(`${fault}: ${code}`, () => {
    assert.equal(refusalOf(() => compute(apply(sale()))).code, code)
  })

test('NO_ITEMS: a document without items', () => {
  assert.equal(refusalOf(() => compute(sale({ items: [] }))).code, 'NO_ITEMS')
})

test('MARK_REPEATED: one piece twice in a ticket', () => {
  const twice = sale({
    items: [
      { ...BREAD, marks: [MARK] },
      { ...BREAD, marks: [`]d2${MARK}`] },
    ],
  })
  assert.deepEqual(refusalOf(() => compute(twice)).code, 'MARK_REPEATED')
})

test('VAT_NOT_PAYER: a rate where no VAT is paid', () => {
  assert.equal(refusalOf(() => compute(item({ vat: '16' })(sale()), { vatPayer: false })).code, 'VAT_NOT_PAYER')
})

test('of two faults in a ticket the one of higher precedence is told', () => {
  for (const [upper, [code, fault, apply]] of FAULTS.entries())
    for (const [, lower, applyLower] of FAULTS.slice(upper + 1)) {
      const both = apply(applyLower(sale()))
      // A later fault of the same member takes the earlier one's place; those pairs cannot stand together.
      if (JSON.stringify(both) === JSON.stringify(apply(sale()))) continue
      assert.equal(refusalOf(() => compute(both)).code, code, `${fault} and ${lower}`)
    }
})

test('the first faulty item is told, whatever is wrong with the next', () => {
  const two = sale({
    items: [
      { ...BREAD, ntin: '1' },
      { ...BREAD, name: '' },
    ],
  })
  assert.deepEqual(
    refusalOf(() => compute(two)),
    { code: 'NTIN_INVALID', details: { line: 1, value: '1' } },
  )
})
