import type { Tiyn } from '../money.ts'
import type { Counters, ZxReport } from '../report/types.ts'
import type { Operator } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import type { Command, ProtocolVersion } from '../wire/dialect.ts'
import type { FiscalDocument } from './document.ts'
import type { EndedHold, Hold } from './holds.ts'
import type { Conditions, Registration } from './registration.ts'

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
  /** Whether `shift` is open there; absent in what an older release recorded, and where the OFD does not tell. */
  readonly standing?: 'closed' | OpenThere
}

/** A shift that is open at the OFD, with all that it has counted in it: the register goes on in it. */
export interface OpenThere {
  readonly openedAt: Instant
  readonly counters: Counters
  /** In force from here on, as with any shift. */
  readonly conditions: Conditions
}

/** Of a {@link Base}, what an operator of fiscal data counts over the register's life. */
export type Elsewhere = Omit<Base, 'documentNumber'>
