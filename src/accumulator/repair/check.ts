import type { Sealed } from '../../fiscal/register/records.ts'
import { DamageError } from '../damage.ts'
import type { LevelJournal } from '../leveldb-journal.ts'
import { fileName, filesIn, headsAfter, readMirrorFile } from '../mirror/file.ts'
import type { Closing } from '../mirror/frames.ts'
import { NO_HEAD, type StoredRecord } from '../record.ts'
import { isSigned } from '../signing.ts'
import { verifyJournal } from '../verify.ts'

/** What a check of all that there is has gone through. */
export interface Checked {
  readonly fiscal: number
  readonly events: number
  readonly files: number
  readonly signatures: number
}

/**
 * Every record of the database: links, signatures, totals. Then every file of the mirror: frames, links between the
 * files, closings, and that it reaches the end of the database. One file and one record in memory at a time.
 * @param isLive what is appended meanwhile may stand in the mirror already
 * @throws DamageError at the first fault
 */
export async function checkStorage(
  journal: LevelJournal,
  { isLive, mirror, totalsOf }: { readonly mirror: string; readonly isLive: boolean; readonly totalsOf: TotalsOf },
): Promise<Checked> {
  let signatures = 0
  const counted = async function* (): AsyncGenerator<StoredRecord, void> {
    for await (const stored of journal.records()) {
      if (stored.signature) signatures += 1
      yield stored
    }
  }
  const { heads } = await verifyJournal(counted(), { totalsOf })
  const files = await checkMirror(mirror, heads, isLive)
  return { fiscal: Number(heads.fiscal.sequence), events: Number(heads.events.sequence), files, signatures }
}

/** Canonical text of the running totals after each record, folded from these very records. */
export type TotalsOf = (sealed: Sealed) => string

type Heads = ReturnType<LevelJournal['heads']>

const isSame = (one: Heads, other: Heads): boolean =>
  one.fiscal.hash === other.fiscal.hash && one.events.hash === other.events.hash

async function checkMirror(folder: string, end: Heads, isLive: boolean): Promise<number> {
  const numbers = await filesIn(folder)
  let heads: Heads = { fiscal: NO_HEAD, events: NO_HEAD }
  let previous = '0'.repeat(64)
  let isReached = isSame(heads, end)
  for (const number of numbers) {
    const read = await readMirrorFile(folder, number)
    const isLast = number === numbers.at(-1)
    const wrong = (problem: string) => new DamageError('chain', `${fileName(number)} ${problem}`)
    if (read.opening.previous !== previous || !isSame(read.opening.heads, heads))
      throw wrong('does not follow the file before it')
    if ((read.isTorn && !(isLast && isLive)) || (!read.closing && !isLast)) throw wrong('is not whole')
    if (read.closing && !isClosedByDevice(read.closing)) throw wrong('is not signed by the device')
    for (const stored of read.transitions.flat()) {
      const { chain, sequence } = stored.sealed
      if (sequence !== heads[chain].sequence + 1n || stored.links.previous !== heads[chain].hash)
        throw wrong(`leaves out a record before ${chain} ${sequence}`)
      heads = headsAfter(heads, [stored])
      isReached ||= isSame(heads, end)
    }
    previous = read.closing?.sha256 ?? ''
  }
  if (!isReached || !(isLive || isSame(heads, end)))
    throw new DamageError('short', 'the mirror journal does not end where the database does')
  return numbers.length
}

const isClosedByDevice = ({ publicKey, sha256, signature }: Closing): boolean =>
  publicKey === undefined ||
  signature === undefined ||
  isSigned(publicKey, 'file', Buffer.from(sha256, 'hex'), Buffer.from(signature, 'hex'))
