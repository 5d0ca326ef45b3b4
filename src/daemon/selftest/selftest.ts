import { readFile } from 'node:fs/promises'
import type { LevelJournal } from '../../accumulator/leveldb-journal.ts'
import type { Circumstances } from '../../fiscal/register/blocks.ts'
import type { SelfTestOccasion, SelfTestResult, Software } from '../../fiscal/register/selftest.ts'
import { selfTestRecords } from '../../fiscal/register/selftest.ts'
import { readSpan } from '../../fiscal/span.ts'
import { MINUTE, SECOND } from '../../fiscal/time.ts'
import type { Clock, OfdPort, PrinterStatus } from '../../hw/ports.ts'
import type { Log } from '../log.ts'
import type { Register } from '../register.ts'
import { isRegistered } from '../shifts.ts'
import type { StorageRoom } from '../storage-room.ts'
import type { Examiner } from './examine.ts'
import type { Examined, Look } from './software.ts'
import { examineSoftware } from './software.ts'
import { yielding } from './yielding.ts'
import { testClock, testLinks, testMemory, testPrinter, testSpace, testStorage } from './units.ts'

/** A unit that failed is tested again so often: it lifts its own block once it is healthy. */
const PRINTER_AGAIN = 2 * SECOND
const UNITS_AGAIN = MINUTE
/** A first document that is refused and tried again is not tested for anew each time. */
const SHIFT_AGAIN = MINUTE
/** Z reports that are looked through for the last two that count. */
const CLOSINGS = 16

export interface SelfTestPorts {
  readonly register: Pick<
    Register,
    'circumstances' | 'dispatch' | 'idleFor' | 'lastContact' | 'record' | 'state' | 'turn'
  >
  readonly journal: Pick<LevelJournal, 'document' | 'history' | 'stored'>
  readonly clock: Clock
  readonly log: Log
  readonly ofd: Pick<OfdPort, 'links'>
  readonly room: Pick<StorageRoom, 'isLow' | 'shiftsLeft'>
  readonly stateDir: string
  /** Folder of the installation. */
  readonly root: string
  readonly examiner: Examiner
  readonly printerState: () => PrinterStatus
  readonly askPrinter: () => Promise<void>
  readonly onBug: (error: unknown) => void
}

/**
 * The register tests itself at the start, before the first document of a shift and after each Z (R1326-2). What takes long
 * goes to a thread; what is found sets and lifts blocks, and is a record.
 */
export class SelfTest {
  readonly #ports: SelfTestPorts
  readonly #stopping = new AbortController()
  #looks: Readonly<Record<string, Look>> = {}
  #printer: SelfTestResult | undefined
  /** By the monotonic clock: when the beginning of a shift was tested last. */
  #testedAt = Number.NEGATIVE_INFINITY
  #before: Promise<void> | undefined
  #watching: Promise<void> | undefined
  #whole: Promise<void> | undefined

  constructor(ports: SelfTestPorts) {
    this.#ports = ports
  }

