import { Argument, Command, CommanderError, Option } from 'commander'
import { COMMANDS } from '../api/commands/index.ts'
import { exitsOf } from '../api/exits.ts'
import type { CommandSpec, OptionSpec } from '../api/spec.ts'
import type { Language } from '../locale/errors.ts'
import { EXIT_WORDS } from '../locale/exit-words.ts'
import { RELEASE } from '../release.ts'
import { commandIndex } from './command-line.ts'
import { type Globals, DEFAULT_SOCKET } from './context.ts'
import { UsageFailure } from './failure.ts'
import { globalsOf } from './globals.ts'
import { GLOBAL_OPTIONS, GROUP_HELP, TITLES, words as helpWords } from './help-words.ts'
import type { Given } from './parameters.ts'

/** A command line, taken apart. Help and version are answers already. */
export type Invocation =
  | { readonly kind: 'command'; readonly spec: CommandSpec; readonly given: Given; readonly globals: Globals }
  | { readonly kind: 'text'; readonly text: string }
  /** No command: the help as advice, and wrong usage. */
  | { readonly kind: 'none'; readonly help: string }

function optionOf(spec: OptionSpec, language: Language): Option {
  const value = spec.value === undefined ? '' : spec.value.startsWith('[') ? ` ${spec.value}` : ` <${spec.value}>`
  return new Option(`--${spec.flag}${value}`, spec.help[language])
}

/** Collects what commander finds, occurrence by occurrence: two of a kind must not hide one another. */
function collect(command: Command, spec: CommandSpec, language: Language): Map<string, (string | true)[]> {
  const given = new Map<string, (string | true)[]>()
  for (const option of spec.options) {
    command.addOption(optionOf(option, language))
    command.on(`option:${option.flag}`, (value: string | null | undefined) => {
      given.set(option.flag, [...(given.get(option.flag) ?? []), value ?? true])
    })
  }
  return given
}

function afterHelp(spec: CommandSpec, language: Language): string {
  const exits = exitsOf(spec).map((code) => `  ${String(code).padStart(2)}  ${EXIT_WORDS[code].meaning[language]}`)
  const title = (name: 'example' | 'exitCodes'): string => `\n${helpWords(name, language)}:`
  return [title('example'), `  ${spec.example}`, title('exitCodes'), ...exits].join('\n')
}

function addCommand(parent: Command, spec: CommandSpec, language: Language, done: (i: Invocation) => void): Command {
  const command = parent.command(spec.words.at(-1) ?? spec.method).description(spec.summary[language])
  const given = collect(command, spec, language)
  for (const { name, required, help } of spec.arguments) {
    command.addArgument(new Argument(required === true ? `<${name}>` : `[${name}]`, help[language]))
  }
  command.helpOption('-h, --help', helpWords('help', language))
  command.addHelpText('after', () => afterHelp(spec, language))
  command.action((...parsed: unknown[]) => {
    for (const [index, { name }] of spec.arguments.entries()) {
      const value = parsed[index]
      if (typeof value === 'string') given.set(name, [value])
    }
    done({ kind: 'command', spec, given, globals: NO_GLOBALS })
  })
  return command
}

const NO_GLOBALS: Globals = { json: false, quiet: false, progress: false, socket: DEFAULT_SOCKET }

const titleOf = (title: string, language: Language): string => {
  const text = TITLES[title]?.[language]
  return text === undefined ? title : `${text}:`
}

const argumentTerm = (one: Argument): string => (one.required ? `<${one.name()}>` : `[${one.name()}]`)

