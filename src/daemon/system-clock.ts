import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Instant } from '../fiscal/time.ts'

/** systemd waits for the clock of the machine, which may be slow to answer. */
const PATIENCE = 5000

/** systemd-timesyncd makes it when it has set the clock by a time server, at each start of the machine (its manual). */
const SYNCHRONISED = '/run/systemd/timesync/synchronized'

/** Whether a time server leads the clock of this machine. */
export const isSynchronised = (): boolean => existsSync(SYNCHRONISED)

const run = promisify(execFile)

/** `2026-11-21 05:15:30 UTC`: a moment that needs no zone of the machine. */
const stampOf = (to: Instant): string =>
  new Date(to)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')

/**
 * Sets the clock through systemd, which also keeps the battery's clock.
 * @returns what systemd said when it would not: no right to, or the time comes from the network
 */
export async function setSystemClock(to: Instant): Promise<string | undefined> {
  try {
    await run('timedatectl', ['--no-ask-password', 'set-time', stampOf(to)], { timeout: PATIENCE })
    return undefined
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    return said || (error instanceof Error ? error.message : String(error))
  }
}
