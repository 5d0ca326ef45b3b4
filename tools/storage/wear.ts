// What reaches the block device for a sale, from the statistics of a loop device under ext4: cards wear.
//   node --import tsx tools/storage/wear.ts [SALES]     as root
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { deviceKey } from '../../src/accumulator/device-key.ts'
import { Till } from '../till.ts'

const SALES = Number(process.argv[2] ?? 1000)
const AIM_KIB = 64
const SECTOR = 512

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8' }).trim()

/** Writes and bytes so far. */
function written(loop: string): { readonly writes: number; readonly bytes: number } {
  const fields = readFileSync(`/sys/block/${basename(loop)}/stat`, 'utf8')
    .trim()
    .split(/\s+/)
  return { writes: Number(fields[4]), bytes: Number(fields[6]) * SECTOR }
}

async function main(folder: string, loop: string): Promise<boolean> {
  const stateDir = join(folder, 'state')
  mkdirSync(stateDir)
  const signer = await deviceKey(join(stateDir, 'device.key'))
  const till = await Till.open(join(stateDir, 'accumulator'), { mirror: join(stateDir, 'journal'), signer })
  for (let n = 0; n < 50; n++) await till.sell()
  run('sync')
  const before = written(loop)
  const from = performance.now()
  for (let n = 0; n < SALES; n++) await till.sell()
  const milliseconds = (performance.now() - from) / SALES
  run('sync')
  const after = written(loop)
  await till.journal.close()
  const kib = (after.bytes - before.bytes) / SALES / 1024
  console.log(`${SALES} sales, three transitions each, mirror and LevelDB: ${milliseconds.toFixed(2)} ms a sale`)
  console.log(
    `at the block device: ${kib.toFixed(1)} KiB in ${((after.writes - before.writes) / SALES).toFixed(1)} writes a sale (aim: under ${AIM_KIB} KiB)`,
  )
  const size = Number(run('du', '-sb', stateDir).split('\t')[0])
  console.log(
    `on the medium: ${(size / (SALES + 50) / 1024).toFixed(2)} KiB a sale of two items, LevelDB and mirror together`,
  )
  return kib < AIM_KIB
}

const folder = mkdtempSync(join(tmpdir(), 'kkm-wear-'))
const [image, mount] = [join(folder, 'disk.img'), join(folder, 'mount')]
run('truncate', '-s', '512M', image)
mkdirSync(mount)
const loop = run('losetup', '-f', '--show', image)
try {
  run('mkfs.ext4', '-q', loop)
  run('mount', loop, mount)
  try {
    process.exitCode = (await main(mount, loop)) ? 0 : 1
  } finally {
    run('umount', mount)
  }
} finally {
  run('losetup', '-d', loop)
  rmSync(folder, { recursive: true, force: true })
}
