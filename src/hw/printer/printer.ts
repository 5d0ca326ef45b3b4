import { SECOND } from '../../fiscal/time.ts'
import type { Clock, PrinterPort, PrinterStatus, PrintOutcome } from '../ports.ts'
import { Conversation } from './conversation.ts'
import { deviceLink } from './device-link.ts'
import { fileLink } from './file-link.ts'
import type { OpenLink, PrinterLink } from './link.ts'
import type { PrinterReply } from './replies.ts'
import { type Address, tcpLink } from './tcp-link.ts'

/** While a document is coming out the printer is asked how it is this often. */
const POLL_MILLISECONDS = 0.5 * SECOND
/** A healthy printer that has not confirmed for so long, and for so long a piece of 4 KiB on top, leaves it uncertain. */
const CONFIRM_MILLISECONDS = 10 * SECOND
const CONFIRM_PIECE_MILLISECONDS = 1 * SECOND
const PIECE_BYTES = 4096
/** How long an answer to `GS ( H` may come behind that to `GS r` from a printer that knows both. */
const BETTER_ANSWER_MILLISECONDS = 1 * SECOND

const UNKNOWN: PrinterStatus = { state: 'unknown', paper: 'unknown' }
const OFFLINE: PrinterStatus = { state: 'offline', paper: 'unknown' }

/** `GS r 1`: paper sensor, answered in order, that is behind the document. */
const IN_ORDER = [0x1d, 0x72, 0x01]
const FIRST_CHARACTER = 0x20
const CHARACTERS = 95

/** How a printer says that a document came out; found out with the first one and remembered with the connection. */
type Barrier = 'not-known' | 'process' | 'in-order'

/** An open link and what is known of it. Kept from job to job only where the printer answers: a mute one may be long gone. */
interface Session {
  readonly link: PrinterLink
  answers: boolean
  barrier: Barrier
}

export type PrinterTarget =
  | { readonly transport: 'tcp'; readonly address: Address }
  | { readonly transport: 'file' | 'device' | 'serial' | 'usb'; readonly path: string }

/** The printer of the configuration. */
export function printerOf(target: PrinterTarget, clock: Clock): PrinterPort {
  switch (target.transport) {
    case 'tcp':
      return new EscposPrinter(tcpLink(target.address, clock), clock)
    case 'device':
      return new EscposPrinter(deviceLink(target.path, clock), clock)
    case 'file':
      return new EscposPrinter(fileLink(target.path), clock)
    case 'serial':
    case 'usb':
      throw new Error(`printer.transport "${target.transport}" is not driven: "device", "tcp" and "file" are`)
    default:
      return target satisfies never
  }
}

/**
 * A printer that speaks ESC/POS. A document is one transaction: how the printer is, the bytes, a barrier behind them and
 * the wait for its answer (devices, 3.3). While nothing has left the outcome is `waiting`; once bytes have left and no
 * confirmation came it is `uncertain`, and the connection is given up.
 */
