import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passportLines, testPageLines } from '../../src/fiscal/documents/passport.ts'
import { placementLines } from '../../src/fiscal/documents/placement.ts'
import { reportLines } from '../../src/fiscal/documents/report.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import {
  COLUMNS,
  documentOf,
  flat,
  passport,
  placement,
  plainTicket,
  reportFacts,
  xReport,
  zReport,
} from './fixtures.ts'

const z = flat(reportLines(zReport, { ...reportFacts, documentNumber: 1420 }))
const x = flat(reportLines(xReport, reportFacts))

/** Figures of ZXReport by the lines of the paper, both reports. */
const FIGURES: readonly (readonly [what: string, shows: string])[] = [
  ['the shift', 'Ауысым/Смена № 12'],
  ['its start', 'Ауысымның басталуы/Начало смены: 20.11.2026 09:00:01'],
  [
    'non-nullable sums at its start',
    'Ауысымның басындағы нөлденбейтін сомалар/Необнуляемые суммы на начало смены: Сату/Продажа 1 000 000,00 Сатуды қайтару/Возврат продажи 5 000,00 Сатып алу/Покупка 0,00 Сатып алуды қайтару/Возврат покупки 0,00',
  ],
  ['sales', 'САТУ/ПРОДАЖА 4 000,50 Чектер саны/Количество чеков 3 барлық уақытта/за всё время 903'],
  ['autonomous sales', 'оның ішінде автономды/в т.ч. автономных 1'],
  ['cash payments', 'Қолма-қол/Наличные (2) 3 000,50'],
  ['card payments', 'Банктің төлем картасы/Банковская карта (1) 1 000,00'],
  ['mobile payments', 'Мобильді төлем/Мобильный платёж (0) 0,00'],
  [
    'discounts, markups and change of the sales',
    'Шегерімдер/Скидки 210,00 Үстемелер/Наценки 10,00 Қайтарым сомасы/Сумма сдачи 999,50',
  ],
  [
    'sale returns',
    'САТУДЫ ҚАЙТАРУ/ВОЗВРАТ ПРОДАЖИ 150,00 Чектер саны/Количество чеков 1 барлық уақытта/за всё время 6',
  ],
  ['purchases, of which there were none', 'САТЫП АЛУ/ПОКУПКА 0,00 Чектер саны/Количество чеков 0'],
  ['purchase returns, of which there were none', 'САТЫП АЛУДЫ ҚАЙТАРУ/ВОЗВРАТ ПОКУПКИ 0,00'],
  ['positions', 'Позициялар/Позиции: Сату/Продажа (3) 4 200,50 Сатуды қайтару/Возврат продажи (1) 150,00'],
  ['counted discounts', 'Шегерімдер/Скидки: Сату/Продажа (2) 210,00'],
  ['counted markups', 'Үстемелер/Наценки: Сату/Продажа (1) 10,00'],
  ['the result', 'Шегерімдер мен үстемелерден кейін/С учётом скидок и наценок: Сату/Продажа (3) 4 000,50'],
  ['section 1', 'Секция: 1 Сату/Продажа (2) 3 100,50 Сатуды қайтару/Возврат продажи (1) 150,00'],
  ['section 2', 'Секция: 2 Сату/Продажа (1) 1 100,00'],
  [
    'VAT: turnover, tax, turnover without it',
    'ҚҚС 16 %/НДС 16 % Сату/Продажа айналым/оборот 4 000,50 ҚҚС сомасы/сумма НДС 551,79 ҚҚС-сыз айналым/оборот без НДС 3 448,71',
  ],
  ['VAT of the returns', 'ҚҚС сомасы/сумма НДС 20,69 ҚҚС-сыз айналым/оборот без НДС 129,31'],
  [
    'deposits',
    'Енгізулер/Внесения (1) 10 000,00 барлық уақытта/за всё время 15 оның ішінде автономды/в т.ч. автономных 0',
  ],
  ['withdrawals', 'Алулар/Изъятия (1) 500,00 барлық уақытта/за всё время 11 оның ішінде автономды/в т.ч. автономных 1'],
  ['revenue', 'Ауысым түсімі/Выручка смены 3 850,50'],
  ['cash', 'Кассадағы қолма-қол ақша/Наличных в кассе 12 350,50'],
  ['non-nullable sums now', 'Сату/Продажа 1 004 000,50 Сатуды қайтару/Возврат продажи 5 150,00'],
  ['the checksum', 'Бақылау сомасы/Контрольная сумма: K7QX2M9D4TRB8VHA'],
  ['the OFD', 'ФДО: «Қазақтелеком» АҚ ОФД: АО «Казахтелеком»'],
  ['the cashier', 'Кассир: Айгүл Оператор-кассирдің коды/Код кассира: 7'],
  ['the register', 'КСН/ИНК: 1024 МТН (КТН)/РНМ: 010102345678 МЗН (КЗН)/ЗНМ: SWK00412345'],
]

for (const [what, shows] of FIGURES)
  test(`[R1326-29.4] [R1326-29.5] [P203-zx] X and Z show ${what}`, () => {
    for (const report of [xReport, zReport])
      for (const columns of COLUMNS) {
        const paper = flat(reportLines(report, reportFacts), columns)
        assert.ok(paper.includes(shows), `${report.type}, ${columns} columns: no «${shows}» in ${paper}`)
      }
  })

