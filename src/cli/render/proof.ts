import type { ResultOf } from '../../api/schemas/index.ts'
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
  ]) + `${SELF_TEST_FACTS.passed[language]}\n`
