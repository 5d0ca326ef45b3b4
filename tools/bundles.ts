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

/** Ink counts cells by a package that knows all scripts and emoji; the screen shows nothing that is not one cell wide. */
const withOwnWidth: Plugin = {
  name: 'own-width',
  setup(build) {
    build.onLoad({ filter: /node_modules\/string-width\/index\.js$/ }, () => ({
      contents: "export { cells as default } from './src/tui/cells.ts'",
      resolveDir: ROOT,
      loader: 'js',
    }))
  },
}

/** For packages that are no modules: esbuild leaves their `require` as it is. */
export const REQUIRE = "import{createRequire as r}from'node:module';const require=r(import.meta.url);"

/**
 * The command line in a folder: one CommonJS file, which with the cache of its compiled code starts in four fifths of the
 * time of modules in pieces, and what stands apart.
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
    entryPoints: { main: 'src/cli/main.ts' },
    outdir: folder,
    plugins: [apart],
  },
  apart: {
    ...COMMON,
    entryPoints: APART,
    outdir: join(folder, 'apart'),
    // React as it is for users, not for its developers
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    plugins: [withoutDevTools, withOwnWidth],
    minifySyntax: true,
    // Its native part is found where it is installed.
    external: ['level'],
    banner: { js: REQUIRE },
  },
})
