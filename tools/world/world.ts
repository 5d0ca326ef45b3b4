import { createHash } from 'node:crypto'
import type { Entry, Journal } from '../../src/accumulator/journal.ts'
import type { MakingServices } from '../../src/daemon/documents.ts'
import type { Log } from '../../src/daemon/log.ts'
import { Register } from '../../src/daemon/register.ts'
import { Spooler } from '../../src/daemon/spooler.ts'
import { startUp, tick } from '../../src/daemon/start-up.ts'
import { operatorOf } from '../../src/fiscal/operators.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import type { Circumstances } from '../../src/fiscal/register/blocks.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { decide } from '../../src/fiscal/register/decide.ts'
import { evolve } from '../../src/fiscal/register/evolve.ts'
import { HOUR, type Instant, MINUTE, SECOND, fromLocal, instant } from '../../src/fiscal/time.ts'
import type { Clock } from '../../src/hw/ports.ts'
import { Dice, type FaultClass, swarm } from './chance.ts'
import { Disk, MediumError, journalOn } from './disk.ts'
import type { Mutant } from './mutants.ts'
import { Network } from './network.ts'
import { Operator } from './operator.ts'
import { Oracle, Violation, insist } from './oracle.ts'
import { type Sheet, printerOf, render } from './printer.ts'
import { Space } from './space.ts'
import { Life, VirtualTime } from './time.ts'

export const TRANSACTION = 5 * SECOND
export const RECOVERY = 30 * SECOND
const BEGINNING = fromLocal({ year: 2026, month: 11, day: 21, hour: 8, minute: 0, second: 0 })
const quiet = (): void => undefined
const QUIET: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet }

/** One run of the daemon with its parts. */
export interface Daemon extends MakingServices {
  readonly life: Life
  readonly spooler: Spooler
  readonly clock: Clock
}

/** Where a world is not as its seed would have it. */
export interface Wanted {
  readonly faults?: ReadonlySet<FaultClass>
  /** Milliseconds between two attempts to reach the OFD. */
  readonly recovery?: number
}

/** The register and all that surrounds it, by the chance of one seed. */
export class World {
  readonly time = new VirtualTime()
  readonly dice: Dice
  readonly faults: ReadonlySet<FaultClass>
  readonly oracle = new Oracle()
  readonly disk = new Disk()
  readonly space = new Space()
  readonly operator: Operator
  readonly sheets: Sheet[] = []
  /** Lines of each paper that was made ready. */
  readonly lines = new Map<string, number>()
  readonly mutant: Mutant | undefined
  daemon: Daemon | undefined
  /** Of the daemon that runs, or is about to. */
  life: Life | undefined
  /** Faults strike from the set-up's end to the healing. */
  raging = false
  isOutOfPaper = false
  /** The link is away for a longer time. */
  isDark = false
  clockOffset = 0
  isRolledBack = false
  violation: Violation | undefined
  /** Milliseconds that requests and their answers were on the line. */
  onTheLine = 0
  readonly #recovery: number
  readonly #hash = createHash('sha256')
  readonly #told: ((line: string) => void) | undefined

  constructor(seed: number, mutant?: Mutant, told?: (line: string) => void, wanted: Wanted = {}) {
    this.dice = new Dice(seed)
    this.faults = wanted.faults ?? swarm(this.dice, seed)
    this.#recovery = wanted.recovery ?? RECOVERY
    this.mutant = mutant
    this.#told = told
    const strikes = (fault: FaultClass) => this.raging && this.faults.has(fault)
    this.operator = new Operator(this.dice, strikes, this.faults.has('unread-retries'))
  }

