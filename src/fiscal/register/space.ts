import type { Instant } from '../time.ts'
import type { Block, Purpose } from './blocks.ts'
import type { State } from './state.ts'

const MIB = 1024 * 1024

/** With less free every document warns. */
export const SPACE_WARNING = 500 * MIB
/** With less free no shift is begun: it has to be closed on the same medium. */
export const SPACE_FOR_SHIFT = 200 * MIB
/** With less free no document is begun but the close of the shift. */
export const SPACE_FOR_DOCUMENT = 64 * MIB

/**
 * A medium that fills up, before it is full: what was begun can still be ended.
 * @param free bytes where the accumulator or its mirror lies, whichever has fewer; undefined: nobody looks
 */
export function spaceBlock(
  { shift }: State,
  { free, now }: { readonly free?: number | undefined; readonly now: Instant },
  purpose: Purpose,
): Block | undefined {
  const needed = shift ? SPACE_FOR_DOCUMENT : SPACE_FOR_SHIFT
  if (free === undefined || free >= needed || purpose === 'close') return undefined
  const mebibytes = (bytes: number) => Math.floor(bytes / MIB)
  return { code: 'STORAGE_FULL', since: now, details: { free: mebibytes(free), needed: mebibytes(needed) } }
}
