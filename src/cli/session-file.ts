import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** What `kkm login` leaves for the next calls: a token of the daemon at one socket. */
interface SavedSession {
  readonly socket: string
  readonly session: string
  /** Code of whom it signs in. */
  readonly user: number
}

/** `$XDG_RUNTIME_DIR/kkm/session`, which ends with the person's login, or the state folder where there is none. */
function sessionPath(env: NodeJS.ProcessEnv): string {
  const runtime = env['XDG_RUNTIME_DIR']
  if (runtime) return join(runtime, 'kkm', 'session')
  return join(env['XDG_STATE_HOME'] || join(env['HOME'] || homedir(), '.local', 'state'), 'kkm', 'session')
}

const isSaved = (value: unknown): value is SavedSession =>
  typeof value === 'object' && value !== null && 'socket' in value && 'session' in value && 'user' in value

/** The session at this socket. One that others can read, or that cannot be read, counts as none. */
export function savedSession(env: NodeJS.ProcessEnv, socket: string): SavedSession | undefined {
  const path = sessionPath(env)
  try {
    if ((statSync(path).mode & 0o077) !== 0) return undefined
    const saved: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isSaved(saved) && saved.socket === socket ? saved : undefined
  } catch {
    // No session, or none that can be used: the call goes on unsigned, and the daemon says what it needs
    return undefined
  }
}

export function saveSession(env: NodeJS.ProcessEnv, saved: SavedSession): void {
  const path = sessionPath(env)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(saved)}\n`, { mode: 0o600 })
  renameSync(fresh, path)
}

export function forgetSession(env: NodeJS.ProcessEnv): void {
  rmSync(sessionPath(env), { force: true })
}
