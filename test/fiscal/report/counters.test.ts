import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { fromJson, toJson } from '../../../src/fiscal/json.ts'
import { MAX_SUM, formatTenge, tiyn } from '../../../src/fiscal/money.ts'
import { Refusal } from '../../../src/fiscal/refusal.ts'
import { closeShift, emptyCounters, openShift } from '../../../src/fiscal/report/counters.ts'
import type { Counters } from '../../../src/fiscal/report/types.ts'
import { canonicalTotals, zxReport } from '../../../src/fiscal/report/zx.ts'
import { OPERATIONS, type Operation } from '../../../src/fiscal/ticket/types.ts'
import { ticketRequests } from '../ticket/arbitraries.ts'
import { BREAD, PARENT, at, compute, refusalOf, sale, tenge } from '../ticket/support.ts'
import { type Deed, count, placed, sold } from './day.ts'
import { recount } from './recount.ts'

const FACTS = { time: at(2026, 11, 21, 15), shift: 1, openTime: at(2026, 11, 21, 9), checksum: 'ABCDEFGHIJKLMNOP' }
const X = { ...FACTS, type: 'x' } as const
const Z = { ...FACTS, type: 'z', closeTime: FACTS.time } as const

const day = (deeds: readonly Deed[], before: Counters = openShift(emptyCounters())): Counters =>
  deeds.reduce(count, before)

/** A document over 150.00 in cash. */
const bread = (operation: Operation = 'sale'): Deed => sold(compute(sale({ operation, parent: PARENT })))

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(ticketRequests(), fc.boolean()).map(([asked, autonomous]) => sold(compute(asked), autonomous)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('deposit', 'withdrawal'), fc.bigInt(1n, 10_000_000n), fc.boolean())
      .map(([direction, sum, autonomous]) => placed(direction, sum, autonomous)),
  },
)

test('[P203-zx] whatever a day brings, its counters are what a recount of its documents gives, and the drawer is never below zero', () => {
  fc.assert(
    fc.property(fc.array(deeds, { maxLength: 12 }), (asked) => {
      const done: Deed[] = []
      let counters = openShift(emptyCounters())
      for (const deed of asked) {
        try {
          counters = count(counters, deed)
          done.push(deed)
        } catch (error) {
          assert.ok(error instanceof Refusal && error.code === 'NOT_ENOUGH_CASH')
        }
        assert.ok(counters.cash >= 0n)
      }
      assert.deepEqual(counters, recount(done))
    }),
  )
})

test('what a report derives agrees with itself: total result with the tickets, revenue with the signs', () => {
  fc.assert(
    fc.property(fc.array(ticketRequests(), { maxLength: 8 }), (asked) => {
      const counters = day([placed('deposit', 10n ** 12n), ...asked.map((request) => sold(compute(request)))])
      const report = zxReport(counters, X)
      for (const operation of OPERATIONS) {
        assert.equal(report.totalResult[operation].sum, report.tickets[operation].sum)
        assert.equal(report.totalResult[operation].count, report.operations[operation].count)
        const { cash, card, mobile } = report.tickets[operation].payments
        assert.equal(cash.sum + card.sum + mobile.sum, report.tickets[operation].sum)
        assert.equal(report.nonNullable[operation] - report.startNonNullable[operation], report.tickets[operation].sum)
      }
      const of = (operation: Operation) => report.tickets[operation].sum
      assert.equal(report.revenue, of('sale') + of('purchase-return') - of('sale-return') - of('purchase'))
    }),
  )
})

