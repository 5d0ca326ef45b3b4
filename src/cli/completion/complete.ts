import { COMMANDS } from '../../api/commands/index.ts'
import type { CommandSpec, OptionSpec } from '../../api/spec.ts'
import type { Language } from '../../locale/text.ts'
import { LANGUAGES } from '../../locale/text.ts'
import { GLOBAL_OPTIONS, GROUP_HELP, words as helpWords } from '../help-words.ts'
import { type Ask, type Suggestion, users, valuesOf } from './values.ts'
import type { Typed } from './words.ts'

export interface Completed {
  readonly suggestions: readonly Suggestion[]
  /** The shell completes the name of a file. */
  readonly files: boolean
}

const nothing: Completed = { suggestions: [], files: false }
const files: Completed = { suggestions: [], files: true }

/** Global options by each of their spellings: whether a value follows. */
const GLOBAL = new Map(
  GLOBAL_OPTIONS.flatMap(({ flags }) =>
    (flags.match(/-[-\w]+/g) ?? []).map((flag) => [flag, flags.includes('<')] as const),
  ),
)

const globals = (language: Language): Suggestion[] =>
  GLOBAL_OPTIONS.map(({ flags, help }) => [/--[\w-]+/.exec(flags)?.[0] ?? '', help[language]])

async function globalValue(flag: string, ask: Ask): Promise<Completed> {
  if (flag === '--lang') return { suggestions: LANGUAGES.map((language) => [language, '']), files: false }
  if (flag === '--user') return { suggestions: await users(ask), files: false }
  return flag === '--pin-file' || flag === '--socket' ? files : nothing
}

/** The next word of the commands that begin with these. */
function commandWords(begun: readonly string[], language: Language): Suggestion[] {
  const next = new Map<string, string>()
  for (const { summary, words } of COMMANDS) {
    if (words.length <= begun.length || !begun.every((word, index) => words[index] === word)) continue
    const group = words.slice(0, begun.length + 1)
    if (next.has(group.at(-1) ?? '')) continue
    const help = group.length < words.length ? GROUP_HELP[group.join(' ')]?.[language] : summary[language]
    next.set(group.at(-1) ?? '', help ?? '')
  }
  return [...next]
}

const takesValue = ({ type }: OptionSpec): boolean => type !== 'switch'
/** `[SUM]` may be left out: then another option may stand there. */
const mayTakeValue = ({ type }: OptionSpec): boolean => type === 'payment'

/** Behind the words of a command: its options, their values, its arguments. */
async function afterCommand(
  spec: CommandSpec,
  words: readonly string[],
  current: string,
  language: Language,
  ask: Ask,
): Promise<Completed> {
  const given: string[] = []
  let open: OptionSpec | undefined
  for (const word of words) {
    const option = spec.options.find(({ flag }) => word === `--${flag}`)
    if (option !== undefined) open = takesValue(option) ? option : undefined
    else if (open !== undefined) open = undefined
    else given.push(word)
  }
  const help: Suggestion = ['--help', helpWords('help', language)]
  const flags: Suggestion[] = spec.options
    .filter(({ flag, repeatable }) => repeatable === true || !words.includes(`--${flag}`))
    .map(({ flag, help: said }): Suggestion => [`--${flag}`, said[language]])
    .concat([help])
  if (current.startsWith('-') && (open === undefined || mayTakeValue(open))) return { suggestions: flags, files: false }
  const wanted = open ?? spec.arguments[given.length]
  if (wanted === undefined) return { suggestions: flags, files: false }
  const values = await valuesOf(wanted, { spec, current, given, language, ask })
  if (values === 'files') return files
  return { suggestions: values.length === 0 && open === undefined ? flags : values, files: false }
}

async function candidates({ before, current }: Typed, language: Language, ask: Ask): Promise<Completed> {
  let index = 0
  for (; before[index]?.startsWith('-') === true; index += 1) {
    const flag = before[index] ?? ''
    if (GLOBAL.get(flag) !== true) continue
    index += 1
    if (index === before.length) return globalValue(flag, ask)
  }
  const words = before.slice(index)
  if (words.length === 0 && current.startsWith('-')) return { suggestions: globals(language), files: false }
  const named = COMMANDS.filter((one) => one.words.every((word, place) => words[place] === word))
  const spec = named.sort((a, b) => a.words.length - b.words.length).at(-1)
  if (spec === undefined) return { suggestions: commandWords(words, language), files: false }
  const after = await afterCommand(spec, words.slice(spec.words.length), current, language, ask)
  // A command can be a group as well: hold, hold list
  const more = spec.words.length === words.length ? commandWords(words, language) : []
  return { ...after, suggestions: [...after.suggestions, ...more] }
}

/** What may stand at the cursor: whole words that begin as it does. */
export async function complete(typed: Typed, language: Language, ask: Ask): Promise<Completed> {
  const { files: isFile, suggestions } = await candidates(typed, language, ask)
  return { suggestions: suggestions.filter(([value]) => value.startsWith(typed.current)), files: isFile }
}
