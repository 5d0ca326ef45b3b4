import { SUMMARY_WORDS } from '../../locale/report-words.ts'
import { OPERATION_WORDS, PAYMENT_WORDS, REPORT_WORDS, WORDS } from '../../locale/words.ts'
import type { Letterhead } from '../register/fiscal-records.ts'
import { type CashierTotals, usedOperations } from '../report/cashiers.ts'
import type { PeriodShift, PeriodTotals } from '../report/period.ts'
import type { ShiftSpan, Summary } from '../report/summary.ts'
import { type Operator, OPERATIONS, PAYMENT_TYPES, type ReceiptLanguage } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import { NBSP, paperTime } from './format.ts'
import { addressLines, operatorLines, registerLines, taxpayerLines, timeLine } from './letterhead.ts'
import type { Line } from './lines.ts'
import {
  counted,
  countSumLines,
  INDENT,
  nonNullableLines,
  placementLines,
  sectionLines,
  strong,
  taxLines,
  ticketLines,
} from './report.ts'
import { centred, CUT, left, RULE, type Voice, voiceOf } from './voice.ts'

export interface SummaryFacts {
  readonly letterhead: Letterhead
  /** Who asked for it, and when. */
  readonly operator: Operator
  readonly time: Instant
  readonly language: ReceiptLanguage
}

/** The Z reports that a period's figures come from. */
export interface PeriodFigures {
  readonly totals: PeriodTotals
  /** Of a full report; otherwise empty. */
  readonly shifts: readonly PeriodShift[]
}

type Of<T extends Summary['type']> = Extract<Summary, { type: T }>

/** By cashiers: what each made in the shift (R1326-29.2). Says that it is no fiscal document. */
export const cashierLines = (summary: Of<'cashier'>, facts: SummaryFacts): Line[] =>
  framed(facts, SUMMARY_WORDS.cashier, (voice) => [
    ...shiftLines(voice, summary),
    RULE,
    ...(summary.cashiers.length === 0 ? [left(voice.say(SUMMARY_WORDS.nothing)), RULE] : []),
    ...summary.cashiers.flatMap((cashier) => [...oneCashier(voice, cashier), RULE]),
  ])

/** By sections: turnover before discounts and markups, then what these took and added (R1326-29.3, protocol §8.1). */
export const sectionReportLines = (summary: Of<'section'>, facts: SummaryFacts): Line[] =>
  framed(facts, SUMMARY_WORDS.section, (voice) => [
    ...shiftLines(voice, summary),
    RULE,
    centred(`(${voice.say(REPORT_WORDS.countsNote)})`),
    ...(summary.sections.length === 0
      ? [left(voice.say(SUMMARY_WORDS.nothing)), RULE]
      : sectionLines(voice, summary).slice(voice.title(REPORT_WORDS.bySections).length)),
    ...countSumLines(voice, REPORT_WORDS.positions, summary.operations),
    ...countSumLines(voice, REPORT_WORDS.discounts, summary.discounts),
    ...countSumLines(voice, REPORT_WORDS.markups, summary.markups),
    ...countSumLines(voice, REPORT_WORDS.result, summary.totalResult),
    RULE,
  ])

/**
 * For a period, short or full: the shifts closed in it with their totals, and the sums over them (R208N-14.2, R208N-19).
 * A period wider than what there is shows what there is (R208N-18).
 */
export function periodLines(summary: Of<'period'>, { shifts, totals }: PeriodFigures, facts: SummaryFacts): Line[] {
  return framed(facts, summary.full ? SUMMARY_WORDS.full : SUMMARY_WORDS.short, (voice) => [
    ...askedLines(voice, summary, totals),
    RULE,
    ...(shifts.length === 0 ? [] : [...voice.title(SUMMARY_WORDS.byShifts), ...shifts.flatMap(shiftOf(voice)), RULE]),
    ...voice.title(SUMMARY_WORDS.periodTotal),
    ...OPERATIONS.flatMap((operation) => ticketLines(voice, operation, totals.tickets[operation])),
    RULE,
    ...taxLines(voice, totals),
    ...placementLines(voice, REPORT_WORDS.deposits, totals.placements.deposit),
    ...placementLines(voice, REPORT_WORDS.withdrawals, totals.placements.withdrawal),
    RULE,
    strong(voice, SUMMARY_WORDS.revenue, totals.revenue),
    strong(voice, SUMMARY_WORDS.cashAtEnd, totals.cash),
    { kind: 'text', text: voice.say(WORDS.tenge), align: 'right' },
    RULE,
    ...nonNullableLines(voice, SUMMARY_WORDS.startNonNullable, totals.startNonNullable),
    ...nonNullableLines(voice, SUMMARY_WORDS.nonNullable, totals.nonNullable),
    RULE,
    voice.numbered(SUMMARY_WORDS.lastDocument, summary.lastDocument),
    ...(summary.registered === undefined ? [] : [voice.field(SUMMARY_WORDS.registered, paperTime(summary.registered))]),
    voice.field(REPORT_WORDS.checksum, summary.checksum),
  ])
}

