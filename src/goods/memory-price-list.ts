import { type Good, codesOf, foldCode, idOf, isFound, searchText } from './good.ts'
import { type Edit, type Note, type Page, type PriceList, assertLater } from './price-list.ts'

const byBytes = ([a]: readonly [string, Good], [b]: readonly [string, Good]): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b))

/** The price list without a disk, for tests: every question is answered by looking at all lines. */
export class MemoryPriceList implements PriceList {
  #goods = new Map<string, Good>()
  #version = 0
  #pending: Note | undefined

  get size(): number {
    return this.#goods.size
  }

  get version(): number {
    return this.#version
  }

  async byCode(code: string): Promise<readonly Good[]> {
    return this.#sorted().flatMap(([, good]) => (codesOf(good).includes(foldCode(code)) ? [good] : []))
  }

  async search(words: readonly string[], limit: number): Promise<Page> {
    return pageOf(
      this.#sorted().filter(([, good]) => isFound(searchText(good), words)),
      limit,
    )
  }

  async page(after: string | undefined, limit: number): Promise<Page> {
    const rest = this.#sorted().filter(
      ([id]) => after === undefined || Buffer.compare(Buffer.from(id), Buffer.from(after)) > 0,
    )
    return pageOf(rest, limit)
  }

  async *all(): AsyncGenerator<Good, void> {
    for (const [, good] of this.#sorted()) yield good
  }

  async apply({ put, remove, ...note }: Edit): Promise<void> {
    assertLater(note, this.#version)
    for (const good of remove) this.#goods.delete(idOf(good))
    for (const good of put) this.#goods.set(idOf(good), good)
    this.#version = note.version
    this.#pending = note
  }

  async pending(): Promise<Note | undefined> {
    return this.#pending
  }

  async settle(version: number): Promise<void> {
    if (this.#pending?.version === version) this.#pending = undefined
  }

  async close(): Promise<void> {}

  #sorted(): (readonly [string, Good])[] {
    return [...this.#goods].sort(byBytes)
  }
}

function pageOf(rest: readonly (readonly [string, Good])[], limit: number): Page {
  const shown = rest.slice(0, limit)
  const last = shown.at(-1)
  return { goods: shown.map(([, good]) => good), ...(rest.length > limit && last && { next: last[0] }) }
}
