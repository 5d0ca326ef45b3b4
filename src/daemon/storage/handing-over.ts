import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DamageError } from '../../accumulator/damage.ts'
import { existingKey } from '../../accumulator/device-key.ts'
import { type BrokenFile, exportList, readPiece } from '../../accumulator/mirror/export.ts'
import { filesIn } from '../../accumulator/mirror/file.ts'
import { publicPem } from '../../accumulator/signing.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import { Refusal, type RefusalDetails } from '../../fiscal/refusal.ts'
import { formatIso, instant } from '../../fiscal/time.ts'
import type { ErrorCode } from '../../locale/errors.ts'
import { RELEASE } from '../../release.ts'
import { writeEvents } from '../../verifier/events.ts'
import { type Configuration, loadConfiguration } from '../configuration/index.ts'
import { noteExport } from '../exported.ts'
import { listedJournal } from '../handlers/journal.ts'
import { keyPathOf } from './places.ts'

/*
 * The journal handed over without a daemon, by whoever may read its files. They are only read: should a register be running
 * after all, it is not disturbed, and what it appends meanwhile is not part of it.
 */

export interface JournalJob {
  readonly job: 'journal'
  readonly configurationFile: string
  /** A new folder; left out: the files are only named. */
  readonly output?: string
  /** Who asks, as the machine knows it. */
  readonly account: string
  readonly now: number
}

export type JournalAnswer =
  | ResultOf<'journal.list'>
  | {
      readonly output: string
      readonly files: number
      readonly bytes: number
      readonly publicKey: string
      readonly broken?: readonly BrokenFile[]
    }
  | { readonly refused: { readonly code: ErrorCode; readonly details: RefusalDetails } }

const PIECE = 1 << 20
/** What the system says when somebody may not look. */
const FORBIDDEN = new Set(['EACCES', 'EPERM'])

/** A refusal crosses the process as data. */
export async function handOver(job: JournalJob): Promise<JournalAnswer> {
  try {
    const { configuration } = loadConfiguration(job.configurationFile)
    const { device, mirrorDir } = configuration
    if ((await filesIn(mirrorDir)).length === 0) throw new Refusal('JOURNAL_NOT_FOUND', { folder: mirrorDir })
    const { model, serialNumber } = device
    const facts = {
      ...(serialNumber !== undefined && { serialNumber }),
      ...(model !== undefined && { model }),
    }
    const keeper = {
      configuration,
      clock: { now: () => instant(job.now) },
      release: RELEASE,
      looks: true,
      signer: () => existingKey(keyPathOf(configuration)),
      facts: () => facts,
    }
    return job.output === undefined ? await listedJournal(keeper) : await exported(job, job.output, keeper)
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, details: error.details } }
    if (error instanceof DamageError) {
      const { fault, message: found } = error
      return { refused: { code: 'STORAGE_DAMAGED', details: { fault, found } } }
    }
    if (error instanceof Error && 'code' in error && FORBIDDEN.has(String(error.code)))
      return { refused: { code: 'JOURNAL_UNREADABLE', details: { found: error.message } } }
    throw error
  }
}

type Keeper = Parameters<typeof listedJournal>[0] & { readonly configuration: Configuration }

async function exported(
  { account, now }: JournalJob,
  output: string,
  { configuration, facts, release, signer }: Keeper,
) {
  const { mirrorDir, stateDir } = configuration
  const told = { made: formatIso(instant(now)), release, register: facts() }
  const list = await exportList(mirrorDir, await signer(), told, true)
  if (!list) throw new Refusal('JOURNAL_NOT_FOUND', { folder: mirrorDir })
  await noteExport(stateDir, { to: output, account, at: instant(now) })
  const unfinished = `${output}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  for (const { bytes, name } of list.files) await copy(mirrorDir, name, bytes, unfinished)
  await writeEvents(unfinished, list.broken)
  await writeFile(join(unfinished, 'public-key.pem'), publicPem(list.publicKey))
  await writeFile(join(unfinished, 'manifest.sig'), `${list.signature.toString('hex')}\n`)
  await writeFile(join(unfinished, 'manifest.json'), list.manifest)
  await rename(unfinished, output)
  const bytes = list.files.reduce((sum, file) => sum + file.bytes, 0)
  const { broken, publicKey } = list
  return { output, files: list.files.length, bytes, publicKey, ...(broken.length > 0 && { broken }) }
}

/** To the last byte that was signed. */
async function copy(from: string, name: string, bytes: number, to: string): Promise<void> {
  const number = Number(/\d+/.exec(name)?.[0])
  const file = await open(join(to, name), 'w', 0o600)
  try {
    for (let offset = 0; offset < bytes; ) {
      const piece = await readPiece(from, number, offset, Math.min(PIECE, bytes - offset))
      if (piece.length === 0) throw new DamageError('short', `${name} ends before what was signed`)
      await file.write(piece)
      offset += piece.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
}
