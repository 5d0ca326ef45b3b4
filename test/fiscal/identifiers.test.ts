import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  iinBinProblem,
  isBarcode,
  isEmail,
  isNtin,
  isRegNumber,
  isSerialNumber,
  isVatNumber,
  isVatSeries,
  parsePhone,
} from '../../src/fiscal/identifiers.ts'

const FIRST_PASS =
  '131240010479 181040037076 190540005749 811012000038 150241028696 250340011472 870712300992 080841000761'
const SECOND_PASS = '150740001357 061211600012'
const WRONG = '920102300400 111111111111 123456789012 200540019283 990101350123'

test('an IIN or BIN whose last digit is the check digit is one, by the first or the second row of weights', () => {
  for (const number of `${FIRST_PASS} ${SECOND_PASS}`.split(' ')) assert.equal(iinBinProblem(number), undefined, number)
})

test('an IIN or BIN with another last digit is none', () => {
  for (const number of WRONG.split(' ')) assert.equal(iinBinProblem(number), 'check-digit', number)
  for (const number of FIRST_PASS.split(' ')) {
    const last = Number(number.at(-1))
    for (let other = 1; other < 10; other += 1)
      assert.equal(iinBinProblem(number.slice(0, 11) + ((last + other) % 10)), 'check-digit')
  }
})

test('eleven digits that give 10 twice have no twelfth', () => {
  for (let last = 0; last < 10; last += 1) assert.equal(iinBinProblem(`90010130080${last}`), 'check-digit')
})

test('twelve zeros pass the arithmetic and are nobody’s', () => {
  assert.equal(iinBinProblem('000000000000'), 'all-zeros')
})

test('an IIN or BIN has twelve digits, of ASCII, and nothing else', () => {
  for (const text of [
    '',
    '13124001047',
    '1312400104790',
    ' 131240010479',
    '13124001047O',
    '١٣١٢٤٠٠١٠٤٧٩',
    '131240010479\n',
  ])
    assert.equal(iinBinProblem(text), 'not-12-digits', text)
})

/** question, texts that are one, texts that are none */
const FORMS: readonly (readonly [string, (text: string) => boolean, readonly string[], readonly string[]])[] = [
  [
    '[R1326-34.2] a registration number',
    isRegNumber,
    ['010102345678', '211030200207'],
    ['', '10102345678', '0101023456789', '01010234567x'],
  ],
  [
    'a factory number',
    isSerialNumber,
    ['SWK00032685', 'TK00011158', 'KK0053255091', '7'],
    ['', '-1', 'S W', 'S'.repeat(21), 'ЗНМ1'],
  ],
  ['a series of a VAT certificate', isVatSeries, ['60001'], ['6000', '600011', '6000x']],
  ['a number of a VAT certificate', isVatNumber, ['1204525', '0065985'], ['120452', '12045251']],
  [
    'a barcode',
    isBarcode,
    ['96385074', '036000291452', '4870001112226', '04600439931256'],
    ['', '1', '96385075', '036000291453', '4870001112225', '04600439931257', '48700011122', '4870001112226a'],
  ],
  ['an NTIN', isNtin, ['0200000000004'], ['0200000000003', '200000000004', '00200000000004', '']],
  [
    'an e-mail address',
    isEmail,
    ['a@example.kz', 'first.last+tag@mail.example.kz'],
    [
      '',
      'a',
      'a@',
      '@b.kz',
      'a@b',
      'a b@c.kz',
      'a@b..kz',
      'a@b.kz\n',
      'почта@пример.кз',
      `${'a'.repeat(65)}@b.kz`,
      `a@${'b.'.repeat(130)}kz`,
    ],
  ],
]

for (const [what, is, right, wrong] of FORMS) {
  test(`${what} is ${right.join(', ')}`, () => {
    for (const text of right) assert.equal(is(text), true, text)
  })
  test(`${what} is not ${JSON.stringify(wrong)}`, () => {
    for (const text of wrong) assert.equal(is(text), false, text)
  })
}

test('a phone number is written in many ways and sent in one', () => {
  for (const text of ['+77010000000', '+7 701 000-00-00', '8 (701) 000 00 00', '77010000000'])
    assert.equal(parsePhone(text), '+77010000000', text)
  assert.equal(parsePhone('+996 555 123456'), '+996555123456')
  for (const text of ['', '7010000000', '+0123456789', '+7701000', '9010000000000', '+7701000000a', '++77010000000'])
    assert.equal(parsePhone(text), undefined, text)
})
