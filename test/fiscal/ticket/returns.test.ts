import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Tiyn, formatTenge, sumOf } from '../../../src/fiscal/money.ts'
import { type Thousandths, formatQuantity, thousandths } from '../../../src/fiscal/quantity.ts'
import {
  type OwnBasis,
  type Selection,
  assertWithinTotal,
  attribute,
  remainingOf,
  returnedSum,
  select,
} from '../../../src/fiscal/ticket/returns.ts'
import type { ItemRequest, Ticket, TicketRequest } from '../../../src/fiscal/ticket/types.ts'
import type { ErrorCode } from '../../../src/locale/errors.ts'
import { ticketRequests } from './arbitraries.ts'
import { PARENT, at, compute, refusalOf, sale, tenge } from './support.ts'

const MARKS = ['010487000111222621aB3dE5\u001d93dGVz', '010487000111222621aB3dE6\u001d93dGVz'] as const

/** A receipt and what has come back of it: returns are made one after the other. */
class Receipt {
  readonly ticket: Ticket
  readonly returns: Ticket[] = []

  constructor(request: TicketRequest) {
    this.ticket = compute(request)
  }

  get basis(): OwnBasis {
    return { type: 'own', ticket: this.ticket, vatPayer: true, returns: this.returns }
  }

  giveBack(selection: Selection, items: readonly ItemRequest[] = [], more: Partial<TicketRequest> = {}): Ticket {
    const { operation, total } = this.ticket
    const request: TicketRequest = {
      operation: operation === 'purchase' ? 'purchase-return' : 'sale-return',
      items,
      payments: { cash: 'rest' },
      parent: { ...PARENT, total },
      ...more,
    }
    const chosen = select(request, selection, this.basis)
    const ticket = attribute(compute({ ...request, items: chosen.items }), chosen.lines, this.basis)
    this.returns.push(ticket)
    return ticket
  }

  left(): readonly string[] {
    return remainingOf(this.basis).map(
      ({ line, net, quantity }) => `${line}: ${formatQuantity(quantity)} = ${formatTenge(net)}`,
    )
  }
}

const part = (line: number, quantity?: string, marks?: readonly string[]) => ({ lines: [{ line, quantity, marks }] })
const item = (words: string, more: Partial<ItemRequest> = {}): ItemRequest => {
  const [name = '', price = '', quantity = '1'] = words.split(' ')
  return { name, price, quantity, ...more }
}

/*
 * What comes back for parts. Sold: the line; then what each return takes of it, in order; money: what the buyer gets for
 * each. The last part takes the rest, so that the money adds up to what was paid, to the tiyn.
 */
const PARTS = [
  { sold: 'Нан 150.00 2', paid: '300.00', takes: ['1', '1'], money: ['150.00', '150.00'] },
  { sold: 'Нан 150.00 2', discount: '15.00', paid: '285.00', takes: ['1', '1'], money: ['142.50', '142.50'] },
  { sold: 'Сүт 33.33 3', discount: '0.01', paid: '99.98', takes: ['1', '1', '1'], money: ['33.33', '33.32', '33.33'] },
  { sold: 'Ет 33.33 1.5', paid: '50.00', takes: ['0.5', '0.5', '0.5'], money: ['16.67', '16.66', '16.67'] },
  { sold: 'Шай 0.01 3', paid: '0.03', takes: ['2', '1'], money: ['0.02', '0.01'] },
  { sold: 'Ет 3333.33 0.333', paid: '1110.00', takes: ['0.111', '0.222'], money: ['370.00', '740.00'] },
  { sold: 'Нан 100.00 3', markup: '10.00', paid: '310.00', takes: ['1', '2'], money: ['103.33', '206.67'] },
] as const

for (const { sold, takes, money, paid, ...modifiers } of PARTS)
  test(`[EK0-fn-10] of ${sold} paid ${paid}, returns of ${takes.join(' + ')} give ${money.join(' + ')}`, () => {
    const { discount, markup } = modifiers as { discount?: string; markup?: string }
    const change = { ...(discount && { discount: { sum: discount } }), ...(markup && { markup: { sum: markup } }) }
    const receipt = new Receipt(sale({ items: [item(sold, change)] }))
    assert.equal(formatTenge(receipt.ticket.total), paid)
    assert.deepEqual(
      takes.map((quantity) => formatTenge(receipt.giveBack(part(1, quantity)).total)),
      money,
    )
    assert.deepEqual(receipt.left(), ['1: 0 = 0.00'])
    assert.equal(refusalOf(() => receipt.giveBack(part(1))).code, 'RETURN_EXCEEDS_SALE')
  })

