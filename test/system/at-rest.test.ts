import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Program } from './program.ts'
import { CASHIER, World } from './world.ts'

test('what kkmd keeps is its user’s alone, also in a folder that others may enter', async (t) => {
  const old = process.umask(0o022)
  t.after(() => process.umask(old))
  const world = await World.open(t)
  await world.kill()
  const state = join(world.folder, 'state')
  rmSync(state, { recursive: true })
  mkdirSync(state)
  chmodSync(state, 0o755)
  await world.start()
  const setup = await world.client()
  await setup.result('setup', {
    kkmId: 1024,
    token: '305419896',
    regNumber: '010102345678',
    serialNumber: 'SWK00412345',
    adminPin: '48151',
  })
  const files = readdirSync(state, { recursive: true, encoding: 'utf8' })
  assert.ok(files.some((name) => name.endsWith('.log')))
  for (const name of files) assert.equal(statSync(join(state, name)).mode & 0o077, 0, name)
  assert.equal(statSync(world.socket).mode & 0o777, 0o660)
})

test('kkm keeps its compiled code in the user’s own folder, never in a common one', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-cache-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [common, home] = ['tmp', 'home'].map((name) => join(folder, name))
  assert.ok(common && home)
  for (const path of [common, home]) mkdirSync(path)
  const run = (env: NodeJS.ProcessEnv) => Program.ours('kkm', ['version'], { TMPDIR: common, ...env }).ended
  assert.equal((await run({ HOME: home })).exit, 0)
  assert.deepEqual(readdirSync(join(home, '.cache')), ['kkm'])
  assert.equal((await run({ HOME: join(folder, 'none') })).exit, 0)
  assert.deepEqual(readdirSync(common), [])
  assert.deepEqual(readdirSync(folder).sort(), ['home', 'tmp'])
})

test('a time limit of years is a limit of years', async (t) => {
  const world = await World.ready(t)
  const { exit, err } = await world.kkm(['--timeout', '99999999', 'shift', 'status'], { user: CASHIER.code })
  assert.deepEqual([exit, err], [0, ''])
})
