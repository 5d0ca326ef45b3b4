import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLevelJournal } from '../../src/accumulator/leveldb-journal.ts'
import { runJob } from '../../src/daemon/storage/jobs.ts'
import { dice } from './dice.ts'

/*
 * Power cuts with a volatile cache: a register sells on ext4 over a loop device over nbdfuse over nbdkit, whose cache holds
 * what was written and not flushed; nbdkit is killed at a random moment, and what it held is gone. Then the accumulator is
 * checked as the daemon would, and every document that was acknowledged is looked for, byte by byte.
 */

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8' }).trim()

/** Ends what was started here; that it is gone already is no matter. */
function quietly(command: string, ...args: readonly string[]): void {
  spawn(command, args, { stdio: 'ignore' }).on('error', () => undefined)
}

interface Disk {
  readonly loop: string
  readonly nbdkit: ChildProcess
  readonly fuse: ChildProcess
}

/** The same image with a new cache, mounted. */
async function up(folder: string): Promise<Disk> {
  const [image, socket, fuseFolder, mount] = ['disk.img', 'nbd.sock', 'fuse', 'mount'].map((name) => join(folder, name))
  if (!image || !socket || !fuseFolder || !mount) throw new Error('no names')
  mkdirSync(fuseFolder, { recursive: true })
  mkdirSync(mount, { recursive: true })
  rmSync(socket, { force: true })
  const cache = ['-f', '-U', socket, '--filter=cache', 'file', image, 'cache=writeback']
  const nbdkit = spawn('nbdkit', cache, { stdio: 'ignore' })
  while (!existsSync(socket)) await sleep(20)
  const fuse = spawn('nbdfuse', [fuseFolder, '--unix', socket], { stdio: 'ignore' })
  while (!existsSync(join(fuseFolder, 'nbd'))) await sleep(20)
  const loop = run('losetup', '-f', '--show', join(fuseFolder, 'nbd'))
  run('mount', loop, mount)
  return { loop, nbdkit, fuse }
}

async function down(folder: string, { fuse, loop, nbdkit }: Disk): Promise<void> {
  for (const [command, ...args] of [
    ['umount', '-l', join(folder, 'mount')],
    ['losetup', '-d', loop],
    ['fusermount3', '-u', '-z', join(folder, 'fuse')],
  ] as const) {
    quietly(command, ...args)
    await sleep(300)
  }
  fuse.kill('SIGKILL')
  nbdkit.kill('SIGKILL')
  await sleep(300)
}

/** Sells for so long, then the power goes. @returns what was acknowledged */
async function sellUntilCut(folder: string, milliseconds: number, disk: Disk): Promise<ReadonlyMap<number, string>> {
  const mount = join(folder, 'mount')
  const args = [join(import.meta.dirname, 'seller.ts'), join(mount, 'state'), join(mount, 'journal')]
  const seller = spawn(process.execPath, [...process.execArgv, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  const told = new Map<number, string>()
  const gone = new Promise((resolve) => seller.on('exit', resolve))
  const first = Promise.withResolvers<void>()
  createInterface({ input: seller.stdout }).on('line', (line) => {
    const [number, hash = ''] = line.split(' ')
    told.set(Number(number), hash)
    first.resolve()
  })
  await Promise.race([first.promise, gone])
  await sleep(milliseconds)
  disk.nbdkit.kill('SIGKILL')
  await Promise.race([gone, sleep(5000)])
  seller.kill('SIGKILL')
  return told
}

async function missing(folder: string, told: ReadonlyMap<number, string>): Promise<readonly string[]> {
  const mount = join(folder, 'mount')
  const places = { stateDir: join(mount, 'state'), mirrorDir: join(mount, 'journal') }
  const checked = await runJob({ job: 'check', whole: true, ...places })
  if ('damage' in checked) return [`DAMAGE ${checked.damage.fault}: ${checked.damage.found}`]
  const journal = await openLevelJournal(join(places.stateDir, 'accumulator'))
  const lost: string[] = []
  for (const [number, hash] of told)
    if (!(await journal.document(number)).some((sealed) => sealed.hash === hash)) lost.push(`document ${number}`)
  await journal.close()
  return lost
}

/** Bit of the right to mount. */
const SYS_ADMIN = 21n

/** What is missing here for power cuts; undefined: nothing. */
export function powerCutsLack(): string | undefined {
  const [, rights = '0'] = /^CapEff:\s+([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  if (((BigInt(`0x${rights}`) >> SYS_ADMIN) & 1n) === 0n) return 'the right to mount: root'
  for (const device of ['/dev/fuse', '/dev/loop-control']) if (!existsSync(device)) return device
  const folders = ['/usr/sbin', '/sbin', ...(process.env['PATH'] ?? '').split(':')]
  return ['nbdkit', 'nbdfuse', 'mkfs.ext4', 'losetup'].find(
    (program) => !folders.some((folder) => existsSync(join(folder, program))),
  )
}

export interface Cuts {
  readonly acknowledged: number
  readonly lost: number
}

/** As root, with nbdkit, nbdfuse and e2fsprogs. @param longest milliseconds of selling between two cuts */
export async function powerCuts(
  cuts: number,
  seed: number,
  { longest, told }: { readonly longest: number; readonly told: (line: string) => void },
): Promise<Cuts> {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-powercut-'))
  try {
    const random = dice(seed)
    run('truncate', '-s', '192M', join(folder, 'disk.img'))
    run('mkfs.ext4', '-q', '-F', join(folder, 'disk.img'))
    const acknowledged = new Map<number, string>()
    let lost = 0
    for (let cut = 1; cut <= cuts; cut++) {
      const disk = await up(folder)
      for (const [number, hash] of await sellUntilCut(folder, 200 + random.below(longest), disk))
        acknowledged.set(number, hash)
      await down(folder, disk)
      const again = await up(folder)
      const found = await missing(folder, acknowledged)
      await down(folder, again)
      lost += found.length
      told(
        `cut ${cut}: ${acknowledged.size} acknowledged so far, ${found.length === 0 ? 'none' : found.join(', ')} lost`,
      )
    }
    return { acknowledged: acknowledged.size, lost }
  } finally {
    // What is still mounted below it keeps its place; the system's own cleaning takes it.
    quietly('rm', '-rf', '--one-file-system', folder)
  }
}