test('a discount of the whole receipt comes off each line that goes back, by its share', () => {
  const receipt = new Receipt(sale({ items: [item('Нан 100.00 2'), item('Сүт 300.00')], discount: { sum: '50.00' } }))
  assert.deepEqual(receipt.left(), ['1: 2 = 180.00', '2: 1 = 270.00'])
  const [back] = receipt.giveBack(part(1, '1')).items
  assert.deepEqual(
    [back?.price, back?.sum, back?.discount?.sum, back?.net].map((sum) => formatTenge(sum ?? tenge('0'))),
    ['100.00', '100.00', '10.00', '90.00'],
  )
  assert.equal(formatTenge(receipt.giveBack({ whole: true }).total), '360.00')
  assert.deepEqual(receipt.left(), ['1: 0 = 0.00', '2: 0 = 0.00'])
})

/* What is refused, and why. The receipt: two loaves for 150.00 less 10 % (270.00), milk for 420.00. */
const SOLD = sale({ items: [item('Нан 150.00 2', { discount: { percent: '10' } }), item('Сүт 420.00')] })

interface Refused {
  readonly what: string
  readonly selection?: Selection
  readonly items?: readonly ItemRequest[]
  readonly more?: Partial<TicketRequest>
  readonly code: ErrorCode
  readonly says?: Readonly<Record<string, unknown>>
}

const REFUSED: readonly Refused[] = [
  {
    what: 'a line that the receipt has not',
    selection: part(3),
    code: 'PARENT_LINE_UNKNOWN',
    says: { line: 3, lines: 2 },
  },
  {
    what: 'more of a line than was sold',
    selection: part(1, '3'),
    code: 'RETURN_EXCEEDS_SALE',
    says: { line: 1, quantity: '2', sum: '270.00' },
  },
  { what: 'nothing of a line', selection: part(1, '0'), code: 'QUANTITY_INVALID' },
  {
    what: 'one line twice, together more than was sold',
    selection: { lines: [{ line: 2 }, { line: 2 }] },
    code: 'RETURN_EXCEEDS_SALE',
  },
  { what: 'goods that were not sold', items: [item('Шай 150.00')], code: 'RETURN_NOT_SOLD', says: { line: 1 } },
  { what: 'the goods at another price', items: [item('Сүт 421.00')], code: 'RETURN_NOT_SOLD' },
  { what: 'the goods in another unit', items: [item('Сүт 420.00 1', { unit: '166' })], code: 'RETURN_NOT_SOLD' },
  { what: 'the goods at another rate', items: [item('Сүт 420.00 1', { vat: '10' })], code: 'RETURN_NOT_SOLD' },
  {
    what: 'the full price where less was paid',
    items: [item('Нан 150.00')],
    code: 'RETURN_EXCEEDS_SALE',
    says: { line: 1, quantity: '2', sum: '135.00' },
  },
  {
    what: 'a markup on what goes back',
    selection: part(2),
    more: { markup: { sum: '0.01' } },
    code: 'RETURN_EXCEEDS_SALE',
    says: { line: 1, quantity: '1', sum: '420.00' },
  },
  { what: 'a fraction too much', items: [item('Сүт 420.00 1.001')], code: 'RETURN_EXCEEDS_SALE' },
]

for (const { what, selection = {}, items = [], more = {}, code, says = {} } of REFUSED)
  test(`[R1326-14] a return is refused for ${what}: ${code}`, () => {
    const receipt = new Receipt(SOLD)
    const refusal = refusalOf(() => receipt.giveBack(selection, items, more))
    assert.equal(refusal.code, code)
    for (const [name, value] of Object.entries(says)) assert.deepEqual(refusal.details[name], value, name)
    assert.deepEqual(receipt.left(), ['1: 2 = 270.00', '2: 1 = 420.00'])
  })

