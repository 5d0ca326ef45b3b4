import type { PlacementDocument, ShiftCloseDocument, TicketDocument } from '../register/document.ts'
import type { Counters, PerOperation, ZxReport } from '../report/types.ts'
import type { Tiyn } from '../money.ts'
import type { Instant } from '../time.ts'
import type { FrameHeader } from './frame.ts'
import type { OfdGoods } from './nomenclature.ts'

export const PROTOCOL_VERSIONS = ['2.0.2', '2.0.3'] as const
export type ProtocolVersion = (typeof PROTOCOL_VERSIONS)[number]

/** Who speaks: goes with every request (protocol §5 Service, §7). */
export interface WireContext {
  readonly kkmId: number
  readonly regNumber: string
  readonly serialNumber: string
  /** Left out at set-up, when the organisation is not known yet. */
  readonly org?: {
    readonly title: string
    readonly address: string
    readonly addressKk?: string
    readonly iinBin: string
    readonly okved?: string
  }
  /** Millionths of a degree, and where they come from (R2026-GEO). */
  readonly geo: { readonly latitude: number; readonly longitude: number; readonly source: string }
  /** 100 to 103 (protocol §5): 101, general regime, unless INFO told another. */
  readonly taxationType: number
  /** Texts that are here already: INFO and SYSTEM ask for newer ones. */
  readonly ads?: readonly AdName[]
  /** How the links did lately; goes with SYSTEM and TICKET where there are figures. */
  readonly quality?: LinkQuality | undefined
}

/** Whole milliseconds and per cent, over the last tries of all links (protocol §5 Service). */
export interface LinkQuality {
  readonly connect: number
  readonly roundTrip?: number
  readonly loss: number
}

/** What a text of the OFD is known by. */
export type AdName = Pick<Answer['ads'][number], 'type' | 'version'>

export interface OfflinePeriod {
  readonly begin: Instant
  readonly end: Instant
}

/** A request before it has a version. `offline` joins when its paper was made autonomously (protocol §4). */
export type Outgoing =
  | { readonly command: 'info'; readonly offlinePeriod?: OfflinePeriod }
  /** `unsent`: documents that wait in the queue (protocol §4, server block). */
  | { readonly command: 'system'; readonly offlinePeriod?: OfflinePeriod; readonly unsent?: number }
  | {
      readonly command: 'ticket'
      readonly document: TicketDocument
      readonly offline?: { readonly sign: number; readonly period: OfflinePeriod }
    }
  | {
      readonly command: 'money-placement'
      readonly document: PlacementDocument
      readonly offline?: { readonly period: OfflinePeriod }
    }
  | {
      readonly command: 'close-shift'
      readonly document: ShiftCloseDocument
      readonly offline?: { readonly period: OfflinePeriod }
    }
  | { readonly command: 'report'; readonly report: ZxReport }
  /** The OFD's goods: all when they are newer than the version, 0 for any; or, in 2.0.3, one by its barcode. */
  | { readonly command: 'nomenclature'; readonly currentVersion?: number; readonly barcode?: string }

export type Command = Outgoing['command']

/** A response, read by its version and told in our words. Absent fields of the wire are absent here. */
export interface Answer {
  readonly header: FrameHeader
  /** undefined: a command that we never send. */
  readonly command: Command | undefined
  /** Result code (protocol §3). */
  readonly code: number
  readonly text?: string
  readonly ticket?: { readonly sign: string; readonly checkUrl?: string }
  readonly report?: {
    readonly type: 'x' | 'z'
    readonly shift: number
    readonly nonNullable: PerOperation<Tiyn>
    readonly ticketTotalCounts: PerOperation<number>
    readonly placementTotalCounts: Readonly<Record<'deposit' | 'withdrawal', number>>
    readonly cash: Tiyn
    /** Of an X report; not told for one without a shift. */
    readonly open?: { readonly openedAt: Instant; readonly counters: Counters }
  }
  readonly registration?: {
    readonly regNumber?: string
    readonly serialNumber?: string
    readonly kkmId?: string
    readonly posTitle?: string
    readonly posAddress?: string
    readonly posAddressKk?: string
    readonly orgTitle?: string
    readonly orgAddress?: string
    readonly orgAddressKk?: string
    readonly iinBin?: string
    readonly okved?: string
  }
  readonly taxation?: { readonly type: number; readonly vatRates: readonly number[] }
  readonly lastDocument?: { readonly shift: number; readonly documentNumber: number }
  readonly nomenclature?: OfdGoods
  readonly ads: readonly {
    readonly type: 'ofd' | 'org' | 'pos' | 'kkm' | 'info'
    readonly version: bigint
    readonly text: string
  }[]
}

/** One version of the protocol: its schema, and how our documents look in it. One a version, never a merged one. */
export interface Dialect {
  readonly version: ProtocolVersion
  /** The whole frame, header included. */
  encodeRequest(
    header: { readonly token: number; readonly reqnum: number },
    message: Outgoing,
    context: WireContext,
  ): Uint8Array
  /** @throws WireError when the payload is not a Response of this version or lacks what it requires */
  decodeResponse(frame: Uint8Array): Answer
}