  trace(line: string): void {
    const text = `${this.time.now} ${line}`
    this.#hash.update(`${text}\n`)
    this.#told?.(text)
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16)
  }

  strikes(fault: FaultClass, probability: number): boolean {
    return this.raging && this.faults.has(fault) && this.dice.hits(probability)
  }

  /** The true time. */
  get now(): Instant {
    return instant(BEGINNING + this.time.now)
  }

  /** Before or after an effect: the power may fail. */
  async step(life: Life, what: string): Promise<void> {
    if (life.alive && this.strikes('crash', 0.02)) this.crash(what)
    await life.sleep(this.dice.between(0, 5))
  }

  deliver(frame: Uint8Array): Uint8Array {
    const before = this.operator.taken.length
    const answer = this.operator.receive(frame, this.now)
    const took = this.operator.taken.length > before ? ` took ${this.operator.taken.at(-1)}` : ''
    const said = this.operator.said
    this.trace(`ofd ${said} ${createHash('sha256').update(frame).update(answer).digest('hex').slice(0, 8)}${took}`)
    return answer
  }

  /** The daemon dies; it comes back after a while. */
  crash(why: string): void {
    this.kill()
    this.trace(`crash: ${why}`)
    if (this.strikes('clock', 0.2)) this.clockOffset = this.dice.between(-2 * HOUR, 2 * HOUR)
    const pause =
      this.raging && this.dice.hits(0.1) ? this.dice.between(0, 3 * HOUR) : this.dice.between(SECOND, MINUTE)
    this.time.after(pause, () => this.start())
  }

  /** Nothing of the daemon goes on. */
  kill(): void {
    if (this.life) this.life.alive = false
    this.life = undefined
    this.daemon = undefined
  }

  /** Starts it, unless it runs. */
  start(): void {
    if (this.life) return
    const life = new Life(this.time)
    this.life = life
    this.guard(life, () => this.#live(life))
  }

  /** Whatever goes wrong in the world's work is known; what goes wrong in a dead daemon is not. */
  guard(life: Life, work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.failed(life, error))
  }

  failed(life: Life, error: unknown): void {
    if (!life.alive) return
    if (error instanceof MediumError) {
      this.crash('the medium failed')
      return
    }
    if (error instanceof Refusal) return
    this.violation ??=
      error instanceof Violation
        ? error
        : new Violation(`the daemon ends: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }

  async #live(life: Life): Promise<void> {
    await this.disk.crash(this.dice)
    if (this.faults.has('disk-full')) this.#keepBallast(life)
    const startedAt = instant(this.now + this.clockOffset)
    const began = this.time.now
    const clock: Clock = {
      now: () => instant(this.now + this.clockOffset),
      monotonic: () => this.time.now,
      sleep: (milliseconds, signal) => life.sleep(milliseconds, signal),
    }
    let spooler: Spooler | undefined
    const circumstances = (): Circumstances => ({
      ...CONDITIONS,
      now: clock.now(),
      printer: spooler?.obstacle,
      run: { startedAt, elapsed: this.time.now - began },
      autonomous: !this.faults.has('transmit-only'),
      ...(this.faults.has('disk-full') && { free: this.space.free }),
    })
    const core = { decide, evolve }
    const print = (documentNumber: number) => spooler?.add({ type: 'document', documentNumber }, false)
    const bare = journalOn(this.disk, this.#appender(life))
    const journal = this.mutant?.journal?.(bare) ?? bare
    const register = await Register.open({
      journal,
      ofd: new Network(this, life).port(),
      clock,
      log: QUIET,
      release: 'simulated',
      transaction: TRANSACTION,
      circumstances,
      signKey: () => '00112233445566778899aabbccddeeff',
      print,
      printMessage: (number) => spooler?.add({ type: 'message', number }, false),
      core: this.mutant?.core?.(core, print) ?? core,
    })
    const Paper = this.mutant?.spooler ?? Spooler
    spooler = new Paper(
      {
        printer: printerOf(this, life),
        clock,
        log: QUIET,
        render: (subject, copy) => render(this, subject, copy),
        record: (record) => register.record(() => [record]),
        onBug: (error) => this.failed(life, error),
      },
      register.state.lastJob,
    )
    let started = false
    const daemon: Daemon = { life, clock, journal, register, spooler, started: () => started }
    this.daemon = daemon
    this.trace(`start ${register.state.boot}`)
    await startUp({ ...daemon, log: QUIET })
    started = true
    const stopping = new AbortController()
    await tick({ ...daemon, log: QUIET, configuration: { ofd: { recoveryTime: this.#recovery } } }, stopping.signal)
  }

  #keepBallast(life: Life): void {
    this.space.trim()
    this.time.after(MINUTE, () => {
      if (life.alive) this.#keepBallast(life)
    })
  }

  /** An append waits for the disk; the power may fail on both sides of it, and the medium may. */
  #appender(life: Life): Journal['append'] {
    let broken = false
    return async (entries: readonly Entry[]) => {
      await this.step(life, 'append')
      if (broken) throw new MediumError('the medium has failed before')
      const barrier = this.mutant?.barrier ?? true
      if (this.strikes('disk-error', 0.01)) {
        broken = true
        if (this.dice.hits(0.5)) await this.#write(entries, barrier)
        throw new MediumError('EIO')
      }
      if (this.faults.has('disk-full') && !this.space.take(entries.length)) {
        broken = true
        throw new MediumError('ENOSPC')
      }
      const sealed = await this.#write(entries, barrier)
      await this.step(life, 'appended')
      return sealed
    }
  }

  async #write(entries: readonly Entry[], barrier: boolean) {
    this.trace(`records ${entries.map(({ stamped }) => `${stamped.record.kind}/${stamped.documentNumber}`).join(' ')}`)
    for (const { stamped } of entries) this.#checkSpace(stamped.record)
    this.oracle.appended(entries)
    return this.disk.write(entries, barrier)
  }

  /** On a medium that fills up nothing is begun but the close: a shift needs 200 MiB, another document in it 64. */
  #checkSpace(record: RegisterRecord): void {
    if (record.kind !== 'attempt' || record.document.type === 'close') return
    const needed = this.oracle.isShiftOpen ? 64 : 200
    const { documentNumber } = record.document
    insist(this.space.had(this.time.now, needed), 'I17', `document ${documentNumber} is begun on a full medium`)
  }

  /** Time passes, and the invariants are looked at after every step. */
  async pass(limit: number, done: () => boolean = () => false): Promise<boolean> {
    const checked = (): void => {
      if (this.violation) throw this.violation
      const { daemon } = this
      if (daemon?.life.alive && daemon.register.state.head === this.disk.journal.heads().fiscal.hash)
        this.oracle.check(daemon.register.state)
    }
    return this.time.run(done, limit, checked)
  }
}

const kazakhtelecom = operatorOf('kazakhtelecom')
if (!kazakhtelecom) throw new Error('no such operator')

const CONDITIONS = {
  conditions: {
    operator: kazakhtelecom,
    version: '2.0.3',
    geo: { latitude: 43_238_949, longitude: 76_889_709, source: 'manual' },
    receiptLanguage: 'kk+ru',
  },
  unprintable: () => undefined,
} as const
