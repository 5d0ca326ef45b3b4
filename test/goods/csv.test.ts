import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type CsvRow, type Delimiter, delimiterOf, readCsv } from '../../src/goods/csv.ts'

const rows = (text: string, delimiter: Delimiter = ';'): readonly CsvRow[] => [...readCsv(text, delimiter)]

/** A text, and its rows as `row: fields`, with the problem behind an exclamation mark. */
const READ: readonly (readonly [string, readonly string[]])[] = [
  ['a;b\n1;2\n', ['1: a|b', '2: 1|2']],
  ['a;b\r\n1;2', ['1: a|b', '2: 1|2']],
  ['a;b\r1;2\r', ['1: a|b', '2: 1|2']],
  ['\uFEFFa;b', ['1: a|b']],
  ['a;"b;c"', ['1: a|b;c']],
  ['a;"b ""c"" d"', ['1: a|b "c" d']],
  ['a;"b\nc";d\ne', ['1: a|b\nc|d', '2: e']],
  ['a;"b\r\nc"\r\ne', ['1: a|b\r\nc', '2: e']],
  ['a;""', ['1: a|']],
  [';;', []],
  ['a\n\n;\nb', ['1: a', '4: b']],
  ['a; "b" ;c', ['1: a| "b" |c !quote-inside']],
  ['a;5" ;c\nd', ['1: a|5" |c !quote-inside', '2: d']],
  ['a;"b"c;d\ne', ['1: a|b|d !text-after-quote', '2: e']],
  ['a;"b;c\nd;e', ['1: a|b;c\nd;e !quote-unclosed']],
  ['"', ['1:  !quote-unclosed']],
  ['', []],
]

for (const [text, expected] of READ)
  test(`CSV ${JSON.stringify(text)} is ${JSON.stringify(expected)}`, () => {
    const told = rows(text).map(
      ({ fields, problem, row }) => `${row}: ${fields.join('|')}${problem === undefined ? '' : ` !${problem}`}`,
    )
    assert.deepEqual(told, expected)
  })

test('the delimiter is the one of the header, whatever stands in its quotes', () => {
  assert.equal(delimiterOf('article;name;price\n1,2,3,4,5'), ';')
  assert.equal(delimiterOf('article,name,price\n"a;b;c;d"'), ',')
  assert.equal(delimiterOf('"a,b,c,d";name;price'), ';')
  assert.equal(delimiterOf('name'), ';')
})

test('whatever is written by the rules is read back as it was', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'Ә', '"', ';', ',', '\n', '\r', ' '), maxLength: 6 })
  const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
  const delimiter = fc.constantFrom(';' as const, ',' as const)
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(table, delimiter, fc.constantFrom('\n', '\r\n', '\r'), (fields, by, end) => {
      const text = fields.map((row) => row.map(quoted).join(by) + end).join('')
      const kept = fields.flatMap((row, index) =>
        row.some((one) => one !== '') ? [{ row: index + 1, fields: row }] : [],
      )
      assert.deepEqual(rows(text, by), kept)
    }),
  )
})

test('no text makes the reader stop or lose a row: rows only grow', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ';', '\n', '\r'), maxLength: 40 }), (text) => {
      const numbers = rows(text).map(({ row }) => row)
      assert.deepEqual(
        numbers,
        [...new Set(numbers)].sort((a, b) => a - b),
      )
    }),
  )
})
