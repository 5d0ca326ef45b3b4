import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PNG } from 'pngjs'
import { paperPng } from '../../src/escpos/paper-png.ts'
import { toPng } from '../../src/escpos/picture.ts'
import { qrPng, qrSvg } from '../../src/escpos/qr-export.ts'
import { LEADING, textBitmap } from '../../src/escpos/raster.ts'
import { readQr } from './decoding.ts'
import { CHECK_URL, GENERIC, printed, RECEIPT } from './sample.ts'

for (const paper of [58, 80] as const) {
  for (const qr of ['native', 'raster'] as const) {
    test(`[R1326-30.1] [R1326-30.4] [R626-56.16] a decoder reads the QR code from paper of ${paper} mm (${qr})`, () => {
      const png = toPng(printed(RECEIPT, { paper, qr }), GENERIC.dots[paper])
      assert.equal(readQr(png), CHECK_URL)
    })
  }
}

test('a decoder reads QR codes of all lengths that a check address may have', () => {
  for (let length = 10; length <= 300; length += 29) {
    const data = `${CHECK_URL}${'0'.repeat(300)}`.slice(0, length)
    assert.equal(readQr(paperPng([{ kind: 'qr', data }], 58)), data)
  }
})

test('the picture is as wide as the printing width and its margins, in black and white', () => {
  const { data, width } = PNG.sync.read(Buffer.from(paperPng(RECEIPT, 80)))
  assert.equal(width, 576 + 48)
  assert.deepEqual(new Set(data), new Set([0, 255]))
})

test('a big letter has each dot of the small one as two by two', () => {
  const [small, big] = [false, true].map((big) => textBitmap({ text: 'Қ', bold: true, big }))
  assert.ok(small && big && big.width === 2 * small.width)
  for (let y = 0; y < 48; y++) {
    for (let x = 0; x < 24; x++) {
      assert.equal(big.isBlack(x, y + LEADING), small.isBlack(x >> 1, (y >> 1) + LEADING), `${x}, ${y}`)
    }
  }
})

test('a row drawn by the printer and one drawn by us are the same dots', () => {
  const rows = RECEIPT.filter((line) => line.kind !== 'qr' && line.kind !== 'cut')
  const drawn = toPng(printed(rows, { encoding: 'raster' }), 576)
  assert.deepEqual(PNG.sync.read(Buffer.from(drawn)).data, PNG.sync.read(Buffer.from(paperPng(rows, 80))).data)
})

test('a QR code as a picture of its own is read too, as PNG and as SVG', () => {
  assert.equal(readQr(qrPng(CHECK_URL)), CHECK_URL)
  assert.equal(readQr(drawSvg(qrSvg(CHECK_URL))), CHECK_URL)
})

/** Draws the squares of the path, eight pixels a unit. */
function drawSvg(svg: string): Uint8Array {
  const side = Number(/viewBox="0 0 (\d+) \1"/u.exec(svg)?.[1]) * 8
  const png = new PNG({ width: side, height: side })
  png.data.fill(255)
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/gu)) {
    for (let row = 0; row < 8; row++) {
      for (let column = 0; column < 8; column++) {
        png.data.fill(
          0,
          ((Number(y) * 8 + row) * side + Number(x) * 8 + column) * 4,
          ((Number(y) * 8 + row) * side + Number(x) * 8 + column) * 4 + 3,
        )
      }
    }
  }
  return PNG.sync.write(png)
}
