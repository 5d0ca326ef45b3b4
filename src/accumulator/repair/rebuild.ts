import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Level } from 'level'
import type { Entry } from '../journal.ts'
import { LevelJournal } from '../leveldb-journal.ts'
import { indexKeys, MIRROR_KEY, recordKey, SCHEME_KEY } from '../indexes.ts'
import { OPTIONS } from '../level-database.ts'
import { fileName, filesIn } from '../mirror/file.ts'
import { putInPlace as putMirrorInPlace, writeBeside } from '../mirror/reconcile.ts'
import { exists, mark, markerOf, sync } from '../provision.ts'
import type { StoredRecord } from '../record.ts'
import type { Signer } from '../signing.ts'
import { isLoss, type Salvaged } from './salvage.ts'

/** So many records go to the new database at once. */
const BATCH = 256
const NOTHING = Buffer.alloc(0)

export interface Rebuilding {
  readonly directory: string
  readonly mirror: string
  readonly signer: Signer
  /** Gives each record that there is, in the order of sealing: a salvage, or a backup. */
  readonly source: (take: (stored: StoredRecord) => Promise<void>) => Promise<Salvaged>
  /** Records that are known of may be missing. */
  readonly mayLose: boolean
  /** A name for what is set aside: a time. */
  readonly aside: string
  /** Each record that could be had, in the order of sealing. */
  readonly take: (stored: StoredRecord) => void
  /** Asked behind the last of them, before anything is changed. */
  readonly mayGoOn: (salvaged: Salvaged) => boolean
  /** What is to be recorded of the repair, behind them. */
  readonly acts: (salvaged: Salvaged) => readonly Entry[]
}

const besideOf = (directory: string): string => `${directory}.rebuilt`

/**
 * A repair was killed between setting the damaged database aside and putting the new one in its place, or before there was one:
 * what stands beside is then the database, whole, or as good as none.
 */
export async function endSwap(directory: string): Promise<void> {
  if (!(await exists(directory)) && (await exists(besideOf(directory)))) await rename(besideOf(directory), directory)
}

/**
 * A new database, and where it is needed a new mirror, from all records that mirror and database still have; what was
 * damaged is set aside, not removed. Killed at any point it is begun anew: the new database takes its place first, and only
 * then the mirror is touched, so that all that could be had stands in one of the two at any moment.
 * @returns what could be had; when that is less than may be lost, nothing was changed
 */
export async function rebuild(rebuilding: Rebuilding): Promise<Salvaged> {
  const { acts, aside, directory, mayGoOn, mayLose, mirror, signer } = rebuilding
  const fresh = besideOf(directory)
  await endSwap(directory)
  await rm(fresh, { recursive: true, force: true })
  await mkdir(dirname(directory), { recursive: true, mode: 0o700 })
  const journal = new LevelJournal(new Level(fresh, { ...OPTIONS, createIfMissing: true }), signer)
  try {
    const salvaged = await fill(journal, rebuilding)
    if (!mayGoOn(salvaged) || (isLoss(salvaged) && !mayLose)) return salvaged
    await journal.check([], true)
    const isFollowed = salvaged.isMirrorWhole && !isLoss(salvaged)
    if (isFollowed) await journal.mirrorTo(mirror)
    await journal.append(acts(salvaged))
    if (!isFollowed) await writeBeside({ folder: mirror, signer }, journal.records())
    await journal.close()
    await putInPlace(directory, fresh, aside)
    if (!isFollowed) {
      await setAside(mirror, aside)
      await putMirrorInPlace(mirror)
    }
    return salvaged
  } finally {
    await journal.close()
    await rm(fresh, { recursive: true, force: true })
  }
}

async function fill(journal: LevelJournal, { source, take }: Rebuilding): Promise<Salvaged> {
  const { database } = journal
  await database.open()
  let batch: { type: 'put'; key: string; value: Buffer }[] = []
  const salvaged = await source(async (stored) => {
    const { chain, sequence } = stored.sealed
    take(stored)
    batch.push({ type: 'put', key: recordKey(chain, sequence), value: Buffer.from(stored.bytes) })
    batch.push(...indexKeys(stored.sealed).map((key) => ({ type: 'put' as const, key, value: NOTHING })))
    if (batch.length < BATCH) return
    await database.batch(batch)
    batch = []
  })
  for (const key of [SCHEME_KEY, MIRROR_KEY]) batch.push({ type: 'put', key, value: NOTHING })
  await database.batch(batch, { sync: true })
  return salvaged
}

/** The damaged files of the mirror, in a folder beside them. */
async function setAside(mirror: string, aside: string): Promise<void> {
  const files = await filesIn(mirror)
  if (files.length === 0) return
  const folder = join(mirror, `damaged-${aside}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const file of files) {
    const path = join(mirror, fileName(file))
    await chmod(path, 0o400)
    await rename(path, join(folder, fileName(file)))
  }
  await sync(folder)
  await sync(mirror)
}

async function putInPlace(directory: string, fresh: string, aside: string): Promise<void> {
  for (const name of await readdir(fresh)) await sync(join(fresh, name))
  await sync(fresh)
  if (await exists(directory)) await rename(directory, `${directory}.damaged-${aside}`)
  await rename(fresh, directory)
  await sync(dirname(directory))
  if (!(await exists(markerOf(directory)))) await mark(directory)
}
