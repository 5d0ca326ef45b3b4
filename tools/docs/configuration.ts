import { ConfigurationError, type Problem, parseConfiguration } from '../../src/daemon/configuration/index.ts'
import type { Text } from '../../src/locale/text.ts'
import { CONFIGURATION_WORDS, type KeyWords } from './configuration-words.ts'

export interface Key extends KeyWords {
  readonly name: string
  /** What kkmd says it expects. */
  readonly expected: Text
}

export interface TableOfKeys {
  /** As its heading in the file: '', `[ofd]`, `[[link]]`. */
  readonly heading: string
  readonly keys: readonly Key[]
}

const problemsOf = (toml: string): readonly Problem[] => {
  try {
    parseConfiguration(toml, 'kkm.toml')
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

/** No key takes a date, and none is called so. */
const WRONG = '1979-05-27'
const STRANGER = 'no_such_key'

const headingOf = (table: string): string => (table === '' ? '' : table === 'link' ? '[[link]]' : `[${table}]`)

/** Names that kkmd knows: it says them when it meets one that it does not know. */
function namesOf(table: string): readonly string[] {
  const [stranger] = problemsOf(`${headingOf(table)}\n${STRANGER} = ${WRONG}\n`).filter(({ key }) =>
    key.endsWith(STRANGER),
  )
  return stranger?.expected.en.split(', ') ?? []
}

function keyOf(table: string, name: string): Key {
  const words = CONFIGURATION_WORDS[table]?.[name]
  if (words === undefined) throw new Error(`say in tools/docs/configuration-words.ts what ${table}.${name} is`)
  const wrong = problemsOf(`${headingOf(table)}\n${name} = ${WRONG}\n`)
  const [problem] = wrong.filter(({ found, key }) => key.split('.').at(-1) === name && found.en === WRONG)
  if (problem === undefined) throw new Error(`${table}.${name} takes a date`)
  return { name, expected: problem.expected, ...words }
}

/** Every key of `kkm.toml` as kkmd itself reads it: asked of its parser, not listed a second time. */
export function configurationKeys(): readonly TableOfKeys[] {
  const tables = namesOf('').filter((name) => CONFIGURATION_WORDS[name] !== undefined)
  const named = Object.keys(CONFIGURATION_WORDS).filter((table) => table !== '' && !tables.includes(table))
  if (named.length > 0) throw new Error(`kkm.toml has no ${named.join(', ')}`)
  return Object.keys(CONFIGURATION_WORDS).map((table) => ({
    heading: headingOf(table),
    keys: namesOf(table)
      .filter((name) => table !== '' || !tables.includes(name))
      .map((name) => keyOf(table, name)),
  }))
}
