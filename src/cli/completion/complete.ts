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

/** First words, or the second words of a group. */
function commandWords(group: string | undefined, language: Language): Suggestion[] {
  if (group !== undefined)
    return COMMANDS.filter(({ words }) => words[0] === group && words.length > 1).map(({ summary, words }) => [
      words[1] ?? '',
      summary[language],
    ])
  const first = new Map<string, string>()
  for (const { summary, words } of COMMANDS) {
    const [word = ''] = words
    first.set(word, (words.length > 1 ? GROUP_HELP[word]?.[language] : summary[language]) ?? '')
  }
  return [...first]
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
  const [first, second] = words
  if (first === undefined)
    return {
      suggestions: current.startsWith('-') ? globals(language) : commandWords(undefined, language),
      files: false,
    }
  const whole = COMMANDS.find(({ words: [one, ...more] }) => one === first && more.length === 0)
  if (whole) return afterCommand(whole, words.slice(1), current, language, ask)
  if (second === undefined) return { suggestions: commandWords(first, language), files: false }
  const spec = COMMANDS.find(({ words: [one, two] }) => one === first && two === second)
  return spec ? afterCommand(spec, words.slice(2), current, language, ask) : nothing
}

/** What may stand at the cursor: whole words that begin as it does. */
export async function complete(typed: Typed, language: Language, ask: Ask): Promise<Completed> {
  const { files: isFile, suggestions } = await candidates(typed, language, ask)
  return { suggestions: suggestions.filter(([value]) => value.startsWith(typed.current)), files: isFile }
}
