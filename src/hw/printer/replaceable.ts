import type {
  PrinterCapabilities,
  PrinterIdentity,
  PrinterPort,
  PrinterStatus,
  PrintJob,
  PrintOutcome,
} from '../ports.ts'

/** A printer in whose place another can be put, while others hold on to it; as long as `instead` names one, that one. */
export class ReplaceablePrinter implements PrinterPort {
  readonly #listeners = new Map<() => void, () => void>()
  readonly #instead: () => PrinterPort | undefined
  #port: PrinterPort

  constructor(port: PrinterPort, instead: () => PrinterPort | undefined) {
    this.#port = port
    this.#instead = instead
  }

  get #now(): PrinterPort {
    return this.#instead() ?? this.#port
  }

  /** Between two papers. What the one before is still being asked ends without an answer. */
  async replace(port: PrinterPort): Promise<void> {
    const before = this.#port
    this.#port = port
    for (const [listener, end] of this.#listeners) {
      end()
      this.#listeners.set(listener, port.onChange(listener))
    }
    await before.close()
  }

  print(job: PrintJob): Promise<PrintOutcome> {
    return this.#now.print(job)
  }

  command(bytes: Uint8Array, signal: AbortSignal): Promise<PrintOutcome> {
    return this.#now.command(bytes, signal)
  }

  status(): Promise<PrinterStatus> {
    return this.#now.status()
  }

  capabilities(): PrinterCapabilities {
    return this.#now.capabilities()
  }

  probe(): Promise<PrinterIdentity> {
    return this.#now.probe()
  }

  onChange(listener: () => void): () => void {
    this.#listeners.set(listener, this.#port.onChange(listener))
    return () => {
      this.#listeners.get(listener)?.()
      this.#listeners.delete(listener)
    }
  }

  close(): Promise<void> {
    return this.#port.close()
  }
}
