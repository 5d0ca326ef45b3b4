import { text } from '../../locale/text.ts'
import { CONNECTION_WORDS, WORDS } from '../../locale/words.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import { timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import { BLANK, centred, CUT, left, RULE, type Voice, voiceOf } from './voice.ts'

/** What registration in the OFD's cabinet asks for (interface, `passport`; EK0-connect-1, EK-ui-16). */
export interface PassportFacts {
  readonly model: string
  readonly serialNumber: string
  readonly year: number
  readonly release: string
  /** Of the installed software, hex. */
  readonly digest: string
  /** How it reaches the OFD. */
  readonly connection: keyof typeof CONNECTION_WORDS
  readonly language: ReceiptLanguage
}

function deviceLines(voice: Voice, facts: Omit<PassportFacts, 'language'>): Line[] {
  return [
    voice.field(WORDS.model, facts.model),
    voice.field(WORDS.serialNumber, facts.serialNumber),
    voice.field(WORDS.year, String(facts.year)),
    voice.field(WORDS.connection, voice.say(CONNECTION_WORDS[facts.connection])),
    voice.field(WORDS.release, facts.release),
    left(`${voice.say(WORDS.digest)}:`),
    left(facts.digest),
  ]
}

export function passportLines(facts: PassportFacts): Line[] {
  const voice = voiceOf(facts.language)
  return [...voice.title(WORDS.passport), RULE, ...deviceLines(voice, facts), CUT]
}

/** Letters that only Kazakh has: the ones that a wrong code page would spoil (R1326-30). */
const KAZAKH_LETTERS = 'ӘҒҚҢӨҰҮҺІ әғқңөұүһі'

const LOOK = text(
  'Осы әріптер мен QR-код анық көрінуі керек',
  'Эти буквы и QR-код должны быть видны ясно',
  'These letters and the QR code must be clear',
)

/** A page that shows whether the printer can print a receipt: Kazakh letters, sizes, edges, a QR code. Not fiscal. */
export function testPageLines(facts: PassportFacts & { readonly time: Instant }): Line[] {
  const voice = voiceOf(facts.language)
  return [
    ...voice.title(WORDS.testReceipt),
    ...voice.title(WORDS.notFiscal),
    RULE,
    ...deviceLines(voice, facts),
    timeLine(voice, facts.time),
    RULE,
    ...voice.each((tongue) => LOOK[tongue]).map((line) => left(line)),
    centred(KAZAKH_LETTERS),
    centred(KAZAKH_LETTERS, true),
    { kind: 'text', text: KAZAKH_LETTERS, align: 'center', big: true },
    { kind: 'pair', left: '« »', right: '– №' },
    BLANK,
    { kind: 'qr', data: `KKM ${facts.serialNumber}` },
    BLANK,
    ...voice.title(WORDS.testReceipt),
    CUT,
  ]
}
