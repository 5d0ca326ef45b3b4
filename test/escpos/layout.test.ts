import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { COLUMNS, layout, layoutText } from '../../src/escpos/layout.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'

const cells = (text: string) => Array.from(text).length

const word = fc.string({ unit: fc.constantFrom(...Array.from('абвгәңқABC0123-,.')), minLength: 1, maxLength: 60 })
const words = fc.array(word, { maxLength: 8 }).map((list) => list.join(' '))
const flags = { bold: fc.boolean(), big: fc.boolean(), indent: fc.integer({ min: 0, max: 6 }) }
const anyLine: fc.Arbitrary<Line> = fc.oneof(
  fc.record({
    kind: fc.constant('text'),
    text: words,
    align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    ...flags,
  }),
  fc.record({ kind: fc.constant('pair'), left: words, right: words, ...flags }),
  fc.constant({ kind: 'rule' } as const),
  fc.constant({ kind: 'blank' } as const),
)

test('paper of 80 mm has 48 columns, of 58 mm 32', () => {
  assert.deepEqual(COLUMNS, { 58: 32, 80: 48 })
})

test('a pair stands on one line with its right part at the edge', () => {
  assert.deepEqual(layoutText([{ kind: 'pair', left: 'Нан', right: '150,00' }], 20), ['Нан           150,00'])
})

test('where a pair does not fit, the right part gets a line of its own', () => {
  assert.deepEqual(layoutText([{ kind: 'pair', left: 'Құмшекер өте тәтті', right: '150,00', indent: 1 }], 20), [
    ' Құмшекер өте тәтті',
    '              150,00',
  ])
})

test('a pair keeps at least one space between its parts', () => {
  assert.equal(layoutText([{ kind: 'pair', left: 'абвгд', right: '12345' }], 11).length, 1)
  assert.equal(layoutText([{ kind: 'pair', left: 'абвгд', right: '12345' }], 10).length, 2)
})

test('text wraps between words, and only a word longer than the line is cut', () => {
  assert.deepEqual(layoutText([{ kind: 'text', text: 'қант және ұн Aktionsgemeinschaft тұз' }], 10), [
    'қант және',
    'ұн',
    'Aktionsgem',
    'einschaft',
    'тұз',
  ])
})

test('a sum with no-break spaces is never parted', () => {
  assert.deepEqual(layoutText([{ kind: 'text', text: 'Барлығы 1\u00A0234,50' }], 12), ['Барлығы', '1 234,50'])
})

test('big letters take two columns each, and plain text keeps their place', () => {
  const lines: Line[] = [
    { kind: 'text', text: 'САТУ', align: 'center', big: true },
    { kind: 'pair', left: 'ИТОГО', right: '2 055,00', big: true },
  ]
  assert.deepEqual(
    layout(lines, 32).map((row) => row.kind === 'text' && row.text),
    ['      САТУ', 'ИТОГО   2 055,00'],
  )
  assert.deepEqual(layoutText(lines, 32), ['              САТУ', 'ИТОГО                   2 055,00'])
})

test('a rule fills the width, a blank is empty, a cut leaves no text, a QR code names what it holds', () => {
  assert.deepEqual(
    layoutText([{ kind: 'rule' }, { kind: 'blank' }, { kind: 'qr', data: 'http://a.kz/?i=1' }, { kind: 'cut' }], 8),
    ['--------', '', '[QR http://a.kz/?i=1]'],
  )
})

test('a line feed inside a text breaks the line', () => {
  assert.deepEqual(layoutText([{ kind: 'text', text: 'бір\nекі\r\nүш' }], 32), ['бір', 'екі', 'үш'])
})

test('no row is wider than the paper and no letter is lost, whatever the lines', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 8 }), fc.constantFrom(32, 42, 48), (lines, columns) => {
      for (const row of layout(lines, columns)) {
        assert.ok(row.kind === 'text' && cells(row.text) <= (row.big ? Math.floor(columns / 2) : columns))
      }
      const laidOut = layoutText(lines, columns)
      for (const row of laidOut) assert.ok(cells(row) <= columns)
      const letters = lines.map((line) =>
        line.kind === 'text'
          ? line.text
          : line.kind === 'pair'
            ? line.left + line.right
            : line.kind === 'rule'
              ? '-'.repeat(columns)
              : '',
      )
      assert.equal(laidOut.join('').replaceAll(/\s/gu, ''), letters.join('').replaceAll(/\s/gu, ''))
    }),
  )
})
