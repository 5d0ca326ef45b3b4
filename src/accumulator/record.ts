import { createHash } from 'node:crypto'
import { fromJson, toJson } from '../fiscal/json.ts'
import {
  chainOf,
  KIND_NUMBERS,
  type Chain,
  type RecordKind,
  type RegisterRecord,
  type Sealed,
  type Stamped,
} from '../fiscal/register/records.ts'
import { instant } from '../fiscal/time.ts'
import { DamageError, type Where } from './damage.ts'
import type { Head } from './journal.ts'
import { SIGNATURE_BYTES, type Signer } from './signing.ts'

/*
 * A record as bytes (docs/record-format.md): a header of fixed size, the body as UTF-8 JSON, then SHA-256 over all of
 * it. Hashed as stored: nothing is ever encoded again to check it. Whole numbers are big-endian.
 */

export const FORMAT = 1
/** SHA-256 alone, or with an Ed25519 signature behind the hash. */
export const ALGORITHMS = { hash: 1, signature: 2 } as const
export const HEADER_BYTES = 152
export const HASH_BYTES = 32
/** Far above the largest record: a frame is at most 4 MiB on the wire. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024

/** Keeps this hash from ever being that of something else. */
const DOMAIN = Buffer.from('kkm.record.1\0', 'latin1')

const AT = {
  format: 0,
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
  shift: 136,
  documentNumber: 140,
  bodyLength: 148,
} as const

const CHAIN_NUMBERS = { fiscal: 1, events: 2 } as const satisfies Record<Chain, number>
const KINDS: ReadonlyMap<number, RecordKind> = new Map(
  (Object.keys(KIND_NUMBERS) as RecordKind[]).map((kind) => [KIND_NUMBERS[kind], kind]),
)

/** Head of a chain without records. */
export const NO_HEAD: Head = { sequence: 0n, hash: '0'.repeat(2 * HASH_BYTES) }

export const otherChain = (chain: Chain): Chain => (chain === 'fiscal' ? 'events' : 'fiscal')

/** How a record hangs together with what was there when it was sealed. All hashes in hex. */
export interface Links {
  /** Hash of the record before it in its own chain. */
  readonly previous: string
  /** SHA-256 of the text of the running totals after this record. */
  readonly totals: string
  /** Head of the other chain at that moment. */
  readonly other: Head
}

/** A record with its links: what the header says beyond the facts. */
export interface StoredRecord {
  readonly sealed: Sealed
  readonly links: Links
  /** Of its hash, by the device key; only `advance` knows which key that was. */
  readonly signature?: Uint8Array
  /** As it lies there: never made anew from the rest. */
  readonly bytes: Uint8Array
}

/**
 * What the device answers for: how a document ended, and what changes the register itself. An outcome names the hash
 * before it, so that its signature is one of the attempt too; an attempt alone counts nothing.
 */
const SIGNED_KINDS: ReadonlySet<RecordKind> = new Set([
  'registration',
  'outcome',
  'decommission',
  'device-key',
  'recovery',
  'adopted',
])

export const needsSignature = (kind: RecordKind): boolean => SIGNED_KINDS.has(kind)

/** SHA-256, hex, of {@link Entry.totals}. */
export const hashOfTotals = (totals: string): string => createHash('sha256').update(totals, 'utf8').digest('hex')

const hashOf = (headerAndBody: Uint8Array): Buffer => createHash('sha256').update(DOMAIN).update(headerAndBody).digest()

const microseconds = (milliseconds: number): bigint => BigInt(Math.round(milliseconds * 1000))

/**
 * The bytes of a record.
 * @param sequence its place in its chain, from 1
 * @param signer left out: the device has no key yet
 * @throws RangeError or TypeError when a fact does not fit its field: a bug of the caller, nothing was written
 */
export function seal(stamped: Stamped, sequence: bigint, links: Links, signer?: Signer): Buffer {
  const { kind, ...rest } = stamped.record
  const body = Buffer.from(toJson(rest), 'utf8')
  if (body.length > MAX_BODY_BYTES) throw new RangeError(`a record of ${body.length} bytes`)
  const bytes = Buffer.alloc(HEADER_BYTES + body.length + HASH_BYTES)
  bytes.writeUInt8(FORMAT, AT.format)
  const isSigned = signer !== undefined && needsSignature(kind)
  bytes.writeUInt8(isSigned ? ALGORITHMS.signature : ALGORITHMS.hash, AT.algorithm)
  bytes.writeUInt8(CHAIN_NUMBERS[chainOf(kind)], AT.chain)
  bytes.writeUInt8(KIND_NUMBERS[kind], AT.kind)
  bytes.writeBigUInt64BE(sequence, AT.sequence)
  bytes.write(links.previous, AT.previous, HASH_BYTES, 'hex')
  bytes.write(links.totals, AT.totals, HASH_BYTES, 'hex')
  bytes.writeBigUInt64BE(links.other.sequence, AT.otherSequence)
  bytes.write(links.other.hash, AT.otherHash, HASH_BYTES, 'hex')
  // BigInt refuses fractions, which the 32-bit writes would cut off in silence.
  bytes.writeBigInt64BE(BigInt(stamped.time), AT.time)
  bytes.writeUInt32BE(Number(BigInt(stamped.boot)), AT.boot)
  bytes.writeBigUInt64BE(microseconds(stamped.monotonic), AT.monotonic)
  bytes.writeUInt32BE(Number(BigInt(stamped.shift)), AT.shift)
  bytes.writeBigUInt64BE(BigInt(stamped.documentNumber), AT.documentNumber)
  bytes.writeUInt32BE(body.length, AT.bodyLength)
  body.copy(bytes, HEADER_BYTES)
  const hash = hashOf(bytes.subarray(0, HEADER_BYTES + body.length))
  hash.copy(bytes, HEADER_BYTES + body.length)
  return isSigned ? Buffer.concat([bytes, signer.sign('record', hash)]) : bytes
}

