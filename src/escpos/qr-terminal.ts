import { QUIET_ZONE, qrMatrix } from './qr.ts'

/**
 * Black on white whatever colours the terminal has: the two colours of the 256 that no theme changes. A reader needs
 * dark modules on a light ground with light around.
 */
const BLACK_ON_WHITE = '\u001B[38;5;16;48;5;231m'
const RESET = '\u001B[0m'

/**
 * A QR code for a terminal, two rows of modules in one of half blocks, in black on white with its quiet zone.
 * @param quietZone light modules around
 */
export function qrTerminalRows(data: string, quietZone: number = QUIET_ZONE): string[] {
  const { size, isDark } = qrMatrix(data)
  const rows: string[] = []
  for (let row = -quietZone; row < size + quietZone; row += 2) {
    let blocks = ''
    for (let column = -quietZone; column < size + quietZone; column++) {
      blocks += halfBlock(isDark(row, column), isDark(row + 1, column))
    }
    rows.push(BLACK_ON_WHITE + blocks + RESET)
  }
  return rows
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀'
  return lower ? '▄' : ' '
}
