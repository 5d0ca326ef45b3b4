import type { Language } from '../../locale/text.ts'
import type { Difference } from '../report/reconcile.ts'
import type { Summary } from '../report/summary.ts'
import type { Operator } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import type { Answer } from '../wire/dialect.ts'
import type { Configured } from './connection.ts'
import type { ClientKey, Letterhead, Recovery, ReportXMade, TwoPeople } from './fiscal-records.ts'
import type { Hold } from './holds.ts'
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
