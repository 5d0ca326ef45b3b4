/** Every limit of the socket, named with its unit (invariant 8; interface, "Socket"). */
export interface Limits {
  readonly connections: number
  /** Bytes of one message, without its newline. */
  readonly messageBytes: number
  /** Bytes of requests that wait for their turn before no more is read. */
  readonly waitingBytes: number
  /** Bytes of answers that a client has not read before it is dropped. */
  readonly unreadBytes: number
  /** Milliseconds that a client may take to make room for the next notification. */
  readonly readTime: number
  /** Milliseconds: without sign-in, and from the first byte of a line to its last. */
  readonly idleTime: number
  /** Milliseconds that running calls get at a stop. */
  readonly stopTime: number
  /** Milliseconds for a client to read our last words. */
  readonly lingerTime: number
}

const MIB = 1024 * 1024

export const LIMITS: Limits = {
  connections: 16,
  messageBytes: MIB,
  waitingBytes: 2 * MIB,
  unreadBytes: 4 * MIB,
  readTime: 10_000,
  idleTime: 30_000,
  stopTime: 1500,
  lingerTime: 300,
}
