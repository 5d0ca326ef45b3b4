// Bundles the three programs into dist/ and sees that each of them starts. The command line is one lean file and loads
// the rest on demand; the daemon and the simulated world keep their packages outside.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
  legalComments: 'none',
  sourcemap: 'linked',
}
// Packages in CommonJS ask for `require`, which a module does not have.
const banner = {
  js: "import { createRequire as kkmRequire } from 'node:module'; const require = kkmRequire(import.meta.url);",
}

const programs = [
  { name: 'kkm', entry: 'src/cli/main.ts', folder: 'dist/cli', options: { banner, minifySyntax: true } },
  { name: 'kkmd', entry: 'src/daemon/main.ts', folder: 'dist/daemon', options: { packages: 'external' } },
  { name: 'kkm-sim', entry: 'src/sim/main.ts', folder: 'dist/sim', options: { packages: 'external' } },
]

function fail(sentence) {
  console.error(`build: ${sentence}`)
  process.exit(1)
}

for (const { name, entry } of programs) {
  if (!existsSync(join(root, entry))) fail(`${name} cannot be built: ${entry} is missing`)
}
rmSync(join(root, 'dist'), { recursive: true, force: true })
await Promise.all(
  programs.map(({ name, entry, folder, options }) =>
    build({ ...common, ...options, entryPoints: { [name]: entry }, outdir: folder }),
  ),
).catch(() => fail('esbuild found errors; see above'))

for (const { name, folder } of programs) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, folder, `${name}.mjs`), '--help'], {
    encoding: 'utf8',
  })
  if (status !== 0 || stdout === '') fail(`${name} was built but does not start (exit ${status}):\n${stderr}`)
}
