import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeKz1048 } from '../../src/escpos/codepage.ts'
import { OPERATIONS } from '../../src/fiscal/ticket/types.ts'
import {
  DOCUMENT_WORDS,
  HELP_WORDS,
  PAPER_WORDS,
  PRINT_WORDS,
  SETUP_WORDS,
  STATUS_WORDS,
} from '../../src/locale/status.ts'
import { SETTING_NAMES } from '../../src/fiscal/register/settings.ts'
import { SETTING_WORDS } from '../../src/locale/setting-words.ts'
import { LANGUAGES, type Text } from '../../src/locale/text.ts'
import { OPERATION_WORDS, PAYMENT_WORDS, REPORT_WORDS, WORDS } from '../../src/locale/words.ts'

const PAPERS: readonly Readonly<Record<string, Text>>[] = [WORDS, OPERATION_WORDS, PAYMENT_WORDS, REPORT_WORDS]
const SCREENS: readonly Readonly<Record<string, Text>>[] = [
  STATUS_WORDS,
  PAPER_WORDS,
  PRINT_WORDS,
  DOCUMENT_WORDS,
  SETUP_WORDS,
  HELP_WORDS,
  SETTING_WORDS,
]

test('[R1326-30] every word of every paper can be printed in KZ-1048', () => {
  for (const table of PAPERS)
    for (const [name, word] of Object.entries(table))
      for (const language of LANGUAGES) {
        const encoded = encodeKz1048(word[language])
        assert.ok(
          'bytes' in encoded,
          `${name} ${language}: ${'unencodable' in encoded ? encoded.unencodable.join('') : ''}`,
        )
      }
})

test('no word is empty, and none has blanks at its ends', () => {
  for (const table of [...PAPERS, ...SCREENS])
    for (const [name, word] of Object.entries(table))
      for (const language of LANGUAGES) assert.match(word[language], /^\S(?:.*\S)?$/u, `${name} ${language}`)
})

test('no Cyrillic word hides a Latin letter that looks like one', () => {
  for (const table of [...PAPERS, ...SCREENS])
    for (const [name, word] of Object.entries(table))
      for (const language of ['kk', 'ru'] as const)
        assert.doesNotMatch(
          word[language],
          /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u,
          `${name} ${language}`,
        )
})

test('words that the law’s glossary avoids are not there', () => {
  for (const table of [...PAPERS, ...SCREENS])
    for (const word of Object.values(table)) assert.doesNotMatch(word.kk, /БАҚ|ТНМ|БФД|[Фф]искальд|[Өө]шпелі/u)
})

test('[R1326-78] [R431-10] [R1326-10] screens have their words in Kazakh and in Russian', () => {
  for (const table of SCREENS)
    for (const [name, word] of Object.entries(table))
      if (/\p{L}{4}/u.test(word.en) && word.en !== 'Token') assert.match(word.kk, /\p{Script=Cyrillic}/u, name)
})

test('[EK-ui-01] the operations are named as the manuals name them', () => {
  assert.deepEqual(
    OPERATIONS.map((operation) => OPERATION_WORDS[operation].ru),
    ['Продажа', 'Возврат продажи', 'Покупка', 'Возврат покупки'],
  )
})

test('[EK0-token-ok] [EK-ui-14] a token that was accepted is told in the manual’s words', () => {
  assert.equal(SETUP_WORDS.connected.ru, 'Успешно. Соединение успешно')
})

/** Labels of the settings in the manuals of both cash registers of the OFD. */
const LABELS: readonly (readonly [id: string, labels: readonly string[]])[] = [
  [
    '[EK-ui-10]',
    ['ID ККМ', 'ЗНМ ККМ', 'Токен', 'Название кассы', 'Покупки', 'Единица измерения', 'Использовать прайс-лист'].concat(
      ['Скидки/наценки на позиции', 'Скидки/наценки на чек', 'Скидка/наценки в процентах', 'Максимальная сумма'],
      ['Тип оплаты', 'Наименование позиции'],
    ),
  ],
  [
    '[EK-ui-11]',
    ['Системный идентификатор/ID', 'Серийный/заводской номер', 'Токен', 'Название кассы', 'Автоизъятие'].concat([
      'Скидки/наценки на чек',
      'ИИН/БИН покупателя',
      'Максимальная сумма',
      'Плательщик НДС',
    ]),
  ],
]

for (const [id, labels] of LABELS)
  test(`${id} settings are called what the manual calls them`, () => {
    const shown = [SETUP_WORDS.kkmId, SETUP_WORDS.serialNumber, SETUP_WORDS.token, ...Object.values(SETTING_WORDS)]
    for (const label of labels)
      assert.ok(
        shown.some(({ ru }) => ru.includes(label)),
        label,
      )
  })

test('every setting has words, and nothing else has', () => {
  assert.deepEqual(Object.keys(SETTING_WORDS), SETTING_NAMES)
})
