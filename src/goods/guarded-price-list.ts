import { rename, rm } from 'node:fs/promises'
import { openLevelPriceList } from './level-price-list.ts'
import type { Good } from './good.ts'
import { type Edit, type Note, type Page, type PriceList, PriceListDamaged } from './price-list.ts'

/** Where a damaged list is kept for whoever wants to look at it; the one before it goes. */
export const setAsideOf = (directory: string): string => `${directory}.damaged`

/**
 * The price list over LevelDB, kept usable: a damaged one is set aside and an empty one takes its place, since a list is
 * imported anew in a minute and a wrong price must not be sold even once. The register's own records know that there was
 * one.
 * @param onDamage told of each damage, before the empty list is opened
 */
export async function openPriceList(
  directory: string,
  onDamage: (error: PriceListDamaged) => void,
): Promise<PriceList> {
  const list = new GuardedPriceList(directory, onDamage)
  await list.open()
  return list
}

class GuardedPriceList implements PriceList {
  readonly #directory: string
  readonly #onDamage: (error: PriceListDamaged) => void
  #list!: PriceList
  #replacing: Promise<void> | undefined

  constructor(directory: string, onDamage: (error: PriceListDamaged) => void) {
    this.#directory = directory
    this.#onDamage = onDamage
  }

  async open(): Promise<void> {
    try {
      this.#list = await openLevelPriceList(this.#directory)
    } catch (error) {
      if (!(error instanceof PriceListDamaged)) throw error
      await this.#startAnew(error)
    }
  }

  get size(): number {
    return this.#list.size
  }

  get version(): number {
    return this.#list.version
  }

  byCode(code: string): Promise<readonly Good[]> {
    return this.#guarded((list) => list.byCode(code))
  }

  search(words: readonly string[], limit: number): Promise<Page> {
    return this.#guarded((list) => list.search(words, limit))
  }

  page(after: string | undefined, limit: number): Promise<Page> {
    return this.#guarded((list) => list.page(after, limit))
  }

  async *all(): AsyncGenerator<Good, void> {
    const list = this.#list
    try {
      yield* list.all()
    } catch (error) {
      throw await this.#replaced(error, list)
    }
  }

  apply(edit: Edit): Promise<void> {
    return this.#guarded((list) => list.apply(edit))
  }

  pending(): Promise<Note | undefined> {
    return this.#guarded((list) => list.pending())
  }

  settle(version: number): Promise<void> {
    return this.#guarded((list) => list.settle(version))
  }

  async close(): Promise<void> {
    await this.#replacing
    await this.#list.close()
  }

  async #guarded<T>(use: (list: PriceList) => Promise<T>): Promise<T> {
    await this.#replacing
    const list = this.#list
    try {
      return await use(list)
    } catch (error) {
      throw await this.#replaced(error, list)
    }
  }

  /** Whoever found the damage is told of it; who comes later finds the empty list. */
  async #replaced(error: unknown, list: PriceList): Promise<unknown> {
    if (!(error instanceof PriceListDamaged)) return error
    if (this.#list === list) this.#replacing ??= this.#startAnew(error, list)
    await this.#replacing
    return error
  }

  async #startAnew(error: PriceListDamaged, damaged?: PriceList): Promise<void> {
    this.#onDamage(error)
    await damaged?.close()
    await rm(setAsideOf(this.#directory), { recursive: true, force: true })
    await rename(this.#directory, setAsideOf(this.#directory))
    this.#list = await openLevelPriceList(this.#directory)
    this.#replacing = undefined
  }
}