test('items go back by name, unit, price and rate; what they leave out comes from the receipt', () => {
  const receipt = new Receipt(sale({ items: [item('Алма 780.50 1.5', { unit: '166', vat: '10', section: '7' })] }))
  const [back] = receipt.giveBack({}, [item('Алма 780.50 0.5')]).items
  assert.deepEqual(
    [back?.unit, back?.vat, back?.section, back?.parts],
    ['166', 10, '7', [{ line: 1, quantity: 500n, net: tenge('390.25') }]],
  )
})

test('goods also go back at the price that was paid for them', () => {
  const receipt = new Receipt(SOLD)
  assert.equal(formatTenge(receipt.giveBack({}, [item('Нан 135.00')]).total), '135.00')
  assert.deepEqual(receipt.left(), ['1: 1 = 135.00', '2: 1 = 420.00'])
})

test('the same goods on two lines of a receipt go back as one item', () => {
  const receipt = new Receipt(sale({ items: [item('Нан 150.00'), item('Сүт 420.00'), item('Нан 150.00')] }))
  const [back] = receipt.giveBack({}, [item('Нан 150.00 2')]).items
  assert.deepEqual(
    back?.parts?.map(({ line, quantity }) => [line, quantity]),
    [
      [1, 1000n],
      [3, 1000n],
    ],
  )
  assert.equal(refusalOf(() => receipt.giveBack({}, [item('Нан 150.00')])).code, 'RETURN_EXCEEDS_SALE')
})

test('[R2026-VAT] a return keeps the rates of the day of the sale: 12 % of 2025, refused for a sale of 2026', () => {
  const sold = compute(sale({ items: [item('Нан 112.00', { vat: '12' })] }), { now: at(2025, 12, 31, 23, 59) })
  const basis: OwnBasis = { type: 'own', ticket: sold, vatPayer: true, returns: [] }
  const request = {
    ...sale(),
    operation: 'sale-return',
    items: [],
    parent: { ...PARENT, time: at(2025, 12, 31) },
  } as const
  const { items, lines } = select(request, { whole: true }, basis)
  const back = attribute(compute({ ...request, items }), lines, basis)
  assert.deepEqual(back.vat, [{ rate: 12, turnover: tenge('112.00'), sum: tenge('12.00') }])
  assert.equal(refusalOf(() => compute({ ...request, items, parent: PARENT })).code, 'VAT_RATE_UNKNOWN')
})

test('a line that was taken back before registering was never sold', () => {
  const receipt = new Receipt(sale({ items: [item('Нан 150.00'), item('Сүт 420.00')], stornos: [1] }))
  assert.deepEqual(receipt.left(), ['2: 1 = 420.00'])
  assert.equal(refusalOf(() => receipt.giveBack(part(1))).code, 'PARENT_LINE_UNKNOWN')
  assert.equal(refusalOf(() => receipt.giveBack({}, [item('Нан 150.00')])).code, 'RETURN_NOT_SOLD')
  assert.equal(formatTenge(receipt.giveBack({ whole: true }).total), '420.00')
})

const marked = () => new Receipt(sale({ items: [item('Су 150.00 2', { marks: MARKS }), item('Нан 10.00')] }))

/* Two bottles were sold by their marks. */
const MARKED: readonly (Refused & { readonly ok?: never })[] = [
  { what: 'one of two marked pieces without saying which', selection: part(1, '1'), code: 'RETURN_MARKS' },
  { what: 'marked goods as an item without marks', items: [item('Су 150.00')], code: 'RETURN_MARKS' },
  {
    what: 'a piece that was not on the receipt',
    selection: part(1, '1', ['010487000111222621zzzzzz\u001d93dGVz']),
    code: 'RETURN_MARKS',
  },
  { what: 'two marks for one piece', selection: part(1, '1', MARKS), code: 'MARKS_COUNT' },
]

for (const { what, selection = {}, items = [], code } of MARKED)
  test(`[P203-marks] a return is refused for ${what}: ${code}`, () => {
    assert.equal(refusalOf(() => marked().giveBack(selection, items)).code, code)
  })

