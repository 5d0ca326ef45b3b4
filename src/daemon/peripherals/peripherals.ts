import type { Journal } from '../../accumulator/journal.ts'
import { DISPLAY_PROFILES, type DisplayLines, displayBegin, displayBytes } from '../../escpos/display.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { LineDisplay } from '../../hw/display.ts'
import { openKeypad } from '../../hw/input/keypad.ts'
import { openScanner } from '../../hw/input/scanner.ts'
import type { Clock, DeviceState, DisplayPort, InputPort, KeyStroke, RawScan } from '../../hw/ports.ts'
import type { Configuration, DisplayConfiguration } from '../configuration/index.ts'
import type { Log } from '../log.ts'
import { documentFacts } from '../services.ts'
import { type BuyerTongue, askedLine, documentView, idleView } from './buyer-view.ts'
import type { Console } from './console.ts'
import { readScan } from './scans.ts'

export type DeviceName = 'keypad' | 'scanner' | 'display'

/** Milliseconds that a picture stays before the shop's own takes its place. */
const PICTURE_TIME = 20_000

export interface PeripheralPorts {
  readonly console: Console
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly onBug: (error: unknown) => void
}

/** A test of a device: it hears everything in the console's place, so that nothing of it gets into a sale. */
export interface Tester {
  readonly key?: (stroke: KeyStroke) => void
  readonly scan?: (scan: RawScan) => void
}

type Configured = Pick<Configuration, DeviceName | 'receiptLanguage'>

interface Running {
  /** What it was opened by, as JSON. */
  readonly from: string
  readonly port: InputPort | DisplayPort
}

/** Keypad, scanner and customer display: opened by the configuration, and anew where that changes. */
export class Peripherals {
  readonly #ports: PeripheralPorts
  readonly #running = new Map<DeviceName, Running>()
  readonly #states = new Map<DeviceName, DeviceState>()
  #configured: Configured
  #tester: Tester | undefined
  /** Keys wait for a scan before them that is still being looked up. */
  #line: Promise<void> = Promise.resolve()
  #picture = new AbortController()

  constructor(ports: PeripheralPorts, configured: Configured) {
    this.#ports = ports
    this.#configured = configured
    this.#open()
  }

