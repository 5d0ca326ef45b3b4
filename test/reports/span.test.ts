import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { type SpanRequest, lastPeriod, PERIODS, readSpan } from '../../src/fiscal/span.ts'
import { formatIso, fromLocal } from '../../src/fiscal/time.ts'

const at = (year: number, month: number, day: number, hour = 10) =>
  fromLocal({ year, month, day, hour, minute: 15, second: 30 })
const NOW = at(2026, 11, 21)

/** What is asked for, and the instants or shifts that it means. */
const SPANS: readonly (readonly [SpanRequest, string | readonly [number, number]])[] = [
  [{ from: '2026-11-01', to: '2026-11-01' }, '2026-11-01T00:00:00+05:00 2026-11-02T00:00:00+05:00'],
  [{ from: '2024-02-29', to: '2024-03-01' }, '2024-02-29T00:00:00+05:00 2024-03-02T00:00:00+05:00'],
  [{ from: 'today', to: 'today' }, '2026-11-21T00:00:00+05:00 2026-11-22T00:00:00+05:00'],
  [{ from: 'yesterday', to: '2026-11-21' }, '2026-11-20T00:00:00+05:00 2026-11-22T00:00:00+05:00'],
  [{ from: '7', to: '13' }, [7, 13]],
  [{ from: '7' }, [7, 4_294_967_295]],
  [{ to: '13' }, [1, 13]],
  [{ from: '0', to: '9999999999' }, [0, 4_294_967_295]],
  [{ shift: 4 }, [4, 4]],
]
for (const [request, means] of SPANS)
  test(`[R208N-17.2] [R208N-17.3] ${JSON.stringify(request)} is ${String(means)}`, () => {
    const span = readSpan(request, NOW)
    const shown = span.by === 'time' ? `${formatIso(span.from)} ${formatIso(span.to)}` : [span.from, span.to]
    assert.deepEqual(shown, means)
  })

test('[R208N-18] a period without bounds, or wider than any record, is accepted', () => {
  const all = readSpan({}, NOW)
  assert.ok(all.by === 'time' && all.from <= at(1990, 1, 1) && all.to > at(2200, 1, 1))
  assert.deepEqual(readSpan({ from: '1990-01-01', to: '9999-12-31' }, NOW).by, 'time')
})

const REFUSED: readonly (readonly [SpanRequest, string])[] = [
  [{ from: '2026-02-31' }, 'not-a-date'],
  [{ from: '2026-13-01' }, 'not-a-date'],
  [{ to: 'tomorrow' }, 'not-a-date'],
  [{ from: '' }, 'not-a-date'],
  [{ from: '-1' }, 'not-a-date'],
  [{ from: '2026-11-02', to: '2026-11-01' }, 'ends-first'],
  [{ from: '5', to: '4' }, 'ends-first'],
  [{ from: '2026-11-01', to: '4' }, 'date-and-number'],
  [{ from: '4', to: '4x' }, 'date-and-number'],
  [{ from: '4', period: 'year' }, 'two-ways'],
  [{ shift: 4, to: '2026-11-01' }, 'two-ways'],
  [{ shift: 4, period: 'month' }, 'two-ways'],
]
for (const [request, problem] of REFUSED)
  test(`${JSON.stringify(request)} is refused: ${problem}`, () => {
    assert.throws(
      () => readSpan(request, NOW),
      (error) => error instanceof Refusal && error.code === 'PERIOD_INVALID' && error.details['problem'] === problem,
    )
  })

const FIRST_DAYS: readonly (readonly [now: ReturnType<typeof at>, days: readonly string[]])[] = [
  [at(2026, 11, 21), ['2026-10-21', '2026-08-21', '2026-05-21', '2025-11-21']],
  [at(2026, 1, 31), ['2025-12-31', '2025-10-31', '2025-07-31', '2025-01-31']],
  [at(2024, 3, 31), ['2024-02-29', '2023-12-31', '2023-09-30', '2023-03-31']],
  [at(2024, 2, 29), ['2024-01-29', '2023-11-29', '2023-08-29', '2023-02-28']],
]
for (const [now, days] of FIRST_DAYS)
  test(`[EK0-histr-2] [EK0-histc-2] [EK-ui-08] on ${formatIso(now).slice(0, 10)} a month, a quarter, half a year and a year begin on ${days.join(', ')}`, () => {
    assert.deepEqual(
      PERIODS.map((name) => formatIso(lastPeriod(name, now).from).slice(0, 10)),
      days,
    )
    for (const name of PERIODS) assert.ok(lastPeriod(name, now).to > now)
  })
