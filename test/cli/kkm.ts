import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { type Metafile, build } from 'esbuild'
import { commandLine } from '../../tools/bundles.ts'

const folder = mkdtempSync(join(tmpdir(), 'kkm-bundle-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const { main, apart } = commandLine(folder)

/** The command line as it ships, so that its parts are known. Built once a test file. */
export const [bundle, bundlesApart] = (
  await Promise.all([main, apart].map((options) => build({ ...options, metafile: true, sourcemap: false })))
).map(({ metafile }) => metafile) as [Metafile, Metafile]
chmodSync(folder, 0o755)

export const MAIN: string = join(folder, 'kkm.cjs')

export interface Ran {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface Options {
  readonly env?: NodeJS.ProcessEnv
  readonly stdin?: string
  /** Root may do everything; a test that needs somebody who may not runs as nobody. */
  readonly asNobody?: boolean
  /** With the process, as soon as it runs. */
  readonly during?: (child: ChildProcess) => void
}

/** Run by root, becomes nobody once it runs: the folder of this checkout may be closed to others. */
const BECOME_NOBODY = 'data:text/javascript,process.setgroups([]);process.setgid(65534);process.setuid(65534)'

/** Nothing of the machine's own surroundings: no locale, no session, no colours. */
const BARE_ENV = { PATH: process.env['PATH'], HOME: folder, LANG: 'en_US.UTF-8' }

const collect = (child: ChildProcess): Promise<Ran> =>
  new Promise((resolve) => {
    let out = ''
    let err = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk) => (out += String(chunk)))
    child.stderr?.setEncoding('utf8').on('data', (chunk) => (err += String(chunk)))
    child.on('close', (exit, signal) => resolve({ exit, signal, out, err }))
  })

/** Runs `kkm` as a process of its own, off a terminal. */
export function kkm(
  argv: readonly string[],
  { env = {}, stdin = '', asNobody = false, during }: Options = {},
): Promise<Ran> {
  const before = asNobody ? ['--import', BECOME_NOBODY] : []
  const child = spawn(process.execPath, [...before, MAIN, ...argv], { env: { ...BARE_ENV, ...env } })
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  during?.(child)
  return collect(child)
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

/**
 * Runs `kkm` on a terminal and types when it has been asked.
 * @param dialogue pairs: what the screen shows at last, what is typed then
 */
export function kkmOnTerminal(
  argv: readonly string[],
  dialogue: readonly (readonly [shown: string, typed: string])[],
  { env = {} }: Options = {},
): Promise<Ran> {
  const command = [process.execPath, MAIN, ...argv].map(quoted).join(' ')
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...BARE_ENV, TERM: 'xterm', ...env } })
  const left = [...dialogue]
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    screen += String(chunk)
    const [next] = left
    if (next === undefined || !screen.includes(next[0])) return
    left.shift()
    screen = ''
    child.stdin.write(next[1])
  })
  return collect(child)
}
