import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type EncodeOptions, encodeDocument } from '../../src/escpos/encoder.ts'
import { interpret } from '../../src/escpos/interpreter.ts'
import { COLUMNS, layout, layoutText } from '../../src/escpos/layout.ts'
import { type PaperItem, toText } from '../../src/escpos/paper.ts'
import { columnsOf, PROFILES } from '../../src/escpos/profile.ts'
import { isRealTimeCommand, textBitmap, UnprintableError } from '../../src/escpos/raster.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'
import { asRead, readImage } from './reading.ts'
import { CHECK_URL, GENERIC, KAZAKH, OPTIONS, printed, profileNamed, RECEIPT } from './sample.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const notBlank = (rows: readonly string[]): string[] => rows.filter((row) => row !== '')
const imagesOf = (items: readonly PaperItem[]) => items.flatMap((item) => (item.kind === 'image' ? [item.bitmap] : []))

test('[R1326-30] the bytes of a short document: KZ-1048 on page 53, bold, double size, cut', () => {
  const lines: Line[] = [
    { kind: 'text', text: 'Қант', bold: true, big: true },
    { kind: 'pair', left: 'Нан', right: '5,00' },
    { kind: 'cut' },
  ]
  const expected = [
    '1b40 1c2e 1b7435',
    '1b4501 1d2111 8de0edf2 0a',
    `1b4500 1d2100 cde0ed ${'20'.repeat(41)} 352c3030 0a`,
    '1d564200',
  ]
  assert.equal(hex(encodeDocument(lines, OPTIONS)), expected.join('').replaceAll(' ', ''))
})

test('[R1326-30.1] [R626-56.16] the bytes of a QR code: model 2, module, level M, data, print, in the middle', () => {
  const data = 'http://a.kz'
  const expected = [
    '1b40 1c2e 1b7435 0a 1b6101',
    '1d286b0400 314132 00',
    '1d286b0300 314306',
    '1d286b0300 314531',
    `1d286b0e00 315030 ${Buffer.from(data).toString('hex')}`,
    '1d286b0300 315130',
    '1b6100 0a',
  ]
  assert.equal(hex(encodeDocument([{ kind: 'qr', data }], OPTIONS)), expected.join('').replaceAll(' ', ''))
})

for (const paper of [58, 80] as const) {
  test(`a printer of ${paper} mm shows every row of the layout`, () => {
    const shown = toText(printed(RECEIPT, { paper }), COLUMNS[paper])
    assert.deepEqual(notBlank(shown), notBlank(layoutText(RECEIPT, COLUMNS[paper])))
  })

  test(`as images on ${paper} mm, the same letters stand in the same places`, () => {
    const shown = imagesOf(printed(RECEIPT, { paper, encoding: 'raster', qr: 'native' })).map(readImage)
    const rows = layout(RECEIPT, COLUMNS[paper]).flatMap((row) => (row.kind === 'text' ? [asRead(row.text)] : []))
    assert.deepEqual(shown, notBlank(rows))
  })
}

test('a row that the code page cannot spell becomes an image, its neighbours stay text', () => {
  const items = printed([
    { kind: 'text', text: 'Тәтті' },
    { kind: 'text', text: 'Şölen ≥ 1' },
  ])
  assert.deepEqual(
    items.map((item) => item.kind),
    ['line', 'image'],
  )
  assert.deepEqual(imagesOf(items).map(readImage), [asRead('Şölen ≥ 1')])
})

const LADDER: readonly [profile: string, encoding: EncodeOptions['encoding'], text: string, PaperItem['kind']][] = [
  ['generic', 'auto', 'Қант', 'line'],
  ['generic', 'raster', 'Қант', 'image'],
  ['hp-a779', 'auto', 'Қант', 'line'],
  ['xprinter', 'auto', 'Сахар', 'image'],
  ['xprinter', 'hybrid', 'Сахар', 'line'],
  ['xprinter', 'hybrid', 'Қант', 'image'],
  ['rongta', 'hybrid', 'Сахар', 'line'],
  ['pos-58', 'hybrid', 'Sugar', 'image'],
]
for (const [profile, encoding, text, kind] of LADDER) {
  test(`on ${profile} with ${encoding}, “${text}” is printed as ${kind === 'line' ? 'letters' : 'an image'}`, () => {
    const items = printed([{ kind: 'text', text }], { profile: profileNamed(profile), encoding })
    assert.deepEqual(
      items.map((item) => item.kind),
      [kind],
    )
    if (kind === 'line') assert.deepEqual(toText(items, 48), [text])
    else assert.deepEqual(imagesOf(items).map(readImage), [asRead(text)])
  })
}

test('asked for KZ-1048, a printer of unknown pages gets the page of Epson’s table', () => {
  const bytes = encodeDocument([{ kind: 'text', text: KAZAKH }], {
    ...OPTIONS,
    profile: profileNamed('xprinter'),
    encoding: 'kz1048',
  })
  assert.deepEqual(toText(interpret(bytes, OPTIONS), 48), [KAZAKH])
})

