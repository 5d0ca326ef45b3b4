import { NO_LONGER_NEEDED } from '../hw/clock.ts'
import type { Circumstances } from '../fiscal/register/blocks.ts'
import type { PaperSubject } from '../fiscal/register/event-records.ts'
import type { RegisterRecord } from '../fiscal/register/records.ts'
import { type Instant, SECOND } from '../fiscal/time.ts'
import type { Clock, PaperState, PrinterPort, PrintOutcome } from '../hw/ports.ts'
import type { Log } from './log.ts'

/** A printer that cannot take a job is asked again this often. */
const RETRY = 2 * SECOND
const OBSTACLES = ['PRINTER_PAPER_OUT', 'PRINTER_COVER_OPEN', 'PRINTER_FAILED'] as const
/** Jobs that are remembered for `receipt.show` after their end. */
const REMEMBERED = 256

export interface PaperJob {
  readonly id: number
  readonly subject: PaperSubject
  readonly copy: boolean
  /** `sending`: bytes are leaving; `sent`: all have left, and the printer has not confirmed yet. */
  readonly state: PaperState | 'queued' | 'sending' | 'sent'
  readonly reason?: string
  /** When it came to this state. */
  readonly time: Instant
}

export interface SpoolerPorts {
  readonly printer: PrinterPort
  readonly clock: Clock
  readonly log: Log
  /** The bytes of a document, made from records alone. */
  readonly render: (subject: PaperSubject, copy: boolean) => Promise<Uint8Array>
  /** Makes a fact about paper durable. */
  readonly record: (record: RegisterRecord) => Promise<void>
  /** A paper has ended or was held up; after trouble the printer is worth a look. */
  readonly onPaper?: (trouble: boolean) => void
  /** Something that cannot go on: the daemon ends. */
  readonly onBug: (error: unknown) => void
}

/** A job as it stands in the line. */
interface Place {
  readonly job: PaperJob
  /** That nothing of it has left is on record: that it leaves must be, too, before it does. */
  held: boolean
}

/**
 * Paper, one job after the other. A job that found no paper or no printer has sent nothing: it waits at the head of the
 * line, through a restart too, and goes on by itself. A job whose bytes have left is never sent again (durability, P).
 */
export class Spooler {
  readonly #ports: SpoolerPorts
  readonly #line: Place[] = []
  readonly #jobs = new Map<number, PaperJob>()
  readonly #watchers = new Map<number, (() => void)[]>()
  readonly #stopping = new AbortController()
  #givingUp = new AbortController()
  #waking = new AbortController()
  #nextId: number
  #running: Promise<void> | undefined
  /** A paper is made and handed over, or what it is made for changes: never both at once. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(ports: SpoolerPorts, lastJob: number) {
    this.#ports = ports
    this.#nextId = lastJob + 1
  }

  /** A job's number before its job: for the record that goes first. */
  reserve(): number {
    const id = this.#nextId
    this.#nextId += 1
    return id
  }

