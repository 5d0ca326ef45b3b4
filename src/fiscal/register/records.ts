import type { Language } from '../../locale/text.ts'
import type { Answer, Command, ProtocolVersion } from '../wire/dialect.ts'
import type { Tiyn } from '../money.ts'
import type { Difference } from '../report/reconcile.ts'
import type { Summary } from '../report/summary.ts'
import type { Counters, ZxReport } from '../report/types.ts'
import type { Operator } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import type { FiscalDocument } from './document.ts'
import type { EndedHold, Hold } from './holds.ts'
import type { Configured } from './connection.ts'
import type { Conditions, Registration } from './registration.ts'
import type { SelfTestOccasion, SelfTestResult, Software } from './selftest.ts'
import type { SettingName } from './settings.ts'
import type { Attempt } from './state.ts'
import type { TrainingReceipt } from './training.ts'

export const ROLES = ['cashier', 'senior-cashier', 'administrator', 'technician', 'inspector', 'kiosk'] as const
export type Role = (typeof ROLES)[number]

/** A PIN as it is kept: scrypt, never the PIN. */
export interface PinHash {
  readonly algorithm: 'scrypt'
  readonly cost: number
  readonly salt: string
  readonly hash: string
}

/** A request whose bytes, TOKEN and REQNUM are durable before they leave (invariant 4). */
export interface InFlight {
  readonly command: Command
  readonly version: ProtocolVersion
  readonly token: number
  readonly reqnum: number
  /** The whole frame, base64. */
  readonly frame: string
  /** The document that it carries; absent for INFO, SYSTEM and REPORT. */
  readonly documentNumber?: number
}

/** What a paper needs beside the document itself, as it was on that day. */
export interface Letterhead {
  readonly registration: Registration
  readonly conditions: Conditions
}

/** A key of a client: one document for ever (interface, `key`). */
export interface ClientKey {
  readonly key: string
  /** SHA-256 in hex of the parsed request, without user, language and wait. */
  readonly content: string
}

/** The fiscal chain. Append only; a later fact is a later record. */
export type FiscalRecord =
  /** The set-up is under way: what was entered, and the first INFO. */
  | {
      readonly kind: 'setup'
      readonly registration: Partial<Registration>
      readonly enteredToken: number
      readonly inFlight: InFlight
    }
  /** The register is (again) registered. `base` is what the OFD counted before us. */
  | {
      readonly kind: 'registration'
      readonly registration: Registration
      readonly base?: Base
      /** What was counted before this operator knew the register: it came over from another one. */
      readonly elsewhere?: Elsewhere
      readonly operator: Operator
    }
  /**
   * Without a message: an X report that was made while the queue holds something, and stays here. While a document is
   * under way its message is set aside until this one has its answer.
   */
  | { readonly kind: 'request'; readonly inFlight?: InFlight; readonly x?: ReportXMade }
  | ({ readonly kind: 'answer'; readonly command: Command } & AnswerEvidence)
  /** The registration is to change: what it shall be, and the INFO that asks the OFD under the new ID and token. */
  | {
      readonly kind: 'change'
      readonly registration: Registration
      readonly operator: Operator
      readonly inFlight: InFlight
    }
  /** Taken off the register: no document after it. The reason is that of the tax code, 1 to 6. */
  | { readonly kind: 'decommission'; readonly reason: number; readonly operator: Operator }
  /** A request that no longer matters (INFO of a set-up entered anew): the place is free. */
  | { readonly kind: 'dropped'; readonly reqnum: number; readonly reason: string }
  /** B1: the document with its number, body and key, and the message that carries it. */
  | {
      readonly kind: 'attempt'
      readonly document: FiscalDocument
      readonly letterhead: Letterhead
      readonly client: ClientKey
      /** It registers what was held under the same key. */
      readonly hold?: EndedHold
      /** Nobody asked for paper: the buyer gets it otherwise. */
      readonly electronic?: true
      /** Absent: it was made while the queue held something, and gets its message when it becomes the head. */
      readonly inFlight?: InFlight
    }
  /** B2: it counts from here, or its number is burnt. Accepted and autonomous also mean "print: started". */
  | ({ readonly kind: 'outcome'; readonly documentNumber: number } & Outcome)
  /**
   * The message of the queue's head, before it leaves: TOKEN and REQNUM given to it, or its offline period refreshed. Or a
   * new one of the document under way, since the OFD does not have it.
   */
  | { readonly kind: 'encoding'; readonly documentNumber: number; readonly inFlight: InFlight }
  /** The OFD has the queue's head. Its sign there; absent: INFO told that it has it, and no more. */
  | {
      readonly kind: 'delivered'
      readonly documentNumber: number
      readonly sign?: string
      readonly answer: AnswerEvidence
    }
  /** Two people took a document out of the queue that the OFD refuses: it never arrives there. */
  | {
      readonly kind: 'withdrawn'
      readonly documentNumber: number
      /** As it counts here and not there; absent: it never counted, or an older release recorded it. */
      readonly document?: FiscalDocument
      readonly reason: string
      readonly by: number
      readonly second: number
    }
  /** Goods that are about to leave a machine; its key is taken from here on. */
  | { readonly kind: 'hold'; readonly hold: Hold }
  /** Nothing of it was dispensed. */
  | {
      readonly kind: 'hold-end'
      readonly client: ClientKey
      readonly hold: EndedHold
      readonly reason: string
      readonly by: number
    }
  /** What the autonomous signs of this register are made with, hex; secret, given once. */
  | { readonly kind: 'sign-key'; readonly key: string }
  /** The key that signs from here on, hex; the record is signed with it too. `lost`: the one before is gone for good. */
  | { readonly kind: 'device-key'; readonly publicKey: string; readonly lost?: true }
  /** Two people had the accumulator repaired: rebuilt without loss, declared lost in part, or restored from a backup. */
  | ({ readonly kind: 'recovery' } & Recovery)
  /** Two people let the register go on from what the OFD has counted, which is ahead of it. */
  | ({ readonly kind: 'adopted'; readonly base: Base } & TwoPeople)

