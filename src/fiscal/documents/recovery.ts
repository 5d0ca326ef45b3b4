import { PROBLEM_WORDS } from '../../locale/problems.ts'
import { QUEUE_WORDS } from '../../locale/queue-words.ts'
import { ACT_WORDS, STORAGE_WORDS } from '../../locale/storage-words.ts'
import { WORDS } from '../../locale/words.ts'
import type { RecoveryState } from '../register/recovery.ts'
import type { Registration } from '../register/registration.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'
import { registerLines, taxpayerLines, timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import { CUT, left, RULE, type Voice, voiceOf } from './voice.ts'

export interface RecoveryFacts {
  readonly recovery: RecoveryState
  readonly lastDocument: number
  readonly registration: Registration | undefined
  readonly language: ReceiptLanguage
}

/** The page of a repair: who had it done, why, and what is missing since (R1326-37.2). */
export function recoveryLines({ language, lastDocument, recovery, registration }: RecoveryFacts): Line[] {
  const voice = voiceOf(language)
  const { act, by, found, lost, reason, second, time } = recovery
  return [
    ...voice.title(STORAGE_WORDS.recovery),
    RULE,
    ...(registration ? [...taxpayerLines(voice, registration), ...registerLines(voice, registration)] : []),
    timeLine(voice, time),
    voice.field(STORAGE_WORDS.act, voice.say(ACT_WORDS[act])),
    ...foundLines(voice, found),
    voice.field(STORAGE_WORDS.lostFiscal, String(lost.fiscal)),
    voice.field(STORAGE_WORDS.lostEvents, String(lost.events)),
    voice.numbered(STORAGE_WORDS.lastDocument, lastDocument),
    RULE,
    voice.field(QUEUE_WORDS.reason, reason),
    voice.field(QUEUE_WORDS.technician, String(by)),
    voice.field(QUEUE_WORDS.administrator, String(second)),
    ...voice.title(WORDS.notFiscal),
    CUT,
  ]
}

/** The fault in the languages of the paper, then the place as the check told it. */
function foundLines(voice: Voice, found: string): Line[] {
  const fault = PROBLEM_WORDS[found.slice(0, Math.max(0, found.indexOf(':')))]
  return fault
    ? [voice.field(STORAGE_WORDS.found, voice.say(fault)), left(found, 2)]
    : [voice.field(STORAGE_WORDS.found, found)]
}
