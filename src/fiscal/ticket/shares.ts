import { type Tiyn, ZERO, sumOf, tiyn } from '../money.ts'

/**
 * Divides a sum over lines in proportion to what each has, by largest remainder, ties to the earlier line (protocol §9).
 * The shares add up exactly; none is larger than its line when the sum is not larger than all lines together.
 * @param weights not negative, not all zero
 */
export function shares(sum: Tiyn, weights: readonly Tiyn[]): readonly Tiyn[] {
  const whole = sumOf(weights)
  const parts = weights.map((weight, place) => ({
    place,
    share: (sum * weight) / whole,
    remainder: (sum * weight) % whole,
  }))
  const missing = sum - sumOf(parts.map(({ share }) => tiyn(share)))
  const byRemainder = parts.toSorted((a, b) => {
    if (a.remainder === b.remainder) return a.place - b.place
    return a.remainder > b.remainder ? -1 : 1
  })
  const lifted = new Set(byRemainder.slice(0, Number(missing)).map(({ place }) => place))
  return parts.map(({ place, share }) => tiyn(lifted.has(place) ? share + 1n : share))
}

/** No ticket modifier: nobody has a share. */
export const noShares = (weights: readonly Tiyn[]): readonly Tiyn[] => weights.map(() => ZERO)
