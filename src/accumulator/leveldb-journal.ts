import { stat } from 'node:fs/promises'
import type { Chain, Sealed } from '../fiscal/register/records.ts'
import type { Instant } from '../fiscal/time.ts'
import { advance, BEGINNING, inSealingOrder, placeAt, sealEntries, type Place } from './chain.ts'
import { DamageError, JournalFailed } from './damage.ts'
import {
  clientKeyOf,
  clientKeyRange,
  documentRange,
  historyRange,
  indexKeys,
  markRange,
  MIRROR_KEY,
  numberOf,
  parentRange,
  recordKey,
  refusedKey,
  signRange,
  timeRange,
  type KeyRange,
} from './indexes.ts'
import { type HistoryQuery, historyOf } from './history.ts'
import type { Entry, Head, Journal, KeyEntry, Snapshot } from './journal.ts'
import { openDatabase, type Database } from './level-database.ts'
import { hasMirror, MOST_AHEAD, openMirror, rewriteMirror } from './mirror/reconcile.ts'
import type { Mirror } from './mirror/mirror.ts'
import { type Anchor, checkStore, covers, keptSnapshot, keyAt } from './opening.ts'
import type { StoredRecord } from './record.ts'
import { RecentDocuments } from './recent.ts'
import { encodeSnapshot, SNAPSHOT_KEY } from './snapshot.ts'
import type { Signer } from './signing.ts'
import { type Put, putIndex, Store, type StoredBytes } from './store.ts'

export type { Anchor } from './opening.ts'
export { provision } from './provision.ts'
export type { StoredBytes } from './store.ts'

export interface OpenOptions {
  readonly anchors?: readonly Anchor[]
  /** What signs from now on. Left out, the accumulator can be read, and written as long as it knows no key. */
  readonly signer?: Signer
  /** The folder of the mirror journal. Left out, nothing is mirrored: for tools and tests. */
  readonly mirror?: string
}

/**
 * Opens a provisioned accumulator, checks it from its snapshot, or from the first record, to its end, and compares it with
 * its mirror journal.
 * @throws DamageError, JournalMissing, JournalLocked
 */
export async function openLevelJournal(directory: string, options: OpenOptions = {}): Promise<LevelJournal> {
  const { anchors = [], mirror, signer } = options
  const journal = new LevelJournal(await openDatabase(directory), signer)
  try {
    await journal.check(anchors)
    if (mirror !== undefined) await journal.mirrorTo(mirror)
  } catch (error) {
    await journal.close()
    throw error
  }
  return journal
}

const putsOf = (records: readonly StoredRecord[]): readonly Put[] =>
  records.flatMap(({ bytes, sealed }) => [
    { type: 'put' as const, key: recordKey(sealed.chain, sealed.sequence), value: Buffer.from(bytes) },
    ...indexKeys(sealed).map(putIndex),
  ])

const endsDocument = ({ sealed: { record } }: StoredRecord): boolean => record.kind === 'outcome'

/** The accumulator over LevelDB; made by {@link openLevelJournal}. */
export class LevelJournal implements Journal {
  readonly #store: Store
  #place: Place = BEGINNING
  #writing: Promise<unknown> = Promise.resolve()
  #failure: JournalFailed | undefined
  #mendedIndexKeys = 0
  readonly #recent = new RecentDocuments()
  readonly #signer: Signer | undefined
  #mirror: Mirror | undefined
  /** The mirror lies on a medium of its own: either may die, and the other has every document. */
  #isApart = false
  /** Transitions that the mirror has and LevelDB not yet. */
  #ahead = 0

  constructor(db: Database, signer?: Signer) {
    this.#store = new Store(db)
    this.#signer = signer
  }

  /** For a repair, which fills it before it is a journal. */
  get database(): Database {
    return this.#store.database
  }

  get publicKey(): string | undefined {
    return this.#signer?.publicKey
  }

  /** How many keys of indexes the opening found lost and made anew: more than none means that the medium loses data. */
  get mendedIndexKeys(): number {
    return this.#mendedIndexKeys
  }

