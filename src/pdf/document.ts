import Pdf from 'pdfkit'
import { type Row, layout } from '../escpos/layout.ts'
import { QUIET_ZONE, qrMatrix } from '../escpos/qr.ts'
import type { Line } from '../fiscal/documents/lines.ts'

/** Points, 1/72 inch. */
const MILLIMETRE = 72 / 25.4
/** DejaVu Sans Mono: each letter is this part of its height wide. */
const LETTER = 0.602
const LEADING = 1.2
/** Longer pages are shown by no viewer (PDF 32000-1, annex C: 200 inches). */
const LONGEST_PAGE = 14_000

/** Rolls are one long page; A4 is cut into pages with margins and numbers. */
interface Sheet {
  readonly width: number
  /** undefined: as long as the document. */
  readonly height?: number
  readonly margin: number
  readonly columns: number
  /** Side of a module of a QR code. */
  readonly module: number
}

export type PdfPaper = 58 | 80 | 'a4'

/** The printing width of a roll is that of the printer: 48 and 72 mm; letters and QR codes have the paper's own size. */
const SHEETS: Readonly<Record<PdfPaper, Sheet>> = {
  58: { width: 58 * MILLIMETRE, margin: 5 * MILLIMETRE, columns: 32, module: 0.5 * MILLIMETRE },
  80: { width: 80 * MILLIMETRE, margin: 4 * MILLIMETRE, columns: 48, module: 0.75 * MILLIMETRE },
  a4: { width: 210 * MILLIMETRE, height: 297 * MILLIMETRE, margin: 18 * MILLIMETRE, columns: 80, module: MILLIMETRE },
}

/** Files of the two weights of DejaVu Sans Mono, which has every Kazakh letter and the sign of the tenge. */
export interface Fonts {
  readonly regular: string
  readonly bold: string
}

export interface PdfRequest {
  readonly lines: readonly Line[]
  readonly paper: PdfPaper
  readonly title: string
  /** Milliseconds since 1970: stands in the file, so that the same document is the same file. */
  readonly time: number
}

/** A document of paper as a PDF. */
export async function pdfOf({ lines, paper, time, title }: PdfRequest, fonts: Fonts): Promise<Uint8Array> {
  const sheet = SHEETS[paper]
  const size = (sheet.width - 2 * sheet.margin) / sheet.columns / LETTER
  const rows = layout(lines, sheet.columns).filter(({ kind }) => kind !== 'cut')
  const info = { Title: title, Creator: 'kkm', Producer: 'kkm', CreationDate: new Date(time) }
  const document = new Pdf({ autoFirstPage: false, font: fonts.regular, info, margin: 0, compress: true })
  const pieces: Uint8Array[] = []
  document.on('data', (piece: Uint8Array) => pieces.push(piece))
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject))
  const pages = pagesOf(rows, sheet, size)
  for (const [index, page] of pages.entries()) {
    const used = page.reduce((sum, row) => sum + heightOf(row, sheet, size), 0)
    document.addPage({ size: [sheet.width, sheet.height ?? used + 2 * sheet.margin], margin: 0 })
    drawPage(document, page, { sheet, size, fonts })
    if (sheet.height !== undefined && pages.length > 1)
      text(document, `${index + 1} / ${pages.length}`, {
        x: sheet.width / 2,
        y: sheet.height - sheet.margin,
        size: size * 0.8,
      })
  }
  document.end()
  await ended
  return Buffer.concat(pieces)
}

function heightOf(row: Row, { module }: Sheet, size: number): number {
  if (row.kind === 'qr') return (qrMatrix(row.data).size + 2 * QUIET_ZONE) * module
  return row.kind === 'text' && row.big ? 2 * size * LEADING : size * LEADING
}

/** Rows by pages: none is cut. */
function pagesOf(rows: readonly Row[], sheet: Sheet, size: number): readonly (readonly Row[])[] {
  const room = (sheet.height ?? LONGEST_PAGE) - 2 * sheet.margin
  const pages: Row[][] = [[]]
  let used = 0
  for (const row of rows) {
    const height = heightOf(row, sheet, size)
    if (used + height > room) {
      pages.push([])
      used = 0
    }
    pages.at(-1)?.push(row)
    used += height
  }
  return pages
}

interface Drawing {
  readonly sheet: Sheet
  readonly size: number
  readonly fonts: Fonts
}

function drawPage(document: PDFKit.PDFDocument, rows: readonly Row[], { fonts, sheet, size }: Drawing): void {
  let y = sheet.margin
  for (const row of rows) {
    if (row.kind === 'qr') drawQr(document, row.data, { x: sheet.width / 2, y, module: sheet.module })
    if (row.kind === 'text') {
      document.font(row.bold ? fonts.bold : fonts.regular)
      text(document, row.text, { x: sheet.margin, y, size: row.big ? 2 * size : size })
    }
    y += heightOf(row, sheet, size)
  }
}

function text(
  document: PDFKit.PDFDocument,
  words: string,
  { size, x, y }: { x: number; y: number; size: number },
): void {
  document.fontSize(size).fillColor('black').text(words, x, y, { lineBreak: false })
}

/** Dark modules of a row that touch are one rectangle: viewers draw hairlines between two. */
function drawQr(
  document: PDFKit.PDFDocument,
  data: string,
  { module, x: middle, y }: { readonly x: number; readonly y: number; readonly module: number },
): void {
  const { isDark, size } = qrMatrix(data)
  const left = middle - (size * module) / 2
  const top = y + QUIET_ZONE * module
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      if (!isDark(row, column)) continue
      let end = column
      while (isDark(row, end)) end += 1
      document.rect(left + column * module, top + row * module, (end - column) * module, module * 1.02)
      column = end
    }
  document.fillColor('black').fill()
}
