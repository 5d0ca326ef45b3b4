import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { KIND_NUMBERS } from '../fiscal/register/records.ts'
import type { BaseBody, TotalsSeen } from './bodies.ts'
import type { CountedDocument } from './document.ts'
import { Fault } from './fault.ts'
import type { ChainName, Seen } from './record.ts'
import { Totals } from './totals.ts'

const NOTHING = Buffer.alloc(32)
/** Facts are stamped where they happen and sealed a moment later. */
const TOLERANCE_MS = 60_000
const SIGNED_RECORD = Buffer.from('kkm.record.sign.1\0', 'latin1')
/** Kinds that are signed from the first device-key on; 18 and 19 say how an accumulator was repaired. */
const SIGNED = new Set([2, 7, 9, 17, 18, 19])
/** So many transitions the files may have that the database has not yet. */
const MOST_AHEAD = 8
/** Signatures under way at once, at most. */
const MOST_UNDER_WAY = 1024

export interface HeadSeen {
  sequence: number
  hash: Buffer
}

export interface WalkOptions {
  /** Without it only what the totals and the links need is looked at. */
  readonly signatures: boolean
  /** The key that the first device-key must tell, 32 bytes in hex. */
  readonly key?: string | undefined
}

/** How far a walk has come, for another to go on there, in another thread too. */
export interface Reached {
  readonly heads: Readonly<Record<ChainName, { readonly sequence: number; readonly hash: Uint8Array }>>
  /** Documents that count, and shifts that were closed. */
  readonly documents: number
  readonly shifts: number
  readonly signatures: number
  /** Public keys in the order in which they were told. */
  readonly keys: readonly string[]
  /** Heads before each of the last transitions, the oldest first: the database may not have these yet. */
  readonly before: readonly Readonly<Record<ChainName, number>>[]
  readonly boot: number
  readonly monotonic: number
  readonly documentTime: number
  readonly attempt: Attempt['document'] | undefined
  readonly totals: TotalsSeen
  /** Checksums of reports that no record had yet, the first 10 bytes of a fiscal head each, hex. */
  readonly unseen: readonly string[]
}

/** Before the first record. @param anchors checksums of reports, 10 bytes each */
export const beginning = (anchors: readonly Buffer[]): Reached => ({
  heads: { fiscal: { sequence: 0, hash: NOTHING }, events: { sequence: 0, hash: NOTHING } },
  documents: 0,
  shifts: 0,
  signatures: 0,
  keys: [],
  before: [],
  boot: 0,
  monotonic: 0,
  documentTime: Number.NEGATIVE_INFINITY,
  attempt: undefined,
  totals: new Totals().seen(),
  unseen: anchors.map((anchor) => anchor.toString('hex')),
})

interface Attempt {
  readonly document: CountedDocument
}
interface Outcome {
  readonly documentNumber: number
  readonly result: 'accepted' | 'autonomous' | 'refused'
}

export const publicKeyOf = (hex: string): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') },
    format: 'jwk',
  })

/**
 * The walk over all records in the order of sealing, one after the other: links, times, signatures, and the totals folded
 * anew (docs/record-format.md, "Checking").
 */
export class Walk {
  readonly heads: Record<ChainName, HeadSeen>
  documents: number
  shifts: number
  signatures: number
  readonly keys: string[]
  readonly before: Record<ChainName, number>[]
  readonly #options: WalkOptions
  readonly #totals: Totals
  readonly #unseen: Set<string>
  #key: KeyObject | undefined
  #boot: number
  #monotonic: number
  #documentTime: number
  #attempt: Attempt['document'] | undefined
  #pending: Promise<Fault | undefined>[] = []

  /** @param from where another one ended, or the beginning */
  constructor(options: WalkOptions, from: Reached) {
    const head = ({ hash, sequence }: Reached['heads'][ChainName]) => ({ sequence, hash: Buffer.from(hash) })
    this.#options = options
    this.heads = { fiscal: head(from.heads.fiscal), events: head(from.heads.events) }
    this.documents = from.documents
    this.shifts = from.shifts
    this.signatures = from.signatures
    this.keys = [...from.keys]
    this.before = [...from.before]
    this.#boot = from.boot
    this.#monotonic = from.monotonic
    this.#documentTime = from.documentTime
    this.#attempt = from.attempt
    this.#totals = Totals.of(from.totals)
    this.#unseen = new Set(from.unseen)
    const key = this.keys.at(-1)
    this.#key = key === undefined ? undefined : publicKeyOf(key)
  }

