import type { Chain, Sealed } from '../fiscal/register/records.ts'
import type { Instant } from '../fiscal/time.ts'
import {
  advance,
  BEGINNING,
  inSealingOrder,
  mergeChains,
  placeAt,
  sealEntries,
  wereHeads,
  type Place,
} from './chain.ts'
import { DamageError, JournalFailed } from './damage.ts'
import {
  clientKeyOf,
  clientKeyRange,
  deviceKeyRange,
  documentRange,
  historyRange,
  indexKeys,
  markRange,
  MIRROR_KEY,
  numberOf,
  parentRange,
  recordKey,
  recordsRange,
  refusedKey,
  SCHEME_KEY,
  signRange,
  timeRange,
  type KeyRange,
} from './indexes.ts'
import { type HistoryQuery, historyOf } from './history.ts'
import type { Entry, Head, Journal, KeyEntry, Snapshot } from './journal.ts'
import { openDatabase, readingError, type Database } from './level-database.ts'
import { hasMirror, MOST_BEHIND, openMirror, rewriteMirror } from './mirror/reconcile.ts'
import type { Mirror } from './mirror/mirror.ts'
import { NO_HEAD, parse, type StoredRecord } from './record.ts'
import { RecentDocuments } from './recent.ts'
import { decodeSnapshot, encodeSnapshot, SNAPSHOT_KEY } from './snapshot.ts'
import type { Signer } from './signing.ts'
import { verifyJournal } from './verify.ts'

export { provision } from './provision.ts'

/** A head that something outside the accumulator remembers: a Z's checksum, an export, the OFD. */
export type Anchor = Head & { readonly chain: Chain }

/** Records of both chains as bytes, nothing of them read. */
export interface StoredBytes {
  /** The next ones of a chain; none: its end. */
  next(chain: Chain, limit: number): Promise<readonly Uint8Array[]>
  close(): Promise<void>
}

type Put = { readonly type: 'put'; readonly key: string; readonly value: Buffer }

/** The mirror has them already, and no document counts from them: an attempt, a paper. */
const isLight = ({ sealed: { record } }: StoredRecord): boolean => record.kind === 'attempt' || record.kind === 'paper'

const NOTHING = Buffer.alloc(0)
const putIndex = (key: string) => ({ type: 'put' as const, key, value: NOTHING })
const CHAINS: readonly Chain[] = ['fiscal', 'events']

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

/** The accumulator over LevelDB; made by {@link openLevelJournal}. */
export class LevelJournal implements Journal {
  readonly #db: Database
  #place: Place = BEGINNING
  #writing: Promise<unknown> = Promise.resolve()
  #failure: JournalFailed | undefined
  #mendedIndexKeys = 0
  readonly #recent = new RecentDocuments()
  readonly #signer: Signer | undefined
  #mirror: Mirror | undefined
  /** What was written since the last synchronous batch, and by how many transitions. */
  #unsynchronised: Put[] = []
  #behind = 0

  constructor(db: Database, signer?: Signer) {
    this.#db = db
    this.#signer = signer
  }

