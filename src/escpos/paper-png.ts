import type { Line, Paper } from '../fiscal/documents/lines.ts'
import { encodeDocument } from './encoder.ts'
import { interpret } from './interpreter.ts'
import { toPng } from './picture.ts'
import { PROFILES, profileOf } from './profile.ts'

/** A document as the picture of its paper. Throws `UnprintableError` as `encodeDocument` does. */
export function paperPng(lines: readonly Line[], paper: Paper): Uint8Array {
  const profile = profileOf('generic')
  if (profile === undefined) throw new Error(`no generic printer among ${PROFILES.length} profiles`)
  const bytes = encodeDocument(lines, { profile, paper, encoding: 'auto', qr: 'auto' })
  return toPng(interpret(bytes, { profile, paper }), profile.dots[paper])
}
