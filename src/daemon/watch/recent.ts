import type { Sealed } from '../../fiscal/register/records.ts'

/** Whoever keeps pace reads records from here and never from the medium. */
const KEPT = 64

/** The last records of this run, by their place in the order of sealing, and word of new ones. */
export class RecentRecords {
  #records: readonly Sealed[] = []
  #count: bigint
  readonly #listeners = new Set<() => void>()

  /** @param count records of both chains so far */
  constructor(count: bigint) {
    this.#count = count
  }

  /** Records of both chains. */
  get count(): bigint {
    return this.#count
  }

  /** To be called once they are durable and folded. */
  add(sealed: readonly Sealed[]): void {
    if (sealed.length === 0) return
    this.#records = [...this.#records, ...sealed].slice(-KEPT)
    this.#count += BigInt(sealed.length)
    for (const tell of this.#listeners) tell()
  }

  /** Tells of new records until what comes back is called. */
  onNews(tell: () => void): () => void {
    this.#listeners.add(tell)
    return () => this.#listeners.delete(tell)
  }

  /** All records after so many; undefined: they are no longer at hand. */
  after(count: bigint): readonly Sealed[] | undefined {
    const missing = Number(this.#count - count)
    if (missing > this.#records.length) return undefined
    return missing <= 0 ? [] : this.#records.slice(-missing)
  }
}
