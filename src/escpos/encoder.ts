import type { Line, Paper } from '../fiscal/documents/lines.ts'
import { CODE_PAGES, type CodePage, encode } from './codepage.ts'
import { isDrawable } from './font/glyph.ts'
import { layout, type Row } from './layout.ts'
import { normalise } from './normalise.ts'
import { columnsOf, type PrinterProfile } from './profile.ts'
import { moduleDots, qrMatrix, qrSize } from './qr.ts'
import { imageBytes, qrBitmap, textBitmap } from './raster.ts'
import { definitionBytes, substitutesFor, type Substitutes } from './user-defined.ts'

export interface EncodeOptions {
  readonly profile: PrinterProfile
  readonly paper: Paper
  /**
   * How letters become bytes. A row that its page cannot spell is always drawn as an image.
   * - `auto`: KZ-1048 where the profile has it; else images, and on a slow line `udc` or `hybrid`, whichever the profile has
   * - `kz1048`: KZ-1048, on the page of Epson's table where the profile does not name one
   * - `hybrid`: the best Cyrillic page of the profile
   * - `udc`: the same, and the printer is told to draw the letters that the page lacks (user-defined characters)
   * - `raster`: images only
   */
  readonly encoding: 'auto' | 'kz1048' | 'hybrid' | 'udc' | 'raster'
  /** A serial line: an image of a row of letters takes forty times as long as the letters. */
  readonly slow?: boolean
  /** `auto`: by the printer itself where it can. Data with control characters is always drawn: they might command it. */
  readonly qr: 'auto' | 'native' | 'raster'
}

const EPSON_KZ1048 = 53

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d
const LF = 0x0a

/** How rows of letters go out: on a page under its number in `ESC t n`, with letters that it lacks in the places of others. */
interface Spelling {
  readonly page: CodePage
  readonly number: number
  readonly substitutes: Substitutes
}

/**
 * A whole document for a printer, from `ESC @` to the cut. The same lines give the same bytes.
 * Throws `UnprintableError` with the characters that neither page nor font has: nothing is replaced by a question mark.
 */
export function encodeDocument(lines: readonly Line[], options: EncodeOptions): Uint8Array {
  const rows = layout(lines, columnsOf(options.profile, options.paper))
  const spelling = spellingOf(rows, options)
  const parts: (readonly number[] | Uint8Array)[] = [[ESC, 0x40, FS, 0x2e]]
  if (spelling) parts.push([ESC, 0x74, spelling.number], definitionBytes(spelling.substitutes))
  const style = { bold: false, big: false }
  for (const row of rows) {
    switch (row.kind) {
      case 'text':
        parts.push(textBytes(row, spelling, style))
        break
      case 'qr':
        parts.push(qrBytes(row.data, options))
        break
      case 'cut':
        parts.push(options.profile.cutter ? [GS, 0x56, 0x42, 0] : [ESC, 0x64, 5])
        break
      default:
        row satisfies never
    }
  }
  return new Uint8Array(Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : Uint8Array.from(part)))))
}

/** undefined: all rows are images. */
function spellingOf(rows: readonly Row[], options: EncodeOptions): Spelling | undefined {
  const { page, way } = wayOf(options)
  if (page === undefined) return undefined
  if (way !== 'udc') return { ...page, substitutes: new Map() }
  const texts = rows.flatMap((row) => (row.kind === 'text' ? [row.text] : []))
  const isEncodable = (character: string) => 'bytes' in encode(character, page.page)
  return { ...page, substitutes: substitutesFor(texts, isEncodable, options.profile.userDefined) }
}

type Page = Pick<Spelling, 'number' | 'page'>

/** What the configured encoding means for this printer. */
function wayOf({ encoding, profile, slow = false }: Omit<EncodeOptions, 'paper' | 'qr'>): {
  readonly way: Exclude<EncodeOptions['encoding'], 'auto'>
  readonly page: Page | undefined
} {
  const named = (page: CodePage): Page[] => {
    const number = profile.pages[page]
    return number === undefined ? [] : [{ page, number }]
  }
  const [kazakh] = named('kz1048')
  const [best] = CODE_PAGES.flatMap(named)
  switch (encoding) {
    case 'auto':
      if (kazakh) return { way: 'kz1048', page: kazakh }
      if (!slow || !best) return { way: 'raster', page: undefined }
      return { way: profile.userDefined > 0 ? 'udc' : 'hybrid', page: best }
    case 'kz1048':
      return { way: encoding, page: kazakh ?? { page: 'kz1048', number: EPSON_KZ1048 } }
    case 'hybrid':
      return { way: encoding, page: best }
    case 'udc':
      // Without a page the letters of ASCII are there all the same, under number 0.
      return { way: encoding, page: best ?? { page: 'cp866', number: 0 } }
    case 'raster':
      return { way: encoding, page: undefined }
    default:
      return encoding satisfies never
  }
}

/** @param style what the printer stands at; changed along with it */
function textBytes(
  row: Extract<Row, { kind: 'text' }>,
  spelling: Spelling | undefined,
  style: { bold: boolean; big: boolean },
): readonly number[] | Uint8Array {
  if (row.text === '') return [LF]
  const letters = spelling && spell(row.text, spelling)
  if (letters === undefined) return imageBytes(textBitmap(row))
  const bytes: number[] = []
  if (row.bold !== style.bold) bytes.push(ESC, 0x45, row.bold ? 1 : 0)
  if (row.big !== style.big) bytes.push(GS, 0x21, row.big ? 0x11 : 0)
  style.bold = row.bold
  style.big = row.big
  return [...bytes, ...letters, LF]
}

/** undefined: some letter is neither on the page nor among the substitutes. */
function spell(text: string, { page, substitutes }: Spelling): readonly number[] | undefined {
  const letters: number[] = []
  if (substitutes.size === 0) {
    const encoded = encode(text, page)
    return 'bytes' in encoded ? [...encoded.bytes] : undefined
  }
  for (const character of text) {
    const substitute = substitutes.get(character)
    const encoded = substitute === undefined ? encode(character, page) : { bytes: [substitute] }
    if (!('bytes' in encoded)) return undefined
    letters.push(...encoded.bytes)
  }
  return letters
}

/** @param n 0 left, 1 centre */
const justify = (n: 0 | 1): number[] => [ESC, 0x61, n]

function qrBytes(data: string, { profile, paper, qr }: EncodeOptions): readonly number[] | Uint8Array {
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

/** How Kazakh letters reach this printer's paper. */
export function kazakhBy(options: Omit<EncodeOptions, 'paper' | 'qr'>): 'page' | 'user-defined' | 'images' {
  const { page, way } = wayOf(options)
  if (page?.page === 'kz1048') return 'page'
  return way === 'udc' && options.profile.userDefined > 0 ? 'user-defined' : 'images'
}

/** Characters of a text that can reach paper neither as letters of the profile's page nor as an image, each once. */
export function unprintable(text: string, options: Omit<EncodeOptions, 'paper' | 'qr'>): string[] {
  const { page } = wayOf(options)
  const characters = new Set(Array.from(normalise(text)).filter((character) => character !== '\n'))
  return [...characters].filter(
    (character) => !isDrawable(character) && (page === undefined || 'unencodable' in encode(character, page.page)),
  )
}
