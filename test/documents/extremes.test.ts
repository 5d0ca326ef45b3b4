import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeDocument } from '../../src/escpos/encoder.ts'
import { interpret } from '../../src/escpos/interpreter.ts'
import { layoutText } from '../../src/escpos/layout.ts'
import { toText } from '../../src/escpos/paper.ts'
import { columnsOf } from '../../src/escpos/profile.ts'
import { OPTIONS } from '../escpos/sample.ts'
import { EXTREMES, LANGUAGES, LONG_WORD } from './extremes.ts'
import { COLUMNS } from './fixtures.ts'
import { assertGolden } from './golden.ts'

/** The largest sum as paper writes it: it stands in one piece or it is not readable. */
const LARGEST = '9 223 372 036 854 775 807,99'
const WITHOUT_SUMS = ['passport', 'registration', 'test-page']
const WITH_SUMS = [...EXTREMES.keys()].filter((kind) => !WITHOUT_SUMS.includes(kind))

const plain = (text: string): string => text.replaceAll('\u00A0', ' ')

for (const [kind, linesIn] of EXTREMES)
  for (const language of LANGUAGES)
    for (const columns of COLUMNS)
      test(`${kind} with the longest words and the largest sums, ${language}, at ${columns} columns, looks as it did`, () =>
        assertGolden(`extremes/${kind}.${language}`, linesIn(language), columns))

test('no row is wider than its paper, whatever the words and the sums', () => {
  for (const [kind, linesIn] of EXTREMES)
    for (const language of LANGUAGES)
      for (const columns of COLUMNS)
        for (const row of layoutText(linesIn(language), columns))
          assert.ok(row.startsWith('[QR ') || row.length <= columns, `${kind} ${language} ${columns}: ${row}`)
})

test('the largest sum stands in one piece on every document that has sums, on both papers', () => {
  for (const kind of WITH_SUMS)
    for (const language of LANGUAGES)
      for (const columns of COLUMNS) {
        const rows = layoutText(EXTREMES.get(kind)?.(language) ?? [], columns).map(plain)
        const broken = rows.filter((row) => /\d{3} \d{3}/.test(row) && !row.includes(LARGEST) && /223|854/.test(row))
        assert.deepEqual(broken, [], `${kind} ${language} ${columns}`)
        assert.ok(
          rows.some((row) => row.includes(LARGEST)),
          `${kind} ${language} ${columns}`,
        )
      }
})

test('[R626-56.7] a word longer than the paper is broken, no letter of it is lost', () => {
  for (const [kind, linesIn] of EXTREMES)
    for (const columns of kind.startsWith('storno') ? [] : COLUMNS) {
      const letters = layoutText(linesIn('kk+ru'), columns).join('').replaceAll(/\s/g, '')
      assert.ok(letters.includes(LONG_WORD.slice(0, 64)), `${kind} ${columns}`)
    }
})

test('[R1326-30] a strict printer of 58 and 80 mm prints each of them, row for row as laid out', () => {
  for (const [kind, linesIn] of EXTREMES)
    for (const language of LANGUAGES)
      for (const paper of [58, 80] as const) {
        const lines = linesIn(language)
        const columns = columnsOf(OPTIONS.profile, paper)
        const printed = toText(interpret(encodeDocument(lines, { ...OPTIONS, paper }), { ...OPTIONS, paper }), columns)
        const rows = (all: readonly string[]): string[] =>
          all.map((row) => plain(row).trimEnd()).filter((row) => row !== '')
        assert.deepEqual(rows(printed), rows(layoutText(lines, columns)), `${kind} ${language} ${paper}`)
      }
})
