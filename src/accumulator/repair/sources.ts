import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Chain } from '../../fiscal/register/records.ts'
import { DamageError, damageOf } from '../damage.ts'
import { numberOf, recordKey, recordsRange } from '../indexes.ts'
import { type Database, openForRepair, readingError } from '../level-database.ts'
import { decodeFrame, type Frame, nextFrame } from '../mirror/frames.ts'
import { fileName, filesIn } from '../mirror/file.ts'
import { parse, type StoredRecord } from '../record.ts'

/* Where a repair takes its records from: whatever of the mirror and of the database is still as it was sealed. */

/** Whether something was passed over. */
export interface Gaps {
  found: string | undefined
  /** The last thing there is broken, so that nobody knows what it was. */
  isEndBroken: boolean
}

/** Every record of the mirror that is whole, in the order of the files; `gaps` tells of the first that is not. */
export async function* mirrored(folder: string, gaps: Gaps): AsyncGenerator<StoredRecord, void> {
  const files = await filesIn(folder)
  for (const file of files) {
    const name = fileName(file)
    const bytes = await readFile(join(folder, name))
    let isClosed = false
    for (let at = 0; at < bytes.length; ) {
      const next = damageOf(() => decodeFrame(bytes, at))
      if (next === undefined || next instanceof DamageError) {
        if (isRoom(bytes, at)) break
        gaps.found ??= `${name} from byte ${at}`
        gaps.isEndBroken = true
        at = nextFrame(bytes, at + 1)
        continue
      }
      at = next.end
      gaps.isEndBroken = false
      isClosed = next.frame.type === 'closing'
      yield* recordsOf(next.frame, name, gaps)
    }
    if (!isClosed && file !== files.at(-1)) gaps.found ??= `${name} has no end`
  }
}

function* recordsOf(frame: Frame, name: string, gaps: Gaps): Generator<StoredRecord, void> {
  if (frame.type !== 'transition') return
  for (const record of frame.records) {
    const stored = damageOf(() => parse(record))
    if (stored instanceof DamageError) gaps.found ??= `${name}: ${stored.message}`
    else yield stored
  }
}

const isRoom = (bytes: Buffer, at: number): boolean => bytes.subarray(at).every((byte) => byte === 0)

/** The database as far as it can be read: one record at a time, none where it is gone or broken. */
export class BrokenDatabase {
  readonly #db: Database | undefined

  private constructor(db: Database | undefined) {
    this.#db = db
  }

  /** @param directory undefined: it is not even to be opened */
  static async open(directory: string | undefined): Promise<BrokenDatabase> {
    return new BrokenDatabase(directory === undefined ? undefined : await openForRepair(directory))
  }

  async record(chain: Chain, sequence: bigint): Promise<StoredRecord | undefined> {
    const bytes = await this.#db?.get(recordKey(chain, sequence)).catch(unlessCorrupt)
    if (bytes === undefined) return undefined
    const stored = damageOf(() => parse(bytes, { chain, sequence }))
    return stored instanceof DamageError ? undefined : stored
  }

  /** The last sequence that it knows of in this chain, whole or not. */
  async last(chain: Chain): Promise<bigint> {
    const [key] =
      (await this.#db
        ?.keys({ ...recordsRange(chain), reverse: true, limit: 1 })
        .all()
        .catch(unlessCorrupt)) ?? []
    return key === undefined ? 0n : numberOf(key)
  }

  async close(): Promise<void> {
    await this.#db?.close()
  }
}

/** What LevelDB itself finds broken is not there for a repair. */
function unlessCorrupt(error: unknown): undefined {
  if (readingError(error) instanceof DamageError) return undefined
  throw error
}
