import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { DICTIONARY } from '../accumulator/mirror/dictionary.ts'
import { Fault } from './fault.ts'

/* Files of the mirror journal (docs/record-format.md), read from their beginning, a megabyte at a time. */

const TYPES = { opening: 1, transition: 2, deflated: 3, closing: 4 }
const HEADER = 8
const MAX_PAYLOAD = 64 * 1024 * 1024
const CHUNK = 1 << 20

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

export type FileFrame =
  | { readonly type: 'opening'; readonly opening: OpeningFrame; readonly bytes: Buffer }
  | { readonly type: 'records'; readonly records: readonly Buffer[]; readonly bytes: Buffer }
  | { readonly type: 'closing'; readonly closing: ClosingFrame; readonly bytes: Buffer }
  /** Behind the last whole frame lies something that is none. */
  | { readonly type: 'torn'; readonly at: number }

/** Eight tables: eight bytes a step (Castagnoli, reflected). */
const TABLES = Array.from({ length: 8 }, () => new Uint32Array(256))
for (let n = 0; n < 256; n++) {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  table(0)[n] = value >>> 0
}
for (let n = 0; n < 256; n++)
  for (let k = 1; k < 8; k++) {
    const before = at(k - 1, n)
    table(k)[n] = (before >>> 8) ^ at(0, before & 0xff)
  }

function table(k: number): Uint32Array {
  return TABLES[k] as Uint32Array
}

function at(k: number, n: number): number {
  return table(k)[n] as number
}

function crc32c(parts: readonly Buffer[]): number {
  let crc = 0xffffffff
  for (const bytes of parts) {
    const whole = bytes.length - (bytes.length % 8)
    for (let n = 0; n < whole; n += 8) {
      const low = crc ^ bytes.readUInt32LE(n)
      const high = bytes.readUInt32LE(n + 4)
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
    for (let n = whole; n < bytes.length; n++) crc = (crc >>> 8) ^ at(0, (crc ^ bytes.readUInt8(n)) & 0xff)
  }
  return (crc ^ 0xffffffff) >>> 0
}

function recordsOf(content: Buffer, where: string): readonly Buffer[] {
  const records: Buffer[] = []
  for (let place = 0; place < content.length; ) {
    const from = place + 4
    const end = from <= content.length ? from + content.readUInt32BE(place) : Number.POSITIVE_INFINITY
    if (end > content.length) throw new Fault('chain', where, 'its frame is no row of records')
    records.push(content.subarray(from, end))
    place = end
  }
  return records
}

/** @throws Fault (chain): a whole frame that makes no sense */
function frameOf(bytes: Buffer, where: string): FileFrame {
  const payload = bytes.subarray(HEADER)
  const content = payload.subarray(1)
  const type = payload.readUInt8(0)
  try {
    if (type === TYPES.opening)
      return { type: 'opening', opening: JSON.parse(content.toString('utf8')) as OpeningFrame, bytes }
    if (type === TYPES.closing)
      return { type: 'closing', closing: JSON.parse(content.toString('utf8')) as ClosingFrame, bytes }
    if (type === TYPES.transition) return { type: 'records', records: recordsOf(content, where), bytes }
    if (type === TYPES.deflated)
      return { type: 'records', records: recordsOf(inflateRawSync(content, { dictionary: DICTIONARY }), where), bytes }
    throw new Fault('chain', where, `a frame of type ${type} is unknown`)
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault('chain', where, 'its frame cannot be read')
  }
}

/** The frames of a file, one after the other; constant memory. */
export async function* framesOf(folder: string, name: string): AsyncGenerator<FileFrame, void> {
  const file = await open(join(folder, name), 'r')
  try {
    // One room for all of a file: what is yielded holds until the next frame is asked for.
    let room = Buffer.allocUnsafe(CHUNK)
    let filled = 0
    let start = 0
    for (;;) {
      if (filled === room.length) room = Buffer.concat([room], 2 * room.length)
      const { bytesRead } = await file.read(room, filled, room.length - filled, start + filled)
      filled += bytesRead
      let place = 0
      while (place + HEADER < filled) {
        const length = room.readUInt32BE(place)
        const end = place + HEADER + length
        if (length === 0 || length > MAX_PAYLOAD || end > filled) break
        const crc = crc32c([room.subarray(place, place + 4), room.subarray(place + HEADER, end)])
        if (crc !== room.readUInt32BE(place + 4)) break
        yield frameOf(room.subarray(place, end), `${name}, byte ${start + place}`)
        place = end
      }
      room.copy(room, 0, place, filled)
      filled -= place
      start += place
      if (bytesRead === 0) break
    }
    const held = room.subarray(0, filled)
    if (held.some((byte) => byte !== 0)) yield { type: 'torn', at: start }
  } finally {
    await file.close()
  }
}
