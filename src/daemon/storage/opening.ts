import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StorageUnusable } from '../../accumulator/damage.ts'
import { deviceKey } from '../../accumulator/device-key.ts'
import { type LevelJournal, openLevelJournal, provision } from '../../accumulator/leveldb-journal.ts'
import { trimBallast } from './ballast.ts'
import { assertNotBorn } from './birth.ts'
import { checkInChild } from './child.ts'
import { keyPathOf, type Places } from './places.ts'
import { ofTheMedium } from './medium.ts'

/**
 * The accumulator with its mirror, provisioned where there never was one, and opened by a child first.
 * @throws DamageError, JournalLocked, StorageUnusable
 */
export async function openAccumulator(places: Places & { readonly file: string }): Promise<LevelJournal> {
  const { mirrorDir: mirror, stateDir } = places
  const directory = join(stateDir, 'accumulator')
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 })
    await assertNotBorn(places)
    await trimBallast(stateDir)
    await provision(directory)
    const signer = await deviceKey(keyPathOf(places))
    await checkInChild(places, false)
    return await openLevelJournal(directory, { mirror, signer })
  } catch (error) {
    throw ofTheMedium(error) ? new StorageUnusable(stateDir, error) : error
  }
}
