import type { PrinterPort, PrinterStatus } from '../hw/ports.ts'

/** The printer as it was last heard of: asked on demand, never waited for by a sale. */
export class PrinterWatch {
  readonly #printer: PrinterPort
  #last: PrinterStatus = { state: 'unknown', paper: 'unknown' }

  constructor(printer: PrinterPort) {
    this.#printer = printer
  }

  get last(): PrinterStatus {
    return this.#last
  }

  async ask(): Promise<PrinterStatus> {
    this.#last = await this.#printer.status()
    return this.#last
  }
}
