// Bundles the three programs into dist/ and sees that each of them starts. The command line is one file whose parts run
// on demand; the other two hold what a start would have to look for in a hundred files.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { COMMON, commandLine, REQUIRE } from './bundles.ts'

const root = join(import.meta.dirname, '..')

// Packages with machine code, or with files that they look for beside themselves.
const OUTSIDE = ['classic-level', 'level', 'koffi', 'usb', 'serialport', 'pdfkit', 'dejavu-fonts-ttf', 'pino']

// Threads of kkmd, which share its chunks; and a process for what LevelDB may not survive.
const beside = {
  examiner: 'src/daemon/selftest/examiner.ts',
  pdf: 'src/pdf/thread.ts',
  'storage-job': 'src/daemon/storage/job.ts',
}

const daemon = {
  ...COMMON,
  external: OUTSIDE,
  banner: { js: REQUIRE },
  entryPoints: { kkmd: 'src/daemon/main.ts', ...beside },
  outdir: 'dist/daemon',
}
// What says so when one of kkmd's files cannot be loaded any more: with its packages, and no chunk shared.
const boot = {
  ...COMMON,
  splitting: false,
  entryPoints: { boot: 'src/daemon/boot.ts', 'stand-in': 'src/daemon/stand-in.ts' },
  outdir: 'dist/daemon',
  banner: { js: REQUIRE },
}
const world = {
  ...COMMON,
  external: OUTSIDE,
  entryPoints: { 'kkm-sim': 'src/sim/main.ts' },
  outdir: 'dist/sim',
  banner: { js: REQUIRE },
}
const { main, apart } = commandLine('dist/cli')

const programs = [
  { name: 'kkm', entry: 'src/cli/main.ts', started: 'dist/cli/kkm.cjs' },
  { name: 'kkmd', entry: 'src/daemon/main.ts', started: 'dist/daemon/kkmd.mjs' },
  { name: 'kkm-sim', entry: 'src/sim/main.ts', started: 'dist/sim/kkm-sim.mjs' },
]

function fail(sentence) {
  console.error(`build: ${sentence}`)
  process.exit(1)
}

for (const { name, entry } of programs) {
  if (!existsSync(join(root, entry))) fail(`${name} cannot be built: ${entry} is missing`)
}
rmSync(join(root, 'dist'), { recursive: true, force: true })
await Promise.all([daemon, boot, world, main, apart].map((one) => build(one))).catch(() =>
  fail('esbuild found errors; see above'),
)

for (const { name, started } of programs) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, started), '--help'], { encoding: 'utf8' })
  if (status !== 0 || stdout === '') fail(`${name} was built but does not start (exit ${status}):\n${stderr}`)
}
