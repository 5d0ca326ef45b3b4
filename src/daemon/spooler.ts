import { NO_LONGER_NEEDED } from '../hw/clock.ts'
import type { Circumstances } from '../fiscal/register/blocks.ts'
import type { PaperSubject, RegisterRecord } from '../fiscal/register/records.ts'
import { SECOND } from '../fiscal/time.ts'
import type { Clock, PaperState, PrinterPort } from '../hw/ports.ts'
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
  readonly state: PaperState | 'queued'
  readonly reason?: string
}

export interface SpoolerPorts {
  readonly printer: PrinterPort
  readonly clock: Clock
  readonly log: Log
  /** The bytes of a document, made from records alone. */
  readonly render: (subject: PaperSubject, copy: boolean) => Promise<Uint8Array>
  /** Makes a fact about paper durable. */
  readonly record: (record: RegisterRecord) => Promise<void>
  /** Something that cannot go on: the daemon ends. */
  readonly onBug: (error: unknown) => void
}

/**
 * Paper, one job after the other. A job that found no paper or no printer has sent nothing: it waits at the head of the
 * line and goes on by itself. A job whose bytes have left is never sent again (durability, P).
 */
export class Spooler {
  readonly #ports: SpoolerPorts
  readonly #line: PaperJob[] = []
  readonly #jobs = new Map<number, PaperJob>()
  readonly #watchers = new Map<number, (() => void)[]>()
  readonly #stopping = new AbortController()
  #nextId: number
  #running: Promise<void> | undefined

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

  /** Puts a document at the end of the line. */
  add(subject: PaperSubject, copy: boolean, id: number = this.reserve()): number {
    const job: PaperJob = { id, subject, copy, state: 'queued' }
    this.#set(job)
    this.#line.push(job)
    this.#running ??= this.#run().catch(this.#ports.onBug)
    return job.id
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
    const head = this.#line[0]
    if (head?.state !== 'waiting') return undefined
    return OBSTACLES.find((code) => code === head.reason) ?? 'PRINTER_FAILED'
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
    for (let job = this.#line[0]; job && !this.#stopping.signal.aborted; job = this.#line[0]) {
      const { state, reason } = await this.#print(job)
      const after: PaperJob = { ...job, state, ...(reason !== undefined && { reason }) }
      if (state === 'waiting') {
        this.#line[0] = after
        this.#set(after)
        await this.#ports.clock.sleep(RETRY, this.#stopping.signal)
        continue
      }
      const { id, subject, copy } = job
      await this.#ports.record({
        kind: 'paper',
        job: id,
        subject,
        copy,
        state,
        ...(reason !== undefined && { reason }),
      })
      this.#line.shift()
      this.#set(after)
      this.#ports.log.info({ job: id, subject, copy, state, reason }, 'paper')
    }
    this.#running = undefined
  }

  async #print(job: PaperJob) {
    const bytes = await this.#ports.render(job.subject, job.copy)
    return this.#ports.printer.print({ id: job.id, bytes, signal: this.#stopping.signal })
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

const isEnded = (job: PaperJob | undefined): boolean =>
  job === undefined || (job.state !== 'queued' && job.state !== 'waiting')
