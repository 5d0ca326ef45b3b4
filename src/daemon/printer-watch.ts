import { within } from '../hw/clock.ts'
import type { Clock, PrinterPort, PrinterStatus } from '../hw/ports.ts'

/** What was heard of the printer is good for so long, and a question may take so long (ms). */
const FRESH = 3000
const PATIENCE = 300

/** The printer as it was last heard of: asked on demand, never waited for longer than a person notices. */
export class PrinterWatch {
  readonly #printer: PrinterPort
  readonly #clock: Clock
  #last: PrinterStatus = { state: 'unknown', paper: 'unknown' }
  #heardAt = Number.NEGATIVE_INFINITY
  #asking: Promise<void> | undefined

  constructor(printer: PrinterPort, clock: Clock) {
    this.#printer = printer
    this.#clock = clock
  }

  get last(): PrinterStatus {
    return this.#last
  }

  async refresh(): Promise<void> {
    if (this.#clock.monotonic() - this.#heardAt < FRESH) return
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
    })
    await within(this.#clock, PATIENCE, this.#asking)
  }

  async #ask(): Promise<void> {
    this.#last = await this.#printer.status()
    this.#heardAt = this.#clock.monotonic()
  }
}