  /** For a repair, which fills it before it is a journal. */
  get database(): Database {
    return this.#db
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
      await this.#write(async () => this.#mirror?.append(stored))
      await this.#put(stored)
      this.#place = end
      const appended = stored.map(({ sealed }) => sealed)
      await this.#write(async () => this.#mirror?.finishIfClosed())
      this.#recent.add(appended)
      return appended
    })
  }

  /**
   * One batch, indexes included. With a mirror it is synchronous where a document ends, and at each third at the latest: what
   * went before unsynchronised goes again with it, so that after a power cut the database is never but a shorter one.
   */
  async #put(records: readonly StoredRecord[]): Promise<void> {
    const batch = records.flatMap(({ bytes, sealed }) => [
      { type: 'put' as const, key: recordKey(sealed.chain, sealed.sequence), value: Buffer.from(bytes) },
      ...indexKeys(sealed).map(putIndex),
    ])
    if (this.#mirror && this.#behind < MOST_BEHIND && records.every(isLight)) {
      this.#behind += 1
      this.#unsynchronised.push(...batch)
      return this.#write(() => this.#db.batch(batch))
    }
    this.#unsynchronised.push(...batch)
    return this.#synchronise()
  }

  async #synchronise(): Promise<void> {
    const batch = this.#unsynchronised
    if (batch.length > 0) await this.#write(() => this.#db.batch(batch, { sync: true }))
    this.#unsynchronised = []
    this.#behind = 0
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
      for (const key of await this.#keys(documentRange(documentNumber, chain))) {
        const stored = await this.#indexedRecord(chain, numberOf(key))
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
    for (const found of await this.#keys(clientKeyRange(key), { reverse: true })) {
      const client = clientKeyOf((await this.#indexedRecord('fiscal', numberOf(found))).sealed)
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
    for (const key of await this.#keys(historyRange(query), { reverse: true, limit: query.limit })) {
      const { sealed } = await this.#indexedRecord('fiscal', numberOf(key))
      if (!historyOf(sealed)?.lists.includes(query.list)) throw foreignIndex(key)
      found.push(sealed)
    }
    return found
  }

  async isRefused(documentNumber: number): Promise<boolean> {
    return (await this.#get(refusedKey(documentNumber))) !== undefined
  }

  async bySequence(chain: Chain, sequence: bigint): Promise<Sealed | undefined> {
    return (await this.#record(chain, sequence))?.sealed
  }

  /** Halved and halved again: each fiscal record names the events' head at its moment, and with it its own place. */
  async headsAfter(count: bigint): Promise<Readonly<Record<Chain, bigint>> | undefined> {
    const { fiscal, events } = this.#place.heads
    if (count < 0n || count > fiscal.sequence + events.sequence) return undefined
    let [last, beyond] = [0n, (count < fiscal.sequence ? count : fiscal.sequence) + 1n]
    while (last + 1n < beyond) {
      const middle = (last + beyond) / 2n
      const { links } = await this.#indexedRecord('fiscal', middle)
      if (middle + links.other.sequence <= count) last = middle
      else beyond = middle
    }
    return { fiscal: last, events: count - last }
  }

  async *replay(after: Readonly<Record<Chain, bigint>>): AsyncGenerator<Sealed, void> {
    const last = {
      fiscal: await this.#record('fiscal', after.fiscal),
      events: await this.#record('events', after.events),
    }
    let place = placeAt(last, await this.#keyAt(after.fiscal))
    for await (const stored of this.records(place)) {
      place = advance(place, stored)
      yield stored.sealed
    }
  }

  /** Both chains behind a place, as {@link verifyJournal} wants them; what is appended meanwhile is not among them. */
  async *records(from: Place = BEGINNING): AsyncGenerator<StoredRecord, void> {
    const snapshot = this.#db.snapshot()
    const chain = (name: Chain) => this.#chain(name, from.heads[name].sequence, { snapshot })
    try {
      yield* mergeChains(from.heads, { fiscal: chain('fiscal'), events: chain('events') })
    } finally {
      await snapshot.close()
    }
  }

  /** What lies there now, for a check in another thread. @param after sequences that it begins behind; left out: all */
  stored(after: Readonly<Record<Chain, bigint>> = { fiscal: 0n, events: 0n }): StoredBytes {
    const snapshot = this.#db.snapshot()
    const opened = (chain: Chain) =>
      this.#db.values({ gt: recordKey(chain, after[chain]), lt: recordsRange(chain).lt, snapshot })
    const values = { fiscal: opened('fiscal'), events: opened('events') }
    return {
      next: async (chain, limit) => this.#read(() => values[chain].nextv(limit)),
      close: async () => {
        await Promise.all([values.fiscal.close(), values.events.close()])
        await snapshot.close()
      },
    }
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    return this.#inTurn(async () => {
      if (!(await this.#covers(snapshot))) throw new Error('a snapshot must cover heads that this journal had')
      await this.#synchronise()
      await this.#write(() => this.#db.put(SNAPSHOT_KEY, Buffer.from(encodeSnapshot(snapshot), 'utf8')))
    })
  }

  async loadSnapshot(): Promise<Snapshot | undefined> {
    const snapshot = await this.#keptSnapshot()
    return snapshot && (await this.#covers(snapshot)) ? snapshot : undefined
  }

  async close(): Promise<void> {
    await this.#writing
    if (!this.#failure) await this.#synchronise()
    await this.#mirror?.close()
    await this.#db.close()
  }

  /** The check of {@link openLevelJournal}: finds the heads, and that everything since the snapshot leads to them. */
  async check(anchors: readonly Anchor[], mayTellNewKey = false): Promise<void> {
    const snapshot = await this.#keptSnapshot()
    for (const chain of snapshot ? CHAINS : []) {
      const there = await this.#lastSequence(chain)
      const known = snapshot?.[chain].sequence ?? 0n
      if (known > there) throw short(chain, known, there)
    }
    const from =
      snapshot && (await this.#covers(snapshot))
        ? placeAt(await this.#recordsAt(snapshot), await this.#keyAt(snapshot.fiscal.sequence))
        : BEGINNING
    this.#place = await verifyJournal(this.records(from), { from })
    const { key } = this.#place
    if (!mayTellNewKey && this.#signer && key !== undefined && key !== this.#signer.publicKey)
      throw new DamageError('signature', 'the device key is not the one that the records are signed with')
    for (const anchor of anchors) await this.#holds(anchor)
    await this.#mendIndexes(from)
  }

  /**
   * Every record from here on is mirrored first. An accumulator that never had a mirror gets one.
   * @throws DamageError when the two are apart
   */
  async mirrorTo(folder: string): Promise<void> {
    const options = { folder, signer: this.#signer }
    const isBorn = (await this.#get(MIRROR_KEY)) !== undefined
    if (!isBorn && !(await hasMirror(folder))) await rewriteMirror(options, this.records())
    const { ahead, mirror } = await openMirror(options, this.#place.heads)
    this.#mirror = mirror
    if (ahead.length > 0) {
      this.#place = ahead.reduce(advance, this.#place)
      await this.#put(ahead)
    }
    if (!isBorn) await this.#write(() => this.#db.put(MIRROR_KEY, NOTHING, { sync: true }))
  }

  /** The public key that signs behind this fiscal record. */
  async #keyAt(sequence: bigint): Promise<string | undefined> {
    const [last] = await this.#keys(deviceKeyRange(sequence), { reverse: true, limit: 1 })
    const record = last === undefined ? undefined : (await this.#indexedRecord('fiscal', numberOf(last))).sealed.record
    return record?.kind === 'device-key' ? record.publicKey : undefined
  }

  /**
   * An index is a cache: what of it is lost is made anew, once the records are known to be good. An accumulator of an
   * older release lacks some from its first record on.
   */
  async #mendIndexes(from: Place): Promise<void> {
    const complete = (await this.#get(SCHEME_KEY)) !== undefined
    for await (const { sealed } of this.records(complete ? from : BEGINNING)) {
      const keys = indexKeys(sealed)
      const present = await this.#read(() => this.#db.hasMany([...keys]))
      const missing = keys.filter((_, n) => !present[n])
      if (missing.length > 0) await this.#write(() => this.#db.batch(missing.map(putIndex), { sync: true }))
      if (complete) this.#mendedIndexKeys += missing.length
    }
    if (!complete) await this.#write(() => this.#db.put(SCHEME_KEY, NOTHING, { sync: true }))
  }

  async #holds({ chain, sequence, hash }: Anchor): Promise<void> {
    const { sequence: there } = this.#place.heads[chain]
    if (sequence > there) throw short(chain, sequence, there)
    const record = await this.#record(chain, sequence)
    const found = sequence === 0n ? NO_HEAD.hash : record?.sealed.hash
    if (found !== hash) throw new DamageError('chain', 'is remembered otherwise elsewhere', { chain, sequence })
  }

  async #keptSnapshot(): Promise<Snapshot | undefined> {
    const kept = await this.#get(SNAPSHOT_KEY)
    return kept && decodeSnapshot(kept.toString('utf8'))
  }

  async #recordsAt({ fiscal, events }: Readonly<Record<Chain, Head>>) {
    return {
      fiscal: await this.#record('fiscal', fiscal.sequence),
      events: await this.#record('events', events.sequence),
    }
  }

  async #covers(snapshot: Snapshot): Promise<boolean> {
    return wereHeads(snapshot, await this.#recordsAt(snapshot))
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

  async #read<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      throw readingError(error)
    }
  }

  async #get(key: string): Promise<Buffer | undefined> {
    return this.#read(() => this.#db.get(key))
  }

  async #keys(range: KeyRange, options: { reverse?: boolean; limit?: number } = {}): Promise<readonly string[]> {
    return this.#read(() => this.#db.keys({ ...range, ...options }).all())
  }

  async #numbers(range: KeyRange, limit = -1): Promise<readonly number[]> {
    return (await this.#keys(range, { limit })).map((key) => Number(numberOf(key)))
  }

  async #notRefused(documents: readonly number[]): Promise<readonly number[]> {
    if (documents.length === 0) return []
    const refused = await this.#read(() => this.#db.hasMany(documents.map(refusedKey)))
    return documents.filter((_, n) => !refused[n])
  }

  async #record(chain: Chain, sequence: bigint): Promise<StoredRecord | undefined> {
    const bytes = await this.#get(recordKey(chain, sequence))
    return bytes && parse(bytes, { chain, sequence })
  }

  async #indexedRecord(chain: Chain, sequence: bigint): Promise<StoredRecord> {
    const stored = await this.#record(chain, sequence)
    if (!stored) throw new DamageError('gap', 'is in an index, but is not there', { chain, sequence })
    return stored
  }

  async #lastSequence(chain: Chain): Promise<bigint> {
    const [key] = await this.#keys(recordsRange(chain), { reverse: true, limit: 1 })
    return key === undefined ? 0n : numberOf(key)
  }

  async *#chain(
    chain: Chain,
    after: bigint,
    options: { readonly snapshot: ReturnType<Database['snapshot']> },
  ): AsyncGenerator<StoredRecord, void> {
    const range = { gt: recordKey(chain, after), lt: recordsRange(chain).lt }
    try {
      for await (const [key, bytes] of this.#db.iterator({ ...range, ...options })) {
        yield parse(bytes, { chain, sequence: numberOf(key) })
      }
    } catch (error) {
      throw readingError(error)
    }
  }
}

const foreignIndex = (key: string): DamageError =>
  new DamageError('chain', `the index key ${key} names a foreign record`)

const short = (chain: Chain, known: bigint, there: bigint): DamageError =>
  new DamageError('short', `ends at record ${there}, but ${known} is known`, { chain, sequence: there })
