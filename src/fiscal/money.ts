import { Refusal } from './refusal.ts'
import { shown } from './text.ts'

declare const tiynBrand: unique symbol

/** Money: a whole number of tiyn (1/100 tenge). Never a `number`. */
export type Tiyn = bigint & { readonly [tiynBrand]: 'Tiyn' }

export const tiyn = (value: bigint): Tiyn => value as Tiyn
export const ZERO = tiyn(0n)

export const add = (a: Tiyn, b: Tiyn): Tiyn => tiyn(a + b)
export const subtract = (a: Tiyn, b: Tiyn): Tiyn => tiyn(a - b)
export const sumOf = (sums: Iterable<Tiyn>): Tiyn => {
  let total = 0n
  for (const sum of sums) total += sum
  return tiyn(total)
}
export const min = (a: Tiyn, b: Tiyn): Tiyn => (a < b ? a : b)

/** The wire's largest `bills` with 99 tiyn (protocol §1): no sum of a document and no counter goes past it. */
export const MAX_SUM = tiyn(9_223_372_036_854_775_807n * 100n + 99n)

/** Division to the nearest whole, halves up (protocol §9). Both arguments are not negative, the divisor not zero. */
export const divideHalfUp = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor)

/** Longer than any sum in range, so that one digit too many is "too large" and not "no number". */
const DECIMAL = /^(\d{1,30})(?:[.,](\d{1,2}))?$/

/**
 * Reads tenge as people and scripts write them: `150`, `150.5`, `150,00`.
 * @returns undefined when the text is not a sum with at most two decimals; it may be past {@link MAX_SUM}
 */
export function parseTenge(text: string): Tiyn | undefined {
  const match = DECIMAL.exec(text)
  if (!match) return undefined
  return tiyn(BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0')))
}

/** `27500n` is `275.00`: the form of the JSON interface and of the check address. */
export function formatTenge(sum: Tiyn): string {
  const sign = sum < 0n ? '-' : ''
  const magnitude = sum < 0n ? 0n - sum : sum
  return `${sign}${magnitude / 100n}.${String(magnitude % 100n).padStart(2, '0')}`
}

/** A sum past {@link MAX_SUM} is refused before anything is written. */
export function withinRange(sum: Tiyn): Tiyn {
  if (sum > MAX_SUM || sum + MAX_SUM < 0n) throw new Refusal('SUM_TOO_LARGE', { maximum: formatTenge(MAX_SUM) })
  return sum
}

/**
 * The sum of a deposit or a withdrawal, as a person gives it.
 * @throws Refusal SUM_INVALID, SUM_TOO_LARGE
 */
export function readSum(text: string): Tiyn {
  const sum = parseTenge(text)
  if (sum === undefined || sum === 0n) throw new Refusal('SUM_INVALID', { value: shown(text) })
  return withinRange(sum)
}
