import type { Failure } from '../api/types.ts'
import type { Ready } from '../api/results.ts'
import type { Language } from '../locale/text.ts'
import { scan } from './command-line.ts'
import { type Context, DEFAULT_SOCKET, type Globals, processContext } from './context.ts'
import { type Told, tell, UsageFailure } from './failure.ts'
import { languageOf } from './language.ts'
import { globalsOf, parseCommandLine } from './program.ts'

const WRONG_USAGE = 2

const red = (text: string, colour: boolean): string => (colour ? `\u001b[31m${text}\u001b[39m` : text)

const isReady = (details: unknown): details is Ready =>
  typeof details === 'object' && details !== null && 'blocks' in details && Array.isArray(details.blocks)

/** What a person reads when it did not work: what happened, what to do, and the key to repeat with. */
async function failureText(failure: Failure, { colour, language }: Context): Promise<string> {
  const { code, details } = failure
  const key = failure.retry === 'same-key' && typeof details['key'] === 'string' ? details['key'] : ''
  if (code === 'NOT_READY' && isReady(details)) {
    const { readyText } = await import('./render/ready.ts')
    return readyText(details, language).trimEnd()
  }
  const bug = code === 'INTERNAL' && typeof details['problem'] === 'string' ? [details['problem']] : []
  return [
    red(failure.message, colour.err),
    ...bug,
    ...(failure.remedy === '' ? [] : [`  ${failure.remedy}`]),
    ...(key === '' ? [] : [`key: ${key}`]),
  ].join('\n')
}

async function report({ failure, exit }: Told, context: Context): Promise<number> {
  if (context.globals.json) context.out(`${JSON.stringify({ schema: 1, ok: false, error: failure })}\n`)
  else context.err(await failureText(failure, context))
  return exit
}

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
