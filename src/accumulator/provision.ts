import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Level } from 'level'
import { DamageError } from './damage.ts'

/*
 * The first creation of a LevelDB does not survive a power cut between its files, so it happens elsewhere: made and
 * closed under another name, synced, renamed. The marker beside it says for ever that there is an accumulator here: a
 * later start that finds none has lost it and never makes a new one.
 */

export const markerOf = (directory: string): string => `${directory}.born`
const unfinishedOf = (directory: string): string => `${directory}.new`

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** Makes a file, or the names in a folder, durable. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes the marker, durably. */
export async function mark(directory: string): Promise<void> {
  const handle = await open(markerOf(directory), 'w', 0o600)
  try {
    await handle.writeFile('kkm accumulator 1\n')
    await handle.sync()
  } finally {
    await handle.close()
  }
  await sync(dirname(directory))
}

/** Each may be the last that ran before the power went; all are run again from the first. */
export const PROVISIONING: readonly { readonly name: string; run(directory: string): Promise<void> }[] = [
  {
    name: 'clear what was never finished',
    run: async (directory) => {
      await mkdir(dirname(directory), { recursive: true })
      await rm(unfinishedOf(directory), { recursive: true, force: true })
    },
  },
  {
    name: 'create',
    run: async (directory) => {
      const db = new Level(unfinishedOf(directory), { createIfMissing: true, errorIfExists: true })
      await db.open()
      await db.close()
    },
  },
  {
    name: 'sync',
    run: async (directory) => {
      const unfinished = unfinishedOf(directory)
      for (const name of await readdir(unfinished)) await sync(join(unfinished, name))
      await sync(unfinished)
    },
  },
  {
    name: 'rename',
    run: async (directory) => {
      await rename(unfinishedOf(directory), directory)
      await sync(dirname(directory))
    },
  },
  {
    name: 'mark',
    run: mark,
  },
]

/**
 * Makes an empty accumulator, once in the life of a register; where there is one, does nothing.
 * @throws DamageError (short) when there are files, but not those of a database
 */
export async function provision(directory: string): Promise<void> {
  if (await exists(markerOf(directory))) return
  for (const step of await missingSteps(directory)) await step.run(directory)
}

/** A database without its marker was finished but for the marker; it may hold records and is kept. */
async function missingSteps(directory: string): Promise<typeof PROVISIONING> {
  if (!(await exists(directory)) || (await readdir(directory)).length === 0) return PROVISIONING
  if (await exists(join(directory, 'CURRENT'))) return PROVISIONING.slice(-1)
  throw new DamageError('short', `${directory} holds files, but no database`)
}
