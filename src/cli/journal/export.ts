import { createPublicKey } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { ResultOf } from '../../api/schemas/index.ts'
import { answer, connected, type Run } from '../call.ts'
import { Client } from '../client.ts'
import { generic } from '../commands.ts'
import type { Daemon } from '../daemon.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { ProgressLine } from '../progress.ts'
import { type Exported, exportedText, journalText } from '../render/proof.ts'
import { configurationOf, runStorageJob } from '../storage-job.ts'

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

/** What nobody runs a daemon for is done on its files, by whoever may read them. @returns undefined: a daemon is there */
export async function withoutDaemon<R extends object>(
  given: Parameters<Run>[1],
  context: Parameters<Run>[2],
  job: object,
): Promise<R | undefined> {
  try {
    const client = await Client.open(context.globals.socket)
    client.close()
    return undefined
  } catch (error) {
    const isAbsent = error instanceof CommandFailure && error.code === 'DAEMON_UNREACHABLE'
    const configurationFile = configurationOf(given, context)
    if (!isAbsent || !existsSync(configurationFile)) throw error
    return runStorageJob<R>({
      ...job,
      job: 'journal',
      configurationFile,
      account: userInfo().username,
      now: Date.now(),
    })
  }
}

/** The files of the journal, and what they come to. */
export const listJournal: Run = async (spec, given, context) => {
  const listed = await withoutDaemon<ResultOf<'journal.list'>>(given, context, {})
  if (!listed) return generic(spec, given, context)
  await answer(listed, context, async () => journalText(listed, context.language))
  return 0
}

/**
 * The shift files and the event journal, the list of them that the device signs, and its key, in a new folder. It has its
 * name when it is whole.
 */
export const exportJournal: Run = async (spec, given, context) => {
  const output = outputOf(given)
  const done = await withoutDaemon<Exported>(given, context, { output: resolve(output) })
  if (!done) return exportTo(spec, given, context)
  await answer({ ...done, output }, context, async () => exportedText({ ...done, output }, context.language))
  return 0
}

/** A folder that is not there yet. @throws UsageFailure */
function outputOf(given: Parameters<Run>[1]): string {
  const output = given.get('output')?.[0]
  if (typeof output !== 'string') throw new UsageFailure('missing', '--output')
  if (existsSync(output)) throw new UsageFailure('cannot-write', `${output} (EEXIST)`)
  // A medium that is not mounted is not made up for on the one below it
  if (!existsSync(dirname(resolve(output)))) throw new UsageFailure('cannot-write', `${output} (ENOENT)`)
  return output
}

/** The same for whoever has something to add before it counts as done. */
export async function exportTo(
  spec: Parameters<Run>[0],
  given: Parameters<Run>[1],
  context: Parameters<Run>[2],
  done: (daemon: Daemon, list: List) => Promise<void> = async () => undefined,
): Promise<number> {
  const output = outputOf(given)
  const unfinished = `${output}.unfinished`
  const progress = new ProgressLine(context)
  try {
    const list = await connected(spec, context, async (daemon) => {
      const fetched = await fetchAll(daemon, unfinished, resolve(output), (count, total) =>
        progress.step({ method: spec.method, stage: 'files', done: count, total }),
      ).finally(() => progress.end())
      await done(daemon, fetched)
      return fetched
    })
    await rename(unfinished, output)
    const result = {
      output,
      files: list.files.length,
      bytes: list.files.reduce((sum, { bytes }) => sum + bytes, 0),
      publicKey: list.publicKey,
      ...(list.broken && { broken: list.broken }),
    }
    await answer(result, context, async () => exportedText(result, context.language))
    return 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error)
      throw new UsageFailure('cannot-write', `${output} (${String(error.code)})`)
    throw error
  }
}

/** Nothing that a run before this one left is taken for a part of the export; nobody else reads the hashed PINs in it. */
async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
}

async function fetchAll(
  daemon: Daemon,
  folder: string,
  to: string,
  tell: (done: number, total: number) => void,
): Promise<List> {
  await emptyFolder(folder)
  const list = await daemon.call<List>('journal.export', { to })
  for (const [index, { bytes, name }] of list.files.entries()) {
    await fetchFile(daemon, folder, name, bytes)
    tell(index + 1, list.files.length)
  }
  const { writeEvents } = await import('./offline.ts')
  await writeEvents(folder, list.broken)
  await writeFile(join(folder, 'public-key.pem'), pemOf(list.publicKey))
  await writeFile(join(folder, 'manifest.sig'), `${list.signature}\n`)
  await writeFile(join(folder, 'manifest.json'), Buffer.from(list.manifest, 'base64'))
  return list
}

/** As many bytes as were signed: what the register appends meanwhile is not part of it. */
async function fetchFile(daemon: Daemon, folder: string, name: string, bytes: number): Promise<void> {
  const file = await open(join(folder, name), 'w', 0o600)
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
