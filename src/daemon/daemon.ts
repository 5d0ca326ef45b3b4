import { join } from 'node:path'
import { checkStorage } from '../accumulator/repair/check.ts'
import { DamageError } from '../accumulator/damage.ts'
import { deviceKey } from '../accumulator/device-key.ts'
import type { LevelJournal } from '../accumulator/leveldb-journal.ts'
import type { Signer } from '../accumulator/signing.ts'
import type { Method, MethodTable } from '../api/types.ts'
import { operatorOf } from '../fiscal/operators.ts'
import { openPriceList } from '../goods/guarded-price-list.ts'
import { ofdOf } from '../hw/ofd/tcp-ofd.ts'
import type { Clock } from '../hw/ports.ts'
import { systemWifi } from './system-wifi.ts'
import { renderFailure } from '../locale/render.ts'
import { RELEASE, RELEASED } from '../release.ts'
import { instant } from '../fiscal/time.ts'
import { ableUsers } from '../fiscal/register/people.ts'
import { settingOf } from '../fiscal/register/settings.ts'
import type { Circumstances } from '../fiscal/register/blocks.ts'
import { type Configured, type Connection, inForce } from '../fiscal/register/connection.ts'
import type { Conditions } from '../fiscal/register/registration.ts'
import type { Configuration } from './configuration/index.ts'
import { startDamaged } from './damaged.ts'
import { recordNoted } from './exported.ts'
import { consoleMethods } from './handlers/console.ts'
import { deviceMethods } from './handlers/devices.ts'
import { documentMethods } from './handlers/documents.ts'
import { holdMethods } from './handlers/holds.ts'
import { journalMethods, keeperOf } from './handlers/journal.ts'
import { goodsMethods } from './handlers/goods.ts'
import { historyMethods } from './handlers/history.ts'
import { passportFacts, passportMethods } from './handlers/passport.ts'
import { peopleMethods } from './handlers/people.ts'
import { receiptMethods } from './handlers/receipts.ts'
import { reportMethods } from './handlers/reports.ts'
import { lifeMethods } from './handlers/life.ts'
import { linkMethods } from './handlers/links.ts'
import { screenMethods } from './handlers/screen.ts'
import { settingsMethods } from './handlers/settings.ts'
import { timeMethods } from './handlers/time.ts'
import { printerMethods } from './handlers/printer.ts'
import { queueMethods } from './handlers/queue.ts'
import { selfTestMethods } from './handlers/selftest.ts'
import { setupMethods } from './handlers/setup.ts'
import { doctorMethods } from './handlers/doctor.ts'
import { statusLine, statusMethods } from './handlers/status.ts'
import { storageMethods } from './handlers/storage.ts'
import { summaryMethods } from './handlers/summaries.ts'
import { trainingMethods } from './handlers/training.ts'
import { watchMethods } from './handlers/watch.ts'
import { wifiMethods } from './handlers/wifi.ts'
import { qualityOf } from './link-quality.ts'
import { followingOfd } from './following-ofd.ts'
import type { Log } from './log.ts'
import { autoClose } from './auto-close.ts'
import { Notifier } from './notify.ts'
import { Paper } from './paper.ts'
import { Console } from './peripherals/console.ts'
import { Peripherals } from './peripherals/peripherals.ts'
import { PdfPress } from './pdf-press.ts'
import { PriceBook } from './price-book.ts'
import { Printing } from './printing.ts'
import { Register } from './register.ts'
import { Sessions } from './sessions.ts'
import type { Services } from './services.ts'
import { type PageSubject, pageLines } from './pages.ts'
import { openSocket } from './socket/index.ts'
import { examinerOf } from './selftest/examine.ts'
import { SelfTest } from './selftest/selftest.ts'
import { isRelease } from './selftest/software.ts'
import { installationRoot, softwareDigest } from './software.ts'
import { StorageRoom, mediumOf } from './storage-room.ts'
import { keepBallast } from './storage/ballast.ts'
import { birthMarkOf, markBirth } from './storage/birth.ts'
import { keyPathOf } from './storage/places.ts'
import { openAccumulator } from './storage/opening.ts'
import { foldedTotals } from './storage/totals.ts'
import { chance } from './system-chance.ts'
import { isSynchronised, setSystemClock } from './system-clock.ts'
import { Spooler } from './spooler.ts'
import { startUp, tick } from './start-up.ts'
import { warningsOf } from './warnings.ts'
import { RecentRecords } from './watch/recent.ts'

/** The key of the autonomous signs (fiscal/register/sign.ts). */
const SIGN_KEY_BYTES = 16

export interface DaemonPorts {
  readonly configuration: Configuration
  readonly log: Log
  readonly clock: Clock
  readonly onBug: (error: unknown) => void
}

export interface Daemon {
  /** What of another configuration can be had without a new start: the devices, a printer between two papers. */
  reload(configuration: Configuration): Promise<void>
  /** The start-up, then the timer, until it is stopped. True: the accumulator was repaired, and it is to be started anew. */
  run(): Promise<boolean>
  stop(): Promise<void>
}

