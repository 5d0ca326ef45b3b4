import type { Checked } from '../accumulator/repair/check.ts'
import type { Journal } from '../accumulator/journal.ts'
import type { Signer } from '../accumulator/signing.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Instant } from '../fiscal/time.ts'
import { type DocumentFacts, factsOf } from '../fiscal/register/facts.ts'
import type { Chance, Clock, OfdPort, PrinterStatus } from '../hw/ports.ts'
import type { WifiPort } from './system-wifi.ts'
import type { Language } from '../locale/errors.ts'
import type { Configuration } from './configuration/index.ts'
import type { Log } from './log.ts'
import type { Console } from './peripherals/console.ts'
import type { Peripherals } from './peripherals/peripherals.ts'
import type { Paper } from './paper.ts'
import type { PdfPress } from './pdf-press.ts'
import type { PriceBook } from './price-book.ts'
import type { Printing } from './printing.ts'
import type { Register } from './register.ts'
import type { SelfTest } from './selftest/selftest.ts'
import type { Sessions } from './sessions.ts'
import type { Spooler } from './spooler.ts'
import type { StorageRoom } from './storage-room.ts'
import type { RecentRecords } from './watch/recent.ts'

/** What the commands' handlers work with: made once in the composition root. */
export interface Services {
  /** As at the start. The devices follow the file: `printing`, `peripherals`. */
  readonly configuration: Omit<Configuration, 'printer' | 'keypad' | 'scanner' | 'display'>
  readonly journal: Journal
  readonly register: Register
  /** For those who watch. */
  readonly recent: RecentRecords
  readonly spooler: Spooler
  readonly paper: Paper
  readonly pdf: PdfPress
  readonly prices: PriceBook
  readonly sessions: Sessions
  readonly ofd: OfdPort
  readonly room: StorageRoom
  /** Marks beside the configuration that this register was born; why that could not be done. */
  readonly markBirth: () => Promise<string | undefined>
  /** Looks through the whole accumulator and its mirror. @throws DamageError */
  readonly checkStorage: () => Promise<Checked>
  readonly selfTest: SelfTest
  /** What signs for this device. */
  readonly signer: Signer
  readonly console: Console
  readonly peripherals: Peripherals
  readonly clock: Clock
  readonly log: Log
  readonly release: string
  /** SHA-256 of the installed software, hex (passport). */
  readonly softwareDigest: string
  readonly chance: Chance
  readonly wifi: WifiPort
  /** Sets the system's clock; what it said when it would not. */
  readonly setClock: (to: Instant) => Promise<string | undefined>
  readonly printing: Printing
  /** The printer as it was last heard of. */
  readonly printerState: () => PrinterStatus
  /** Hears of the printer anew when that is long ago; a silent one is not waited for. */
  readonly askPrinter: () => Promise<void>
  /** Whether receipts are on paper, as it was recorded with the shift. */
  readonly receipt: () => Configuration['receipt']
  /** What does not forbid a sale and should be known all the same. */
  readonly warnings: (language: Language) => { readonly code: string; readonly message: string }[]
  /** False until the start-up is over: documents are answered STARTING. */
  readonly started: () => boolean
}

/** @throws Refusal DOCUMENT_NOT_FOUND */
export async function documentFacts(journal: Journal, documentNumber: number): Promise<DocumentFacts> {
  const facts = factsOf(await journal.document(documentNumber))
  if (!facts) throw new Refusal('DOCUMENT_NOT_FOUND', { ref: `no:${documentNumber}` })
  return facts
}
