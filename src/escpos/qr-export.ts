import { Bitmap } from './bitmap.ts'
import { encodePng } from './picture.ts'
import { QUIET_ZONE, qrMatrix } from './qr.ts'

const MODULE_PIXELS = 8

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

/** A QR code as text for a terminal, with its colours. */
export function qrText(data: string): string {
  return qrTerminalRows(data).join('\n')
}

/** A QR code as an SVG picture, one unit a module, with its quiet zone. */
export function qrSvg(data: string): string {
  const { size, isDark } = qrMatrix(data)
  const side = size + 2 * QUIET_ZONE
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (isDark(row, column)) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>\n`
  )
}

/** A QR code as a PNG picture, eight pixels a module, with its quiet zone. */
export function qrPng(data: string): Uint8Array {
  const matrix = qrMatrix(data)
  const side = (matrix.size + 2 * QUIET_ZONE) * MODULE_PIXELS
  const bitmap = new Bitmap(side, side)
  bitmap.drawQr(matrix, QUIET_ZONE * MODULE_PIXELS, QUIET_ZONE * MODULE_PIXELS, MODULE_PIXELS)
  return encodePng(bitmap)
}
