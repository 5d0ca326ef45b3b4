import writeXlsxFile, { type Cell, type Row } from 'write-excel-file/node'
import type { Lines } from '../api/results.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import { SUMMARY_WORDS } from '../locale/report-words.ts'
import { fill, type Language, type Text } from '../locale/text.ts'
import { OPERATION_WORDS, PAYMENT_WORDS, REPORT_WORDS, WORDS } from '../locale/words.ts'

type Report = Omit<ResultOf<'report.period'>, 'lines'>
type Tickets = Report['tickets']['sale']
type Placements = Report['placements']['deposit']
type PerOperation<T> = Readonly<Record<keyof typeof OPERATION_WORDS, T>>

const OPERATIONS = ['sale', 'sale-return', 'purchase', 'purchase-return'] as const
const PAYMENTS = ['cash', 'card', 'mobile'] as const

/** A cell holds fifteen digits of a number, and so many come back from a double as they were; what has more stays a text. */
const DIGITS = 15
const MONEY = '#,##0.00'
const TIME = 'dd.mm.yyyy hh:mm:ss'
const DATE = 'dd.mm.yyyy'

const bold = (value: string): Cell => ({ value, fontWeight: 'bold' })

/** Tenge as the daemon writes them: `-1234.50`. */
const money = (sum: string): Cell =>
  sum.replaceAll(/\D/g, '').length > DIGITS
    ? { value: sum, align: 'right' }
    : { value: Number(sum), type: Number, format: MONEY }

/** A cell knows no zones: the hour of the register's clock, as on its paper. */
const dated = (iso: string, format: string): Cell => ({ value: new Date(`${iso}Z`), type: Date, format })
const time = (iso: string | undefined): Cell => (iso === undefined ? null : dated(iso.slice(0, 19), TIME))

/** A bound as it was asked for: a day, the number of a shift, or a word. */
function bound(asked: string | undefined): Cell {
  if (asked === undefined) return null
  if (/^\d{4}-\d\d-\d\d$/.test(asked)) return dated(`${asked}T00:00:00`, DATE)
  return /^\d{1,10}$/.test(asked) ? Number(asked) : asked
}

/** What is asked of the report in the reader's language. */
class Sheets {
  readonly #report: Report
  readonly #language: Language

  constructor(report: Report, language: Language) {
    this.#report = report
    this.#language = language
  }

  say(word: Text): string {
    return word[this.#language]
  }

  totals(): Row[] {
    return [...this.#head(), [], ...this.#byOperations(), [], ...this.#cash(), [], ...this.#foot()]
  }

  /** One row a shift, the columns of a shift's four operations side by side (R208N-19.10). */
  shifts(): Row[] {
    const operations = OPERATIONS.flatMap((operation) => {
      const name = this.say(OPERATION_WORDS[operation])
      return [`${name}: ${this.say(REPORT_WORDS.ticketCount)}`, `${name}: ${this.say(WORDS.sum)}`]
    })
    const titles = [WORDS.shift, WORDS.documentNumber, REPORT_WORDS.shiftStart, REPORT_WORDS.shiftEnd]
    return [
      [...titles.map((word) => this.say(word)), ...operations, this.say(SUMMARY_WORDS.shiftRevenue)].map(bold),
      ...(this.#report.byShift ?? []).map((one) => [
        one.shift,
        one.documentNumber,
        time(one.openTime),
        time(one.closeTime),
        ...OPERATIONS.flatMap((operation) => [one.tickets[operation].count, money(one.tickets[operation].sum)]),
        money(one.revenue),
      ]),
    ]
  }

  #head(): Row[] {
    const report = this.#report
    const { code, name } = report.operator
    return [
      [bold(this.say(report.full ? SUMMARY_WORDS.full : SUMMARY_WORDS.short))],
      [this.say(SUMMARY_WORDS.period), ...this.#asked()],
      [this.say(SUMMARY_WORDS.shifts), report.shifts],
      [this.say(SUMMARY_WORDS.shiftNumbers), report.firstShift, report.lastShift],
      [this.say(REPORT_WORDS.shiftStart), time(report.openTime)],
      [this.say(REPORT_WORDS.shiftEnd), time(report.closeTime)],
      [this.say(WORDS.time), time(report.time)],
      [this.say(WORDS.cashierCode), code, name],
    ]
  }

  #asked(): Row {
    const { from, to } = this.#report
    return from === undefined && to === undefined ? [this.say(SUMMARY_WORDS.wholeLife)] : [bound(from), bound(to)]
  }