test('a marked piece comes back once, by its own code, whatever check code was read with it', () => {
  const receipt = marked()
  const [first, second] = MARKS
  receipt.giveBack(part(1, '1', [`]d2${second.replace('93dGVz', '93abcd')}`]))
  assert.deepEqual(remainingOf(receipt.basis)[0]?.marks, [first])
  assert.equal(refusalOf(() => receipt.giveBack(part(1, '1', [second]))).code, 'RETURN_MARKS')
  assert.deepEqual(receipt.giveBack({ whole: true }).items[0]?.marks, [first])
})

test('of another register’s receipt all returns together stay within its total', () => {
  const back = compute({ ...sale({ items: [item('Нан 100.00')] }), operation: 'sale-return', parent: PARENT })
  const total = tenge('275.00')
  assert.equal(formatTenge(returnedSum([back, back])), '200.00')
  assertWithinTotal(back, total, tenge('175.00'))
  const refusal = refusalOf(() => assertWithinTotal(back, total, tenge('175.01')))
  assert.deepEqual(refusal, { code: 'RETURN_EXCEEDS_SALE', details: { sum: '99.99' } })
})

test('a sale by card goes back in cash, and one for cash by card', () => {
  for (const [sold, back] of [
    ['card', 'cash'],
    ['cash', 'card'],
  ] as const) {
    const receipt = new Receipt(sale({ payments: { [sold]: 'rest' } }))
    assert.deepEqual(receipt.giveBack({ whole: true }, [], { payments: { [back]: 'rest' } }).payments, {
      [back]: tenge('150.00'),
    })
  }
})

/* ---- over any sequence of returns ---- */

interface Step {
  readonly line: number
  /** Thousandths of what is left of the line, or more than that. */
  readonly share: number
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ line: fc.integer({ min: 0, max: 6 }), share: fc.integer({ min: 1, max: 1300 }) }),
  { maxLength: 12 },
)
const sold = ticketRequests().map((request) => ({ ...request, operation: 'sale' as const }))

/** One step: a part of a line goes back, or is refused. */
function walk(receipt: Receipt, { line, share }: Step): void {
  const lines = remainingOf(receipt.basis)
  const one = lines[line % lines.length]
  if (!one) return
  const quantity = (one.quantity * BigInt(share)) / 1000n
  const run = () => receipt.giveBack(part(one.line, formatQuantity(thousandths(quantity))))
  if (quantity > 0n && quantity <= one.quantity && one.net > 0n) {
    try {
      run()
    } catch (error) {
      assert.match(String((error as { code?: unknown }).code), /LINE_TOO_SMALL|DISCOUNT_INVALID/)
    }
  } else refusalOf(run)
}

test('[R1326-14] whatever goes back in whatever order: never more than was sold, of no line, by no tiyn', () => {
  fc.assert(
    fc.property(sold, steps, (request, walked) => {
      const receipt = new Receipt(request)
      for (const step of walked) walk(receipt, step)
      const parts = receipt.returns.flatMap(({ items }) => items.flatMap(({ parts: own = [] }) => own))
      for (const [index, { net, quantity }] of receipt.ticket.items.entries()) {
        const own = parts.filter(({ line }) => line === index + 1)
        const back = own.reduce((sum, { quantity: some }) => (sum + some) as Thousandths, thousandths(0n))
        const money = sumOf(own.map(({ net: some }): Tiyn => some))
        assert.ok(back <= quantity && money <= net)
        // All of it back is all of the money back.
        if (back === quantity) assert.equal(money, net)
        const rest = remainingOf(receipt.basis)[index]
        assert.deepEqual([rest?.quantity, rest?.net], [quantity - back, net - money])
      }
    }),
    { numRuns: 300 },
  )
})

test('[R1326-14] after any returns the rest goes back as a whole, and all returns together are the receipt', () => {
  fc.assert(
    fc.property(sold, steps, (request, walked) => {
      const receipt = new Receipt(request)
      for (const step of walked) walk(receipt, step)
      const worth = remainingOf(receipt.basis).some(({ net }) => net > 0n)
      if (worth) receipt.giveBack({ whole: true })
      const back = sumOf(receipt.returns.map(({ total }) => total))
      const tails = sumOf(remainingOf(receipt.basis).map(({ net }) => net))
      assert.equal(back + tails, receipt.ticket.total)
      assert.ok(tails < 10n)
    }),
    { numRuns: 200 },
  )
})
