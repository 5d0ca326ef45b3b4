import type { Line } from '../fiscal/documents/lines.ts'
import { layout, type Row, spread } from './layout.ts'

/** A QR code as rows of so many columns. */
export type DrawQr = (data: string, columns: number) => readonly string[]

const BOLD = '\u001B[1m'
const NOT_BOLD = '\u001B[22m'

/**
 * A document as paper in a terminal, rows ended by line feeds. In colour, QR codes are drawn so that a phone reads them
 * from a dark and from a light screen; without, they stand as `[QR …]` with their content.
 * @param qr draws a code in colour (`qrRows`); undefined: without colour
 */
export function terminalReceipt(lines: readonly Line[], columns: number, qr?: DrawQr): string {
  return layout(lines, columns)
    .flatMap((row) => rowText(row, columns, qr))
    .map((row) => `${row}\n`)
    .join('')
}

function rowText(row: Row, columns: number, qr: DrawQr | undefined): string[] {
  switch (row.kind) {
    case 'text': {
      const text = harmless(row.big ? spread(row.text, columns) : row.text)
      return [qr !== undefined && (row.bold || row.big) ? BOLD + text + NOT_BOLD : text]
    }
    case 'qr':
      return qr !== undefined ? [...qr(row.data, columns)] : [`[QR ${harmless(row.data)}]`]
    case 'cut':
      return ['- '.repeat(columns / 2).trimEnd()]
    default:
      return row satisfies never
  }
}

/** Nothing in a document may command the terminal. */
function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD')
}
