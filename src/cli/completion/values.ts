import type { ArgumentSpec, CommandSpec, OptionSpec } from '../../api/spec.ts'
import { COMMANDS } from '../../api/commands/index.ts'
import { UNITS } from '../../fiscal/units.ts'
import { SETTING_WORDS } from '../../locale/setting-words.ts'
import type { Language } from '../../locale/text.ts'

/** What can be put in, with a word on it. */
export type Suggestion = readonly [value: string, help: string]

/** Asks the daemon; empty when nobody is signed in or nobody answers: a key press is no place for a refusal. */
export type Ask = (method: string) => Promise<Readonly<Record<string, unknown>>>

/** Settings that are no switches, and what can be put in for them; empty: whatever is typed. */
export const SETTING_VALUES: Readonly<Record<string, 'units' | readonly string[]>> = {
  'register-name': ['none'],
  'default-unit': 'units',
  'max-sum': ['none'],
  'preferred-payment': ['cash', 'card', 'mobile', 'none'],
  'default-item': ['none'],
  favourites: ['none'],
  'vat-rate': ['none', '0', '5', '10', '16'],
  'vat-series': ['none'],
  'vat-number': ['none'],
  'idle-minutes': [],
  'shift-auto-close': ['on', 'off'],
}

const units = (language: Language): Suggestion[] =>
  [...UNITS].map(([code, name]) => [code, language === 'kk' ? name.kk : name.ru])

export const settingNames = (language: Language): Suggestion[] =>
  Object.entries(SETTING_WORDS).map(([name, word]) => [name, word[language]])

function settingValues(name: string, language: Language): Suggestion[] {
  const values = SETTING_VALUES[name] ?? (SETTING_WORDS[name] === undefined ? [] : ['on', 'off'])
  return values === 'units' ? units(language) : values.map((value) => [value, ''])
}

/** Members of a list in an answer, as what is typed and what it is called. */
function listed(answer: Readonly<Record<string, unknown>>, list: string, value: string, help: string): Suggestion[] {
  const members: unknown = answer[list]
  if (!Array.isArray(members)) return []
  const shown = (member: unknown): string =>
    typeof member === 'string' || typeof member === 'number' ? String(member) : ''
  return members.map((one: Readonly<Record<string, unknown>>) => [shown(one[value]), shown(one[help])])
}

export const users = async (ask: Ask): Promise<Suggestion[]> => listed(await ask('user.list'), 'users', 'code', 'name')

const messages = async (ask: Ask) => listed(await ask('message.list'), 'messages', 'number', 'text')

/** Parameters whose values the daemon knows; a number or a code is of what its command is about. */
const OF_THE_DAEMON: Readonly<Record<string, (ask: Ask) => Promise<Suggestion[]>>> = {
  secondUser: users,
  link: async (ask) => listed(await ask('link.status'), 'links', 'name', 'route'),
  documentNumber: async (ask) => listed(await ask('queue.list'), 'entries', 'documentNumber', 'document'),
  'message.show number': messages,
  'message.confirm number': messages,
  'printer.profile.use name': async (ask) => listed(await ask('printer.profile.list'), 'profiles', 'name', 'models'),
  'printer.resolve job': async (ask) => listed(await ask('printer.jobs'), 'jobs', 'job', 'state'),
  'goods.remove code': async (ask) => listed(await ask('goods.list'), 'goods', 'article', 'name'),
  ...Object.fromEntries(
    ['set-pin', 'set-role', 'set-lang', 'unlock', 'disable'].map((word) => [`user.${word} code`, users]),
  ),
}

/** Behind each comma another of them. */
function listValues(choices: readonly string[], current: string): Suggestion[] {
  const head = current.slice(0, current.lastIndexOf(',') + 1)
  const there = head.split(',')
  return choices.filter((choice) => !there.includes(choice)).map((choice) => [head + choice, ''])
}

/** Of an item's fields, the unit; the rest of what is typed stays. */
function itemFields(current: string, language: Language): Suggestion[] {
  const [, head] = /^(.*;unit=)[^;=]*$/.exec(current) ?? []
  return head === undefined ? [] : units(language).map(([code, name]) => [head + code, name])
}

export interface Place {
  readonly spec: CommandSpec
  readonly current: string
  /** Arguments that stand there already. */
  readonly given: readonly string[]
  readonly language: Language
  readonly ask: Ask
}

const FILES = new Set(['secret', 'input', 'output', 'file'])

/** What can stand for an option's value or for an argument; `files`: the shell knows better. */
export async function valuesOf(one: OptionSpec | ArgumentSpec, place: Place): Promise<readonly Suggestion[] | 'files'> {
  const { ask, current, given, language, spec } = place
  if (FILES.has(one.type) || ('name' in one && one.name === 'FILE')) return 'files'
  if (one.choices !== undefined && one.type === 'list') return listValues(one.choices, current)
  if (one.choices !== undefined) return one.choices.map((choice) => [choice, ''])
  if (one.type === 'item') return itemFields(current, language)
  if (spec.words[0] === 'settings' && 'name' in one)
    return one.name === 'NAME' ? settingNames(language) : settingValues(given[0] ?? '', language)
  if (spec.method === 'schema') return COMMANDS.map(({ method, summary }) => [method, summary[language]])
  const parameter = one.parameter ?? ''
  return (await (OF_THE_DAEMON[`${spec.method} ${parameter}`] ?? OF_THE_DAEMON[parameter])?.(ask)) ?? []
}
