import { SECOND } from '../../fiscal/time.ts'
import type {
  Clock,
  PrinterCapabilities,
  PrinterIdentity,
  PrinterPort,
  PrinterStatus,
  PrintJob,
  PrintOutcome,
} from '../ports.ts'
import { type Aside, Conversation, STATUS_MILLISECONDS } from './conversation.ts'
import type { OpenLink, PrinterLink } from './link.ts'
import type { PrinterReply } from './replies.ts'

/** While a document is coming out the printer is asked how it is this often. */
const POLL_MILLISECONDS = 0.5 * SECOND
/** A healthy printer that has not confirmed for so long, and for so long a piece of 4 KiB on top, leaves it uncertain. */
const CONFIRM_MILLISECONDS = 10 * SECOND
const CONFIRM_PIECE_MILLISECONDS = 1 * SECOND
const PIECE_BYTES = 4096
/** How long an answer to `GS ( H` may come behind that to `GS r` from a printer that knows both. */
const BETTER_ANSWER_MILLISECONDS = 1 * SECOND
/** One that never answered is asked again so often whether it does by now: it may have been off. */
const MUTE_MILLISECONDS = 30 * SECOND
/** For an answer to `DLE EOT` of a printer that has answered before. */
const LATE_MILLISECONDS = 1 * SECOND
/** For an answer to `GS I`. */
const IDENTITY_MILLISECONDS = 500

const UNKNOWN: PrinterStatus = { state: 'unknown', paper: 'unknown' }
const OFFLINE: PrinterStatus = { state: 'offline', paper: 'unknown' }

/** `GS r 1`: paper sensor, answered in order, that is behind the document. */
const IN_ORDER = [0x1d, 0x72, 0x01]
const FIRST_CHARACTER = 0x20
const CHARACTERS = 95

/** What is known of a printer before it is opened. */
export interface PrinterNature {
  /** Found out in an earlier run. */
  readonly known: PrinterCapabilities
  /** Whether a model has a sensor for the roll's near end. */
  readonly sensesNearEnd: (model: string) => boolean
  /** Ends what a broken document may have left half said, and cuts it off: goes before the next one. */
  readonly recovery: (broken: Uint8Array | undefined) => Uint8Array
  /** A document of an earlier run broke off. */
  readonly broken: boolean
  readonly changes: (listener: () => void) => () => void
}

const NOTHING_KNOWN: PrinterNature = {
  known: { answers: false, barrier: 'unknown', nearEnd: false },
  sensesNearEnd: () => false,
  recovery: () => new Uint8Array(),
  broken: false,
  changes: () => () => undefined,
}

/** An open link. Kept from job to job only where the printer answers: a mute one may be long gone. */
interface Session {
  readonly link: PrinterLink
  answers: boolean
}

/**
 * A printer that speaks ESC/POS. A document is one transaction: how the printer is, the bytes, a barrier behind them and
 * the wait for its answer (devices, 3.3). While nothing has left the outcome is `waiting`; once bytes have left and no
 * confirmation came it is `uncertain`, and the connection is given up.
 */
export class EscposPrinter implements PrinterPort {
  readonly #open: OpenLink
  readonly #clock: Clock
  readonly #nature: PrinterNature
  readonly #closing = new AbortController()
  #session: Session | undefined
  #answers: boolean
  #barrier: PrinterCapabilities['barrier']
  #nearEnd: boolean
  #askAgainAt = Number.NEGATIVE_INFINITY
  /** The last document, where it may lie in the printer in part; `unseen`: it is of an earlier run. */
  #broken: Uint8Array | 'unseen' | undefined
  #printing = false
  #last: PrinterStatus = UNKNOWN
  #trouble: string | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(open: OpenLink, clock: Clock, nature: Partial<PrinterNature> = {}) {
    this.#open = open
    this.#clock = clock
    this.#nature = { ...NOTHING_KNOWN, ...nature }
    this.#answers = this.#nature.known.answers
    this.#barrier = this.#nature.known.barrier
    this.#nearEnd = this.#nature.known.nearEnd
    if (this.#nature.broken) this.#broken = 'unseen'
  }

