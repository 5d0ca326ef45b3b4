import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE_PAGES, decodeByte } from '../../src/escpos/codepage.ts'
import { CHARACTERS } from '../../src/escpos/font/characters.ts'
import { CELL_HEIGHT, CELL_WIDTH, glyph, isDrawable } from '../../src/escpos/font/glyph.ts'
import { KAZAKH } from './sample.ts'

const picture = (character: string, bold: boolean): string[] =>
  (glyph(character, bold) ?? []).map((row) =>
    row.toString(2).padStart(CELL_WIDTH, '0').replaceAll('0', '.').replaceAll('1', '#'),
  )

test('every letter of the three code pages can be drawn', () => {
  for (const page of CODE_PAGES) {
    for (let byte = 0x20; byte < 0x100; byte++) {
      const character = decodeByte(byte, page)
      if (character !== undefined) assert.ok(isDrawable(character), `${character} of ${page}`)
    }
  }
})

test('[R1326-30] every Kazakh letter is drawn with dots of its own, thin and bold', () => {
  const letters = Array.from(`${KAZAKH}АаГгКкНнОоУуЖжХх`)
  for (const bold of [false, true]) {
    const pictures = new Set(letters.map((letter) => picture(letter, bold).join('\n')))
    assert.equal(pictures.size, letters.length)
    assert.ok([...pictures].every((dots) => dots.includes('#')))
  }
})

test('a character stands once in the font, in a cell of 12 by 24 dots', () => {
  assert.equal(new Set(CHARACTERS).size, CHARACTERS.length)
  for (const character of CHARACTERS) {
    for (const bold of [false, true]) {
      const rows = glyph(character, bold)
      assert.equal(rows?.length, CELL_HEIGHT)
      assert.ok(rows.every((row) => row >= 0 && row < 1 << CELL_WIDTH))
    }
  }
})

test('what the font lacks is not drawn as something else', () => {
  assert.equal(glyph('茶', false), undefined)
  assert.equal(isDrawable('\u001B'), false)
})

test('the tenge sign is two bars over a stem', () => {
  assert.deepEqual(picture('₸', false).slice(3, 12), [
    '............',
    '.#########..',
    '............',
    '............',
    '.#########..',
    '.....#......',
    '.....#......',
    '.....#......',
    '.....#......',
  ])
})