/** A technician and an administrator, and why. */
export interface TwoPeople {
  readonly reason: string
  readonly by: number
  readonly second: number
}

export interface Recovery extends TwoPeople {
  readonly act: 'rebuild' | 'declare-loss' | 'restore'
  /** What was wrong, as the opening found it; of a restore: nothing, or what it replaced. */
  readonly found: string
  /** Records of each chain that were known of and are not there any more. */
  readonly lost: Readonly<Record<'fiscal' | 'events', bigint>>
}

/** An X report that went with its request: what was printed, and for whom. */
export interface ReportXMade {
  readonly report: ZxReport
  readonly letterhead: Letterhead
  readonly client: ClientKey
  readonly operator: Operator
}

export interface AnswerEvidence {
  readonly code: number
  /** TOKEN for the next request. */
  readonly token: number
  /** The answer as it came, base64. */
  readonly frame: string
  readonly link: string
}

export type Outcome =
  /** Sign and check address: of tickets only. */
  | { readonly result: 'accepted'; readonly sign?: string; readonly checkUrl?: string; readonly answer: AnswerEvidence }
  /** Its paper carries our own sign; it waits in the queue. `since`: the OFD has been silent. */
  | { readonly result: 'autonomous'; readonly sign?: number; readonly checkUrl?: string; readonly since: Instant }
  | { readonly result: 'refused'; readonly code: number; readonly text?: string; readonly answer: AnswerEvidence }

/** Numbers and life-long sums that the OFD already has when a register is set up. */
export interface Base {
  readonly documentNumber: number
  readonly shift: number
  readonly nonNullable: Counters['nonNullable']
  readonly ticketTotalCounts: Readonly<Record<keyof Counters['tickets'], number>>
  readonly placementTotalCounts: Readonly<Record<'deposit' | 'withdrawal', number>>
  readonly cash: Tiyn
}

/** Of a {@link Base}, what an operator of fiscal data counts over the register's life. */
export type Elsewhere = Omit<Base, 'documentNumber'>

