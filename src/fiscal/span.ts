import { Refusal } from './refusal.ts'
import { shown } from './text.ts'
import { DAY, type Instant, fromLocal, instant, toLocal } from './time.ts'

/** The manuals' words: за месяц, за 3 месяца, за полгода, за год (EK0-histr-2, EK0-histc-2). */
export const PERIODS = ['month', 'quarter', 'half-year', 'year'] as const
export type PeriodName = (typeof PERIODS)[number]

const MONTHS: Readonly<Record<PeriodName, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/** From is within, to is not. */
export interface TimeSpan {
  readonly from: Instant
  readonly to: Instant
}

/** What somebody asked for: days of Astana's calendar, or numbers of shifts, both ends within. */
export type Span =
  | ({ readonly by: 'time' } & TimeSpan)
  | { readonly by: 'shift'; readonly from: number; readonly to: number }

export interface SpanRequest {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly period?: PeriodName | undefined
  /** One shift alone. */
  readonly shift?: number | undefined
}

const BEGINNING = instant(0)
/** Past every record; a key of the accumulator can still hold it. */
const END = instant(Number.MAX_SAFE_INTEGER)
const MAX_SHIFT = 0xffff_ffff

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const NUMBER = /^\d{1,10}$/

/** Days that need no calendar, as days before now. */
const NEAR: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }

/** Midnight of a day that exists; undefined for 31 February. */
function midnight(text: string, now: Instant): Instant | undefined {
  const ago = Object.hasOwn(NEAR, text) ? NEAR[text] : undefined
  if (ago !== undefined) {
    const { day, month, year } = toLocal(instant(now - ago * DAY))
    return fromLocal({ year, month, day, hour: 0, minute: 0, second: 0 })
  }
  const [year = 0, month = 0, day = 0] = (DATE.exec(text) ?? []).slice(1).map(Number)
  if (year === 0) return undefined
  const at = fromLocal({ year, month, day, hour: 0, minute: 0, second: 0 })
  const back = toLocal(at)
  return back.year === year && back.month === month && back.day === day ? at : undefined
}

const daysOf = (year: number, month: number): number => toLocal(instant(firstOf(year, month + 1) - DAY)).day

function firstOf(year: number, month: number): Instant {
  const months = year * 12 + (month - 1)
  return fromLocal({ year: Math.floor(months / 12), month: (months % 12) + 1, day: 1, hour: 0, minute: 0, second: 0 })
}

/** The last so many months up to now, from the same day of the month, or from its last when it has no such day. */
export function lastPeriod(name: PeriodName, now: Instant): TimeSpan {
  const { day, month, year } = toLocal(now)
  const first = toLocal(firstOf(year, month - MONTHS[name]))
  const last = Math.min(day, daysOf(first.year, first.month))
  return { from: fromLocal({ ...first, day: last }), to: instant(now + 1) }
}

const refused = (value: string, problem: string) => new Refusal('PERIOD_INVALID', { value: shown(value), problem })

/**
 * Reads the bounds of a report or a search: `2026-11-01`, `today`, `yesterday`, or the number of a shift. An end that is not given is open,
 * and one that is wider than what exists is none the worse for it (R208N-18).
 * @throws Refusal PERIOD_INVALID
 */
export function readSpan({ from, period, shift, to }: SpanRequest, now: Instant): Span {
  const ways = [from ?? to, period, shift].filter((way) => way !== undefined)
  if (ways.length > 1) throw refused(ways.join(', '), 'two-ways')
  if (shift !== undefined) return { by: 'shift', from: shift, to: shift }
  if (period !== undefined) return { by: 'time', ...lastPeriod(period, now) }
  const given = [from, to].filter((end) => end !== undefined)
  const numbers = given.filter((end) => NUMBER.test(end))
  if (numbers.length > 0 && numbers.length < given.length) throw refused(`${from} – ${to}`, 'date-and-number')
  return numbers.length > 0 ? shiftSpan(from, to) : timeSpan(from, to, now)
}

function shiftSpan(from: string | undefined, to: string | undefined): Span {
  const span = { by: 'shift', from: Number(from ?? '1'), to: Number(to ?? MAX_SHIFT) } as const
  if (span.from > span.to) throw refused(`${from} – ${to}`, 'ends-first')
  return { ...span, from: Math.min(span.from, MAX_SHIFT), to: Math.min(span.to, MAX_SHIFT) }
}

function timeSpan(from: string | undefined, to: string | undefined, now: Instant): Span {
  const bound = (text: string): Instant => {
    const at = midnight(text, now)
    if (at === undefined) throw refused(text, 'not-a-date')
    return at
  }
  const span = {
    by: 'time',
    from: from === undefined ? BEGINNING : bound(from),
    to: to === undefined ? END : instant(bound(to) + DAY),
  } as const
  if (span.from >= span.to) throw refused(`${from} – ${to}`, 'ends-first')
  return span
}
