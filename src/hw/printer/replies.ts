import type { PrinterStatus } from '../ports.ts'

/** One answer of a printer; its kind can be told from its first byte (ESC/POS: `GS r`, `DLE EOT`, `GS a`, `GS ( H`). */
export type PrinterReply =
  /** To `DLE EOT n`: 0xx1xx10. Which n it answers follows from the order alone. */
  | { readonly kind: 'real-time'; readonly byte: number }
  /** To `GS r n`, executed in order: 0xx0xxxx. */
  | { readonly kind: 'in-order'; readonly byte: number }
  /** Told unasked (ASB): 0xx1xx00 and three bytes. */
  | { readonly kind: 'automatic'; readonly bytes: Uint8Array }
  /** To `GS ( H`: 37h 22h, four characters, NUL. */
  | { readonly kind: 'process'; readonly id: string }
  /** To `GS I` 66 and 67: 5Fh, at most 80 characters, NUL. */
  | { readonly kind: 'name'; readonly text: string }

const PROCESS_BYTES = 7
const AUTOMATIC_BYTES = 4
const NAME = 0x5f
/** 5Fh, the name, NUL. */
const MOST_NAME_BYTES = 82

/** Takes a printer's bytes apart, however they are cut; bytes of no known kind are passed over. */
export class ReplyReader {
  #pending: Uint8Array = new Uint8Array()

  push(bytes: Uint8Array): PrinterReply[] {
    const stream = Uint8Array.from([...this.#pending, ...bytes])
    const replies: PrinterReply[] = []
    let at = 0
    for (;;) {
      const length = lengthOf(stream, at)
      if (length === undefined || stream.length - at < length) break
      const reply = replyOf(stream.subarray(at, at + length))
      // A block whose end is not where it should be was none: go on behind its first byte.
      at += reply === undefined ? 1 : length
      if (reply !== undefined) replies.push(reply)
    }
    this.#pending = stream.slice(at)
    return replies
  }
}

function lengthOf(stream: Uint8Array, at: number): number | undefined {
  const first = stream[at]
  if (first === undefined) return undefined
  if (first === NAME) return nameLength(stream.subarray(at))
  if (first === 0x37) return PROCESS_BYTES
  return (first & 0x93) === 0x10 ? AUTOMATIC_BYTES : 1
}

/** undefined: its end is still to come. What is no letter ends it before its end: it was no name. */
function nameLength(bytes: Uint8Array): number | undefined {
  const end = bytes.findIndex((byte) => byte < 0x20 || byte > 0x7e)
  if (end >= 0 && end < MOST_NAME_BYTES) return bytes[end] === 0 ? end + 1 : 1
  return bytes.length >= MOST_NAME_BYTES ? 1 : undefined
}

function replyOf(bytes: Uint8Array): PrinterReply | undefined {
  const [first = 0, second] = bytes
  if (first === NAME && bytes.length > 1) return { kind: 'name', text: String.fromCharCode(...bytes.slice(1, -1)) }
  if (bytes.length === PROCESS_BYTES) {
    if (second !== 0x22 || bytes[PROCESS_BYTES - 1] !== 0) return undefined
    return { kind: 'process', id: String.fromCharCode(...bytes.slice(2, 6)) }
  }
  if (bytes.length === AUTOMATIC_BYTES) return { kind: 'automatic', bytes: bytes.slice() }
  if ((first & 0x93) === 0x12) return { kind: 'real-time', byte: first }
  return (first & 0x90) === 0 ? { kind: 'in-order', byte: first } : undefined
}

/** What the answers to `DLE EOT` 1 to 4 say together. */
export function statusOf(printer: number, offline: number, error: number, roll: number): PrinterStatus {
  const out = (roll & 0x60) !== 0 || (offline & 0x20) !== 0
  const paper = out ? 'out' : (roll & 0x0c) !== 0 ? 'near-end' : 'ok'
  const drawer = (printer & 0x04) === 0 ? 'low' : 'high'
  // An open cover often hides the paper from its sensor: it is named first.
  if ((offline & 0x04) !== 0) return { state: 'cover-open', paper, drawer }
  if (out) return { state: 'paper-out', paper, drawer }
  if ((offline & 0x40) !== 0 || (error & 0x6c) !== 0) return { state: 'error', paper, drawer }
  return { state: (printer & 0x08) === 0 ? 'ok' : 'offline', paper, drawer }
}