/** The event chain: people, paper, blocks, starts. */
export type EventRecord =
  | { readonly kind: 'start'; readonly release: string; readonly boot: number }
  | { readonly kind: 'device'; readonly model: string; readonly serialNumber: string; readonly year: number }
  | {
      readonly kind: 'user'
      readonly code: number
      readonly name: string
      readonly role: Role
      readonly pin: PinHash
      readonly language?: Language
      readonly by: number
    }
  | { readonly kind: 'user-change'; readonly code: number; readonly change: UserChange; readonly by: number }
  | { readonly kind: 'login'; readonly code: number }
  | { readonly kind: 'login-failed'; readonly code: number; readonly failures: number; readonly lockedUntil?: Instant }
  | {
      readonly kind: 'paper'
      readonly job: number
      readonly subject: PaperSubject
      readonly copy: boolean
      readonly state: 'started' | 'confirmed' | 'accepted' | 'uncertain' | 'failed'
      readonly reason?: string
      /** Who asked for a copy under which key. */
      readonly client?: ClientKey
      /** Who said what became of a paper of which the register did not know. */
      readonly by?: number
    }
  /** Nothing of a document's original has left: it waits for a printer. A later `paper` ends that. */
  | { readonly kind: 'paper-held'; readonly job: number; readonly documentNumber: number; readonly reason: string }
  /** Somebody had the drawer opened without a document. */
  | { readonly kind: 'drawer'; readonly by: number }
  /** Who changed the list of wireless networks that the machine may join; their passwords are no record. */
  | { readonly kind: 'wifi'; readonly act: 'add' | 'remove'; readonly ssid: string; readonly by: number }
  /** Which known printer it is, where the configuration leaves it open. */
  | { readonly kind: 'printer-profile'; readonly name: string; readonly by: number }
  /** What was found out about the printer at a place. */
  | ({ readonly kind: 'printer-found'; readonly place: string } & FoundPrinter)
  | { readonly kind: 'block'; readonly code: BlockCode; readonly details: Readonly<Record<string, string | number>> }
  | { readonly kind: 'unblock'; readonly code: BlockCode; readonly reason: string }
  /** Practice begins or ends. */
  | { readonly kind: 'training'; readonly on: boolean; readonly by: number }
  | { readonly kind: 'training-receipt'; readonly receipt: TrainingReceipt }
  /** A practised document, and a practised X report: of practice's own numbers and sums. */
  | ({ readonly kind: 'practised' } & Attempt)
  | ({ readonly kind: 'practised-x' } & ReportXMade)
  /** The goods of a hold are out, and a block keeps their sale from being registered. `content`: of the commit. */
  | { readonly kind: 'hold-owed'; readonly hold: Hold; readonly content: string; readonly code: string }
  /** What the configuration file says of the register's fiscal life, from here on. */
  | ({ readonly kind: 'configured' } & Configured)
  /** A setting in the one spelling that is kept. */
  | { readonly kind: 'setting'; readonly name: SettingName; readonly value: string; readonly by: number }
  /** `version` grows with every change of the price list; `size`: lines after it. */
  | {
      readonly kind: 'goods'
      readonly version: number
      readonly size: number
      readonly change: GoodsChange
      readonly by: number
    }
  /** A person vouches for the clock, which is far ahead of the last document (R208N-32.3). */
  | { readonly kind: 'time-confirmed'; readonly by: number }
  | { readonly kind: 'time-set'; readonly from: Instant; readonly to: Instant; readonly by: number }
  /** What the OFD counts and this register does not agree on; an empty list: they agree again. */
  | {
      readonly kind: 'difference'
      readonly source: DifferenceSource
      readonly differences: readonly Difference[]
      /** The Z whose answer told it: its paper says so. */
      readonly documentNumber?: number
    }
  /** A report that is no document was printed: by cashiers, by sections, for a period. */
  | {
      readonly kind: 'summary'
      readonly summary: Summary
      readonly letterhead: Letterhead
      readonly operator: Operator
      readonly time: Instant
    }
  /** A text that came with an answer, of a type and version that was not known yet. `number` counts from 1. */
  | {
      readonly kind: 'message'
      readonly number: number
      readonly ad: Answer['ads'][number]['type']
      readonly version: string
      readonly text: string
    }
  /** What was tested of the register itself, and how it ended. `software`: the release that the test found whole. */
  | {
      readonly kind: 'selftest'
      readonly occasion: SelfTestOccasion
      readonly results: readonly SelfTestResult[]
      readonly software?: Software
    }
  /** Somebody has read it. */
  | { readonly kind: 'message-confirmed'; readonly number: number; readonly by: number }
  /** The accumulator was found damaged: told by the repair, since nothing is written into a damaged one. */
  | { readonly kind: 'damage'; readonly fault: string; readonly found: string; readonly since: Instant }
  /** Of a repair: both chains tell of it, and this record’s header names the fiscal one. */
  | ({ readonly kind: 'recovered'; readonly act: Recovery['act'] | 'adopt-ofd' } & TwoPeople)
  /** A backup was made: SHA-256 of the file, and what it reaches to. */
  | {
      readonly kind: 'backup'
      readonly digest: string
      readonly fiscal: string
      readonly events: string
      readonly by: number
    }
  /**
   * The journal was handed over up to this record: where to, as the caller named it, and who. `account`: of the machine,
   * when nobody could sign in; then it was made `at` that time and is recorded by the next start.
   */
  | {
      readonly kind: 'exported'
      readonly to: string
      readonly by?: number
      readonly account?: string
      readonly at?: Instant
    }
  /** The daemon ended in order: the last record of a run. */
  | { readonly kind: 'stop' }

/** What a printer can tell, and who it says it is. */
export interface FoundPrinter {
  readonly answers: boolean
  readonly barrier: 'process' | 'in-order' | 'none' | 'unknown'
  /** It has a sensor for the roll's near end. */
  readonly nearEnd?: boolean
  readonly maker?: string
  readonly model?: string
}

