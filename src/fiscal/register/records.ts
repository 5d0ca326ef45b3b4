import type { Instant } from '../time.ts'
import type { EventRecord } from './event-records.ts'
import type { FiscalRecord } from './fiscal-records.ts'

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
