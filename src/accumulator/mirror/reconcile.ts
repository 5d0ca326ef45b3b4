import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Chain } from '../../fiscal/register/records.ts'
import { DamageError } from '../damage.ts'
import type { Head } from '../journal.ts'
import { exists, sync } from '../provision.ts'
import { NO_HEAD, type StoredRecord } from '../record.ts'
import { fileName, filesIn, headsAfter, type MirrorFile, readMirrorFile } from './file.ts'
import { Mirror, type MirrorOptions } from './mirror.ts'

type Heads = Readonly<Record<Chain, Head>>

const isSame = (one: Heads, other: Heads): boolean =>
  one.fiscal.hash === other.fiscal.hash && one.events.hash === other.events.hash

/** So many transitions the mirror may have that LevelDB has not yet. */
export const MOST_AHEAD = 8

/** Where a rewriting grows, until every file of it is whole. */
const UNFINISHED = 'rebuild'

/**
 * Opens the mirror and compares it with LevelDB. Equal, and it goes on; a few transitions ahead, and LevelDB is to follow: the
 * register ended before they were written there. What was cut short behind the last frame was never acknowledged.
 * @param there the heads of LevelDB
 * @returns the records that LevelDB lacks
 * @throws DamageError for anything else
 */
export async function openMirror(options: Omit<MirrorOptions, 'durable'>, there: Heads) {
  const durable = { ...options, durable: true }
  const number = (await filesIn(options.folder)).at(-1)
  if (number === undefined) {
    if (there.fiscal.sequence + there.events.sequence > 0n)
      throw new DamageError('short', `the mirror journal ${options.folder} is gone`)
    return { mirror: await Mirror.begin(durable, there), ahead: [] }
  }
  const last = await readMirrorFile(options.folder, number)
  const ahead = aheadOf(last, there)
  if (!ahead) throw apart(headsAfter(last.opening.heads, last.transitions.flat()), there)
  const mirror = await Mirror.continue(durable, last)
  if (last.isTorn) await mirror.clearTorn()
  return { mirror, ahead }
}

/** What the file has behind these heads; undefined: more than an end at any moment explains, or something else. */
function aheadOf({ opening, transitions }: MirrorFile, there: Heads): readonly StoredRecord[] | undefined {
  const first = Math.max(0, transitions.length - MOST_AHEAD)
  let heads = headsAfter(opening.heads, transitions.slice(0, first).flat())
  for (let upTo = first; ; upTo++) {
    if (isSame(heads, there)) return transitions.slice(upTo).flat()
    const next = transitions[upTo]
    if (!next) return undefined
    heads = headsAfter(heads, next)
  }
}

function apart(mirror: Heads, there: Heads): DamageError {
  const { fiscal, events } = mirror
  const ours = `fiscal ${there.fiscal.sequence}, events ${there.events.sequence}`
  const problem = `the mirror journal ends at fiscal ${fiscal.sequence}, events ${events.sequence}, the database at ${ours}`
  const isShort = fiscal.sequence !== there.fiscal.sequence || events.sequence !== there.events.sequence
  return new DamageError(isShort ? 'short' : 'chain', problem)
}

/**
 * Writes the mirror anew, from records that are known to be good, and puts it in the place of what is there. Killed in
 * between it is begun again: the records are elsewhere.
 */
export async function rewriteMirror(
  options: Omit<MirrorOptions, 'durable'>,
  records: AsyncIterable<StoredRecord>,
): Promise<void> {
  await writeBeside(options, records)
  await putInPlace(options.folder)
}

/** The mirror written anew beside what is there, which is not touched. */
export async function writeBeside(
  options: Omit<MirrorOptions, 'durable'>,
  records: AsyncIterable<StoredRecord>,
): Promise<void> {
  const unfinished = join(options.folder, UNFINISHED)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  const beginning = { fiscal: NO_HEAD, events: NO_HEAD }
  const mirror = await Mirror.begin({ ...options, folder: unfinished, durable: false }, beginning)
  for await (const stored of records) {
    await mirror.append([stored])
    await mirror.finishIfClosed()
  }
  await mirror.close()
}

/** What was written beside takes the place of what is there. */
export async function putInPlace(folder: string): Promise<void> {
  const unfinished = join(folder, UNFINISHED)
  const made = await filesIn(unfinished)
  for (const number of made) await rename(join(unfinished, fileName(number)), join(folder, fileName(number)))
  for (const number of await filesIn(folder)) if (!made.includes(number)) await rm(join(folder, fileName(number)))
  await rm(unfinished, { recursive: true })
  await sync(folder)
}

/** Whether something of a mirror lies there, whole or not. */
export async function hasMirror(folder: string): Promise<boolean> {
  return (await exists(folder)) && (await readdir(folder)).some((name) => name.startsWith('shift-'))
}
