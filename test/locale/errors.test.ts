import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Failure } from '../../src/api/types.ts'
import { BLOCK_CODES, ROLES } from '../../src/fiscal/register/event-records.ts'
import { PROBLEMS } from '../../src/fiscal/problems.ts'
import { PAYMENT_TYPES } from '../../src/fiscal/ticket/types.ts'
import { type ErrorCode, ERRORS, isErrorCode } from '../../src/locale/errors.ts'
import { ROLE_WORDS } from '../../src/locale/field-words.ts'
import { PROBLEM_WORDS, VOCABULARIES } from '../../src/locale/problems.ts'
import { renderFailure } from '../../src/locale/render.ts'
import { LANGUAGES, placeholders } from '../../src/locale/text.ts'
import { PAYMENT_WORDS } from '../../src/locale/words.ts'

const CODES = Object.keys(ERRORS).filter(isErrorCode)
const sorted = (names: readonly string[]) => [...new Set(names)].sort()

for (const code of CODES)
  test(`${code} names the same details in Kazakh, Russian and English`, () => {
    for (const words of [ERRORS[code].text, ERRORS[code].remedy]) {
      const names = sorted(placeholders(words.en))
      assert.deepEqual(sorted(placeholders(words.kk)), names)
      assert.deepEqual(sorted(placeholders(words.ru)), names)
    }
  })

test('[R003-3.5] [R1326-10] every refusal is told in Kazakh and in Russian, not in English words', () => {
  for (const code of CODES) {
    const { text } = ERRORS[code]
    const words = [text.kk, text.ru].map((template) => template.replaceAll(/\{\w+\}/g, ''))
    if (words.every((template) => !/\p{L}/u.test(template))) continue
    for (const template of words) assert.match(template, /\p{Script=Cyrillic}/u, code)
    assert.notEqual(text.kk, text.ru, code)
    assert.notEqual(text.en, text.ru, code)
  }
})

test('a refusal with all its details leaves no brace, no bracket and no gap in any language', () => {
  for (const code of CODES) {
    const { text, remedy } = ERRORS[code]
    const names = placeholders(`${text.en} ${remedy.en}`)
    const details = Object.fromEntries(names.map((name) => [name, 'value']))
    for (const language of LANGUAGES) {
      const failure = renderFailure(code, details, language)
      assert.doesNotMatch(`${failure.message} ${failure.remedy}`, /[{}[\]…]/u, code)
      assert.notEqual(failure.remedy, '', code)
    }
  }
})

test('the exit code and what a script does agree: 3 repeats with the key, 5 never repeats, 7 comes later', () => {
  for (const code of CODES) {
    const { exit, retry } = ERRORS[code]
    if (exit === 3) assert.equal(retry, 'same-key', code)
    if (exit === 2 || exit === 5 || exit === 10 || exit === 11) assert.equal(retry, 'never', code)
    if (exit === 7 || exit === 8) assert.equal(retry, 'later', code)
  }
})

test('every problem that a rule can name has words', () => {
  for (const problem of PROBLEMS) assert.ok(Object.hasOwn(PROBLEM_WORDS, problem), problem)
})

test('every problem that stands in a source has words', () => {
  const sources = new URL('../../src/', import.meta.url)
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const named = files.flatMap((file) =>
    Array.from(
      readFileSync(new URL(file, sources), 'utf8').matchAll(/problem: '([a-z0-9-]+)'/g),
      (match) => match[1] ?? '',
    ),
  )
  assert.ok(named.length > 5)
  for (const problem of named) assert.ok(Object.hasOwn(PROBLEM_WORDS, problem), problem)
})

test('every role and every kind of payment has words', () => {
  for (const role of ROLES) assert.ok(Object.hasOwn(ROLE_WORDS, role), role)
  assert.deepEqual(sorted(Object.keys(PAYMENT_WORDS)), sorted(PAYMENT_TYPES))
})

test('every block that is remembered has words', () => {
  for (const code of BLOCK_CODES) assert.ok(isErrorCode(code), code)
})

test('words that name details name the same ones in every language', () => {
  for (const vocabulary of Object.values(VOCABULARIES))
    for (const word of Object.values(vocabulary))
      for (const language of LANGUAGES)
        assert.deepEqual(sorted(placeholders(word[language])), sorted(placeholders(word.en)), word.en)
})

interface Rendered {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>
  readonly kk: string
  readonly ru: string
  readonly en: string
}

