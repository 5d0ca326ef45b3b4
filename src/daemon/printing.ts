import { pulseBytes } from '../escpos/drawer.ts'
import { unprintable } from '../escpos/encoder.ts'
import { type PrinterProfile, profileOf, sensesNearEnd } from '../escpos/profile.ts'
import { recoveryBytes } from '../escpos/recovery.ts'
import type { FoundPrinter } from '../fiscal/register/event-records.ts'
import type { State } from '../fiscal/register/state.ts'
import type { Clock, PrinterCapabilities, PrinterPort } from '../hw/ports.ts'
import { ReplaceablePrinter } from '../hw/printer/replaceable.ts'
import { placeOf, printerOf } from '../hw/printer/target.ts'
import { NO_PRINTER } from './electronic.ts'
import type { Configuration, PrinterConfiguration } from './configuration/index.ts'
import { PrinterWatch } from './printer-watch.ts'
import type { Register } from './register.ts'

type PrinterLedger = Pick<Register, 'record' | 'state'>

export interface PrintingPorts {
  readonly printer: PrinterConfiguration
  readonly ledger: PrinterLedger
  readonly clock: Clock
  /** Whether a receipt must come out on paper, as is in force now. */
  readonly receipt: () => Configuration['receipt']
  readonly onBug: (error: unknown) => void
}

/** The configured printer with all that is known of it: its profile, what it can tell, how it is. */
export class Printing {
  readonly watch: PrinterWatch
  readonly #ledger: PrinterLedger
  readonly #clock: Clock
  readonly #onBug: PrintingPorts['onBug']
  readonly #receipt: PrintingPorts['receipt']
  readonly #port: ReplaceablePrinter
  #configured: PrinterConfiguration

  constructor({ clock, ledger, onBug, printer, receipt }: PrintingPorts) {
    this.#configured = printer
    this.#ledger = ledger
    this.#clock = clock
    this.#onBug = onBug
    this.#receipt = receipt
    this.#port = new ReplaceablePrinter(this.#printer(wasBroken(ledger.state)), () =>
      receipt() === 'electronic' ? NO_PRINTER : undefined,
    )
    this.watch = new PrinterWatch(this.#port, clock, (found) => this.#learn(found))
  }

  get port(): PrinterPort {
    return this.#port
  }

  get configured(): PrinterConfiguration {
    return this.#configured
  }

  /** Where it is, as its capabilities are kept. */
  get place(): string {
    return placeOf(this.#configured)
  }

  /**
   * The file says something else of the printer. Between two papers alone: the next one is made for the printer it goes to.
   * @param broken of the last paper nobody knows: it may lie in the printer in part, which may be the same one elsewhere
   */
  async change(printer: PrinterConfiguration, broken: boolean): Promise<void> {
    const before = this.#configured
    this.#configured = printer
    if (lineOf(printer) === lineOf(before)) return
    await this.#port.replace(this.#printer(broken))
    await this.watch.forget()
  }

  #printer(broken: boolean): PrinterPort {
    const known = this.#ledger.state.printers[this.place]
    return printerOf(this.#configured, this.#clock, {
      ...(known && { known: { nearEnd: false, ...known } }),
      sensesNearEnd,
      recovery: (document) => recoveryBytes(this.profile, this.#configured.widthMm, document),
      broken,
    })
  }

  /** As configured; where that leaves it open, as a technician chose it. */
  get profile(): PrinterProfile {
    const profile = profileOf(this.profileName)
    if (!profile) throw new Error(`no printer profile ${this.profileName}: the configuration must not pass`)
    return profile
  }

  get profileName(): string {
    const { profile } = this.#configured
    return profile === 'auto' ? (this.#ledger.state.printerProfile?.name ?? 'generic') : profile
  }

  get encoding() {
    const { encoding, qr, transport } = this.#configured
    return { profile: this.profile, encoding, qr, slow: transport === 'serial' }
  }

  /** Characters of a text that this printer cannot show. */
  unprintable(text: string): string | undefined {
    return unprintable(text, this.encoding).join('') || undefined
  }

  /** A receipt must come out on paper; else what keeps the printer from it blocks nothing (R1326-74). */
  get isRequired(): boolean {
    return this.#receipt() === 'paper'
  }

  /** Why a receipt could not be handed over now, as far as anybody knows. */
  get obstacle() {
    return this.watch.obstacle
  }

  /** A paper has ended or was held up. */
  onPaper(trouble: boolean): void {
    if (trouble) this.watch.wake()
    else this.#learn(this.port.capabilities())
  }

  /** What opens the drawer; undefined: there is none. */
  get pulse(): Uint8Array | undefined {
    const { drawer } = this.#configured
    return drawer === 'none' ? undefined : pulseBytes(drawer === 'pin2' ? 2 : 5)
  }

  /** As the printer senses it, where the configuration says which level is which. */
  get drawerState(): 'open' | 'closed' | 'unknown' {
    const { drawer: level } = this.watch.last
    const { drawerSense } = this.#configured
    if (level === undefined || drawerSense === 'none') return 'unknown'
    return level === (drawerSense === 'high-open' ? 'high' : 'low') ? 'open' : 'closed'
  }

  /** What the printer has shown for the first time is kept: its silence tells more from then on, through a restart too. */
  #learn(found: PrinterCapabilities): void {
    const { place } = this
    const isNews = (known: FoundPrinter | undefined) =>
      found.answers &&
      !(known?.answers && known.barrier === found.barrier && (known.nearEnd ?? false) === found.nearEnd)
    if (!isNews(this.#ledger.state.printers[place])) return
    this.#ledger
      .record(({ printers }) => {
        const known = printers[place]
        return isNews(known) ? [{ kind: 'printer-found', place, ...known, ...found }] : []
      })
      .catch(this.#onBug)
  }
}

/** The way to it: what else the file says of a printer is about its bytes. */
const lineOf = (printer: PrinterConfiguration): string =>
  JSON.stringify(printer, ['transport', 'path', 'baud', 'flow', 'address', 'host', 'port'])

/** A paper of the last run was under way when it ended, and not only waiting. */
const wasBroken = ({ held, papers }: State): boolean => Object.keys(papers).some((number) => !(number in held))
