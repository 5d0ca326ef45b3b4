import { CLOSING_REASONS, LIFE_WORDS } from '../../locale/life-words.ts'
import { OPERATION_WORDS, REPORT_WORDS, WORDS } from '../../locale/words.ts'
import type { Tiyn } from '../money.ts'
import type { Letterhead } from '../register/fiscal-records.ts'
import { type Operator, OPERATIONS, type ReceiptLanguage } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import type { PerOperation } from '../report/types.ts'
import { addressLines, ofdLines, operatorLines, registerLines, taxpayerLines, timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import { CUT, left, RULE, type Voice, voiceOf } from './voice.ts'

/** A change of the register's life: when, by whom, under which letterhead. */
export interface LifeFacts {
  readonly letterhead: Letterhead
  readonly time: Instant
  readonly operator: Operator
  readonly language: ReceiptLanguage
}

/** What the register counted from its first document to its last. */
export interface LifeTotals {
  readonly documents: number
  readonly shifts: number
  readonly nonNullable: PerOperation<Tiyn>
  /** Receipts by operation. */
  readonly tickets: PerOperation<number>
  readonly deposits: number
  readonly withdrawals: number
  readonly cash: Tiyn
  /** The accumulator's head, 16 characters of base 32. */
  readonly checksum: string
}

const heading = (voice: Voice, title: Parameters<Voice['title']>[0], { letterhead }: LifeFacts): Line[] => [
  ...voice.title(title),
  RULE,
  ...taxpayerLines(voice, letterhead.registration),
  ...addressLines(voice, letterhead.registration),
  ...ofdLines(voice, letterhead),
  ...registerLines(voice, letterhead.registration),
]

const ending = (voice: Voice, { operator, time }: LifeFacts): Line[] => [
  RULE,
  ...operatorLines(voice, operator),
  timeLine(voice, time),
  ...voice.title(WORDS.notFiscal),
  CUT,
]

/** All requisites that were entered at registration or at its change, but for secrets (R208N-28). */
export function registrationLines(facts: LifeFacts): Line[] {
  const voice = voiceOf(facts.language)
  const { okved, section, vatPayer } = facts.letterhead.registration
  return [
    ...heading(voice, LIFE_WORDS.registration, facts),
    voice.field(LIFE_WORDS.vatPayer, voice.say(vatPayer ? LIFE_WORDS.yes : LIFE_WORDS.no)),
    ...(okved === undefined ? [] : [voice.field(LIFE_WORDS.okved, okved)]),
    voice.field(WORDS.section, section),
    ...ending(voice, facts),
  ]
}

/** The fiscal report for life and the reason, for the application to the tax body (R1326-F3). */
export function decommissionLines(facts: LifeFacts & { readonly reason: number; readonly totals: LifeTotals }): Line[] {
  const voice = voiceOf(facts.language)
  const { reason, totals } = facts
  const words = CLOSING_REASONS[reason - 1]
  const count = (word: Parameters<Voice['say']>[0], value: number, indent = 0): Line => ({
    kind: 'pair',
    left: voice.say(word),
    right: String(value),
    indent,
  })
  return [
    ...heading(voice, LIFE_WORDS.decommission, facts),
    RULE,
    left(`${voice.say(LIFE_WORDS.reason)}: ${reason}`),
    ...(words ? voice.each((tongue) => words[tongue]).map((line) => left(line)) : []),
    RULE,
    ...voice.title(LIFE_WORDS.lifeReport),
    count(LIFE_WORDS.documents, totals.documents),
    count(LIFE_WORDS.shifts, totals.shifts),
    left(`${voice.say(REPORT_WORDS.nonNullableNow)}:`),
    ...OPERATIONS.map((operation) => voice.sum(OPERATION_WORDS[operation], totals.nonNullable[operation], 2)),
    left(`${voice.say(REPORT_WORDS.ticketCount)}:`),
    ...OPERATIONS.map((operation) => count(OPERATION_WORDS[operation], totals.tickets[operation], 2)),
    count(REPORT_WORDS.deposits, totals.deposits),
    count(REPORT_WORDS.withdrawals, totals.withdrawals),
    voice.sum(WORDS.cashInDrawer, totals.cash),
    voice.field(REPORT_WORDS.checksum, totals.checksum),
    ...ending(voice, facts),
  ]
}
