import { STATUS_WORDS } from '../locale/status.ts'
import { RELEASE } from '../release.ts'
import { answer, type Run } from './call.ts'
import type { Context } from './context.ts'
import { Daemon } from './daemon.ts'
import { table } from './render/table.ts'

/** The daemon is only looked for: nobody waits long to read a version. */
const PATIENCE_SECONDS = 2

async function daemonVersion(context: Context): Promise<{ release: string; state: string } | undefined> {
  try {
    const daemon = await Daemon.open({ ...context, globals: { timeout: PATIENCE_SECONDS, ...context.globals } })
    daemon.close()
    return { release: daemon.hello.release, state: daemon.hello.state }
  } catch {
    // Unreachable, silent or closed to us: the version of this program is an answer without it
    return undefined
  }
}

/** Our own release, and the daemon's where it can be reached. */
export const version: Run = async (_spec, _given, context) => {
  const { language } = context
  const daemon = await daemonVersion(context)
  const result = { release: RELEASE, ...(daemon && { daemon }) }
  await answer(result, context, async () =>
    table([
      ['kkm', RELEASE],
      ['kkmd', daemon === undefined ? STATUS_WORDS.notRunning[language] : daemon.release],
    ]),
  )
  return 0
}
