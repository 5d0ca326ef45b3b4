import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Line } from '../../src/fiscal/documents/lines.ts'
import { previewLines, type ReceiptFacts, receiptLines } from '../../src/fiscal/documents/receipt.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import type { Ticket } from '../../src/fiscal/ticket/types.ts'
import { PAYMENT_WORDS, WORDS } from '../../src/locale/words.ts'
import {
  COLUMNS,
  factsOf,
  flat,
  fullTicket,
  letterhead,
  plainTicket,
  purchaseTicket,
  returnTicket,
  withRegistration,
  without,
} from './fixtures.ts'

interface Requisite {
  /** In brackets, as in a title. */
  readonly ids: string
  /** What a receipt has, as the end of the sentence "the receipt …". */
  readonly what: string
  /** Every one of them stands on the paper, whatever its width. */
  readonly shows: readonly string[]
  readonly ticket?: Ticket
  readonly change?: Partial<ReceiptFacts>
}

const REQUISITES: readonly Requisite[] = [
  {
    ids: '[R626-56.1] [R208N-15.1] [R431-30.1]',
    what: 'names the taxpayer, in Kazakh and in Russian',
    shows: ['«Әлем Сауда» ЖШС', 'ТОО «Әлем Сауда»'],
  },
  {
    ids: '[R626-56.2]',
    what: 'has the address of the place where the register is used',
    shows: ['Мекенжайы: Алматы қ., Абай даңғылы, 10', 'Адрес: Алматы, Абая 10'],
  },
  {
    ids: '[R626-56.3] [R208N-15.2] [R208N-26.2] [R431-30.2]',
    what: 'has the BIN of the taxpayer',
    shows: ['БСН/БИН 131240010479'],
  },
  {
    ids: '[R626-56.3] [R208N-15.2] [R208N-26.2] [R431-30.2]',
    what: 'has the IIN of a taxpayer who is a person',
    shows: ['ЖСН/ИИН 870712300992'],
    change: { letterhead: withRegistration({ iinBin: '870712300992' }) },
  },
  {
    ids: '[R626-56.4] [R208N-15.3] [R208N-26.1] [R431-30.3]',
    what: 'has the factory number under its abbreviations of the law and of practice',
    shows: ['МЗН (КЗН)/ЗНМ: SWK00412345'],
  },
  {
    ids: '[R626-56.5] [R208N-15.4] [R208N-26.3] [R431-30.4]',
    what: 'has the registration number at the tax body',
    shows: ['МТН (КТН)/РНМ: 010102345678'],
  },
  {
    ids: '[R626-56.6] [R208N-15.5] [R431-30.5]',
    what: 'has its sequence number in the shift, and the shift',
    shows: ['Чектің реттік нөмірі/Порядковый номер чека № 6', 'Ауысым/Смена № 13', 'Құжат/Документ № 1419'],
  },
  {
    ids: '[R626-56.7] [R208N-15.6] [R431-30.6]',
    what: 'names the goods, whole, however long the name',
    ticket: fullTicket,
    shows: ['1. Нан', '2. Коньяк «Қазақстан» бес жылдық, ұзақ мерзім сақталған, шөлмек 0,5 л', '3. Алма апорт'],
  },
  {
    ids: '[R626-56.8]',
    what: 'has the code of the National Catalogue, the marks and the excise stamp',
    ticket: fullTicket,
    shows: [
      'ҰТК коды/Код НКТ: 0200000000004',
      'Таңбалау коды/Код маркировки: 010487000111222621aB3dE5 93dGVz',
      'Таңбалау коды/Код маркировки: 010487000111222621aB3dE6 93dGVz',
      'Есепке алу-бақылау таңбасы/Учётно-контрольная марка: AA 00123456',
      'Штрих-код/Штрихкод: 04600439931256',
    ],
  },
  {
    ids: '[R626-56.9]',
    what: 'has quantity and unit',
    ticket: fullTicket,
    shows: ['2 дана/шт x', '1,5 кг x'],
  },
  {
    ids: '[R626-56.10] [R208N-15.8] [R431-30.8]',
    what: 'has the price of one unit and the cost of the line',
    ticket: fullTicket,
    shows: ['x 150,00 Құны/Стоимость 300,00', 'x 780,50 Құны/Стоимость 1 170,75'],
  },
  {
    ids: '[R626-56.11] [R208N-15.9] [R431-30.9]',
    what: 'has the total sum, with the currency in words once',
    ticket: fullTicket,
    shows: ['БАРЛЫҒЫ/ИТОГО: 4 445,75 теңге/тенге'],
  },
  {
    ids: '[R626-56.12] [R431-30.11] [R431-30.12]',
    what: 'names the OFD in both languages and the site that checks receipts',
    shows: [
      'ФДО: «Қазақтелеком» АҚ',
      'ОФД: АО «Казахтелеком»',
      'Чекті тексеру үшін сайтқа кіріңіз/Для проверки чека зайдите на сайт: consumer.oofd.kz',
    ],
  },
  {
    ids: '[R626-56.13] [R208N-15.7] [R431-30.7]',
    what: 'has date and time',
    shows: ['Уақыты/Время: 21.11.2026 10:15:30'],
  },
  {
    ids: '[R626-56.14] [R208N-15.10] [R1326-22] [R431-22]',
    what: 'has the fiscal sign of the OFD',
    shows: ['Фискалдық белгі/Фискальный признак: 1846203957'],
  },
  {
    ids: '[R1326-33] [R431-33] [R431-30.10] [R208N-24]',
    what: 'carries the mark of fiscal mode',
    shows: ['ФИСКАЛДЫҚ ЧЕК / ФИСКАЛЬНЫЙ ЧЕК'],
  },
  {
    ids: '[R1326-27.4] [R1326-27.5] [R1326-33]',
    what: 'made autonomously says so, has the autonomous sign and is a fiscal receipt all the same',
    change: { autonomous: true, sign: '3206128806' },
    shows: [
      'Автономды фискалдық белгі/Автономный ФП: 3206128806',
      'АВТОНОМДЫ / АВТОНОМНЫЙ',
      'ФИСКАЛДЫҚ ЧЕК / ФИСКАЛЬНЫЙ ЧЕК',
      'Байланыс қалпына келген соң чек ФДО-ға жіберіледі Чек будет передан ОФД после восстановления связи',
    ],
  },
  {
    ids: '[R626-56.15]',
    what: 'of a VAT payer has the VAT by rate',
    shows: ['оның ішінде ҚҚС 16 %/в т.ч. НДС 16 %: 41,38'],
  },
  {
    ids: '[R626-57]',
    what: 'has the VAT certificate, the outlet, cashier and code, and the number at the OFD',
    shows: [
      'ҚҚС сериясы/НДС серия 60001 № 0065985',
      'Дүкен №1',
      'Кассир: Айгүл',
      'Оператор-кассирдің коды/Код кассира: 7',
      'КСН/ИНК: 1024',
    ],
  },
  {
    ids: '[R626-57.1] [R1326-22.1]',
    what: 'has the buyer’s BIN when he gave it',
    ticket: fullTicket,
    shows: ['Сатып алушының БСН/БИН покупателя: 190540005749'],
  },
  {
    ids: '[R626-57.1] [R1326-22.1]',
    what: 'has the buyer’s IIN when he is a person',
    ticket: { ...plainTicket, customer: { iinOrBin: '870712300992' } },
    shows: ['Сатып алушының ЖСН/ИИН покупателя: 870712300992'],
  },
  {
    ids: '[R1326-22.2]',
    what: 'has the details of the card and of the mobile payment',
    ticket: fullTicket,
    shows: [
      'Терминал: T-0001',
      'Карта түрі/Тип карты: VISA',
      'Авторлау коды/Код авторизации: 123456',
      'RRN: 612345678901',
      'Терминал чегі/Чек терминала: 77',
      'QR төлемі/QR-платёж: KASPI',
      'Төлем нөмірі/Номер платежа: QR-778',
    ],
  },
  {
    ids: '[R626-57]',
    what: 'has every payment, what was handed over and the change',
    ticket: fullTicket,
    shows: [
      'Қолма-қол/Наличные 1 445,75',
      'Банктің төлем картасы/Банковская карта 2 000,00',
      'Мобильді төлем/Мобильный платёж 1 000,00',
      'Алынды/Получено 2 000,00',
      'Қайтарылатын сома/Сдача 554,25',
    ],
  },
  {
    ids: '[R626-57]',
    what: 'has the discounts of the item and of the ticket, with the sum that the latter is taken from',
    ticket: fullTicket,
    shows: [
      'Шегерім/Скидка 5 % -15,00',
      'Аралық жиынтық/Промежуточный итог 4 455,75',
      'Шегерім/Скидка (Тұрақты сатып алушыға) -10,00',
    ],
  },
  {
    ids: '[R626-57]',
    what: 'has a markup',
    ticket: { ...plainTicket, markup: { name: 'Үстеме', sum: tiyn(7_50n), percent: 2500 } },
    shows: ['Үстеме/Наценка 2,5 % +7,50'],
  },
  {
    ids: '[R626-57]',
    what: 'names the section of an item that is not in the usual one',
    ticket: fullTicket,
    shows: ['Секция: 2'],
  },
  {
    ids: '[R208N-15.11] [R431-30.13] [R626-56.17]',
    what: 'of a purchase says that it is one, with its sum',
    ticket: purchaseTicket,
    shows: ['САТЫП АЛУ/ПОКУПКА', 'БАРЛЫҒЫ/ИТОГО: 3 000,00'],
  },
  { ids: '[R1326-29.1]', what: 'of a sale says that it is one', shows: ['САТУ/ПРОДАЖА'] },
  {
    ids: '[R1326-29.1]',
    what: 'of a sale return says so and names the receipt that it goes back to',
    ticket: returnTicket,
    shows: [
      'САТУДЫ ҚАЙТАРУ/ВОЗВРАТ ПРОДАЖИ',
      'Қайтаруға негіз болған чек/Чек-основание для возврата: Фискалдық белгі/Фискальный признак: 1846203957',
      'Уақыты/Время: 20.11.2026 18:05:09',
      'Чек сомасы/Сумма чека 4 445,75',
    ],
  },
  {
    ids: '[R1326-29.1]',
    what: 'of a purchase return says so',
    ticket: { ...returnTicket, operation: 'purchase-return' },
    shows: ['САТЫП АЛУДЫ ҚАЙТАРУ/ВОЗВРАТ ПОКУПКИ'],
  },
]

