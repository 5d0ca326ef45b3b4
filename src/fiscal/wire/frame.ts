/** Header of a message, both ways: 18 bytes, little-endian (protocol §1). */
export interface FrameHeader {
  /** 202 is 2.0.2, 203 is 2.0.3. */
  readonly version: number
  readonly id: number
  readonly token: number
  readonly reqnum: number
}

export const APPCODE = 0x81a2
export const HEADER_BYTES = 18
/** Largest frame that we take, header included (protocol §1). */
export const MAX_FRAME = 1024 * 1024
/** The same for an answer to NOMENCLATURE. */
export const MAX_NOMENCLATURE_FRAME = 4 * 1024 * 1024

const UINT32 = 0xffffffff
const UINT16 = 0xffff
/** Where SIZE ends: enough to judge a frame by. */
const SIZE_END = 8

export type WireFault =
  /** The first two bytes are not those of 0x81A2: not this protocol. */
  | 'appcode'
  /** SIZE is less than a header, or unlike the bytes at hand. */
  | 'size'
  /** SIZE is past the cap. */
  | 'too-large'
  /** VERSION is not that of the schema in use. */
  | 'version'
  /** The payload is not a message of the schema. */
  | 'payload'
  /** A required field is missing. */
  | 'missing'
  /** A value is past its range. */
  | 'range'

/** What came over the line, or should go over it, is not this protocol. Neither a refusal nor a bug: the link counts it as no answer. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly reason: WireFault

  constructor(reason: WireFault, message: string) {
    super(message)
    this.reason = reason
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function checkRange(field: string, value: number, maximum: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= maximum) return
  throw new WireError('range', `${field} ${value} is not a whole number from 0 to ${maximum}`)
}

/**
 * A whole frame: header and payload (protocol §1).
 * @throws WireError `range` when a header field does not fit, `too-large` past the largest frame
 */
export function encodeFrame(header: FrameHeader, payload: Uint8Array): Uint8Array {
  const size = HEADER_BYTES + payload.length
  if (size > MAX_NOMENCLATURE_FRAME) throw new WireError('too-large', `a frame of ${size} bytes`)
  checkRange('VERSION', header.version, UINT16)
  checkRange('ID', header.id, UINT32)
  checkRange('TOKEN', header.token, UINT32)
  checkRange('REQNUM', header.reqnum, UINT16)
  const frame = new Uint8Array(size)
  const view = viewOf(frame)
  view.setUint16(0, APPCODE, true)
  view.setUint16(2, header.version, true)
  view.setUint32(4, size, true)
  view.setUint32(8, header.id, true)
  view.setUint32(12, header.token, true)
  view.setUint16(16, header.reqnum, true)
  frame.set(payload, HEADER_BYTES)
  return frame
}

/**
 * What the first bytes of a frame say of its size: 0 while there are too few of them to tell.
 * @throws WireError `appcode`, `size` or `too-large`
 */
function announcedSize(start: Uint8Array, length: number, maximum: number): number {
  const view = viewOf(start)
  if (length >= 1 && start[0] !== (APPCODE & 0xff)) throw new WireError('appcode', `a frame begins with ${start[0]}`)
  if (length >= 2 && view.getUint16(0, true) !== APPCODE) {
    throw new WireError('appcode', `APPCODE is ${view.getUint16(0, true)}`)
  }
  if (length < SIZE_END) return 0
  const size = view.getUint32(4, true)
  if (size < HEADER_BYTES) throw new WireError('size', `SIZE is ${size}, less than a header`)
  if (size > maximum) throw new WireError('too-large', `SIZE is ${size}, at most ${maximum} are taken`)
  return size
}

/**
 * The header of a frame that is complete.
 * @throws WireError when the bytes are no frame, or more or less than one
 */
export function readHeader(frame: Uint8Array): FrameHeader {
  if (frame.length < HEADER_BYTES) throw new WireError('size', `${frame.length} bytes are less than a header`)
  const size = announcedSize(frame, frame.length, MAX_NOMENCLATURE_FRAME)
  if (size !== frame.length) throw new WireError('size', `SIZE is ${size}, ${frame.length} bytes are here`)
  const view = viewOf(frame)
  return {
    version: view.getUint16(2, true),
    id: view.getUint32(8, true),
    token: view.getUint32(12, true),
    reqnum: view.getUint16(16, true),
  }
}

export const payloadOf = (frame: Uint8Array): Uint8Array => frame.subarray(HEADER_BYTES)

/**
 * Cuts a stream into frames, whatever the pieces it arrives in. SIZE is judged as soon as its four bytes are here, so
 * nothing past the cap is ever kept. After a {@link WireError} the stream has no beginning of a frame any more: every
 * further push throws.
 */
export class FrameDecoder {
  readonly #maximum: number
  #start = new Uint8Array(SIZE_END)
  #frame: Uint8Array | undefined
  #length = 0
  #fault: WireError | undefined

  /** @param maximum largest frame in bytes, header included */
  constructor(maximum: number = MAX_FRAME) {
    this.#maximum = maximum
  }

  /** Bytes of a frame that is not complete yet. */
  get pending(): number {
    return this.#length
  }

  /**
   * @returns the frames that these bytes complete, header included, in order
   * @throws WireError when the stream is not this protocol; frames completed by the same bytes are lost with it
   */
  push(bytes: Uint8Array): Uint8Array[] {
    if (this.#fault) throw this.#fault
    const frames: Uint8Array[] = []
    let rest = bytes
    while (rest.length > 0) rest = this.#frame ? this.#fill(this.#frame, rest, frames) : this.#begin(rest)
    return frames
  }

  #begin(bytes: Uint8Array): Uint8Array {
    const taken = bytes.subarray(0, SIZE_END - this.#length)
    this.#start.set(taken, this.#length)
    this.#length += taken.length
    try {
      const size = announcedSize(this.#start, this.#length, this.#maximum)
      if (size > 0) {
        this.#frame = new Uint8Array(size)
        this.#frame.set(this.#start)
      }
    } catch (error) {
      if (error instanceof WireError) this.#fault = error
      throw error
    }
    return bytes.subarray(taken.length)
  }

  #fill(frame: Uint8Array, bytes: Uint8Array, frames: Uint8Array[]): Uint8Array {
    const taken = bytes.subarray(0, frame.length - this.#length)
    frame.set(taken, this.#length)
    this.#length += taken.length
    if (this.#length === frame.length) {
      frames.push(frame)
      this.#frame = undefined
      this.#length = 0
    }
    return bytes.subarray(taken.length)
  }
}
