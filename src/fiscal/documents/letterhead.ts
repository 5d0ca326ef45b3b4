import { fill } from '../../locale/text.ts'
import { WARNINGS } from '../../locale/warnings.ts'
import { WORDS } from '../../locale/words.ts'
import type { Letterhead } from '../register/fiscal-records.ts'
import type { Registration } from '../register/registration.ts'
import type { Operator } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import { paperTime } from './format.ts'
import type { Line } from './lines.ts'
import { centred, left, type Voice } from './voice.ts'

/** BIN or IIN: the fifth digit of a BIN is 4, 5 or 6, that of an IIN is a day's first (practice 2.1). */
const isBin = (iinOrBin: string): boolean => /^\d{4}[456]/.test(iinOrBin)

export const taxpayerWord = (iinOrBin: string) => (isBin(iinOrBin) ? WORDS.bin : WORDS.iin)
export const buyerWord = (iinOrBin: string) => (isBin(iinOrBin) ? WORDS.buyerBin : WORDS.buyerIin)

/** The taxpayer: name in the languages of the paper, IIN/BIN, VAT certificate of a payer, outlet (R626-56.1, 56.3). */
export function taxpayerLines(voice: Voice, registration: Registration): Line[] {
  const { name, nameKk, iinBin, posTitle, vatPayer, vatSeries, vatNumber } = registration
  return [
    ...voice.each((tongue) => (tongue === 'kk' ? (nameKk ?? name) : name)).map((line) => centred(line)),
    centred(`${voice.say(taxpayerWord(iinBin))} ${iinBin}`),
    ...(vatPayer && vatSeries !== undefined && vatNumber !== undefined
      ? [{ kind: 'pair', left: `${voice.say(WORDS.vatSeries)} ${vatSeries}`, right: `№ ${vatNumber}` } as const]
      : []),
    ...(posTitle === undefined ? [] : [centred(posTitle)]),
  ]
}

/** Who stood at the register: both the name, for the buyer, and the code that the OFD knows. */
export const operatorLines = (voice: Voice, operator: Operator): Line[] => [
  voice.field(WORDS.cashier, operator.name),
  voice.field(WORDS.cashierCode, String(operator.code)),
]

/** The place where the register is used (R626-56.2); one line when only one form of it is known. */
export function addressLines(voice: Voice, { address, addressKk }: Registration): Line[] {
  if (addressKk === undefined || addressKk === address) return [voice.field(WORDS.address, address)]
  return voice
    .each((tongue) => `${WORDS.address[tongue]}: ${tongue === 'kk' ? addressKk : address}`)
    .map((line) => left(line))
}

/** The operator of fiscal data (R626-56.12). */
export const ofdLines = (voice: Voice, { conditions: { operator } }: Letterhead): Line[] =>
  voice
    .each((tongue) => `${WORDS.ofd[tongue]}: ${tongue === 'kk' ? operator.nameKk : operator.nameRu}`)
    .map((line) => left(line))

export const timeLine = (voice: Voice, time: Instant): Line => voice.field(WORDS.time, paperTime(time))

/** Which register it was: at the OFD, at the tax body, at its maker's (R626-56.4, 56.5). */
export const registerLines = (voice: Voice, { kkmId, regNumber, serialNumber }: Registration): Line[] => [
  centred(`${voice.say(WORDS.kkmId)}: ${kkmId}`),
  centred(`${voice.say(WORDS.regNumber)}: ${regNumber}`),
  centred(`${voice.say(WORDS.serialNumber)}: ${serialNumber}`),
]

/** A reprint says so first and last, so that no torn half passes for the receipt (R1326-74.1). */
export const copyLines = (voice: Voice, copy: boolean): Line[] => (copy ? [...voice.title(WORDS.copy)] : [])

/** That there is room for few shifts more (R208N-36.2). @param shiftsLeft undefined: there is enough */
export const roomLines = (voice: Voice, shiftsLeft: number | undefined): Line[] =>
  shiftsLeft === undefined
    ? []
    : voice.each((tongue) => fill(WARNINGS.STORAGE_LOW[tongue], () => String(shiftsLeft))).map((line) => left(line))

/** The law's term (R1326-27.5), in its exact words (practice §8.14). */
export const autonomousLines = (voice: Voice, autonomous: boolean): Line[] =>
  autonomous ? [...voice.title(WORDS.autonomous)] : []
