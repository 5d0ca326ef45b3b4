import { hash } from 'node:crypto'
import { ALGORITHMS, FORMAT, HASH_BYTES, HEADER_BYTES } from '../accumulator/record.ts'
import { Fault } from './fault.ts'

/* A record read from its bytes (docs/record-format.md). Written without the register's own reader, and for many millions of them. */

const DOMAIN = Buffer.from('kkm.record.1\0', 'latin1')
const SIGNATURE_BYTES = 64
const FIRST_EVENT_KIND = 64
const CHAINS = ['fiscal', 'events'] as const
export type ChainName = (typeof CHAINS)[number]

const AT = {
  algorithm: 1,
  chain: 2,
  kind: 3,
  sequence: 4,
  previous: 12,
  totals: 44,
  otherSequence: 76,
  otherHash: 84,
  time: 116,
  boot: 124,
  monotonic: 128,
  documentNumber: 140,
  bodyLength: 148,
} as const

/** A record whose own hash holds. Hashes are views of its bytes. */
export interface Seen {
  readonly chain: ChainName
  readonly kind: number
  readonly sequence: number
  readonly previous: Buffer
  readonly totals: Buffer
  readonly otherSequence: number
  readonly otherHash: Buffer
  readonly time: number
  readonly boot: number
  /** Microseconds. */
  readonly monotonic: number
  readonly documentNumber: number
  readonly body: Buffer
  readonly hash: Buffer
  readonly signature: Buffer | undefined
}

/** What is hashed stands behind its domain here; one record after the other. */
let room = Buffer.alloc(1 << 16)

function hashOf(content: Buffer): Buffer {
  const length = DOMAIN.length + content.length
  if (room.length < length) room = Buffer.alloc(2 * length)
  DOMAIN.copy(room)
  content.copy(room, DOMAIN.length)
  return hash('sha256', room.subarray(0, length), 'buffer')
}

/** @throws Fault (chain, signature): size, format, hash, a field */
export function readRecord(bytes: Buffer, where: string): Seen {
  const wrong = (problem: string) => new Fault('chain', where, problem)
  if (bytes.length < HEADER_BYTES + HASH_BYTES) throw wrong(`only ${bytes.length} bytes`)
  const format = bytes.readUInt8(0)
  if (format !== FORMAT) throw wrong(`format ${format} is unknown`)
  const algorithm = bytes.readUInt8(AT.algorithm)
  const isSigned = algorithm === ALGORITHMS.signature
  if (!isSigned && algorithm !== ALGORITHMS.hash)
    throw new Fault('signature', where, `algorithm ${algorithm} is unknown`)
  const end = HEADER_BYTES + bytes.readUInt32BE(AT.bodyLength)
  if (bytes.length !== end + HASH_BYTES + (isSigned ? SIGNATURE_BYTES : 0)) throw wrong('its length is another')
  const stored = bytes.subarray(end, end + HASH_BYTES)
  if (!hashOf(bytes.subarray(0, end)).equals(stored)) throw wrong('its hash is not that of its bytes')
  const kind = bytes.readUInt8(AT.kind)
  const chain = CHAINS[bytes.readUInt8(AT.chain) - 1]
  if (!chain || (chain === 'fiscal') !== kind < FIRST_EVENT_KIND) throw wrong(`kind ${kind} in a wrong chain`)
  return {
    chain,
    kind,
    sequence: number(bytes, AT.sequence),
    previous: bytes.subarray(AT.previous, AT.totals),
    totals: bytes.subarray(AT.totals, AT.otherSequence),
    otherSequence: number(bytes, AT.otherSequence),
    otherHash: bytes.subarray(AT.otherHash, AT.time),
    time: Number(bytes.readBigInt64BE(AT.time)),
    boot: bytes.readUInt32BE(AT.boot),
    monotonic: number(bytes, AT.monotonic),
    documentNumber: number(bytes, AT.documentNumber),
    body: bytes.subarray(HEADER_BYTES, end),
    hash: stored,
    signature: isSigned ? bytes.subarray(end + HASH_BYTES) : undefined,
  }
}

/** Eight bytes; past 2^53 no register of this world has counted. */
const number = (bytes: Buffer, at: number): number => bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** @throws Fault (chain): no JSON object */
export function bodyOf({ body }: Pick<Seen, 'body'>, where: string): object {
  try {
    const members: unknown = JSON.parse(UTF8.decode(body))
    if (typeof members === 'object' && members !== null && !Array.isArray(members)) return members
  } catch {
    // Told below as what it is
  }
  throw new Fault('chain', where, 'its body is not a JSON object')
}