const RENDERED: readonly Rendered[] = [
  {
    code: 'PAYMENT_SHORT',
    details: { paid: '100.00', total: '275.00', missing: '175.00' },
    kk: '275.00 сомасының 100.00 төленді',
    ru: 'Оплачено 100.00 из 275.00',
    en: 'Paid 100.00 of 275.00',
  },
  {
    code: 'NAME_INVALID',
    details: { line: 2, problem: 'too-long' },
    kk: '2-позиция, тауардың атауы: тым ұзын',
    ru: 'Позиция 2, наименование товара: слишком длинно',
    en: 'Item 2, name: too long',
  },
  {
    code: 'DISCOUNT_INVALID',
    details: { where: 'item', line: 3, problem: 'larger-than-sum' },
    kk: '3-позиция, шегерім: сомадан үлкен',
    ru: 'Позиция 3, скидка: больше суммы',
    en: 'Item 3, discount: larger than the sum',
  },
  {
    code: 'MARKUP_AND_DISCOUNT',
    details: { where: 'ticket' },
    kk: 'Бүкіл чек: шегерім мен үстеме қатар берілмейді',
    ru: 'Весь чек: скидка и наценка исключают друг друга',
    en: 'The whole receipt: a discount and a markup exclude each other',
  },
  {
    code: 'PAYMENT_DUPLICATE',
    details: { type: 'cash' },
    kk: 'Қолма-қол төлемі екі рет берілген',
    ru: 'Оплата «Наличные» указана дважды',
    en: 'Two payments of kind Cash',
  },
  {
    code: 'NOT_PERMITTED',
    details: { role: 'technician', roles: ['cashier', 'administrator'] },
    kk: 'Операцияны орындауға құқық жоқ (рөл: техник)',
    ru: 'Нет прав на операцию (роль: техник)',
    en: 'No right for the operation (role: technician)',
  },
  {
    code: 'NOT_READY',
    details: { why: 'No paper; the shift is long' },
    kk: 'Касса қазір сата алмайды: No paper; the shift is long',
    ru: 'Касса сейчас не готова к работе: No paper; the shift is long',
    en: 'The register cannot sell now: No paper; the shift is long',
  },
  {
    code: 'OFD_UNREACHABLE',
    details: { reason: 'ECONNRESET [read] {line}, silent' },
    kk: 'ФДО-мен байланыс жоқ: ECONNRESET [read] {line}, сервер үндемейді',
    ru: 'Нет связи с ОФД: ECONNRESET [read] {line}, сервер молчит',
    en: 'No link with the OFD: ECONNRESET [read] {line}, the server is silent',
  },
  {
    code: 'OFD_REFUSED',
    details: { ofdCode: 13 },
    kk: 'ФДО операцияны қабылдамады (код 13)',
    ru: 'Операция отклонена ОФД (код 13)',
    en: 'The OFD refused the document (code 13)',
  },
  {
    code: 'SERVER_BLOCKED',
    details: { text: 'Обратитесь в УГД' },
    kk: 'Касса мемлекеттік кірістер органдарының талабы бойынша бұғатталған: Обратитесь в УГД',
    ru: 'Касса заблокирована по требованию органов государственных доходов: Обратитесь в УГД',
    en: 'The register is blocked at the demand of the state revenue bodies: Обратитесь в УГД',
  },
  {
    code: 'SERVER_BLOCKED',
    details: { text: '' },
    kk: 'Касса мемлекеттік кірістер органдарының талабы бойынша бұғатталған',
    ru: 'Касса заблокирована по требованию органов государственных доходов',
    en: 'The register is blocked at the demand of the state revenue bodies',
  },
  {
    code: 'SETUP_INCOMPLETE',
    details: { missing: ['--name', '--iin-bin'] },
    kk: 'Жетіспейді: --name, --iin-bin',
    ru: 'Не хватает: --name, --iin-bin',
    en: 'Missing: --name, --iin-bin',
  },
  {
    code: 'PAYMENT_SHORT',
    details: { paid: '100.00' },
    kk: '… сомасының 100.00 төленді',
    ru: 'Оплачено 100.00 из …',
    en: 'Paid 100.00 of …',
  },
]

for (const { code, details, ...words } of RENDERED)
  test(`${code} with ${JSON.stringify(details)} reads «${words.ru}»`, () => {
    for (const language of LANGUAGES) assert.equal(renderFailure(code, details, language).message, words[language])
  })

test('roles in a remedy are words too, as a list or joined by commas', () => {
  for (const roles of [['cashier', 'administrator'], 'cashier, administrator'])
    assert.equal(
      renderFailure('NOT_PERMITTED', { role: 'technician', roles }, 'kk').remedy,
      'Құқығы барлар: кассир, әкімші',
    )
})

test('a value that looks like a placeholder stays what it is', () => {
  assert.equal(renderFailure('EMAIL_INVALID', { value: '{value}' }, 'en').message, '{value} is not an e-mail address')
  assert.equal(renderFailure('UNKNOWN_METHOD', { method: '__proto__' }, 'en').message, 'There is no command __proto__')
  assert.equal(
    renderFailure('SLIP_INVALID', { field: 'constructor', problem: 'empty' }, 'en').message,
    'constructor: empty',
  )
})

test('a failure carries its code, what a script does and the details as they came', () => {
  const details = { key: 'order-17' }
  const failure: Failure = renderFailure('KEY_CONFLICT', details, 'en')
  assert.deepEqual(failure, {
    code: 'KEY_CONFLICT',
    message: 'The key order-17 was used with other content',
    remedy: 'Take a new key',
    retry: 'never',
    details,
  })
})

/** What the operators' manuals and the field print, word for word (catalogue §22, practice §7.2). */
const VERBATIM: readonly (readonly [ErrorCode, kk: string, ru: string])[] = [
  ['TOKEN_REFUSED', 'Қате. Токен жарамсыз', 'Ошибка. Недействительный токен'],
  ['UNKNOWN_ID', 'Касса ФДО-да тіркелмеген', 'Касса не зарегистрирована в ОФД'],
  ['SHIFT_TOO_LONG', 'Ауысым 24 сағаттан асты, ауысымды жабыңыз', 'Смена превышает 24 часа, закройте смену'],
  ['CUSTOMER_IS_SELLER', 'Сатып алушы мен сатушы – бір тұлға', 'Покупатель и продавец – одно лицо'],
  [
    'SERVER_BLOCKED',
    'Касса мемлекеттік кірістер органдарының талабы бойынша бұғатталған',
    'Касса заблокирована по требованию органов государственных доходов',
  ],
  ['PRINTER_PAPER_OUT', 'Қағаз жоқ', 'Нет бумаги'],
  ['SHIFT_NOT_OPEN', 'Ауысым ашылмаған', 'Смена не открыта'],
]

for (const [code, kk, ru] of VERBATIM)
  test(`${code} is told as the field knows it: «${ru}»`, () => {
    assert.equal(renderFailure(code, {}, 'kk').message, kk)
    assert.equal(renderFailure(code, {}, 'ru').message, ru)
  })
