import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError, loadConfiguration, renderProblem } from '../../daemon/configuration/index.ts'
import type { Language } from '../../locale/text.ts'
import { checksumBytes } from '../../verifier/walk.ts'
import type { Tell } from '../../verifier/files.ts'
import { verifyFolders, type Verdict } from '../../verifier/verify.ts'

export { writeEvents } from '../../verifier/events.ts'

export interface Asked {
  /** Left out: where the configuration says that this register's journal and accumulator lie. */
  readonly folder: string | undefined
  readonly configurationFile: string
  readonly checksum: string | undefined
  readonly key: string | undefined
  readonly signatures: boolean
  readonly tell: Tell
}

export type Told =
  | Verdict
  | { readonly ok: false; readonly fault: 'configuration' | 'checksum'; readonly problem: string }
  | { readonly ok: false; readonly fault: 'unreadable'; readonly problem: string }

/** What the system says when somebody may not look. */
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'ENOTDIR'])

/** `journal verify` as a bundle of its own (tools/build.mjs): it throws nothing that the command line tells apart. */
export async function verifyJournals(asked: Asked, language: Language): Promise<Told> {
  const { checksum, folder, key, signatures, tell } = asked
  if (checksum !== undefined && !checksumBytes(checksum)) return { ok: false, fault: 'checksum', problem: checksum }
  try {
    const folders = folder === undefined ? foldersOf(asked.configurationFile) : [folder]
    const anchors = checksum === undefined ? [] : [checksum]
    return await verifyFolders({ folders, signatures, key, anchors, tell, threads: { file: threadFile() } })
  } catch (error) {
    if (error instanceof ConfigurationError)
      return {
        ok: false,
        fault: 'configuration',
        problem: error.problems.map((one) => renderProblem(one, language)).join('; '),
      }
    if (error instanceof Error && 'code' in error && FORBIDDEN.has(String(error.code)))
      return { ok: false, fault: 'unreadable', problem: error.message }
    throw error
  }
}

/** Beside this bundle, or as it stands in the sources. */
function threadFile(): string {
  const built = join(import.meta.dirname, 'verifier.mjs')
  return existsSync(built) ? built : join(import.meta.dirname, '../../verifier/thread.ts')
}

/** The mirror journal first: it is there too while the daemon runs. */
function foldersOf(file: string): readonly string[] {
  const { mirrorDir, stateDir } = loadConfiguration(file).configuration
  return [mirrorDir, join(stateDir, 'accumulator')]
}
