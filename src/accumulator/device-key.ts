import { chmod, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DamageError } from './damage.ts'
import { exists, sync } from './provision.ts'
import { newKey, type Signer, signerOf } from './signing.ts'

/** Nobody but the daemon's user reads it. */
const PRIVATE = 0o600

/**
 * The key that this device signs with; made where there is none, whole or not at all. Whether it is the one that the
 * accumulator knows is for the opening to say.
 * @throws DamageError (signature) for a file that holds no key
 */
export async function deviceKey(path: string): Promise<Signer> {
  if (!(await exists(path))) await make(path)
  // A copy brought back by hand may have come with other rights.
  await chmod(path, PRIVATE)
  return existingKey(path)
}

/**
 * The key that is there, only read: of a register that is broken or stopped, of a medium that nothing can be written to.
 * @throws DamageError (signature) where there is none
 */
export async function existingKey(path: string): Promise<Signer> {
  if (!(await exists(path))) throw new DamageError('signature', `${path} is not there`)
  const pem = await readFile(path, 'utf8')
  try {
    return signerOf(pem)
  } catch (error) {
    throw new DamageError('signature', `${path} is no device key`, undefined, error)
  }
}

async function make(path: string): Promise<void> {
  const unfinished = `${path}.new`
  const handle = await open(unfinished, 'w', PRIVATE)
  try {
    await handle.writeFile(newKey())
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, path)
  await sync(dirname(path))
}