  /** Why paper cannot come out, as the last test of the printer found; it is tested again by itself. */
  get obstacle(): Circumstances['printer'] {
    if (this.#printer?.state !== 'failed') return undefined
    if (this.#printer.problem === 'paper-out') return 'PRINTER_PAPER_OUT'
    return this.#printer.problem === 'cover-open' ? 'PRINTER_COVER_OPEN' : 'PRINTER_FAILED'
  }

  /** Before the register is ready: all but the whole accumulator, which goes on behind. */
  async atStart(software: Promise<Examined>): Promise<void> {
    await this.#record('start', [...(await this.#units()), await this.#lastShift()], await software)
  }

  /** How the start-up's SYSTEM ended; then all records, while the register sells already. */
  async afterStart(ofd: SelfTestResult): Promise<void> {
    await this.#record('start', [ofd])
    this.#wholeBehind('start')
  }

  /** Where the next document opens a shift: what can be told in milliseconds. Those who come meanwhile wait for the same. */
  async beforeDocument(): Promise<void> {
    const { clock, register } = this.#ports
    const { blocks, shift } = register.state
    const isKnown = blocks.SELFTEST_FAILED ?? blocks.SOFTWARE_CHANGED ?? shift
    if (isKnown) return
    if (!this.#before) {
      if (clock.monotonic() - this.#testedAt < SHIFT_AGAIN) return
      this.#testedAt = clock.monotonic()
      this.#before = this.#quick('shift').finally(() => {
        this.#before = undefined
      })
    }
    await this.#before
  }

  /** The OFD hears of a shift's opening; a Z is followed by all there is. Not waited for. */
  afterDocument(what: 'opened' | 'closed'): void {
    const work = async () => {
      if (what === 'opened') return this.#record('shift', [await this.#system()])
      await this.#quick('z', [await this.#lastShift()])
      await this.#record('z', [await this.#system()])
      this.#wholeBehind('z')
    }
    this.#behind(work())
  }

  /** Everything, now. @param whole the whole accumulator too, waited for */
  async onDemand(whole: boolean): Promise<void> {
    const { register } = this.#ports
    const software = await this.#software({})
    await this.#record('demand', [...(await this.#units()), await this.#lastShift(), await this.#system()], software)
    // What was found in the whole is not taken back before the whole was looked through again.
    const isWanted = whole || register.state.selfTests.records?.state === 'failed'
    if (isWanted) await this.#all('demand')
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#ports.examiner.stop()
    await Promise.allSettled([this.#before, this.#watching, this.#whole])
  }

  async #quick(occasion: SelfTestOccasion, more: readonly SelfTestResult[] = []): Promise<void> {
    // Unchanged from outside is unread: the start has read them all.
    const software = examineSoftware(this.#ports.root, this.#looks)
    await this.#record(occasion, [...(await this.#units()), ...more], software)
  }

  async #units(): Promise<readonly SelfTestResult[]> {
    const { askPrinter, clock, ofd, printerState, register, room, stateDir } = this.#ports
    await askPrinter()
    this.#printer = testPrinter(printerState())
    if (this.obstacle) this.#watching ??= this.#watchPrinter(clock)
    const circumstances = register.circumstances()
    return [
      this.#printer,
      await testStorage(stateDir),
      testSpace(room.shiftsLeft(), room.isLow),
      testClock(register.state, circumstances),
      testMemory(await readFile('/proc/meminfo', 'utf8')),
      testLinks(ofd.links()),
    ]
  }

  async #watchPrinter(clock: Clock): Promise<void> {
    const { askPrinter, printerState } = this.#ports
    while (this.obstacle && !this.#stopping.signal.aborted) {
      await clock.sleep(PRINTER_AGAIN, this.#stopping.signal)
      await askPrinter()
      this.#printer = testPrinter(printerState())
    }
    this.#watching = undefined
    if (!this.#stopping.signal.aborted && this.#printer) await this.#record('demand', [this.#printer])
  }

  /** Storage and memory that failed are tested again until they do not. */
  async watchUnits(stopping: AbortSignal): Promise<void> {
    const { clock, register } = this.#ports
    while (!stopping.aborted) {
      await clock.sleep(UNITS_AGAIN, stopping)
      const { memory, storage } = register.state.selfTests
      const isFailing = memory?.state === 'failed' || storage?.state === 'failed'
      if (!stopping.aborted && isFailing) await this.#record('demand', await this.#units())
    }
  }

  async #software(known: Readonly<Record<string, Look>>): Promise<Examined> {
    return this.#ports.examiner.software(known)
  }

  /** The last two Z reports that count, and the documents between them. */
  async #lastShift(): Promise<SelfTestResult> {
    const { clock, examiner, journal } = this.#ports
    const span = readSpan({}, clock.now())
    const places: bigint[] = []
    for (const { documentNumber, sequence } of await journal.history({ list: 'closings', span, limit: CLOSINGS }))
      if (await isRegistered(journal, documentNumber)) places.push(sequence)
    const [last, before = 1n] = places
    if (last === undefined) return { test: 'last-shift', state: 'skipped', problem: 'no-shift-yet' }
    return examiner.shift(await journal.stored({ fiscal: before - 1n, events: 0n }), before, last)
  }

  /**
   * SYSTEM and its answer, never while a message is in flight: the OFD would forget it (protocol, retry). It takes no turn:
   * a document that stands behind it counts the wait as its own transaction's time.
   */
  async #system(): Promise<SelfTestResult> {
    const { register } = this.#ports
    const { inFlight, queue, registration } = register.state
    const skipped = (problem: SelfTestResult['problem'] & string): SelfTestResult => ({
      test: 'ofd',
      state: 'skipped',
      problem,
    })
    if (!registration || !register.circumstances().conditions) return skipped('not-set-up')
    if (queue.length > 0) return skipped('queue-waits')
    if (inFlight) return skipped('in-flight')
    return systemResult(await register.dispatch({ type: 'contact', ask: 'system' }))
  }

