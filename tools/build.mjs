// Bundles the three programs into dist/ and sees that each of them starts. The command line is one file whose parts run
// on demand; the daemon and the simulated world keep their packages outside.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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

// One CommonJS file with the cache of its compiled code starts in four fifths of the time of modules in pieces. The cache
// must be on before the file is read: hence a second, tiny one. The cache lies in the user's own folder: Node's own choice
// is one in /tmp, which anybody may have made before, and what lies there is run.
const lean = { format: 'cjs', splitting: false, minifySyntax: true, outExtension: { '.js': '.cjs' } }
const START = `const { env } = process
const home = env.HOME && require('node:fs').existsSync(env.HOME) ? env.HOME + '/.cache' : ''
const folder = env.XDG_CACHE_HOME || home
const cache = env.NODE_COMPILE_CACHE || (folder && folder + '/kkm')
if (cache) require('node:module').enableCompileCache(cache)
require('./main.cjs')
`

// What one command needs and all others would have to read: bundles of their own, loaded when that command runs. They share
// no module with the rest, so that an error class of theirs is not ours: what they throw is a bug, what they find they return.
const APART = {
  completion: 'src/cli/completion/index.ts',
  doctor: 'src/cli/doctor/machine.ts',
  schema: 'src/cli/schema-data.ts',
  tui: 'src/tui/main.tsx',
}
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    const places = new Map(Object.entries(APART).map(([name, file]) => [join(root, file), `./apart/${name}.mjs`]))
    onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
      const place = kind === 'dynamic-import' ? places.get(join(resolveDir, path)) : undefined
      return place === undefined ? undefined : { path: place, external: true }
    })
  },
}
lean.plugins = [apart]

// The developer's tools that Ink would look for are not installed: an empty module stands in their place.
const withoutDevTools = {
  name: 'without-devtools',
  setup({ onLoad }) {
    onLoad({ filter: /ink\/build\/devtools\.js$/ }, () => ({ contents: 'export {}', loader: 'js' }))
  },
}
const REQUIRE = "import{createRequire as r}from'node:module';const require=r(import.meta.url);"
const partsOfTheCommandLine = {
  entryPoints: APART,
  outdir: 'dist/cli/apart',
  // React as it is for users, not for its developers
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  plugins: [withoutDevTools],
  minifySyntax: true,
  banner: { js: REQUIRE },
}

// A thread of kkmd, which shares its chunks.
const threads = { examiner: 'src/daemon/selftest/examiner.ts' }
const options = { packages: 'external' }

const programs = [
  { name: 'kkm', entry: 'src/cli/main.ts', file: 'dist/cli/main', started: 'dist/cli/kkm.cjs', options: lean },
  {
    name: 'kkmd',
    entry: 'src/daemon/main.ts',
    file: 'dist/daemon/kkmd',
    started: 'dist/daemon/kkmd.mjs',
    options,
    more: threads,
  },
  { name: 'kkm-sim', entry: 'src/sim/main.ts', file: 'dist/sim/kkm-sim', started: 'dist/sim/kkm-sim.mjs', options },
]

function fail(sentence) {
  console.error(`build: ${sentence}`)
  process.exit(1)
}

for (const { name, entry } of programs) {
  if (!existsSync(join(root, entry))) fail(`${name} cannot be built: ${entry} is missing`)
}
rmSync(join(root, 'dist'), { recursive: true, force: true })
await Promise.all([
  ...programs.map(({ entry, file, options, more }) =>
    build({ ...common, ...options, entryPoints: { [basename(file)]: entry, ...more }, outdir: dirname(file) }),
  ),
  build({ ...common, ...partsOfTheCommandLine }),
]).catch(() => fail('esbuild found errors; see above'))
writeFileSync(join(root, 'dist/cli/kkm.cjs'), START)

for (const { name, started } of programs) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, started), '--help'], { encoding: 'utf8' })
  if (status !== 0 || stdout === '') fail(`${name} was built but does not start (exit ${status}):\n${stderr}`)
}
