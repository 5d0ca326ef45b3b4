import type { Line, Paper } from '../fiscal/documents/lines.ts'
import { encodeDocument } from './encoder.ts'
import { interpret } from './interpreter.ts'
import { toPng } from './picture.ts'
import { GENERIC } from './profile.ts'

/** A document as the picture of its paper. Throws `UnprintableError` as `encodeDocument` does. */
export function paperPng(lines: readonly Line[], paper: Paper): Uint8Array {
  const bytes = encodeDocument(lines, { profile: GENERIC, paper, encoding: 'auto', qr: 'auto' })
  return toPng(interpret(bytes, { profile: GENERIC, paper }), GENERIC.dots[paper])
}
