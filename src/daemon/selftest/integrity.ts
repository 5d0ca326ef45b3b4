import { advance, BEGINNING, mergeChains } from '../../accumulator/chain.ts'
import { DamageError } from '../../accumulator/damage.ts'
import { hashOfTotals, parse, type StoredRecord } from '../../accumulator/record.ts'
import { base32, fromHex } from '../../fiscal/base32.ts'
import { evolve } from '../../fiscal/register/evolve.ts'
import type { Chain } from '../../fiscal/register/records.ts'
import type { SelfTestResult } from '../../fiscal/register/selftest.ts'
import { emptyState } from '../../fiscal/register/state.ts'
import type { Counters } from '../../fiscal/report/types.ts'
import { canonicalTotals } from '../../fiscal/report/zx.ts'

/** Records of a chain as they come, some at a time; none: its end. */
export type Source = (chain: Chain) => Promise<readonly Uint8Array[]>

async function* recordsOf(chain: Chain, source: Source, first: bigint): AsyncGenerator<StoredRecord, void> {
  let sequence = first
  for (let some = await source(chain); some.length > 0; some = await source(chain))
    for (const bytes of some) {
      yield parse(bytes, { chain, sequence })
      sequence += 1n
    }
}

/** A Z is its own control record: its checksum is the hash of the record before it, hence of all before it. */
function unlikeItsZ({ links, sealed }: StoredRecord): string | undefined {
  const { record } = sealed
  if (record.kind !== 'attempt' || record.document.type !== 'close') return undefined
  const { checksum, shift } = record.document.report
  const here = base32(fromHex(links.previous).slice(0, 10))
  return checksum === here ? undefined : `Z ${shift}: ${checksum}, ${here}`
}

const broken = (test: SelfTestResult['test'], error: unknown): SelfTestResult => {
  if (!(error instanceof DamageError)) throw error
  return { test, state: 'failed', problem: 'chain-broken', found: `${error.fault}: ${error.message}` }
}

/**
 * All records against all Z reports (R1326-2.3.2): hashes, links, times, the running totals folded anew, and each Z's
 * checksum. One record in memory at a time.
 */
export async function checkAll(source: Source): Promise<SelfTestResult> {
  let place = BEGINNING
  let state = emptyState()
  let folded: { readonly counters: Counters; readonly hash: string } | undefined
  try {
    const chains = { fiscal: recordsOf('fiscal', source, 1n), events: recordsOf('events', source, 1n) }
    for await (const stored of mergeChains(BEGINNING.heads, chains)) {
      place = advance(place, stored)
      const found = unlikeItsZ(stored)
      if (found !== undefined) return { test: 'records', state: 'failed', problem: 'z-unlike', found }
      state = evolve(state, stored.sealed)
      // Most records leave the counters as they are.
      if (folded?.counters !== state.counters)
        folded = { counters: state.counters, hash: hashOfTotals(canonicalTotals(state.counters)) }
      if (folded.hash !== stored.links.totals)
        throw new DamageError('totals', 'its running totals do not follow from the documents', stored.sealed)
    }
  } catch (error) {
    return broken('records', error)
  }
  const { events, fiscal } = place.heads
  return { test: 'records', state: 'ok', found: `${fiscal.sequence} + ${events.sequence}` }
}

/**
 * The documents of the last closed shift against its Z (R1326-2.3.1).
 * @param source fiscal records from `first` on: the Z before it, or the first record of all
 * @param last place of the Z
 */
export async function checkShift(source: Source, first: bigint, last: bigint): Promise<SelfTestResult> {
  let before: { readonly sequence: bigint; readonly hash: string } | undefined
  try {
    for await (const stored of recordsOf('fiscal', source, first)) {
      const { hash, sequence } = stored.sealed
      if (before && stored.links.previous !== before.hash)
        throw new DamageError('chain', 'is not linked to the record before it', stored.sealed)
      const found = unlikeItsZ(stored)
      if (found !== undefined) return { test: 'last-shift', state: 'failed', problem: 'z-unlike', found }
      before = { sequence, hash }
      if (sequence === last) return { test: 'last-shift', state: 'ok' }
    }
    throw new DamageError('short', `ends at record ${before?.sequence ?? 0n}`, { chain: 'fiscal', sequence: last })
  } catch (error) {
    return broken('last-shift', error)
  }
}
