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

/** Readers in phones do with two light modules around; four are drawn where the paper is wide enough. */
const NARROW_QUIET_ZONE = 2

/** The same in the middle of so many columns, with as much light around as they have room for. */
export function qrRows(data: string, columns: number): string[] {
  const { size } = qrMatrix(data)
  const quietZone = size + 2 * QUIET_ZONE <= columns ? QUIET_ZONE : NARROW_QUIET_ZONE
  const left = ' '.repeat(Math.max(0, Math.floor((columns - size - 2 * quietZone) / 2)))
  return qrTerminalRows(data, quietZone).map((blocks) => left + blocks)
}
