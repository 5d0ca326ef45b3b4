import { DOCUMENT_COMMANDS } from '../api/commands/documents.ts'
import { HOLD_COMMANDS } from '../api/commands/holds.ts'
import { STATE_COMMANDS } from '../api/commands/state.ts'
import type { CommandSpec, OptionSpec } from '../api/spec.ts'
import { call } from './call.ts'
import { GLOBAL_VALUES, scan } from './command-line.ts'
import { type Globals, processContext } from './context.ts'
import { tell, UsageFailure } from './failure.ts'
import { globalsOf } from './globals.ts'
import { languageOf } from './language.ts'
import type { Given } from './parameters.ts'
import { renderFrequent } from './render/frequent.ts'
import { report } from './report.ts'

/** What machines call all day. */
export const FREQUENT: readonly CommandSpec[] = [...DOCUMENT_COMMANDS, ...HOLD_COMMANDS, ...STATE_COMMANDS]

const GLOBAL_SWITCHES: ReadonlyMap<string, string> = new Map([
  ['--json', 'json'],
  ['--progress', 'progress'],
  ['--terse', 'terse'],
  ['-t', 'terse'],
  ['--quiet', 'quiet'],
  ['-q', 'quiet'],
])

interface Line {
  readonly spec: CommandSpec
  readonly given: Given
  readonly globals: Globals
}

/** The words of a line, taken from its front. */
class Words {
  #left: readonly string[]

  constructor(argv: readonly string[]) {
    this.#left = argv
  }

  get next(): string | undefined {
    return this.#left[0]
  }

  take(): string | undefined {
    const [first] = this.#left
    this.#left = this.#left.slice(1)
    return first
  }
}

const isOption = (word: string | undefined): boolean => word !== undefined && word.length > 1 && word.startsWith('-')

/** `--name=value` in two; a name alone is itself. */
function halves(word: string): readonly [name: string, value: string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function globalsBefore(words: Words): Record<string, string | true> | undefined {
  const options: Record<string, string | true> = {}
  while (isOption(words.next)) {
    const word = words.take() ?? ''
    const [name, joined] = halves(word)
    const [isSwitch, takesValue] = [GLOBAL_SWITCHES.get(word), GLOBAL_VALUES.get(name)]
    const value = isSwitch === undefined ? (joined ?? words.take()) : true
    if (value === undefined) return undefined
    const place = isSwitch ?? takesValue
    if (place === undefined) return undefined
    options[place] = value
  }
  return options
}

/** What an option of this command was given; undefined: not as it must be. */
function valueOf({ value }: OptionSpec, joined: string | undefined, words: Words): string | true | undefined {
  if (value === undefined) return joined === undefined ? true : undefined
  if (joined !== undefined) return joined
  if (!value.startsWith('[')) return words.take()
  if (!isOption(words.next)) return words.take() ?? true
  // A negative number: not ours to judge
  return /^-[\d.]/.test(words.next ?? '') ? undefined : true
}

function givenOf(spec: CommandSpec, words: Words): Given | undefined {
  const given = new Map<string, (string | true)[]>()
  const operands: string[] = []
  for (let word = words.take(); word !== undefined; word = words.take()) {
    if (!isOption(word)) {
      operands.push(word)
      continue
    }
    const [name, joined] = halves(word)
    const option = spec.options.find(({ flag }) => `--${flag}` === name)
    const value = option === undefined ? undefined : valueOf(option, joined, words)
    if (option === undefined || value === undefined) return undefined
    given.set(option.flag, [...(given.get(option.flag) ?? []), value])
  }
  const needed = spec.arguments.filter(({ required }) => required === true).length
  if (operands.length < needed || operands.length > spec.arguments.length) return undefined
  for (const [index, operand] of operands.entries()) given.set(spec.arguments[index]?.name ?? '', [operand])
  return given
}

/**
 * A well-formed line of a frequent command, taken apart without commander, which costs more than the call. What it makes of
 * a line is what commander makes of it; the rest it leaves.
 * @returns undefined: commander's to judge
 */
export function frequentLine(argv: readonly string[], env: NodeJS.ProcessEnv): Line | undefined {
  const words = new Words(argv)
  const options = globalsBefore(words)
  const first = words.take()
  const named = FREQUENT.filter((spec) => spec.words[0] === first)
  const longer = named.find((spec) => spec.words.length === 2 && spec.words[1] === words.next)
  const spec = longer ?? named.find((one) => one.words.length === 1)
  if (options === undefined || spec === undefined) return undefined
  if (longer !== undefined) words.take()
  const given = givenOf(spec, words)
  try {
    return given && { spec, given, globals: globalsOf(options, env) }
  } catch (error) {
    if (error instanceof UsageFailure) return undefined
    throw error
  }
}

const languageFor = (argv: readonly string[], env: NodeJS.ProcessEnv) => {
  try {
    return languageOf(scan(argv).lang, env)
  } catch (error) {
    if (error instanceof UsageFailure) return undefined
    throw error
  }
}

/** One call of a frequent command. @returns its exit code; undefined: nothing was done, the line is not for here */
export async function runFrequent(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number | undefined> {
  const line = frequentLine(argv, env)
  const language = languageFor(argv, env)
  if (line === undefined || language === undefined) return undefined
  const context = processContext(line.globals, language, env)
  try {
    return await call(line.spec, line.given, context, renderFrequent)
  } catch (error) {
    return report(await tell(error, language), context)
  }
}