/** The answer that the OFD's figures came in. */
export type DifferenceSource = 'info' | 'report' | 'close-shift'

/** How the price list changed: the list itself is no record, but who changed it and when is. */
export type GoodsChange =
  | {
      readonly type: 'import'
      readonly source: 'file' | 'ofd'
      /** SHA-256 of the file or of the answer, hex. */
      readonly digest: string
      readonly added: number
      readonly changed: number
      readonly removed: number
      /** Rows that were left out. */
      readonly skipped: number
      /** Of the OFD's list: its version there. */
      readonly ofdVersion?: number
    }
  | { readonly type: 'remove'; readonly code: string; readonly name: string }

/** What may change of a person; the code stays that person's for ever. */
export type UserChange =
  | { readonly type: 'pin'; readonly pin: PinHash }
  | { readonly type: 'role'; readonly role: Role }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'unlock' }
  | { readonly type: 'disable' }

/** Pages that are no documents: made from the state whenever they are asked for. */
export type Page =
  | 'passport'
  | 'test'
  | 'printer-test'
  | 'printer-pages'
  | 'registration'
  | 'decommission'
  | 'recovery'
  | 'selftest'
  | 'training'

export type PaperSubject =
  | { readonly type: 'document'; readonly documentNumber: number }
  | { readonly type: 'report'; readonly sequence: string }
  /** Of the event chain. */
  | { readonly type: 'summary'; readonly sequence: string }
  /** `key`: of what was practised; older releases have none. */
  | { readonly type: 'page'; readonly page: Page; readonly key?: string }
  /** That a document was taken out of the queue. */
  | { readonly type: 'withdrawal'; readonly documentNumber: number }
  /** A notice of the state bodies. */
  | { readonly type: 'message'; readonly number: number }

/** Blocks that are remembered; those that follow from the clock, the shift's age or the paper are computed when asked. */
export const BLOCK_CODES = [
  'SELFTEST_FAILED',
  'SOFTWARE_CHANGED',
  'SERVER_BLOCKED',
  'TOKEN_INVALID',
  'UNKNOWN_ID',
  'PROTOCOL_ERROR',
  'REQUEST_NUMBER',
  'RETRY_REFUSED',
  'QUEUE_REFUSED',
  'ROLLBACK',
  'SHIFT_TOO_LONG',
] as const
export type BlockCode = (typeof BLOCK_CODES)[number]

/** A record before it is sealed: which chain it belongs to follows from its kind. */
export type RegisterRecord = FiscalRecord | EventRecord
export type RecordKind = RegisterRecord['kind']

/** The numbers are on disk: never changed, never used again for another kind. 1 to 63 are the fiscal chain. */
export const KIND_NUMBERS = {
  setup: 1,
  registration: 2,
  request: 3,
  answer: 4,
  dropped: 5,
  attempt: 6,
  outcome: 7,
  change: 8,
  decommission: 9,
  encoding: 10,
  delivered: 11,
  withdrawn: 12,
  'sign-key': 13,
  'device-key': 17,
  recovery: 18,
  adopted: 19,
  hold: 29,
  'hold-end': 30,
  start: 64,
  device: 65,
  user: 66,
  login: 67,
  'login-failed': 68,
  paper: 69,
  block: 70,
  unblock: 71,
  setting: 72,
  'user-change': 73,
  'time-confirmed': 74,
  difference: 75,
  summary: 76,
  'time-set': 77,
  goods: 78,
  message: 79,
  'message-confirmed': 80,
  'hold-owed': 110,
  training: 111,
  'training-receipt': 112,
  practised: 128,
  'practised-x': 129,
  configured: 124,
  selftest: 92,
  wifi: 93,
  'paper-held': 98,
  drawer: 99,
  'printer-profile': 100,
  'printer-found': 101,
  damage: 84,
  recovered: 85,
  backup: 86,
  stop: 87,
  exported: 88,
} as const satisfies Record<RecordKind, number>

export type Chain = 'fiscal' | 'events'
export const chainOf = (kind: RecordKind): Chain => (KIND_NUMBERS[kind] < 64 ? 'fiscal' : 'events')

/** A record with the facts that its header holds. */
export interface Stamped<R extends RegisterRecord = RegisterRecord> {
  readonly record: R
  readonly time: Instant
  /** Which start of the daemon, and milliseconds of its monotonic clock. */
  readonly boot: number
  readonly monotonic: number
  /** Shift and document that it belongs to; 0 for none. */
  readonly shift: number
  readonly documentNumber: number
}

/** A record as it lies in the accumulator. */
export interface Sealed<R extends RegisterRecord = RegisterRecord> extends Stamped<R> {
  readonly chain: Chain
  readonly sequence: bigint
  /** SHA-256, hex. */
  readonly hash: string
}
