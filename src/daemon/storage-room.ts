import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SPACE_WARNING } from '../fiscal/register/space.ts'
import { HOUR } from '../fiscal/time.ts'
import type { Clock } from '../hw/ports.ts'
import { freeIn } from './storage/ballast.ts'
import type { Places } from './storage/places.ts'

/** With room for fewer shifts than this every document warns. */
export const ENOUGH_SHIFTS = 30
/** A shift is taken for at least so many bytes, 300 receipts, however small those before it were. */
export const LEAST_SHIFT = 1024 * 1024
/** The medium is measured at most so often: not on the path of each sale. */
const MEASURED_EVERY = HOUR

/** Where the accumulator lies, in bytes. */
export interface Medium {
  readonly free: () => number
  readonly used: () => number
}

/** The fuller of the file systems below the accumulator and its mirror; a file that LevelDB removes meanwhile counts nothing. */
export const mediumOf = ({ mirrorDir, stateDir }: Places): Medium => ({
  free: () => Math.min(freeIn(stateDir), freeIn(mirrorDir)),
  used() {
    const folder = join(stateDir, 'accumulator')
    return readdirSync(folder)
      .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size, 0)
  },
})

/** How many shifts still fit on the medium, by what those before have taken. */
export class StorageRoom {
  readonly #medium: Medium
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #shifts: () => number
  #measured: { readonly at: number; readonly left: number } | undefined

  /** @param shifts how many there have been so far */
  constructor(medium: Medium, clock: Pick<Clock, 'monotonic'>, shifts: () => number) {
    this.#medium = medium
    this.#clock = clock
    this.#shifts = shifts
  }

  /** Measured within the last hour. */
  shiftsLeft(): number {
    const at = this.#clock.monotonic()
    if (this.#measured === undefined || at - this.#measured.at >= MEASURED_EVERY) {
      const shift = Math.max(LEAST_SHIFT, this.#medium.used() / Math.max(1, this.#shifts()))
      this.#measured = { at, left: Math.floor(this.#medium.free() / shift) }
    }
    return this.#measured.left
  }

  /** Bytes, as of this moment: a system call of some microseconds. */
  get free(): number {
    return this.#medium.free()
  }

  get isLow(): boolean {
    return this.shiftsLeft() < ENOUGH_SHIFTS || this.free < SPACE_WARNING
  }
}
