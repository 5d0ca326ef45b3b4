import type { Chain } from '../fiscal/register/records.ts'
import { mergeChains, type Place } from './chain.ts'
import { DamageError } from './damage.ts'
import { type KeyRange, numberOf, recordKey, recordsRange } from './indexes.ts'
import { type Database, readingError } from './level-database.ts'
import { parse, type StoredRecord } from './record.ts'

/** A key with what lies there; one of an index has no value. */
export type Put = { readonly type: 'put'; readonly key: string; readonly value: Buffer }

const NOTHING = Buffer.alloc(0)
export const putIndex = (key: string): Put => ({ type: 'put', key, value: NOTHING })

/** Records of both chains as bytes, nothing of them read. */
export interface StoredBytes {
  /** The next ones of a chain; none: its end. */
  next(chain: Chain, limit: number): Promise<readonly Uint8Array[]>
  close(): Promise<void>
}

/**
 * LevelDB, and what waits to be written into it: puts that the mirror holds durably already. A question is answered from
 * both, so that nobody notices what waits; keys are written once, so that neither can contradict the other.
 */
export class Store {
  readonly database: Database
  readonly #waiting = new Map<string, Put>()

  constructor(database: Database) {
    this.database = database
  }

  /** To be read from now on, and written with the next {@link flush}. */
  wait(puts: readonly Put[]): void {
    for (const put of puts) this.#waiting.set(put.key, put)
  }

  /** One synchronous batch of all that waits. */
  async flush(): Promise<void> {
    if (this.#waiting.size === 0) return
    await this.database.batch([...this.#waiting.values()], { sync: true })
    this.#waiting.clear()
  }

  async get(key: string): Promise<Buffer | undefined> {
    return this.#waiting.get(key)?.value ?? this.#read(() => this.database.get(key))
  }

  /** For each key, whether it is there. */
  async has(keys: readonly string[]): Promise<readonly boolean[]> {
    if (keys.length === 0) return []
    const waiting = keys.map((key) => this.#waiting.has(key))
    const written = await this.#read(() => this.database.hasMany([...keys]))
    return keys.map((_, n) => waiting[n] === true || written[n] === true)
  }

  async keys(
    range: KeyRange,
    { limit = -1, reverse = false }: { readonly reverse?: boolean; readonly limit?: number } = {},
  ): Promise<readonly string[]> {
    const waiting = [...this.#waiting.keys()].filter((key) => key >= range.gte && key < range.lt)
    const written = await this.#read(() => this.database.keys({ ...range, limit, reverse }).all())
    if (waiting.length === 0) return written
    const all = [...new Set([...written, ...waiting])].sort()
    if (reverse) all.reverse()
    return limit < 0 ? all : all.slice(0, limit)
  }

  async record(chain: Chain, sequence: bigint): Promise<StoredRecord | undefined> {
    const bytes = await this.get(recordKey(chain, sequence))
    return bytes && parse(bytes, { chain, sequence })
  }

  /** @throws DamageError when it is not there */
  async indexedRecord(chain: Chain, sequence: bigint): Promise<StoredRecord> {
    const stored = await this.record(chain, sequence)
    if (!stored) throw new DamageError('gap', 'is in an index, but is not there', { chain, sequence })
    return stored
  }

  async lastSequence(chain: Chain): Promise<bigint> {
    const [key] = await this.keys(recordsRange(chain), { reverse: true, limit: 1 })
    return key === undefined ? 0n : numberOf(key)
  }

  /** Both chains behind a place in the order of sealing, as they are written now: not what waits. */
  async *records({ heads }: Pick<Place, 'heads'>): AsyncGenerator<StoredRecord, void> {
    const snapshot = this.database.snapshot()
    const chain = (name: Chain) => this.#chain(name, heads[name].sequence, { snapshot })
    try {
      yield* mergeChains(heads, { fiscal: chain('fiscal'), events: chain('events') })
    } finally {
      await snapshot.close()
    }
  }

  /** The same as bytes, chain by chain. @param after sequences that it begins behind */
  bytes(after: Readonly<Record<Chain, bigint>>): StoredBytes {
    const snapshot = this.database.snapshot()
    const opened = (chain: Chain) =>
      this.database.values({ gt: recordKey(chain, after[chain]), lt: recordsRange(chain).lt, snapshot })
    const values = { fiscal: opened('fiscal'), events: opened('events') }
    return {
      next: async (chain, limit) => this.#read(() => values[chain].nextv(limit)),
      close: async () => {
        await Promise.all([values.fiscal.close(), values.events.close()])
        await snapshot.close()
      },
    }
  }

  async *#chain(
    chain: Chain,
    after: bigint,
    options: { readonly snapshot: ReturnType<Database['snapshot']> },
  ): AsyncGenerator<StoredRecord, void> {
    const range = { gt: recordKey(chain, after), lt: recordsRange(chain).lt }
    try {
      for await (const [key, bytes] of this.database.iterator({ ...range, ...options })) {
        yield parse(bytes, { chain, sequence: numberOf(key) })
      }
    } catch (error) {
      throw readingError(error)
    }
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      throw readingError(error)
    }
  }
}
