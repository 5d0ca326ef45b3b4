import { EscposError, Interpreter, type InterpreterOptions } from '../../escpos/interpreter.ts'
import type { PaperItem } from '../../escpos/paper.ts'
import { HEALTHY, isOffline, type PrinterStatus } from '../../escpos/status.ts'
import type { PrinterFault } from './fault.ts'

export interface SessionEvents {
  /** Paper that left the printer; `cut` is false for what hangs out of it when the connection is over. */
  receipt(items: readonly PaperItem[], cut: boolean): void
  /** Bytes for the computer. */
  answer(bytes: Uint8Array): void
  /** The printer is dead for this computer. */
  broken(): void
  /** Nothing of this connection is left to print. */
  done(): void
  /** The bytes were no ESC/POS. */
  error(error: EscposError): void
}

/** One computer's connection to the simulated printer. */
export class PrinterSession {
  readonly #events: SessionEvents
  readonly #interpreter: Interpreter
  #fault: PrinterFault | undefined
  #status: PrinterStatus = HEALTHY
  #received = 0
  #taken = 0
  #ended = false
  #broken = false

  constructor(options: Omit<InterpreterOptions, 'answer'>, fault: PrinterFault | undefined, events: SessionEvents) {
    this.#events = events
    this.#interpreter = new Interpreter({ ...options, answer: (kind, bytes) => this.#answer(kind, bytes) })
    this.setFault(fault)
  }

  /** Another fault, or health: what waited is printed then. */
  setFault(fault: PrinterFault | undefined): void {
    this.#fault = fault
    this.#ail()
  }

  receive(bytes: Uint8Array): void {
    const untilFault = this.#fault === undefined ? bytes.length : Math.max(0, this.#fault.after - this.#received)
    this.#feed(bytes.subarray(0, untilFault))
    if (this.#isAiling) this.#ail()
    if (this.#isAiling && this.#fault?.kind === 'die') this.#break()
    this.#feed(bytes.subarray(untilFault))
  }

  /** The computer has gone. What waits for paper is printed when there is some. */
  end(): void {
    this.#ended = true
    if (!isOffline(this.#status)) this.#close()
  }

  get #isAiling(): boolean {
    return this.#fault !== undefined && this.#received >= this.#fault.after
  }

  #ail(): void {
    const kind = this.#isAiling ? this.#fault?.kind : undefined
    this.#status = {
      paper: kind === 'paper-out' ? 'out' : 'ok',
      cover: kind === 'cover-open' ? 'open' : 'closed',
    }
    this.#print(() => this.#interpreter.setStatus(this.#status))
    if (this.#ended && !isOffline(this.#status)) this.#close()
  }

  #feed(bytes: Uint8Array): void {
    if (this.#broken || bytes.length === 0) return
    this.#received += bytes.length
    this.#print(() => this.#interpreter.feed(bytes))
  }

  #print(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof EscposError)) throw error
      this.#events.error(error)
      this.#break()
    } finally {
      this.#takePaper()
    }
  }

  #break(): void {
    this.#broken = true
    this.#events.broken()
  }

  #answer(kind: 'real-time' | 'in-order', bytes: readonly number[]): void {
    const fault = this.#isAiling ? this.#fault?.kind : undefined
    if (fault === 'silent' || (fault === 'status-lost' && kind === 'in-order')) return
    this.#events.answer(Uint8Array.from(bytes))
  }

  /** Hands over what was cut off. */
  #takePaper(): void {
    const { paper } = this.#interpreter
    for (let at = this.#taken; at < paper.length; at++) {
      if (paper[at]?.kind !== 'cut') continue
      this.#events.receipt(paper.slice(this.#taken, at + 1), true)
      this.#taken = at + 1
    }
  }

  #close(): void {
    if (!this.#broken) this.#print(() => this.#interpreter.finish())
    const rest = this.#interpreter.paper.slice(this.#taken)
    if (rest.some((item) => item.kind === 'line' || item.kind === 'image' || item.kind === 'qr')) {
      this.#events.receipt(rest, false)
    }
    this.#events.done()
  }
}
