import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { layoutText } from '../../../src/escpos/layout.ts'
import { previewLines } from '../../../src/fiscal/documents/receipt.ts'
import { sumOf } from '../../../src/fiscal/money.ts'
import { countTicket, emptyCounters, openShift } from '../../../src/fiscal/report/counters.ts'
import type { ItemRequest } from '../../../src/fiscal/ticket/types.ts'
import { letterhead } from '../../documents/fixtures.ts'
import { Till, sale as till } from '../../sim/till.ts'
import { ticketRequests } from './arbitraries.ts'
import { compute, refusalOf, sale, tenge } from './support.ts'

const BREAD: ItemRequest = { name: 'Нан', price: '150.00', quantity: '2', vat: '16' }
const MILK: ItemRequest = { name: 'Сүт', price: '420.00', vat: '10', discount: { percent: '5' } }

test('[EK0-fn-09] an item that is taken back before registering costs nothing and carries no VAT', () => {
  const ticket = compute(sale({ items: [BREAD, MILK], stornos: [1] }))
  assert.equal(ticket.total, tenge('399.00'))
  assert.deepEqual(ticket.vat, [{ rate: 10, turnover: tenge('399.00'), sum: tenge('36.27') }])
  assert.deepEqual(
    ticket.items.map(({ storno }) => storno),
    [true, undefined],
  )
})

test('[EK0-fn-09] a storno takes no share of the discount of the receipt', () => {
  const ticket = compute(sale({ items: [BREAD, MILK, BREAD], stornos: [1], discount: { sum: '10.00' } }))
  assert.deepEqual(
    ticket.items.map(({ net }) => net),
    [tenge('300.00'), tenge('393.29'), tenge('295.71')],
  )
  assert.equal(ticket.total, tenge('689.00'))
})

/* Which stornos are refused, of a receipt of two items. */
for (const [what, stornos, code, problem] of [
  ['an item that is not there', [3], 'STORNO_INVALID', 'no-such-item'],
  ['one item twice', [1, 1], 'STORNO_INVALID', 'twice'],
  ['every item, so that nothing is left', [1, 2], 'NO_ITEMS', undefined],
] as const)
  test(`the storno of ${what} is refused: ${code}`, () => {
    const refusal = refusalOf(() => compute(sale({ items: [BREAD, MILK], stornos })))
    assert.equal(refusal.code, code)
    assert.equal(refusal.details['problem'], problem)
  })

test('a marked piece that was taken back may be scanned again in the same receipt', () => {
  const piece = { name: 'Су', price: '150.00', marks: ['010487000111222621aB3dE5\u001d93dGVz'] }
  assert.equal(compute(sale({ items: [piece, piece], stornos: [1] })).total, tenge('150.00'))
  assert.equal(refusalOf(() => compute(sale({ items: [piece, piece] }))).code, 'MARK_REPEATED')
})

test('counters: a position that was taken back counts 1 and adds nothing, its discount too (protocol §8.1)', () => {
  const ticket = compute(sale({ items: [BREAD, MILK], stornos: [2] }))
  const counters = countTicket(openShift(emptyCounters()), ticket, { autonomous: false })
  assert.deepEqual(counters.operations.sale, { count: 2, sum: tenge('300.00') })
  assert.deepEqual(counters.sections[0]?.operations.sale, { count: 2, sum: tenge('300.00') })
  assert.deepEqual(counters.discounts.sale, { count: 1, sum: 0n })
  assert.equal(counters.tickets.sale.discountSum, 0n)
  assert.deepEqual(
    counters.taxes.map(({ rate }) => rate),
    [16],
  )
})

test('on paper the item stands with its storno under it, and the total is without it', () => {
  const lines = previewLines(compute(sale({ items: [BREAD, MILK], stornos: [2] })), letterhead)
  const text = layoutText(lines, 48).join('\n')
  assert.match(text, /2\. Сүт[\s\S]*СТОРНО 2 +-399[.,]00/)
  assert.match(text, /Қолма-қол\/Наличные +300[.,]00/)
  assert.doesNotMatch(text, /НДС 10/)
})

for (const version of ['2.0.2', '2.0.3'] as const)
  test(`${version}: a strict OFD takes stornos with discounts and markups, and counts X and Z alike`, () => {
    const shop = new Till(version)
    const items = [BREAD, MILK, { ...BREAD, name: 'Шай', markup: { sum: '5.00' } }, { ...BREAD, section: '2' }]
    assert.equal(shop.sell(till('', '', { items, stornos: [2, 3], discount: { percent: '7' } })).code, 0)
    assert.equal(shop.sell(till('', '', { items, stornos: [1], markup: { sum: '0.01' } })).code, 0)
    assert.equal(shop.x().code, 0)
    assert.equal(shop.close().code, 0)
  })

test('whatever is taken back, the sums are those of a receipt without it', () => {
  fc.assert(
    fc.property(ticketRequests(), fc.nat(5), (request, place) => {
      fc.pre(request.items.length > 1 && request.payments.card === 'rest')
      const gone = place % request.items.length
      const without = { ...request, items: request.items.filter((_, index) => index !== gone) }
      const [kept, all] = [compute(without), compute({ ...request, stornos: [gone + 1] })]
      assert.equal(all.total, kept.total)
      assert.deepEqual(all.vat, kept.vat)
      assert.deepEqual(
        all.items.filter(({ storno }) => !storno),
        kept.items,
      )
      assert.equal(sumOf(all.items.filter(({ storno }) => !storno).map(({ net }) => net)), all.total)
    }),
  )
})
