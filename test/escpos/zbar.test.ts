import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paperPng } from '../../src/escpos/paper-png.ts'
import { toPng } from '../../src/escpos/picture.ts'
import { zbar } from './decoding.ts'
import { CHECK_URL, GENERIC, printed, RECEIPT } from './sample.ts'

test('[R1326-30.1] [R1326-30.4] zbar reads the check address from a receipt of both widths', () => {
  for (const paper of [58, 80] as const) assert.equal(zbar(paperPng(RECEIPT, paper)), CHECK_URL)
})

test('[R1326-30.1] [R1326-30.4] zbar reads the check address that a printer without QR codes prints as an image', () => {
  assert.equal(zbar(toPng(printed(RECEIPT, { encoding: 'raster', qr: 'raster' }), GENERIC.dots[80])), CHECK_URL)
})
