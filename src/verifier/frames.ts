import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { DICTIONARY } from '../accumulator/mirror/dictionary.ts'
import { Fault } from './fault.ts'
import { Inflater } from './inflate.ts'
import { readRecord, type Seen } from './record.ts'

/*
 * A file of the mirror journal (docs/record-format.md), read from its beginning, a megabyte at a time: all that can be said of
 * it without the files before it. Synchronous, for whoever reads has a thread of its own.
 */

const TYPES = { opening: 1, transition: 2, deflated: 3, closing: 4 }
const HEADER = 8
const MAX_PAYLOAD = 64 * 1024 * 1024
const CHUNK = 1 << 20
/** Nearly every transition is shorter. */
const INFLATER = new Inflater(DICTIONARY, 1 << 16)

interface HeadText {
  readonly sequence: string
  readonly hash: string
}

export interface OpeningFrame {
  readonly format: number
  readonly file: number
  readonly previous: string
  readonly fiscal: HeadText
  readonly events: HeadText
}

export interface ClosingFrame {
  readonly sha256: string
  readonly publicKey?: string
  readonly signature?: string
}

export type FilePart =
  | { readonly type: 'opening'; readonly opening: OpeningFrame }
  /** Of one transition; with a fault only those before it. `bytes` as they lie in the file. */
  | {
      readonly type: 'records'
      readonly records: readonly Seen[]
      readonly bytes: number
      readonly fault: Fault | undefined
    }
  | { readonly type: 'closing'; readonly closing: ClosingFrame }
  /** A whole frame that makes no sense. Nothing follows. */
  | { readonly type: 'fault'; readonly fault: Fault }
  /** Behind the last whole frame lies something that is none. */
  | { readonly type: 'torn'; readonly at: number }
  /** Always the last: where its last whole frame ends, and SHA-256 of all before the closing. */
  | { readonly type: 'end'; readonly bytes: number; readonly digest: Buffer }

/** Eight tables one after the other: eight bytes a step (Castagnoli, reflected). */
const TABLES = new Uint32Array(8 * 256)
for (let n = 0; n < 256; n++) {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  TABLES[n] = value
}
for (let n = 256; n < TABLES.length; n++) {
  const before = TABLES[n - 256] as number
  TABLES[n] = (before >>> 8) ^ (TABLES[before & 0xff] as number)
}
const at = (k: number, byte: number): number => TABLES[256 * k + byte] as number

/** Goes on over some bytes; from -1, and to be inverted at the end. */
function crc32c(crc: number, bytes: DataView, from: number, end: number): number {
  const whole = end - ((end - from) % 8)
  for (let n = from; n < whole; n += 8) {
    const low = crc ^ bytes.getInt32(n, true)
    const high = bytes.getInt32(n + 4, true)
    crc =
      at(7, low & 0xff) ^
      at(6, (low >>> 8) & 0xff) ^
      at(5, (low >>> 16) & 0xff) ^
      at(4, low >>> 24) ^
      at(3, high & 0xff) ^
      at(2, (high >>> 8) & 0xff) ^
      at(1, (high >>> 16) & 0xff) ^
      at(0, high >>> 24)
  }
  for (let n = whole; n < end; n++) crc = (crc >>> 8) ^ at(0, (crc ^ bytes.getUint8(n)) & 0xff)
  return crc
}

/** A frame without a length, with one that cannot be, or with another checksum is none. @returns where it ends */
function endOfFrame(room: DataView, place: number, filled: number): number | undefined {
  const length = room.getUint32(place)
  const end = place + HEADER + length
  if (length === 0 || length > MAX_PAYLOAD || end > filled) return undefined
  const crc = crc32c(crc32c(-1, room, place, place + 4), room, place + HEADER, end)
  return ~crc === room.getInt32(place + 4) ? end : undefined
}

const viewOf = ({ buffer, byteLength, byteOffset }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength)

/**
 * The parts of a file, one after the other; constant memory.
 * @param see each record that holds as it lies there; its bytes are read over later
 */
export function* partsOf(folder: string, name: string, see?: (bytes: Buffer) => void): Generator<FilePart, void> {
  const file = openSync(join(folder, name), 'r')
  try {
    const hash = createHash('sha256')
    let room = Buffer.allocUnsafe(CHUNK)
    let view = viewOf(room)
    let filled = 0
    let start = 0
    for (let bytesRead = -1; bytesRead !== 0; ) {
      if (filled === room.length) {
        room = Buffer.concat([room], 2 * room.length)
        view = viewOf(room)
      }
      bytesRead = readSync(file, room, filled, room.length - filled, start + filled)
      filled += bytesRead
      let place = 0
      let hashed = 0
      while (place + HEADER < filled) {
        const end = endOfFrame(view, place, filled)
        if (end === undefined) break
        const part = partOf(room.subarray(place + HEADER, end), { name, place: start + place, see })
        yield part
        if (part.type === 'fault') return
        if (part.type === 'closing') {
          hash.update(room.subarray(hashed, place))
          hashed = end
        }
        place = end
      }
      hash.update(room.subarray(hashed, place))
      room.copy(room, 0, place, filled)
      filled -= place
      start += place
    }
    if (room.subarray(0, filled).some((byte) => byte !== 0)) yield { type: 'torn', at: start }
    yield { type: 'end', bytes: start, digest: hash.digest() }
  } finally {
    closeSync(file)
  }
}

interface Read {
  readonly name: string
  readonly place: number
  readonly see: ((bytes: Buffer) => void) | undefined
}

function partOf(payload: Buffer, { name, place, see }: Read): FilePart {
  const where = `${name}, byte ${place}`
  const content = payload.subarray(1)
  const type = payload.readUInt8(0)
  try {
    if (type === TYPES.opening)
      return { type: 'opening', opening: JSON.parse(content.toString('utf8')) as OpeningFrame }
    if (type === TYPES.closing)
      return { type: 'closing', closing: JSON.parse(content.toString('utf8')) as ClosingFrame }
    if (type === TYPES.transition) return { ...recordsOf(content, name, where, see), bytes: payload.length }
    if (type === TYPES.deflated)
      return {
        ...recordsOf(inflated(content), name, where, see),
        bytes: payload.length,
      }
    return { type: 'fault', fault: new Fault('chain', where, `a frame of type ${type} is unknown`) }
  } catch (error) {
    const fault = error instanceof Fault ? error : new Fault('chain', where, 'its frame cannot be read')
    return { type: 'fault', fault }
  }
}

/** @returns what is read over by the next call @throws what zlib does */
const inflated = (content: Buffer): Buffer =>
  INFLATER.inflate(content) ?? inflateRawSync(content, { dictionary: DICTIONARY })

/** @throws Fault: no row of records */
function recordsOf(content: Buffer, name: string, where: string, see: Read['see']) {
  const ends: number[] = []
  for (let place = 0; place < content.length; place = ends.at(-1) ?? 0) {
    const from = place + 4
    const end = from <= content.length ? from + content.readUInt32BE(place) : Number.POSITIVE_INFINITY
    if (end > content.length) throw new Fault('chain', where, 'its frame is no row of records')
    ends.push(end)
  }
  const records: Seen[] = []
  try {
    for (const [n, end] of ends.entries()) {
      const bytes = content.subarray((ends[n - 1] ?? 0) + 4, end)
      records.push(readRecord(bytes, name))
      see?.(bytes)
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { type: 'records' as const, records, fault: error }
  }
  return { type: 'records' as const, records, fault: undefined }
}
