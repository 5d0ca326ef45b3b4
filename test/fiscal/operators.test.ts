import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { formatTenge, parseTenge, tiyn } from '../../src/fiscal/money.ts'
import { OPERATORS, checkUrl, operatorOf, parseCheckUrl } from '../../src/fiscal/operators.ts'
import { ResultCode, isBusy, resultName } from '../../src/fiscal/results.ts'
import { formatCompact, instant } from '../../src/fiscal/time.ts'
import { at, tenge } from './ticket/support.ts'

const FACTS = {
  sign: '1846203957',
  regNumber: '010102345678',
  total: tenge('275.00'),
  time: at(2026, 11, 21, 10, 15, 30),
}

/** operator, the address of the same receipt */
const ADDRESSES = [
  ['kazakhtelecom', 'http://consumer.oofd.kz?i=1846203957&f=010102345678&s=275.00&t=20261121T101530'],
  ['kazakhtelecom-test', 'http://consumer.test-oofd.kz?i=1846203957&f=010102345678&s=275.00&t=20261121T101530'],
  ['transtelecom', 'https://ofd1.kz/t/?i=1846203957&f=010102345678&s=275.00&t=20261121T101530'],
  ['jusan', 'https://consumer.kofd.kz?t=20261121T101530&i=1846203957&f=010102345678&s=275.00'],
  ['smartcontract', 'https://consumer.wofd.kz?i=1846203957&f=010102345678&s=275.00&t=20261121T101530'],
] as const

for (const [id, address] of ADDRESSES)
  test(`[R1326-30.3] [R1326-30.2.1] [R1326-30.2.2] [R1326-30.2.3] [R1326-30.2.4] ${id}: the check address holds sign, registration number, sum and time`, () => {
    const operator = operatorOf(id)
    assert.ok(operator)
    assert.equal(checkUrl(operator, FACTS), address)
    assert.deepEqual(parseCheckUrl(address), FACTS)
  })

test('every operator is in the table once, with names in both languages and the site that its address leads to', () => {
  assert.deepEqual(
    OPERATORS.map(({ id }) => id),
    ADDRESSES.map(([id]) => id),
  )
  for (const { nameRu, nameKk, checkSite, checkUrl: template } of OPERATORS) {
    assert.notEqual(nameRu, nameKk)
    assert.ok(template.includes(checkSite))
  }
  assert.equal(operatorOf('kaspi'), undefined)
})

/** addresses of real receipts: sign, registration number, sum, time */
const SEEN = [
  [
    'http://dev.kofd.kz/consumer?i=923860753030&f=211030200207&s=2055.00&t=20220803T142912',
    '923860753030',
    '211030200207',
    '2055.00',
    '20220803T142912',
  ],
  [
    'https://ofd1.kz/t/?t=20250808T144938&i=339472456003&f=620504311750&s=15954.0',
    '339472456003',
    '620504311750',
    '15954.00',
    '20250808T144938',
  ],
  [
    ' HTTPS://ofd1.kz/t/?T=20250808T144938&x=1&I=339472456003&F=620504311750&S=15954 ',
    '339472456003',
    '620504311750',
    '15954.00',
    '20250808T144938',
  ],
  [
    'http://consumer.oofd.kz/?i=1&f=620504311750&s=0,50&t=20250808T1449',
    '1',
    '620504311750',
    '0.50',
    '20250808T144900',
  ],
] as const

for (const [address, sign, regNumber, total, time] of SEEN)
  test(`the receipt behind ${address.trim()} is read`, () => {
    const facts = parseCheckUrl(address)
    assert.ok(facts)
    assert.deepEqual(
      [facts.sign, facts.regNumber, formatTenge(facts.total), formatCompact(facts.time)],
      [sign, regNumber, total, time],
    )
  })

/** what is wrong, the query */
const UNREAD = [
  ['no sign', 'f=010102345678&s=275.00&t=20261121T101530'],
  ['a sign that is no number', 'i=abc&f=010102345678&s=275.00&t=20261121T101530'],
  ['a short registration number', 'i=1&f=10102345678&s=275.00&t=20261121T101530'],
  ['no sum', 'i=1&f=010102345678&t=20261121T101530'],
  ['three decimals', 'i=1&f=010102345678&s=275.001&t=20261121T101530'],
  ['31 February', 'i=1&f=010102345678&s=275.00&t=20260231T101530'],
  ['25 o’clock', 'i=1&f=010102345678&s=275.00&t=20261121T251530'],
  ['an address without end', `i=1&f=010102345678&s=275.00&t=20261121T101530&${'x'.repeat(512)}`],
] as const

for (const [what, query] of UNREAD)
  test(`an address with ${what} is not a receipt’s`, () => {
    assert.equal(parseCheckUrl(`http://consumer.oofd.kz?${query}`), undefined)
  })

test('what is no address at all is not a receipt’s', () => {
  for (const text of ['', '1846203957', 'consumer.oofd.kz?i=1', 'ftp://a?i=1', 'http://a'])
    assert.equal(parseCheckUrl(text), undefined)
})

test('a check address of any operator is read back as it was made', () => {
  const seconds = fc.integer({ min: at(2020, 1, 1) / 1000, max: at(2099, 12, 31) / 1000 })
  fc.assert(
    fc.property(
      fc.constantFrom(...OPERATORS),
      fc.bigInt(1n, 10n ** 13n),
      fc.bigInt(0n, 10n ** 12n),
      seconds,
      (operator, sign, total, second) => {
        const facts = { ...FACTS, sign: String(sign), total: tiyn(total), time: instant(second * 1000) }
        assert.deepEqual(parseCheckUrl(checkUrl(operator, facts)), facts)
      },
    ),
  )
})

test('a sum on the check address has a point and two decimals, whatever it is', () => {
  for (const sum of ['0.05', '1', '1000000.5']) {
    const total = parseTenge(sum)
    assert.ok(total !== undefined)
    assert.match(checkUrl(OPERATORS[0]!, { ...FACTS, total }), /&s=\d+\.\d\d&/)
  }
})

test('result codes 0 to 17, 254 and 255 have one meaning in every version, 18 and 19 by the version', () => {
  for (const version of ['2.0.2', '2.0.3']) {
    for (const [name, code] of Object.entries(ResultCode)) assert.equal(resultName(code, version), name)
    assert.equal(resultName(19, version), undefined)
  }
  assert.deepEqual(Object.values(ResultCode), [...Array(18).keys(), 254, 255])
  assert.equal(resultName(18, '2.0.2'), undefined)
  assert.equal(resultName(18, '2.0.3'), 'ELEMENT_NOT_FOUND_BY_BARCODE')
  assert.equal(resultName(18, '2.0.4'), 'DEREGISTERED')
  assert.equal(resultName(19, '2.0.4'), 'DISCONNECTED')
})

test('254 and 255 ask to come again, no other code does', () => {
  const busy = Array.from({ length: 256 }, (_, code) => code).filter(isBusy)
  assert.deepEqual(busy, [254, 255])
})
