import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reportFigures } from '../../src/api/report-figures.ts'
import { reportFigures as schema } from '../../src/api/schemas/figures.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import { emptyCounters } from '../../src/fiscal/report/counters.ts'
import { zxReport } from '../../src/fiscal/report/zx.ts'
import { instant } from '../../src/fiscal/time.ts'

test('the figures of a report are JSON of the schema: sums as decimal strings, times with the zone', () => {
  const counters = { ...emptyCounters(), cash: tiyn(12_345n) }
  const at = instant(Date.UTC(2026, 10, 21, 5, 15, 30))
  const report = zxReport(counters, { type: 'x', time: at, shift: 13, openTime: at, checksum: 'ABC' })
  const figures = JSON.parse(JSON.stringify(reportFigures(report)))
  assert.deepEqual(schema.parse(figures), figures)
  assert.equal(figures.cash, '123.45')
  assert.equal(figures.time, '2026-11-21T10:15:30+05:00')
  assert.deepEqual(figures.operations['sale-return'], { count: 0, sum: '0.00' })
})
