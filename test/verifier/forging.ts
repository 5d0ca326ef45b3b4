import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, seal, type StoredRecord } from '../../src/accumulator/record.ts'
import type { Signer } from '../../src/accumulator/signing.ts'
import type { Chain, RecordKind, RegisterRecord, Stamped } from '../../src/fiscal/register/records.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import { EVENT_JOURNAL } from '../../src/verifier/events.ts'
import { OTHER_SIGNER, TEST_SIGNER } from '../accumulator/test-key.ts'
import { filesOf, writeExport } from './exports.ts'
import type { Transition } from './scenarios.ts'

/* The hands of a forger: what a hex editor can do to an export, what all our code can, and what it can with our key. */

export const THIEF: Signer = OTHER_SIGNER

export const kindOf = ({ sealed }: StoredRecord): RecordKind => sealed.record.kind

export const isClose = ({ sealed: { record } }: StoredRecord): boolean =>
  record.kind === 'attempt' && record.document.type === 'close'

/** The place of the n-th record of a kind, a third through the day by default. */
export function placeOf(day: readonly Transition[], kind: RecordKind, part = 1 / 3): readonly [number, number] {
  const places = day.flatMap((transition, at) =>
    transition.flatMap((stored, n) => (kindOf(stored) === kind && !isClose(stored) ? [[at, n] as const] : [])),
  )
  const place = places[Math.floor(places.length * part)]
  if (!place) throw new Error(`no ${kind} in this day`)
  return place
}

export const withRecords = (day: readonly Transition[], at: number, change: (transition: Transition) => Transition) =>
  day.map((transition, n) => (n === at ? change(transition) : transition)).filter(({ length }) => length > 0)

/** Files as they follow from the records, so that only the records are wrong. */
export const asExport = (folder: string, day: readonly Transition[], signer: Signer = TEST_SIGNER) =>
  writeExport(folder, filesOf(day, signer), signer)

export type Change = (stamped: Stamped, stored: StoredRecord) => Stamped

/** Every record sealed anew behind the one before, totals as they were: all that our code can do for a forger. */
export function rebuilt(day: readonly Transition[], signer: Signer | undefined, change: Change): readonly Transition[] {
  const heads: Record<Chain, { sequence: bigint; hash: string }> = {
    fiscal: { sequence: 0n, hash: '0'.repeat(64) },
    events: { sequence: 0n, hash: '0'.repeat(64) },
  }
  return day.map((transition) =>
    transition.map((stored) => {
      const { boot, chain, documentNumber, monotonic, record, shift, time } = stored.sealed
      const stamped = change({ record, time, boot, monotonic, shift, documentNumber }, stored)
      const own = heads[chain]
      const links = {
        previous: own.hash,
        totals: stored.links.totals,
        other: heads[chain === 'fiscal' ? 'events' : 'fiscal'],
      }
      const isOwnKey = signer && stamped.record.kind === 'device-key'
      const facts = isOwnKey
        ? { ...stamped, record: { ...stamped.record, publicKey: signer.publicKey } as RegisterRecord }
        : stamped
      const after = parse(seal(facts, own.sequence + 1n, links, stored.signature ? signer : undefined))
      heads[chain] = { sequence: after.sealed.sequence, hash: after.sealed.hash }
      return after
    }),
  )
}

/** The one record that is to be another. */
export const only =
  (day: readonly Transition[], kind: RecordKind, change: (stamped: Stamped) => Stamped, part?: number): Change =>
  (stamped, stored) => {
    const [at, n] = placeOf(day, kind, part)
    return day[at]?.[n] === stored ? change(stamped) : stamped
  }

export function cheaper(stamped: Stamped): Stamped {
  const { record } = stamped
  if (record.kind !== 'attempt') return stamped
  const { document } = record
  if (document.type === 'placement')
    return { ...stamped, record: { ...record, document: { ...document, sum: tiyn(document.sum - 1n) } } }
  if (document.type !== 'ticket') return stamped
  const total = tiyn(document.ticket.total - 100n)
  return { ...stamped, record: { ...record, document: { ...document, ticket: { ...document.ticket, total } } } }
}

/** The first document that was made so, with another fiscal sign: online the OFD's, else the register's own. */
export function withOtherSign(
  day: readonly Transition[],
  result: 'accepted' | 'autonomous',
): Readonly<Record<'edited' | 'sealed', readonly Transition[]>> {
  const isIt = ({ sealed: { record } }: StoredRecord) =>
    record.kind === 'outcome' && record.result === result && record.sign !== undefined
  const at = day.findIndex((transition) => transition.some(isIt))
  const stored = day[at]?.find(isIt)
  const { record } = stored?.sealed ?? {}
  if (!stored || record?.kind !== 'outcome' || record.result === 'refused') throw new Error(`nothing ${result}`)
  const sign = typeof record.sign === 'number' ? record.sign ^ 1 : String(Number(record.sign) ^ 1)
  const bytes = Buffer.from(stored.bytes)
  const place = bytes.indexOf(`"sign":${JSON.stringify(record.sign)}`)
  bytes.write(`"sign":${JSON.stringify(sign)}`, place)
  return {
    // With a hex editor
    edited: withRecords(day, at, (all) => all.map((one) => (one === stored ? { ...stored, bytes } : one))),
    // With all our code, but without the key
    sealed: rebuilt(day, undefined, (stamped, one) =>
      one === stored ? { ...stamped, record: { ...record, sign } as RegisterRecord } : stamped,
    ),
  }
}

/** An export whose event journal alone was edited. */
export async function withEvents(
  folder: string,
  day: readonly Transition[],
  edit: (lines: readonly string[]) => readonly string[],
): Promise<void> {
  await asExport(folder, day)
  const path = join(folder, EVENT_JOURNAL)
  writeFileSync(path, edit(readFileSync(path, 'utf8').split(/(?<=\n)/)).join(''))
}

export const unchanged: Change = (stamped) => stamped

export function editFile(
  folder: string,
  pick: (names: readonly string[]) => string | undefined,
  edit: (bytes: Buffer) => Buffer,
) {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.kkj'))
    .sort()
  const name = pick(names)
  if (name === undefined) throw new Error('no file to edit')
  writeFileSync(join(folder, name), edit(readFileSync(join(folder, name))))
}

export const flipped = (bytes: Buffer, at: number): Buffer => {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  return bytes
}

/** A record's bytes with one of them changed and nothing done about it. */
export const spoilt = (stored: StoredRecord, at: number): StoredRecord => ({
  ...stored,
  bytes: flipped(Buffer.from(stored.bytes), at),
})

/** The checksum that the last Z of a day carries. */
export function lastZ(day: readonly Transition[]): string {
  const closes = day
    .flat()
    .flatMap(({ sealed: { record } }) =>
      record.kind === 'attempt' && record.document.type === 'close' ? [record.document.report.checksum] : [],
    )
  return closes.at(-1) ?? ''
}
