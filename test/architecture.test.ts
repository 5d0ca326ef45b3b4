import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

/** What a room may import beside itself: rooms or parts of them, packages, and parts of Node. The table of ARCHITECTURE.md. */
interface Room {
  readonly rooms: readonly string[]
  readonly packages: readonly string[]
  readonly node: readonly string[] | 'any'
  readonly why: string
}

const ROOMS: Readonly<Record<string, Room>> = {
  locale: { rooms: [], packages: [], node: [], why: 'words and errors stand alone' },
  fiscal: {
    rooms: ['locale'],
    packages: ['@bufbuild/protobuf'],
    node: [],
    why: 'the law is pure: no clock, no chance, no input or output',
  },
  accumulator: {
    rooms: ['fiscal'],
    packages: ['level'],
    node: ['buffer', 'child_process', 'crypto', 'fs', 'fs/promises', 'path', 'worker_threads', 'zlib'],
    why: 'it stores records and knows nothing of who made them',
  },
  goods: {
    rooms: ['fiscal', 'locale'],
    packages: ['level'],
    node: ['fs/promises', 'path', 'timers/promises', 'zlib'],
    why: 'the price list is no fiscal record: it has a database of its own and decides nothing',
  },
  escpos: {
    rooms: ['fiscal/documents', 'locale'],
    packages: ['pngjs', 'qrcode-terminal'],
    node: [],
    why: 'it turns lines into bytes and back, without input or output',
  },
  api: {
    rooms: ['fiscal', 'locale'],
    packages: ['zod'],
    node: ['net'],
    why: 'it describes the commands, it does not carry them out',
  },
  hw: {
    rooms: ['api/keys.ts', 'escpos', 'fiscal/time.ts', 'fiscal/wire/frame.ts'],
    packages: ['koffi', 'serialport', 'usb'],
    node: ['fs', 'fs/promises', 'net', 'os', 'timers/promises'],
    why: 'adapters know bytes and devices, not the law',
  },
  pdf: {
    rooms: ['escpos', 'fiscal/documents'],
    packages: ['pdfkit'],
    node: ['module', 'worker_threads'],
    why: 'it draws lines as a PDF in a thread of its own',
  },
  daemon: {
    rooms: [
      'accumulator',
      'api',
      'escpos',
      'fiscal',
      'goods',
      'hw',
      'locale',
      'pdf',
      'verifier/events.ts',
      'verifier/verify.ts',
    ],
    packages: ['nanoid', 'pino', 'toml-eslint-parser', 'zod'],
    node: 'any',
    why: 'it puts everything together, except its clients and the simulated world',
  },
  cli: {
    rooms: [
      'accumulator/verify.ts',
      'api',
      'daemon/configuration',
      'escpos',
      'fiscal/documents/lines.ts',
      'fiscal/units.ts',
      'locale',
      'tui/main.ts',
      'verifier',
    ],
    packages: ['commander', 'nanoid', 'write-excel-file'],
    node: 'any',
    why: 'it is a client of the socket and decides nothing',
  },
  tui: {
    rooms: ['api', 'escpos', 'fiscal', 'locale'],
    packages: ['ink', 'nanoid', 'react'],
    node: ['net'],
    why: 'it is a client of the socket: it shows and asks, the daemon decides',
  },
  verifier: {
    rooms: ['accumulator/mirror/dictionary.ts', 'accumulator/record.ts', 'fiscal/register/records.ts'],
    packages: ['level'],
    node: ['buffer', 'crypto', 'fs', 'fs/promises', 'os', 'path', 'timers/promises', 'worker_threads', 'zlib'],
    why: 'who checks the register shares nothing with it but what a record is',
  },
  sim: {
    rooms: ['escpos', 'fiscal', 'hw/ports.ts'],
    packages: ['@bufbuild/protobuf', 'commander'],
    node: 'any',
    why: 'the simulated world must not lean on the register that it checks',
  },
}

/** Known to all. */
const EVERYBODYS = ['release.ts']

