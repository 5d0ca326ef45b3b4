import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { deviceKey } from '../../src/accumulator/device-key.ts'
import { recordsRange } from '../../src/accumulator/indexes.ts'
import { openForRepair } from '../../src/accumulator/level-database.ts'
import { filesIn, readMirrorFile } from '../../src/accumulator/mirror/file.ts'
import { Till } from '../till.ts'
import { type Dice, dice } from './dice.ts'
import { Worker } from './jobs.ts'

/*
 * The corruption matrix: random faults in a real accumulator, one at a time, each checked and repaired by the job that the
 * daemon starts. A fault is undetected when the check says that all is whole and a record of LevelDB or of the mirror is
 * not what it was; repaired without loss when after `rebuild` every record is there, byte by byte.
 */

const TARGETS = ['log', 'table', 'MANIFEST', 'CURRENT', 'mirror'] as const
type Target = (typeof TARGETS)[number]
const KINDS = ['truncate', 'flip', 'zero', 'empty', 'delete'] as const
type Kind = (typeof KINDS)[number]

const placesOf = (folder: string) => ({ stateDir: join(folder, 'state'), mirrorDir: join(folder, 'journal') })

/** Three shifts, tables and a log, and part of a fourth shift. */
async function base(folder: string): Promise<void> {
  const { mirrorDir: mirror, stateDir } = placesOf(folder)
  const directory = join(stateDir, 'accumulator')
  for (let run = 0; run < 4; run++) {
    const till = await open(directory, stateDir, mirror)
    for (let n = 0; n < 12; n++) await till.sell()
    if (run < 3) await till.closeShift()
    if (run > 0) await till.register.saveSnapshot()
    await till.journal.close()
  }
}

async function open(directory: string, stateDir: string, mirror: string): Promise<Till> {
  mkdirSync(stateDir, { recursive: true })
  return Till.open(directory, { mirror, signer: await deviceKey(join(stateDir, 'device.key')) })
}

/** Every record of either copy, hex, by its place; what is not whole is not there. */
async function contents(folder: string) {
  const { mirrorDir, stateDir } = placesOf(folder)
  const database = new Map<string, string>()
  const db = await openForRepair(join(stateDir, 'accumulator'))
  for (const chain of ['fiscal', 'events'] as const)
    for await (const [key, value] of db?.iterator(recordsRange(chain)) ?? []) database.set(key, value.toString('hex'))
  await db?.close()
  const mirror = new Map<string, string>()
  for (const file of await filesIn(mirrorDir))
    for (const { bytes, sealed } of (await readMirrorFile(mirrorDir, file)).transitions.flat())
      mirror.set(`${sealed.chain} ${sealed.sequence}`, Buffer.from(bytes).toString('hex'))
  return { database, mirror }
}

const holds = (all: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): boolean =>
  [...before].every(([place, bytes]) => all.get(place) === bytes)

function fileOf(folder: string, target: Target, random: Dice): string | undefined {
  const { mirrorDir, stateDir } = placesOf(folder)
  const accumulator = join(stateDir, 'accumulator')
  const fits = (name: string): boolean =>
    target === 'log'
      ? name.endsWith('.log')
      : target === 'table'
        ? name.endsWith('.ldb')
        : target === 'mirror'
          ? name.endsWith('.kkj')
          : name.startsWith(target)
  const folderOf = target === 'mirror' ? mirrorDir : accumulator
  const names = readdirSync(folderOf).filter(fits)
  return names.length === 0 ? undefined : join(folderOf, random.pick(names))
}

/** Where something is written: behind it a file is room. */
const written = (bytes: Buffer): number => Math.max(1, bytes.findLastIndex((byte) => byte !== 0) + 1)

