import jsqr from 'jsqr'
import { PNG } from 'pngjs'

/** What a decoder of another hand reads from a picture, dark on light only. */
export function readQr(png: Uint8Array): string | undefined {
  const { data, width, height } = PNG.sync.read(Buffer.from(png))
  return jsqr.default(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' })?.data
}