  /** Puts a document at the end of the line. @param held a run before this one recorded that nothing of it has left */
  add(subject: PaperSubject, copy: boolean, id: number = this.reserve(), held = false): number {
    const job: PaperJob = { id, subject, copy, state: 'queued', time: this.#ports.clock.now() }
    this.#set(job)
    this.#line.push({ job, held })
    this.#running ??= this.#run().catch(this.#ports.onBug)
    return job.id
  }

  /** A few bytes for the printer that leave no paper, between two documents. */
  command(bytes: Uint8Array, signal: AbortSignal): Promise<PrintOutcome> {
    return this.#ports.printer.command(bytes, AbortSignal.any([signal, this.#stopping.signal]))
  }

  /** Work between two papers: what they are made for may change there alone. */
  between(work: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await work()
      this.wake()
    })
  }

  /** The printer is worth another try now. */
  wake(): void {
    this.#waking.abort(NO_LONGER_NEEDED)
  }

  /** Nobody waits any longer for a job whose bytes are leaving or have left: it ends as uncertain. */
  giveUp(id: number): void {
    const state = this.#jobs.get(id)?.state
    if (state === 'sending' || state === 'sent') this.#givingUp.abort()
  }

  /** A person has said what became of an uncertain paper. */
  resolved(id: number, state: 'confirmed' | 'failed'): void {
    this.#change(id, state, 'resolved')
  }

  /** Jobs of this run, the oldest first. */
  get jobs(): readonly PaperJob[] {
    return [...this.#jobs.values()]
  }

  job(id: number): PaperJob | undefined {
    return this.#jobs.get(id)
  }

  /** The last job of a document or report in this run. */
  jobOf(subject: PaperSubject): PaperJob | undefined {
    const wanted = JSON.stringify(subject)
    return [...this.#jobs.values()].findLast((job) => JSON.stringify(job.subject) === wanted)
  }

  /** Whether the last paper of this run is one of which nobody knows. */
  get uncertain(): boolean {
    return [...this.#jobs.values()].at(-1)?.state === 'uncertain'
  }

  /** Papers that have not come out yet. */
  get length(): number {
    return this.#line.length
  }

  /** Why the head of the line does not come out; undefined when nothing waits. */
  get obstacle(): Circumstances['printer'] {
    const job = this.#line[0] && this.#jobs.get(this.#line[0].job.id)
    if (job?.state !== 'waiting') return undefined
    return OBSTACLES.find((code) => code === job.reason) ?? 'PRINTER_FAILED'
  }

  /** Resolves when the job has ended or the time is over, whichever is first. */
  async ended(id: number, milliseconds: number): Promise<PaperJob | undefined> {
    const over = new AbortController()
    const { clock } = this.#ports
    const until = clock.monotonic() + milliseconds
    const timeout = clock.sleep(milliseconds, over.signal)
    while (!isEnded(this.#jobs.get(id)) && clock.monotonic() < until) {
      const changed = Promise.withResolvers<void>()
      this.#watchers.set(id, [...(this.#watchers.get(id) ?? []), changed.resolve])
      await Promise.race([changed.promise, timeout])
    }
    over.abort(NO_LONGER_NEEDED)
    return this.#jobs.get(id)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
    await this.#ports.printer.close()
  }

  async #run(): Promise<void> {
    for (let place = this.#line[0]; place && !this.#stopping.signal.aborted; place = this.#line[0]) {
      const { id, subject, copy } = place.job
      const { state, reason, detail } = await this.#inTurn(() => this.#print(place))
      if (state === 'waiting') {
        await this.#wait(place, reason)
        continue
      }
      const kept = this.#ports.record({
        kind: 'paper',
        job: id,
        subject,
        copy,
        state,
        ...(reason !== undefined && { reason }),
      })
      // Who waits for an original is told while its record is still being written (ADR 6); copies are counted in records.
      if (!copy) this.#change(id, state, reason)
      await kept
      this.#change(id, state, reason)
      this.#line.shift()
      this.#ports.log.info({ job: id, subject, copy, state, reason, detail }, 'paper')
      this.#ports.onPaper?.(reason !== undefined)
    }
    this.#running = undefined
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #print(place: Place): Promise<PrintOutcome> {
    const { id, subject, copy } = place.job
    const bytes = await this.#ports.render(subject, copy)
    this.#givingUp = new AbortController()
    return this.#ports.printer.print({
      id,
      bytes,
      signal: AbortSignal.any([this.#stopping.signal, this.#givingUp.signal]),
      begin: () => this.#begin(place),
      sent: () => this.#change(id, 'sent'),
    })
  }

  /** A paper on record as held leaves only when its leaving is on record: after a power cut it is not taken for unsent. */
  async #begin(place: Place): Promise<void> {
    const { id, subject, copy } = place.job
    if (place.held) await this.#ports.record({ kind: 'paper', job: id, subject, copy, state: 'started' })
    place.held = false
    this.#change(id, 'sending')
  }

  async #wait(place: Place, reason: string | undefined): Promise<void> {
    const { id, subject, copy } = place.job
    // Called off, not held up
    if (reason === undefined) return
    if (subject.type === 'document' && !copy && !place.held) {
      const { documentNumber } = subject
      await this.#ports.record({ kind: 'paper-held', job: id, documentNumber, reason })
      place.held = true
    }
    this.#change(id, 'waiting', reason)
    this.#ports.onPaper?.(true)
    this.#waking = new AbortController()
    await this.#ports.clock.sleep(RETRY, AbortSignal.any([this.#stopping.signal, this.#waking.signal]))
  }

  #change(id: number, state: PaperJob['state'], reason?: string): void {
    const before = this.#jobs.get(id)
    if (!before || (before.state === state && before.reason === reason)) return
    const { reason: _, ...same } = before
    this.#set({ ...same, state, time: this.#ports.clock.now(), ...(reason !== undefined && { reason }) })
  }

  #set(job: PaperJob): void {
    this.#jobs.set(job.id, job)
    const oldest = this.#jobs.keys().next()
    if (this.#jobs.size > REMEMBERED && oldest.value !== undefined) this.#jobs.delete(oldest.value)
    const watchers = this.#watchers.get(job.id) ?? []
    this.#watchers.delete(job.id)
    for (const tell of watchers) tell()
  }
}

const OPEN: readonly PaperJob['state'][] = ['queued', 'waiting', 'sending', 'sent']

const isEnded = (job: PaperJob | undefined): boolean => job === undefined || !OPEN.includes(job.state)

/** In an answer, whatever has not ended waits. */
export const answerState = ({ state }: PaperJob): PaperState =>
  state === 'queued' || state === 'sending' || state === 'sent' ? 'waiting' : state
