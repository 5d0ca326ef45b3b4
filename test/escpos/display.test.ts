import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeByte } from '../../src/escpos/codepage.ts'
import {
  DISPLAY_COLUMNS,
  DISPLAY_ENCODINGS,
  DISPLAY_PROFILES,
  type DisplayEncoding,
  displayBegin,
  displayBytes,
  leftAndRight,
  shownAs,
} from '../../src/escpos/display.ts'

const ASCII: DisplayEncoding = 'latin'

test('what a display of each code page shows of Kazakh: its letters, else Russian ones, else Latin ones', () => {
  const text = 'Әлем Сауда № 1 ₸ ѝ'
  assert.equal(shownAs(text, 'kz1048'), 'Әлем Сауда № 1 тг ? ')
  assert.equal(shownAs(text, 'cp1251'), 'Алем Сауда № 1 тг ? ')
  assert.equal(shownAs(text, 'cp866'), 'Алем Сауда № 1 тг ? ')
  assert.equal(shownAs('Ғылым Щука Іс', ASCII).trimEnd(), 'Gylym Shchuka Is')
  assert.equal(shownAs('ӘҒҚҢӨҰҮҺІ', 'cp866').trimEnd(), 'АГКНОУУХИ')
  assert.equal(shownAs('әғқңөұүһі', 'cp1251').trimEnd(), 'агкноуухі')
})

test('[R431-10] [R208N-11] every letter of both languages has a spelling on every display, and none is a question mark', () => {
  const letters = 'АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ'
  for (const encoding of DISPLAY_ENCODINGS)
    for (const letter of letters + letters.toLowerCase())
      assert.doesNotMatch(shownAs(letter, encoding), /\?/, `${encoding} ${letter}`)
})

test('a line is always 20 bytes: longer is cut, shorter is filled, nothing is a command', () => {
  for (const encoding of DISPLAY_ENCODINGS)
    for (const text of ['', 'Нан', 'щ'.repeat(40), 'a\u0007b\tc\nd', '😀']) {
      const { both } = DISPLAY_PROFILES.cd5220
      const bytes = displayBytes({ upper: text, lower: text }, { ...DISPLAY_PROFILES.cd5220, both }, encoding)
      assert.equal(bytes.length, 2 * (3 + DISPLAY_COLUMNS + 1), text)
      assert.ok(bytes.subarray(3, 23).every((byte) => byte >= 0x20))
    }
})

test('a sum at the right is never cut: the text gives way', () => {
  assert.equal(leftAndRight('БАРЛЫҒЫ/ИТОГО', '720,00', 'kz1048'), 'БАРЛЫҒЫ/ИТОГО 720,00')
  assert.equal(leftAndRight('Өте ұзын тауар атауы', '1 234 567,89', 'kz1048'), 'Өте ұзы 1 234 567,89')
  assert.equal(leftAndRight('Нан', '5', 'cp866'), 'Нан                5')
  assert.equal(leftAndRight('x', '1'.repeat(30), ASCII).length, DISPLAY_COLUMNS)
})

test('bytes of the two command sets', () => {
  const text = (bytes: Uint8Array) =>
    Array.from(bytes, (byte) => decodeByte(byte, 'cp866') ?? `<${byte.toString(16)}>`).join('')
  const lines = { upper: 'ИТОГО', lower: 'СДАЧА' }
  const rest = ' '.repeat(15)
  const { cd5220, escpos } = DISPLAY_PROFILES
  assert.equal(text(displayBytes(lines, cd5220, 'cp866')), `<1b>QAИТОГО${rest}<d><1b>QBСДАЧА${rest}<d>`)
  assert.equal(text(displayBytes(lines, escpos, 'cp866')), `<1f><1><1f>$<1><1>ИТОГО${rest}<1f>$<1><2>СДАЧА${rest}`)
  assert.equal(text(displayBegin(escpos, 'cp866')), '<1b>@<c><1b>t<11>')
  assert.equal(text(displayBegin(DISPLAY_PROFILES['aures-ocd'], 'cp1251')), '<1b>@<c><1b>t<c>')
  assert.equal(text(displayBegin(cd5220, 'cp866')), '<1b>@<c><1b>cR')
  assert.equal(text(displayBegin(escpos, 'kz1048')), '<1b>@<c>', 'no page that it would not have')
})
