import { type Tiyn, divideHalfUp, tiyn } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { type Instant, fromLocal } from '../time.ts'
import { shown } from '../text.ts'
import type { TicketRules, VatRate } from './types.ts'

export type Rate = Exclude<VatRate, 'none'>

const midnight = (year: number): Instant => fromLocal({ year, month: 1, day: 1, hour: 0, minute: 0, second: 0 })

/** Which rates a turnover of a date may carry: from the first moment on, before the second (practice 1.4). */
export const VAT_RATES: readonly { readonly rate: Rate; readonly from?: Instant; readonly before?: Instant }[] = [
  { rate: 0 },
  // Medicines and services of health, ten percent after it.
  { rate: 5, from: midnight(2026), before: midnight(2027) },
  // Domestic periodicals; from 2027 the goods and services of health too.
  { rate: 10, from: midnight(2026) },
  { rate: 12, before: midnight(2026) },
  { rate: 16, from: midnight(2026) },
]

/** Rates of the moment, ascending. */
export const ratesAt = (at: Instant): readonly Rate[] =>
  VAT_RATES.filter(
    ({ from, before }) => (from === undefined || at >= from) && (before === undefined || at < before),
  ).map(({ rate }) => rate)

/** VAT inside a price: sum × rate / (100 + rate), to the nearest tiyn, halves up (protocol §9). */
export const vatInside = (sum: Tiyn, rate: VatRate): Tiyn =>
  rate === 'none' ? tiyn(0n) : tiyn(divideHalfUp(sum * BigInt(rate), 100n + BigInt(rate)))

/**
 * The rate of an item. One that pays no VAT sells without, and may not name a rate.
 * @param turnover moment of the turnover: that of the document, for a return that of its parent
 */
export function chooseVat(
  asked: string | undefined,
  rules: Pick<TicketRules, 'vatPayer' | 'defaultVat'>,
  turnover: Instant,
  line: number,
): VatRate {
  if (asked === 'none') return 'none'
  const chosen = asked ?? (rules.vatPayer ? String(rules.defaultVat) : 'none')
  if (chosen === 'none') return 'none'
  const known = ratesAt(turnover)
  const rate = known.find((one) => String(one) === chosen)
  if (rate === undefined)
    throw new Refusal('VAT_RATE_UNKNOWN', { line, value: shown(chosen), known: `${known.join(', ')}, none` })
  if (!rules.vatPayer) throw new Refusal('VAT_NOT_PAYER', { line })
  return rate
}
