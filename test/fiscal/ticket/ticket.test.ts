import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROBLEMS } from '../../../src/fiscal/problems.ts'
import type { CustomerRequest, Operation } from '../../../src/fiscal/ticket/types.ts'
import { ratesAt } from '../../../src/fiscal/ticket/vat.ts'
import type { ErrorCode } from '../../../src/locale/errors.ts'
import { formatTenge } from '../../../src/fiscal/money.ts'
import { BREAD, BUYER, PARENT, SELLER, at, compute, refusalOf, sale, saleOf, shownSums, tenge } from './support.ts'

test('a whole sale: two marked loaves at a discount, ten tenge off the ticket, change from five hundred', () => {
  const ticket = compute({
    operation: 'sale',
    items: [
      {
        name: 'Нан',
        price: '150.00',
        quantity: '2',
        unit: '796',
        section: '1',
        vat: '16',
        barcode: '4870001112226',
        ntin: '0200000000004',
        marks: ['010487000111222621aB3dE5\u001d93dGVz', '010487000111222621aB3dE6\u001d93dGVz'],
        physicalLabel: 'AA 00123456',
        discount: { percent: '5', name: 'Жеңілдік' },
      },
    ],
    discount: { sum: '10.00' },
    payments: { cash: '500.00' },
    customer: { iinOrBin: BUYER, phone: '+77010000000', email: 'a@example.kz' },
  })
  const { total, taken, change } = ticket
  assert.deepEqual(shownSums({ total, taken, change }), { total: '275.00', taken: '500.00', change: '225.00' })
  assert.deepEqual(ticket.items[0]!.discount, { name: 'Жеңілдік', sum: tenge('15.00'), percent: 5000 })
  assert.deepEqual(ticket.vat, [{ rate: 16, turnover: tenge('275.00'), sum: tenge('37.93') }])
  assert.deepEqual(ticket.customer, { iinOrBin: BUYER, phone: '+77010000000', email: 'a@example.kz' })
})

/** the day, the rates that a turnover of that day may carry */
const RATES = [
  ['31 December 2025, the last second', at(2025, 12, 31, 23, 59, 59), [0, 12]],
  ['1 January 2026, the first second', at(2026, 1, 1), [0, 5, 10, 16]],
  ['31 December 2026, the last second', at(2026, 12, 31, 23, 59, 59), [0, 5, 10, 16]],
  ['1 January 2027, the first second', at(2027, 1, 1), [0, 10, 16]],
] as const

for (const [day, moment, rates] of RATES)
  test(`[R2026-VAT] ${day}: the VAT rates are ${rates.join(', ')}`, () => {
    assert.deepEqual(ratesAt(moment), rates)
    for (const vat of ['0', '5', '10', '12', '16', 'none']) {
      const asked = () => compute(saleOf({ vat }), { now: moment, defaultVat: 'none' })
      if (vat === 'none' || rates.some((rate) => String(rate) === vat)) assert.equal(String(asked().items[0]!.vat), vat)
      else assert.equal(refusalOf(asked).code, 'VAT_RATE_UNKNOWN')
    }
  })

test('[R2026-VAT] a return keeps the rates of its receipt’s day, and has no others', () => {
  const of2025 = { operation: 'sale-return', parent: { ...PARENT, time: at(2025, 12, 31, 18) } } as const
  assert.equal(formatTenge(compute({ ...saleOf({ price: '100', vat: '12' }), ...of2025 }).items[0]!.vatSum), '10.71')
  assert.deepEqual(
    refusalOf(() => compute({ ...saleOf({ vat: '16' }), ...of2025 })),
    { code: 'VAT_RATE_UNKNOWN', details: { line: 1, value: '16', known: '0, 12, none' } },
  )
})

test('an unknown rate is refused with the rates of the day', () => {
  for (const vat of ['7', '016', '16%', '', 'НДС'])
    assert.deepEqual(
      refusalOf(() => compute(saleOf({ vat }))),
      { code: 'VAT_RATE_UNKNOWN', details: { line: 1, value: vat, known: '0, 5, 10, 16, none' } },
    )
})

test('[R626-56.15] who pays no VAT sells without, whatever the default rate is, and may not name a rate', () => {
  const nobody = { vatPayer: false, defaultVat: 16 } as const
  assert.deepEqual(compute(sale(), nobody).vat, [])
  assert.equal(compute(saleOf({ vat: 'none' }), nobody).items[0]!.vatSum, 0n)
  for (const vat of ['0', '16'])
    assert.deepEqual(
      refusalOf(() => compute(saleOf({ vat }), nobody)),
      { code: 'VAT_NOT_PAYER', details: { line: 1 } },
    )
})

test('[R626-56.15] a ticket has one entry a rate, ascending; rate 0 is one of them, none is not', () => {
  const rates = ['16', 'none', '0', '5', '16']
  const ticket = compute(sale({ items: rates.map((vat) => ({ ...BREAD, price: '100', vat })) }))
  assert.deepEqual(ticket.vat, [
    { rate: 0, turnover: tenge('100'), sum: tenge('0') },
    { rate: 5, turnover: tenge('100'), sum: tenge('4.76') },
    { rate: 16, turnover: tenge('200'), sum: tenge('27.58') },
  ])
})

