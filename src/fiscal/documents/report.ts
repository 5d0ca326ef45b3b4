import { fill } from '../../locale/text.ts'
import { OPERATION_WORDS, PAYMENT_WORDS, REPORT_WORDS, WORDS } from '../../locale/words.ts'
import { subtract, type Tiyn, ZERO } from '../money.ts'
import type { Letterhead } from '../register/fiscal-records.ts'
import type { Difference } from '../report/reconcile.ts'
import type { CountSum, PerOperation, PlacementTotals, TicketTotals, ZxReport } from '../report/types.ts'
import { type Operation, type Operator, OPERATIONS, PAYMENT_TYPES, type ReceiptLanguage } from '../ticket/types.ts'
import { NBSP, paperSum, paperTime } from './format.ts'
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
import { differenceLines } from './difference.ts'
import { capitals, centred, CUT, left, RULE, type Voice, voiceOf } from './voice.ts'

export interface ReportPaperFacts {
  readonly letterhead: Letterhead
  /** Of a Z; an X report takes no number. */
  readonly documentNumber?: number
  readonly operator: Operator
  /** Of a Z: what the OFD's answer to it did not agree on. */
  readonly differences?: readonly Difference[]
  /** Of a Z that found little room. */
  readonly shiftsLeft?: number | undefined
  readonly autonomous: boolean
  readonly copy: boolean
  readonly language: ReceiptLanguage
}

type HeadingFacts = Pick<ReportPaperFacts, 'documentNumber' | 'operator'>

export const INDENT = 2
type Word = (typeof REPORT_WORDS)[keyof typeof REPORT_WORDS]

/**
 * An X or Z report: every figure of ZXReport (protocol §5, §8; practice 5.9). An operation, section or rate that saw
 * nothing in the shift has one line. The X report says that it is not a fiscal document (EK0-x-1).
 */
export function reportLines(report: ZxReport, facts: ReportPaperFacts): Line[] {
  const { letterhead, copy } = facts
  const voice = voiceOf(facts.language)
  return [
    ...copyLines(voice, copy),
    ...taxpayerLines(voice, letterhead.registration),
    RULE,
    ...figureLines(voice, report, facts),
    ...differenceLines(voice, facts.differences ?? []),
    voice.field(REPORT_WORDS.checksum, report.checksum),
    timeLine(voice, report.time),
    ...addressLines(voice, letterhead.registration),
    ...ofdLines(voice, letterhead),
    RULE,
    ...autonomousLines(voice, facts.autonomous),
    ...voice.title(report.type === 'z' ? WORDS.fiscalMode : WORDS.notFiscal),
    ...registerLines(voice, letterhead.registration),
    ...roomLines(voice, facts.shiftsLeft),
    ...copyLines(voice, copy),
    CUT,
  ]
}

/** What it is and all that it counts: the same where it is practised. */
export function figureLines(voice: Voice, report: ZxReport, facts: HeadingFacts): Line[] {
  return [
    ...headingLines(voice, report, facts),
    RULE,
    ...nonNullableLines(voice, REPORT_WORDS.startNonNullable, report.startNonNullable),
    RULE,
    ...OPERATIONS.flatMap((operation) => ticketLines(voice, operation, report.tickets[operation])),
    RULE,
    centred(`(${voice.say(REPORT_WORDS.countsNote)})`),
    ...countSumLines(voice, REPORT_WORDS.positions, report.operations),
    ...countSumLines(voice, REPORT_WORDS.discounts, report.discounts),
    ...countSumLines(voice, REPORT_WORDS.markups, report.markups),
    ...countSumLines(voice, REPORT_WORDS.result, report.totalResult),
    RULE,
    ...sectionLines(voice, report),
    ...taxLines(voice, report),
    ...placementLines(voice, REPORT_WORDS.deposits, report.placements.deposit),
    ...placementLines(voice, REPORT_WORDS.withdrawals, report.placements.withdrawal),
    RULE,
    strong(voice, REPORT_WORDS.revenue, report.revenue),
    strong(voice, WORDS.cashInDrawer, report.cash),
    { kind: 'text', text: voice.say(WORDS.tenge), align: 'right' },
    RULE,
    ...nonNullableLines(
      voice,
      report.type === 'z' ? REPORT_WORDS.nonNullable : REPORT_WORDS.nonNullableNow,
      report.nonNullable,
    ),
    RULE,
  ]
}

/** The number of a Z is that of its shift, in four digits at least (R208N-6, EK0-z-2). */
function headingLines(voice: Voice, report: ZxReport, { documentNumber, operator }: HeadingFacts): Line[] {
  return [
    ...voice.title(REPORT_WORDS[report.type]),
    ...(report.type === 'z' ? [centred(`№${NBSP}${String(report.shift).padStart(4, '0')}`, true)] : []),
    voice.numbered(WORDS.shift, report.shift),
    voice.field(REPORT_WORDS.shiftStart, paperTime(report.openTime)),
    ...(report.closeTime === undefined ? [] : [voice.field(REPORT_WORDS.shiftEnd, paperTime(report.closeTime))]),
    ...(documentNumber === undefined ? [] : [voice.numbered(WORDS.documentNumber, documentNumber)]),
    ...operatorLines(voice, operator),
  ]
}