/**
 * Reads a record and checks everything that can be told from its own bytes: size, format, hash, every field.
 * @param where the place that it was read from; another sequence or chain in the header is damage too
 * @throws DamageError
 */
export function parse(input: Uint8Array, where?: Where): StoredRecord {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength)
  const { end, hash, signature } = checkedHash(bytes, where)
  const kind = KINDS.get(bytes.readUInt8(AT.kind))
  if (!kind) throw new DamageError('chain', `kind ${bytes.readUInt8(AT.kind)} is unknown`, where)
  const chain = chainOf(kind)
  if (bytes.readUInt8(AT.chain) !== CHAIN_NUMBERS[chain])
    throw new DamageError('chain', `a ${kind} in the wrong chain`, where)
  const sequence = bytes.readBigUInt64BE(AT.sequence)
  if (where && (where.chain !== chain || where.sequence !== sequence)) {
    throw new DamageError('gap', `${chain} record ${sequence} lies in its place`, where)
  }
  return {
    sealed: {
      chain,
      sequence,
      hash,
      record: readBody(kind, bytes.subarray(HEADER_BYTES, end), where),
      time: instant(whole(bytes.readBigInt64BE(AT.time), where)),
      boot: bytes.readUInt32BE(AT.boot),
      monotonic: whole(bytes.readBigUInt64BE(AT.monotonic), where) / 1000,
      shift: bytes.readUInt32BE(AT.shift),
      documentNumber: whole(bytes.readBigUInt64BE(AT.documentNumber), where),
    },
    links: {
      previous: hexAt(bytes, AT.previous),
      totals: hexAt(bytes, AT.totals),
      other: { sequence: bytes.readBigUInt64BE(AT.otherSequence), hash: hexAt(bytes, AT.otherHash) },
    },
    ...(signature && { signature }),
    bytes,
  }
}

/** Size, format, algorithm, then the hash: past this point the bytes are those that were sealed. */
function checkedHash(bytes: Buffer, where: Where | undefined) {
  const damaged = (problem: string) => new DamageError('chain', problem, where)
  if (bytes.length < HEADER_BYTES + HASH_BYTES) throw damaged(`only ${bytes.length} bytes`)
  const format = bytes.readUInt8(AT.format)
  if (format !== FORMAT) throw damaged(`format ${format} is unknown`)
  const algorithm = bytes.readUInt8(AT.algorithm)
  const isSigned = algorithm === ALGORITHMS.signature
  if (!isSigned && algorithm !== ALGORITHMS.hash)
    throw new DamageError('signature', `algorithm ${algorithm} is unknown`, where)
  const end = HEADER_BYTES + bytes.readUInt32BE(AT.bodyLength)
  const length = end + HASH_BYTES + (isSigned ? SIGNATURE_BYTES : 0)
  if (bytes.length !== length) throw damaged(`${bytes.length} bytes instead of ${length}`)
  const stored = bytes.subarray(end, end + HASH_BYTES)
  if (!hashOf(bytes.subarray(0, end)).equals(stored)) throw damaged('its hash is not that of its bytes')
  return { end, hash: stored.toString('hex'), signature: isSigned ? bytes.subarray(end + HASH_BYTES) : undefined }
}

const hexAt = (bytes: Buffer, at: number): string => bytes.toString('hex', at, at + HASH_BYTES)

function whole(value: bigint, where: Where | undefined): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new DamageError('chain', `${value} is out of range`, where)
  return number
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readBody(kind: RecordKind, body: Uint8Array, where: Where | undefined): RegisterRecord {
  let members: unknown
  try {
    members = fromJson(UTF8.decode(body))
  } catch (error) {
    throw new DamageError('chain', 'its body is not JSON', where, error)
  }
  if (typeof members !== 'object' || members === null || Array.isArray(members) || Object.hasOwn(members, 'kind')) {
    throw new DamageError('chain', 'its body is not that of a record', where)
  }
  return { kind, ...members } as RegisterRecord
}