test('what cannot be shown at all is an error that names the characters, not a question mark', () => {
  for (const encoding of ['auto', 'kz1048', 'hybrid', 'raster'] as const) {
    assert.throws(
      () => encodeDocument([{ kind: 'text', text: 'чай 茶🍵' }], { ...OPTIONS, encoding }),
      (error) => error instanceof UnprintableError && error.characters.join('') === '茶🍵',
    )
  }
})

test('the tenge sign, no-break spaces and the multiplication sign reach paper as letters it has', () => {
  const items = printed([{ kind: 'pair', left: '2\u00A0× 5', right: '1\u202F000,00\u00A0₸' }], { paper: 58 })
  assert.deepEqual(toText(items, 32), ['2 x 5                1 000,00 тг'])
})

test('a printer without a cutter gets the paper fed past its edge', () => {
  const items = printed(RECEIPT, { profile: profileNamed('pos-58'), paper: 58 })
  assert.deepEqual(
    items.slice(-5).map((item) => item.kind === 'line' && item.cells.length),
    [0, 0, 0, 0, 0],
  )
  assert.ok(items.every((item) => item.kind !== 'cut' && item.kind !== 'qr'))
})

test('[R1326-30.4] a module of the QR code is three to six dots, and symbol with quiet zone fits the paper', () => {
  for (const [length, paper, dots] of [
    [80, 58, 6],
    [80, 80, 6],
    [450, 58, 4],
    [800, 58, 3],
  ] as const) {
    const [symbol] = printed([{ kind: 'qr', data: 'x'.repeat(length) }], { paper }).filter((item) => item.kind === 'qr')
    assert.equal(symbol?.moduleDots, dots, `${length} bytes on ${paper} mm`)
  }
  assert.throws(() => printed([{ kind: 'qr', data: 'x'.repeat(1500) }], { paper: 58 }), /wider than 384 dots/)
})

/** Where the bytes hold what a printer would obey at once, even inside an image. */
const commandsIn = (bytes: Uint8Array): number[] =>
  [...bytes.keys()].filter((at) => isRealTimeCommand(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0))

test('a slash before П would ask the printer for its status from inside the image; a second dot forbids it', () => {
  const text = 'Сату/Продажа'
  assert.ok(commandsIn(textBitmap({ text, bold: false, big: false }).data).length > 0)
  const bytes = encodeDocument([{ kind: 'text', text }], { ...OPTIONS, encoding: 'raster' })
  assert.deepEqual(commandsIn(bytes), [])
  assert.deepEqual(imagesOf(interpret(bytes, OPTIONS)).map(readImage), [asRead(text)])
})

test('no image holds bytes that a printer would obey at once, and no band is higher than 256 dots', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from("/ПНИС058/І1l|!.,':;-/")),
    minLength: 1,
    maxLength: 48,
  })
  fc.assert(
    fc.property(letters, fc.boolean(), fc.boolean(), (text, big, bold) => {
      const bytes = encodeDocument(
        [
          { kind: 'text', text, big, bold },
          { kind: 'qr', data: CHECK_URL },
        ],
        {
          ...OPTIONS,
          encoding: 'raster',
          qr: 'raster',
        },
      )
      assert.deepEqual(commandsIn(bytes), [])
      for (const image of imagesOf(interpret(bytes, OPTIONS))) assert.ok(image.height <= 256)
    }),
    { numRuns: 30 },
  )
})

test('whatever the letters of KZ-1048, paper shows the layout', () => {
  const letters = Array.from(`${KAZAKH}АБВЯабвя ABCabc 0123456789 «»№—,.!?$%&()+`)
  const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 70 })
  const flags = { bold: fc.boolean(), big: fc.boolean(), indent: fc.integer({ min: 0, max: 4 }) }
  const line = fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      text,
      align: fc.constantFrom('left', 'center', 'right'),
      ...flags,
    }),
    fc.record({ kind: fc.constant('pair' as const), left: text, right: text, ...flags }),
  )
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 5 }),
      fc.constantFrom(...PROFILES.filter(({ pages }) => pages.kz1048 !== undefined)),
      (lines, profile) => {
        const columns = columnsOf(profile, 80)
        assert.deepEqual(toText(printed(lines, { profile }), columns), layoutText(lines, columns))
      },
    ),
  )
})

test('QR data that would command the printer is drawn as an image', () => {
  const items = printed([{ kind: 'qr', data: 'a\u0010\u0004\u0001' }], { qr: 'native' })
  assert.deepEqual(
    items.map((item) => item.kind),
    ['image'],
  )
})

test('the bytes of a whole receipt stay as they are', () => {
  const rows = hex(encodeDocument(RECEIPT, OPTIONS)).match(/(?:(?!0a)..)*(?:0a|$)/gu) ?? []
  const golden = readFileSync(new URL('receipt-80.golden.txt', import.meta.url), 'utf8')
  assert.equal(`${rows.filter((row) => row !== '').join('\n')}\n`, golden)
})

test('heads of 180 dots an inch have 42 columns', () => {
  assert.equal(columnsOf(profileNamed('epson-180dpi'), 80), 42)
  assert.equal(columnsOf(GENERIC, 80), 48)
  assert.equal(columnsOf(GENERIC, 58), 32)
})
