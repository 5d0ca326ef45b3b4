import type { Chain, Sealed } from '../fiscal/register/records.ts'
import type { Instant } from '../fiscal/time.ts'
import { markIdentity } from '../fiscal/ticket/marks.ts'
import { DamageError } from './damage.ts'
import type { KeyEntry } from './journal.ts'

/*
 * Keys of the database. Every one is written once and never again, nor removed: a damaged LevelDB may bring an
 * overwritten key back with its old value. All but `r/` follow from the records and can be made anew from them.
 *
 *   r/f/<sequence>            a fiscal record          r/e/<sequence>         an event record
 *   d/<document>/<f|e>/<seq>  records of a document    s/<sign>/<document>    its fiscal sign
 *   k/<key>/<sequence>        a client's key           x/<document>           its number was refused
 *   t/<time>/<document>       when it was attempted    p/<sign>/<document>    a return of the receipt with that sign
 *   m/<piece>/<document>      a marked piece that it names
 *
 * Index keys have no values: what a question is answered with is read from the record itself, whose hash is checked.
 * Numbers are 16 hex digits, so that the order of keys is the order of numbers.
 */

export interface KeyRange {
  readonly gte: string
  readonly lt: string
}

const hex = (value: bigint): string => value.toString(16).padStart(16, '0')
const number = (value: number): string => hex(BigInt(value))
/** Times before 1970 sort too. */
const time = (value: number): string => hex(BigInt(value) + (1n << 63n))
/** A text that may hold anything, so that no key is the beginning of another's. */
const text = (value: string): string => encodeURIComponent(value.toWellFormed())

const LETTERS = { fiscal: 'f', events: 'e' } as const satisfies Record<Chain, string>

export const recordKey = (chain: Chain, sequence: bigint): string => `r/${LETTERS[chain]}/${hex(sequence)}`
export const refusedKey = (documentNumber: number): string => `x/${number(documentNumber)}`

/** `/` is followed by `0` in ASCII: the range of all keys that begin with these parts. */
const under = (...parts: readonly string[]): KeyRange => ({ gte: `${parts.join('/')}/`, lt: `${parts.join('/')}0` })

export const recordsRange = (chain: Chain): KeyRange => under('r', LETTERS[chain])
export const documentRange = (documentNumber: number, chain: Chain): KeyRange =>
  under('d', number(documentNumber), LETTERS[chain])
export const signRange = (sign: string): KeyRange => under('s', text(sign))
export const clientKeyRange = (key: string): KeyRange => under('k', text(key))
export const parentRange = (sign: string): KeyRange => under('p', text(sign))
export const markRange = (piece: string): KeyRange => under('m', text(piece))
export const timeRange = (from: Instant, to: Instant): KeyRange => ({ gte: `t/${time(from)}/`, lt: `t/${time(to)}/` })

const NUMBER_AT_END = /\/([0-9a-f]{16})$/

/**
 * The number that a key ends in: a sequence or a document's.
 * @throws DamageError when it ends in none
 */
export function numberOf(key: string): bigint {
  const digits = NUMBER_AT_END.exec(key)?.[1]
  if (digits === undefined) throw new DamageError('gap', `the key ${JSON.stringify(key)} ends in no number`)
  return BigInt(`0x${digits}`)
}

/**
 * What one record adds to the indexes: nothing but the record is asked, so that they can be made anew at any time.
 * A key that a refusal set free stays here; `x/` tells that its document never counted.
 */
export function indexKeys(sealed: Sealed): readonly string[] {
  const { chain, sequence, documentNumber, record } = sealed
  const keys: string[] = []
  if (documentNumber !== 0) keys.push(`d/${number(documentNumber)}/${LETTERS[chain]}/${hex(sequence)}`)
  const client = clientKeyOf(sealed)
  if (client) keys.push(`k/${text(client.key)}/${hex(sequence)}`)
  if (record.kind === 'attempt') {
    const document = number(record.document.documentNumber)
    keys.push(`t/${time(sealed.time)}/${document}`)
    const parent = parentSignOf(sealed)
    if (parent !== undefined) keys.push(`p/${text(parent)}/${document}`)
    keys.push(...piecesOf(sealed).map((piece) => `m/${text(piece)}/${document}`))
  }
  if (record.kind === 'outcome') {
    const document = number(record.documentNumber)
    if (record.result === 'accepted' && record.sign) keys.push(`s/${text(record.sign)}/${document}`)
    if (record.result === 'refused') keys.push(`x/${document}`)
  }
  return keys
}

/** The sign of the receipt that a record's document gives back. */
export const parentSignOf = ({ record }: Sealed): string | undefined =>
  record.kind === 'attempt' && record.document.type === 'ticket' ? record.document.ticket.parent?.sign : undefined

/** The marked pieces that a record's document moves, by identity; what was taken back before registering moved nothing. */
export function piecesOf({ record }: Sealed): readonly string[] {
  if (record.kind !== 'attempt' || record.document.type !== 'ticket') return []
  const { items } = record.document.ticket
  return items.flatMap(({ marks, storno }) => (storno ? [] : marks.map(markIdentity)))
}

/** The key that a record binds to a document or a report. */
export function clientKeyOf({
  record,
  sequence,
}: Sealed): { readonly key: string; readonly entry: KeyEntry } | undefined {
  if (record.kind === 'attempt') {
    const { key, content } = record.client
    return { key, entry: { content, subject: { type: 'document', documentNumber: record.document.documentNumber } } }
  }
  if (record.kind === 'request' && record.x) {
    const { key, content } = record.x.client
    return { key, entry: { content, subject: { type: 'report', sequence: String(sequence) } } }
  }
  return undefined
}
