// Bundles the three programs into dist/. The command line is one lean file and loads the rest on demand.
import { rmSync } from 'node:fs'
import { build } from 'esbuild'

const common = {
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

rmSync('dist', { recursive: true, force: true })
await Promise.all([
  build({ ...common, banner, entryPoints: { kkm: 'src/cli/main.ts' }, outdir: 'dist/cli', minifySyntax: true }),
  build({ ...common, entryPoints: { kkmd: 'src/daemon/main.ts' }, outdir: 'dist/daemon', packages: 'external' }),
  build({ ...common, entryPoints: { 'kkm-sim': 'src/sim/main.ts' }, outdir: 'dist/sim', packages: 'external' }),
])