function rootOf(language: Language, out: (text: string) => void): Command {
  const root = new Command('kkm')
    .description(helpWords('about', language))
    .usage(helpWords('usage', language))
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: out, outputError: () => undefined })
    .configureHelp({
      styleTitle: (title) => titleOf(title, language),
      styleUsage: (usage) =>
        usage
          .replace('[options] [command]', helpWords('usage', language))
          .replace('[options]', helpWords('options', language)),
      subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
    })
    .helpOption('-h, --help', helpWords('help', language))
    .helpCommand(false)
    .version(RELEASE, '-V, --version', helpWords('version', language))
  for (const { flags, help } of GLOBAL_OPTIONS) root.addOption(new Option(flags, help[language]))
  return root
}

/** The commands that this line can mean: those of its first word; all, when help or a hint must know them. */
function candidates(argv: readonly string[]): readonly CommandSpec[] {
  const first = argv[commandIndex(argv)]
  const named = COMMANDS.filter(({ words }) => words[0] === first)
  return named.length === 0 ? COMMANDS : named
}

function addCommands(
  root: Command,
  specs: readonly CommandSpec[],
  language: Language,
  done: (i: Invocation) => void,
): void {
  const groups = new Map<string, Command>([['', root]])
  const groupOf = (words: readonly string[]): Command => {
    const name = words.join(' ')
    const known = groups.get(name)
    if (known !== undefined) return known
    const group = groupOf(words.slice(0, -1)).command(words.at(-1) ?? '')
    group.description(GROUP_HELP[name]?.[language] ?? '')
    group.helpOption('-h, --help', helpWords('help', language)).helpCommand(false)
    groups.set(name, group)
    return group
  }
  // A command can be a group as well: hold, hold list
  for (const spec of specs) {
    const command = addCommand(groupOf(spec.words.slice(0, -1)), spec, language, done)
    groups.set(spec.words.join(' '), command)
  }
}

const GLOBAL_NAMES = new Set(GLOBAL_OPTIONS.flatMap(({ flags }) => flags.match(/-[-\w]+/g) ?? []))

const MAX_HINTS = 4

/** Commands that a word is a part of: `return` of sale-return, `close` of shift close. */
function commandsWith(word: string): string | undefined {
  const names = COMMANDS.map(({ words }) => words.join(' ')).filter((name) => name.split(/[ -]/).includes(word))
  return names.length > 0 ? names.slice(0, MAX_HINTS).join(', ') : undefined
}

/** Commander speaks English only; its code and the quoted name say all that our own sentence needs. */
function usageOf(error: CommanderError): Error {
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const flag = /--?[\w-]+/.exec(name)?.[0] ?? name
  const meant = /\((?:Did you mean )(?:one of )?([^?]+)\?\)/.exec(error.message)?.[1]
  const hinted = (hint: string | undefined): string => (hint === undefined ? flag : `${flag} (${hint}?)`)
  switch (error.code) {
    case 'commander.unknownOption':
      return GLOBAL_NAMES.has(flag)
        ? new UsageFailure('global-after', flag)
        : new UsageFailure('unknown-option', hinted(meant))
    case 'commander.unknownCommand':
      return new UsageFailure('unknown-command', hinted(commandsWith(flag) ?? meant))
    case 'commander.missingArgument':
      return new UsageFailure('missing-argument', name)
    case 'commander.optionMissingArgument':
      return new UsageFailure('missing-value', flag)
    case 'commander.excessArguments':
      return new UsageFailure('excess-arguments')
    default:
      return error
  }
}

/**
 * Takes a command line apart.
 * @throws UsageFailure
 */
export function parseCommandLine(argv: readonly string[], language: Language, env: NodeJS.ProcessEnv): Invocation {
  let text = ''
  let invocation: Invocation | undefined
  const root = rootOf(language, (more) => {
    text += more
  })
  addCommands(root, candidates(argv), language, (found) => {
    invocation = found
  })
  try {
    root.parse([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return { kind: 'text', text }
    if (error.code === 'commander.help') return { kind: 'none', help: text }
    throw usageOf(error)
  }
  if (invocation?.kind !== 'command') return { kind: 'none', help: text }
  return { ...invocation, globals: globalsOf(root.opts(), env) }
}