for (const { ids, what, shows, ticket = plainTicket, change } of REQUISITES)
  test(`${ids} the receipt ${what}`, () => {
    for (const columns of COLUMNS) {
      const paper = flat(receiptLines(factsOf(ticket, change)), columns)
      for (const words of shows) assert.ok(paper.includes(words), `${columns} columns: no «${words}» in ${paper}`)
    }
  })

const kindsOf = (lines: readonly Line[]) => lines.map(({ kind }) => kind)

test('[R626-56.16] [R1326-30.1] [R1326-30.2.0] the receipt has one QR code, which holds the check address', () => {
  const facts = factsOf(plainTicket)
  const codes = receiptLines(facts).filter(({ kind }) => kind === 'qr')
  assert.deepEqual(codes, [{ kind: 'qr', data: facts.checkUrl }])
})

test('[R626-56.15] a taxpayer who pays no VAT prints no line of VAT and no certificate', () => {
  const paper = flat(receiptLines(factsOf(plainTicket, { letterhead: withRegistration({ vatPayer: false }) })))
  assert.doesNotMatch(paper, /ҚҚС|НДС/)
})

test('[R626-56.15] rate 0 stands on the paper, «none» does not', () => {
  const zero: Ticket = { ...plainTicket, vat: [{ rate: 0, turnover: tiyn(300_00n), sum: tiyn(0n) }] }
  assert.match(flat(receiptLines(factsOf(zero))), /оның ішінде ҚҚС 0 %\/в т\.ч\. НДС 0 %: 0,00/)
  assert.doesNotMatch(flat(receiptLines(factsOf({ ...plainTicket, vat: [] }))), /ҚҚС \d+ %/)
})

