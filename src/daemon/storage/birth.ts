import { open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DamageError } from '../../accumulator/damage.ts'
import { exists, markerOf, sync } from '../../accumulator/provision.ts'
import { hasMirror } from '../../accumulator/mirror/reconcile.ts'
import type { Places } from './places.ts'

/**
 * The mark beside the configuration: this register was born, wherever its accumulator is. Empty, it is only the place for it,
 * made for a daemon that may write nothing else there (systemd/kkm.tmpfiles).
 */
export const birthMarkOf = (configurationFile: string): string => `${configurationFile}.born`

/**
 * A register that was set up is never made a second time by an empty folder: it has lost its accumulator.
 * @throws DamageError (short)
 */
export async function assertNotBorn({ file, mirrorDir, stateDir }: Places & { readonly file: string }): Promise<void> {
  if (await exists(markerOf(join(stateDir, 'accumulator')))) return
  const mark = birthMarkOf(file)
  if ((await exists(mark)) && (await readFile(mark, 'utf8')) !== '')
    throw new DamageError('short', `${mark} knows of a register, ${stateDir} has none`)
  if (await hasMirror(mirrorDir))
    throw new DamageError('short', `${mirrorDir} holds the journal of a register, ${stateDir} has none`)
}

/**
 * Marks the birth of a register, once it is registered.
 * @returns why that could not be done, where the configuration's folder cannot be written
 */
export async function markBirth(file: string, registered: string): Promise<string | undefined> {
  const path = birthMarkOf(file)
  if ((await exists(path)) && (await readFile(path, 'utf8')).includes(registered)) return undefined
  try {
    const handle = await open(path, 'a', 0o644)
    try {
      await handle.writeFile(`${registered}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await sync(dirname(path))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
