import { WORDS } from '../../locale/words.ts'
import type { PlacementDocument } from '../register/document.ts'
import type { Letterhead } from '../register/fiscal-records.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'
import { paperSum } from './format.ts'
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
import type { Line } from './lines.ts'
import { CUT, RULE, type Voice, voiceOf } from './voice.ts'

export interface PlacementFacts {
  readonly document: PlacementDocument
  readonly letterhead: Letterhead
  readonly autonomous: boolean
  readonly copy: boolean
  readonly language: ReceiptLanguage
}

/** The slip of cash put into the drawer or taken out of it, with what the drawer holds after it (practice 5.7). */
export function placementLines({ document, letterhead, autonomous, copy, language }: PlacementFacts): Line[] {
  const voice = voiceOf(language)
  return [
    ...copyLines(voice, copy),
    ...taxpayerLines(voice, letterhead.registration),
    RULE,
    ...cashLines(voice, document),
    RULE,
    timeLine(voice, document.time),
    ...addressLines(voice, letterhead.registration),
    ...ofdLines(voice, letterhead),
    RULE,
    ...autonomousLines(voice, autonomous),
    ...voice.title(WORDS.fiscalMode),
    ...registerLines(voice, letterhead.registration),
    ...roomLines(voice, document.shiftsLeft),
    ...copyLines(voice, copy),
    CUT,
  ]
}

/** What was done with how much: the same where it is practised. */
export function cashLines(voice: Voice, document: PlacementDocument): Line[] {
  return [
    ...voice.title(WORDS[document.direction]),
    voice.numbered(WORDS.shift, document.shift),
    voice.numbered(WORDS.documentNumber, document.documentNumber),
    ...operatorLines(voice, document.operator),
    RULE,
    { kind: 'pair', left: `${voice.say(WORDS.sum)}:`, right: paperSum(document.sum), bold: true, big: true },
    voice.sum(WORDS.cashInDrawer, document.cash),
    { kind: 'text', text: voice.say(WORDS.tenge), align: 'right' },
  ]
}
