import type { Tiyn } from '../money.ts'
import type { CashierTotals } from '../report/cashiers.ts'
import { emptyCounters } from '../report/counters.ts'
import type { Difference } from '../report/reconcile.ts'
import type { Counters } from '../report/types.ts'
import type { Language } from '../../locale/text.ts'
import type { Operator } from '../ticket/types.ts'
import { type Instant, instant } from '../time.ts'
import type { Apart } from './apart.ts'
import type { FiscalDocument } from './document.ts'
import type { Configured } from './connection.ts'
import type { BlockCode, FoundPrinter, PaperSubject, PinHash, Role } from './event-records.ts'
import type { ClientKey, Elsewhere, InFlight, Letterhead } from './fiscal-records.ts'
import type { EndedHold, StandingHold } from './holds.ts'
import type { Message } from './messages.ts'
import type { Training } from './training.ts'
import type { Conditions, Registration } from './registration.ts'
import type { SelfTests, Software } from './selftest.ts'
import type { SettingFact, SettingName } from './settings.ts'
import type { RecoveryState } from './recovery.ts'
import type { Signs } from './sign.ts'

export type BlockDetails = Readonly<Record<string, string | number>>

export interface User {
  readonly code: number
  readonly name: string
  readonly role: Role
  readonly pin: PinHash
  readonly language?: Language
  /** May not sign in any more; the code is never given to another. */
  readonly disabled?: true
  /** Wrong PINs since the last right one. */
  readonly failures: number
  readonly lockedUntil?: Instant
}

export interface OpenShift {
  readonly number: number
  /** Completion of its first document: the 24 hours run from here (R1326-13.2). */
  readonly openedAt: Instant
  readonly tickets: number
  readonly placements: number
  /** Recorded with the shift; a changed configuration waits for the close. */
  readonly conditions: Conditions
}

/** A document that the OFD does not have yet. Only the head has its message. */
export interface Queued {
  readonly documentNumber: number
  readonly time: Instant
  /** On its paper; tickets only. */
  readonly sign?: number
  /** Its shift began with it. */
  readonly opens?: true
  /** The cash that it took out of the drawer as it closed the shift; absent: it left it there. */
  readonly emptied?: Tiyn
  readonly inFlight?: InFlight
  /** Under so many triples it may have left; absent: none. */
  readonly triples?: number
}

/** The document that has no outcome yet: at most one (I8). */
export interface Attempt {
  readonly document: FiscalDocument
  readonly letterhead: Letterhead
  readonly client: ClientKey
  /** It has left under another triple before, which may still arrive. */
  readonly anew?: true
  readonly hold?: EndedHold
  readonly electronic?: true
}

export interface DoubtfulPaper {
  readonly job: number
  readonly subject: PaperSubject
  readonly copy: boolean
  readonly time: Instant
}

export interface Setup {
  readonly registration: Partial<Registration>
  /** The token as it was typed: the OFD may have given a newer one since. */
  readonly enteredToken: number
}

