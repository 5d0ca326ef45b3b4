import { createPublicKey } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ResultOf } from '../../api/schemas/index.ts'
import { answer, connected, type Run } from '../call.ts'
import type { Daemon } from '../daemon.ts'
import { UsageFailure } from '../failure.ts'
import { exportedText } from '../render/proof.ts'

type Piece = Extract<ResultOf<'journal.export'>, { base64: string }>
type List = Exclude<ResultOf<'journal.export'>, Piece>

/** The key as `openssl` reads it. */
const pemOf = (hex: string): string =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') },
    format: 'jwk',
  })
    .export({ type: 'spki', format: 'pem' })
    .toString()

/**
 * The shift files, the list of them that the device signs, and its key, in a new folder. It has its name when it is whole.
 */
export const exportJournal: Run = (spec, given, context) => exportTo(spec, given, context)

/** The same for whoever has something to add before it counts as done. */
export async function exportTo(
  spec: Parameters<Run>[0],
  given: Parameters<Run>[1],
  context: Parameters<Run>[2],
  done: (daemon: Daemon, list: List) => Promise<void> = async () => undefined,
): Promise<number> {
  const output = given.get('output')?.[0]
  if (typeof output !== 'string') throw new UsageFailure('missing', '--output')
  if (existsSync(output)) throw new UsageFailure('cannot-write', `${output} (EEXIST)`)
  const unfinished = `${output}.unfinished`
  try {
    const list = await connected(spec, context, async (daemon) => {
      const fetched = await fetchAll(daemon, unfinished)
      await done(daemon, fetched)
      return fetched
    })
    await rename(unfinished, output)
    const result = {
      output,
      files: list.files.length,
      bytes: list.files.reduce((sum, { bytes }) => sum + bytes, 0),
      publicKey: list.publicKey,
    }
    await answer(result, context, async () => exportedText(result, context.language))
    return 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error)
      throw new UsageFailure('cannot-write', `${output} (${String(error.code)})`)
    throw error
  }
}

async function fetchAll(daemon: Daemon, folder: string): Promise<List> {
  await mkdir(folder, { recursive: true })
  const list = await daemon.call<List>('journal.export', {})
  for (const { bytes, name } of list.files) await fetchFile(daemon, folder, name, bytes)
  await writeFile(join(folder, 'public-key.pem'), pemOf(list.publicKey))
  await writeFile(join(folder, 'manifest.sig'), `${list.signature}\n`)
  await writeFile(join(folder, 'manifest.json'), Buffer.from(list.manifest, 'base64'))
  return list
}

/** As many bytes as were signed: what the register appends meanwhile is not part of it. */
async function fetchFile(daemon: Daemon, folder: string, name: string, bytes: number): Promise<void> {
  const file = await open(join(folder, name), 'w')
  try {
    for (let offset = 0; offset < bytes; ) {
      const { base64 } = await daemon.call<Piece>('journal.export', { name, offset })
      const piece = Buffer.from(base64, 'base64').subarray(0, bytes - offset)
      if (piece.length === 0) throw new Error(`${name} ends before what was signed`)
      await file.write(piece)
      offset += piece.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
}
