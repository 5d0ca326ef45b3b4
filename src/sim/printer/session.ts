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
  broken(how: 'end' | 'reset'): void
  /** It takes no bytes for a while, or takes them again. */
  stalled?(isStalled: boolean): void
  /** Nothing of this connection is left to print. */
  done(): void
  /** The bytes were no ESC/POS. */
  error(error: EscposError): void
}

/** Half a name, half a process number, a status that is none. */
const NONSENSE = Uint8Array.of(0x5f, 0x41, 0x80, 0x37, 0x22, 0x99, 0xff, 0x81)

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
  /** What has come and was not taken. */
  #stalled = new Uint8Array()

  constructor(options: Omit<InterpreterOptions, 'answer'>, fault: PrinterFault | undefined, events: SessionEvents) {
    this.#events = events
    this.#interpreter = new Interpreter({ ...options, answer: (kind, bytes) => this.#answer(kind, bytes) })
    this.setFault(fault)
  }

  /** Another fault, or health: what waited is printed then. */
  setFault(fault: PrinterFault | undefined): void {
    const after = fault?.fromNow === true ? this.#received + fault.after : fault?.after
    this.#fault = fault && { kind: fault.kind, after: after ?? 0 }
    const stalled = this.#stalled
    this.#stalled = new Uint8Array()
    this.#ail()
    if (stalled.length > 0) this.receive(stalled)
  }

  receive(bytes: Uint8Array): void {
    const untilFault = this.#fault === undefined ? bytes.length : Math.max(0, this.#fault.after - this.#received)
    this.#feed(bytes.subarray(0, untilFault))
    if (this.#isAiling) this.#ail()
    const kind = this.#isAiling ? this.#fault?.kind : undefined
    if (kind === 'die' || kind === 'reset') this.#break(kind === 'die' ? 'end' : 'reset')
    if (kind === 'stall') this.#stalled = Buffer.concat([this.#stalled, bytes.subarray(untilFault)])
    else this.#feed(bytes.subarray(untilFault))
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
      paper: kind === 'paper-out' ? 'out' : kind === 'near-end' ? kind : 'ok',
      cover: kind === 'cover-open' ? 'open' : 'closed',
    }
    this.#events.stalled?.(kind === 'stall')
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
      this.#break('end')
    } finally {
      this.#takePaper()
    }
  }

  #break(how: 'end' | 'reset'): void {
    if (this.#broken) return
    this.#broken = true
    this.#events.broken(how)
  }

  #answer(kind: 'real-time' | 'in-order', bytes: readonly number[]): void {
    const fault = this.#isAiling ? this.#fault?.kind : undefined
    if (fault === 'silent' || (fault === 'status-lost' && kind === 'in-order')) return
    this.#events.answer(fault === 'nonsense' ? NONSENSE : Uint8Array.from(bytes))
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
