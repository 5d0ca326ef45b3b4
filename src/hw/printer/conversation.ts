import { NO_LONGER_NEEDED, within } from '../clock.ts'
import type { Clock, PrinterStatus } from '../ports.ts'
import type { PrinterLink } from './link.ts'
import { type PrinterReply, ReplyReader, statusOf } from './replies.ts'

/** For one answer to `DLE EOT`. */
export const STATUS_MILLISECONDS = 300
/** Pieces of a body; a larger one would leave unclear how much a stalled printer took. On a slow line what it carries in a second. */
const PIECE_BYTES = 4096

const STALL_MILLISECONDS = 5000
/** A printer that has taken nothing for so long, and does not say that it lacks paper, is given up. */
const GIVEN_UP_MILLISECONDS = 120_000
/** Answers that nobody has asked for yet: a printer that never stops talking is heard by its last words. */
const KEPT_ANSWERS = 256

const DLE = 0x10
const EOT = 0x04

/** What a printer says beside its bytes. */
export type Aside = 'paper-out' | 'error' | undefined

/** Questions and answers over one link, while somebody is at it. */
export class Conversation {
  readonly link: PrinterLink
  readonly #clock: Clock
  readonly #reader = new ReplyReader()
  #inbox: PrinterReply[] = []
  #changed = Promise.withResolvers<void>()

  constructor(link: PrinterLink, clock: Clock) {
    this.link = link
    this.#clock = clock
    link.listen({
      bytes: (bytes) => {
        const answers = this.#reader.push(bytes).filter((reply) => reply.kind !== 'automatic')
        this.#inbox = [...this.#inbox, ...answers].slice(-KEPT_ANSWERS)
        this.#wake()
      },
      lost: () => this.#wake(),
    })
  }

  end(): void {
    this.link.listen(undefined)
  }

  /** The next answer that fits; others stay for whoever asks for them. undefined: none within the time, the link is lost, or aborted. */
  async next(
    fits: (reply: PrinterReply) => boolean,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<PrinterReply | undefined> {
    const timer = new AbortController()
    const over = this.#clock.sleep(milliseconds, AbortSignal.any([timer.signal, signal])).then(() => true)
    try {
      for (;;) {
        const found = this.#inbox.findIndex(fits)
        if (found >= 0) return this.#inbox.splice(found, 1)[0]
        if (!this.link.alive || signal.aborted) return undefined
        this.#changed = Promise.withResolvers<void>()
        if ((await Promise.race([this.#changed.promise, over])) === true) return undefined
      }
    } finally {
      timer.abort(NO_LONGER_NEEDED)
    }
  }

  /** Asks `DLE EOT` 1 to 4, one after the other since their answers look alike. undefined: one was not answered. */
  async status(signal: AbortSignal, patience = STATUS_MILLISECONDS): Promise<PrinterStatus | undefined> {
    const answers: number[] = []
    for (const n of [1, 2, 3, 4]) {
      this.#inbox = this.#inbox.filter((reply) => reply.kind !== 'real-time')
      if (!(await this.#ask(Uint8Array.of(DLE, EOT, n), signal))) return undefined
      const reply = await this.next(({ kind }) => kind === 'real-time', patience, signal)
      if (reply?.kind !== 'real-time') return undefined
      answers.push(reply.byte)
    }
    const [printer = 0, offline = 0, error = 0, roll = 0] = answers
    return statusOf(printer, offline, error, roll)
  }

  /** False: there was no room for it, since the printer takes nothing. */
  async #ask(question: Uint8Array, signal: AbortSignal): Promise<boolean> {
    const taken = this.link.write(question, signal).then(() => true)
    // It may end long after anybody waits for it.
    taken.catch(() => undefined)
    return (await within(this.#clock, STATUS_MILLISECONDS, taken)) ?? false
  }

  /**
   * @param onStall the printer has taken nothing for seconds; told again and again until it goes on. What it says beside
   * its bytes comes along, where it can. Rejects when it is silent for too long.
   */
  async send(bytes: Uint8Array, signal: AbortSignal, onStall: (aside: Aside) => void): Promise<void> {
    const { bytesPerSecond = PIECE_BYTES } = this.link
    const size = Math.max(1, Math.min(PIECE_BYTES, Math.floor(bytesPerSecond)))
    for (let from = 0; from < bytes.length; from += size) {
      await this.#piece(bytes.subarray(from, from + size), signal, onStall)
    }
  }

  async #piece(piece: Uint8Array, signal: AbortSignal, onStall: (aside: Aside) => void): Promise<void> {
    const taken = this.link.write(piece, signal).then(() => true)
    let heardAt = this.#clock.monotonic()
    while ((await within(this.#clock, STALL_MILLISECONDS, taken)) === undefined) {
      const aside = await this.link.aside?.()
      onStall(aside)
      if (aside === 'paper-out') heardAt = this.#clock.monotonic()
      else if (this.#clock.monotonic() - heardAt >= GIVEN_UP_MILLISECONDS) {
        taken.catch(() => undefined)
        throw new Error('the printer takes no more bytes')
      }
    }
  }

  #wake(): void {
    this.#changed.resolve()
  }
}