test('the VAT of a ticket is the sum of its items’, each rounded by itself', () => {
  const threeCoins = compute(sale({ items: Array.from({ length: 3 }, () => ({ name: 'Тиын', price: '0.04' })) }))
  assert.equal(formatTenge(threeCoins.vat[0]!.sum), '0.03')
  assert.equal(formatTenge(compute(saleOf({ price: '0.12' })).vat[0]!.sum), '0.02')
})

test('[R626-57.1] [R1326-22.1] the buyer’s IIN or BIN stands in the ticket', () => {
  for (const iinOrBin of [BUYER, '150740001357', '870712300992'])
    assert.deepEqual(compute(sale({ customer: { iinOrBin: ` ${iinOrBin} ` } })).customer, { iinOrBin })
  assert.ok(!('customer' in compute(sale({ customer: {} }))))
})

test('[P203-same17] the buyer may not be the seller', () => {
  assert.deepEqual(
    refusalOf(() => compute(sale({ customer: { iinOrBin: SELLER } }))),
    { code: 'CUSTOMER_IS_SELLER', details: {} },
  )
})

/** what the buyer told, the code, what its text names */
const STRANGERS: readonly (readonly [CustomerRequest, ErrorCode, object])[] = [
  [{ iinOrBin: '190540005748' }, 'CUSTOMER_ID_INVALID', { value: '190540005748', problem: 'check-digit' }],
  [{ iinOrBin: '000000000000' }, 'CUSTOMER_ID_INVALID', { value: '000000000000', problem: 'all-zeros' }],
  [{ iinOrBin: '19054000574' }, 'CUSTOMER_ID_INVALID', { value: '19054000574', problem: 'not-12-digits' }],
  [{ phone: '7010000000' }, 'PHONE_INVALID', { value: '7010000000' }],
  [{ email: 'a@example' }, 'EMAIL_INVALID', { value: 'a@example' }],
]

for (const [customer, code, details] of STRANGERS)
  test(`a buyer with ${JSON.stringify(customer)} is refused with ${code}`, () => {
    assert.deepEqual(
      refusalOf(() => compute(sale({ customer }))),
      { code, details },
    )
  })

test('[P203-parent] a return without its receipt is refused; with it, it names it', () => {
  for (const operation of ['sale-return', 'purchase-return'] satisfies Operation[]) {
    assert.equal(refusalOf(() => compute(sale({ operation }))).code, 'PARENT_REQUIRED')
    assert.deepEqual(compute(sale({ operation, parent: PARENT })).parent, PARENT)
  }
  assert.ok(!('parent' in compute(sale({ parent: PARENT }))))
})

test('[R1326-22.2] a bank’s slip stands in the ticket when its kind has paid', () => {
  const cardSlip = { terminal: 'T-01', type: 'VISA', authorization: '123456', rrn: '926514789632', receipt: '17' }
  const ticket = compute(
    sale({ payments: { card: '100', mobile: 'rest' }, cardSlip, mobileSlip: { type: 'Kaspi', id: ' q1 ' } }),
  )
  assert.deepEqual(ticket.cardSlip, cardSlip)
  assert.deepEqual(ticket.mobileSlip, { type: 'Kaspi', id: 'q1' })
})

test('a slip without its payment, or with a field that paper cannot take, is refused with SLIP_INVALID', () => {
  const slips = [
    [{ cardSlip: {} }, { field: 'cardSlip', problem: 'no-such-payment' }],
    [
      { payments: { card: 'rest' }, mobileSlip: { id: '1' } },
      { field: 'mobileSlip', problem: 'no-such-payment' },
    ],
    [
      { payments: { card: 'rest' }, cardSlip: { rrn: '' } },
      { field: 'cardSlip.rrn', problem: 'empty' },
    ],
    [
      { payments: { card: 'rest' }, cardSlip: { type: 'V'.repeat(65) } },
      { field: 'cardSlip.type', problem: 'too-long' },
    ],
    [
      { payments: { mobile: 'rest' }, mobileSlip: { id: '\n' } },
      { field: 'mobileSlip.id', problem: 'empty' },
    ],
    [
      { payments: { mobile: 'rest' }, mobileSlip: { id: '1\n2' } },
      { field: 'mobileSlip.id', problem: 'control-characters' },
    ],
    [
      { payments: { mobile: 'rest' }, mobileSlip: { type: '💳' } },
      { field: 'mobileSlip.type', problem: 'unprintable' },
    ],
  ] as const
  for (const [change, details] of slips)
    assert.deepEqual(
      refusalOf(() => compute(sale(change))),
      { code: 'SLIP_INVALID', details },
    )
})

test('500 items are a ticket', () => {
  assert.equal(formatTenge(compute(sale({ items: Array(500).fill(BREAD) })).total), '75000.00')
})

test('[R626-57.2] the receipt has the language that the buyer asks for, else the register’s', () => {
  assert.equal(compute(sale({ receiptLanguage: 'kk' })).language, 'kk')
  assert.equal(compute(sale()).language, 'kk+ru')
})

test('a problem’s key is short and stands once', () => {
  assert.equal(new Set(PROBLEMS).size, PROBLEMS.length)
  for (const problem of PROBLEMS) assert.match(problem, /^[a-z0-9]+(-[a-z0-9]+)*$/)
})