test('a day’s sums do not depend on the order of its documents', () => {
  fc.assert(
    fc.property(fc.array(ticketRequests(), { maxLength: 8 }), (asked) => {
      const tickets = asked.map((request) => sold(compute(request)))
      const rich = day([placed('deposit', 10n ** 12n)])
      const { sections: s1, taxes: t1, ...forward } = day(tickets, rich)
      const { sections: s2, taxes: t2, ...backward } = day(tickets.toReversed(), rich)
      assert.deepEqual(backward, forward)
      assert.deepEqual(new Set(s1.map((section) => toJson(section))), new Set(s2.map((section) => toJson(section))))
      assert.deepEqual(new Set(t1.map((tax) => toJson(tax))), new Set(t2.map((tax) => toJson(tax))))
    }),
  )
})

test('cash comes with sales and returned purchases and goes with returned sales and purchases', () => {
  const before = day([placed('deposit', 100_000n)])
  const cash = OPERATIONS.map((operation) => formatTenge(day([bread(operation)], before).cash))
  assert.deepEqual(cash, ['1150.00', '850.00', '850.00', '1150.00'])
})

test('a shift that gave more than it took has a negative revenue', () => {
  const counters = day([placed('deposit', 100_000n), bread('purchase'), bread('purchase'), bread()])
  assert.equal(formatTenge(zxReport(counters, X).revenue), '-150.00')
})

test('[P203-cash14] more cash than the drawer holds is neither returned, nor paid, nor withdrawn', () => {
  const short = { code: 'NOT_ENOUGH_CASH', details: { cash: '149.99', needed: '150.00' } }
  const before = day([placed('deposit', 14_999n)])
  assert.deepEqual(
    refusalOf(() => count(before, bread('sale-return'))),
    short,
  )
  assert.deepEqual(
    refusalOf(() => count(before, bread('purchase'))),
    short,
  )
  assert.deepEqual(
    refusalOf(() => count(before, placed('withdrawal', 15_000n))),
    short,
  )
  const byCard = compute(sale({ operation: 'purchase', payments: { card: 'rest' } }))
  assert.equal(day([sold(byCard)], before).cash, 14_999n)
  assert.equal(day([placed('withdrawal', 14_999n)], before).cash, 0n)
})

test('no counter goes past the range of the wire, nor does the revenue', () => {
  const large = (operation: Operation) =>
    sold(
      compute(
        sale({
          operation,
          parent: PARENT,
          items: [{ ...BREAD, price: formatTenge(MAX_SUM) }],
          payments: { card: 'rest' },
        }),
      ),
    )
  const full = day([large('sale')])
  const tooLarge = { code: 'SUM_TOO_LARGE', details: { maximum: formatTenge(MAX_SUM) } }
  assert.deepEqual(
    refusalOf(() => count(full, bread())),
    tooLarge,
  )
  assert.deepEqual(
    refusalOf(() => count(full, large('purchase-return'))),
    tooLarge,
  )
  assert.deepEqual(
    refusalOf(() => count(day([placed('deposit', MAX_SUM)]), placed('deposit', 1n))),
    tooLarge,
  )
  assert.equal(day([large('sale-return')], full).nonNullable['sale-return'], MAX_SUM)
})

test('a shift has at most 200 sections', () => {
  const of = (from: number, length: number) =>
    sold(compute(sale({ items: Array.from({ length }, (_, place) => ({ ...BREAD, section: `с${from + place}` })) })))
  const full = day([of(0, 200)])
  assert.equal(day([of(5, 100)], full).sections.length, 200)
  assert.deepEqual(
    refusalOf(() => count(full, of(199, 2))),
    { code: 'SECTION_INVALID', details: { line: 2, problem: 'too-many' } },
  )
})

test('sections and rates stand in the order of their first use', () => {
  const counters = day([
    sold(
      compute(
        sale({
          items: [
            { ...BREAD, section: '2', vat: '0' },
            { ...BREAD, section: 'Бар', vat: '16' },
          ],
        }),
      ),
    ),
    sold(
      compute(
        sale({
          items: [
            { ...BREAD, section: '1', vat: 'none' },
            { ...BREAD, section: '2', vat: '5' },
          ],
        }),
      ),
    ),
  ])
  assert.deepEqual(
    counters.sections.map(({ code }) => code),
    ['2', 'Бар', '1'],
  )
  assert.deepEqual(
    counters.taxes.map(({ rate }) => rate),
    [0, 16, 5],
  )
  assert.deepEqual(counters.sections[0]!.operations.sale, { count: 2, sum: tenge('300') })
})

