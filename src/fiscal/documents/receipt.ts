import { WORDS } from '../../locale/words.ts'
import type { TicketDocument } from '../register/document.ts'
import type { Letterhead } from '../register/fiscal-records.ts'
import type { ReceiptLanguage, Ticket } from '../ticket/types.ts'
import {
  addressLines,
  autonomousLines,
  copyLines,
  ofdLines,
  operatorLines,
  registerLines,
  roomLines,
  taxpayerLines,
  timeLine,
} from './letterhead.ts'
import { NBSP } from './format.ts'
import type { Line } from './lines.ts'
import { ticketLines } from './ticket-lines.ts'
import { BLANK, centred, CUT, left, RULE, voiceOf, type Voice } from './voice.ts'

export interface ReceiptFacts {
  readonly document: TicketDocument
  readonly letterhead: Letterhead
  /** Of the OFD, or of the register itself when it worked autonomously. */
  readonly sign: string
  /** What the QR code holds (R1326-30.2). */
  readonly checkUrl: string
  readonly autonomous: boolean
  /** Printed again: marked at both ends. */
  readonly copy: boolean
  readonly language: ReceiptLanguage
}

/**
 * The fiscal receipt with every requisite of Order 626, item 56, and those that tills of the country print beside them.
 * @throws Error without a fiscal sign or a check address: the words of fiscal mode may not be printed then (R1326-37.3)
 */
export function receiptLines(facts: ReceiptFacts): Line[] {
  const { document, letterhead, copy, autonomous } = facts
  if (facts.sign === '' || facts.checkUrl === '') throw new Error('a receipt without its fiscal sign is not printed')
  const voice = voiceOf(facts.language)
  return [
    ...copyLines(voice, copy),
    ...taxpayerLines(voice, letterhead.registration),
    RULE,
    centred(`${voice.say(WORDS.shift)} №${NBSP}${document.shift}`),
    centred(`${voice.say(WORDS.receiptNumber)} №${NBSP}${document.number}`),
    voice.numbered(WORDS.documentNumber, document.documentNumber),
    ...operatorLines(voice, document.operator),
    ...ticketLines(voice, document.ticket, letterhead.registration),
    RULE,
    voice.field(autonomous ? WORDS.autonomousSign : WORDS.fiscalSign, facts.sign),
    timeLine(voice, document.time),
    ...addressLines(voice, letterhead.registration),
    ...ofdLines(voice, letterhead),
    voice.field(WORDS.checkSite, letterhead.conditions.operator.checkSite),
    ...(autonomous ? voice.each((tongue) => WORDS.autonomousHint[tongue]).map((line) => left(line)) : []),
    RULE,
    ...fiscalMark(voice, facts),
    ...registerLines(voice, letterhead.registration),
    ...roomLines(voice, document.shiftsLeft),
    ...copyLines(voice, copy),
    CUT,
  ]
}

/** The distinguishing mark of fiscal mode (R1326-33) and the code that a phone reads (R626-56.16). */
function fiscalMark(voice: Voice, { autonomous, checkUrl }: ReceiptFacts): Line[] {
  return [
    ...autonomousLines(voice, autonomous),
    ...voice.title(WORDS.fiscalReceipt),
    BLANK,
    { kind: 'qr', data: checkUrl },
    BLANK,
  ]
}

/**
 * What would be registered, for the buyer to look at: no number, no sign, no QR code, and no word of fiscal mode
 * (EK-ui-05, EK0-sale-s-5, R1326-33).
 */
export function previewLines(ticket: Ticket, letterhead: Letterhead): Line[] {
  const voice = voiceOf(ticket.language)
  return [
    ...voice.title(WORDS.preview),
    ...voice.title(WORDS.notRegistered),
    ...taxpayerLines(voice, letterhead.registration),
    RULE,
    ...ticketLines(voice, ticket, letterhead.registration),
    RULE,
    ...addressLines(voice, letterhead.registration),
    ...voice.title(WORDS.preview),
    CUT,
  ]
}
