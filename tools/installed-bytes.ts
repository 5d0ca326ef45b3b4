import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { filesBelow } from '../src/daemon/selftest/software.ts'
import { lookAt, tryBit } from '../test/system/installed.ts'

/*
 * One bit of an installed file changed, the real kkmd started: does it start blocked, and does it say which file? Every
 * file of a release in turn, the runtime, native parts, launchers, units and pages among them; a copy of it is changed.
 *   npm run installed-bytes -- --installation FOLDER [--seed N] [--jobs 2] [--part 1/1] [--table FILE]
 */

const { values } = parseArgs({
  options: {
    installation: { type: 'string' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    part: { type: 'string', default: '1/1' },
    table: { type: 'string' },
  },
})
const from = values.installation
if (from === undefined) throw new Error('npm run installed-bytes -- --installation FOLDER')

const began = performance.now()
const [part = 1, parts = 1] = values.part.split('/').map(Number)
const files = filesBelow(from).filter((_, n) => n % parts === part - 1)
const queue = [...files]
const rows = new Map<string, string>()
const counts = { socket: 0, launcher: 0, nobody: 0 }

async function worker(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-installed-'))
  const root = join(folder, 'kkm')
  cpSync(from ?? '', root, { recursive: true })
  try {
    const sound = await lookAt(root)
    if (sound.by !== 'nobody') throw new Error(`the installation is not as it was made: ${sound.said}`)
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const found = await tryBit(root, file, Number(values.seed))
      const by = found?.named ? found.by : 'nobody'
      rows.set(file, found === undefined ? 'empty' : by === 'nobody' ? `NOT NAMED: ${found.said}` : by)
      if (found) counts[by] += 1
      if (by === 'nobody' && found) process.stdout.write(`${file}: ${found.said}\n`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, worker))
const table = files.map((file) => `${file}\t${rows.get(file) ?? 'not tried'}\n`).join('')
if (values.table !== undefined) writeFileSync(values.table, table)
else process.stdout.write(table)
const seconds = ((performance.now() - began) / 1000).toFixed(0)
process.stdout.write(
  `${files.length} files, a bit of each: ${counts.socket} blocked and named at the socket, ${counts.launcher} blocked and named by the launcher, ${counts.nobody} not; ${seconds} s\n`,
)
process.exit(counts.nobody === 0 ? 0 : 1)