/** What the configuration says of the register's fiscal life; undefined: something without a default is missing. */
function conditionsOf({ fiscal, ofd, receiptLanguage }: Configuration): Conditions | undefined {
  const operator = fiscal && operatorOf(fiscal.operator)
  return operator && fiscal && { operator, version: ofd.version, geo: fiscal.geo, receiptLanguage }
}

const configuredBy = (
  { fiscal, links, profile, receipt }: Configuration,
  conditions: Conditions | undefined,
): Configured => ({
  ...(conditions && { conditions }),
  connection: { servers: fiscal?.servers ?? [], links, profile, receipt },
})

/** A register, or, where its accumulator is damaged, what is left of it: somebody who says so. @throws StorageUnusable */
export async function startDaemon(ports: DaemonPorts): Promise<Daemon> {
  try {
    const journal = await openAccumulator(ports.configuration)
    return await startRegister(ports, journal, await deviceKey(keyPathOf(ports.configuration)))
  } catch (error) {
    if (error instanceof DamageError) return startDamaged(ports, error)
    throw error
  }
}

/** The composition root: the only place that names the concrete parts. */
async function startRegister(
  { configuration, log, clock, onBug }: DaemonPorts,
  journal: LevelJournal,
  signer: Signer,
): Promise<Daemon> {
  const startedAt = clock.now()
  const startedMonotonic = clock.monotonic()
  const root = installationRoot()
  const examiner = examinerOf(root)
  // Reads all the while the register opens: the runtime alone is a hundred megabytes.
  const examined = isRelease(root) ? examiner.software({}) : Promise.resolve({ type: 'source' } as const)
  examined.catch(onBug)
  const conditions = conditionsOf(configuration)
  const configured = configuredBy(configuration, conditions)
  const held = (): Connection => inForce(register.state, configured).connection
  const ofd = followingOfd(held, (connection) => ofdOf(connection, clock))

  const software = { release: RELEASE, digest: softwareDigest(root) }
  const page = (subject: PageSubject, copy: boolean) =>
    pageLines(subject, {
      copy,
      state: register.state,
      circumstances: circumstances(),
      passport: passportFacts(register.state, configuration, software),
    })
  const paper = new Paper(
    journal,
    {
      widthMm: () => printing.configured.widthMm,
      encoding: () => printing.encoding,
      pulse: () => printing.pulse,
    },
    page,
  )
  const circumstances = (): Circumstances => ({
    now: clock.now(),
    conditions,
    connection: configured.connection,
    unprintable: (text) => printing.unprintable(text),
    printer: printing.isRequired ? (spooler.obstacle ?? printing.obstacle ?? selfTest.obstacle) : undefined,
    run: { startedAt, elapsed: clock.monotonic() - startedMonotonic },
    synchronised: isSynchronised(),
    released: instant(RELEASED),
    autonomous: held().profile === 'register',
    quality: () => qualityOf(ofd.links()),
    free: room.free,
    ...(room.isLow && { shiftsLeft: room.shiftsLeft() }),
  })
  const { events, fiscal } = journal.heads()
  const recent = new RecentRecords(events.sequence + fiscal.sequence)
  const console = new Console()
  const peripherals = new Peripherals({ console, journal, clock, log, onBug }, configuration)
  const register = await Register.open({
    journal,
    ofd,
    clock,
    log,
    release: RELEASE,
    transaction: configuration.ofd.transactionTime,
    circumstances,
    configured,
    appended: (sealed) => recent.add(sealed),
    signKey: () => Buffer.from(chance.bytes(SIGN_KEY_BYTES)).toString('hex'),
    print: (documentNumber) => {
      spooler.add({ type: 'document', documentNumber }, false)
      peripherals.registered(documentNumber)
    },
    printMessage: (number) => spooler.add({ type: 'message', number }, false),
  })
  await recordNoted(register, configuration.stateDir)
  const printing = new Printing({
    printer: configuration.printer,
    ledger: register,
    clock,
    receipt: () => held().receipt,
    onBug,
  })
  const spooler = new Spooler(
    {
      printer: printing.port,
      clock,
      log,
      render: (subject, copy) => paper.bytes(subject, copy),
      record: (record) => register.record(() => [record]),
      onPaper: (trouble) => printing.onPaper(trouble),
      onBug,
    },
    register.state.lastJob,
  )
  const prices = await openPrices(configuration.stateDir, register, log)
  const sessions = new Sessions({
    users: () => ableUsers(register.state),
    record: (event) => register.record(() => [event]),
    idleMinutes: () => settingOf(register.state, 'idle-minutes'),
    clock,
    chance,
  })

  const room = new StorageRoom(mediumOf(configuration), clock, () => register.state.lastShift)
  const selfTest = new SelfTest({
    register,
    journal,
    clock,
    log,
    ofd,
    room,
    stateDir: configuration.stateDir,
    root,
    examiner,
    printerState: () => printing.watch.last,
    askPrinter: () => printing.watch.refresh(),
    onBug,
  })
  let started = false
  const stopping = new AbortController()
  const services: Services = {
    configuration,
    journal,
    register,
    recent,
    spooler,
    paper,
    pdf: new PdfPress(root),
    prices,
    sessions,
    ofd,
    clock,
    chance,
    room,
    markBirth: () => birthMarked(services),
    checkStorage: () =>
      checkStorage(journal, { mirror: configuration.mirrorDir, isLive: true, totalsOf: foldedTotals() }),
    selfTest,
    console,
    peripherals,
    signer,
    wifi: systemWifi,
    setClock: setSystemClock,
    log,
    release: RELEASE,
    softwareDigest: software.digest,
    started: () => started,
    receipt: () => held().receipt,
    printing,
    printerState: () => printing.watch.last,
    askPrinter: () => printing.watch.refresh(),
    warnings: (language) => warningsOf(services, configured, language),
  }
  const notifier = new Notifier({
    environment: process.env,
    log,
    healthy: () => true,
    status: () => statusLine(services),
  })
  const socket = await openSocket({
    path: configuration.socket,
    methods: methodTable(services),
    sessions,
    languageOf: (code) => register.state.users[code]?.language,
    release: RELEASE,
    state: () => (started ? 'ready' : 'starting'),
    render: renderFailure,
    log,
    onBug,
  })
  const work = async (): Promise<void> => {
    await services.markBirth()
    await selfTest.atStart(examined)
    const ofdFound = await startUp(services)
    started = true
    await selfTest.afterStart(ofdFound)
    await notifier.ready()
    log.info({ release: RELEASE, socket: configuration.socket }, 'ready')
    await Promise.all([
      tick(services, stopping.signal),
      autoClose(services, stopping.signal),
      selfTest.watchUnits(stopping.signal),
      printing.watch.run(stopping.signal),
      keepBallast(configuration.stateDir, clock, stopping.signal),
    ])
  }
  return {
    async run() {
      try {
        await work()
      } catch (error) {
        // A stop closes what a start still reads; whatever was begun is on the disk whole or not at all
        if (!stopping.signal.aborted) throw error
      }
      return false
    },
    async reload(next) {
      await peripherals.apply(next)
      await spooler.between(() => printing.change(next.printer, spooler.uncertain))
      const later = needsRestart(configuration, next)
      if (later.length > 0) log.warn({ sections: later }, 'changed in kkm.toml: in force after the next start')
    },
    async stop() {
      await notifier.stopping()
      stopping.abort()
      await socket.stop()
      await selfTest.stop()
      register.stop()
      await ofd.close()
      await peripherals.close()
      await spooler.stop()
      await register.turn(() => register.record(() => [{ kind: 'stop' }]), 'endless')
      await register.saveSnapshot()
      await prices.close()
      await journal.close()
    },
  }
}

