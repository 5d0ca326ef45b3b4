import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Level } from 'level'
import { Fault } from './fault.ts'
import type { Tell } from './files.ts'
import { readRecord } from './record.ts'
import type { Walk } from './walk.ts'

/* The records as they lie in LevelDB (docs/record-format.md, "In LevelDB"). */

const PREFIX = { fiscal: 'r/f/', events: 'r/e/' } as const
type ChainName = keyof typeof PREFIX
const OTHER_SEQUENCE = 76
/** Records that are read at once. */
const BATCH = 256
const CONFESSIONS = ['ignoring error', 'dropping', 'Corruption']

/** Records. */
const TOLD_EVERY = 1000

/** Another process has it open. */
export class InUse extends Error {
  override readonly name = 'InUse'
}

interface Entry {
  readonly sequence: number
  readonly bytes: Buffer
}

async function* chainOf(db: Level<string, Buffer>, chain: ChainName): AsyncGenerator<Entry, void> {
  const prefix = PREFIX[chain]
  const range = { gt: prefix, lt: prefix.replace(/\/$/, '0') }
  const iterator = db.iterator(range)
  try {
    for (let some = await iterator.nextv(BATCH); some.length > 0; some = await iterator.nextv(BATCH))
      for (const [key, bytes] of some) yield { sequence: Number.parseInt(key.slice(prefix.length), 16), bytes }
  } catch (error) {
    throw new Fault(
      'chain',
      'the database',
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  } finally {
    await iterator.close()
  }
}

/** A record that lies under another's key would be taken for that one. */
function assertPlace({ bytes, sequence }: Entry, chain: ChainName): void {
  if (bytes.length < OTHER_SEQUENCE || Number(bytes.readBigUInt64BE(4)) !== sequence)
    throw new Fault('gap', `${chain} record ${sequence}`, 'another record lies in its place')
}

/**
 * All records of a database through the walk, merged into the order of sealing.
 * @throws Fault, InUse
 */
export async function walkDatabase(folder: string, walk: Walk, tell?: Tell): Promise<void> {
  if (!existsSync(join(folder, 'CURRENT'))) throw new Fault('short', 'the database', 'is not there')
  assertSilent(folder)
  const db = new Level<string, Buffer>(folder, { keyEncoding: 'utf8', valueEncoding: 'buffer', createIfMissing: false })
  try {
    await db.open()
  } catch (error) {
    const cause = (error as Error).cause
    if ((cause as { code?: unknown } | undefined)?.code === 'LEVEL_LOCKED') throw new InUse(folder)
    throw new Fault('short', 'the database', `does not open: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  try {
    assertSilent(folder)
    await walkMerged(db, walk, tell)
  } catch (error) {
    // A signature before it that is still being verified would be the first thing that does not hold.
    await walk.settled()
    throw error
  } finally {
    await db.close()
  }
}

async function walkMerged(db: Level<string, Buffer>, walk: Walk, tell: Tell | undefined): Promise<void> {
  const chains = { fiscal: chainOf(db, 'fiscal'), events: chainOf(db, 'events') }
  const take = async (chain: ChainName): Promise<Entry | undefined> => {
    const { value } = await chains[chain].next()
    if (value) assertPlace(value, chain)
    return value ?? undefined
  }
  let fiscal = await take('fiscal')
  let event = await take('events')
  while (fiscal ?? event) {
    // Of two at most one names the other chain as it is now; where neither does, the walk says what is wrong.
    const isFiscal =
      fiscal !== undefined &&
      (event === undefined || Number(fiscal.bytes.readBigUInt64BE(OTHER_SEQUENCE)) === walk.heads.events.sequence)
    const next = isFiscal ? fiscal : event
    if (!next) break
    walk.see(readRecord(next.bytes, `${isFiscal ? 'fiscal' : 'events'} record ${next.sequence}`))
    if (walk.isFull) await walk.settled()
    const { heads } = walk
    const seen = heads.events.sequence + heads.fiscal.sequence
    if (seen % TOLD_EVERY === 0) tell?.('records', seen)
    if (isFiscal) fiscal = await take('fiscal')
    else event = await take('events')
  }
}

/** LevelDB says in its log what it left out, and nowhere else. */
function assertSilent(folder: string): void {
  const path = join(folder, 'LOG')
  if (!existsSync(path)) return
  const line = readFileSync(path, 'utf8')
    .split('\n')
    .find((one) => CONFESSIONS.some((words) => one.includes(words)))
  if (line !== undefined) throw new Fault('gap', 'the database', `left records out: ${line.trim()}`)
}
