import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UNITS } from '../../src/fiscal/units.ts'
import { readPriceFile } from '../../src/goods/import.ts'
import { COLUMNS, readHeader } from '../../src/goods/rows.ts'
import { GOODS_PROBLEM_WORDS } from '../../src/locale/goods.ts'
import { BREAD, RULES } from './examples.ts'

const HEADER = 'article;barcode;ntin;name;name_kk;unit;price;purchase_price;vat;section'

function read(text: string) {
  const file = readPriceFile(Buffer.from(text), RULES)
  assert.ok('rows' in file)
  return [...file.rows]
}

/** Why a row is not imported: its text, the column, what stood there, the reason. */
const BAD: readonly (readonly [string, string | undefined, string | undefined, string])[] = [
  [';;;Нан;;;150;;;', 'article, barcode, ntin', undefined, 'no-code'],
  [`${'a'.repeat(65)};;;Нан;;;150;;;`, 'article', `${'a'.repeat(40)}…`, 'too-long'],
  ['A;4870001112227;;Нан;;;150;;;', 'barcode', '4870001112227', 'not-a-barcode'],
  ['A;4,87E+12;;Нан;;;150;;;', 'barcode', '4,87E+12', 'not-a-barcode'],
  ['A;;0200000000005;Нан;;;150;;;', 'ntin', '0200000000005', 'not-an-ntin'],
  ['A;;;;;;150;;;', 'name', '', 'empty'],
  [`A;;;${'н'.repeat(257)};;;150;;;`, 'name', `${'н'.repeat(40)}…`, 'too-long'],
  ['A;;;Нан\u0007;;;150;;;', 'name', 'Нан\u{fffd}', 'control-characters'],
  ['A;;;На\u200bн;;;150;;;', 'name', 'На\u{fffd}н', 'hidden-characters'],
  ['A;;;Нан 🍞;;;150;;;', 'name', 'Нан 🍞', 'unprintable'],
  ['A;;;Нан;🍞;;150;;;', 'name_kk', '🍞', 'unprintable'],
  ['A;;;Нан;;жук;150;;;', 'unit', 'жук', 'no-such-unit'],
  ['A;;;Нан;;9999;150;;;', 'unit', '9999', 'no-such-unit'],
  ['A;;;Нан;;;;;;', 'price', '', 'empty'],
  ['A;;;Нан;;;0;;;', 'price', '0', 'sum-invalid'],
  ['A;;;Нан;;;-5;;;', 'price', '-5', 'sum-invalid'],
  ['A;;;Нан;;;1,505;;;', 'price', '1,505', 'sum-invalid'],
  ['A;;;Нан;;;1 50 тг;;;', 'price', '1 50 тг', 'sum-invalid'],
  ['A;;;Нан;;;150;x;;', 'purchase_price', 'x', 'sum-invalid'],
  ['A;;;Нан;;;99999999999999999999999;;;', 'price', '99999999999999999999999', 'out-of-range'],
  ['A;;;Нан;;;150;;18;', 'vat', '18', 'no-such-rate'],
  ['A;;;Нан;;;150;;12;', 'vat', '12', 'no-such-rate'],
  ['A;;;Нан;;;150;;;100', 'section', '100', 'out-of-range'],
  ['A;;;Нан;;;150;;;секция-с-длинным-именем', 'section', 'секция-с-длинным-именем', 'too-long'],
  ['A;;;Нан;;;150;;', undefined, '9', 'field-count'],
  ['A;;;Нан;;;150;;;;', undefined, '11', 'field-count'],
  ['A;;;"Нан;;;150;;;', undefined, undefined, 'quote-unclosed'],
  ['A;;;Н"а"н;;;150;;;', undefined, undefined, 'quote-inside'],
]

for (const [text, column, value, problem] of BAD)
  test(`[EK0-set-pricelist] a row ${text.slice(0, 60)} is refused: ${column ?? 'the row'}, ${problem}`, () => {
    const [row] = read(`${HEADER}\n${text}\n`)
    assert.deepEqual(row, {
      bad: [{ row: 2, ...(column !== undefined && { column }), ...(value !== undefined && { value }), problem }],
    })
  })

test('everything that is wrong with a row is told, not the first thing only', () => {
  const [row] = read(`${HEADER}\nA;1;2;;;x;y;z;7%;0\n`)
  assert.ok(row && 'bad' in row)
  assert.deepEqual(
    row.bad.map(({ column }) => column),
    ['barcode', 'ntin', 'name', 'unit', 'price', 'purchase_price', 'vat', 'section'],
  )
})

