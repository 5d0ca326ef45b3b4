import { join } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'

const ROOT = join(import.meta.dirname, '..')

/** What all bundles have in common. */
export const COMMON = {
  absWorkingDir: ROOT,
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
} as const satisfies BuildOptions

/**
 * What one command needs and all others would have to read: bundles of their own, loaded when that command runs. They share
 * no module with the rest, so that an error class of theirs is not ours: what they throw is a bug, what they find they
 * return.
 */
export const APART: Readonly<Record<string, string>> = {
  completion: 'src/cli/completion/index.ts',
  doctor: 'src/cli/doctor/machine.ts',
  journal: 'src/cli/journal/offline.ts',
  schema: 'src/cli/schema-data.ts',
  support: 'src/cli/support/bundle.ts',
  tui: 'src/tui/main.ts',
  workbook: 'src/cli/workbook.ts',
}

/** What few calls need, each a CommonJS file of its own beside the first. */
const BESIDE: Readonly<Record<string, string>> = {
  catalogue: 'src/cli/catalogue.ts',
  qr: 'src/escpos/qr-terminal.ts',
  rest: 'src/cli/run.ts',
}

/** An `import()` of those becomes a `require`: Node's loader of modules takes its time when it is first needed. */
const beside: Plugin = {
  name: 'beside',
  setup(build) {
    const places = new Map(Object.entries(BESIDE).map(([name, file]) => [join(ROOT, file), `./${name}.cjs`]))
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, namespace, path, resolveDir }) => {
      if (namespace === 'beside') return { path, external: true }
      const place = kind === 'dynamic-import' ? places.get(join(resolveDir, path)) : undefined
      return place === undefined ? undefined : { path: place, namespace: 'beside' }
    })
    build.onLoad({ filter: /./, namespace: 'beside' }, ({ path }) => ({
      contents: `module.exports = require('${path}')`,
    }))
  },
}

/** Threads of what stands apart, in files beside it. */
const THREADS = { verifier: 'src/verifier/thread.ts' }

const apart: Plugin = {
  name: 'apart',
  setup(build) {
    const places = new Map(Object.entries(APART).map(([name, file]) => [join(ROOT, file), `./apart/${name}.mjs`]))
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
      const place = kind === 'dynamic-import' ? places.get(join(resolveDir, path)) : undefined
      return place === undefined ? undefined : { path: place, external: true }
    })
  },
}

/** The developer's tools that Ink would look for are not installed: an empty module stands in their place. */
const withoutDevTools: Plugin = {
  name: 'without-devtools',
  setup(build) {
    build.onLoad({ filter: /ink\/build\/devtools\.js$/ }, () => ({ contents: 'export {}', loader: 'js' }))
  },
}

/** Parts of Ink that know all scripts and any layout, at a price; the screen has rows of characters that are one cell wide. */
const OWN: readonly (readonly [filter: RegExp, own: string])[] = [
  [/node_modules\/string-width\/index\.js$/, "export { cells as default } from './src/tui/cells.ts'"],
  [/ink\/build\/output\.js$/, "export { Output as default } from './src/tui/output.ts'"],
]

const withOwnParts: Plugin = {
  name: 'own-parts',
  setup(build) {
    for (const [filter, contents] of OWN) build.onLoad({ filter }, () => ({ contents, resolveDir: ROOT, loader: 'js' }))
  },
}

/** For packages that are no modules: esbuild leaves their `require` as it is. */
export const REQUIRE = "import{createRequire as r}from'node:module';const require=r(import.meta.url);"

/**
 * The command line in a folder: a CommonJS file with what machines call all day, which is smaller than a cache of its compiled
 * code would be worth; the rest beside it; and what stands apart (ADR 19).
 */
export const commandLine = (folder: string): { readonly main: BuildOptions; readonly apart: BuildOptions } => ({
  main: {
    ...COMMON,
    format: 'cjs',
    splitting: false,
    minifySyntax: true,
    // A third less to read at each start: most of it is words that are not English
    minifyWhitespace: true,
    charset: 'utf8',
    outExtension: { '.js': '.cjs' },
    entryPoints: { kkm: 'src/cli/main.ts', ...BESIDE },
    outdir: folder,
    plugins: [beside, apart],
  },
  apart: {
    ...COMMON,
    entryPoints: { ...APART, ...THREADS },
    outdir: join(folder, 'apart'),
    // React as it is for users, not for its developers
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    plugins: [withoutDevTools, withOwnParts],
    minifySyntax: true,
    // Its native part is found where it is installed.
    external: ['level'],
    banner: { js: REQUIRE },
  },
})
