import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PNG } from 'pngjs'
import { layoutText } from '../../src/escpos/layout.ts'
import { qrText } from '../../src/escpos/qr-export.ts'
import { terminalReceipt } from '../../src/escpos/terminal.ts'
import { readQr } from './decoding.ts'
import { CHECK_URL, RECEIPT } from './sample.ts'

const COLOURS = '\u001B[38;5;16;48;5;231m'
const PIXELS = 4

/** A photograph of a screen whose own ground is of this shade: only what sets both colours shows as it should. */
function photograph(text: string, ground: 0 | 255): Uint8Array {
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

for (const [name, ground] of [
  ['dark', 0],
  ['light', 255],
] as const) {
  test(`[R1326-30.1] a phone reads the QR code of a receipt from a ${name} terminal`, () => {
    for (const columns of [32, 48]) {
      const receipt = terminalReceipt(RECEIPT, columns, { color: true })
      const code = receipt.split('\n').filter((row) => row.includes(COLOURS))
      assert.equal(readQr(photograph(code.join('\n'), ground)), CHECK_URL)
    }
    assert.equal(readQr(photograph(qrText(CHECK_URL), ground)), CHECK_URL)
  })
}

test('every row of the code sets both colours and gives them back', () => {
  for (const row of qrText(CHECK_URL).split('\n')) {
    assert.ok(row.startsWith(COLOURS) && row.endsWith('\u001B[0m'))
  }
})

test('without colour the paper is plain text, and the code stands by its content', () => {
  const rows = terminalReceipt(RECEIPT, 48, { color: false }).split('\n')
  assert.deepEqual(rows.slice(0, -2), layoutText(RECEIPT, 48))
  assert.ok(rows.includes(`[QR ${CHECK_URL}]`))
})

test('a document cannot command the terminal', () => {
  for (const color of [false, true]) {
    const shown = terminalReceipt([{ kind: 'text', text: 'a\u001B[2Jb\u009Bc' }], 48, { color })
    assert.equal(shown, 'a\uFFFD[2Jb\uFFFDc\n')
  }
})
