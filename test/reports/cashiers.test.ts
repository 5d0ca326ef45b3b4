import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { tiyn } from '../../src/fiscal/money.ts'
import type { FiscalDocument } from '../../src/fiscal/register/document.ts'
import { type CashierTotals, countCashier } from '../../src/fiscal/report/cashiers.ts'
import { countPlacement, countTicket, emptyCounters, openShift } from '../../src/fiscal/report/counters.ts'
import { OPERATIONS, PAYMENT_TYPES } from '../../src/fiscal/ticket/types.ts'
import { documentOf, placement, plainTicket } from '../documents/fixtures.ts'

const AIGUL = { code: 7, name: 'Айгүл' }
const NURLAN = { code: 8, name: 'Нұрлан' }

const ticketBy = (operator: typeof AIGUL, change: Partial<typeof plainTicket> = {}): FiscalDocument => ({
  ...documentOf({ ...plainTicket, ...change }),
  operator,
})

const placementBy = (operator: typeof AIGUL, direction: 'deposit' | 'withdrawal', sum: bigint): FiscalDocument => ({
  ...placement(direction).document,
  operator,
  sum: tiyn(sum),
})

const folded = (documents: readonly FiscalDocument[]): readonly CashierTotals[] =>
  documents.reduce<readonly CashierTotals[]>(countCashier, [])

test('[R1326-29.2] each cashier has tickets by operation and payment, deposits and withdrawals, in the order of first documents', () => {
  const cashiers = folded([
    ticketBy(NURLAN),
    ticketBy(AIGUL, { payments: { cash: tiyn(100_00n), card: tiyn(200_00n) } }),
    ticketBy(NURLAN, { operation: 'sale-return' }),
    placementBy(AIGUL, 'deposit', 1_000_00n),
    placementBy(AIGUL, 'withdrawal', 5_00n),
    ticketBy(NURLAN),
  ])
  assert.deepEqual(
    cashiers.map(({ code, name }) => [code, name]),
    [
      [8, 'Нұрлан'],
      [7, 'Айгүл'],
    ],
  )
  const [nurlan, aigul] = cashiers
  assert.deepEqual(nurlan?.tickets.sale, {
    count: 2,
    sum: tiyn(600_00n),
    payments: {
      cash: { count: 2, sum: tiyn(600_00n) },
      card: { count: 0, sum: tiyn(0n) },
      mobile: { count: 0, sum: tiyn(0n) },
    },
  })
  assert.equal(nurlan?.tickets['sale-return'].count, 1)
  assert.deepEqual(aigul?.tickets.sale.payments.card, { count: 1, sum: tiyn(200_00n) })
  assert.deepEqual(aigul?.placements, {
    deposit: { count: 1, sum: tiyn(1_000_00n) },
    withdrawal: { count: 1, sum: tiyn(5_00n) },
  })
})

const anyDocument = fc
  .record({
    who: fc.constantFrom(AIGUL, NURLAN),
    what: fc.constantFrom(...OPERATIONS, 'deposit' as const),
    with: fc.constantFrom(...PAYMENT_TYPES),
    sum: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  })
  .map(({ sum, what, who, with: type }) =>
    what === 'deposit'
      ? placementBy(who, 'deposit', sum)
      : ticketBy(who, { operation: what, total: tiyn(sum), payments: { [type]: tiyn(sum) } }),
  )

test('what the cashiers made together is what the shift counted, tiyn for tiyn, by operation and payment', () => {
  fc.assert(
    fc.property(fc.array(anyDocument, { maxLength: 40 }), (documents) => {
      const plenty = { ...openShift(emptyCounters()), cash: tiyn(10n ** 15n) }
      const counters = documents.reduce((before, document) => {
        if (document.type === 'ticket') return countTicket(before, document.ticket, { autonomous: false })
        if (document.type === 'close') throw new Error('no close here')
        return countPlacement(before, document.direction, document.sum, { autonomous: false })
      }, plenty)
      const cashiers = folded(documents)
      const total = (pick: (cashier: CashierTotals) => { count: number; sum: bigint }) =>
        cashiers.map(pick).reduce((a, b) => ({ count: a.count + b.count, sum: a.sum + b.sum }), { count: 0, sum: 0n })
      for (const operation of OPERATIONS) {
        const { count, payments, sum } = counters.tickets[operation]
        assert.deepEqual(
          total(({ tickets }) => tickets[operation]),
          { count, sum },
        )
        for (const type of PAYMENT_TYPES)
          assert.deepEqual(
            total(({ tickets }) => tickets[operation].payments[type]),
            payments[type],
          )
      }
      const { count, sum } = counters.placements.deposit
      assert.deepEqual(
        total(({ placements }) => placements.deposit),
        { count, sum },
      )
    }),
  )
})