  reached(): Reached {
    const { before, documents, heads, keys, shifts, signatures } = this
    return {
      heads,
      documents,
      shifts,
      signatures,
      keys,
      before,
      boot: this.#boot,
      monotonic: this.#monotonic,
      documentTime: this.#documentTime,
      attempt: this.#attempt,
      totals: this.#totals.seen(),
      unseen: [...this.#unseen],
    }
  }

  /** So many signatures are being verified that one should wait. */
  get isFull(): boolean {
    return this.#pending.length >= MOST_UNDER_WAY
  }

  /** The next record. @throws Fault, which {@link settled} precedes */
  see(seen: Seen): void {
    this.#link(seen)
    this.#time(seen)
    this.#sign(seen)
    this.#count(seen)
    const head = this.heads[seen.chain]
    head.sequence = seen.sequence
    head.hash = seen.hash
    if (this.#unseen.size > 0 && seen.chain === 'fiscal') this.#unseen.delete(seen.hash.toString('hex', 0, 10))
  }

  /** The next records became durable together. */
  begins(): void {
    this.before.push({ fiscal: this.heads.fiscal.sequence, events: this.heads.events.sequence })
    if (this.before.length > MOST_AHEAD) this.before.shift()
  }

  /** The signatures up to here were verified: other processors did, while this one read on. @throws Fault, the first one */
  async settled(): Promise<void> {
    const ended = await Promise.all(this.#pending)
    this.#pending = []
    for (const fault of ended) if (fault) throw fault
  }

  /** Behind the last record. @throws Fault */
  async end(): Promise<void> {
    await this.settled()
    const { key } = this.#options
    if (key !== undefined && this.keys.length === 0) throw new Fault('signature', 'the records', 'tell no key at all')
    if (this.#unseen.size > 0) throw new Fault('short', 'the records', 'end before the checksum of a report')
  }

  #link(seen: Seen): void {
    const { chain, otherSequence, sequence } = seen
    const own = this.heads[chain]
    const otherName = chain === 'fiscal' ? 'events' : 'fiscal'
    const other = this.heads[otherName]
    if (sequence !== own.sequence + 1) throw new Fault('gap', seen.where, `follows record ${own.sequence}`)
    if (!seen.isBehind(own.hash)) throw new Fault('chain', seen.where, 'is not linked to the record before it')
    if (otherSequence > other.sequence)
      throw new Fault('short', seen.where, `knows ${otherName} record ${otherSequence}, which is not there`)
    if (otherSequence !== other.sequence || !seen.isBeside(other.hash))
      throw new Fault('chain', seen.where, `is not linked to ${otherName} record ${other.sequence}`)
  }

  #time(seen: Seen): void {
    const { boot, kind, monotonic, time } = seen
    if (boot < this.#boot) throw new Fault('time', seen.where, `start ${boot} after start ${this.#boot}`)
    const before = boot === this.#boot ? this.#monotonic : 0
    if (monotonic < before - 1000 * TOLERANCE_MS) throw new Fault('time', seen.where, 'the monotonic clock ran back')
    this.#boot = boot
    this.#monotonic = Math.max(before, monotonic)
    if (kind !== KIND_NUMBERS.attempt) return
    if (time < this.#documentTime - TOLERANCE_MS)
      throw new Fault('time', seen.where, 'is a document older than the one before it')
    this.#documentTime = Math.max(this.#documentTime, time)
  }

  #sign(seen: Seen): void {
    const { kind } = seen
    if (kind === KIND_NUMBERS['device-key']) this.#takeKey(seen)
    const isNeeded = this.#key !== undefined && SIGNED.has(kind)
    if (isNeeded !== seen.isSigned)
      throw new Fault('signature', seen.where, isNeeded ? 'is not signed' : 'is signed where it should not be')
    if (!this.#key || !isNeeded || !this.#options.signatures) return
    this.signatures += 1
    const { hash, signature, where } = seen
    const { promise, resolve } = Promise.withResolvers<Fault | undefined>()
    verify(null, Buffer.concat([SIGNED_RECORD, hash]), this.#key, signature, (error, holds) =>
      resolve(holds && !error ? undefined : new Fault('signature', where, 'its signature is not the device’s')),
    )
    this.#pending.push(promise)
  }

  #takeKey(seen: Seen): void {
    const { lost, publicKey } = seen.body as { publicKey: string; lost?: boolean }
    const { key } = this.#options
    if (this.#key && lost !== true) throw new Fault('signature', seen.where, 'tells a second key')
    if (!this.#key && key !== undefined && key !== publicKey)
      throw new Fault('signature', seen.where, 'tells another key than the one that is known')
    this.#key = publicKeyOf(publicKey)
    this.keys.push(publicKey)
  }

  #count(seen: Seen): void {
    const { where } = seen
    if (seen.kind === KIND_NUMBERS.attempt) {
      this.#attempt = (seen.body as Attempt).document
      if (this.#attempt.type === 'close') assertControl(seen, this.#attempt.report.checksum)
    } else if (seen.kind === KIND_NUMBERS.outcome) this.#outcome(seen.body as Outcome, where)
    else if (seen.kind === KIND_NUMBERS.registration || seen.kind === KIND_NUMBERS.adopted) {
      const { base } = seen.body as { base?: BaseBody }
      if (base) this.#totals.base(base)
    }
    if (!seen.hasTotals(this.#totals.hash))
      throw new Fault('totals', where, 'its running totals do not follow from the documents')
  }

  #outcome({ documentNumber, result }: Outcome, where: string): void {
    const attempt = this.#attempt
    if (attempt?.documentNumber !== documentNumber)
      throw new Fault('totals', where, `is the outcome of document ${documentNumber}, which was not attempted last`)
    this.#attempt = undefined
    if (result === 'refused') return
    this.documents += 1
    if (attempt.type === 'close') this.shifts += 1
    this.#totals.count(attempt, result === 'autonomous', where)
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The 10 bytes that 16 characters of base 32 stand for; undefined: no checksum of a report. */
export function checksumBytes(text: string): Buffer | undefined {
  if (!/^[A-Z2-7]{16}$/.test(text)) return undefined
  let bits = 0n
  for (const character of text) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character))
  return Buffer.from(bits.toString(16).padStart(20, '0'), 'hex')
}

/** Each Z names the hash before it: the control record of all records up to then. */
function assertControl(seen: Seen, checksum: string): void {
  if (checksumBytes(checksum)?.equals(seen.previous.subarray(0, 10)) === true) return
  throw new Fault('chain', seen.where, `its Z names ${checksum}, which is not the record before it`)
}