test('[R1326-33] [R1326-37.3] without a fiscal sign no receipt comes out, so no mark of fiscal mode either', () => {
  assert.throws(() => receiptLines(factsOf(plainTicket, { sign: '' })), /fiscal sign/)
  assert.throws(() => receiptLines(factsOf(plainTicket, { checkUrl: '' })), /fiscal sign/)
})

test('[EK-ui-05] [EK0-sale-s-5] [R1326-33] a preliminary receipt is named so and shows nothing fiscal', () => {
  const lines = previewLines(fullTicket, letterhead)
  const paper = flat(lines)
  assert.match(paper, /АЛДЫН АЛА ЧЕК ПРЕДВАРИТЕЛЬНЫЙ ЧЕК/)
  assert.doesNotMatch(paper, /фискал/i)
  assert.ok(!kindsOf(lines).includes('qr'))
  assert.match(paper, /БАРЛЫҒЫ\/ИТОГО: 4 445,75/)
})

test('[R1326-74.1] a copy is marked at its top and at its bottom, a receipt nowhere', () => {
  const copy = receiptLines(factsOf(plainTicket, { copy: true })).filter(({ kind }) => kind !== 'cut')
  const mark: Line = { kind: 'text', text: 'КӨШІРМЕ / ДУБЛИКАТ', align: 'center', bold: true }
  assert.deepEqual([copy[0], copy.at(-1)], [mark, mark])
  assert.doesNotMatch(flat(receiptLines(factsOf(plainTicket))), /КӨШІРМЕ|ДУБЛИКАТ/)
})

