import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeKz1048 } from '../../src/escpos/codepage.ts'
import { layoutText } from '../../src/escpos/layout.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'
import { cashierLines, periodLines, sectionReportLines } from '../../src/fiscal/documents/summary.ts'
import { MAX_SUM, ZERO, tiyn } from '../../src/fiscal/money.ts'
import type { ShiftCloseDocument } from '../../src/fiscal/register/document.ts'
import type { CashierTotals } from '../../src/fiscal/report/cashiers.ts'
import { emptyPeriod, periodShift, withEarlier } from '../../src/fiscal/report/period.ts'
import { closedShiftFigures } from '../../src/fiscal/report/summary.ts'
import type { ReceiptLanguage } from '../../src/fiscal/ticket/types.ts'
import { COLUMNS, flat, letterhead, perOperation, zReport } from './fixtures.ts'
import { assertGolden } from './golden.ts'

const LANGUAGES = ['kk+ru', 'kk', 'ru'] as const
const operator = { code: 7, name: 'Айгүл' }
const none = { count: 0, sum: ZERO }
const noTickets = { ...none, payments: { cash: none, card: none, mobile: none } }
const of = (count: number, sum: bigint) => ({ count, sum: tiyn(sum) })

const cashiers: readonly CashierTotals[] = [
  {
    ...operator,
    tickets: perOperation(noTickets, {
      sale: { ...of(3, 4000_50n), payments: { cash: of(2, 3000_50n), card: of(1, 1000_00n), mobile: none } },
      'sale-return': { ...of(1, 150_00n), payments: { cash: of(1, 150_00n), card: none, mobile: none } },
    }),
    placements: { deposit: of(1, 10_000_00n), withdrawal: none },
  },
  {
    code: 4_294_967_295,
    name: 'Әбдіғаппарова-Құрманғалиева Гүлшаһира Өмірбекқызы',
    tickets: perOperation(noTickets, {
      'purchase-return': {
        count: 99_999,
        sum: MAX_SUM,
        payments: { cash: none, card: none, mobile: { count: 99_999, sum: MAX_SUM } },
      },
    }),
    placements: { deposit: none, withdrawal: { count: 1, sum: MAX_SUM } },
  },
]

const close = (shift: number): ShiftCloseDocument => ({
  type: 'close',
  documentNumber: 1400 + shift,
  shift,
  number: shift,
  time: zReport.time,
  operator,
  withdraw: false,
  withdrawn: ZERO,
  report: { ...zReport, shift },
  cashiers,
})

const { cashiers: _, ...figures } = closedShiftFigures(close(12))
const facts = (language: ReceiptLanguage) => ({ letterhead, operator, time: zReport.time, language })
const { closeTime = zReport.time, openTime, shift } = figures
const totals = [13, 12].map(close).reduce(withEarlier, emptyPeriod())
const period = {
  type: 'period',
  full: true,
  asked: { from: '2026-11-01', to: '2026-11-30' },
  firstShift: 12,
  lastShift: 13,
  lastDocument: 1420,
  checksum: 'K7QX2M9D4TRB8VHA',
  registered: openTime,
} as const

const DOCUMENTS: readonly (readonly [name: string, lines: readonly Line[]])[] = LANGUAGES.flatMap((language) => {
  const suffix = language === 'kk+ru' ? '' : `-${language}`
  return [
    [
      `report-cashier${suffix}`,
      cashierLines({ type: 'cashier', shift, openTime, closeTime, cashiers }, facts(language)),
    ],
    [`report-section${suffix}`, sectionReportLines({ type: 'section', ...figures }, facts(language))],
    [
      `report-period-full${suffix}`,
      periodLines(period, { totals, shifts: [12, 13].map(close).map(periodShift) }, facts(language)),
    ],
    [
      `report-period-short-empty${suffix}`,
      periodLines(
        { ...period, full: false, asked: {}, firstShift: 0, lastShift: 0 },
        { totals: emptyPeriod(), shifts: [] },
        facts(language),
      ),
    ],
  ] as const
})

