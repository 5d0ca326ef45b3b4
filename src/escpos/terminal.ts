import type { Line } from '../fiscal/documents/lines.ts'
import { layout, type Row, spread } from './layout.ts'
import { qrMatrix, QUIET_ZONE } from './qr.ts'
import { qrTerminalRows } from './qr-terminal.ts'

const BOLD = '\u001B[1m'
const NOT_BOLD = '\u001B[22m'
/** Readers in phones do with two light modules around; four are drawn where the paper is wide enough. */
const NARROW_QUIET_ZONE = 2

/**
 * A document as paper in a terminal, rows ended by line feeds. In colour, QR codes are drawn so that a phone reads them
 * from a dark and from a light screen; without, they stand as `[QR …]` with their content.
 */
export function terminalReceipt(
  lines: readonly Line[],
  columns: number,
  { color }: { readonly color: boolean },
): string {
  return layout(lines, columns)
    .flatMap((row) => rowText(row, columns, color))
    .map((row) => `${row}\n`)
    .join('')
}

function rowText(row: Row, columns: number, color: boolean): string[] {
  switch (row.kind) {
    case 'text': {
      const text = harmless(row.big ? spread(row.text, columns) : row.text)
      return [color && (row.bold || row.big) ? BOLD + text + NOT_BOLD : text]
    }
    case 'qr':
      return color ? qrRows(row.data, columns) : [`[QR ${harmless(row.data)}]`]
    case 'cut':
      return ['- '.repeat(columns / 2).trimEnd()]
    default:
      return row satisfies never
  }
}

function qrRows(data: string, columns: number): string[] {
  const { size } = qrMatrix(data)
  const quietZone = size + 2 * QUIET_ZONE <= columns ? QUIET_ZONE : NARROW_QUIET_ZONE
  const left = ' '.repeat(Math.max(0, Math.floor((columns - size - 2 * quietZone) / 2)))
  return qrTerminalRows(data, quietZone).map((blocks) => left + blocks)
}

/** Nothing in a document may command the terminal. */
function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD')
}
