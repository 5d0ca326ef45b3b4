import type { Paper } from '../fiscal/documents/lines.ts'
import type { PrinterProfile } from './profile.ts'
import { BAND } from './raster.ts'

const ESC = 0x1b
const GS = 0x1d
const LF = 0x0a

/**
 * What goes before a document when the one before broke off, nobody knows where: the printer may still be waiting for
 * the rest of a command and would take the beginning of the next receipt for it. Blanks fill the longest command that
 * was under way and mean nothing outside of one; then what has come out is fed and cut off.
 * @param broken the document that broke off; undefined: one of a run before this one
 */
export function recoveryBytes({ cutter, dots }: PrinterProfile, paper: Paper, broken?: Uint8Array): Uint8Array {
  const most = Math.ceil(dots[paper] / 8) * BAND
  const blanks = broken ? Math.min(most, longestCommand(broken)) : most
  const cut = cutter ? [GS, 0x56, 0x42, 0] : [ESC, 0x64, 5]
  return Uint8Array.from([...new Uint8Array(blanks), LF, ESC, 0x40, ...cut])
}

/** Commands whose parameters are longer than this say how long they are. */
const SHORT_COMMAND = 64

/** Data bytes of the longest image or symbol; what only looks like the head of one does no harm. */
function longestCommand(bytes: Uint8Array): number {
  let longest = SHORT_COMMAND
  for (let at = bytes.indexOf(GS); at >= 0; at = bytes.indexOf(GS, at + 1)) {
    const [, kind, fn, a = 0, b = 0, c = 0, d = 0, e = 0] = bytes.subarray(at, at + 8)
    if (kind === 0x76 && fn === 0x30 && a === 0) longest = Math.max(longest, (b + 256 * c) * (d + 256 * e))
    if (kind === 0x28 && fn === 0x6b) longest = Math.max(longest, a + 256 * b)
  }
  return longest
}
