import type { Chain, RegisterRecord, Sealed } from '../fiscal/register/records.ts'
import type { Instant } from '../fiscal/time.ts'
import { markIdentity } from '../fiscal/ticket/marks.ts'
import { DamageError } from './damage.ts'
import { type HistoryEntry, type HistoryQuery, historyOf } from './history.ts'
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
 *   y/<sequence>              a fiscal record that tells the device's key
 *
 * The history has a list for everybody (`-`) and, of receipts, one for each person's code:
 *   h/<list>/<- or code>/<time>/<sequence>   g/<list>/<- or code>/<shift>/<sequence>
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
/** Keys that were told up to this fiscal record. */
export const deviceKeyRange = (upTo: bigint): KeyRange => ({ gte: 'y/', lt: `y/${hex(upTo + 1n)}` })
export const timeRange = (from: Instant, to: Instant): KeyRange => ({ gte: `t/${time(from)}/`, lt: `t/${time(to)}/` })

/** Their length is that of the keys, so that a bound between two of them sorts where it should. */
const listKey = (by: 'time' | 'shift', list: string, who: number | undefined, value: number): string => {
  const person = who === undefined ? '-' : number(who)
  return by === 'time' ? `h/${list}/${person}/${time(value)}` : `g/${list}/${person}/${number(value)}`
}

/** The part of a list that is asked for; read backwards, it begins behind the page before. */
export function historyRange({ before, list, operator, span }: HistoryQuery): KeyRange {
  const key = (value: number) => listKey(span.by, list, operator, value)
  const end = span.by === 'time' ? `${key(span.to)}/` : `${key(span.to)}0`
  const place = before && `${key(before[span.by])}/${hex(before.sequence)}`
  return { gte: `${key(span.from)}/`, lt: place !== undefined && place < end ? place : end }
}

const historyKeys = ({ lists, operator, sequence, shift, time: at }: HistoryEntry): readonly string[] =>
  lists.flatMap((list) =>
    (list === 'receipts' ? [undefined, operator] : [undefined]).flatMap((who) => [
      `${listKey('time', list, who, at)}/${hex(sequence)}`,
      `${listKey('shift', list, who, shift)}/${hex(sequence)}`,
    ]),
  )

/** Says that the indexes of this scheme reach back to the first record; a new kind of index is a new scheme. */
export const SCHEME_KEY = 'i/4'

/** Says that there is a mirror journal: from then on one that is missing is damage. */
export const MIRROR_KEY = 'j/1'

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
  if (record.kind === 'device-key') keys.push(`y/${hex(sequence)}`)
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
    if (record.result === 'refused') keys.push(`x/${document}`)
  }
  const sign = signedBy(record)
  if (sign !== undefined) keys.push(`s/${text(sign)}/${number(documentNumber)}`)
  const entry = historyOf(sealed)
  if (entry) keys.push(...historyKeys(entry))
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

/** The fiscal sign that a record gives to its document: the OFD's, our own, or the OFD's for one that carries ours. */
export function signedBy(record: RegisterRecord): string | undefined {
  if (record.kind === 'delivered') return record.sign
  if (record.kind !== 'outcome' || record.result === 'refused' || record.sign === undefined) return undefined
  return String(record.sign)
}

/** The key that a record binds to a document, a report or a hold. */
export function clientKeyOf({
  record,
  sequence,
}: Sealed): { readonly key: string; readonly entry: KeyEntry } | undefined {
  if (record.kind === 'attempt') {
    const { key, content } = record.client
    return { key, entry: { content, subject: { type: 'document', documentNumber: record.document.documentNumber } } }
  }
  if (record.kind === 'hold' || record.kind === 'hold-end') {
    const { key, content } = record.kind === 'hold' ? record.hold : record.client
    return { key, entry: { content, subject: { type: 'hold', sequence: String(sequence) } } }
  }
  if (record.kind === 'request' && record.x) {
    const { key, content } = record.x.client
    return { key, entry: { content, subject: { type: 'report', sequence: String(sequence) } } }
  }
  return undefined
}