const ROOT = join(import.meta.dirname, '..')
const SOURCES = join(ROOT, 'src')

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:tsx?|json)$/.test(file),
)

interface Import {
  readonly target: string
  /** Gone at run time. */
  readonly isType: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SOURCES, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const statements = text.matchAll(/^\s*(?:import|export)\s(?<what>[^'"]*?)\s?from\s'(?<target>[^'\n]+)'/gm)
  const plain = text.matchAll(/(?:^import\s|[^\w.]import\(\s*)'(?<target>[^'\n]+)'/gm)
  return [...statements, ...plain].map(({ groups }) => ({
    target: groups?.['target'] ?? '',
    isType: groups?.['what']?.startsWith('type') ?? false,
  }))
}

/** `fiscal/time.ts` for a file of ours, the specifier for anything else. */
const resolved = (file: string, target: string): string =>
  target.startsWith('.') ? relative(SOURCES, join(SOURCES, dirname(file), target)) : target

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

function reasonAgainst(file: string, target: string): string | undefined {
  const name = file.split('/')[0] ?? ''
  const room = ROOMS[name]
  if (room === undefined) return EVERYBODYS.includes(file) ? undefined : `src/${file} lies in no room of the table`
  if (target.startsWith('node:')) {
    const part = target.slice('node:'.length)
    if (room.node === 'any' || room.node.includes(part)) return undefined
  } else if (target.startsWith('.')) {
    const path = resolved(file, target)
    const allowed = [name, ...room.rooms, ...EVERYBODYS]
    if (allowed.some((place) => path === place || path.startsWith(`${place}/`))) return undefined
  } else if (room.packages.includes(packageOf(target))) return undefined
  return `src/${file} may not import ${target}: ${room.why}`
}

test('no room imports what the table of the architecture does not allow it', () => {
  const broken = files.flatMap((file) => importsOf(file).flatMap(({ target }) => reasonAgainst(file, target) ?? []))
  assert.deepEqual(broken, [])
})

test('the table is not empty words: forbidden imports are found', () => {
  const planted: readonly [string, string][] = [
    ['fiscal/register/decide.ts', 'node:crypto'],
    ['fiscal/money.ts', '../daemon/register.ts'],
    ['daemon/register.ts', 'level'],
    ['cli/main.ts', '../daemon/register.ts'],
    ['sim/ofd/ofd.ts', '../../hw/ofd/tcp-ofd.ts'],
    ['hw/printer/printer.ts', '../../fiscal/ticket/types.ts'],
    ['locale/errors.ts', 'zod'],
    ['shop/main.ts', '../fiscal/money.ts'],
  ]
  for (const [file, target] of planted) assert.ok(reasonAgainst(file, target) !== undefined, `${file} ${target}`)
  assert.ok(importsOf('hw/ofd/connection.ts').some(({ target }) => target === '../../fiscal/wire/frame.ts'))
})

test('every file that is imported exists', () => {
  const missing = files.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target.startsWith('.'))
      .map(({ target }) => resolved(file, target))
      .filter((path) => !files.includes(path)),
  )
  assert.deepEqual(missing, [])
})

test('the command line never loads zod, nor anything of the daemon that does', () => {
  const seen = new Map<string, string>([['cli/main.ts', 'cli/main.ts']])
  for (const [file, way] of seen) {
    for (const { target, isType } of importsOf(file)) {
      if (isType) continue
      assert.notEqual(packageOf(target), 'zod', `${way} → zod`)
      const path = resolved(file, target)
      if (files.includes(path) && !seen.has(path)) seen.set(path, `${way} → ${path}`)
    }
  }
  assert.ok(seen.size > 10)
})

test('ARCHITECTURE.md names every room', () => {
  const architecture = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  const rooms = new Set(files.map((file) => file.split('/')[0] ?? '').filter((name) => !EVERYBODYS.includes(name)))
  assert.deepEqual(
    [...rooms].filter((name) => !architecture.includes(`src/${name}/`)),
    [],
  )
  assert.deepEqual([...rooms].sort(), Object.keys(ROOMS).sort())
})
