import type { SetupAnswer } from '../../api/results.ts'
import type { CommandSpec } from '../../api/spec.ts'
import { SETUP_WORDS } from '../../locale/status.ts'
import { answer, type Run } from '../commands.ts'
import type { Context } from '../context.ts'
import { credentialsOf } from '../credentials.ts'
import { Daemon } from '../daemon.ts'
import { CommandFailure } from '../failure.ts'
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

/** While the register is not set up nobody can sign in, and credentials in the environment do not count. */
async function signInAgain(daemon: Daemon, context: Context): Promise<void> {
  const credentials = await credentialsOf(context, true)
  if (credentials !== undefined) await daemon.signIn(credentials)
}

async function byOptions(spec: CommandSpec, given: Given, context: Context): Promise<number> {
  const params = await parametersOf(spec, given, context)
  const daemon = await Daemon.open(context)
  try {
    if (given.has('again')) await signInAgain(daemon, context)
    const result = await daemon.call<SetupAnswer>(spec.method, params)
    await answer(result, context, async () => {
      const { language } = context
      return `${registrationText(result, language)}${SETUP_WORDS.connected[language]}\n`
    })
    return 0
  } finally {
    daemon.close()
  }
}

async function byDialogue(given: Given, context: Context): Promise<number> {
  const { dialogue } = await import('./dialogue.ts')
  const daemon = await Daemon.open(context)
  try {
    const again = given.has('again')
    if (again) await signInAgain(daemon, context)
    context.out(await dialogue(daemon, context.language, again))
    return 0
  } finally {
    daemon.close()
  }
}

export const setup: Run = async (spec, given, context) => {
  if (given.has('again')) await confirmAgain(given, context)
  const byHand = context.interactive && [...given.keys()].every((flag) => MANNERS.has(flag))
  return byHand ? byDialogue(given, context) : byOptions(spec, given, context)
}
