import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { ALGORITHMS, FORMAT, HASH_BYTES, HEADER_BYTES } from '../accumulator/record.ts'
import { KIND_NUMBERS } from '../fiscal/register/records.ts'
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

/** Kinds of which something counts; of all others only header and hash are looked at. */
const COUNTED = new Set<number>(
  (['attempt', 'outcome', 'registration', 'adopted', 'device-key'] as const).map((kind) => KIND_NUMBERS[kind]),
)

/** A record whose own hash holds: its header and what stands behind its body, and of the body what counts. */
export class Seen {
  /** Header, hash, signature. */
  readonly #bytes: Buffer
  readonly chain: ChainName
  readonly kind: number
  readonly sequence: number
  readonly #members: object | undefined

  constructor(bytes: Buffer, chain: ChainName, members: object | undefined) {
    this.#bytes = bytes
    this.chain = chain
    this.#members = members
    this.kind = bytes.readUInt8(AT.kind)
    this.sequence = number(bytes, AT.sequence)
  }

  get where(): string {
    return `${this.chain} record ${this.sequence}`
  }

  get previous(): Buffer {
    return this.#bytes.subarray(AT.previous, AT.totals)
  }

  get totals(): Buffer {
    return this.#bytes.subarray(AT.totals, AT.otherSequence)
  }

  get otherSequence(): number {
    return number(this.#bytes, AT.otherSequence)
  }

  get otherHash(): Buffer {
    return this.#bytes.subarray(AT.otherHash, AT.time)
  }

  /** Milliseconds since 1970. */
  get time(): number {
    return Number(this.#bytes.readBigInt64BE(AT.time))
  }

  get boot(): number {
    return this.#bytes.readUInt32BE(AT.boot)
  }

  /** Microseconds. */
  get monotonic(): number {
    return number(this.#bytes, AT.monotonic)
  }

  get hash(): Buffer {
    return this.#bytes.subarray(HEADER_BYTES, HEADER_BYTES + HASH_BYTES)
  }

  get signature(): Buffer | undefined {
    return this.#bytes.length > HEADER_BYTES + HASH_BYTES ? this.#bytes.subarray(HEADER_BYTES + HASH_BYTES) : undefined
  }

  /** Members of the body, of the kinds that count. @throws Fault (chain): no JSON object */
  get body(): object {
    if (this.#members) return this.#members
    throw new Fault('chain', this.where, 'its body is not a JSON object')
  }
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

/**
 * @param bytes read over later: what is returned holds nothing of them
 * @throws Fault (chain, signature): size, format, hash, a field
 */
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
  const kept = Buffer.allocUnsafe(HEADER_BYTES + bytes.length - end)
  bytes.copy(kept, 0, 0, HEADER_BYTES)
  bytes.copy(kept, HEADER_BYTES, end)
  return new Seen(kept, chain, COUNTED.has(kind) ? membersOf(bytes.subarray(HEADER_BYTES, end)) : undefined)
}

/** Eight bytes; past 2^53 no register of this world has counted. */
const number = (bytes: Buffer, at: number): number => bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)

/** Of a document what is printed and sent with it is let go: it counts nothing. @returns undefined: no JSON object */
function membersOf(body: Buffer): object | undefined {
  const members = isUtf8(body) ? parsed(body.toString('utf8')) : undefined
  if (typeof members !== 'object' || members === null || Array.isArray(members)) return undefined
  return 'document' in members ? { document: members.document } : members
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