  async print(job: PrintJob): Promise<PrintOutcome> {
    if (this.#printing) throw new Error('the printer takes one job at a time')
    this.#printing = true
    try {
      return await this.#inTurn(() => this.#whenFit(job, (session, signal) => this.#print(session, job, signal)))
    } finally {
      this.#printing = false
    }
  }

  async command(bytes: Uint8Array, stop: AbortSignal): Promise<PrintOutcome> {
    return this.#inTurn(() =>
      this.#whenFit({ signal: stop }, async ({ link }, signal) => {
        await link.write(bytes, signal)
        await link.flush()
        return { state: 'accepted' }
      }),
    )
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

  capabilities(): PrinterCapabilities {
    return { answers: this.#answers, barrier: this.#barrier, nearEnd: this.#nearEnd }
  }

  async probe(): Promise<PrinterIdentity> {
    return this.#inTurn(async () => {
      await this.#giveUp()
      this.#answers = false
      this.#barrier = 'unknown'
      this.#nearEnd = false
      this.#askAgainAt = Number.NEGATIVE_INFINITY
      const session = await this.#ready(this.#closing.signal)
      try {
        const identity = session?.answers ? await this.#identify(session.link) : {}
        this.#nearEnd ||= identity.model !== undefined && this.#nature.sensesNearEnd(identity.model)
        return identity
      } finally {
        await this.#giveUpMute()
      }
    })
  }

  onChange(listener: () => void): () => void {
    return this.#nature.changes(listener)
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

  /** Bytes for a printer that is there and fit; what breaks on the way leaves them uncertain. */
  async #whenFit(
    { begin, signal: stop }: Pick<PrintJob, 'begin' | 'signal'>,
    work: (session: Session, signal: AbortSignal) => Promise<PrintOutcome>,
  ): Promise<PrintOutcome> {
    const signal = AbortSignal.any([stop, this.#closing.signal])
    if (signal.aborted) return { state: 'waiting' }
    const session = await this.#ready(signal)
    if (signal.aborted) return { state: 'waiting' }
    const obstacle = obstacleOf(this.#last)
    if (session === undefined || obstacle !== undefined) {
      return { state: 'waiting', reason: obstacle ?? 'PRINTER_FAILED', ...this.#words() }
    }
    await begin?.()
    const outcome = await work(session, signal).catch((error: unknown): PrintOutcome => {
      // The link broke or the daemon stops; how many bytes the printer took cannot be known.
      this.#last = OFFLINE
      this.#trouble = wordsOf(error)
      return { state: 'uncertain', reason: 'PRINTER_FAILED', ...this.#words() }
    })
    if (outcome.state === 'uncertain') await this.#giveUp()
    await this.#giveUpMute()
    return outcome
  }

  async #print(session: Session, job: PrintJob, signal: AbortSignal): Promise<PrintOutcome> {
    const conversation = new Conversation(session.link, this.#clock)
    const onStall = (aside: Aside) => {
      this.#last = aside === 'paper-out' ? { state: 'paper-out', paper: 'out' } : OFFLINE
    }
    const begun = this.#clock.monotonic()
    const broken = this.#broken
    const mended = broken && this.#nature.recovery(broken === 'unseen' ? undefined : broken)
    const bytes = mended ? joined(mended, job.bytes) : job.bytes
    this.#broken = broken === 'unseen' ? broken : job.bytes
    try {
      await conversation.send(bytes, signal, onStall)
      // Whoever confirms tells more than the kernel, and sooner.
      if (!session.answers) await session.link.flush()
      job.sent?.()
      const outcome = session.answers
        ? await this.#confirm(session.link, conversation, { id: job.id, length: bytes.length, signal, begun })
        : ({ state: 'accepted' } as const)
      if (outcome.state !== 'uncertain') this.#broken = undefined
      return outcome
    } finally {
      conversation.end()
    }
  }

  /** The barrier behind the document, and the wait for its answer: as long as it takes while the printer tells why it stands. */
  async #confirm(
    link: PrinterLink,
    conversation: Conversation,
    job: { readonly id: number; readonly length: number; readonly signal: AbortSignal; readonly begun: number },
  ): Promise<PrintOutcome> {
    const barrier = this.#barrier
    if (barrier === 'none') return { state: 'accepted' }
    const mark = processId(job.id)
    const process = [0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...mark]
    const request = [...(barrier === 'in-order' ? [] : process), ...(barrier === 'process' ? [] : IN_ORDER)]
    await link.write(Uint8Array.from(request), job.signal)

    const id = String.fromCharCode(...mark)
    const isMine = (reply: PrinterReply) => reply.kind === 'process' && reply.id === id
    const isBarrier = (reply: PrinterReply) => isMine(reply) || (barrier !== 'process' && reply.kind === 'in-order')
    const patience = CONFIRM_MILLISECONDS + (job.length / PIECE_BYTES) * CONFIRM_PIECE_MILLISECONDS
    // Behind a document that is still on a slow line no question arrives, and its silence tells nothing.
    const lineTime = link.bytesPerSecond === undefined ? 0 : (job.length / link.bytesPerSecond) * SECOND
    const arrived = job.begun + lineTime
    let deadline = Math.max(arrived, this.#clock.monotonic()) + patience
    for (;;) {
      const reply = await conversation.next(isBarrier, POLL_MILLISECONDS, job.signal)
      if (reply !== undefined) {
        await this.#learnBarrier(reply, (milliseconds) => conversation.next(isMine, milliseconds, job.signal))
        return { state: 'confirmed' }
      }
      if (this.#clock.monotonic() < arrived && link.alive) continue
      this.#last = this.#sensed(await conversation.status(job.signal)) ?? OFFLINE
      const obstacle = obstacleOf(this.#last)
      if (obstacle === 'PRINTER_PAPER_OUT' || obstacle === 'PRINTER_COVER_OPEN') {
        deadline = this.#clock.monotonic() + patience
      } else if (!link.alive || job.signal.aborted || this.#clock.monotonic() > deadline) {
        return { state: 'uncertain', reason: 'PRINTER_FAILED', detail: 'the printer did not confirm the document' }
      }
    }
  }

  /** One that knows both answers `GS ( H` behind `GS r`: that is worth a second, once. */
  async #learnBarrier(
    { kind }: PrinterReply,
    better: (milliseconds: number) => Promise<PrinterReply | undefined>,
  ): Promise<void> {
    if (this.#barrier !== 'unknown') return
    const isProcess = kind === 'process' || (await better(BETTER_ANSWER_MILLISECONDS)) !== undefined
    this.#barrier = isProcess ? 'process' : 'in-order'
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
    try {
      const link = await this.#open()
      const isMute = !this.#answers && this.#clock.monotonic() < this.#askAgainAt
      this.#session = { link, answers: link.answers && !isMute }
      return this.#session
    } catch (error) {
      this.#last = OFFLINE
      this.#trouble = wordsOf(error)
      return undefined
    }
  }

  /** False: nothing can be printed over this link. While it is being asked, it is as it was last heard of. */
  async #examine(session: Session, signal: AbortSignal): Promise<boolean> {
    if (!session.link.alive) {
      this.#last = OFFLINE
      return false
    }
    if (!session.answers) {
      this.#last = UNKNOWN
      return true
    }
    const conversation = new Conversation(session.link, this.#clock)
    try {
      // On a busy machine an answer comes late, and sales stop for silence. It is waited for, not asked for again: all
      // answers look alike, and a late one would be taken for that to the next question.
      const patience = this.#answers ? LATE_MILLISECONDS : STATUS_MILLISECONDS
      const status = this.#sensed(await conversation.status(signal, patience))
      if (status !== undefined) this.#answers = true
      else if (signal.aborted || this.#answers || !session.link.alive) throw new Error('the printer does not answer')
      // One that never answered cannot; one that did before and now does not is not well.
      else {
        session.answers = false
        this.#askAgainAt = this.#clock.monotonic() + MUTE_MILLISECONDS
      }
      this.#last = status ?? UNKNOWN
      return true
    } catch (error) {
      this.#last = OFFLINE
      this.#trouble = wordsOf(error)
      return false
    } finally {
      conversation.end()
    }
  }

  /** That the roll is far from its end is known of a printer alone that would tell the contrary. */
  #sensed(status: PrinterStatus | undefined): PrinterStatus | undefined {
    this.#nearEnd ||= status?.paper === 'near-end'
    return status?.paper === 'ok' && !this.#nearEnd ? { ...status, paper: 'unknown' } : status
  }

  async #identify(link: PrinterLink): Promise<PrinterIdentity> {
    const conversation = new Conversation(link, this.#clock)
    const { signal } = this.#closing
    const ask = async (n: number): Promise<string | undefined> => {
      await link.write(Uint8Array.of(0x1d, 0x49, n), signal)
      const reply = await conversation.next(({ kind }) => kind === 'name', IDENTITY_MILLISECONDS, signal)
      return reply?.kind === 'name' ? reply.text : undefined
    }
    try {
      const [maker, model] = [await ask(66), await ask(67)]
      return { ...(maker !== undefined && { maker }), ...(model !== undefined && { model }) }
    } catch (error) {
      this.#trouble = wordsOf(error)
      return {}
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

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => Uint8Array.from([...first, ...second])

/** Why a printer takes no document; undefined: it does, or nobody knows. */
export function obstacleOf({
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
