import type { SetupAnswer } from '../../api/results.ts'
import type { CommandSpec } from '../../api/spec.ts'
import { SETUP_WORDS } from '../../locale/status.ts'
import { answer, type Run } from '../call.ts'
import type { Context } from '../context.ts'
import { credentialsOf } from '../credentials.ts'
import { Daemon } from '../daemon.ts'
import { CommandFailure } from '../failure.ts'
import type { Caller } from './dialogue.ts'
import { type Given, parametersOf } from '../parameters.ts'
import { registrationText } from '../render/setup.ts'

/** Options that do not say anything about the register: with only these a terminal is asked step by step. */
const MANNERS = new Set(['again', 'yes', 'test-page'])

/** What cannot be taken back is confirmed: by a person, or by --yes. */
async function confirmAgain(given: Given, { interactive, language }: Context): Promise<void> {
  if (given.has('yes')) return
  if (!interactive) throw new CommandFailure('CONFIRMATION_NEEDED')
  const { confirm } = await import('./dialogue.ts')
  await confirm(language)
}

/**
 * How the set-up talks to the daemon: each call in a conversation of its own, since a person thinks longer than the
 * daemon keeps a connection. While the register is not set up nobody can sign in, and credentials do not count.
 */
async function callerOf(given: Given, context: Context): Promise<Caller> {
  const credentials = given.has('again') ? await credentialsOf(context, true) : undefined
  return async <R>(method: string, params: object): Promise<R> => {
    const daemon = await Daemon.open(context)
    try {
      if (credentials !== undefined) await daemon.signIn(credentials)
      return await daemon.call<R>(method, params)
    } finally {
      daemon.close()
    }
  }
}

async function byOptions(spec: CommandSpec, given: Given, context: Context): Promise<number> {
  const params = await parametersOf(spec, given, context)
  const call = await callerOf(given, context)
  const result = await call<SetupAnswer>(spec.method, params)
  const { language } = context
  await answer(result, context, async () => `${registrationText(result, language)}${SETUP_WORDS.connected[language]}\n`)
  return 0
}

async function byDialogue(given: Given, context: Context): Promise<number> {
  const { dialogue } = await import('./dialogue.ts')
  context.out(await dialogue(await callerOf(given, context), context.language, given.has('again')))
  return 0
}

export const setup: Run = async (spec, given, context) => {
  if (given.has('again')) await confirmAgain(given, context)
  const byHand = context.interactive && [...given.keys()].every((flag) => MANNERS.has(flag))
  return byHand ? byDialogue(given, context) : byOptions(spec, given, context)
}