function ruin(path: string, kind: Kind, random: Dice): void {
  if (kind === 'delete') return rmSync(path)
  if (kind === 'empty') return truncateSync(path, 0)
  const bytes = readFileSync(path)
  const end = written(bytes)
  if (kind === 'truncate') return truncateSync(path, random.below(end))
  const at = random.below(end)
  if (kind === 'flip') bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << random.below(8)), at)
  else bytes.fill(0, at, Math.min(end, at + 1 + random.below(4096)))
  writeFileSync(path, bytes)
}

type Contents = Awaited<ReturnType<typeof contents>>
export type Verdict = 'harmless' | 'undetected' | 'repaired' | 'loss' | 'crash'

async function verdictOf(folder: string, before: Contents, worker: Worker): Promise<Verdict> {
  const places = placesOf(folder)
  const isSame = async (): Promise<boolean> => {
    const after = await contents(folder)
    return holds(after.database, before.database) && holds(after.mirror, before.mirror)
  }
  const checked = await worker.check({ whole: true, ...places })
  if ('failed' in checked) throw new Error(checked.failed)
  if ('sound' in checked) return (await isSame()) ? 'harmless' : 'undetected'
  const now = Date.now()
  const { fault, found } = 'died' in checked ? { fault: 'chain', found: checked.died } : checked.damage
  const repair = {
    act: 'rebuild',
    reason: 'matrix',
    by: 9,
    second: 1,
    fault,
    found,
    since: now,
    now,
    monotonic: 0,
  } as const
  const first = await worker.repair({ repair, readsDatabase: true, ...places })
  // As the daemon does it: without the database where LevelDB does not survive that.
  const repaired = 'died' in first ? await worker.repair({ repair, readsDatabase: false, ...places }) : first
  if ('failed' in repaired) throw new Error(repaired.failed)
  if ('died' in repaired) throw new Error(`the repair ended by ${repaired.died}`)
  if (!repaired.done) return 'loss'
  const again = await worker.check({ whole: true, ...places })
  return 'sound' in again && (await isSame()) ? 'repaired' : 'undetected'
}

export interface Matrix {
  /** By fault, `all` among them: how many ended so. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<Verdict, number>>
  readonly records: number
}

/** @param told of each fault that did not end well */
export async function matrix(faults: number, seed: number, told: (line: string) => void): Promise<Matrix> {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-corruption-'))
  const worker = new Worker()
  try {
    return await ruinedOneByOne(folder, worker, { faults, seed, told })
  } finally {
    worker.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Order {
  readonly faults: number
  readonly seed: number
  readonly told: (line: string) => void
}

async function ruinedOneByOne(folder: string, worker: Worker, { faults, seed, told }: Order): Promise<Matrix> {
  const random = dice(seed)
  const whole = join(folder, 'whole')
  await base(whole)
  // Reading turns the log into a table: a copy is read.
  cpSync(whole, join(folder, 'read'), { recursive: true })
  const before = await contents(join(folder, 'read'))
  const counts = new Map<string, Map<Verdict, number>>()
  for (let n = 0; n < faults; n++) {
    const target = TARGETS[n % TARGETS.length] ?? 'log'
    const kind = KINDS[Math.floor(n / TARGETS.length) % KINDS.length] ?? 'flip'
    const copy = join(folder, 'copy')
    rmSync(copy, { recursive: true, force: true })
    cpSync(whole, copy, { recursive: true })
    const path = fileOf(copy, target, random)
    if (path === undefined || (kind !== 'delete' && statSync(path).size === 0)) continue
    ruin(path, kind, random)
    const verdict = await verdictOf(copy, before, worker).catch((error: unknown): Verdict => {
      told(`${n} ${target} ${kind} ${basename(path)}: ${String(error)}`)
      return 'crash'
    })
    if (verdict === 'undetected' || verdict === 'loss') told(`${n} ${target} ${kind} ${basename(path)}: ${verdict}`)
    for (const row of [`${target} ${kind}`, 'all']) {
      const cells = counts.get(row) ?? new Map<Verdict, number>()
      counts.set(row, cells.set(verdict, (cells.get(verdict) ?? 0) + 1))
    }
  }
  return { counts, records: before.database.size }
}
