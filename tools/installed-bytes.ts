import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { filesBelow } from '../src/daemon/selftest/software.ts'
import { lookAt, tryBit } from '../test/system/installed.ts'

/*
 * One bit of an installed file changed, the real kkmd started: does it start blocked, and does it say which file? Every
 * file of a release in turn, the runtime, native parts, launchers, units and pages among them; a copy of it is changed.
 * The table has a line a file, as it is found; a run that was cut short goes on behind it.
 *   npm run installed-bytes -- --installation FOLDER --table FILE [--seed N] [--jobs 2]
 */

const { values } = parseArgs({
  options: {
    installation: { type: 'string' },
    table: { type: 'string' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
})
const { installation, table } = values
if (installation === undefined || table === undefined)
  throw new Error('npm run installed-bytes -- --installation FOLDER --table FILE')

/** Lines of the table: the file, a tab, who named it, or what was said instead. */
const rows = new Map(
  (existsSync(table) ? readFileSync(table, 'utf8') : '')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t', 2) as [string, string]),
)
const began = performance.now()
const files = filesBelow(installation)
const queue = files.filter((file) => !rows.has(file))

async function worker(from: string, to: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-installed-'))
  const root = join(folder, 'kkm')
  cpSync(from, root, { recursive: true })
  try {
    const sound = await lookAt(root)
    if (sound.said.includes('SOFTWARE_CHANGED'))
      throw new Error(`the installation is not as it was made: ${sound.said}`)
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const found = await tryBit(root, file, Number(values.seed))
      const said = found === undefined ? 'empty' : found.named ? found.by : `NOT NAMED ${JSON.stringify(found.said)}`
      rows.set(file, said)
      appendFileSync(to, `${file}\t${said}\n`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, () => worker(installation, table)))
const told = [...rows.values()]
const [socket, launcher, empty] = ['socket', 'launcher', 'empty'].map((by) => told.filter((one) => one === by).length)
const unnamed = [...rows].filter(([, said]) => said.startsWith('NOT NAMED'))
for (const [file, said] of unnamed) process.stdout.write(`${file}: ${said}\n`)
process.stdout.write(
  `${rows.size} of ${files.length} files, a bit of each: ${socket} blocked and named at the socket, ${launcher} blocked and named by the launcher, ${unnamed.length} not, ${empty} empty; ${((performance.now() - began) / 1000).toFixed(0)} s in this run\n`,
)
process.exit(unnamed.length === 0 ? 0 : 1)
