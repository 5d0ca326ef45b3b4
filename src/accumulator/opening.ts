import type { Chain } from '../fiscal/register/records.ts'
import { BEGINNING, placeAt, wereHeads, type Place } from './chain.ts'
import { DamageError } from './damage.ts'
import { deviceKeyRange, indexKeys, numberOf, SCHEME_KEY } from './indexes.ts'
import type { Head, Snapshot } from './journal.ts'
import { NO_HEAD } from './record.ts'
import { decodeSnapshot, SNAPSHOT_KEY } from './snapshot.ts'
import type { Signer } from './signing.ts'
import { putIndex, type Store } from './store.ts'
import { verifyJournal } from './verify.ts'

/* What an opening finds of a database before it is a journal: its end, and that everything since the snapshot leads there. */

/** A head that something outside the accumulator remembers: a Z's checksum, an export, the OFD. */
export type Anchor = Head & { readonly chain: Chain }

export interface CheckOptions {
  readonly anchors: readonly Anchor[]
  readonly signer: Signer | undefined
  /** Another key than the signer's is about to be told. */
  readonly mayTellNewKey: boolean
}

export interface Found {
  readonly place: Place
  /** Keys of indexes that were lost and made anew. */
  readonly mended: number
}

const CHAINS: readonly Chain[] = ['fiscal', 'events']

/**
 * Checks a database from its snapshot, or from the first record, to its end, and mends its indexes on the way.
 * @throws DamageError
 */
export async function checkStore(store: Store, { anchors, mayTellNewKey, signer }: CheckOptions): Promise<Found> {
  const snapshot = await keptSnapshot(store)
  for (const chain of snapshot ? CHAINS : []) {
    const there = await store.lastSequence(chain)
    const known = snapshot?.[chain].sequence ?? 0n
    if (known > there) throw short(chain, known, there)
  }
  const from =
    snapshot && (await covers(store, snapshot))
      ? placeAt(await recordsAt(store, snapshot), await keyAt(store, snapshot.fiscal.sequence))
      : BEGINNING
  const place = await verifyJournal(store.records(from), { from })
  if (!mayTellNewKey && signer && place.key !== undefined && place.key !== signer.publicKey)
    throw new DamageError('signature', 'the device key is not the one that the records are signed with')
  for (const anchor of anchors) await assertHeld(store, anchor, place)
  return { place, mended: await mendIndexes(store, from) }
}

export async function keptSnapshot(store: Store): Promise<Snapshot | undefined> {
  const kept = await store.get(SNAPSHOT_KEY)
  return kept && decodeSnapshot(kept.toString('utf8'))
}

/** Whether this journal had these two heads at one moment. */
export async function covers(store: Store, snapshot: Snapshot): Promise<boolean> {
  return wereHeads(snapshot, await recordsAt(store, snapshot))
}

/** The public key that signs behind this fiscal record. */
export async function keyAt(store: Store, sequence: bigint): Promise<string | undefined> {
  const [last] = await store.keys(deviceKeyRange(sequence), { reverse: true, limit: 1 })
  const record = last === undefined ? undefined : (await store.indexedRecord('fiscal', numberOf(last))).sealed.record
  return record?.kind === 'device-key' ? record.publicKey : undefined
}

async function recordsAt(store: Store, { fiscal, events }: Readonly<Record<Chain, Head>>) {
  return {
    fiscal: await store.record('fiscal', fiscal.sequence),
    events: await store.record('events', events.sequence),
  }
}

async function assertHeld(store: Store, { chain, sequence, hash }: Anchor, { heads }: Place): Promise<void> {
  const { sequence: there } = heads[chain]
  if (sequence > there) throw short(chain, sequence, there)
  const record = await store.record(chain, sequence)
  const found = sequence === 0n ? NO_HEAD.hash : record?.sealed.hash
  if (found !== hash) throw new DamageError('chain', 'is remembered otherwise elsewhere', { chain, sequence })
}

/**
 * An index is a cache: what of it is lost is made anew, once the records are known to be good. An accumulator of an
 * older release lacks some from its first record on, which is no loss.
 * @returns how many keys were lost
 */
async function mendIndexes(store: Store, from: Place): Promise<number> {
  const complete = (await store.get(SCHEME_KEY)) !== undefined
  let lost = 0
  for await (const { sealed } of store.records(complete ? from : BEGINNING)) {
    const keys = indexKeys(sealed)
    const present = await store.has(keys)
    const missing = keys.filter((_, n) => !present[n])
    if (missing.length > 0) await store.database.batch(missing.map(putIndex), { sync: true })
    lost += missing.length
  }
  if (complete) return lost
  await store.database.batch([putIndex(SCHEME_KEY)], { sync: true })
  return 0
}

const short = (chain: Chain, known: bigint, there: bigint): DamageError =>
  new DamageError('short', `ends at record ${there}, but ${known} is known`, { chain, sequence: there })
