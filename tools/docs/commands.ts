import { COMMANDS } from '../../src/api/commands/index.ts'
import { exitsOf } from '../../src/api/exits.ts'
import type { CommandSpec } from '../../src/api/spec.ts'
import { GLOBAL_OPTIONS, GROUP_HELP } from '../../src/cli/help-words.ts'
import { EXIT_WORDS } from '../../src/locale/exit-words.ts'
import type { Text } from '../../src/locale/text.ts'
import { optionTerm, usageOf } from './usage.ts'

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`)
const three = ({ kk, ru, en }: Text): string => [...new Set([kk, ru, en])].map(cell).join('<br>')
const code = (text: string): string => `\`${cell(text)}\``

function who({ daemon, roles }: CommandSpec): string {
  if (daemon === 'none') return 'anyone, without the daemon'
  if (roles === 'anyone') return daemon === 'optional' ? 'anyone, also without the daemon' : 'anyone'
  return roles.join(', ')
}

const rowsOf = (spec: CommandSpec): readonly string[] => [
  ...spec.arguments.map(({ name, help }) => `| ${code(name)} | ${three(help)} |`),
  ...spec.options.map((option) => {
    const marks = [option.required === true ? 'needed' : '', option.repeatable === true ? 'repeatable' : '']
    const also = marks.filter((mark) => mark !== '').map((mark) => ` (${mark})`)
    return `| ${code(optionTerm(option))}${also.join('')} | ${three(option.help)} |`
  }),
]

/** Lines of a table without cells would be no table. */
const table = (rows: readonly string[]): readonly string[] =>
  rows.length === 0 ? [] : ['| | |', '|---|---|', ...rows, '']

const section = (spec: CommandSpec): readonly string[] => [
  `### ${spec.words.join(' ')}`,
  '',
  three(spec.summary),
  '',
  ...table(rowsOf(spec)),
  '```sh',
  spec.example,
  '```',
  '',
  `Who: ${who(spec)}. Usage: \`${usageOf(spec).slice('kkm '.length)}\`. Exit codes: ${exitsOf(spec).join(', ')}.`,
  '',
]

/** `docs/commands.md`: every command of the registry in its order, by groups. */
export function commandsPage(): string {
  const names = [...new Set(COMMANDS.map(({ words: [first = ''] }) => first))]
  const list = names.map((name) => {
    const specs = COMMANDS.filter(({ words }) => words[0] === name)
    const links = specs.map(({ words }) => `[${words.slice(1).join(' ') || name}](#${words.join('-')})`)
    const [only] = specs
    return `| ${name} | ${links.join(', ')} | ${three(GROUP_HELP[name] ?? only?.summary ?? { kk: '', ru: '', en: '' })} |`
  })
  return [
    '# Commands',
    '',
    'Written by `npm run docs` from the registry of commands: change it there. Kazakh, Russian, English. The same names are',
    'the methods of the socket; `kkm schema` has their parameters and answers.',
    '',
    'Before the command stand these options:',
    '',
    ...table(GLOBAL_OPTIONS.map(({ flags, help }) => `| ${code(flags)} | ${three(help)} |`)),
    '| exit code | meaning | what a script does |',
    '|---|---|---|',
    ...Object.entries(EXIT_WORDS).map(
      ([exit, { meaning, script }]) => `| ${exit} | ${three(meaning)} | ${three(script)} |`,
    ),
    '',
    'Of a command that makes a document every other code (124, 130, 134, 137, 143 …) means outcome unknown, as 3.',
    '',
    '| command | | |',
    '|---|---|---|',
    ...list,
    '',
    ...COMMANDS.flatMap(section),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}
