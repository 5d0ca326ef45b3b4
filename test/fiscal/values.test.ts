import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { MAX_SUM, divideHalfUp, formatTenge, parseTenge, readSum, tiyn } from '../../src/fiscal/money.ts'
import { formatQuantity, parseQuantity, thousandths } from '../../src/fiscal/quantity.ts'
import { shown, textProblem, tidy } from '../../src/fiscal/text.ts'
import {
  formatCompact,
  formatIso,
  formatPaper,
  fromLocal,
  instant,
  parseCompact,
  toLocal,
} from '../../src/fiscal/time.ts'
import { UNITS, parseUnit, unitName } from '../../src/fiscal/units.ts'
import { at, refusalOf } from './ticket/support.ts'

/** what is written, tiyn, how we write it */
const SUMS = [
  ['150', 15_000n, '150.00'],
  ['150.5', 15_050n, '150.50'],
  ['150,05', 15_005n, '150.05'],
  ['0.05', 5n, '0.05'],
  ['007', 700n, '7.00'],
] as const

for (const [text, sum, written] of SUMS)
  test(`${text} tenge is ${sum} tiyn and is written ${written}`, () => {
    assert.equal(parseTenge(text), sum)
    assert.equal(formatTenge(tiyn(sum)), written)
  })

test('what is not a sum with at most two decimals is none', () => {
  for (const text of ['', '.5', '5.', '-1', '+1', '1.005', '1 000', '1e3', '0x1', '٥', '1,2,3', 'NaN', ' 1'])
    assert.equal(parseTenge(text), undefined, text)
})

test('a negative sum keeps its tiyn when it is written', () => {
  assert.equal(formatTenge(tiyn(-5n)), '-0.05')
  assert.equal(formatTenge(tiyn(-12_345n)), '-123.45')
})

test('the sum of a deposit is over 0 and within the range of the wire', () => {
  assert.equal(readSum('1000,50'), 100_050n)
  assert.equal(readSum('9223372036854775807.99'), MAX_SUM)
  for (const text of ['0', '0.00', '-1', '1.001', 'x'])
    assert.deepEqual(
      refusalOf(() => readSum(text)),
      { code: 'SUM_INVALID', details: { value: text } },
    )
  assert.equal(refusalOf(() => readSum('9223372036854775808')).code, 'SUM_TOO_LARGE')
})

test('a division goes to the nearest whole, halves up', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 20n), fc.bigInt(1n, 10n ** 6n), (dividend, divisor) => {
      const twice = 2n * (divideHalfUp(dividend, divisor) * divisor - dividend)
      assert.ok(-divisor < twice && twice <= divisor)
    }),
  )
})

/** thousandths, how we write it */
const QUANTITIES = [
  [1500n, '1.5'],
  [2000n, '2'],
  [1n, '0.001'],
  [10_010n, '10.01'],
] as const

for (const [quantity, written] of QUANTITIES)
  test(`${quantity} thousandths are written ${written} and read back`, () => {
    assert.equal(formatQuantity(thousandths(quantity)), written)
    assert.equal(parseQuantity(written), quantity)
  })

test('what is not a quantity with at most three decimals is none', () => {
  for (const text of ['', '-1', '0.0005', '1.', '.5', '1/2', '12345678901'])
    assert.equal(parseQuantity(text), undefined, text)
})

/** Wall clock of Almaty by the calendar of the test's own runtime. */
const ALMATY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Almaty',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

test('[R2026-TZ] since 1 March 2024 our wall clock is that of Almaty, whatever the machine’s zone is', () => {
  const moments = fc.integer({ min: at(2024, 3, 1, 1), max: at(2100, 1, 1) - 1 })
  fc.assert(
    fc.property(moments, (moment) => {
      const parts = Object.fromEntries(ALMATY.formatToParts(moment).map(({ type, value }) => [type, value]))
      const almaty = `${parts['day']}.${parts['month']}.${parts['year']} ${parts['hour']}:${parts['minute']}:${parts['second']}`
      assert.equal(formatPaper(instant(moment)), almaty)
    }),
  )
})

test('[R2026-TZ] a moment and its wall clock are one another’s, over leap years and centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_000_000_000, max: 250_000_000_000 }), (second) => {
      assert.equal(fromLocal(toLocal(instant(second * 1000))), second * 1000)
    }),
  )
  assert.deepEqual(toLocal(at(2024, 2, 29, 23, 59, 59)), {
    year: 2024,
    month: 2,
    day: 29,
    hour: 23,
    minute: 59,
    second: 59,
  })
  assert.deepEqual(toLocal(instant(at(2024, 2, 29, 23, 59, 59) + 1000)), {
    year: 2024,
    month: 3,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
  })
})

test('a moment has one form for programs, one for the check address, one for paper', () => {
  const moment = at(2026, 1, 5, 9, 7, 3)
  assert.equal(formatIso(moment), '2026-01-05T09:07:03+05:00')
  assert.equal(formatCompact(moment), '20260105T090703')
  assert.equal(formatPaper(moment), '05.01.2026 09:07:03')
})

test('a compact time is read with or without its seconds, and only when there was such a moment', () => {
  assert.equal(parseCompact('20260105T090703'), at(2026, 1, 5, 9, 7, 3))
  assert.equal(parseCompact('202601050907'), at(2026, 1, 5, 9, 7))
  for (const text of ['', '20260105', '20261305T090703', '20260230T090703', '20260105T240000', '20260105T096003'])
    assert.equal(parseCompact(text), undefined, text)
})

test('a text is composed and has no blanks at its ends', () => {
  assert.equal(tidy('\u00a0 Йод \t'), 'Йод'.normalize('NFC'))
})

/** what is wrong, the text */
const TEXTS = [
  ['empty', ''],
  ['too-long', '12345'],
  ['too-long', '1'.repeat(1_000_000)],
  ['control-characters', 'a\u0000'],
  ['control-characters', 'a\u009bb'],
  ['hidden-characters', 'a\u2028b'],
  ['hidden-characters', 'a\u00adb'],
  ['hidden-characters', '\udc00'],
  [undefined, 'ҚӘ 1'],
  [undefined, '𐰀𐰀𐰀𐰀'],
] as const

for (const [problem, text] of TEXTS)
  test(`${JSON.stringify(text.slice(0, 8))} as a text of at most four characters: ${problem ?? 'right'}`, () => {
    assert.equal(textProblem(text, 4), problem)
  })

test('a refused value is shown short and cannot move the cursor', () => {
  assert.equal(shown('\u001b[2Jabc'), '\ufffd[2Jabc')
  assert.equal(shown('1'.repeat(41)), `${'1'.repeat(40)}…`)
})

test('a unit has names in both languages; codes under 100 have three digits', () => {
  assert.equal(UNITS.size, 44)
  for (const [code, { kk, ru }] of UNITS) {
    assert.match(code, /^\d{3,4}$/)
    assert.ok(kk !== '' && ru !== '')
    assert.equal(parseUnit(code), code)
    assert.equal(parseUnit(String(Number(code))), code)
  }
  assert.deepEqual([unitName('796', 'kk'), unitName('796', 'ru'), unitName('006', 'ru')], ['дана', 'шт', 'м'])
  assert.equal(unitName('12345', 'kk'), '12345')
  for (const text of ['', '116', '00796', '79 6', 'кг']) assert.equal(parseUnit(text), undefined, text)
})
