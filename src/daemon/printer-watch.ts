import { NO_LONGER_NEEDED, within } from '../hw/clock.ts'
import type { Clock, PrinterCapabilities, PrinterPort, PrinterStatus } from '../hw/ports.ts'
import { obstacleOf } from '../hw/printer/printer.ts'

/** The printer is asked this often, what was heard of it is good for so long, and a question may take so long (ms). */
const EVERY = 2000
const FRESH = 3000
const PATIENCE = 300

const UNKNOWN: PrinterStatus = { state: 'unknown', paper: 'unknown' }

/** The printer as it was last heard of: asked all the time, so that no document has to wait for it. */
export class PrinterWatch {
  readonly #printer: PrinterPort
  readonly #clock: Clock
  readonly #onFound: (capabilities: PrinterCapabilities) => void
  #last = UNKNOWN
  #heardAt = Number.NEGATIVE_INFINITY
  #asking: Promise<void> | undefined
  #waking = new AbortController()

  /** @param onFound told after each question what the printer has shown that it can */
  constructor(printer: PrinterPort, clock: Clock, onFound: (capabilities: PrinterCapabilities) => void) {
    this.#printer = printer
    this.#clock = clock
    this.#onFound = onFound
  }

  get last(): PrinterStatus {
    return this.#last
  }

  /** Why a document could not be handed over now; undefined: it could, as far as anybody knows. */
  get obstacle(): ReturnType<typeof obstacleOf> {
    return obstacleOf(this.#last)
  }

  /** Hears of the printer anew when that is long ago; a silent one is not waited for. */
  async refresh(): Promise<void> {
    if (this.#clock.monotonic() - this.#heardAt >= FRESH) await within(this.#clock, PATIENCE, this.#ask())
  }

  /** Something has happened to it: it is asked at once. */
  wake(): void {
    this.#waking.abort(NO_LONGER_NEEDED)
  }

  /** Another printer is in its place: nothing is known of it, and it is asked at once. */
  async forget(): Promise<void> {
    await this.#asking
    this.#last = UNKNOWN
    this.#heardAt = Number.NEGATIVE_INFINITY
    this.wake()
  }

  /** Asks all the time, and at once when a printer is plugged in or out, until it is stopped. */
  async run(stopping: AbortSignal): Promise<void> {
    const end = this.#printer.onChange(() => this.wake())
    try {
      while (!stopping.aborted) {
        await this.#ask()
        this.#waking = new AbortController()
        await this.#clock.sleep(EVERY, AbortSignal.any([stopping, this.#waking.signal]))
      }
    } finally {
      end()
    }
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#hear().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #hear(): Promise<void> {
    this.#last = await this.#printer.status()
    this.#heardAt = this.#clock.monotonic()
    this.#onFound(this.#printer.capabilities())
  }
}
