import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type EncodeOptions, encodeDocument, kazakhBy } from '../../src/escpos/encoder.ts'
import { Interpreter } from '../../src/escpos/interpreter.ts'
import { COLUMNS, layoutText } from '../../src/escpos/layout.ts'
import { type PaperItem, toText } from '../../src/escpos/paper.ts'
import { toPng } from '../../src/escpos/picture.ts'
import { columnsOf, PROFILES, type PrinterProfile, suggestedProfile } from '../../src/escpos/profile.ts'
import { recoveryBytes } from '../../src/escpos/recovery.ts'
import { sampleBytes } from '../../src/escpos/samples.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'
import { zbar, zxing } from './decoding.ts'
import { asRead, readImage } from './reading.ts'
import { CHECK_URL, KAZAKH, OPTIONS, printed, profileNamed, RECEIPT } from './sample.ts'

const notBlank = (rows: readonly string[]): string[] => rows.filter((row) => row !== '')

/** The paper with its images read back by their letters. */
const read = (items: readonly PaperItem[], columns: number): string[] =>
  items.flatMap((item) => {
    if (item.kind !== 'image') return toText([item], columns)
    return item.bitmap.height <= 60 ? [readImage(item.bitmap)] : ['[QR image]']
  })

/** A printer with a Kazakh page; one without on a quick and on a slow line, which takes its own letters or does not. */
const PRINTERS = [
  ['kz1048', 'epson', false],
  ['images', 'xprinter', false],
  ['hybrid', 'xprinter', true],
  ['udc', 'rongta', true],
] as const

for (const [way, name, slow] of PRINTERS) {
  for (const paper of [58, 80] as const) {
    const options: EncodeOptions = { ...OPTIONS, profile: profileNamed(name), paper, slow }

    test(`[R1326-30] [EK0-hw-3] the receipt of ${paper} mm by ${way} stays as it is, byte by byte, and its letters are all there`, () => {
      const bytes = encodeDocument(RECEIPT, options)
      const golden = readFileSync(new URL(`ways/${way}-${paper}.golden.txt`, import.meta.url), 'utf8')
      assert.equal(
        Buffer.from(bytes)
          .toString('hex')
          .replaceAll(/.{1,128}/g, '$&\n'),
        golden,
      )
      const shown = read(printed(RECEIPT, options), COLUMNS[paper]).filter((row) => !row.startsWith('[QR'))
      const expected = layoutText(RECEIPT, COLUMNS[paper]).filter((row) => !row.startsWith('[QR'))
      const loose = (rows: readonly string[]) => notBlank(rows).map((row) => asRead(row).replaceAll(/\s+/g, ' ').trim())
      assert.deepEqual(loose(shown), loose(expected))
    })
  }
}

test('a slow line gets letters where a quick one gets images, a fortieth of the bytes', () => {
  const bytesOf = (name: string, slow: boolean) =>
    encodeDocument(RECEIPT, { ...OPTIONS, profile: profileNamed(name), slow }).length
  assert.ok(bytesOf('rongta', false) > 8 * bytesOf('rongta', true))
  assert.ok(bytesOf('xprinter', false) > 1.2 * bytesOf('xprinter', true))
  assert.equal(bytesOf('epson', true), bytesOf('epson', false))
})

test('letters that a page lacks are sent to the printer once, in places that the document does not use', () => {
  const options: EncodeOptions = { ...OPTIONS, profile: profileNamed('rongta'), encoding: 'udc' }
  const every = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index)).join('')
  const full: Line[] = [
    { kind: 'text', text: every },
    { kind: 'text', text: KAZAKH },
  ]
  const kinds = printed(full, options).map(({ kind }) => kind)
  // No place is left: the row of Kazakh letters is drawn.
  assert.deepEqual(kinds, ['line', 'line', 'image'])
  const items = printed(
    [
      { kind: 'text', text: KAZAKH, bold: true },
      { kind: 'text', text: 'Қант ≥ 5' },
    ],
    options,
  )
  assert.deepEqual(toText(items, 48), [KAZAKH, 'Қант ≥ 5'])
  const few: EncodeOptions = { ...options, profile: { ...options.profile, userDefined: 2 } }
  assert.deepEqual(
    printed(
      [
        { kind: 'text', text: 'Қант' },
        { kind: 'text', text: 'ӘҒ' },
      ],
      few,
    ).map(({ kind }) => kind),
    ['line', 'image'],
  )
})

test('how Kazakh letters reach the paper is told for each known printer', () => {
  const by = (name: string, slow = false) => kazakhBy({ profile: profileNamed(name), encoding: 'auto', slow })
  assert.deepEqual(
    ['epson', 'hp-a779', 'xprinter', 'rongta', 'pos-58'].map((name) => by(name)),
    ['page', 'page', 'images', 'images', 'images'],
  )
  assert.deepEqual([by('rongta', true), by('xprinter', true)], ['user-defined', 'images'])
})

for (const profile of PROFILES) {
  test(`a printer of ${profile.name} understands the page that it is chosen by, and shows its own pages`, () => {
    for (const paper of [58, 80] as const) {
      const interpreter = new Interpreter({ profile, paper })
      interpreter.feed(sampleBytes([profile], { ...OPTIONS, profile, paper }))
      interpreter.finish()
      const text = read(interpreter.paper, columnsOf(profile, paper)).join('\n')
      for (const [page, number] of Object.entries(profile.pages)) assert.match(text, new RegExp(`${page} ${number}: `))
      if (profile.pages.kz1048 !== undefined) assert.match(text, /kz1048 \d+: ӘҒҚҢӨҰҮҺІ/)
    }
  })
}

