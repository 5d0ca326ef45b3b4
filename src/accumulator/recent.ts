import type { Sealed } from '../fiscal/register/records.ts'

/** Documents whose records are kept at hand: the one under way, its paper, and a few before. */
const KEPT = 64

/**
 * The records of the documents that were made last in this run, as they were sealed: what a sale reads right after it was
 * written need not come back from the medium. Only documents whose attempt passed by, so that none is told in part.
 */
export class RecentDocuments {
  readonly #records = new Map<number, readonly Sealed[]>()

  /** To be called once the records are durable. */
  add(sealed: readonly Sealed[]): void {
    for (const one of sealed) {
      const { documentNumber, record } = one
      const before = record.kind === 'attempt' ? [] : this.#records.get(documentNumber)
      if (before === undefined || documentNumber === 0) continue
      this.#records.set(documentNumber, [...before, one])
    }
    for (const oldest of this.#records.keys()) {
      if (this.#records.size <= KEPT) break
      this.#records.delete(oldest)
    }
  }

  /** All records of the document in the order of their sealing; undefined: not at hand. */
  get(documentNumber: number): readonly Sealed[] | undefined {
    return this.#records.get(documentNumber)
  }
}
