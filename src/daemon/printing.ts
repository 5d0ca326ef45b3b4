import { pulseBytes } from '../escpos/drawer.ts'
import { unprintable } from '../escpos/encoder.ts'
import { type PrinterProfile, profileOf } from '../escpos/profile.ts'
import { recoveryBytes } from '../escpos/recovery.ts'
import type { FoundPrinter } from '../fiscal/register/records.ts'
import type { State } from '../fiscal/register/state.ts'
import type { Clock, PrinterCapabilities, PrinterPort } from '../hw/ports.ts'
import { placeOf, printerOf } from '../hw/printer/target.ts'
import { NO_PRINTER } from './electronic.ts'
import type { Configuration } from './configuration/index.ts'
import { PrinterWatch } from './printer-watch.ts'
import type { Register } from './register.ts'

type PrinterLedger = Pick<Register, 'record' | 'state'>

export interface PrintingPorts {
  readonly configuration: Configuration
  readonly ledger: PrinterLedger
  readonly clock: Clock
  /** Whether a receipt must come out on paper, as is in force now. */
  readonly receipt: () => Configuration['receipt']
  readonly onBug: (error: unknown) => void
}

/** The configured printer with all that is known of it: its profile, what it can tell, how it is. */
export class Printing {
  readonly port: PrinterPort
  readonly watch: PrinterWatch
  /** Where it is, as its capabilities are kept. */
  readonly place: string
  readonly #configuration: Configuration
  readonly #ledger: PrinterLedger
  readonly #onBug: PrintingPorts['onBug']
  readonly #receipt: PrintingPorts['receipt']

  constructor({ clock, configuration, ledger, onBug, receipt }: PrintingPorts) {
    const { printer } = configuration
    this.#configuration = configuration
    this.#ledger = ledger
    this.#receipt = receipt
    this.place = placeOf(printer)
    const known = ledger.state.printers[this.place]
    const real = () =>
      printerOf(printer, clock, {
        ...(known && { known }),
        recovery: (broken) => recoveryBytes(this.profile, printer.widthMm, broken),
        broken: wasBroken(ledger.state),
      })
    this.port = configuration.receipt === 'electronic' ? NO_PRINTER : real()
    this.watch = new PrinterWatch(this.port, clock, (found) => this.#learn(found))
    this.#onBug = onBug
  }

  /** As configured; where that leaves it open, as a technician chose it. */
  get profile(): PrinterProfile {
    const profile = profileOf(this.profileName)
    if (!profile) throw new Error(`no printer profile ${this.profileName}: the configuration must not pass`)
    return profile
  }

  get profileName(): string {
    const { profile } = this.#configuration.printer
    return profile === 'auto' ? (this.#ledger.state.printerProfile?.name ?? 'generic') : profile
  }

  get encoding() {
    const { encoding, qr, transport } = this.#configuration.printer
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
    const { drawer } = this.#configuration.printer
    return drawer === 'none' ? undefined : pulseBytes(drawer === 'pin2' ? 2 : 5)
  }

  /** As the printer senses it, where the configuration says which level is which. */
  get drawerState(): 'open' | 'closed' | 'unknown' {
    const { drawer: level } = this.watch.last
    const { drawerSense } = this.#configuration.printer
    if (level === undefined || drawerSense === 'none') return 'unknown'
    return level === (drawerSense === 'high-open' ? 'high' : 'low') ? 'open' : 'closed'
  }

  /** What the printer has shown for the first time is kept: its silence tells more from then on, through a restart too. */
  #learn(found: PrinterCapabilities): void {
    const { place } = this
    const isNews = (known: FoundPrinter | undefined) =>
      found.answers && !(known?.answers === true && known.barrier === found.barrier)
    if (!isNews(this.#ledger.state.printers[place])) return
    this.#ledger
      .record(({ printers }) => {
        const known = printers[place]
        return isNews(known) ? [{ kind: 'printer-found', place, ...known, ...found }] : []
      })
      .catch(this.#onBug)
  }
}

/** A paper of the last run was under way when it ended, and not only waiting. */
const wasBroken = ({ held, papers }: State): boolean => Object.keys(papers).some((number) => !(number in held))
