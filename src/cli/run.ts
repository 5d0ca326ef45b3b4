import type { Language } from '../locale/text.ts'
import { scan } from './command-line.ts'
import { type Context, DEFAULT_SOCKET, type Globals, processContext } from './context.ts'
import { tell, UsageFailure } from './failure.ts'
import { globalsOf } from './globals.ts'
import { languageOf } from './language.ts'
import { parseCommandLine } from './program.ts'
import { report } from './report.ts'

const WRONG_USAGE = 2

async function perform(argv: readonly string[], context: Context, env: NodeJS.ProcessEnv): Promise<number> {
  const invocation = parseCommandLine(argv, context.language, env)
  switch (invocation.kind) {
    case 'text':
      context.out(invocation.text)
      return 0
    case 'none':
      if (context.globals.json) throw new UsageFailure('missing-command')
      context.err(invocation.help.trimEnd())
      return WRONG_USAGE
    case 'command': {
      const { commandOf } = await import('./commands.ts')
      const run = await commandOf(invocation.spec)
      return run(invocation.spec, invocation.given, processContext(invocation.globals, context.language, env))
    }
    default:
      throw new Error(`unknown invocation ${String(invocation satisfies never)}`)
  }
}

function languageOrDefault(lang: string | undefined, env: NodeJS.ProcessEnv): [Language, unknown] {
  try {
    return [languageOf(lang, env), undefined]
  } catch (error) {
    return [languageOf(undefined, { LANG: env['LANG'] }), error]
  }
}

/** What the completion of a shell asks at each key (completion/scripts.ts): answered, or empty. */
async function atKey(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [language] = languageOrDefault(undefined, env)
  const context = processContext(globalsOf({}, env), language, env)
  const { completed } = await import('./completion/index.ts')
  context.out(await completed(argv, context))
  return 0
}

/**
 * One call of `kkm`: the answer on stdout, the rest on stderr.
 * @returns the exit code (interface, "Exit codes")
 */
export async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (argv[0] === 'complete') return atKey(argv.slice(1), env)
  const { json, lang } = scan(argv)
  const [language, wrongLanguage] = languageOrDefault(lang, env)
  const globals: Globals = { json, quiet: false, progress: false, socket: DEFAULT_SOCKET }
  const context = processContext(globals, language, env)
  try {
    if (wrongLanguage !== undefined) throw wrongLanguage
    return await perform(argv, context, env)
  } catch (error) {
    if (error instanceof Error && error.name === 'Cancelled') return WRONG_USAGE
    return report(await tell(error, language), context)
  }
}
