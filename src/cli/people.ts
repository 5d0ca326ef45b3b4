import type { LoginAnswer } from '../api/results.ts'
import type { CommandSpec } from '../api/spec.ts'
import { answer, connected, type Run } from './call.ts'
import type { Context } from './context.ts'
import { askPin, pinFromFile } from './credentials.ts'
import { UsageFailure } from './failure.ts'
import { userText } from './render/people.ts'
import { forgetSession, saveSession } from './session-file.ts'

async function askUser({ globals, interactive, language }: Context): Promise<number> {
  if (globals.user !== undefined) return globals.user
  if (!interactive) throw new UsageFailure('user-needed', 'login')
  const [{ ask }, { FIELD_WORDS }] = await Promise.all([import('./prompt.ts'), import('../locale/field-words.ts')])
  const text = await ask(FIELD_WORDS['code']?.[language] ?? 'code')
  if (!/^\d{1,10}$/.test(text)) throw new UsageFailure('integer', text)
  return Number(text)
}

async function pinOf(context: Context): Promise<string> {
  const pin = await pinFromFile(context)
  if (pin !== undefined) return pin
  if (!context.interactive) throw new UsageFailure('missing', '--pin-file')
  return askPin(context)
}

/** Keeps the session for the next calls; the answer does not show its token. */
export const login: Run = async (spec: CommandSpec, _given, context) => {
  const credentials = { user: await askUser(context), pin: await pinOf(context) }
  const login = await connected(spec, context, (daemon) => daemon.call<LoginAnswer>(spec.method, credentials))
  const { session, ...rest } = login
  saveSession(context.env, { socket: context.globals.socket, session, user: rest.user.code })
  await answer(rest, context, async () => userText(rest.user, context.language))
  return 0
}

export const logout: Run = async (spec: CommandSpec, _given, context) => {
  try {
    const result = await connected(spec, context, (daemon) => daemon.call<object>(spec.method, {}))
    await answer(result, context, async () => '')
    return 0
  } finally {
    forgetSession(context.env)
  }
}