for (const [name, lines] of DOCUMENTS)
  for (const columns of COLUMNS)
    test(`${name} at ${columns} columns looks as it did, no row wider than its paper, every letter printable`, () => {
      assertGolden(name, lines, columns)
      for (const row of layoutText(lines, columns)) {
        assert.ok(row.length <= columns, row)
        assert.ok('bytes' in encodeKz1048(row), row)
      }
      assert.deepEqual(
        lines.flatMap(({ kind }, at) => (kind === 'cut' ? [at] : [])),
        [lines.length - 1],
      )
    })

const paper = (name: string) => flat(DOCUMENTS.find(([known]) => known === name)?.[1] ?? [])

/** What a fiscal report shows, and where it stands on the paper (Order 208-n, item 19). */
const REQUISITES: readonly (readonly [string, RegExp])[] = [
  ['R208N-19.1', /ТОО «Әлем Сауда»/],
  ['R208N-19.2', /Контрольная сумма: K7QX2M9D4TRB8VHA/],
  ['R208N-19.3', /Последний документ № 1420/],
  ['R208N-19.4', /Время: 20\.11\.2026/],
  ['R208N-19.5', /Время: 20\.11\.2026 21:00:05/],
  ['R208N-19.6', /Период: 2026-11-01 – 2026-11-30/],
  ['R208N-19.7', /ЗНМ: SWK00412345/],
  ['R208N-19.8', /БИН 131240010479 .*РНМ: 010102345678/],
  ['R208N-19.9', /Дата регистрации: 20\.11\.2026 09:00:01/],
  ['R208N-19.10', /Z № 0012 20\.11\.2026 21:00:05 Документ № 1412 Продажа \(3\) 4 000,50/],
  ['R208N-19.11', /ИТОГИ ПЕРИОДА ПРОДАЖА 8 001,00 Количество чеков 6/],
]
for (const [id, pattern] of REQUISITES)
  test(`[${id}] a fiscal report shows ${pattern.source}`, () => assert.match(paper('report-period-full-ru'), pattern))

test('[R208N-14.2] [R208N-17.4] a short report has the sums and no shifts of its own', () => {
  assert.match(paper('report-period-full-ru'), /ПОЛНЫЙ.*ПО СМЕНАМ/)
  assert.match(paper('report-period-short-empty-ru'), /КРАТКИЙ.*Закрыто смен: 0.*ИТОГИ ПЕРИОДА/)
  assert.doesNotMatch(paper('report-period-short-empty-ru'), /ПО СМЕНАМ|Z №/)
})

test('[R1326-29.3] [R208N-14.4] each section has its operations with counts and sums before discounts', () => {
  assert.match(paper('report-section-ru'), /Секция: 1 Продажа \(2\) 3 100,50 Возврат продажи \(1\) 150,00 Секция: 2/)
})

test('a report that is no document says that it is not fiscal, whatever its language', () => {
  for (const [name] of DOCUMENTS) assert.match(paper(name), /ФИСКАЛДЫҚ ЕМЕС|НЕ ФИСКАЛЬНЫЙ/, name)
})

test('a period adds up, and keeps its ends: start of the first shift, drawer of the last', () => {
  const first = { ...zReport, startNonNullable: perOperation(tiyn(1n), {}), cash: tiyn(5n) }
  const last = { ...zReport, nonNullable: perOperation(tiyn(9n), {}), cash: tiyn(7n), shift: 13 }
  const both = withEarlier(withEarlier(emptyPeriod(), { report: last }), { report: first })
  assert.deepEqual([both.shifts, both.firstShift, both.lastShift], [2, 12, 13])
  assert.deepEqual([both.startNonNullable.sale, both.nonNullable.sale, both.cash], [1n, 9n, 7n])
  assert.equal(both.revenue, 2n * zReport.revenue)
  assert.equal(both.tickets.sale.totalCount, last.tickets.sale.totalCount)
  assert.equal(both.taxes[0]?.operations.sale.turnover, 2n * 4000_50n)
})
