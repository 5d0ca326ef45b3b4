import { createPrivateKey, createPublicKey, hash, sign } from 'node:crypto'
import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { filesBelow, KEY, LIST, RELEASE_FOLDER, SIGNATURE } from '../src/daemon/selftest/software.ts'
import { RELEASE } from '../src/release.ts'

/*
 * Makes the folder that is installed: the built programs, of their packages only the files that can be reached, the runtime,
 * and the signed list of all of it (docs/install.md).
 *   scripts/package --out FOLDER --key RELEASE-KEY.pem
 * The key is Ed25519, PKCS #8 in PEM, and stays outside: `openssl genpkey -algorithm ed25519`.
 */

const ROOT = join(import.meta.dirname, '..')
const ARCH = process.arch === 'arm64' ? 'arm64' : 'x64'

/** Packages that are more than what they import: native parts and data. Of the prebuilt ones only those of this machine. */
const WHOLE = [
  '@serialport/bindings-cpp',
  'classic-level',
  'dejavu-fonts-ttf',
  'koffi',
  'node-gyp-build',
  'pdfkit',
  'usb',
]
/** Of a whole package: not what other machines, compilers and readers of its source need. */
const LEFT_OUT =
  /(?:^|\/)(?:deps|src|test|tests|examples|doc|docs|\.github)\/|\.(?:md|ts|mts|cts|map|gyp|gypi|c|cc|cpp|h|hpp|txt|yml)$/
const FOREIGN = /(?:darwin|win32|android|freebsd|openbsd|musl|ia32|armv6|armv7|loong64|riscv64|linux-arm(?!64))/

function fail(sentence: string): never {
  console.error(`package: ${sentence}`)
  process.exit(1)
}

const { values } = parseArgs({ options: { out: { type: 'string' }, key: { type: 'string' } } })
const out = values.out ?? fail('--out FOLDER is missing')
const keyFile = values.key ?? fail('--key FILE is missing: an Ed25519 key in PEM')
if (existsSync(out)) fail(`${out} is there already`)
if (!existsSync(join(ROOT, 'dist/daemon/kkmd.mjs'))) fail('nothing is built: scripts/setup')

/** Everything that the built programs can import, by following every import. */
async function reachable(): Promise<readonly string[]> {
  const programs = filesBelow(join(ROOT, 'dist')).filter((file) => /\.[cm]js$/.test(file))
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: programs.map((file) => join('dist', file)),
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    loader: { '.node': 'empty', '.wasm': 'empty', '.bin': 'empty' },
    // Tools that a package looks for and a register does not have.
    external: ['react-devtools-core'],
  })
  return Object.keys(metafile.inputs).filter((file) => file.startsWith('node_modules/'))
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` → the folders whose package.json says how it is to be read. */
function manifestsAbove(file: string): readonly string[] {
  const found: string[] = []
  for (let folder = dirname(file); folder !== 'node_modules' && folder !== '.'; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(join(ROOT, manifest))) found.push(manifest)
  }
  return found
}

const wholePackage = (name: string): readonly string[] => {
  const folder = join('node_modules', name)
  if (!existsSync(join(ROOT, folder))) return []
  return filesBelow(join(ROOT, folder))
    .filter((file) => file === 'package.json' || (!LEFT_OUT.test(file) && !FOREIGN.test(file)))
    .map((file) => join(folder, file))
}

const folders = ['bin', 'systemd', 'docs'] as const
const imported = await reachable()
if (imported.length === 0) fail('no packages were found')
const files = new Set([
  ...folders.flatMap((folder) => filesBelow(join(ROOT, folder)).map((file) => join(folder, file))),
  ...filesBelow(join(ROOT, 'dist'))
    .filter((file) => /\.[cm]js$/.test(file))
    .map((file) => join('dist', file)),
  ...imported,
  ...imported.flatMap(manifestsAbove),
  ...WHOLE.flatMap(wholePackage),
  `node_modules/node-linux-${ARCH}/bin/node`,
  ...['reader.py', 'records.py', 'totals.py', 'ed25519.py'].map((name) => join('test/accumulator', name)),
  'README.md',
  'CHANGELOG.md',
  'package.json',
])

for (const file of files) {
  const to = join(out, file)
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(join(ROOT, file), to, constants.COPYFILE_FICLONE)
}
mkdirSync(join(out, RELEASE_FOLDER), { recursive: true })
const key = createPrivateKey(readFileSync(keyFile))
if (key.asymmetricKeyType !== 'ed25519') fail(`${keyFile} is no Ed25519 key`)
writeFileSync(join(out, RELEASE_FOLDER, 'release.json'), `${JSON.stringify({ release: RELEASE, arch: ARCH })}\n`)
const list = filesBelow(out)
  .map((file) => `${hash('sha256', readFileSync(join(out, file)), 'hex')}  ${file}\n`)
  .join('')
writeFileSync(join(out, LIST), list)
writeFileSync(join(out, SIGNATURE), sign(null, Buffer.from(list), key))
writeFileSync(join(out, KEY), createPublicKey(key).export({ type: 'spki', format: 'pem' }))
const bytes = filesBelow(out).reduce((sum, file) => sum + statSync(join(out, file)).size, 0)
console.log(
  `${relative(process.cwd(), out) || out}: release ${RELEASE}, ${files.size + 1} files, ${(bytes / 2 ** 20).toFixed(0)} MiB`,
)
