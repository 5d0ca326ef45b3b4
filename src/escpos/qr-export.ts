import { Bitmap } from './bitmap.ts'
import { encodePng } from './picture.ts'
import { QUIET_ZONE, qrMatrix } from './qr.ts'
import { qrTerminalRows } from './qr-terminal.ts'

const MODULE_PIXELS = 8

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