/** The taxpayer above, the register below; between them the report, and that it is no fiscal document. */
function framed(facts: SummaryFacts, title: Title, body: (voice: Voice) => Line[]): Line[] {
  const voice = voiceOf(facts.language)
  const { registration } = facts.letterhead
  return [
    ...taxpayerLines(voice, registration),
    RULE,
    ...voice.title(title),
    ...operatorLines(voice, facts.operator),
    ...body(voice),
    timeLine(voice, facts.time),
    ...addressLines(voice, registration),
    RULE,
    ...voice.title(WORDS.notFiscal),
    ...registerLines(voice, registration),
    CUT,
  ]
}

type Title = (typeof SUMMARY_WORDS)[keyof typeof SUMMARY_WORDS]

const shiftLines = (voice: Voice, { closeTime, openTime, shift }: ShiftSpan): Line[] => [
  voice.numbered(WORDS.shift, shift),
  voice.field(REPORT_WORDS.shiftStart, paperTime(openTime)),
  closeTime === undefined
    ? left(`(${voice.say(SUMMARY_WORDS.shiftIsOpen)})`)
    : voice.field(REPORT_WORDS.shiftEnd, paperTime(closeTime)),
]

function oneCashier(voice: Voice, cashier: CashierTotals): Line[] {
  const { code, name, placements, tickets } = cashier
  return [
    { kind: 'text', text: `${code} ${name}`, bold: true },
    ...usedOperations(cashier).flatMap((operation) => {
      const { payments, ...all } = tickets[operation]
      return [
        counted(voice.say(OPERATION_WORDS[operation]), all),
        ...PAYMENT_TYPES.filter((type) => payments[type].count > 0).map((type) =>
          counted(voice.say(PAYMENT_WORDS[type]), payments[type], INDENT),
        ),
      ]
    }),
    ...(placements.deposit.count > 0 ? [counted(voice.say(REPORT_WORDS.deposits), placements.deposit)] : []),
    ...(placements.withdrawal.count > 0 ? [counted(voice.say(REPORT_WORDS.withdrawals), placements.withdrawal)] : []),
  ]
}

/** What was asked for, and what of it there is. */
function askedLines(voice: Voice, { asked }: Of<'period'>, totals: PeriodTotals): Line[] {
  const { closeTime, firstShift, lastShift, openTime, shifts } = totals
  const bounds = asked.from === undefined && asked.to === undefined
  const period = bounds ? voice.say(SUMMARY_WORDS.wholeLife) : `${asked.from ?? '...'} – ${asked.to ?? '...'}`
  return [
    voice.field(SUMMARY_WORDS.period, period),
    voice.field(SUMMARY_WORDS.shifts, String(shifts)),
    ...(shifts === 0 ? [] : [voice.numbered(SUMMARY_WORDS.shiftNumbers, `${firstShift} – ${lastShift}`)]),
    ...(openTime === undefined ? [] : [voice.field(REPORT_WORDS.shiftStart, paperTime(openTime))]),
    ...(closeTime === undefined ? [] : [voice.field(REPORT_WORDS.shiftEnd, paperTime(closeTime))]),
  ]
}

/** One shift of a full report: its Z's number, when it was fixed, what it came to (R208N-19.10). */
const shiftOf =
  (voice: Voice) =>
  ({ closeTime, documentNumber, revenue, shift, tickets }: PeriodShift): Line[] => [
    { kind: 'text', text: `Z №${NBSP}${String(shift).padStart(4, '0')} ${paperTime(closeTime)}`, bold: true },
    voice.numbered(WORDS.documentNumber, documentNumber),
    ...OPERATIONS.filter((operation) => tickets[operation].count > 0).map((operation) =>
      counted(voice.say(OPERATION_WORDS[operation]), tickets[operation], INDENT),
    ),
    voice.sum(SUMMARY_WORDS.shiftRevenue, revenue, INDENT),
  ]