  #row<T>(name: string, values: PerOperation<T>, cell: (value: T) => Cell): Row {
    return [name, ...OPERATIONS.map((operation) => cell(values[operation]))]
  }

  #byOperations(): Row[] {
    const { nonNullable, startNonNullable, taxes, tickets } = this.#report
    const figure = (word: Text, cell: (all: Tickets) => Cell) => this.#row(this.say(word), tickets, cell)
    return [
      [bold(this.say(SUMMARY_WORDS.periodTotal)), ...OPERATIONS.map((one) => bold(this.say(OPERATION_WORDS[one])))],
      figure(REPORT_WORDS.ticketCount, ({ count }) => count),
      figure(REPORT_WORDS.lifeCount, ({ totalCount }) => totalCount),
      figure(REPORT_WORDS.autonomousCount, ({ offlineCount }) => offlineCount),
      figure(WORDS.sum, ({ sum }) => money(sum)),
      ...PAYMENTS.flatMap((type) => this.#payment(type)),
      figure(REPORT_WORDS.discounts, ({ discountSum }) => money(discountSum)),
      figure(REPORT_WORDS.markups, ({ markupSum }) => money(markupSum)),
      figure(REPORT_WORDS.changeSum, ({ changeSum }) => money(changeSum)),
      ...taxes.flatMap(({ operations, rate }) => {
        const vat = fill(this.say(REPORT_WORDS.vat), () => rate)
        return [
          this.#row(`${vat}: ${this.say(REPORT_WORDS.turnover)}`, operations, ({ turnover }) => money(turnover)),
          this.#row(`${vat}: ${this.say(REPORT_WORDS.vatSum)}`, operations, ({ sum }) => money(sum)),
        ]
      }),
      this.#row(this.say(SUMMARY_WORDS.startNonNullable), startNonNullable, money),
      this.#row(this.say(SUMMARY_WORDS.nonNullable), nonNullable, money),
    ]
  }

  #payment(type: (typeof PAYMENTS)[number]): Row[] {
    const name = this.say(PAYMENT_WORDS[type])
    const { tickets } = this.#report
    return [
      this.#row(`${name}: ${this.say(REPORT_WORDS.ticketCount)}`, tickets, ({ payments }) => payments[type].count),
      this.#row(`${name}: ${this.say(WORDS.sum)}`, tickets, ({ payments }) => money(payments[type].sum)),
    ]
  }

  #cash(): Row[] {
    const { deposit, withdrawal } = this.#report.placements
    const figure = (word: Text, cell: (all: Placements) => Cell): Row => [
      this.say(word),
      cell(deposit),
      cell(withdrawal),
    ]
    return [
      [bold(''), bold(this.say(REPORT_WORDS.deposits)), bold(this.say(REPORT_WORDS.withdrawals))],
      figure(SUMMARY_WORDS.count, ({ count }) => count),
      figure(REPORT_WORDS.lifeCount, ({ totalCount }) => totalCount),
      figure(REPORT_WORDS.autonomousCount, ({ offlineCount }) => offlineCount),
      figure(WORDS.sum, ({ sum }) => money(sum)),
    ]
  }

  #foot(): Row[] {
    const { cash, checksum, lastDocument, revenue } = this.#report
    return [
      [this.say(SUMMARY_WORDS.revenue), money(revenue)],
      [this.say(SUMMARY_WORDS.cashAtEnd), money(cash)],
      [this.say(SUMMARY_WORDS.lastDocument), lastDocument],
      [this.say(REPORT_WORDS.checksum), checksum],
    ]
  }
}

/** The paper's own words: whose report it is, of which register, with its registration (R208N-19.1, 19.7 to 19.9). */
const paperRow = (line: Lines[number]): Row => {
  if (line.kind === 'text') return [line.text]
  return line.kind === 'pair' ? [line.left, line.right] : []
}

const widths = (first: number, others: number, count: number) => [
  { width: first },
  ...Array.from({ length: count }, () => ({ width: others })),
]

/** The report as a workbook for spreadsheets: its figures, each shift of a full one, and the words of its paper. */
export async function workbookOf(report: Report, lines: Lines, language: Language): Promise<Buffer> {
  const sheets = new Sheets(report, language)
  const byShift = {
    sheet: sheets.say(SUMMARY_WORDS.shiftNumbers),
    data: sheets.shifts(),
    columns: widths(10, 22, 12),
    stickyRowsCount: 1,
  }
  return writeXlsxFile([
    { sheet: sheets.say(SUMMARY_WORDS.sheet), data: sheets.totals(), columns: widths(48, 22, 4) },
    ...(report.full ? [byShift] : []),
    { sheet: sheets.say(SUMMARY_WORDS.paper), data: lines.map(paperRow), columns: widths(48, 22, 1) },
  ]).toBuffer()
}
