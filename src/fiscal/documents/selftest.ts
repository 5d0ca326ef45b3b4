import { PROBLEM_WORDS } from '../../locale/problems.ts'
import { SELF_TEST_FACTS, SELF_TEST_STATES, SELF_TEST_WORDS } from '../../locale/selftest-words.ts'
import type { Text } from '../../locale/text.ts'
import { WORDS } from '../../locale/words.ts'
import { SELF_TESTS, type SelfTests } from '../register/selftest.ts'
import type { Registration } from '../register/registration.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import { paperTime } from './format.ts'
import { registerLines, timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import { CUT, left, RULE, type Voice, voiceOf } from './voice.ts'

export interface SelfTestFacts {
  readonly tests: SelfTests
  readonly registration?: Registration | undefined
  /** The release, and SHA-256 of its list of files, hex. */
  readonly software: { readonly release: string; readonly digest: string }
  readonly time: Instant
  readonly language: ReceiptLanguage
}

/** What the register tested of itself, each test as it ended last (R1326-2). Not fiscal. */
export function selfTestLines({ language, registration, software, tests, time }: SelfTestFacts): Line[] {
  const voice = voiceOf(language)
  return [
    ...voice.title(SELF_TEST_FACTS.title),
    ...(registration ? registerLines(voice, registration) : []),
    timeLine(voice, time),
    voice.field(WORDS.release, software.release),
    left(software.digest),
    RULE,
    ...SELF_TESTS.flatMap((name) => testLines(voice, wordOf(SELF_TEST_WORDS, name), tests[name])),
    RULE,
    ...voice.title(WORDS.notFiscal),
    CUT,
  ]
}

function testLines(voice: Voice, name: Text, result: SelfTests[keyof SelfTests]): Line[] {
  if (!result) return [voice.field(name, voice.say(SELF_TEST_FACTS.never))]
  const { found, problem, state, time } = result
  return [
    voice.field(name, voice.say(SELF_TEST_STATES[state])),
    left(`  ${paperTime(time)}`),
    ...(problem === undefined ? [] : [left(`  ${voice.say(wordOf(PROBLEM_WORDS, problem))}`)]),
    ...(found === undefined ? [] : [left(`  ${found}`)]),
  ]
}

function wordOf(words: Readonly<Record<string, Text>>, key: string): Text {
  const word = words[key]
  if (!word) throw new Error(`no word for ${key}`)
  return word
}