test('the page of all printers goes out to any of them; what it lacks is boxes', () => {
  const profile = profileNamed('rongta')
  const interpreter = new Interpreter({ profile, paper: 80, anyPage: true })
  interpreter.feed(sampleBytes(PROFILES, { ...OPTIONS, profile }))
  interpreter.finish()
  const rows = toText(interpreter.paper, 48)
  assert.ok(rows.includes('cp1251 6: Продажа ИТОГО'))
  assert.ok(rows.some((row) => /^kz1048 53: ■+ ■+$/.test(row)))
})

/** Where a document can break: everywhere at its beginning, in its images and symbols, and now and then between. */
const broken = (bytes: Uint8Array) =>
  [...bytes.keys()].filter((at) => at % 41 === 0 || at < 200 || [0x1b, 0x1d].includes(bytes[at - 1] ?? 0))

for (const [way, name, slow] of PRINTERS) {
  test(`after a document that broke off anywhere (${way}) the next one comes out whole`, () => {
    const profile: PrinterProfile = profileNamed(name)
    const options: EncodeOptions = { ...OPTIONS, profile, slow, qr: name === 'xprinter' ? 'raster' : 'native' }
    const first = encodeDocument(RECEIPT, options)
    const next: Line[] = [
      { kind: 'text', text: 'Екінші' },
      { kind: 'pair', left: 'ИТОГО', right: '5,00' },
      { kind: 'cut' },
    ]
    const bytes = encodeDocument(next, options)
    const expected = read(printed(next, options), 48)
    for (const at of broken(first)) {
      const interpreter = new Interpreter({ profile, paper: 80, forgiving: true })
      interpreter.feed(first.subarray(0, at))
      interpreter.feed(recoveryBytes(profile, 80, first))
      const before = interpreter.paper.length
      assert.equal(interpreter.paper.at(-1)?.kind, 'cut', `broken at ${at}: its rest is not cut off`)
      interpreter.feed(bytes)
      interpreter.finish()
      assert.deepEqual(read(interpreter.paper.slice(before), 48), expected, `broken at ${at}`)
    }
  })
}

test('of a document that nobody has seen the longest image is reckoned with', () => {
  const bytes = recoveryBytes(profileNamed('epson'), 80)
  assert.ok(bytes.length > 72 * 256 && bytes.length < 72 * 256 + 20)
  assert.ok(recoveryBytes(profileNamed('epson'), 80, encodeDocument(RECEIPT, OPTIONS)).length < 200)
})

for (const [way, name] of PRINTERS) {
  test(`[R1326-30.1] [R1326-30.4] two decoders read the check address from the paper of a printer (${way})`, async () => {
    for (const paper of [58, 80] as const) {
      for (const qr of ['native', 'raster'] as const) {
        const profile = profileNamed(name)
        const png = toPng(printed(RECEIPT, { profile, paper, qr }), profile.dots[paper])
        assert.equal(zbar(png), CHECK_URL, `zbar, ${paper} mm, ${qr}`)
        assert.equal(await zxing(png), CHECK_URL, `zxing, ${paper} mm, ${qr}`)
      }
    }
  })
}

test('a printer is known by what it says of itself, else by its maker', () => {
  const by = (names: string, vendorId?: number) =>
    suggestedProfile({ names, ...(vendorId !== undefined && { vendorId }) })
  assert.equal(by('EPSON TM-T20III'), 'epson')
  assert.equal(by('EPSON TM-T88VI'), 'epson-180dpi')
  assert.equal(by('EPSON TM-T88III'), 'epson-old')
  assert.equal(by('XP-N160II'), 'xprinter')
  assert.equal(by('USB Printing Support', 0x1504), 'bixolon')
  assert.equal(by('', 0xffff), undefined)
})

test('forty lines are encoded in under 2 ms as letters, under 10 ms as images', (t) => {
  const lines: Line[] = [
    ...Array.from(
      { length: 37 },
      (_, row) => ({ kind: 'pair', left: `${row}. Құмшекер «Тәтті» 2 x 27,50`, right: '55,00' }) as const,
    ),
    ...RECEIPT.slice(-3),
  ]
  const ways = [
    ['letters', { profile: profileNamed('epson') }, 2],
    ['own letters', { profile: profileNamed('rongta'), slow: true }, 4],
    ['images', { profile: profileNamed('xprinter'), encoding: 'raster', qr: 'raster' }, 10],
  ] as const
  for (const [name, options, limit] of ways) {
    // The processor's time, and the best of several: other work of the machine is not ours.
    const times = Array.from({ length: 30 }, () => {
      const { system, user } = process.cpuUsage()
      encodeDocument(lines, { ...OPTIONS, ...options })
      const used = process.cpuUsage({ system, user })
      return (used.user + used.system) / 1000
    }).toSorted((a, b) => a - b)
    const best = times[10] ?? 0
    t.diagnostic(`${name}: ${best.toFixed(2)} ms`)
    assert.ok(best < limit, `${name}: ${best} ms`)
  }
})
