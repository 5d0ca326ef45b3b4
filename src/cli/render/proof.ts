import type { ResultOf } from '../../api/schemas/index.ts'
import { JOURNAL_WORDS } from '../../locale/journal-words.ts'
import { PROBLEM_WORDS } from '../../locale/problems.ts'
import { SELF_TEST_FACTS, SELF_TEST_STATES, SELF_TEST_WORDS } from '../../locale/selftest-words.ts'
import { STATUS_WORDS } from '../../locale/status.ts'
import type { Language } from '../../locale/text.ts'
import { table, timeText } from './table.ts'

type SelfTested = ResultOf<'selftest'>

function testText({ found, problem, state, time }: SelfTested['tests'][number], language: Language): string {
  const why = problem === undefined ? undefined : (PROBLEM_WORDS[problem]?.[language] ?? problem)
  const facts = [why, found].filter(Boolean).join(': ')
  return `${SELF_TEST_STATES[state][language]}, ${timeText(time)}${facts === '' ? '' : ` – ${facts}`}`
}

export const selfTestText = ({ software, tests }: SelfTested, language: Language): string =>
  table([
    [STATUS_WORDS.release[language], software.release],
    ['SHA-256', software.digest],
    ...tests.map((one) => [SELF_TEST_WORDS[one.test]?.[language] ?? one.test, testText(one, language)] as const),
  ]) + `${verdict(tests, language)}\n`

/** What failed and has a block of its own (printer, clock) is no pass either. */
function verdict(tests: SelfTested['tests'], language: Language): string {
  const failed = tests.filter(({ state }) => state === 'failed')
  if (failed.length === 0) return SELF_TEST_FACTS.passed[language]
  const names = failed.map(({ test }) => SELF_TEST_WORDS[test]?.[language] ?? test)
  return `${SELF_TEST_FACTS.notPassed[language]}: ${names.join(', ')}`
}

/** One folder after the other: what it holds, and that all of it holds. */
export const verifiedText = ({ skipped, verified }: ResultOf<'journal.verify'>, language: Language): string =>
  [
    ...verified.map(({ documents, folder, heads, keys, records, shifts, signatures, source }) =>
      table([
        [JOURNAL_WORDS[source][language], folder],
        [JOURNAL_WORDS.records[language], `${records.fiscal} + ${records.events}`],
        [JOURNAL_WORDS.documents[language], documents],
        [JOURNAL_WORDS.shifts[language], shifts],
        [JOURNAL_WORDS.signatures[language], signatures],
        [JOURNAL_WORDS.key[language], keys.join(', ')],
        [JOURNAL_WORDS.head[language], heads.fiscal],
      ]),
    ),
    ...skipped.map((folder) => `${folder}: ${JOURNAL_WORDS.inUse[language]}\n`),
    `${JOURNAL_WORDS.sound[language]}\n`,
  ].join('')

type Broken = ResultOf<'journal.list'>['broken']

const brokenRows = (broken: Broken, language: Language) =>
  (broken ?? []).map(({ name, problem }) => [JOURNAL_WORDS.broken[language], `${name}: ${problem}`] as const)

export const journalText = (
  { broken, files, folder, publicKey }: ResultOf<'journal.list'>,
  language: Language,
): string =>
  table([
    [folder, publicKey],
    ...files.map(({ bytes, name, sha256 }) => [name, `${bytes} ${sha256}`] as const),
    ...brokenRows(broken, language),
  ])

export interface Exported {
  readonly output: string
  readonly files: number
  readonly bytes: number
  readonly publicKey: string
  readonly broken?: Broken
}

export const exportedText = ({ broken, bytes, files, output, publicKey }: Exported, language: Language): string =>
  table([
    [JOURNAL_WORDS.export[language], output],
    [JOURNAL_WORDS.files[language], `${files} (${bytes})`],
    [JOURNAL_WORDS.key[language], publicKey],
    ...brokenRows(broken, language),
  ])