test('[EK0-z-2] [R208N-6] [R1326-29.5] a Z names itself in both languages and has its number in four digits', () => {
  assert.match(z, /АУЫСЫМДЫҚ ЕСЕП \(Z-ЕСЕП\) СМЕННЫЙ ОТЧЁТ \(Z-ОТЧЁТ\) № 0012/)
  assert.match(z, /Ауысымның аяқталуы\/Конец смены: 20\.11\.2026 21:00:05/)
  assert.match(z, /Құжат\/Документ № 1420/)
  assert.match(z, /Ауысымның соңындағы нөлденбейтін сомалар\/Необнуляемые суммы на конец смены/)
})

test('[R1326-33] a Z carries the mark of fiscal mode', () => {
  assert.match(z, /ФИСКАЛДЫҚ РЕЖИМ ФИСКАЛЬНЫЙ РЕЖИМ/)
})

test('[EK0-x-1] [R1326-29.4] an X names itself, takes no number and says that it is not fiscal', () => {
  assert.match(x, /ӨШІРУСІЗ ЕСЕП \(X-ЕСЕП\) ОТЧЁТ БЕЗ ГАШЕНИЯ \(X-ОТЧЁТ\)/)
  assert.match(x, /ФИСКАЛДЫҚ ЕМЕС \/ НЕ ФИСКАЛЬНЫЙ/)
  assert.doesNotMatch(x, /№ 0012|ФИСКАЛДЫҚ РЕЖИМ|Құжат/)
})

test('a negative revenue keeps its sign', () => {
  assert.match(flat(reportLines({ ...xReport, revenue: tiyn(-1234_50n) }, reportFacts)), /Выручка смены -1 234,50/)
})

test('a shift that saw nothing still has a line for each operation and no section and no tax', () => {
  const none = { count: 0, sum: tiyn(0n) }
  const nothing = { sale: none, 'sale-return': none, purchase: none, 'purchase-return': none }
  const empty = { ...xReport, operations: nothing, discounts: nothing, markups: nothing, sections: [], taxes: [] }
  const paper = flat(reportLines(empty, reportFacts))
  assert.match(paper, /Позициялар\/Позиции \(0\) 0,00/)
  assert.doesNotMatch(paper, /СЕКЦИЯЛАР|НАЛОГИ/)
})

test('[EK0-z-3] a copy of a Z is marked at both ends, and a Z made autonomously says so', () => {
  const paper = flat(reportLines(zReport, { ...reportFacts, autonomous: true, copy: true }))
  assert.match(paper, /АВТОНОМДЫ \/ АВТОНОМНЫЙ/)
  assert.match(paper, /^КӨШІРМЕ \/ ДУБЛИКАТ/)
  assert.match(paper, /КӨШІРМЕ \/ ДУБЛИКАТ$/)
})

for (const [direction, title] of [
  ['deposit', 'КАССАҒА ҚОЛМА-ҚОЛ АҚШАНЫ ЕНГІЗУ ВНЕСЕНИЕ НАЛИЧНЫХ'],
  ['withdrawal', 'КАССАДАН ҚОЛМА-ҚОЛ АҚШАНЫ АЛУ ИЗЪЯТИЕ НАЛИЧНЫХ'],
] as const)
  test(`the slip of a ${direction} shows the sum and what the drawer holds after it`, () => {
    for (const columns of COLUMNS) {
      const paper = flat(placementLines(placement(direction)), columns)
      for (const words of [
        title,
        'Сомасы/Сумма: 10 000,00',
        'Кассадағы қолма-қол ақша/Наличных в кассе 12 345,67',
        'Уақыты/Время: 21.11.2026 10:15:30',
        'Құжат/Документ № 1419',
        'Кассир: Айгүл',
      ])
        assert.ok(paper.includes(words), `${columns} columns: no «${words}» in ${paper}`)
    }
  })

test('[EK0-connect-1] [EK-ui-16] the passport shows model, factory number, year, release and digest', () => {
  const paper = flat(passportLines(passport))
  for (const words of [
    'Моделі/Модель: KKM-Linux',
    'МЗН (КЗН)/ЗНМ: SWK00412345',
    'Шығарылған жылы/Год выпуска: 2026',
    'Қосылуы/Подключение: Сымды/Проводной',
    'Бағдарлама нұсқасы/Версия ПО: 0.1.0',
    'Бағдарламаның бақылау сомасы/Контрольная сумма ПО:',
  ])
    assert.ok(paper.includes(words), words)
  assert.ok(paper.replaceAll(' ', '').includes(passport.digest))
})

test('[R1326-30] the test page has every Kazakh letter in both cases, in every size, and is not fiscal', () => {
  const lines = testPageLines({ ...passport, time: documentOf(plainTicket).time })
  const paper = flat(lines)
  assert.equal(paper.split('ӘҒҚҢӨҰҮҺІ әғқңөұүһі').length, 4)
  assert.match(paper, /СЫНАҚ ЧЕГІ \/ ТЕСТОВЫЙ ЧЕК ФИСКАЛДЫҚ ЕМЕС \/ НЕ ФИСКАЛЬНЫЙ/)
  assert.equal(lines.filter(({ kind }) => kind === 'qr').length, 1)
})
