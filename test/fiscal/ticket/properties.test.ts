import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Tiyn, formatTenge, parseTenge, sumOf, tiyn } from '../../../src/fiscal/money.ts'
import { formatQuantity, parseQuantity, thousandths } from '../../../src/fiscal/quantity.ts'
import { Refusal } from '../../../src/fiscal/refusal.ts'
import { shares } from '../../../src/fiscal/ticket/shares.ts'
import type { VatRate } from '../../../src/fiscal/ticket/types.ts'
import { vatInside } from '../../../src/fiscal/ticket/vat.ts'
import { ticketRequests } from './arbitraries.ts'
import { compute } from './support.ts'

const sums = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(tiyn)

test('shares of a sum add up to it, none is negative or larger than its line, each is less than a tiyn from exact', () => {
  fc.assert(
    fc.property(
      fc.array(sums, { minLength: 1, maxLength: 12 }),
      fc.bigInt({ min: 0n, max: 100n }),
      (weights, percent) => {
        const whole = sumOf(weights)
        fc.pre(whole > 0n)
        const sum = tiyn((whole * percent) / 100n)
        const parts = shares(sum, weights)
        assert.equal(sumOf(parts), sum)
        for (const [place, part] of parts.entries()) {
          const weight = weights[place] as Tiyn
          assert.ok(part >= 0n && part <= weight)
          const distance = part * whole - sum * weight
          assert.ok(0n - whole < distance && distance < whole)
        }
      },
    ),
  )
})

test('shares that differ in nothing but their place differ by at most a tiyn, the earlier one is the larger', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), sums, sums, (lines, weight, sum) => {
      fc.pre(weight > 0n)
      const parts = shares(sum, Array<Tiyn>(lines).fill(weight))
      assert.ok(parts.every((part, place) => place === 0 || part <= parts[place - 1]!))
      assert.ok(parts[0]! - parts.at(-1)! <= 1n)
    }),
  )
})

test('VAT is never negative, never more than its sum, and grows with it', () => {
  fc.assert(
    fc.property(sums, sums, fc.constantFrom<VatRate[]>(0, 5, 10, 12, 16, 'none'), (a, b, rate) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      assert.ok(vatInside(less, rate) >= 0n && vatInside(less, rate) <= less)
      assert.ok(vatInside(less, rate) <= vatInside(more, rate))
    }),
  )
})

test('a sum and a quantity are read as they are written', () => {
  fc.assert(
    fc.property(sums, (sum) => {
      assert.equal(parseTenge(formatTenge(sum)), sum)
      assert.equal(parseQuantity(formatQuantity(thousandths(sum % 1_000_000n))), sum % 1_000_000n)
    }),
  )
})

test('[EK0-fn-04] [EK0-fn-07] [EK0-fn-08] whatever is sold: nothing is lost, nothing is negative, and the payments are the total', () => {
  let computed = 0
  fc.assert(
    fc.property(ticketRequests(), (request) => {
      const ticket = compute(request)
      computed += 1
      const { items, total, payments, vat } = ticket
      assert.ok(total > 0n)
      assert.equal(sumOf(items.map(({ net }) => net)), total)
      const off = [ticket, ...items].map(({ discount }) => discount?.sum ?? tiyn(0n))
      const on = [ticket, ...items].map(({ markup }) => markup?.sum ?? tiyn(0n))
      assert.equal(sumOf(items.map(({ sum }) => sum)) + sumOf(on) - sumOf(off), total)
      assert.equal(sumOf(Object.values(payments)), total)
      if (payments.cash === undefined) assert.ok(!('taken' in ticket) && !('change' in ticket))
      else assert.equal(ticket.taken! - ticket.change!, payments.cash)
      for (const sum of Object.values(payments)) assert.ok(sum > 0n)
      for (const { net, vatSum } of items) assert.ok(net >= 0n && vatSum >= 0n && vatSum <= net)
      assert.equal(sumOf(vat.map(({ sum }) => sum)), sumOf(items.map(({ vatSum }) => vatSum)))
      const taxed = items.filter((item) => item.vat !== 'none')
      assert.equal(sumOf(vat.map(({ turnover }) => turnover)), sumOf(taxed.map(({ net }) => net)))
    }),
  )
  assert.ok(computed > 0)
})

test('without discounts and markups of the ticket the order of items changes no sum', () => {
  fc.assert(
    fc.property(ticketRequests({ modified: false }), (request) => {
      const forward = compute(request)
      const backward = compute({ ...request, items: request.items.toReversed() })
      assert.deepEqual(backward.items.toReversed(), forward.items)
      assert.deepEqual({ ...backward, items: [] }, { ...forward, items: [] })
    }),
  )
})

test('a ticket computed twice is the same ticket', () => {
  fc.assert(fc.property(ticketRequests(), (request) => assert.deepEqual(compute(request), compute(request))))
})

test('any texts at all are computed or refused, never a bug', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('0', '1', '0.01', '-1', 'rest', '5'),
  )
  const modifier = fc.record({ percent: text, sum: text, name: text }, { requiredKeys: [] })
  const item = fc.record(
    {
      name: text,
      price: text,
      quantity: text,
      unit: text,
      section: text,
      vat: text,
      barcode: text,
      ntin: text,
      marks: fc.array(text, { maxLength: 2 }),
      physicalLabel: text,
      discount: modifier,
      markup: modifier,
    },
    { requiredKeys: ['name', 'price'] },
  )
  const request = fc.record({
    operation: fc.constantFrom('sale', 'purchase'),
    items: fc.array(item, { maxLength: 3 }),
    payments: fc.record({ cash: text, card: text, mobile: text }, { requiredKeys: [] }),
    customer: fc.record({ iinOrBin: text, phone: text, email: text }, { requiredKeys: [] }),
  })
  fc.assert(
    fc.property(request, (asked) => {
      try {
        compute(asked)
      } catch (error) {
        assert.ok(error instanceof Refusal)
      }
    }),
    { numRuns: 500 },
  )
})
