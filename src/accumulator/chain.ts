import type { Chain, Sealed } from '../fiscal/register/records.ts'
import { chainOf } from '../fiscal/register/records.ts'
import { MINUTE } from '../fiscal/time.ts'
import { DamageError } from './damage.ts'
import type { Entry, Head } from './journal.ts'
import { hashOfTotals, needsSignature, NO_HEAD, otherChain, parse, seal, type StoredRecord } from './record.ts'
import { isSigned, type Signer } from './signing.ts'

/** How far a walk over the two chains has come, and what the next record is measured against. */
export interface Place {
  readonly heads: Readonly<Record<Chain, Head>>
  readonly boot: number
  /** Milliseconds of the monotonic clock within {@link boot}. */
  readonly monotonic: number
  /** When the last document was made. */
  readonly documentTime: number
  /** Public key that signs here, hex; absent: none was told yet. */
  readonly key?: string
}

export const BEGINNING: Place = {
  heads: { fiscal: NO_HEAD, events: NO_HEAD },
  boot: 0,
  monotonic: 0,
  documentTime: Number.NEGATIVE_INFINITY,
}

/** Facts are stamped where they happen and sealed a moment later, so neighbours may stand this far out of order. */
export const TIME_TOLERANCE = MINUTE

/**
 * The place after this record.
 * @throws DamageError when it is not the one that was sealed next, or not by this device: gap, chain, short, time or
 *   signature
 */
export function advance(place: Place, stored: StoredRecord): Place {
  const { sealed, links } = stored
  const { chain, sequence } = sealed
  const own = place.heads[chain]
  if (sequence !== own.sequence + 1n) throw new DamageError('gap', `follows record ${own.sequence}`, sealed)
  if (links.previous !== own.hash) throw new DamageError('chain', 'is not linked to the record before it', sealed)
  const other = place.heads[otherChain(chain)]
  if (links.other.sequence > other.sequence) {
    throw new DamageError(
      'short',
      `knows ${otherChain(chain)} record ${links.other.sequence}, which is not there`,
      sealed,
    )
  }
  if (links.other.sequence !== other.sequence || links.other.hash !== other.hash) {
    throw new DamageError('chain', `is not linked to ${otherChain(chain)} record ${other.sequence}`, sealed)
  }
  return {
    ...advanceTime(place, sealed),
    ...advanceKey(place, stored),
    heads: { ...place.heads, [chain]: { sequence, hash: sealed.hash } },
  }
}

/** From the first key on nothing that needs a signature is without; a key that is told signs that itself. */
function advanceKey({ key: before }: Place, { sealed, signature }: StoredRecord): Pick<Place, 'key'> {
  const { record } = sealed
  const wrong = (problem: string) => new DamageError('signature', problem, sealed)
  if (record.kind === 'device-key' && before !== undefined && !record.lost) throw wrong('a second key without a reason')
  const key = record.kind === 'device-key' ? record.publicKey : before
  if (signature === undefined) {
    if (key !== undefined && needsSignature(record.kind)) throw wrong('is not signed')
  } else {
    if (key === undefined) throw wrong('is signed before there was a key')
    if (!needsSignature(record.kind)) throw wrong('is signed and should not be')
    if (!isSigned(key, 'record', Buffer.from(sealed.hash, 'hex'), signature))
      throw wrong('its signature is not the device’s')
  }
  return key === undefined ? {} : { key }
}

/** The order of starts and each start's monotonic clock never run back, nor do the documents' times (I12). */
function advanceTime(place: Place, sealed: Sealed): Omit<Place, 'heads' | 'key'> {
  const { boot, monotonic, time } = sealed
  if (boot < place.boot) throw new DamageError('time', `start ${boot} after start ${place.boot}`, sealed)
  const before = boot === place.boot ? place.monotonic : 0
  if (monotonic < before - TIME_TOLERANCE) throw new DamageError('time', 'the monotonic clock ran back', sealed)
  const isDocument = sealed.record.kind === 'attempt'
  if (isDocument && time < place.documentTime - TIME_TOLERANCE) {
    throw new DamageError('time', 'is a document older than the one before it', sealed)
  }
  return {
    boot,
    monotonic: Math.max(before, monotonic),
    documentTime: isDocument ? Math.max(place.documentTime, time) : place.documentTime,
  }
}

/**
 * The place at the end of two chains whose last records are these; what lay before is not checked.
 * @param key the public key that signs there
 */
