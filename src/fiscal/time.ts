declare const instantBrand: unique symbol

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: 'Instant' }

export const instant = (milliseconds: number): Instant => milliseconds as Instant

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** One zone for the whole country since 2024-03-01; the machine's own zone and tzdata are never asked (practice 1.8). */
export const ASTANA_OFFSET = 5 * HOUR

/** A wall clock's reading in Astana, as the wire and the paper carry it. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar, and back; years are counted from March. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

export function toLocal(at: Instant): LocalTime {
  const local = at + ASTANA_OFFSET
  const days = Math.floor(local / DAY)
  const rest = local - days * DAY
  return {
    ...civilFromDays(days),
    hour: Math.floor(rest / HOUR),
    minute: Math.floor(rest / MINUTE) % 60,
    second: Math.floor(rest / SECOND) % 60,
  }
}

export function fromLocal(t: LocalTime): Instant {
  const days = daysFromCivil(t.year, t.month, t.day)
  return instant(days * DAY + t.hour * HOUR + t.minute * MINUTE + t.second * SECOND - ASTANA_OFFSET)
}

const two = (n: number) => String(n).padStart(2, '0')

/** `2026-11-21T10:15:30+05:00`: the JSON interface. */
export function formatIso(at: Instant): string {
  const t = toLocal(at)
  return `${t.year}-${two(t.month)}-${two(t.day)}T${two(t.hour)}:${two(t.minute)}:${two(t.second)}+05:00`
}

/** `20261121T101530`: the check address (R1326-30.3). */
export function formatCompact(at: Instant): string {
  const t = toLocal(at)
  return `${t.year}${two(t.month)}${two(t.day)}T${two(t.hour)}${two(t.minute)}${two(t.second)}`
}

/** `21.11.2026 10:15:30`: paper. */
export function formatPaper(at: Instant): string {
  const t = toLocal(at)
  return `${two(t.day)}.${two(t.month)}.${t.year} ${two(t.hour)}:${two(t.minute)}:${two(t.second)}`
}

const COMPACT = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})?$/i

/**
 * Reads what {@link formatCompact} writes; seconds may be missing.
 * @returns undefined when it is no such text or no such moment: 31 February, 25 o'clock
 */
export function parseCompact(text: string): Instant | undefined {
  const match = COMPACT.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const at = fromLocal({ year, month, day, hour, minute, second })
  const written = `${match.slice(1, 4).join('')}T${match.slice(4, 7).join('').padEnd(6, '0')}`
  return formatCompact(at) === written ? at : undefined
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\+05:00)?$/i
const PAPER = /^(\d{2})\.(\d{2})\.(\d{4})[ ,]+(\d{2}):(\d{2})(?::(\d{2}))?$/

/**
 * Reads a moment as people and programs write it, always Astana's: `2026-11-21T10:15:30`, with `+05:00` or without,
 * `21.11.2026 10:15`, `20261121T101530`.
 * @returns undefined when it is none
 */
export function parseMoment(text: string): Instant | undefined {
  const trimmed = text.trim()
  const iso = ISO.exec(trimmed)
  if (iso) return parseCompact(`${iso.slice(1, 4).join('')}T${iso.slice(4).join('')}`)
  const [, day = '', month = '', year = '', ...time] = PAPER.exec(trimmed) ?? []
  return parseCompact(year === '' ? trimmed : `${year}${month}${day}T${time.join('')}`)
}
