import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layoutText } from '../../src/escpos/layout.ts'
import { qrText } from '../../src/escpos/qr-export.ts'
import { qrRows } from '../../src/escpos/qr-terminal.ts'
import { terminalReceipt } from '../../src/escpos/terminal.ts'
import { readQr } from './decoding.ts'
import { COLOURS, photograph } from './photograph.ts'
import { CHECK_URL, RECEIPT } from './sample.ts'

for (const [name, ground] of [
  ['dark', 0],
  ['light', 255],
] as const) {
  test(`[R1326-30.1] a phone reads the QR code of a receipt from a ${name} terminal`, () => {
    for (const columns of [32, 48]) {
      const receipt = terminalReceipt(RECEIPT, columns, qrRows)
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
  const rows = terminalReceipt(RECEIPT, 48).split('\n')
  assert.deepEqual(rows.slice(0, -2), layoutText(RECEIPT, 48))
  assert.ok(rows.includes(`[QR ${CHECK_URL}]`))
})

test('a document cannot command the terminal', () => {
  for (const draw of [undefined, qrRows]) {
    const shown = terminalReceipt([{ kind: 'text', text: 'a\u001B[2Jb\u009Bc' }], 48, draw)
    assert.equal(shown, 'a\uFFFD[2Jb\uFFFDc\n')
  }
})
