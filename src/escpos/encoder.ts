import type { Line, Paper } from '../fiscal/documents/lines.ts'
import { CODE_PAGES, type CodePage, encode } from './codepage.ts'
import { isDrawable } from './font/glyph.ts'
import { layout, type Row } from './layout.ts'
import { normalise } from './normalise.ts'
import { columnsOf, type PrinterProfile } from './profile.ts'
import { moduleDots, qrMatrix, qrSize } from './qr.ts'
import { imageBytes, qrBitmap, textBitmap } from './raster.ts'

export interface EncodeOptions {
  readonly profile: PrinterProfile
  readonly paper: Paper
  /**
   * How letters become bytes. A row that its page cannot spell is always drawn as an image.
   * - `auto`: KZ-1048 where the profile has it, else images
   * - `kz1048`: KZ-1048, on the page of Epson's table where the profile does not name one
   * - `hybrid`: the best Cyrillic page of the profile
   * - `raster`: images only
   */
  readonly encoding: 'auto' | 'kz1048' | 'hybrid' | 'raster'
  /** `auto`: by the printer itself where it can. Data with control characters is always drawn: they might command it. */
  readonly qr: 'auto' | 'native' | 'raster'
}

const EPSON_KZ1048 = 53

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d
const LF = 0x0a

/** A code page and its number in `ESC t n`. */
interface TextPage {
  readonly page: CodePage
  readonly number: number
}

/**
 * A whole document for a printer, from `ESC @` to the cut. The same lines give the same bytes.
 * Throws `UnprintableError` with the characters that neither page nor font has: nothing is replaced by a question mark.
 */
export function encodeDocument(lines: readonly Line[], options: EncodeOptions): Uint8Array {
  const page = textPage(options)
  const bytes = [ESC, 0x40, FS, 0x2e, ...(page === undefined ? [] : [ESC, 0x74, page.number])]
  const style = { bold: false, big: false }
  for (const row of layout(lines, columnsOf(options.profile, options.paper))) {
    switch (row.kind) {
      case 'text':
        bytes.push(...textBytes(row, page, style))
        break
      case 'qr':
        bytes.push(...qrBytes(row.data, options))
        break
      case 'cut':
        bytes.push(...(options.profile.cutter ? [GS, 0x56, 0x42, 0] : [ESC, 0x64, 5]))
        break
      default:
        row satisfies never
    }
  }
  return Uint8Array.from(bytes)
}

function textPage({ profile, encoding }: EncodeOptions): TextPage | undefined {
  const named = (page: CodePage): TextPage[] => {
    const number = profile.pages[page]
    return number === undefined ? [] : [{ page, number }]
  }
  switch (encoding) {
    case 'auto':
      return named('kz1048')[0]
    case 'kz1048':
      return named('kz1048')[0] ?? { page: 'kz1048', number: EPSON_KZ1048 }
    case 'hybrid':
      return CODE_PAGES.flatMap(named)[0]
    case 'raster':
      return undefined
    default:
      return encoding satisfies never
  }
}

/** @param style what the printer stands at; changed along with it */
function textBytes(
  row: Extract<Row, { kind: 'text' }>,
  page: TextPage | undefined,
  style: { bold: boolean; big: boolean },
): number[] {
  if (row.text === '') return [LF]
  const encoded = page === undefined ? undefined : encode(row.text, page.page)
  if (encoded === undefined || !('bytes' in encoded)) return imageBytes(textBitmap(row))
  const bytes: number[] = []
  if (row.bold !== style.bold) bytes.push(ESC, 0x45, row.bold ? 1 : 0)
  if (row.big !== style.big) bytes.push(GS, 0x21, row.big ? 0x11 : 0)
  style.bold = row.bold
  style.big = row.big
  return [...bytes, ...encoded.bytes, LF]
}

/** @param n 0 left, 1 centre */
const justify = (n: 0 | 1): number[] => [ESC, 0x61, n]

function qrBytes(data: string, { profile, paper, qr }: EncodeOptions): number[] {
  if (qr === 'raster' || (qr === 'auto' && !profile.nativeQr) || /\p{Cc}/u.test(data)) {
    return imageBytes(qrBitmap(qrMatrix(data), profile.dots[paper]))
  }
  const dots = moduleDots(qrSize(data), profile.dots[paper])
  const content = Buffer.from(data, 'utf8')
  const symbol = (fn: number, ...parameters: number[]): number[] => {
    const length = parameters.length + 2
    return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn, ...parameters]
  }
  return [
    LF,
    ...justify(1),
    ...symbol(65, 0x32, 0),
    ...symbol(67, dots),
    ...symbol(69, 0x31),
    ...symbol(80, 0x30, ...content),
    ...symbol(81, 0x30),
    ...justify(0),
    LF,
  ]
}

/** Characters of a text that can reach paper neither as letters of the profile's page nor as an image, each once. */
export function unprintable(text: string, profile: PrinterProfile): string[] {
  const page = textPage({ profile, paper: 80, encoding: 'auto', qr: 'auto' })
  const characters = new Set(Array.from(normalise(text)).filter((character) => character !== '\n'))
  return [...characters].filter(
    (character) => !isDrawable(character) && (page === undefined || 'unencodable' in encode(character, page.page)),
  )
}
