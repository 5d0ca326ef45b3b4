import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { DamageError, damageOf } from '../damage.ts'
import { MAX_BODY_BYTES } from '../record.ts'
import type { Head } from '../journal.ts'
import type { Chain } from '../../fiscal/register/records.ts'
import { crc32c } from './crc32c.ts'
import { DICTIONARY } from './dictionary.ts'

/*
 * A mirror file as bytes (docs/record-format.md, "The mirror journal"): frames one after the other. A frame is the length
 * of its payload and a CRC-32C over that length and the payload, both of four bytes, then the payload, whose first byte is
 * its type. Zeros in place of a frame are room that is not used yet.
 */

const TYPES = { opening: 1, transition: 2, deflated: 3, closing: 4 } as const
const LENGTH_BYTES = 4
const CRC_AT = 4
const FRAME_HEADER_BYTES = 8
/** Room that zlib is given at a time, bytes: most transitions fit, and its default of 16 KiB would stay with each of them. */
const CHUNK_BYTES = 4096
/** Several records of the largest size: whatever says more is no frame. */
const MAX_PAYLOAD = 4 * MAX_BODY_BYTES

/** The beginning of a file: what it continues. */
export interface Opening {
  readonly format: 1
  /** Number of the file, as in its name. */
  readonly file: number
  /** {@link Closing.sha256} of the file before; zeros for the first. */
  readonly previous: string
  readonly heads: Readonly<Record<Chain, Head>>
}

/** The end of a file whose shift is closed. */
export interface Closing {
  /** Of all bytes before this frame, hex. */
  readonly sha256: string
  /** The device's, with its signature of that hash; absent: the device had no key. */
  readonly publicKey?: string
  readonly signature?: string
}

export type Frame =
  | { readonly type: 'opening'; readonly opening: Opening }
  /** The records of one transition as they were sealed, in order. */
  | { readonly type: 'transition'; readonly records: readonly Uint8Array[] }
  | { readonly type: 'closing'; readonly closing: Closing }

function framed(type: number, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(FRAME_HEADER_BYTES + 1 + content.length)
  bytes.writeUInt32BE(1 + content.length, 0)
  bytes.writeUInt8(type, FRAME_HEADER_BYTES)
  bytes.set(content, FRAME_HEADER_BYTES + 1)
  bytes.writeUInt32BE(crc32c(bytes.subarray(0, LENGTH_BYTES), bytes.subarray(FRAME_HEADER_BYTES)), CRC_AT)
  return bytes
}

const headText = ({ hash, sequence }: Head) => ({ sequence: String(sequence), hash })

export function encodeOpening({ file, format, heads, previous }: Opening): Buffer {
  const { events, fiscal } = heads
  const text = JSON.stringify({ format, file, previous, fiscal: headText(fiscal), events: headText(events) })
  return framed(TYPES.opening, Buffer.from(text, 'utf8'))
}

export const encodeClosing = (closing: Closing): Buffer =>
  framed(TYPES.closing, Buffer.from(JSON.stringify(closing), 'utf8'))

/** Deflated where that is shorter. */
export function encodeTransition(records: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(
    records.flatMap((bytes) => {
      const length = Buffer.alloc(LENGTH_BYTES)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
  const deflated = deflateRawSync(content, { dictionary: DICTIONARY, chunkSize: CHUNK_BYTES })
  return deflated.length < content.length ? framed(TYPES.deflated, deflated) : framed(TYPES.transition, content)
}

/**
 * The frame at this place and where the next one is.
 * @returns undefined: no whole frame lies there
 * @throws DamageError for one that is whole and makes no sense
 */
export function decodeFrame(file: Buffer, at: number): { readonly frame: Frame; readonly end: number } | undefined {
  if (at + FRAME_HEADER_BYTES >= file.length) return undefined
  const length = file.readUInt32BE(at)
  const end = at + FRAME_HEADER_BYTES + length
  if (length === 0 || length > MAX_PAYLOAD || end > file.length) return undefined
  const payload = file.subarray(at + FRAME_HEADER_BYTES, end)
  if (crc32c(file.subarray(at, at + LENGTH_BYTES), payload) !== file.readUInt32BE(at + CRC_AT)) return undefined
  try {
    const frame = decodePayload(payload)
    return frame && { frame, end }
  } catch (error) {
    throw new DamageError('chain', `the frame at byte ${at} of a mirror file cannot be read`, undefined, error)
  }
}

/** Where the next whole frame begins behind one that is not: its length cannot be trusted. The file's length: nowhere. */
export function nextFrame(file: Buffer, from: number): number {
  for (let at = from; at + FRAME_HEADER_BYTES < file.length; at++) {
    // A length of more than 16 MiB is no frame, and nearly every place is ruled out by that alone.
    if (file.readUInt8(at) !== 0) continue
    const next = damageOf(() => decodeFrame(file, at))
    if (next !== undefined && !(next instanceof DamageError)) return at
  }
  return file.length
}

function decodePayload(payload: Buffer): Frame | undefined {
  const content = payload.subarray(1)
  switch (payload.readUInt8(0)) {
    case TYPES.opening: {
      const { events, fiscal, ...opening } = JSON.parse(content.toString('utf8')) as Omit<Opening, 'heads'> &
        Record<Chain, HeadText>
      return { type: 'opening', opening: { ...opening, heads: { fiscal: headOf(fiscal), events: headOf(events) } } }
    }
    case TYPES.transition:
      return transitionOf(content)
    case TYPES.deflated:
      return transitionOf(inflateRawSync(content, { dictionary: DICTIONARY, chunkSize: CHUNK_BYTES }))
    case TYPES.closing:
      return { type: 'closing', closing: JSON.parse(content.toString('utf8')) as Closing }
    default:
      return undefined
  }
}

type HeadText = ReturnType<typeof headText>
const headOf = ({ hash, sequence }: HeadText): Head => ({ sequence: BigInt(sequence), hash })

function transitionOf(content: Buffer): Frame | undefined {
  const records: Uint8Array[] = []
  for (let at = 0; at < content.length; ) {
    const from = at + LENGTH_BYTES
    if (from > content.length) return undefined
    at = from + content.readUInt32BE(at)
    if (at > content.length) return undefined
    records.push(content.subarray(from, at))
  }
  return { type: 'transition', records }
}
