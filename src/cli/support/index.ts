import { writeFileSync } from 'node:fs'
import { answer, type Run } from '../call.ts'
import type { Context } from '../context.ts'
import { type Credentials, credentialsOf } from '../credentials.ts'
import { Daemon } from '../daemon.ts'
import { askedOf, askDaemon } from '../doctor/index.ts'
import { CommandFailure, DaemonFailure, UsageFailure } from '../failure.ts'

/** Calls of the bundle beside `doctor`; what is kept of their answers stands in `keep.ts`. */
const CALLS = ['status', 'version', 'link.status', 'queue.list', 'time.show', 'settings.list'] as const

const EVENTS = 500

/** Signed in where somebody is: the bundle says more then, and says anything without. */
async function open(context: Context): Promise<Daemon | undefined> {
  let credentials: Credentials | undefined
  let daemon: Daemon | undefined
  try {
    credentials = await credentialsOf(context, false)
    daemon = await Daemon.open(context)
    if (credentials !== undefined) await daemon.signIn(credentials)
    return daemon
  } catch (error) {
    if (error instanceof UsageFailure) throw error
    if (error instanceof DaemonFailure || error instanceof CommandFailure) return daemon
    throw error
  }
}

async function ask(daemon: Daemon, method: string): Promise<unknown> {
  try {
    return await daemon.call(method, {})
  } catch (error) {
    if (error instanceof DaemonFailure) return { refused: error.failure.code }
    if (error instanceof CommandFailure) return { refused: error.code }
    throw error
  }
}

/** The last events; none for whoever may not watch. */
async function eventsOf(daemon: Daemon): Promise<readonly object[]> {
  const events: object[] = []
  try {
    const { cursor } = await daemon.call<{ readonly cursor: string }>('watch', { once: true })
    const since = `e${Math.max(0, Number(cursor.slice(1)) - EVENTS)}`
    const params = { since, once: true }
    await daemon.watch(params, async (event) => void events.push(event))
  } catch (error) {
    if (!(error instanceof DaemonFailure || error instanceof CommandFailure)) throw error
  }
  return events
}

/** `kkm-support-2026-11-21.tar.gz` in the folder of the call. */
const fileName = (now: number): string =>
  `kkm-support-${new Date(now).toISOString().slice(0, 16).replace(/[:]/g, '')}.tar.gz`

/** Collects what service needs to see into one file; works in every state, with the daemon dead too. */
export const support: Run = async (_spec, given, context) => {
  const output = given.get('output')?.[0]
  const { daemon: state, told } = await askDaemon(context)
  const daemon = await open(context)
  const answers: Record<string, unknown> = {}
  let events: readonly object[] = []
  if (daemon !== undefined) {
    try {
      for (const method of CALLS) answers[method] = await ask(daemon, method)
      events = await eventsOf(daemon)
    } finally {
      daemon.close()
    }
  }
  const { supportBundle } = await import('./bundle.ts')
  const now = Date.now()
  const asked = askedOf(given, context, { daemon: state, ...(told && { told }) })
  const { bytes, files } = supportBundle({ asked, answers, findings: told?.findings ?? [], events }, now)
  const path = typeof output === 'string' ? output : fileName(now)
  try {
    writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new UsageFailure('cannot-write', `${path} (${error instanceof Error ? error.message : String(error)})`)
  }
  await answer({ output: path, bytes: bytes.length, files }, context, async () => `${path}\n`)
  return 0
}
