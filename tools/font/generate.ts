/**
 * Makes `src/escpos/font/regular12x24.ts` and `bold12x24.ts` from the bitmap font of Debian's package
 * `xfonts-terminus` 4.48 (SIL Open Font License 1.1):
 *
 *   apt-get download xfonts-terminus && dpkg-deb -x xfonts-terminus_*.deb unpacked
 *   node --import tsx tools/font/generate.ts unpacked/usr/share/fonts/X11/misc
 *
 * The tenge sign is drawn here, since the font has none. What comes out is a Modified Version in the sense of the
 * licence and must not bear the reserved name: the licence lies beside it as `src/escpos/font/OFL.txt`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { CHARACTERS } from '../../src/escpos/font/characters.ts'
import { type BitmapFont, readPcf } from './pcf.ts'

const WIDTH = 12
const HEIGHT = 24
const CAP_TOP = 4
const BASELINE = 19

const HEADER = `/*
 * Receipt font, 12 by 24 dots: a Modified Version of a font that is
 * Copyright (c) 2010-2014 Dimitar Toshkov Zhekov, licensed under the SIL Open Font License 1.1 (see OFL.txt).
 * Written by tools/font/generate.ts; not to be edited.
 */
`

/** Two bars and a stem, in the strokes of the capital T: the national standard's tenge sign. */
function tenge(bar: number, stem: number): number[] {
  return Array.from({ length: HEIGHT }, (_, row) => {
    if (row === CAP_TOP || row === CAP_TOP + 3) return bar
    return row > CAP_TOP + 3 && row < BASELINE ? stem : 0
  })
}

/** 24 rows of 12 bits as 36 bytes, 48 characters of base64. */
function pack(rows: readonly number[]): string {
  const bytes = Buffer.alloc((WIDTH * HEIGHT) / 8)
  for (let pair = 0; pair < HEIGHT / 2; pair++) {
    bytes.writeUIntBE(((rows[2 * pair] ?? 0) << WIDTH) | (rows[2 * pair + 1] ?? 0), pair * 3, 3)
  }
  return bytes.toString('base64')
}

function glyphs(font: BitmapFont): string {
  if (font.width !== WIDTH || font.height !== HEIGHT) throw new Error(`a cell is ${font.width} by ${font.height}`)
  const [bar = 0, stem = 0] = [CAP_TOP, CAP_TOP + 3].map((row) => font.rowsOf('T')?.[row])
  return CHARACTERS.map((character) => {
    const rows = character === '₸' ? tenge(bar, stem) : font.rowsOf(character)
    if (rows === undefined) throw new Error(`the font has no ${character}`)
    return pack(rows)
  }).join('')
}

function write(file: string, name: string, data: string): void {
  const lines = data.match(/.{1,112}/gu) ?? []
  const path = new URL(`../../src/escpos/font/${file}`, import.meta.url)
  writeFileSync(path, `${HEADER}export const ${name} = \`\n${lines.join('\n')}\n\`\n`)
}

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: generate.ts FOLDER_WITH_PCF_FONTS')
const read = (name: string): BitmapFont => readPcf(gunzipSync(readFileSync(`${folder}/${name}`)))
write('regular12x24.ts', 'REGULAR_12X24', glyphs(read('ter-u24n_unicode.pcf.gz')))
write('bold12x24.ts', 'BOLD_12X24', glyphs(read('ter-u24b_unicode.pcf.gz')))
