import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** What a decoder of another hand reads from a picture, dark on light only. */
export function readQr(png: Uint8Array): string | undefined {
  const { data, width, height } = PNG.sync.read(Buffer.from(png))
  return jsqr.default(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' })?.data
}

/** What zbar, of yet another hand, reads from a picture. */
export function zbar(png: Uint8Array): string {
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

/** What zxing, a decoder of a third hand, reads from a picture. */
export async function zxing(png: Uint8Array): Promise<string | undefined> {
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })
  const [found] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] })
  return found?.text
}
