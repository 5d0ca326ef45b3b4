import { WORDS } from '../../locale/words.ts'
import type { Registration } from '../register/registration.ts'
import type { TrainingReceipt } from '../register/training.ts'
import { operatorLines, taxpayerLines, timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import { ticketLines } from './ticket-lines.ts'
import { CUT, RULE, voiceOf } from './voice.ts'

/** A practised receipt: marked at both ends, without a sign, a code or a word of fiscal mode. */
export function trainingLines({ number, operator, ticket, time }: TrainingReceipt, registration: Registration): Line[] {
  const voice = voiceOf(ticket.language)
  const mark = [...voice.title(WORDS.training), ...voice.title(WORDS.notFiscal)]
  return [
    ...mark,
    ...taxpayerLines(voice, registration),
    RULE,
    voice.numbered(WORDS.receiptNumber, number),
    ...operatorLines(voice, operator),
    ...ticketLines(voice, ticket, registration),
    RULE,
    timeLine(voice, time),
    ...mark,
    CUT,
  ]
}
