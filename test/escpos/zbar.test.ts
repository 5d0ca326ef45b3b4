import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { paperPng } from '../../src/escpos/paper-png.ts'
import { toPng } from '../../src/escpos/picture.ts'
import { CHECK_URL, GENERIC, printed, RECEIPT } from './sample.ts'

/** What zbar reads from a picture. */
function zbar(png: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-zbar-'))
  try {
    const path = join(folder, 'paper.png')
    writeFileSync(path, png)
    const { error, stdout, status } = spawnSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8' })
    assert.equal(error, undefined, 'zbarimg is not installed: apt-get install zbar-tools')
    assert.equal(status, 0, 'zbar sees no bar code')
    return stdout.trim()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('[R1326-30.1] [R1326-30.4] zbar reads the check address from a receipt of both widths', () => {
  for (const paper of [58, 80] as const) assert.equal(zbar(paperPng(RECEIPT, paper)), CHECK_URL)
})

test('[R1326-30.1] [R1326-30.4] zbar reads the check address that a printer without QR codes prints as an image', () => {
  assert.equal(zbar(toPng(printed(RECEIPT, { encoding: 'raster', qr: 'raster' }), GENERIC.dots[80])), CHECK_URL)
})
