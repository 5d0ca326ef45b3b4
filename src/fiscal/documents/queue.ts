import { QUEUE_WORDS } from '../../locale/queue-words.ts'
import { WORDS } from '../../locale/words.ts'
import type { DocumentFacts } from '../register/facts.ts'
import { registeredAs } from '../register/facts.ts'
import type { Registration } from '../register/registration.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import { paperTime } from './format.ts'
import { registerLines, taxpayerLines, timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import { CUT, left, RULE, voiceOf } from './voice.ts'

/** The slip of a document that two people took out of the queue. @throws Error for one that is still there */
export function withdrawalLines({ attempt, outcome, withdrawn }: DocumentFacts, time: Instant): Line[] {
  if (!withdrawn) throw new Error(`document ${attempt.document.documentNumber} was not taken out of the queue`)
  const { document, letterhead } = attempt
  const voice = voiceOf(letterhead.conditions.receiptLanguage)
  const { sign } = registeredAs(outcome) ?? {}
  return [
    ...voice.title(QUEUE_WORDS.withdrawn),
    RULE,
    ...taxpayerLines(voice, letterhead.registration),
    ...registerLines(voice, letterhead.registration),
    RULE,
    voice.numbered(WORDS.documentNumber, document.documentNumber),
    voice.numbered(WORDS.shift, document.shift),
    timeLine(voice, document.time),
    ...(sign === undefined ? [] : [voice.field(WORDS.autonomousSign, sign)]),
    ...(document.type === 'ticket' ? [voice.sum(WORDS.total, document.ticket.total)] : []),
    ...(document.type === 'placement' ? [voice.sum(WORDS.total, document.sum)] : []),
    RULE,
    voice.field(QUEUE_WORDS.reason, withdrawn.reason),
    voice.field(QUEUE_WORDS.technician, String(withdrawn.by)),
    voice.field(QUEUE_WORDS.administrator, String(withdrawn.second)),
    voice.field(QUEUE_WORDS.takenOut, paperTime(time)),
    ...voice.title(WORDS.notFiscal),
    CUT,
  ]
}

export interface MessageFacts {
  readonly number: number
  readonly text: string
  readonly time: Instant
  /** Absent: it came before the set-up was over. */
  readonly registration?: Registration | undefined
  readonly language: ReceiptLanguage
}

/** A notice of the state bodies as it comes out at the moment of receipt (R1326-16). */
export function messageLines({ language, number, registration, text, time }: MessageFacts): Line[] {
  const voice = voiceOf(language)
  return [
    ...voice.title(QUEUE_WORDS.notice),
    RULE,
    ...(registration ? registerLines(voice, registration) : []),
    timeLine(voice, time),
    voice.numbered(QUEUE_WORDS.message, number),
    RULE,
    ...text.split('\n').map((line) => left(line)),
    RULE,
    ...voice.title(WORDS.notFiscal),
    CUT,
  ]
}
