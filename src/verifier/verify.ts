import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { InUse, walkDatabase } from './database.ts'
import { assertEvents } from './events.ts'
import { assertExported, readManifest } from './export.ts'
import { Fault, type FaultName } from './fault.ts'
import { shiftFiles, type Tell, type Threads, walkFiles } from './files.ts'
import { beginning, checksumBytes, type Reached, Walk, type WalkOptions } from './walk.ts'

export interface Verification {
  /** An export, the mirror journal of a register, or its database. */
  readonly source: 'export' | 'mirror' | 'database'
  readonly folder: string
  readonly files: number
  readonly records: { readonly fiscal: number; readonly events: number }
  readonly documents: number
  readonly shifts: number
  readonly signatures: number
  /** Public keys that the records tell, in order, hex. */
  readonly keys: readonly string[]
  readonly heads: { readonly fiscal: string; readonly events: string }
}

/** How it ended: no error class leaves this bundle (tools/build.mjs). */
export type Verdict =
  | { readonly ok: true; readonly verified: readonly Verification[]; readonly skipped: readonly string[] }
  | {
      readonly ok: false
      readonly fault: FaultName
      readonly where: string
      readonly problem: string
      readonly folder: string
    }
  | { readonly ok: false; readonly fault: 'nothing'; readonly folder: string }

export interface VerifyRequest {
  /** Folders of exports, of the mirror journal, or of LevelDB; what is not there is not looked at. */
  readonly folders: readonly string[]
  readonly signatures?: boolean
  readonly key?: string | undefined
  /** Checksums of X and Z reports, 16 characters each. */
  readonly anchors?: readonly string[]
  /** Left out: nothing is done in threads. */
  readonly threads?: Threads
  readonly tell?: Tell
}

interface Found {
  readonly told: Verification
  /** Behind the last record. */
  readonly walk: Walk
}

/** Verifies each folder, and that those of one register end alike. */
export async function verifyFolders({
  anchors = [],
  folders,
  key,
  signatures = true,
  tell,
  threads,
}: VerifyRequest): Promise<Verdict> {
  const verified: Verification[] = []
  const skipped: string[] = []
  const walks = new Map<Verification['source'], Walk>()
  const from = beginning(anchors.flatMap((anchor) => checksumBytes(anchor) ?? []))
  let folder = ''
  try {
    for (folder of folders) {
      if (!existsSync(folder)) continue
      const found = await verifyFolder({ folder, from, options: { signatures, key }, tell, threads }).catch(
        (error: unknown) => {
          if (!(error instanceof InUse)) throw error
          skipped.push(folder)
          return undefined
        },
      )
      if (!found) continue
      verified.push(found.told)
      walks.set(found.told.source, found.walk)
    }
    assertAlike(walks.get('mirror'), walks.get('database'))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { ok: false, fault: error.fault, where: error.where, problem: error.message, folder }
  }
  return verified.length === 0 && skipped.length === 0
    ? { ok: false, fault: 'nothing', folder }
    : { ok: true, verified, skipped }
}

interface FolderTask {
  readonly folder: string
  readonly from: Reached
  readonly options: WalkOptions
  readonly threads: Threads | undefined
  readonly tell: Tell | undefined
}

async function verifyFolder(task: FolderTask): Promise<Found | undefined> {
  const { folder, from, options } = task
  const manifest = readManifest(folder)
  if (manifest ?? (await shiftFiles(folder)).length > 0) {
    const { files, walk } = await walkFiles({ ...task, isLive: manifest === undefined })
    await walk.end()
    if (manifest) assertExported(manifest, files, walk)
    if (manifest) await assertEvents(folder, walk.heads.events, manifest.events !== undefined)
    return foundBy(walk, folder, manifest ? 'export' : 'mirror', files.length)
  }
  if (!existsSync(join(folder, 'LOG')) && !(await readdir(folder)).some((name) => name.endsWith('.ldb')))
    return undefined
  const walk = new Walk(options, from)
  await walkDatabase(folder, walk, task.tell)
  await walk.end()
  return foundBy(walk, folder, 'database', 0)
}

function foundBy(walk: Walk, folder: string, source: Verification['source'], files: number): Found {
  const { documents, heads, keys, shifts, signatures } = walk
  const told = {
    source,
    folder,
    files,
    records: { fiscal: heads.fiscal.sequence, events: heads.events.sequence },
    documents,
    shifts,
    signatures,
    keys,
    heads: { fiscal: heads.fiscal.hash.toString('hex'), events: heads.events.hash.toString('hex') },
  }
  return { told, walk }
}

/** The database may be some transitions behind the files, which are written before it, and never ahead of them. */
function assertAlike(mirror: Walk | undefined, database: Walk | undefined): void {
  if (!mirror || !database) return
  for (const chain of ['fiscal', 'events'] as const) {
    const files = mirror.heads[chain].sequence
    const records = database.heads[chain].sequence
    if (files < records)
      throw new Fault('short', 'the mirror journal', `ends at ${chain} record ${files} of ${records}`)
    if (records < (mirror.before[0]?.[chain] ?? files))
      throw new Fault('short', 'the database', `ends at ${chain} record ${records} of ${files}`)
  }
}