test('[R1326-27.5] an online receipt does not say «autonomous»', () => {
  assert.doesNotMatch(flat(receiptLines(factsOf(fullTicket))), /автоном/i)
})

test('[R2026-32] [R1326-30] [R208N-15.12] [R431-30.14] every label of a bilingual receipt stands in both languages', () => {
  const words = Object.values({ ...WORDS, ...PAYMENT_WORDS }).filter((word) => !word.kk.includes('{'))
  for (const ticket of [fullTicket, plainTicket, returnTicket]) {
    const kazakh = flat(receiptLines(factsOf(ticket, { language: 'kk' })))
    const russian = flat(receiptLines(factsOf(ticket, { language: 'ru' })))
    const both = flat(receiptLines(factsOf(ticket)))
    const used = words.filter((word) => kazakh.includes(word.kk) && russian.includes(word.ru))
    assert.ok(used.length >= 15)
    for (const word of used) assert.ok(both.includes(word.kk) && both.includes(word.ru), `${word.kk}/${word.ru}`)
    assert.match(both, /[әғқңөұүһі]/)
  }
})

test('[R626-57.2] on demand the receipt is in Kazakh alone or in Russian alone', () => {
  const kazakh = flat(receiptLines(factsOf(plainTicket, { language: 'kk' })))
  const russian = flat(receiptLines(factsOf(plainTicket, { language: 'ru' })))
  assert.match(kazakh, /«Әлем Сауда» ЖШС/)
  assert.match(kazakh, /ФИСКАЛДЫҚ ЧЕК/)
  assert.doesNotMatch(kazakh, /ФИСКАЛЬНЫЙ|ТОО|БИН|ИТОГО|Адрес|Время|Смена|ОФД|РНМ|шт/)
  assert.match(russian, /ТОО «Әлем Сауда»/)
  assert.match(russian, /ФИСКАЛЬНЫЙ ЧЕК/)
  assert.doesNotMatch(russian, /ФИСКАЛДЫҚ|ЖШС|БСН|БАРЛЫҒЫ|Мекенжайы|Уақыты|Ауысым|ФДО|МТН|дана/)
})

test('a name or an address that is known in one form only stands once', () => {
  const registration = without(letterhead.registration, 'nameKk', 'addressKk', 'posTitle')
  const paper = flat(receiptLines(factsOf(plainTicket, { letterhead: { ...letterhead, registration } })))
  assert.equal(paper.split('ТОО «Әлем Сауда»').length, 2)
  assert.equal(paper.split('Алматы, Абая 10').length, 2)
  assert.match(paper, /Мекенжайы\/Адрес: Алматы, Абая 10/)
})

test('a phone or an e-mail address of the buyer never stands on paper', () => {
  assert.doesNotMatch(flat(receiptLines(factsOf(fullTicket))), /77010000000|example/)
})

test('the separator of a mark never reaches a printer', () => {
  assert.ok(!JSON.stringify(receiptLines(factsOf(fullTicket))).includes('\\u001d'))
})

test('change stands on a sale only, even of nothing', () => {
  const exact: Ticket = { ...plainTicket, taken: tiyn(300_00n), change: tiyn(0n) }
  assert.match(flat(receiptLines(factsOf(exact))), /Қайтарылатын сома\/Сдача 0,00/)
  assert.doesNotMatch(flat(receiptLines(factsOf(purchaseTicket))), /Сдача/)
})
