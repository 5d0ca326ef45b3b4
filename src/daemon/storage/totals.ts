import { evolve } from '../../fiscal/register/evolve.ts'
import type { Sealed } from '../../fiscal/register/records.ts'
import { emptyState } from '../../fiscal/register/state.ts'
import { canonicalTotals } from '../../fiscal/report/zx.ts'

/** The running totals after each record, folded from the first one on. */
export function foldedTotals(): (sealed: Sealed) => string {
  let state = emptyState()
  return (sealed) => {
    state = evolve(state, sealed)
    return canonicalTotals(state.counters)
  }
}
