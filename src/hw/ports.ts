import type { Key } from '../api/keys.ts'
import type { Instant } from '../fiscal/time.ts'

/** Wall clock, monotonic clock and timers; the simulated world has its own (invariant 9). */
export interface Clock {
  now(): Instant
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number
  /** Fulfilled when the time is over, or early when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export interface Chance {
  bytes(length: number): Uint8Array
}

/**
 * What one exchange with the OFD came to. `doubtful`: bytes of this exchange left and may have been processed without an
 * answer having come back, so that a refusal is the answer to a retry (protocol §4). A connection that never stood and a
 * 254 or 255 leave no doubt.
 */
export type ExchangeOutcome =
  | {
      readonly type: 'answer'
      readonly frame: Uint8Array
      readonly link: string
      readonly attempts: number
      readonly milliseconds: number
      readonly doubtful: boolean
    }
  /** Nothing that matches came within the time: refused, unreachable, silent, not a frame, another REQNUM. */
  | {
      readonly type: 'silence'
      readonly reason: 'unreachable' | 'silent' | 'refused' | 'garbage' | 'busy'
      readonly detail: string
      readonly attempts: number
      readonly milliseconds: number
      readonly doubtful: boolean
    }

/** How one link to the OFD does. */
export interface LinkState {
  readonly name: string
  /** As configured: an interface, a source address, or neither. */
  readonly interface?: string
  readonly source?: string
  /** It has an address to send from. */
  readonly up: boolean
  /** The address that it would send from now; absent: the system chooses. */
  readonly address?: string
  /** What its last connection came to: `refused` is a server that was reached and takes none. */
  readonly route: 'unknown' | 'reached' | 'refused' | 'unreachable'
  /** `host:port` of the last connection. */
  readonly server?: string
  /** Of the last connection and the last answer. */
  readonly connectMilliseconds?: number
  readonly roundTripMilliseconds?: number
  readonly answeredAt?: Instant
  /** The last answer of all links came over this one. */
  readonly servedLast: boolean
  /** Failures since the last answer, and the last one's words. */
  readonly failures: number
  readonly problem?: string
  /** It stands behind the others; so many trials in a row were good since. */
  readonly goodProbes?: number
  readonly recent: RecentTries
}

/** The last tries over one link, at most {@link RECENT_TRIES}. */
export interface RecentTries {
  readonly tries: number
  /** Tries that brought neither a connection nor an answer. */
  readonly lost: number
  /** Milliseconds of each connection and each answer among them. */
  readonly connects: readonly number[]
  readonly roundTrips: readonly number[]
}

/** How far back the figures of a link look. */
export const RECENT_TRIES = 32

/** A connection to the OFD over one link, opened and closed again: not a byte was sent. */
export interface LinkProbe {
  readonly name: string
  readonly reached: boolean
  /** Of the server that was reached, or of the last one tried. */
  readonly server?: string
  readonly address?: string
  readonly connectMilliseconds?: number
  /** Why it was not reached. */
  readonly problem?: string
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
  /** In order of priority. */
  links(): readonly LinkState[]
  /** Opens a connection over each link, or over the named one, at the same time, and closes it; the OFD is told nothing. */
  probe(name?: string): Promise<readonly LinkProbe[]>
  close(): Promise<void>
}

/**
 * `waiting`: nothing has left, the same job may be offered again. `confirmed`: the printer says that it came out.
 * `accepted`: handed over to one that cannot say. `uncertain`: bytes have left and nobody knows. `failed`: given up.
 */
export type PaperState = 'confirmed' | 'accepted' | 'waiting' | 'uncertain' | 'failed'

export interface PrintOutcome {
  readonly state: PaperState
  /** Why, for a log line and for the catalogue: `PRINTER_PAPER_OUT`, … */
  readonly reason?: string
  /** The same in the system's words, for the log. */
  readonly detail?: string
}

/** What a printer tells of itself; `unknown`: it cannot, or was not asked. */
export interface PrinterStatus {
  readonly state: 'ok' | 'offline' | 'paper-out' | 'cover-open' | 'error' | 'unknown'
  /** `ok`: far from the roll's end; `unknown` also where there is paper, and no sensor that would tell how much. */
  readonly paper: 'ok' | 'near-end' | 'out' | 'unknown'
  /** Level of the drawer's sensor (pin 3); which one is an open drawer depends on the drawer. Absent: not told. */
  readonly drawer?: 'high' | 'low'
}

/** What was found out about a printer; it holds for this printer at this place until it is probed anew. */
export interface PrinterCapabilities {
  /** It answers `DLE EOT`: from then on its silence is a fault. */
  readonly answers: boolean
  /** How it says that a document came out: `GS ( H`, `GS r`, or not at all; `unknown`: nothing came out yet. */
  readonly barrier: 'process' | 'in-order' | 'none' | 'unknown'
  /** It has a sensor for the roll's near end: its model does, or it has told of one. */
  readonly nearEnd: boolean
}

/** What a printer says of itself (`GS I`). */
export interface PrinterIdentity {
  readonly maker?: string
  readonly model?: string
}

export interface PrintJob {
  readonly id: number
  /** A whole document, cut included; the adapter adds what asks for confirmation. */
  readonly bytes: Uint8Array
  readonly signal: AbortSignal
  /** Called when the printer is fit and nothing has left; the first byte waits for it. */
  readonly begin?: () => Promise<void>
  /** The last byte was handed over. */
  readonly sent?: () => void
}

/** A printer that takes one job at a time. */
export interface PrinterPort {
  print(job: PrintJob): Promise<PrintOutcome>
  /** A few bytes that leave no paper, such as a drawer's pulse. `waiting`: nothing has left. */
  command(bytes: Uint8Array, signal: AbortSignal): Promise<PrintOutcome>
  status(): Promise<PrinterStatus>
  /** As found out up to now. */
  capabilities(): PrinterCapabilities
  /** Finds out anew what it answers, and who it says it is. */
  probe(): Promise<PrinterIdentity>
  /** Told when a printer was plugged in or out: a good moment to ask. @returns ends it */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

/** How a keypad, a scanner or a display does. */
export interface DeviceState {
  /** `missing`: not plugged in; `denied`: no right to it. */
  readonly state: 'ready' | 'missing' | 'denied' | 'failed'
  /** What is typed on it reaches nobody else; undefined where that is no question. */
  readonly grabbed?: boolean
  /** The system's words. */
  readonly problem?: string
}

/** An input device that is read until it is closed. */
export interface InputPort {
  close(): Promise<void>
}

export type KeyStroke =
  | {
      readonly key: Key
      /** Held down: of backspace alone. */
      readonly repeat?: true
      /** Held down with it. */
      readonly shift?: true
      readonly ctrl?: true
      readonly alt?: true
    }
  /** A key that the map does not name: the kernel's number of it, or the byte of a serial keypad. */
  | { readonly unknown: number }

/** What a scanner sent: prefix and content, less its end of line. */
export interface RawScan {
  readonly bytes: Uint8Array
  /** False: no end of line came, or a part was lost on the way. */
  readonly whole: boolean
}

/** The two lines that a buyer sees. What cannot be shown now is never waited for. */
export interface DisplayPort {
  /** Bytes that replace all that is shown; a picture that was not shown yet is forgotten. */
  show(bytes: Uint8Array): void
  close(): Promise<void>
}
