import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Tiyn, tiyn } from '../../../src/fiscal/money.ts'
import { emptyCounters, openShift } from '../../../src/fiscal/report/counters.ts'
import type { Counters, CountSum, PerOperation, ZxReport } from '../../../src/fiscal/report/types.ts'
import { zxReport } from '../../../src/fiscal/report/zx.ts'
import type { Operation } from '../../../src/fiscal/ticket/types.ts'
import { type Instant, toLocal } from '../../../src/fiscal/time.ts'
import { PARENT, at, compute, sale, tenge } from '../ticket/support.ts'
import { type Deed, count, placed, sold } from './day.ts'

/** A register with 900 sales and 5 returns behind it. */
const BEFORE: Counters = (() => {
  const empty = emptyCounters()
  const { tickets, placements } = empty
  return openShift({
    ...empty,
    nonNullable: { ...empty.nonNullable, sale: tenge('1000000.00'), 'sale-return': tenge('5000.00') },
    tickets: {
      ...tickets,
      sale: { ...tickets.sale, totalCount: 900 },
      'sale-return': { ...tickets['sale-return'], totalCount: 5 },
    },
    placements: {
      deposit: { ...placements.deposit, totalCount: 14 },
      withdrawal: { ...placements.withdrawal, totalCount: 11 },
    },
  })
})()

const one = (name: string, price: string) => ({ items: [{ name, price }] })

/** Twelfth shift: a deposit, three sales (one at a discount, one autonomous), a return. */
const SHIFT: readonly Deed[] = [
  placed('deposit', tenge('10000.00')),
  sold(compute(sale({ ...one('Ет', '2200.50'), discount: { sum: '200' }, payments: { cash: '3000' } }))),
  sold(compute(sale({ ...one('Май', '1000'), payments: { cash: '1000' } })), true),
  sold(compute(sale({ ...one('Май', '1000'), payments: { card: 'rest' } }))),
  sold(compute(sale({ ...one('Нан', '150'), operation: 'sale-return', parent: PARENT }))),
]

const FACTS = { shift: 12, openTime: at(2026, 11, 20, 9, 0, 1), checksum: '7f83b1657ff1fc53' }

/* The report in the form of the vectors: protobuf JSON, field by field as the protocol's section 5 lists them. */

const WIRE: readonly (readonly [string, Operation])[] = [
  ['OPERATION_BUY', 'purchase'],
  ['OPERATION_BUY_RETURN', 'purchase-return'],
  ['OPERATION_SELL', 'sale'],
  ['OPERATION_SELL_RETURN', 'sale-return'],
]

const money = (sum: Tiyn) => ({ bills: String(sum / 100n), coins: Number(sum % 100n) })

const moment = (instant: Instant) => {
  const { year, month, day, hour, minute, second } = toLocal(instant)
  return { date: { year, month, day }, time: { hour, minute, second } }
}

const listed = <T>(figures: PerOperation<T>, fields: (figure: T) => object) =>
  WIRE.map(([operation, ours]) => ({ operation, ...fields(figures[ours]) }))

const counted = ({ count: times, sum }: CountSum) => ({ count: times, sum: money(sum) })

const ticketFields = (figure: ZxReport['tickets']['sale']) => ({
  tickets_total_count: figure.totalCount,
  tickets_count: figure.count,
  tickets_sum: money(figure.sum),
  payments: (['cash', 'card', 'mobile'] as const).map((type) => ({
    payment: `PAYMENT_${type.toUpperCase()}`,
    sum: money(figure.payments[type].sum),
    count: figure.payments[type].count,
  })),
  offline_count: figure.offlineCount,
  discount_sum: money(figure.discountSum),
  markup_sum: money(figure.markupSum),
  change_sum: money(figure.changeSum),
})

const taxFields = ({ turnover, sum }: { turnover: Tiyn; sum: Tiyn }) => ({
  turnover: money(turnover),
  sum: money(sum),
  turnover_without_tax: money(tiyn(turnover - sum)),
})

const placementFields = (operation: string, figure: ZxReport['placements']['deposit']) => ({
  operation,
  operations_total_count: figure.totalCount,
  operations_count: figure.count,
  operations_sum: money(figure.sum),
  offline_count: figure.offlineCount,
})

const wire = (report: ZxReport) => ({
  date_time: moment(report.time),
  shift_number: report.shift,
  sections: report.sections.map(({ code, operations }) => ({
    section_code: code,
    operations: listed(operations, counted),
  })),
  operations: listed(report.operations, counted),
  discounts: listed(report.discounts, counted),
  markups: listed(report.markups, counted),
  total_result: listed(report.totalResult, counted),
  taxes: report.taxes.map(({ rate, operations }) => ({
    tax_type: 100,
    percent: rate * 1000,
    operations: listed(operations, taxFields),
  })),
  start_shift_non_nullable_sums: listed(report.startNonNullable, (sum) => ({ sum: money(sum) })),
  ticket_operations: listed(report.tickets, ticketFields),
  money_placements: [
    placementFields('MONEY_PLACEMENT_DEPOSIT', report.placements.deposit),
    placementFields('MONEY_PLACEMENT_WITHDRAWAL', report.placements.withdrawal),
  ],
  cash_sum: money(report.cash),
  revenue: { sum: money(report.revenue), is_negative: report.revenue < 0n },
  non_nullable_sums: listed(report.nonNullable, (sum) => ({ sum: money(sum) })),
  open_shift_time: moment(report.openTime),
  ...(report.closeTime !== undefined && { close_shift_time: moment(report.closeTime) }),
  checksum: report.checksum,
})

interface Vector {
  readonly message: {
    readonly close_shift?: { readonly z_report: object }
    readonly report?: { readonly zx_report: object }
  }
}

const vector = (name: string): Vector['message'] =>
  (JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8')) as Vector).message

test('[P203-zx] [R1326-29.4] the X report of a shift has the figures of the protocol’s example', () => {
  const counters = SHIFT.reduce(count, BEFORE)
  const report = zxReport(counters, { ...FACTS, type: 'x', time: at(2026, 11, 20, 15) })
  assert.deepEqual(wire(report), vector('203-report-x').report?.zx_report)
})

test('[P203-zx] [R1326-29.5] the Z report that takes the cash out has the figures of the protocol’s example', () => {
  const counters = SHIFT.reduce(count, BEFORE)
  const time = at(2026, 11, 20, 21, 0, 5)
  const report = zxReport(counters, { ...FACTS, type: 'z', time, closeTime: time, withdraw: true })
  assert.deepEqual(wire(report), vector('203-close-shift').close_shift?.z_report)
})
