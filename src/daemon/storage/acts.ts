import type { Entry } from '../../accumulator/journal.ts'
import type { Salvaged } from '../../accumulator/repair/salvage.ts'
import { evolve } from '../../fiscal/register/evolve.ts'
import type { Recovery } from '../../fiscal/register/fiscal-records.ts'
import type { RegisterRecord } from '../../fiscal/register/records.ts'
import type { State } from '../../fiscal/register/state.ts'
import { canonicalTotals } from '../../fiscal/report/zx.ts'
import { instant } from '../../fiscal/time.ts'

/** What was asked for, by whom, and what was wrong. */
export interface Repair {
  readonly act: Recovery['act']
  readonly reason: string
  readonly by: number
  readonly second: number
  readonly fault: string
  readonly found: string
  readonly since: number
  readonly now: number
  readonly monotonic: number
}

export const lostOf = ({ known, place: { heads } }: Salvaged): Recovery['lost'] => ({
  fiscal: known.fiscal > heads.fiscal.sequence ? known.fiscal - heads.fiscal.sequence : 0n,
  events: known.events > heads.events.sequence ? known.events - heads.events.sequence : 0n,
})

/** What both chains tell of the repair. A new key comes first: it signs the rest. */
export function actsOf(
  before: State,
  { act, by, fault, found, monotonic, now, reason, second, since }: Repair,
  { lost, newKey }: { readonly lost: Recovery['lost']; readonly newKey: string | undefined },
): readonly Entry[] {
  const people = { reason, by, second }
  const boot = before.boot + 1
  const records: readonly RegisterRecord[] = [
    { kind: 'start', release: 'repair', boot },
    ...(newKey === undefined ? [] : [{ kind: 'device-key', publicKey: newKey, lost: true } as const]),
    { kind: 'damage', fault, found, since: instant(since) },
    { kind: 'recovery', act, found: `${fault}: ${found}`, lost, ...people },
    { kind: 'recovered', act, ...people },
    { kind: 'stop' },
  ]
  let state = before
  return records.map((record) => {
    const shift = state.shift?.number ?? 0
    const stamped = { record, time: instant(now), boot, monotonic, shift, documentNumber: 0 }
    state = evolve(state, stamped)
    return { stamped, totals: canonicalTotals(state.counters) }
  })
}
