import { WORDS } from '../../locale/words.ts'
import type { FiscalDocument } from '../register/document.ts'
import type { Practised } from '../register/training.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'
import { copyLines, operatorLines, taxpayerLines, timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import { cashLines } from './placement.ts'
import { figureLines } from './report.ts'
import { ticketLines } from './ticket-lines.ts'
import { CUT, RULE, type Voice, voiceOf } from './voice.ts'

const markLines = (voice: Voice): readonly Line[] => [...voice.title(WORDS.training), ...voice.title(WORDS.notFiscal)]

/** What was practised: marked at both ends, without a sign, a code, a checksum or a word of fiscal mode. */
export function practisedLines(practised: Practised, copy: boolean): Line[] {
  const { letterhead } = practised
  const isTicket = 'document' in practised && practised.document.type === 'ticket'
  const voice = voiceOf(isTicket ? practised.document.ticket.language : letterhead.conditions.receiptLanguage)
  const mark = markLines(voice)
  return [
    ...mark,
    ...copyLines(voice, copy),
    ...taxpayerLines(voice, letterhead.registration),
    RULE,
    ...('document' in practised
      ? documentLines(voice, practised.document, practised)
      : figureLines(voice, practised.report, practised)),
    RULE,
    timeLine(voice, 'document' in practised ? practised.document.time : practised.report.time),
    ...copyLines(voice, copy),
    ...mark,
    CUT,
  ]
}

function documentLines(voice: Voice, document: FiscalDocument, { letterhead }: Practised): readonly Line[] {
  switch (document.type) {
    case 'ticket':
      return [
        voice.numbered(WORDS.shift, document.shift),
        voice.numbered(WORDS.receiptNumber, document.number),
        voice.numbered(WORDS.documentNumber, document.documentNumber),
        ...operatorLines(voice, document.operator),
        ...ticketLines(voice, document.ticket, letterhead.registration),
      ]
    case 'placement':
      return cashLines(voice, document)
    case 'close':
      return figureLines(voice, document.report, document)
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

/** Of a paper that comes out when practice is over: that it was no more than that. */
export const practiceOverLines = (language: ReceiptLanguage): Line[] => [...markLines(voiceOf(language)), CUT]
