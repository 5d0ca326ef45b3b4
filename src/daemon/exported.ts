import { chown, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventRecord } from '../fiscal/register/event-records.ts'
import { instant } from '../fiscal/time.ts'
import type { Register } from './register.ts'

/*
 * Exports that were made while nothing could be recorded, the daemon stopped or the accumulator damaged: noted beside the
 * accumulator, and recorded by the next start.
 */

type Exported = Omit<Extract<EventRecord, { kind: 'exported' }>, 'kind'>

const noteOf = (stateDir: string): string => join(stateDir, 'exported.jsonl')

/** What the system says of a medium that takes nothing: no register will ever write on it that it was read (R208N-41). */
const TAKES_NOTHING = new Set(['EROFS', 'EIO'])

/**
 * A line is whole on disk before anything of the export is written, unless the medium cannot be written to at all.
 * @throws NodeJS.ErrnoException
 */
export async function noteExport(stateDir: string, exported: Exported): Promise<void> {
  try {
    await write(stateDir, exported)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && TAKES_NOTHING.has(String(error.code)))) throw error
  }
}

async function write(stateDir: string, exported: Exported): Promise<void> {
  const path = noteOf(stateDir)
  const file = await open(path, 'a', 0o600)
  try {
    await file.write(`${JSON.stringify(exported)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  // Root may have made it; the daemon has to read it
  const { gid, uid } = await stat(stateDir)
  if (process.getuid?.() === 0) await chown(path, uid, gid)
}

function notedIn(text: string): readonly Exported[] {
  return text.split('\n').flatMap((line): Exported[] => {
    try {
      const { account, at, by, to } = JSON.parse(line) as Exported
      return [
        { to, ...(by !== undefined && { by }), ...(account !== undefined && { account }), at: instant(Number(at)) },
      ]
    } catch {
      // Cut short by a power cut, or empty: that export was not begun
      return []
    }
  })
}

/** A power cut between the two lets it be recorded twice, never not at all. */
export async function recordNoted(register: Pick<Register, 'record'>, stateDir: string): Promise<void> {
  const text = await readFile(noteOf(stateDir), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return
  const noted = notedIn(text)
  if (noted.length > 0)
    await register.record(() => noted.map((exported) => ({ kind: 'exported' as const, ...exported })))
  await rm(noteOf(stateDir))
}
