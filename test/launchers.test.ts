import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { renderFailure } from '../src/locale/render.ts'

const BIN = join(import.meta.dirname, '../bin')

/** Says what it was started with. */
const NODE = '#!/bin/sh\necho "node[$NODE_OPTIONS] $*"\n'

const PROGRAMS = [
  { name: 'kkm', options: '', bundle: 'dist/cli/kkm.cjs', notInstalled: 8 },
  { name: 'kkmd', options: '--max-semi-space-size=2 ', bundle: 'dist/daemon/boot.mjs', notInstalled: 1 },
  { name: 'kkm-sim', options: '', bundle: 'dist/sim/kkm-sim.mjs', notInstalled: 1 },
] as const

/** A checkout with nothing in it but a launcher, in a folder whose name has blanks. */
function checkout(t: TestContext, name: string): string {
  const root = join(mkdtempSync(join(tmpdir(), 'kkm-bin-')), 'a checkout')
  t.after(() => rmSync(dirname(root), { recursive: true }))
  mkdirSync(join(root, 'bin'), { recursive: true })
  copyFileSync(join(BIN, name), join(root, 'bin', name))
  return root
}

function put(path: string, content: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content, { mode })
}

const run = (path: string, ...args: string[]) =>
  spawnSync(path, args, { encoding: 'utf8', cwd: '/', env: { ...process.env, NODE_OPTIONS: '--inspect' } })

for (const { name, options, bundle, notInstalled } of PROGRAMS) {
  test(`${name} that is not installed says what to do and exits with ${notInstalled}`, (t) => {
    const root = checkout(t, name)
    const { status, stdout, stderr } = run(join(root, 'bin', name))
    assert.equal(status, notInstalled)
    assert.equal(stdout, '')
    assert.equal(stderr, `${name}: not installed yet: run ${root}/scripts/setup\n`)
  })

  test(`${name} runs the pinned Node from anywhere, through links, with its own options only`, (t) => {
    const root = checkout(t, name)
    const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
    put(join(root, 'node_modules', `node-linux-${arch}`, 'bin/node'), NODE, 0o755)
    put(join(root, bundle), '', 0o644)
    symlinkSync(join(root, 'bin', name), join(root, 'linked'))
    symlinkSync('linked', join(root, 'twice'))
    for (const path of ['bin/' + name, 'linked', 'twice']) {
      const { status, stdout } = run(join(root, path), 'sale', '--item', 'Нан = 1')
      assert.deepEqual([status, stdout], [0, `node[] ${options}${root}/${bundle} sale --item Нан = 1\n`])
    }
  })
}

test('kkm runs the screen, which lives for days, with a heap that is swept early', (t) => {
  const root = checkout(t, 'kkm')
  put(join(root, 'node_modules', `node-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`, 'bin/node'), NODE, 0o755)
  put(join(root, 'dist/cli/kkm.cjs'), '', 0o644)
  const { stdout } = run(join(root, 'bin/kkm'), '--lang', 'kk', 'tui', '--follow')
  assert.equal(
    stdout,
    `node[] --max-semi-space-size=4 --max-old-space-size=96 --single-threaded-gc ${root}/dist/cli/kkm.cjs --lang kk tui --follow\n`,
  )
})

test('a runtime that no longer runs is named by its launcher, which stays; kkm says so in three languages, and as JSON', async (t) => {
  const root = checkout(t, 'kkmd')
  for (const name of ['kkm', 'changed.sh']) copyFileSync(join(BIN, name), join(root, 'bin', name))
  const node = `node_modules/node-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}/bin/node`
  put(join(root, node), '#!/bin/sh\nexit 139\n', 0o755)
  const others = ['dist/daemon/boot.mjs', 'dist/daemon/stand-in.mjs', 'dist/cli/kkm.cjs']
  for (const file of others) put(join(root, file), '', 0o644)
  const list = spawnSync('sha256sum', [node, ...others], { cwd: root, encoding: 'utf8' }).stdout
  put(
    join(root, 'release/files'),
    list.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    0o644,
  )
  const socket = join(root, 'kkm.sock')
  put(join(root, 'kkm.toml'), `state_dir = "/nowhere"\n  socket='${socket}' # here\n`, 0o644)

  const child = spawn(join(root, 'bin/kkmd'), ['--config', join(root, 'kkm.toml')], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  for (let tries = 0; tries < 500 && !existsSync(`${socket}.changed`); tries++) await sleep(10)
  const said = spawnSync(join(root, 'bin/kkm'), ['--json', '--socket', socket, 'status'], { encoding: 'utf8' })
  assert.equal(said.status, 6)
  for (const language of ['kk', 'ru', 'en'] as const) {
    const { message, remedy } = renderFailure('SOFTWARE_CHANGED', { found: node }, language)
    assert.ok(said.stderr.includes(`${message}. ${remedy}\n`), `${message} in ${said.stderr}`)
  }
  const { error } = JSON.parse(said.stdout) as { error: ReturnType<typeof renderFailure> }
  const { message, remedy } = renderFailure('SOFTWARE_CHANGED', { found: node }, 'en')
  assert.deepEqual([error.message, error.remedy], [message, remedy])
  child.kill('SIGTERM')
  assert.equal(await ended, 0)
  assert.ok(!existsSync(`${socket}.changed`))

  // As it was made: nothing stands in the way
  put(join(root, 'release/files'), list, 0o644)
  assert.equal(run(join(root, 'bin/kkmd')).status, 139)
})