/** Members that are read at a reload. */
const RELOADED: readonly string[] = ['printer', 'keypad', 'scanner', 'display']

const needsRestart = (now: Configuration, next: Configuration): readonly string[] =>
  Object.entries(next).flatMap(([name, value]) =>
    RELOADED.includes(name) || JSON.stringify(value) === JSON.stringify(now[name as keyof Configuration]) ? [] : [name],
  )
/** Nobody but a registered register is born; a folder that cannot be written is said, and no reason not to sell. */
async function birthMarked({ configuration: { file }, log, register }: Services): Promise<string | undefined> {
  const { registration } = register.state
  const problem = registration && (await markBirth(file, registration.serialNumber))
  if (problem !== undefined)
    log.warn({ file: birthMarkOf(file), problem }, 'the birth of the register could not be marked')
  return problem
}

function methodTable(services: Services): MethodTable {
  const methods: readonly Method[] = [
    ...documentMethods(services),
    ...holdMethods(services),
    ...reportMethods(services),
    ...summaryMethods(services),
    ...historyMethods(services),
    ...receiptMethods(services),
    ...passportMethods(services),
    ...setupMethods(services),
    ...statusMethods(services),
    ...trainingMethods(services),
    ...watchMethods(services),
    ...doctorMethods(services),
    ...peopleMethods(services),
    ...goodsMethods(services),
    ...settingsMethods(services),
    ...screenMethods(services),
    ...lifeMethods(services),
    ...linkMethods(services),
    ...wifiMethods(services),
    ...printerMethods(services),
    ...consoleMethods(services),
    ...deviceMethods(services),
    ...timeMethods(services),
    ...queueMethods(services),
    ...selfTestMethods(services),
    ...storageMethods(services),
    ...journalMethods(keeperOf(services)),
  ]
  return new Map(methods.map((one) => [one.name, one]))
}

/** The price list beside the accumulator, with what the accumulator was not told of it yet. */
async function openPrices(stateDir: string, register: Register, log: Log): Promise<PriceBook> {
  const list = await openPriceList(join(stateDir, 'goods'), (error) =>
    log.error({ err: error }, 'the price list is damaged: set aside, an empty one takes its place'),
  )
  const prices = new PriceBook({ list, ledger: register, circumstances: () => register.circumstances() })
  await prices.settle()
  return prices
}
