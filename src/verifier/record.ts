import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { ALGORITHMS, FORMAT, HASH_BYTES, HEADER_BYTES } from '../accumulator/record.ts'
import { KIND_NUMBERS } from '../fiscal/register/records.ts'
import { countedOf } from './document.ts'
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

/**
 * What is kept of records: header, hash and signature of one behind those of another. A buffer for each would be most of
 * what a file takes that is read ahead.
 */
const SHELF = 1 << 16
let shelf = Buffer.alloc(0)
let filled = 0

/** A record whose own hash holds: its header and what stands behind its body, and of the body what counts. */
export class Seen {
  readonly #shelf: Buffer
  readonly #at: number
  readonly #end: number
  readonly #members: object | undefined
  readonly chain: ChainName
  readonly kind: number
  readonly sequence: number

  /** @param bodyEnd where the hash begins */
  constructor(bytes: Buffer, bodyEnd: number, chain: ChainName, members: object | undefined) {
    const length = HEADER_BYTES + bytes.length - bodyEnd
    if (filled + length > shelf.length) {
      shelf = Buffer.allocUnsafeSlow(SHELF)
      filled = 0
    }
    bytes.copy(shelf, filled, 0, HEADER_BYTES)
    bytes.copy(shelf, filled + HEADER_BYTES, bodyEnd)
    this.#shelf = shelf
    this.#at = filled
    this.#end = filled + length
    filled = this.#end
    this.#members = members
    this.chain = chain
    this.kind = bytes.readUInt8(AT.kind)
    this.sequence = number(bytes, AT.sequence)
  }

  get where(): string {
    return `${this.chain} record ${this.sequence}`
  }

  get previous(): Buffer {
    return this.#shelf.subarray(this.#at + AT.previous, this.#at + AT.totals)
  }

  /** Whether it is linked to this hash as the one before it. */
  isBehind(hash: Buffer): boolean {
    return this.#holds(AT.previous, hash)
  }

  /** Whether these are its running totals. */
  hasTotals(hash: Buffer): boolean {
    return this.#holds(AT.totals, hash)
  }

  /** Whether it knows this as the hash of the other chain. */
  isBeside(hash: Buffer): boolean {
    return this.#holds(AT.otherHash, hash)
  }

  get otherSequence(): number {
    return number(this.#shelf, this.#at + AT.otherSequence)
  }

  /** Milliseconds since 1970. */
  get time(): number {
    return Number(this.#shelf.readBigInt64BE(this.#at + AT.time))
  }

  get boot(): number {
    return this.#shelf.readUInt32BE(this.#at + AT.boot)
  }

  /** Microseconds. */
  get monotonic(): number {
    return number(this.#shelf, this.#at + AT.monotonic)
  }

  get hash(): Buffer {
    return this.#shelf.subarray(this.#at + HEADER_BYTES, this.#at + HEADER_BYTES + HASH_BYTES)
  }

  get isSigned(): boolean {
    return this.#end - this.#at > HEADER_BYTES + HASH_BYTES
  }

  get signature(): Buffer {
    return this.#shelf.subarray(this.#at + HEADER_BYTES + HASH_BYTES, this.#end)
  }

  /** What counts of the body, of the kinds of which something does. @throws Fault (chain): there is nothing that could */
  get body(): object {
    if (this.#members) return this.#members
    throw new Fault('chain', this.where, 'its body is not a JSON object')
  }

  #holds(at: number, hash: Buffer): boolean {
    const from = this.#at + at
    return this.#shelf.compare(hash, 0, HASH_BYTES, from, from + HASH_BYTES) === 0
  }
}

/** What is hashed stands behind its domain here; one record after the other. */
let room = Buffer.alloc(1 << 16)

function hashOf(bytes: Buffer, end: number): Buffer {
  const length = DOMAIN.length + end
  if (room.length < length) room = Buffer.alloc(2 * length)
  DOMAIN.copy(room)
  bytes.copy(room, DOMAIN.length, 0, end)
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
  if (hashOf(bytes, end).compare(bytes, end, end + HASH_BYTES) !== 0) throw wrong('its hash is not that of its bytes')
  const kind = bytes.readUInt8(AT.kind)
  const chain = CHAINS[bytes.readUInt8(AT.chain) - 1]
  if (!chain || (chain === 'fiscal') !== kind < FIRST_EVENT_KIND) throw wrong(`kind ${kind} in a wrong chain`)
  return new Seen(bytes, end, chain, COUNTED.has(kind) ? membersOf(bytes.subarray(HEADER_BYTES, end)) : undefined)
}

/** Eight bytes; past 2^53 no register of this world has counted. */
const number = (bytes: Buffer, at: number): number => bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)

/** @returns undefined: no JSON object, or not of what counts */
function membersOf(body: Buffer): object | undefined {
  if (!isUtf8(body)) return undefined
  try {
    const members: unknown = JSON.parse(body.toString('utf8'))
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return undefined
    return 'document' in members
      ? { document: countedOf(members.document as Parameters<typeof countedOf>[0]) }
      : members
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
