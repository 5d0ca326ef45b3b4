import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from './context.ts'
import { UsageFailure } from './failure.ts'
import { readSecret } from './files.ts'
import { savedSession } from './session-file.ts'
import { SETUP_WORDS } from '../locale/status.ts'

/** Parameters of `session.open`. */
export type Credentials = { readonly user: number; readonly pin: string } | { readonly session: string }

/** `--pin-file`, else the credential that systemd hands to a service. @throws CommandFailure SECRET_FILE */
export async function pinFromFile({ env, globals }: Context): Promise<string | undefined> {
  if (globals.pinFile !== undefined) return readSecret(globals.pinFile)
  const folder = env['CREDENTIALS_DIRECTORY']
  const path = folder ? join(folder, 'kkm-pin') : undefined
  return path !== undefined && existsSync(path) ? readSecret(path, true) : undefined
}

export async function askPin({ language }: Pick<Context, 'language'>): Promise<string> {
  const { askHidden } = await import('./prompt.ts')
  return askHidden(SETUP_WORDS.enterPin[language])
}

/**
 * Who signs this call in: `--user` with a PIN, else the session that `kkm login` kept, else a person who is asked.
 * @param mayAsk false: a command that also answers the unsigned does not stop to ask
 * @param needsPin true: whose session it is, is asked for the PIN again
 * @returns undefined: nobody; the daemon says whether that will do
 */
export async function credentialsOf(
  context: Context,
  mayAsk: boolean,
  needsPin = false,
): Promise<Credentials | undefined> {
  const { env, globals, interactive } = context
  const { user } = globals
  if (user === undefined && globals.pinFile !== undefined) throw new UsageFailure('user-needed', '--pin-file FILE …')
  const pin = user === undefined ? undefined : await pinFromFile(context)
  if (user !== undefined && pin !== undefined) return { user, pin }
  const saved = savedSession(env, globals.socket)
  const asksAnyhow = needsPin && interactive
  if (saved !== undefined && (user === undefined || user === saved.user) && !asksAnyhow)
    return { session: saved.session }
  const asked = user ?? (asksAnyhow ? saved?.user : undefined)
  if (asked !== undefined && interactive && mayAsk) return { user: asked, pin: await askPin(context) }
  return undefined
}
