import type { Instant } from '../fiscal/time.ts'

/** Wall clock, monotonic clock and timers; the simulated world has its own (invariant 9). */
export interface Clock {
  now(): Instant
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export interface Chance {
  bytes(length: number): Uint8Array
}

/** What one try to reach the OFD came to. */
export type ExchangeOutcome =
  | {
      readonly type: 'answer'
      readonly frame: Uint8Array
      readonly link: string
      readonly attempts: number
      readonly milliseconds: number
    }
  /** Nothing that matches came within the time: refused, unreachable, silent, not a frame, another REQNUM. */
  | {
      readonly type: 'silence'
      readonly reason: 'unreachable' | 'silent' | 'refused' | 'garbage' | 'busy'
      readonly detail: string
      readonly attempts: number
      readonly milliseconds: number
    }

/** The way to the OFD over all links and servers (protocol §1, §4). */
export interface OfdPort {
  /**
   * Sends the same bytes until an answer matches or the transaction's time is over. 254 and 255 are tried again inside.
   * @param matches whether a complete frame is the answer to these bytes (ID, REQNUM, command); its result code decides `again`
   */
  exchange(request: {
    readonly frame: Uint8Array
    readonly milliseconds: number
    readonly matches: (frame: Uint8Array) => 'answer' | 'again' | 'no'
    readonly maxAnswer: number
  }): Promise<ExchangeOutcome>
  close(): Promise<void>
}

export type PaperState = 'confirmed' | 'accepted' | 'waiting' | 'uncertain' | 'failed'

export interface PrintOutcome {
  readonly state: PaperState
  /** Why, for a log line and for the catalogue: `PRINTER_PAPER_OUT`, … */
  readonly reason?: string
}

/** A printer that takes one job at a time. */
export interface PrinterPort {
  /** @param bytes a whole document, cut included; the adapter adds what asks for confirmation */
  print(job: { readonly id: number; readonly bytes: Uint8Array; readonly signal: AbortSignal }): Promise<PrintOutcome>
  status(): Promise<{
    readonly state: 'ok' | 'offline' | 'paper-out' | 'cover-open' | 'error' | 'unknown'
    readonly paper: 'ok' | 'near-end' | 'out' | 'unknown'
  }>
  close(): Promise<void>
}
