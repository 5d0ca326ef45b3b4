import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { Level } from 'level'
import { fromJson, toJson } from '../fiscal/json.ts'
import { type Good, codesOf, foldCode, idOf, isFound, searchText } from './good.ts'
import { type Edit, type Note, type Page, type PriceList, PriceListDamaged, assertLater } from './price-list.ts'

type Database = Level

const KIB = 1024

const OPTIONS = {
  keyEncoding: 'utf8',
  valueEncoding: 'utf8',
  createIfMissing: true,
  writeBufferSize: 512 * KIB,
  cacheSize: 1024 * KIB,
  maxOpenFiles: 32,
} as const

/** Lines put into a batch before others get their turn. */
const BATCH_SLICE = 500
/** Lines read at once by a search. */
const READ_SLICE = 256

/* Keys: `g!ID` a line, `c!CODE\0ID` a code that it answers to, `m!…` facts of the list. Neither code nor id holds a control. */
const GOOD = 'g!'
const CODE = 'c!'
const FACTS = 'm!facts'
const PENDING = 'm!pending'
const END = '\u0000'
const AFTER_ALL = '\u{10FFFF}'

interface Facts {
  readonly size: number
  readonly version: number
}

/** Eight hex digits before everything that is kept: a medium that flips a bit must not change a price. */
const sealed = (text: string): string => `${(crc32(text) >>> 0).toString(16).padStart(8, '0')}${text}`

function opened(value: string): string {
  const text = value.slice(8)
  if (sealed(text) !== value) throw new PriceListDamaged('a line of the price list is not as it was written')
  return text
}

/** First the text that a search looks through, then the line itself. */
const encode = (good: Good): string => sealed(`${searchText(good)}\n${toJson(good)}`)

const decode = (text: string): Good => fromJson(text.slice(text.indexOf('\n') + 1)) as Good

const isDamage = (error: unknown): boolean => {
  const { cause, code } = error as { code?: unknown; cause?: unknown }
  return code === 'LEVEL_CORRUPTION' || String(error).includes('Corruption: ') || String(cause).includes('Corruption: ')
}

/** What LevelDB itself finds damaged is damage of the list; any other error stays what it is. */
async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw isDamage(error) ? new PriceListDamaged('LevelDB cannot read the price list', { cause: error }) : error
  }
}

/**
 * The price list in a database of its own, which one process opens.
 * @throws PriceListDamaged when the database does not open or its facts are not as they were written
 */
export async function openLevelPriceList(directory: string): Promise<PriceList> {
  const db: Database = new Level(directory, OPTIONS)
  try {
    await db.open()
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    if (cause?.code === 'LEVEL_LOCKED') throw error
    throw new PriceListDamaged(`the price list ${directory} does not open`, { cause: error })
  }
  try {
    const facts = await reading(() => db.get(FACTS))
    return new LevelPriceList(db, facts === undefined ? { size: 0, version: 0 } : (fromJson(opened(facts)) as Facts))
  } catch (error) {
    await db.close()
    throw error
  }
}

class LevelPriceList implements PriceList {
  readonly #db: Database
  #facts: Facts

  constructor(db: Database, facts: Facts) {
    this.#db = db
    this.#facts = facts
  }

  get size(): number {
    return this.#facts.size
  }

  get version(): number {
    return this.#facts.version
  }

  async byCode(code: string): Promise<readonly Good[]> {
    const prefix = `${CODE}${foldCode(code)}${END}`
    return reading(async () => {
      const keys = await this.#db.keys({ gte: prefix, lt: `${prefix}${AFTER_ALL}` }).all()
      const values = await this.#db.getMany(keys.map((key) => GOOD + key.slice(prefix.length)))
      return values.map((value) => {
        if (value === undefined) throw new PriceListDamaged('a code of the price list leads nowhere')
        return decode(opened(value))
      })
    })
  }

  async search(words: readonly string[], limit: number): Promise<Page> {
    return this.#read(undefined, limit, (text) => isFound(text.slice(0, text.indexOf('\n')), words))
  }

  async page(after: string | undefined, limit: number): Promise<Page> {
    return this.#read(after, limit, () => true)
  }

  async *all(): AsyncGenerator<Good, void> {
    for await (const slice of this.#slices(undefined)) for (const [, value] of slice) yield decode(opened(value))
  }

  async apply({ put, remove, ...note }: Edit): Promise<void> {
    assertLater(note, this.#facts.version)
    const facts = { size: note.size, version: note.version }
    const batch = this.#db.batch()
    for (const [index, good] of remove.entries()) {
      const id = idOf(good)
      batch.del(GOOD + id)
      for (const code of codesOf(good)) batch.del(CODE + code + END + id)
      await turnOfOthers(index)
    }
    for (const [index, good] of put.entries()) {
      const id = idOf(good)
      batch.put(GOOD + id, encode(good))
      for (const code of codesOf(good)) batch.put(CODE + code + END + id, '')
      await turnOfOthers(index)
    }
    batch.put(FACTS, sealed(toJson(facts)))
    batch.put(PENDING, sealed(toJson(note)))
    await batch.write({ sync: true })
    this.#facts = facts
  }

  async pending(): Promise<Note | undefined> {
    const text = await reading(() => this.#db.get(PENDING))
    return text === undefined ? undefined : (fromJson(opened(text)) as Note)
  }

  async settle(version: number): Promise<void> {
    if ((await this.pending())?.version === version) await this.#db.del(PENDING, { sync: true })
  }

  async close(): Promise<void> {
    await this.#db.close()
  }

  async #read(after: string | undefined, limit: number, isWanted: (text: string) => boolean): Promise<Page> {
    const found: { readonly id: string; readonly good: Good }[] = []
    for await (const slice of this.#slices(after)) {
      for (const [key, value] of slice) {
        const text = opened(value)
        if (isWanted(text)) found.push({ id: key.slice(GOOD.length), good: decode(text) })
        if (found.length > limit) break
      }
      if (found.length > limit) break
    }
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return { goods: shown.map(({ good }) => good), ...(found.length > limit && last && { next: last.id }) }
  }

  /** Lines in order, some at once; between two slices others have their turn. */
  async *#slices(after: string | undefined): AsyncGenerator<readonly [string, string][], void> {
    const from = after === undefined ? { gte: GOOD } : { gt: GOOD + after }
    const iterator = this.#db.iterator({ ...from, lt: GOOD + AFTER_ALL })
    try {
      for (;;) {
        const slice = await reading(() => iterator.nextv(READ_SLICE))
        if (slice.length === 0) return
        yield slice
      }
    } finally {
      await iterator.close()
    }
  }
}

/** A large import is put into its batch piece by piece: nobody waits for all of it. */
const turnOfOthers = async (index: number): Promise<void> => {
  if (index % BATCH_SLICE === BATCH_SLICE - 1) await setImmediate()
}