export class EscposPrinter implements PrinterPort {
  readonly #open: OpenLink
  readonly #clock: Clock
  readonly #closing = new AbortController()
  #session: Session | undefined
  #hasAnswered = false
  #printing = false
  #last: PrinterStatus = UNKNOWN
  #trouble: string | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(open: OpenLink, clock: Clock) {
    this.#open = open
    this.#clock = clock
  }

  async print(job: Parameters<PrinterPort['print']>[0]): Promise<PrintOutcome> {
    if (this.#printing) throw new Error('the printer takes one job at a time')
    this.#printing = true
    try {
      return await this.#inTurn(() => this.#print(job))
    } finally {
      this.#printing = false
    }
  }

  /** While a document is coming out: as the printer was last heard of. */
  async status(): Promise<PrinterStatus> {
    if (this.#printing) return this.#last
    return this.#inTurn(async () => {
      await this.#ready(this.#closing.signal)
      await this.#giveUpMute()
      return this.#last
    })
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#inTurn(() => this.#giveUp())
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#turn
    const mine = Promise.withResolvers<void>()
    this.#turn = mine.promise
    await before
    try {
      return await work()
    } finally {
      mine.resolve()
    }
  }

  async #print({ id, bytes, signal: stop }: Parameters<PrinterPort['print']>[0]): Promise<PrintOutcome> {
    const signal = AbortSignal.any([stop, this.#closing.signal])
    if (signal.aborted) return { state: 'waiting' }
    const session = await this.#ready(signal)
    if (signal.aborted) return { state: 'waiting' }
    const obstacle = obstacleOf(this.#last)
    if (session === undefined || obstacle !== undefined) {
      return { state: 'waiting', reason: obstacle ?? 'PRINTER_FAILED', ...this.#words() }
    }
    const outcome = await this.#transfer(session, id, bytes, signal)
    if (outcome.state === 'uncertain') await this.#giveUp()
    await this.#giveUpMute()
    return outcome
  }

  async #transfer(session: Session, id: number, bytes: Uint8Array, signal: AbortSignal): Promise<PrintOutcome> {
    const conversation = new Conversation(session.link, this.#clock)
    try {
      await conversation.send(bytes, signal, () => {
        this.#last = OFFLINE
      })
      await session.link.flush()
      if (!session.answers) return { state: 'accepted' }
      return await this.#confirm(session, conversation, { id, length: bytes.length, signal })
    } catch (error) {
      // The link broke or the daemon stops; how many bytes the printer took cannot be known.
      this.#last = OFFLINE
      this.#trouble = wordsOf(error)
      return { state: 'uncertain', reason: 'PRINTER_FAILED', ...this.#words() }
    } finally {
      conversation.end()
    }
  }

  /** The barrier behind the document, and the wait for its answer: as long as it takes while the printer tells why it stands. */
  async #confirm(
    session: Session,
    conversation: Conversation,
    job: { readonly id: number; readonly length: number; readonly signal: AbortSignal },
  ): Promise<PrintOutcome> {
    const mark = processId(job.id)
    const { barrier } = session
    const process = [0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...mark]
    const request = [...(barrier === 'in-order' ? [] : process), ...(barrier === 'process' ? [] : IN_ORDER)]
    await session.link.write(Uint8Array.from(request), job.signal)

    const id = String.fromCharCode(...mark)
    const isMine = (reply: PrinterReply) => reply.kind === 'process' && reply.id === id
    const isBarrier = (reply: PrinterReply) => isMine(reply) || (barrier !== 'process' && reply.kind === 'in-order')
    const patience = CONFIRM_MILLISECONDS + (job.length / PIECE_BYTES) * CONFIRM_PIECE_MILLISECONDS
    let deadline = this.#clock.monotonic() + patience
    for (;;) {
      const reply = await conversation.next(isBarrier, POLL_MILLISECONDS, job.signal)
      if (reply !== undefined) {
        const better = reply.kind === 'in-order' && barrier === 'not-known'
        session.barrier =
          isMine(reply) || (better && (await conversation.next(isMine, BETTER_ANSWER_MILLISECONDS, job.signal)))
            ? 'process'
            : 'in-order'
        return { state: 'confirmed' }
      }
      this.#last = (await conversation.status(job.signal)) ?? OFFLINE
      const obstacle = obstacleOf(this.#last)
      if (obstacle === 'PRINTER_PAPER_OUT' || obstacle === 'PRINTER_COVER_OPEN') {
        deadline = this.#clock.monotonic() + patience
      } else if (this.#clock.monotonic() > deadline) {
        return { state: 'uncertain', reason: 'PRINTER_FAILED', detail: 'the printer did not confirm the document' }
      }
    }
  }

  /** A link over which the printer says how it is, as far as it can; `#last` is fresh then. A link that died is opened anew once. */
  async #ready(signal: AbortSignal): Promise<Session | undefined> {
    this.#trouble = undefined
    const kept = this.#session
    if (kept !== undefined) {
      if (await this.#examine(kept, signal)) return kept
      await this.#giveUp()
    }
    const session = await this.#connect()
    if (session === undefined) return undefined
    if (await this.#examine(session, signal)) return session
    await this.#giveUp()
    return undefined
  }

  async #connect(): Promise<Session | undefined> {
    this.#last = OFFLINE
    try {
      const link = await this.#open()
      this.#session = { link, answers: link.answers, barrier: 'not-known' }
      return this.#session
    } catch (error) {
      this.#trouble = wordsOf(error)
      return undefined
    }
  }

  /** False: nothing can be printed over this link. */
  async #examine(session: Session, signal: AbortSignal): Promise<boolean> {
    this.#last = session.answers ? OFFLINE : UNKNOWN
    if (!session.link.alive) return false
    if (!session.answers) return true
    const conversation = new Conversation(session.link, this.#clock)
    try {
      const status = await conversation.status(signal)
      if (status !== undefined) this.#hasAnswered = true
      else if (this.#hasAnswered || !session.link.alive) throw new Error('the printer does not answer')
      // One that never answered cannot; one that did before and now does not is not well.
      else session.answers = false
      this.#last = status ?? UNKNOWN
      return true
    } catch (error) {
      this.#trouble = wordsOf(error)
      return false
    } finally {
      conversation.end()
    }
  }

  /** What went wrong last, in words for the log. */
  #words(): Pick<PrintOutcome, 'detail'> {
    return this.#trouble === undefined ? {} : { detail: this.#trouble }
  }

  async #giveUpMute(): Promise<void> {
    if (this.#session?.answers === false) await this.#giveUp()
  }

  async #giveUp(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    await session?.link.close()
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function obstacleOf({
  state,
}: PrinterStatus): 'PRINTER_PAPER_OUT' | 'PRINTER_COVER_OPEN' | 'PRINTER_FAILED' | undefined {
  switch (state) {
    case 'paper-out':
      return 'PRINTER_PAPER_OUT'
    case 'cover-open':
      return 'PRINTER_COVER_OPEN'
    case 'offline':
    case 'error':
      return 'PRINTER_FAILED'
    case 'ok':
    case 'unknown':
      return undefined
    default:
      return state satisfies never
  }
}

/** Four characters from blank to tilde, another for each of 81 million jobs. */
function processId(job: number): number[] {
  return [3, 2, 1, 0].map((place) => FIRST_CHARACTER + (Math.floor(job / CHARACTERS ** place) % CHARACTERS))
}