export function placeAt(last: Readonly<Record<Chain, StoredRecord | undefined>>, key?: string): Place {
  let place = BEGINNING
  for (const { sealed } of [last.fiscal, last.events].filter((stored) => stored !== undefined)) {
    const sameBoot = sealed.boot === place.boot
    place = {
      heads: { ...place.heads, [sealed.chain]: { sequence: sealed.sequence, hash: sealed.hash } },
      boot: Math.max(place.boot, sealed.boot),
      monotonic:
        sealed.boot < place.boot ? place.monotonic : Math.max(sameBoot ? place.monotonic : 0, sealed.monotonic),
      documentTime: sealed.record.kind === 'attempt' ? sealed.time : place.documentTime,
    }
  }
  return key === undefined ? place : { ...place, key }
}

/**
 * Whether two heads belong to this journal and were its heads at one time: the later of the two names the other.
 * @param records those that lie at the heads' sequences
 */
export function wereHeads(
  heads: Readonly<Record<Chain, Head>>,
  records: Readonly<Record<Chain, StoredRecord | undefined>>,
): boolean {
  const isThere = (chain: Chain) => {
    const sealed = records[chain]?.sealed
    return heads[chain].hash === (sealed?.hash ?? NO_HEAD.hash) && heads[chain].sequence === (sealed?.sequence ?? 0n)
  }
  const names = (stored: StoredRecord | undefined, head: Head) =>
    stored !== undefined && stored.links.other.sequence === head.sequence && stored.links.other.hash === head.hash
  const isBeginning = !records.fiscal && !records.events
  const together = names(records.fiscal, heads.events) || names(records.events, heads.fiscal) || isBeginning
  return isThere('fiscal') && isThere('events') && together
}

/**
 * Seals entries one after the other behind a place. What comes back is read from the sealed bytes: the live register
 * folds exactly what it will find after a restart.
 * @throws DamageError (time, signature) and RangeError for entries that must not be written: bugs of the caller, before any
 *   write
 */
export function sealEntries(place: Place, entries: readonly Entry[], signer?: Signer) {
  const sealed: StoredRecord[] = []
  let end = place
  for (const { stamped, totals } of entries) {
    const chain = chainOf(stamped.record.kind)
    const own = end.heads[chain]
    const links = { previous: own.hash, totals: hashOfTotals(totals), other: end.heads[otherChain(chain)] }
    const isAwaited = end.key !== undefined || stamped.record.kind === 'device-key'
    const bytes = seal(stamped, own.sequence + 1n, links, isAwaited ? signer : undefined)
    const stored = parse(bytes)
    end = advance(end, stored)
    sealed.push(stored)
  }
  return { sealed, end }
}

/**
 * Two chains as one, in the order in which they were sealed. Only orders: {@link advance} tells whether the order holds.
 * @param from a place where both were heads at the same time
 */
export async function* mergeChains(
  from: Place['heads'],
  chains: Readonly<Record<Chain, AsyncIterable<StoredRecord>>>,
): AsyncGenerator<StoredRecord, void> {
  const fiscal = chains.fiscal[Symbol.asyncIterator]()
  const events = chains.events[Symbol.asyncIterator]()
  const reached = { fiscal: from.fiscal.sequence, events: from.events.sequence }
  const take = async (chain: AsyncIterator<StoredRecord>) => {
    const result = await chain.next()
    return result.done ? undefined : result.value
  }
  try {
    let nextFiscal = await take(fiscal)
    let nextEvent = await take(events)
    for (;;) {
      const next = sealedNext(reached, nextFiscal, nextEvent)
      if (!next) return
      yield next
      reached[next.sealed.chain] = next.sealed.sequence
      if (next === nextFiscal) nextFiscal = await take(fiscal)
      else nextEvent = await take(events)
    }
  } finally {
    await fiscal.return?.()
    await events.return?.()
  }
}

/** Some records of either chain, ascending, in the order in which they were sealed. */
export function inSealingOrder(fiscal: readonly StoredRecord[], events: readonly StoredRecord[]): readonly Sealed[] {
  const ordered: Sealed[] = []
  let event = 0
  for (const { sealed, links } of fiscal) {
    for (; event < events.length; event++) {
      const earlier = events[event]
      if (!earlier || earlier.sealed.sequence > links.other.sequence) break
      ordered.push(earlier.sealed)
    }
    ordered.push(sealed)
  }
  return [...ordered, ...events.slice(event).map(({ sealed }) => sealed)]
}

/** Of two records at most one can name the other chain as it is now; where neither does, the one that shows the fault. */
function sealedNext(
  reached: Readonly<Record<Chain, bigint>>,
  fiscal: StoredRecord | undefined,
  event: StoredRecord | undefined,
): StoredRecord | undefined {
  if (!fiscal || !event) return fiscal ?? event
  if (fiscal.sealed.sequence !== reached.fiscal + 1n) return fiscal
  return fiscal.links.other.sequence === reached.events ? fiscal : event
}