test('a shift that closes with a withdrawal counts it in its Z, and the next begins with an empty drawer', () => {
  const counters = day([placed('deposit', 100_000n), bread(), placed('withdrawal', 5_000n)])
  const z = zxReport(counters, { ...Z, withdraw: true })
  assert.equal(z.cash, 0n)
  assert.deepEqual(z.placements.withdrawal, { totalCount: 2, count: 2, sum: tenge('1150.00'), offlineCount: 0 })
  const next = openShift(closeShift(counters, z))
  assert.equal(next.cash, 0n)
  assert.deepEqual(next.placements.withdrawal, { totalCount: 2, count: 0, sum: 0n, offlineCount: 0 })
  assert.equal(zxReport(counters, { ...Z, withdraw: true, autonomous: true }).placements.withdrawal.offlineCount, 1)
})

test('a shift that closes over an empty drawer withdraws nothing', () => {
  const counters = day([sold(compute(sale({ payments: { card: 'rest' } })))])
  assert.deepEqual(zxReport(counters, { ...Z, withdraw: true }), zxReport(counters, Z))
})

test('[R208N-29.2] [P203-zx] after a close the shift’s sums are zero; life-long sums, counts and the drawer go on', () => {
  const counters = day([placed('deposit', 100_000n), bread(), bread('sale-return'), bread()])
  const next = closeShift(counters, zxReport(counters, Z))
  assert.deepEqual(next.nonNullable, counters.nonNullable)
  assert.deepEqual(next.startNonNullable, counters.nonNullable)
  assert.equal(next.cash, tenge('1150.00'))
  assert.deepEqual([next.tickets.sale.totalCount, next.tickets['sale-return'].totalCount], [2, 1])
  assert.equal(next.placements.deposit.totalCount, 1)
  const fresh = emptyCounters()
  for (const figure of ['sections', 'operations', 'discounts', 'markups', 'taxes'] as const)
    assert.deepEqual(next[figure], fresh[figure])
  assert.deepEqual({ ...next.tickets.sale, totalCount: 0 }, fresh.tickets.sale)
  assert.deepEqual(openShift(next), next)
})

test('[EK0-x-1] [EK1-x-1] an X report changes nothing: the counters after it are those before it', () => {
  const counters = day([placed('deposit', 100_000n), bread()])
  const before = canonicalTotals(counters)
  assert.deepEqual(zxReport(counters, X), zxReport(counters, X))
  assert.equal(canonicalTotals(counters), before)
})

test('a Z says when the shift was opened and closed, an X only when it was opened', () => {
  const counters = day([bread()])
  assert.equal(zxReport(counters, Z).closeTime, FACTS.time)
  assert.ok(!('closeTime' in zxReport(counters, X)))
})

test('equal counters have one text, whatever order their members came in; other counters have another', () => {
  const counters = day([placed('deposit', 100_000n), bread()])
  const turned = Object.fromEntries(Object.entries(counters).toReversed()) as unknown as Counters
  assert.equal(canonicalTotals(turned), canonicalTotals(counters))
  assert.equal(canonicalTotals(fromJson(toJson(counters)) as Counters), canonicalTotals(counters))
  assert.notEqual(canonicalTotals({ ...counters, cash: tiyn(counters.cash + 1n) }), canonicalTotals(counters))
})

test('counting leaves the counters before it as they were', () => {
  const before = day([placed('deposit', 100_000n), bread()])
  const text = canonicalTotals(before)
  day([bread(), bread('purchase'), placed('withdrawal', 1n)], before)
  assert.equal(canonicalTotals(before), text)
})