  /** Devices whose section is another one now are closed and opened anew; the rest goes on undisturbed. */
  async apply(configured: Configured): Promise<void> {
    this.#configured = configured
    for (const [name, { from, port }] of this.#running) {
      if (from === this.#wanted(name)) continue
      this.#running.delete(name)
      this.#states.delete(name)
      if (name !== 'display') this.#ports.console.device(name, undefined)
      await port.close()
    }
    this.#open()
  }

  async close(): Promise<void> {
    this.#picture.abort()
    await Promise.all([...this.#running.values()].map(({ port }) => port.close()))
    await this.#line
  }

  /** @throws Refusal DEVICE_NOT_CONFIGURED, DEVICE_NOT_READY */
  assertReady<N extends DeviceName>(
    device: N,
  ): { readonly configured: NonNullable<Configured[N]>; readonly path: string; readonly state: DeviceState } {
    const configured = this.#configured[device]
    if (!configured) throw new Refusal('DEVICE_NOT_CONFIGURED', { device })
    const { path } = configured
    const state = this.#states.get(device)
    if (state?.state === 'ready') return { configured, path, state }
    throw new Refusal('DEVICE_NOT_READY', { device, path, problem: state?.problem ?? '' })
  }

  /** @throws Refusal CONSOLE_TAKEN: another test is under way */
  async test<T>(tester: Tester, work: () => Promise<T>): Promise<T> {
    if (this.#tester) throw new Refusal('CONSOLE_TAKEN')
    this.#tester = tester
    try {
      return await work()
    } finally {
      this.#tester = undefined
    }
  }

  /** Two lines for the buyer, for a while; nobody waits for them. @returns whether there is a display */
  show(lines: DisplayLines): boolean {
    const display = this.#display
    if (!display) return false
    const { configured, port } = display
    const { encoding, profile } = configured
    const draw = (picture: DisplayLines) => port.show(displayBytes(picture, DISPLAY_PROFILES[profile], encoding))
    const tongue = this.#tongue(configured)
    draw({ upper: askedLine(lines.upper, tongue), lower: askedLine(lines.lower, tongue) })
    this.#picture.abort()
    this.#picture = new AbortController()
    void this.#afterwards(this.#picture.signal, () => draw(idleView(tongue)))
    return true
  }

  /** A document is registered: its buyer sees what it came to. */
  registered(documentNumber: number): void {
    const display = this.#display
    if (display) void this.#showDocument(documentNumber, this.#tongue(display.configured)).catch(this.#ports.onBug)
  }

  async #showDocument(documentNumber: number, tongue: BuyerTongue): Promise<void> {
    const view = documentView(await documentFacts(this.#ports.journal, documentNumber), tongue)
    if (view) this.show(view)
  }

  async #afterwards(signal: AbortSignal, then: () => void): Promise<void> {
    await this.#ports.clock.sleep(PICTURE_TIME, signal)
    if (!signal.aborted) then()
  }

  get #display(): { readonly configured: DisplayConfiguration; readonly port: DisplayPort } | undefined {
    const configured = this.#configured.display
    const port = this.#running.get('display')?.port
    return configured && port && 'show' in port ? { configured, port } : undefined
  }

  #tongue({ encoding }: DisplayConfiguration): BuyerTongue {
    return { encoding, language: this.#configured.receiptLanguage }
  }

  #wanted(name: DeviceName): string {
    return JSON.stringify(this.#configured[name] ?? null)
  }

  #open(): void {
    const { clock } = this.#ports
    const { display, keypad, scanner } = this.#configured
    const state = (name: DeviceName) => (told: DeviceState) => this.#state(name, told)
    const keep = (name: DeviceName, open: () => InputPort | DisplayPort) => {
      if (!this.#running.has(name)) this.#running.set(name, { from: this.#wanted(name), port: open() })
    }
    if (keypad)
      keep('keypad', () => openKeypad(keypad, clock, { key: (stroke) => this.#key(stroke), state: state('keypad') }))
    if (scanner)
      keep('scanner', () => openScanner(scanner, clock, { scan: (raw) => this.#scan(raw), state: state('scanner') }))
    if (display) keep('display', () => this.#openDisplay(display, state('display')))
  }

  #openDisplay(configured: DisplayConfiguration, state: (told: DeviceState) => void): DisplayPort {
    const { encoding } = configured
    const profile = DISPLAY_PROFILES[configured.profile]
    const options = { target: configured, begin: displayBegin(profile, encoding), state }
    const display = new LineDisplay(options, this.#ports.clock)
    display.show(displayBytes(idleView(this.#tongue(configured)), profile, encoding))
    return display
  }

  #state(name: DeviceName, told: DeviceState): void {
    const { console, log } = this.#ports
    const path = this.#configured[name]?.path ?? ''
    this.#states.set(name, told)
    const facts = { device: name, path, ...told }
    if (told.state === 'ready' && told.problem === undefined) log.info(facts, 'device')
    else log.warn(facts, 'device')
    if (name !== 'display') console.device(name, { device: name, path, ...told })
  }

  #key(stroke: KeyStroke): void {
    if (this.#tester) return this.#tester.key?.(stroke)
    if ('unknown' in stroke) return
    this.#then(async () => this.#ports.console.tell('console.key', stroke))
  }

  #scan(raw: RawScan): void {
    if (this.#tester) return this.#tester.scan?.(raw)
    this.#then(async () => this.#ports.console.tell('console.scan', await readScan(raw, this.#ports.journal)))
  }

  #then(work: () => Promise<void>): void {
    this.#line = this.#line.then(work).catch(this.#ports.onBug)
  }
}