export const strong = (voice: Voice, word: Pick<Word, 'kk' | 'ru'>, sum: Tiyn): Line => ({
  kind: 'pair',
  left: voice.say(word),
  right: paperSum(sum),
  bold: true,
})

export const nonNullableLines = (voice: Voice, word: Word, sums: PerOperation<Tiyn>): Line[] => [
  left(`${voice.say(word)}:`),
  ...OPERATIONS.map((operation) => voice.sum(OPERATION_WORDS[operation], sums[operation], INDENT)),
]

/** Tickets of one operation: this shift and since registration, by payment, what was given off, added and given back. */
export function ticketLines(voice: Voice, operation: Operation, totals: TicketTotals): Line[] {
  const count = (word: Word, number: number): Line => ({
    kind: 'pair',
    left: voice.say(word),
    right: String(number),
    indent: INDENT,
  })
  const heading: Line[] = [
    { kind: 'pair', left: voice.say(capitals(OPERATION_WORDS[operation])), right: paperSum(totals.sum), bold: true },
    count(REPORT_WORDS.ticketCount, totals.count),
    count(REPORT_WORDS.lifeCount, totals.totalCount),
  ]
  if (totals.count === 0) return heading
  return [
    ...heading,
    count(REPORT_WORDS.autonomousCount, totals.offlineCount),
    ...PAYMENT_TYPES.map((type) => counted(voice.say(PAYMENT_WORDS[type]), totals.payments[type], INDENT)),
    voice.sum(REPORT_WORDS.discounts, totals.discountSum, INDENT),
    voice.sum(REPORT_WORDS.markups, totals.markupSum, INDENT),
    voice.sum(REPORT_WORDS.changeSum, totals.changeSum, INDENT),
  ]
}

/** `Қолма-қол/Наличные (2)` and the sum. */
export const counted = (label: string, { count, sum }: CountSum, indent = 0): Line => ({
  kind: 'pair',
  left: `${label}${NBSP}(${count})`,
  right: paperSum(sum),
  indent,
})

/** A list over operations: those that saw something, or one line that says that nothing did. */
export function countSumLines(voice: Voice, word: Word, sums: PerOperation<CountSum>): Line[] {
  const used = OPERATIONS.filter((operation) => sums[operation].count !== 0 || sums[operation].sum !== 0n)
  if (used.length === 0) return [counted(voice.say(word), { count: 0, sum: ZERO })]
  return [
    left(`${voice.say(word)}:`),
    ...used.map((operation) => counted(voice.say(OPERATION_WORDS[operation]), sums[operation], INDENT)),
  ]
}

/** Turnover by sections, before discounts and markups (R1326-29.3, protocol §5). */
export function sectionLines(voice: Voice, { sections }: Pick<ZxReport, 'sections'>): Line[] {
  if (sections.length === 0) return []
  return [
    ...voice.title(REPORT_WORDS.bySections),
    ...sections.flatMap(({ code, operations }) => [
      voice.field(WORDS.section, code),
      ...OPERATIONS.filter((operation) => operations[operation].count !== 0).map((operation) =>
        counted(voice.say(OPERATION_WORDS[operation]), operations[operation], INDENT),
      ),
    ]),
    RULE,
  ]
}

/** VAT by rate and operation: turnover with it, the tax, turnover without it (protocol §8.5). */
export function taxLines(voice: Voice, { taxes }: Pick<ZxReport, 'taxes'>): Line[] {
  if (taxes.length === 0) return []
  return [
    ...voice.title(REPORT_WORDS.byTaxes),
    ...taxes.flatMap(({ rate, operations }) => [
      left(voice.each((tongue) => fill(REPORT_WORDS.vat[tongue], () => String(rate))).join('/')),
      ...OPERATIONS.filter((operation) => operations[operation].turnover !== 0n).flatMap((operation) => {
        const { turnover, sum } = operations[operation]
        return [
          left(voice.say(OPERATION_WORDS[operation]), INDENT),
          voice.sum(REPORT_WORDS.turnover, turnover, 2 * INDENT),
          voice.sum(REPORT_WORDS.vatSum, sum, 2 * INDENT),
          voice.sum(REPORT_WORDS.turnoverWithoutVat, subtract(turnover, sum), 2 * INDENT),
        ]
      }),
    ]),
    RULE,
  ]
}

/** Cash put in or taken out: count and sum of the shift, how many since registration, how many autonomously. */
export function placementLines(voice: Voice, word: Word, totals: PlacementTotals): Line[] {
  const count = (label: Word, number: number): Line => ({
    kind: 'pair',
    left: voice.say(label),
    right: String(number),
    indent: INDENT,
  })
  return [
    counted(voice.say(word), totals),
    count(REPORT_WORDS.lifeCount, totals.totalCount),
    ...(totals.count === 0 ? [] : [count(REPORT_WORDS.autonomousCount, totals.offlineCount)]),
  ]
}
