import { fromJson, toJson } from '../../fiscal/json.ts'
import { beginShift, type Sums } from './ledger.ts'

/** The register as the operator registered it. */
export interface RegisteredKkm {
  readonly kkmId: number
  readonly regNumber: string
  readonly serialNumber: string
  readonly name: string
  readonly iinBin: string
  readonly okved: string
  readonly address: string
  readonly addressKk: string
  readonly posTitle: string
  readonly taxationType: number
}

/** The one request that an OFD remembers, and how it was answered (protocol §1). */
export interface Memory {
  readonly token: number
  readonly reqnum: number
  readonly command: number
  readonly documentNumber?: bigint
  readonly code: number
  /** The whole answer, hex. */
  readonly answer: string
}

export interface OpenShift {
  readonly number: number
  /** Wall clock of its first document. */
  readonly opened: number
  /** Of its last ticket. */
  readonly ticketNumber: number
}

export interface ClosedShift {
  readonly number: number
  readonly opened: number
  readonly closed: number
  readonly sums: Sums
}

/** A ticket that a return may name. */
export interface SeenTicket {
  /** Absent: seen by a release that did not keep it. */
  readonly documentNumber?: bigint
  readonly sign: string
  readonly offlineNumber?: number
  readonly time: number
  readonly total: bigint
}

/** All that this OFD knows: a value, replaced with every request. */
export interface OfdState {
  readonly token: number
  readonly memory?: Memory | undefined
  readonly sums: Sums
  readonly shift?: OpenShift | undefined
  readonly lastZ?: ClosedShift
  readonly lastDocument?: { readonly shift: number; readonly number: bigint }
  readonly tickets: readonly SeenTicket[]
  /** Text of the state body's notice: answers 15 until it is lifted. */
  readonly blocked?: string | undefined
}

export const newState = (token: number): OfdState => ({ token, sums: {}, tickets: [] })

/** The sums that a document of this shift adds to: those of the open one, or of one that begins with it. */
export const shiftSums = ({ shift, sums }: OfdState): Sums => (shift ? sums : beginShift(sums))

export const stateToJson = (state: OfdState): string => `${toJson(state)}\n`
export const stateFromJson = (text: string): OfdState => fromJson(text) as OfdState

/** Another token, far from the one before and as often above 2³¹ as below it; never 0. */
export const nextToken = (token: number): number => (Math.imul(token, 1_664_525) + 1_013_904_223) >>> 0 || 1

const SIGNS = 9_000_000_000n

/** Fiscal signs: ten digits, no two alike, in no visible order. */
export const signOf = (ordinal: number): string => String(1_000_000_000n + ((BigInt(ordinal) * 2_654_435_761n) % SIGNS))
