import { COMMANDS } from '../../src/api/commands/index.ts'
import { exitsOf } from '../../src/api/exits.ts'
import type { CommandSpec } from '../../src/api/spec.ts'
import { GLOBAL_OPTIONS } from '../../src/cli/help-words.ts'
import { EXIT_WORDS } from '../../src/locale/exit-words.ts'
import type { Language } from '../../src/locale/text.ts'
import { RELEASE, RELEASED } from '../../src/release.ts'
import { configurationKeys, type Key } from './configuration.ts'
import { MANUAL } from './manual-words.ts'
import { bold, entry, paragraph, plain, section, subsection, verbatim } from './roff.ts'
import { optionTerm, usageOf } from './usage.ts'

type Lines = readonly string[]

const page = (name: string, number: number, language: Language, what: keyof typeof MANUAL, body: Lines): string =>
  [
    '.\\" Written by npm run docs: change the registry, the catalogue or tools/docs.',
    `.TH ${name} ${number} ${new Date(RELEASED).toISOString().slice(0, 10)} "kkm ${RELEASE}"`,
    ...section(MANUAL.name[language]),
    `${plain(name)} \\- ${plain(MANUAL[what][language])}`,
    ...body,
    '',
  ].join('\n')

function command(spec: CommandSpec, language: Language): Lines {
  const word = (name: 'needed' | 'repeatable', is: boolean | undefined): string =>
    is === true ? ` (${MANUAL[name][language]})` : ''
  return [
    ...subsection(usageOf(spec)),
    plain(spec.summary[language]),
    ...spec.arguments.flatMap(({ name, help }) => entry(bold(name), plain(help[language]))),
    ...spec.options.flatMap((option) =>
      entry(
        bold(optionTerm(option)),
        plain(option.help[language] + word('needed', option.required) + word('repeatable', option.repeatable)),
      ),
    ),
    ...verbatim(spec.example),
    ...paragraph(plain(`${MANUAL.codes[language]}: ${exitsOf(spec).join(', ')}.`)),
  ]
}

const VARIABLES = [
  ['KKM_SOCKET', 'socketVariable'],
  ['KKM_USER', 'userVariable'],
  ['KKM_PIN_FILE', 'pinVariable'],
  ['KKM_LANG', 'langVariable'],
  ['CREDENTIALS_DIRECTORY', 'credentials'],
  ['NO_COLOR', 'noColour'],
] as const

/** kkm(1): every command, its options, its exit codes. */
export const kkmPage = (language: Language): string =>
  page('kkm', 1, language, 'kkm', [
    ...section(MANUAL.synopsis[language]),
    `${bold('kkm')} [\\fIoptions\\fR] \\fICOMMAND\\fR`,
    ...section(MANUAL.description[language]),
    plain(MANUAL.kkmAbout[language]),
    ...section(MANUAL.options[language]),
    ...GLOBAL_OPTIONS.flatMap(({ flags, help }) => entry(bold(flags), plain(help[language]))),
    ...section(MANUAL.commands[language]),
    ...COMMANDS.flatMap((spec) => command(spec, language)),
    ...section(MANUAL.exit[language]),
    ...Object.entries(EXIT_WORDS).flatMap(([exit, { meaning }]) => entry(bold(exit), plain(meaning[language]))),
    ...paragraph(plain(MANUAL.otherCodes[language])),
    ...section(MANUAL.environment[language]),
    ...VARIABLES.flatMap(([name, what]) => entry(bold(name), plain(MANUAL[what][language]))),
    ...section(MANUAL.seeAlso[language]),
    `${bold('kkmd')}(8), ${bold('kkm.toml')}(5)`,
  ])

/** kkmd(8). */
export const kkmdPage = (language: Language): string =>
  page('kkmd', 8, language, 'kkmd', [
    ...section(MANUAL.synopsis[language]),
    `${bold('kkmd')} [\\fB\\-\\-config\\fR \\fIFILE\\fR] [\\fB\\-\\-check\\-config\\fR]`,
    ...section(MANUAL.description[language]),
    plain(MANUAL.kkmdAbout[language]),
    ...section(MANUAL.options[language]),
    ...entry(bold('--config FILE'), plain(`${MANUAL.kkmdConfig[language]} (/etc/kkm/kkm.toml)`)),
    ...entry(bold('--check-config'), plain(MANUAL.kkmdCheck[language])),
    ...entry(bold('--version'), plain(MANUAL.kkmdVersion[language])),
    ...entry(bold('--help'), plain(MANUAL.kkmdHelp[language])),
    ...section(MANUAL.exit[language]),
    ...entry(bold('0'), plain(MANUAL.kkmdOk[language])),
    ...entry(bold('1'), plain(MANUAL.kkmdCannot[language])),
    ...entry(bold('64'), plain(MANUAL.kkmdUsage[language])),
    ...entry(bold('78'), plain(MANUAL.kkmdWrong[language])),
    ...section(MANUAL.signals[language]),
    ...entry(bold('SIGTERM, SIGINT'), plain(MANUAL.kkmdStop[language])),
    ...section(MANUAL.environment[language]),
    ...entry(bold('KKM_CONFIG'), plain(MANUAL.kkmdConfig[language])),
    ...entry(bold('KKM_LOG'), plain(MANUAL.kkmdLog[language])),
    ...section(MANUAL.seeAlso[language]),
    `${bold('kkm')}(1), ${bold('kkm.toml')}(5)`,
  ])

function keyEntry({ expected, initial, name, says }: Key, language: Language): Lines {
  const value = `${MANUAL.expected[language]}: ${expected[language]}`
  const standing = initial === undefined ? '' : `; ${MANUAL.initial[language]}: ${initial}`
  return entry(bold(name), plain(`${says[language]}.`), '.br', plain(`${value}${standing}.`))
}

/** kkm.toml(5): every key that kkmd reads. */
export const tomlPage = (language: Language): string =>
  page('kkm.toml', 5, language, 'toml', [
    ...section(MANUAL.description[language]),
    plain(MANUAL.tomlAbout[language]),
    ...configurationKeys().flatMap(({ heading, keys }) => [
      ...section(heading === '' ? MANUAL.tomlTop[language] : heading),
      ...keys.flatMap((key) => keyEntry(key, language)),
    ]),
    ...section(MANUAL.files[language]),
    ...entry(bold('/etc/kkm/kkm.toml'), plain(MANUAL.toml[language])),
    ...section(MANUAL.seeAlso[language]),
    `${bold('kkmd')}(8), ${bold('kkm')}(1)`,
  ])
