import type { StoredBytes } from '../../accumulator/leveldb-journal.ts'
import { SECOND } from '../../fiscal/time.ts'
import type { Clock } from '../../hw/ports.ts'
import type { Register } from '../register.ts'

/** So soon after a document the next one may be on its way (ms). */
const QUIET = 150
const LOOK_AGAIN = 25
/** Where one document follows the other all day, some records are looked at all the same, so often. */
const AT_LATEST = SECOND

/**
 * Records for a look that nobody waits for: while a document is being made they are not handed out, so that a sale has
 * processors, caches and the database for itself, however many records there are.
 */
export function yielding(
  records: StoredBytes,
  { clock, register }: { readonly clock: Clock; readonly register: Pick<Register, 'idleFor'> },
  stopping: AbortSignal,
): StoredBytes {
  return {
    next: async (chain, limit) => {
      const from = clock.monotonic()
      while (register.idleFor() < QUIET && clock.monotonic() - from < AT_LATEST && !stopping.aborted)
        await clock.sleep(LOOK_AGAIN, stopping)
      return records.next(chain, limit)
    },
    close: () => records.close(),
  }
}