  #wholeBehind(occasion: SelfTestOccasion): void {
    this.#whole ??= this.#all(occasion).finally(() => {
      this.#whole = undefined
    })
    this.#behind(this.#whole)
  }

  async #all(occasion: SelfTestOccasion): Promise<void> {
    const { clock, examiner, journal, log } = this.#ports
    const from = clock.monotonic()
    const result = await examiner.all(yielding(await journal.stored(), this.#ports, this.#stopping.signal))
    log.info({ ...result, seconds: Math.round(clock.monotonic() - from) / SECOND }, 'the accumulator was checked')
    await this.#record(occasion, [result])
  }

  /** Records the results, with what they block and lift. */
  async #record(occasion: SelfTestOccasion, results: readonly SelfTestResult[], examined?: Examined): Promise<void> {
    const { log, register } = this.#ports
    const software = examined && softwareResult(examined, register.state.software)
    if (examined?.type === 'release' && software?.state === 'ok') this.#looks = examined.looks
    const all = software ? [...results, software] : results
    for (const result of all)
      if (result.state === 'failed') log.error({ occasion, ...result }, 'the self-test found a fault')
    const found = examined?.type === 'release' && software?.state === 'ok' ? examined.software : undefined
    const isNew = found?.digest !== register.state.software?.digest
    await register.record((state) => selfTestRecords(state, occasion, all, isNew ? found : undefined))
  }

  /** Work that nobody waits for; its failure is a bug, unless the daemon stops. */
  #behind(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) this.#ports.onBug(error)
    })
  }
}

/** How a SYSTEM ended. */
export function systemResult(settled: {
  readonly silence?: string
  readonly refused?: { readonly code: string }
}): SelfTestResult {
  if (settled.silence !== undefined)
    return { test: 'ofd', state: 'warning', problem: 'ofd-silent', found: settled.silence }
  if (settled.refused) return { test: 'ofd', state: 'warning', problem: 'ofd-refused', found: settled.refused.code }
  return { test: 'ofd', state: 'ok' }
}

/** Once a release has run here, only releases of its key are taken for one: a build from source is not, nor is another's. */
function softwareResult(examined: Examined, known: Software | undefined): SelfTestResult {
  if (examined.type === 'source')
    return known
      ? { test: 'software', state: 'failed', problem: 'software-other-key', found: '' }
      : { test: 'software', state: 'warning', problem: 'from-source' }
  const [first, ...others] = examined.problems
  if (first) {
    const found = others.length > 0 ? `${first.file} +${others.length}` : first.file
    return { test: 'software', state: 'failed', problem: first.problem, found }
  }
  if (known && known.key !== examined.software.key)
    return { test: 'software', state: 'failed', problem: 'software-other-key', found: examined.software.key }
  return { test: 'software', state: 'ok', found: examined.software.release }
}
