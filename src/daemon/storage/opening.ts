import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { JournalLocked, StorageUnusable } from '../../accumulator/damage.ts'
import { deviceKey } from '../../accumulator/device-key.ts'
import { type LevelJournal, openLevelJournal, provision } from '../../accumulator/leveldb-journal.ts'
import { endSwap } from '../../accumulator/repair/rebuild.ts'
import { trimBallast } from './ballast.ts'
import { assertNotBorn } from './birth.ts'
import { checkInChild } from './child.ts'
import { keyPathOf, type Places } from './places.ts'
import { ofTheMedium } from './medium.ts'

/** The child of a daemon that was killed reads on to its end, some seconds at most; so long the lock is its (ms). */
const LOCK_PATIENCE = 5000
const LOCK_PAUSE = 100

/** @throws JournalLocked when another process keeps it longer than that: another daemon */
async function unlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += LOCK_PAUSE) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof JournalLocked) || waited >= LOCK_PATIENCE) throw error
      await sleep(LOCK_PAUSE)
    }
  }
}

/**
 * The accumulator with its mirror, provisioned where there never was one, and opened by a child first.
 * @throws DamageError, JournalLocked, StorageUnusable
 */
export async function openAccumulator(places: Places & { readonly file: string }): Promise<LevelJournal> {
  const { mirrorDir: mirror, stateDir } = places
  const directory = join(stateDir, 'accumulator')
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 })
    await endSwap(directory)
    await assertNotBorn(places)
    await trimBallast(stateDir)
    await provision(directory)
    const signer = await deviceKey(keyPathOf(places))
    await unlocked(() => checkInChild(places, false))
    return await openLevelJournal(directory, { mirror, signer })
  } catch (error) {
    throw ofTheMedium(error) ? new StorageUnusable(stateDir, error) : error
  }
}
