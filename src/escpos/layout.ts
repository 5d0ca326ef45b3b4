import type { Line, Paper } from '../fiscal/documents/lines.ts'
import { normaliseForWrapping } from './normalise.ts'

/** One row of paper. `text` has its leading spaces, no trailing ones; a big row counts in cells of double width. */
export type Row =
  | { readonly kind: 'text'; readonly text: string; readonly bold: boolean; readonly big: boolean }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'cut' }

/** Cells of 12 dots in the printing width: 576 dots on a roll of 80 mm, 384 on one of 58 mm. */
export const COLUMNS: Readonly<Record<Paper, number>> = { 58: 32, 80: 48 }
/** Of a page of A4. */
export const A4_COLUMNS = 80

/** Length in cells: one for each code point of normalised text. */
const cells = (text: string): number => Array.from(text).length

/** Lines for a paper of so many columns, in paper's spelling (see `normalise`). */
export function layout(lines: readonly Line[], columns: number): Row[] {
  return lines.flatMap((line) => layoutLine(line, columns))
}

function layoutLine(line: Line, columns: number): Row[] {
  switch (line.kind) {
    case 'text':
    case 'pair': {
      const bigWidth = Math.floor(columns / 2)
      const big = line.big === true && longestWord(line) <= bigWidth
      const width = big ? bigWidth : columns
      const texts = line.kind === 'text' ? textRows(line, width) : pairRows(line, width)
      return texts.map((text) => textRow(text, line.bold ?? false, big))
    }
    case 'rule':
      return [textRow('-'.repeat(columns))]
    case 'blank':
      return [textRow('')]
    case 'qr':
    case 'cut':
      return [line]
    default:
      return line satisfies never
  }
}

/** Big letters that would break a sum in two give way to ordinary ones. */
function longestWord(line: Extract<Line, { kind: 'text' | 'pair' }>): number {
  const text = line.kind === 'text' ? line.text : `${line.left} ${line.right}`
  return Math.max(...normaliseForWrapping(text).split(/[ \n]/).map(cells))
}

function textRow(text: string, bold = false, big = false): Row {
  return { kind: 'text', text: text.replaceAll('\u00A0', ' ').trimEnd(), bold, big }
}

function textRows(line: Extract<Line, { kind: 'text' }>, width: number): string[] {
  const indent = ' '.repeat(line.indent ?? 0)
  const space = width - indent.length
  return wrap(line.text, space).map((text) => {
    const free = space - cells(text)
    switch (line.align ?? 'left') {
      case 'left':
        return indent + text
      case 'center':
        return indent + ' '.repeat(Math.floor(free / 2)) + text
      case 'right':
        return indent + ' '.repeat(free) + text
    }
  })
}

function pairRows(line: Extract<Line, { kind: 'pair' }>, width: number): string[] {
  const indent = ' '.repeat(line.indent ?? 0)
  const space = width - indent.length
  const left = wrap(line.left, space)
  const right = wrap(line.right, space)
  const [onlyLeft = '', onlyRight = ''] = [left[0], right[0]]
  const gap = space - cells(onlyLeft) - cells(onlyRight)
  if (left.length === 1 && right.length === 1 && (gap >= 1 || onlyLeft === '' || onlyRight === '')) {
    return [indent + onlyLeft + ' '.repeat(gap) + onlyRight]
  }
  return [...left, ...right.map((text) => ' '.repeat(space - cells(text)) + text)].map((text) => indent + text)
}

/** Breaks at spaces and line feeds; a word is cut only where it is longer than a whole row. At least one row. */
function wrap(text: string, width: number): string[] {
  return normaliseForWrapping(text)
    .split('\n')
    .flatMap((paragraph) => (cells(paragraph) <= width ? [paragraph.trimEnd()] : wrapParagraph(paragraph, width)))
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const word of paragraph.split(' ').filter((word) => word !== '')) {
    if (row !== '' && cells(row) + 1 + cells(word) <= width) {
      row += ` ${word}`
      continue
    }
    if (row !== '') rows.push(row)
    const pieces = slices(word, width)
    row = pieces.pop() ?? ''
    rows.push(...pieces)
  }
  return row === '' && rows.length > 0 ? rows : [...rows, row]
}

function slices(word: string, width: number): string[] {
  const letters = Array.from(word)
  const count = Math.ceil(letters.length / width)
  return Array.from({ length: count }, (_, index) => letters.slice(index * width, (index + 1) * width).join(''))
}

/**
 * The same rows as plain text, for an export or a golden file. Big letters stand as single ones where the big ones
 * would be; a QR code stands as `[QR …]` with its content, the only row that may be longer than the paper is wide.
 */
export function layoutText(lines: readonly Line[], columns: number): string[] {
  return layout(lines, columns).flatMap((row) => {
    switch (row.kind) {
      case 'text':
        return [row.big ? spread(row.text, columns) : row.text]
      case 'qr':
        return [`[QR ${row.data}]`]
      case 'cut':
        return []
      default:
        return row satisfies never
    }
  })
}

/**
 * A row of double width in single letters: each run of words keeps to the edge that it touches, or to the middle of the
 * room that it has on paper.
 * @param text a row in cells of double width
 * @param columns width of the paper in single cells
 */
export function spread(text: string, columns: number): string {
  let spreadText = ''
  for (const run of text.matchAll(/\S+(?: \S+)*/gu)) {
    const length = cells(run[0])
    const start = cells(text.slice(0, run.index))
    const free = start === 0 ? 0 : 2 * (start + length) >= columns - 1 ? length : Math.floor(length / 2)
    spreadText = spreadText.padEnd(spreadText.length + 2 * start + free - cells(spreadText)) + run[0]
  }
  return spreadText
}
