import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation, PaymentsRequest } from '../../../src/fiscal/ticket/types.ts'
import type { ErrorCode } from '../../../src/locale/errors.ts'
import { formatTenge } from '../../../src/fiscal/money.ts'
import { PARENT, compute, refusalOf, sale, shownSums } from './support.ts'

/** All documents here are over 275.00. */
const TOTAL = '275.00'
const over275 = (payments: PaymentsRequest, operation: Operation = 'sale') =>
  sale({ operation, items: [{ name: 'Нан', price: TOTAL }], payments, parent: PARENT })

/** what is given, what each kind pays, taken and change */
const SETTLED: readonly (readonly [PaymentsRequest, object, object])[] = [
  [{ cash: 'rest' }, { cash: '275.00' }, { taken: '275.00', change: '0.00' }],
  [{ cash: '500.00' }, { cash: '275.00' }, { taken: '500.00', change: '225.00' }],
  [{ card: 'rest' }, { card: '275.00' }, {}],
  [{ card: '275' }, { card: '275.00' }, {}],
  [{ mobile: 'rest' }, { mobile: '275.00' }, {}],
  [
    { cash: 'rest', card: '200' },
    { cash: '75.00', card: '200.00' },
    { taken: '75.00', change: '0.00' },
  ],
  [
    { cash: '75,50', card: 'rest' },
    { cash: '75.50', card: '199.50' },
    { taken: '75.50', change: '0.00' },
  ],
  [
    { cash: '100', card: '200' },
    { cash: '75.00', card: '200.00' },
    { taken: '100.00', change: '25.00' },
  ],
  [
    { cash: '1', card: '2', mobile: 'rest' },
    { cash: '1.00', card: '2.00', mobile: '272.00' },
    { taken: '1.00', change: '0.00' },
  ],
]

for (const [given, payments, cash] of SETTLED)
  test(`[EK0-fn-08] [EK1-fn-07] [P203-cash] ${JSON.stringify(given)} settles ${TOTAL}`, () => {
    const ticket = compute(over275(given))
    assert.deepEqual(shownSums(ticket.payments), payments)
    const { taken, change } = ticket
    assert.deepEqual(taken === undefined || change === undefined ? {} : shownSums({ taken, change }), cash)
  })

/** what is given, the code, what its text names */
const REFUSED: readonly (readonly [PaymentsRequest, ErrorCode, object])[] = [
  [{}, 'NO_PAYMENT', {}],
  [{ cash: '0' }, 'PAYMENT_INVALID', { type: 'cash', value: '0' }],
  [{ card: '-275' }, 'PAYMENT_INVALID', { type: 'card', value: '-275' }],
  [{ mobile: '275.001' }, 'PAYMENT_INVALID', { type: 'mobile', value: '275.001' }],
  [{ card: '' }, 'PAYMENT_INVALID', { type: 'card', value: '' }],
  [{ cash: '274.99' }, 'PAYMENT_SHORT', { paid: '274.99', total: TOTAL, missing: '0.01' }],
  [{ cash: '75', card: '100' }, 'PAYMENT_SHORT', { paid: '175.00', total: TOTAL, missing: '100.00' }],
  [{ card: '300' }, 'PAYMENT_OVER', { paid: '300.00', total: TOTAL, excess: '25.00' }],
  [{ cash: '1', card: '275' }, 'PAYMENT_OVER', { paid: '276.00', total: TOTAL, excess: '1.00' }],
  [{ cash: '1', card: '300' }, 'PAYMENT_OVER', { paid: '301.00', total: TOTAL, excess: '26.00' }],
  [{ cash: 'rest', card: 'rest' }, 'PAYMENT_REST', {}],
  [{ cash: 'rest', card: '275' }, 'PAYMENT_REST', {}],
  [{ cash: '500', card: 'rest' }, 'PAYMENT_REST', {}],
]

for (const [given, code, details] of REFUSED)
  test(`${JSON.stringify(given)} for ${TOTAL} is refused with ${code}`, () => {
    assert.deepEqual(
      refusalOf(() => compute(over275(given))),
      { code, details },
    )
  })

for (const operation of ['sale-return', 'purchase', 'purchase-return'] as const)
  test(`change is given in a sale alone: the cash of a ${operation} is exact`, () => {
    assert.deepEqual(
      refusalOf(() => compute(over275({ cash: '500' }, operation))),
      { code: 'PAYMENT_OVER', details: { paid: '500.00', total: TOTAL, excess: '225.00' } },
    )
    const { taken, change } = compute(over275({ cash: TOTAL }, operation))
    assert.deepEqual(
      [taken, change].map((sum) => sum !== undefined && formatTenge(sum)),
      [TOTAL, '0.00'],
    )
  })