/** What the register knows: the fold of its records and nothing else (invariant 2). Plain data, so that it can be a snapshot. */
export interface State {
  readonly device?: { readonly model: string; readonly serialNumber: string; readonly year: number }
  readonly setup?: Setup
  readonly registration?: Registration
  /** The last registration or change of it. */
  readonly registered?: { readonly time: Instant; readonly operator: Operator }
  /** A changed registration that the OFD is asked about. */
  readonly change?: {
    readonly registration: Registration
    readonly operator: Operator
    /** What the new ID's next request goes on with. */
    readonly answered?: { readonly token: number; readonly reqnum: number }
  }
  /** Counted before the present operator knew the register; absent: it is the first. */
  readonly elsewhere?: Elsewhere
  /** Taken off the register, for good. */
  readonly decommissioned?: { readonly reason: number; readonly time: Instant; readonly operator: Operator }
  /** What the configuration said when nothing held it back; absent: recorded by an older release, or never. */
  readonly configured?: Configured
  readonly lastDocumentNumber: number
  readonly lastShift: number
  /** Time of the last document made: time never runs back (I12). */
  readonly lastTime: Instant
  /** What the clock showed when a person last vouched for it; 0: never. */
  readonly confirmedTime: Instant
  readonly token: number
  /** The last one used; 0 before the first. */
  readonly reqnum: number
  readonly inFlight?: InFlight
  /** The message of the document under way, while INFO asks what became of it. */
  readonly aside?: InFlight
  readonly attempt?: Attempt
  /** In our order: what was made autonomously and is not at the OFD (protocol §4). */
  readonly queue: readonly Queued[]
  /** The OFD has been silent since; absent: online. */
  readonly offlineSince?: Instant
  readonly signs?: Signs
  /** Public key of what signs the records, hex; absent: the accumulator is older than that. */
  readonly deviceKey?: string
  /** The last repair, and what of it is still open. */
  readonly recovery?: RecoveryState
  readonly shift?: OpenShift
  readonly counters: Counters
  /** Of these, what the OFD never gets. */
  readonly apart?: Apart
  /** Of the open shift, in the order of their first documents. */
  readonly cashiers: readonly CashierTotals[]
  /** Where the OFD's counters are not ours; absent: they agree, or nobody has told. */
  readonly difference?: { readonly since: Instant; readonly differences: readonly Difference[] }
  readonly blocks: Readonly<Partial<Record<BlockCode, { readonly since: Instant; readonly details: BlockDetails }>>>
  /** Those that somebody changed. Papers take the registration's own where a setting lies there too. */
  readonly settings: Readonly<Partial<Record<SettingName, SettingFact>>>
  /** The last change of the price list; absent: there never was one. */
  readonly priceList?: {
    readonly version: number
    readonly size: number
    readonly time: Instant
    readonly by: number
    readonly ofdVersion?: number
  }
  /** Goods that are about to leave the machine, or did and are owed their sale. */
  readonly holds: readonly StandingHold[]
  /** Nothing is registered: somebody practises. */
  readonly training?: Training
  /** Texts that came with answers, the oldest first. */
  readonly messages: readonly Message[]
  readonly selfTests: SelfTests
  /** The last release that was found whole: software of another key, or of none, is not taken for it. */
  readonly software?: Software
  readonly users: Readonly<Record<string, User>>
  /** Documents whose original was started and has no end yet: number → when. */
  readonly papers: Readonly<Record<string, Instant>>
  /** Those of them of which nothing has left for the printer. */
  readonly held: Readonly<Record<string, Instant>>
  /** Papers of which nobody knows whether they came out, the oldest first. */
  readonly doubtful: readonly DoubtfulPaper[]
  readonly lastJob: number
  /** Chosen by a technician; absent: as configured. */
  readonly printerProfile?: { readonly name: string; readonly by: number; readonly time: Instant }
  /** What was found out about printers, by their places. */
  readonly printers: Readonly<Record<string, FoundPrinter>>
  readonly boot: number
  /** The daemon ended in order; absent while it runs, and after a power cut or a kill. */
  readonly stopped?: true
  /** Hash of the last record of the fiscal chain: the checksum of the next report. */
  readonly head: string
}

export const emptyState = (): State => ({
  lastDocumentNumber: 0,
  lastShift: 0,
  lastTime: instant(0),
  confirmedTime: instant(0),
  token: 0,
  reqnum: 0,
  queue: [],
  counters: emptyCounters(),
  cashiers: [],
  blocks: {},
  settings: {},
  holds: [],
  messages: [],
  selfTests: {},
  users: {},
  papers: {},
  held: {},
  doubtful: [],
  lastJob: 0,
  printers: {},
  boot: 0,
  head: '0'.repeat(64),
})

/** REQNUM counts to 65535 and goes on with 0 (protocol §1). */
export const nextReqnum = (reqnum: number): number => (reqnum + 1) & 0xffff
