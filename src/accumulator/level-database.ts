import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Level } from 'level'
import { DamageError, JournalLocked, JournalMissing, StorageUnusable } from './damage.ts'
import { exists, markerOf } from './provision.ts'

export type Database = Level<string, Buffer>

const KIB = 1024

/** Small, for a machine with little memory: a shop writes some megabytes a day. Compressed tables show a flipped bit more often. */
export const OPTIONS = {
  keyEncoding: 'utf8',
  valueEncoding: 'buffer',
  createIfMissing: false,
  compression: true,
  writeBufferSize: 512 * KIB,
  cacheSize: 2048 * KIB,
  maxOpenFiles: 64,
} as const

/** What LevelDB writes into its `LOG` when it opens in spite of damage; nothing else tells. */
const CONFESSIONS = ['ignoring error', 'dropping', 'Corruption']

/**
 * @throws JournalMissing, JournalLocked, StorageUnusable
 * @throws DamageError for a database that was there and is not, does not open, or opened by leaving something out
 */
export async function openDatabase(directory: string): Promise<Database> {
  if (!(await exists(markerOf(directory)))) throw new JournalMissing(directory)
  if (!(await exists(directory)) || (await readdir(directory)).length === 0) {
    throw new DamageError('short', `the accumulator ${directory} is gone`)
  }
  // Of the run before: not opened again, so that the words stay where they are.
  await readLog(directory)
  const db: Database = new Level<string, Buffer>(directory, OPTIONS)
  try {
    await db.open()
  } catch (error) {
    throw openingError(directory, error)
  }
  try {
    await readLog(directory)
  } catch (error) {
    await db.close()
    throw error
  }
  return db
}

/**
 * A damaged database, for what can still be read of it; whatever its `LOG` says.
 * @returns undefined: it is gone or does not open
 * @throws JournalLocked, StorageUnusable
 */
export async function openForRepair(directory: string): Promise<Database | undefined> {
  if (!(await exists(join(directory, 'CURRENT')))) return undefined
  const db: Database = new Level<string, Buffer>(directory, OPTIONS)
  try {
    await db.open()
    return db
  } catch (error) {
    const why = openingError(directory, error)
    if (why instanceof DamageError) return undefined
    throw why
  }
}

async function readLog(directory: string): Promise<void> {
  const path = join(directory, 'LOG')
  if (!(await exists(path))) return
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (CONFESSIONS.some((words) => line.includes(words))) {
      throw new DamageError('gap', `LevelDB left records out: ${line.trim()}`)
    }
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code

/** What somebody can mend on the spot. All else that reading comes to, a file that is gone or a dead sector, is damage. */
const OF_THE_PLACE = /Permission denied|No space left|Read-only|Too many open files|quota/

function openingError(directory: string, error: unknown): Error {
  const cause = (error as Error).cause
  if (codeOf(cause) === 'LEVEL_LOCKED') return new JournalLocked(directory, cause)
  if (codeOf(cause) === 'LEVEL_IO_ERROR' && OF_THE_PLACE.test(String(cause)))
    return new StorageUnusable(directory, cause)
  return new DamageError(
    'short',
    `the accumulator ${directory} does not open: ${(cause as Error).message}`,
    undefined,
    cause,
  )
}

/** A read that LevelDB itself finds damaged is damage; any other error stays what it is. Iterators give no code, only words. */
export function readingError(error: unknown): unknown {
  const words = String(error)
  const isBroken = words.includes('Corruption: ') || (words.includes('IO error: ') && !OF_THE_PLACE.test(words))
  if (codeOf(error) !== 'LEVEL_CORRUPTION' && !isBroken) return error
  return new DamageError('chain', `LevelDB cannot read it: ${(error as Error).message}`, undefined, error)
}
