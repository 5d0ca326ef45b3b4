import { readFileSync } from 'node:fs'
import { isatty } from 'node:tty'
import type { Language } from '../locale/text.ts'
import type { Run } from './call.ts'
import { UsageFailure } from './failure.ts'
import { parametersOf } from './parameters.ts'

/** What was asked for, by an option or the environment; the console's locale chooses nothing: the cashier does. */
const asked = (language: Language, argv: readonly string[], env: NodeJS.ProcessEnv): Language | undefined =>
  argv.some((word) => word === '--lang' || word.startsWith('--lang=')) || (env['KKM_LANG'] ?? '') !== ''
    ? language
    : undefined

/** The cashier's screen on this terminal. */
export const tui: Run = async (spec, given, context) => {
  const { env, globals, language } = context
  if (!isatty(1)) throw new UsageFailure('no-terminal')
  // A bundle of its own: no other command loads React
  const bundle = await import('../tui/main.ts')
  const { follow, keymap: file, mode } = await parametersOf(spec, given, context)
  let keymap: ReturnType<typeof bundle.readKeymap> | undefined
  try {
    if (typeof file === 'string') keymap = bundle.readKeymap(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageFailure('keymap', `${String(file)}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return bundle.tui({
    socket: globals.socket,
    language: asked(language, process.argv, env),
    keymap,
    mode: mode === 'extended' ? 'extended' : 'simple',
    follow: follow === true,
    colour: context.colour.out,
  })
}
