import { rmSync, statSync, statfsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { MINUTE } from '../../fiscal/time.ts'
import type { Clock } from '../../hw/ports.ts'

const MIB = 1024 * 1024

/** Enough for the close of a shift, its Z, and a start. */
const BALLAST = 16 * MIB
/** With less free the ballast goes: LevelDB does not even open on a full disk. */
const TOO_FULL = 8 * MIB
/** With more free, the ballast not counted, it is taken on again. */
const ROOMY = 96 * MIB

/** Bytes that may still be written in this folder. */
export function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Looked after all the while: the room may come back, or go. */
export async function keepBallast(folder: string, clock: Clock, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await clock.sleep(MINUTE, stopping)
    await trimBallast(folder)
  }
}

const ballastIn = (folder: string): string => join(folder, 'ballast')

/** A file of no use but its size: given up where the medium is full, so that what was begun can be ended. */
export async function trimBallast(folder: string): Promise<'released' | 'taken' | 'kept'> {
  const path = ballastIn(folder)
  const free = freeIn(folder)
  const there = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (free < TOO_FULL && there > 0) {
    rmSync(path)
    return 'released'
  }
  if (free < ROOMY || there >= BALLAST) return 'kept'
  const handle = await open(path, 'w', 0o600)
  try {
    // Written, not only as long: a hole takes no room.
    for (let at = 0; at < BALLAST; at += MIB) await handle.write(Buffer.alloc(MIB, 0x6b))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return 'taken'
}
