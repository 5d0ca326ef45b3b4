import { PNG } from 'pngjs'

/** How a QR code colours its rows in a terminal. */
export const COLOURS = '\u001B[38;5;16;48;5;231m'
/** Of a half block on each side. */
const PIXELS = 4

/** A photograph (PNG) of a screen whose own ground is of this shade: only what sets both colours shows as it should. */
export function photograph(text: string, ground: 0 | 255): Uint8Array {
  const rows = text.split('\n')
  const columns = Math.max(...rows.map((row) => row.replaceAll(/\p{Cc}\[[\d;]*m/gu, '').length)) + 8
  const png = new PNG({ width: columns * PIXELS, height: rows.length * 2 * PIXELS })
  png.data.fill(255)
  const paint = (x: number, y: number, shade: number): void => {
    for (let dy = 0; dy < PIXELS; dy++) {
      const at = ((y * PIXELS + dy) * png.width + x * PIXELS) * 4
      for (let dx = 0; dx < PIXELS; dx++) png.data.fill(shade, at + dx * 4, at + dx * 4 + 3)
    }
  }
  for (const [y, row] of rows.entries()) {
    let x = 0
    let coloured = false
    for (const [, escape, cell] of row.padEnd(columns + 40).matchAll(/(\p{Cc}\[[\d;]*m)|(.)/gu)) {
      if (escape !== undefined) coloured = escape === COLOURS
      else if (x < columns) {
        const [ink, paper] = coloured ? [0, 255] : [255 - ground, ground]
        paint(x, 2 * y, cell === '█' || cell === '▀' ? ink : paper)
        paint(x, 2 * y + 1, cell === '█' || cell === '▄' ? ink : paper)
        x += 1
      }
    }
  }
  return PNG.sync.write(png)
}
