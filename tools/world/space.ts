const MIB = 1024 * 1024
/** What one record takes, about, with its index entries and the mirror. */
const RECORD = 8 * 1024
/** Given up once, so that what was begun can be ended. */
const BALLAST = 16 * MIB
const TOO_FULL = 8 * MIB
const PLENTY = 8 * 1024 * MIB
/** A decision is looked at when its records are written, some steps later: how much there was before is remembered so long (ms). */
const MOMENT = 50

/** How much room a medium has that other programs fill and empty too. */
export class Space {
  #free = PLENTY
  #before = PLENTY
  #changedAt = Number.NEGATIVE_INFINITY
  #ballast = true

  get free(): number {
    return this.#free
  }

  /** Somebody has filled the medium up to so many mebibytes, or emptied it. */
  change(now: number, mebibytes?: number): void {
    this.#before = this.#free
    this.#changedAt = now
    this.#free = mebibytes === undefined ? PLENTY : mebibytes * MIB
    if (mebibytes === undefined) this.#ballast = true
  }

  /** The daemon looks after its ballast. */
  trim(): void {
    if (this.#free >= TOO_FULL || !this.#ballast) return
    this.#ballast = false
    this.#free += BALLAST
  }

  /** @returns false: there is no room for so many records */
  take(records: number): boolean {
    if (this.#free < records * RECORD) return false
    this.#free -= records * RECORD
    return true
  }

  /** Whether a moment ago there may have been so many mebibytes. */
  had(now: number, mebibytes: number): boolean {
    const most = now - this.#changedAt <= MOMENT ? Math.max(this.#free, this.#before) : this.#free
    // What the record itself took was there before it.
    return most + 4 * RECORD >= mebibytes * MIB
  }
}
