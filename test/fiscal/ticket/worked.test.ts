import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatTenge } from '../../../src/fiscal/money.ts'
import { compute, sale, saleOf, tenge } from './support.ts'
import { vatInside } from '../../../src/fiscal/ticket/vat.ts'

/** price, quantity, cost of the line */
const LINES = [
  ['100.00', '1.5', '150.00'],
  ['202.00', '4.63', '935.26'],
  ['0.05', '0.1', '0.01'],
  ['0.01', '1.499', '0.01'],
  ['0.01', '1.5', '0.02'],
  ['3.33', '0.333', '1.11'],
  ['150', '2', '300.00'],
  ['2055,50', '1', '2055.50'],
] as const

for (const [price, quantity, sum] of LINES)
  test(`[EK0-fn-04] [EK1-fn-04] a line of ${quantity} at ${price} costs ${sum}`, () => {
    const [item] = compute(saleOf({ price, quantity })).items
    assert.equal(formatTenge(item!.sum), sum)
  })

/** sum, rate, VAT inside it */
const VAT = [
  ['150.00', 16, '20.69'],
  ['116.00', 16, '16.00'],
  ['100.00', 16, '13.79'],
  ['100.00', 12, '10.71'],
  ['100.00', 5, '4.76'],
  ['100.00', 10, '9.09'],
  ['100.00', 0, '0.00'],
  ['100.00', 'none', '0.00'],
  ['0.03', 16, '0.00'],
  ['0.04', 16, '0.01'],
] as const

for (const [sum, rate, vat] of VAT)
  test(`the VAT of ${rate} inside ${sum} is ${vat}`, () => {
    assert.equal(formatTenge(vatInside(tenge(sum), rate)), vat)
  })

test('[EK0-fn-07] [EK1-fn-06] a discount of the ticket is shared in proportion, halves to the earlier item, and VAT is on what is left', () => {
  const ticket = compute(
    sale({
      items: [
        { name: 'Сүт 2,5 %', price: '500', quantity: '2' },
        { name: 'Коньяк', price: '3000', section: '2' },
      ],
      discount: { sum: '120.50', name: 'Жеңілдік' },
      payments: { cash: '2000', card: 'rest' },
    }),
  )
  assert.deepEqual(
    ticket.items.map(({ sum, net, vatSum }) => [sum, net, vatSum].map(formatTenge)),
    [
      ['1000.00', '969.87', '133.78'],
      ['3000.00', '2909.63', '401.33'],
    ],
  )
  assert.equal(formatTenge(ticket.total), '3879.50')
  assert.deepEqual(ticket.payments, { cash: tenge('2000'), card: tenge('1879.50') })
  assert.deepEqual(ticket.vat, [{ rate: 16, turnover: tenge('3879.50'), sum: tenge('535.11') }])
})