test('[EK0-set-pricelist] a whole row is a line of the list with its purchase price and its sale price', () => {
  const [row] = read(`${HEADER}\n A-1 ;4870001112226;0200000000004;"Нан\nақ";Ақ нан;дана;1 500,50;900;16%;01\n`)
  assert.deepEqual(row, {
    row: 2,
    good: { ...BREAD, nameKk: 'Ақ нан', price: 150050n, purchasePrice: 90000n, section: '1' },
  })
})

test('[R2026-7.1] the column marked says yes or no, and what is not marked says nothing', () => {
  const marked = (text: string) => {
    const [row] = read(`article;name;price;marked\nW-1;Су;200;${text}\n`)
    return row && 'good' in row ? row.good.marked : row?.bad[0]?.problem
  }
  assert.deepEqual(['yes', 'YES', '1'].map(marked), [true, true, true])
  assert.deepEqual(['no', '0', ''].map(marked), [undefined, undefined, undefined])
  assert.deepEqual(['иә', '2'].map(marked), ['not-yes-no', 'not-yes-no'])
})

test('prices are read as people and spreadsheets write them', () => {
  for (const [text, tiyn] of [
    ['150', 15000n],
    ['150.5', 15050n],
    ['150,05', 15005n],
    ['1 500 000,00', 150000000n],
    ['1\u00a0500', 150000n],
    ['1\u202f500', 150000n],
  ] as const) {
    const [row] = read(`article;name;price\nA;Нан;${text}`)
    assert.deepEqual(row, { row: 2, good: { article: 'A', name: 'Нан', price: tiyn } })
  }
})

test('units are read by code and by their short names in both languages', () => {
  for (const [code, { kk, ru }] of UNITS) {
    for (const text of [code, kk, ru, ru.toUpperCase(), `${kk}.`]) {
      const [row] = read(`article;name;price;unit\nA;Нан;150;${text}`)
      assert.ok(row && 'good' in row, `${code} ${text}`)
      assert.equal(row.good.unit, code, text)
    }
  }
})

test('an empty field is none: the settings count when it is sold', () => {
  const [row] = read(`${HEADER}\nA;;;Нан;;;150;;;\n`)
  assert.deepEqual(row, { row: 2, good: { article: 'A', name: 'Нан', price: 15000n } })
})

/** Header, and what is wrong with it. */
const HEADERS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ['', [['', 'no-header']]],
  [
    'article;title;price',
    [
      ['title', 'unknown-column'],
      ['name', 'column-missing'],
    ],
  ],
  ['article;name;price;name', [['name', 'column-twice']]],
  ['name;price', [['article, barcode, ntin', 'column-missing']]],
  [
    'name',
    [
      ['price', 'column-missing'],
      ['article, barcode, ntin', 'column-missing'],
    ],
  ],
  ['article;name;price;', [['', 'unknown-column']]],
  ['"article;name;price', [['', 'quote-unclosed']]],
]

for (const [text, expected] of HEADERS)
  test(`a header ${JSON.stringify(text)} is refused: ${expected.map((one) => one.join(' ')).join(', ')}`, () => {
    const file = readPriceFile(Buffer.from(`${text}\nA;Нан;150\n`), RULES)
    const bad = text === '' ? readHeader(undefined) : 'unreadable' in file ? { bad: file.unreadable } : { bad: [] }
    assert.ok('bad' in bad)
    assert.deepEqual(
      bad.bad.map(({ column = '', problem }) => [column, problem]),
      expected,
    )
  })

test('columns may stand in any order and in any case', () => {
  const [row] = read('PRICE;Name; Article \n150;Нан;A')
  assert.deepEqual(row, { row: 2, good: { article: 'A', name: 'Нан', price: 15000n } })
})

test('every column that a header may name is told in three languages where it is asked for', () => {
  const words = GOODS_PROBLEM_WORDS['unknown-column']
  for (const column of COLUMNS) for (const text of Object.values(words ?? {})) assert.ok(text.includes(column))
})

test('what is no text at all is refused as a whole', () => {
  const file = readPriceFile(Buffer.from('PK\u0003\u0004\u0000'), RULES)
  assert.deepEqual(file, { unreadable: [{ row: 1, problem: 'not-text' }] })
})