  async append(entries: readonly Entry[]): Promise<readonly Sealed[]> {
    return this.#inTurn(async () => {
      const { sealed: stored, end } = sealEntries(this.#place, entries, this.#signer)
      if (stored.length === 0) return []
      // The mirror first: it is the write-ahead log, and a start lets the database follow it.
      await this.#write(() => this.#mirrored(stored))
      await this.#put(stored)
      this.#place = end
      const appended = stored.map(({ sealed }) => sealed)
      await this.#write(async () => this.#mirror?.finishIfClosed())
      this.#recent.add(appended)
      return appended
    })
  }

  /** What only a mirror holds that takes no more goes to the database while it can. */
  async #mirrored(records: readonly StoredRecord[]): Promise<void> {
    try {
      await this.#mirror?.append(records)
    } catch (error) {
      await this.#store.flush()
      throw error
    }
  }

  /**
   * Indexes included. With a mirror several transitions share one synchronous batch (ADR 17); a file of it is not finished
   * before the database has all of it, so that a start finds what is missing in the last one.
   */
  async #put(records: readonly StoredRecord[]): Promise<void> {
    this.#store.wait(putsOf(records))
    this.#ahead += 1
    const mirror = this.#mirror
    const mayWait = mirror && !mirror.isComplete && !(this.#isApart && records.some(endsDocument))
    if (!mayWait || this.#ahead >= MOST_AHEAD) await this.#flush()
  }

  async #flush(): Promise<void> {
    await this.#write(() => this.#store.flush())
    this.#ahead = 0
  }

  heads(): Readonly<Record<Chain, Head>> {
    return this.#place.heads
  }

  async document(documentNumber: number): Promise<readonly Sealed[]> {
    return this.#recent.get(documentNumber) ?? this.#readDocument(documentNumber)
  }

  async #readDocument(documentNumber: number): Promise<readonly Sealed[]> {
    const records = async (chain: Chain) => {
      const found: StoredRecord[] = []
      for (const key of await this.#store.keys(documentRange(documentNumber, chain))) {
        const stored = await this.#store.indexedRecord(chain, numberOf(key))
        if (stored.sealed.documentNumber !== documentNumber) throw foreignIndex(key)
        found.push(stored)
      }
      return found
    }
    return inSealingOrder(await records('fiscal'), await records('events'))
  }

  async bySign(sign: string): Promise<readonly number[]> {
    return this.#numbers(signRange(sign))
  }

  async byParent(sign: string): Promise<readonly number[]> {
    return this.#notRefused(await this.#numbers(parentRange(sign)))
  }

  async byMark(piece: string): Promise<readonly number[]> {
    return this.#notRefused(await this.#numbers(markRange(piece)))
  }

  /** The newest that counts: what was refused set the key free, or gave it back to its hold. */
  async byKey(key: string): Promise<KeyEntry | undefined> {
    for (const found of await this.#store.keys(clientKeyRange(key), { reverse: true })) {
      const client = clientKeyOf((await this.#store.indexedRecord('fiscal', numberOf(found))).sealed)
      if (client?.key !== key) throw foreignIndex(found)
      const { subject } = client.entry
      if (subject.type !== 'document' || !(await this.isRefused(subject.documentNumber))) return client.entry
    }
    return undefined
  }

  async byTime(from: Instant, to: Instant, limit: number): Promise<readonly number[]> {
    return this.#numbers(timeRange(from, to), limit)
  }

  async history(query: HistoryQuery): Promise<readonly Sealed[]> {
    const found: Sealed[] = []
    for (const key of await this.#store.keys(historyRange(query), { reverse: true, limit: query.limit })) {
      const { sealed } = await this.#store.indexedRecord('fiscal', numberOf(key))
      if (!historyOf(sealed)?.lists.includes(query.list)) throw foreignIndex(key)
      found.push(sealed)
    }
    return found
  }

  async isRefused(documentNumber: number): Promise<boolean> {
    return (await this.#store.get(refusedKey(documentNumber))) !== undefined
  }

  async bySequence(chain: Chain, sequence: bigint): Promise<Sealed | undefined> {
    return (await this.#store.record(chain, sequence))?.sealed
  }

  /** Halved and halved again: each fiscal record names the events' head at its moment, and with it its own place. */
  async headsAfter(count: bigint): Promise<Readonly<Record<Chain, bigint>> | undefined> {
    const { fiscal, events } = this.#place.heads
    if (count < 0n || count > fiscal.sequence + events.sequence) return undefined
    let [last, beyond] = [0n, (count < fiscal.sequence ? count : fiscal.sequence) + 1n]
    while (last + 1n < beyond) {
      const middle = (last + beyond) / 2n
      const { links } = await this.#store.indexedRecord('fiscal', middle)
      if (middle + links.other.sequence <= count) last = middle
      else beyond = middle
    }
    return { fiscal: last, events: count - last }
  }

  async *replay(after: Readonly<Record<Chain, bigint>>): AsyncGenerator<Sealed, void> {
    const last = {
      fiscal: await this.#store.record('fiscal', after.fiscal),
      events: await this.#store.record('events', after.events),
    }
    let place = placeAt(last, await keyAt(this.#store, after.fiscal))
    for await (const stored of this.records(place)) {
      place = advance(place, stored)
      yield stored.sealed
    }
  }

  /** Both chains behind a place, as {@link verifyJournal} wants them; what is appended meanwhile is not among them. */
  async *records(from: Place = BEGINNING): AsyncGenerator<StoredRecord, void> {
    await this.#inTurn(() => this.#flush())
    yield* this.#store.records(from)
  }

  /** What lies there now, for a check in another thread. @param after sequences that it begins behind; left out: all */
  async stored(after: Readonly<Record<Chain, bigint>> = { fiscal: 0n, events: 0n }): Promise<StoredBytes> {
    await this.#inTurn(() => this.#flush())
    return this.#store.bytes(after)
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    return this.#inTurn(async () => {
      if (!(await covers(this.#store, snapshot))) throw new Error('a snapshot must cover heads that this journal had')
      await this.#flush()
      await this.#write(() => this.database.put(SNAPSHOT_KEY, Buffer.from(encodeSnapshot(snapshot), 'utf8')))
    })
  }

  async loadSnapshot(): Promise<Snapshot | undefined> {
    const snapshot = await keptSnapshot(this.#store)
    return snapshot && (await covers(this.#store, snapshot)) ? snapshot : undefined
  }

  async close(): Promise<void> {
    await this.#writing
    if (!this.#failure) await this.#flush()
    await this.#mirror?.close()
    await this.database.close()
  }

  /** The check of {@link openLevelJournal}: finds the heads, and that everything since the snapshot leads to them. */
  async check(anchors: readonly Anchor[], mayTellNewKey = false): Promise<void> {
    const { mended, place } = await checkStore(this.#store, { anchors, mayTellNewKey, signer: this.#signer })
    this.#place = place
    this.#mendedIndexKeys = mended
  }

  /**
   * Every record from here on is mirrored first. An accumulator that never had a mirror gets one.
   * @throws DamageError when the two are apart
   */
  async mirrorTo(folder: string): Promise<void> {
    const options = { folder, signer: this.#signer }
    const [isBorn] = await this.#store.has([MIRROR_KEY])
    if (!isBorn && !(await hasMirror(folder))) await rewriteMirror(options, this.#store.records(BEGINNING))
    const { ahead, mirror } = await openMirror(options, this.#place.heads)
    this.#mirror = mirror
    this.#place = ahead.reduce(advance, this.#place)
    this.#store.wait(putsOf(ahead))
    if (!isBorn) this.#store.wait([putIndex(MIRROR_KEY)])
    await this.#flush()
    this.#isApart = (await stat(folder)).dev !== (await stat(this.database.location)).dev
  }

  /** One write at a time, in the order of asking: each is sealed behind the one before. */
  async #inTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#writing.then(async () => {
      if (this.#failure) throw this.#failure
      return write()
    })
    // Who asked for a write learns of its failure; the next one only waits for its end.
    this.#writing = turn.catch(() => undefined)
    return turn
  }

  async #write(run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.#failure = new JournalFailed(error)
      throw this.#failure
    }
  }

  async #numbers(range: KeyRange, limit = -1): Promise<readonly number[]> {
    return (await this.#store.keys(range, { limit })).map((key) => Number(numberOf(key)))
  }

  async #notRefused(documents: readonly number[]): Promise<readonly number[]> {
    const refused = await this.#store.has(documents.map(refusedKey))
    return documents.filter((_, n) => !refused[n])
  }
}

const foreignIndex = (key: string): DamageError =>
  new DamageError('chain', `the index key ${key} names a foreign record`)
