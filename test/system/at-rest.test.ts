import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Program } from './program.ts'
import { ADMIN, CASHIER, World } from './world.ts'

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

test('[R1326-26.3] after more than 720 hours without power each record is there and proved, and what was not sent goes out', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 0.6, recoverySeconds: 0.5, movableClock: true })
  const sale = (key: string) => ['sale', '--key', key, '--item', 'Нан=150*2@16', '--cash', '1000']
  const cashier = { user: CASHIER.code }
  const technician = { code: 3, pin: '97531' }
  await (await world.client(ADMIN)).result('user.add', { ...technician, name: 'Ерлан', role: 'technician' })
  world.secret('pin-3', technician.pin)
  const before = await world.json(sale('a'), cashier)
  await world.ofd.fault('silencex*')
  const autonomous = await world.json(sale('b'), cashier)
  assert.equal(autonomous.answer.result?.['mode'], 'autonomous')
  const kept = await world.json(['receipt', 'show', 'key:b'], cashier)
  await world.kill()

  world.moveClock(721 * 3_600_000)
  await world.start()
  assert.deepEqual(
    (await world.json(['receipt', 'show', 'key:b'], cashier)).answer.result?.['lines'],
    kept.answer.result?.['lines'],
  )
  const shown = await world.json(['receipt', 'show', 'key:a'], cashier)
  assert.equal(shown.answer.result?.['fiscalSign'], before.answer.result?.['fiscalSign'])
  const verified = await world.json(['journal', 'verify', '--config', join(world.folder, 'kkm.toml')])
  assert.equal(verified.exit, 0, JSON.stringify(verified.answer))
  // What waited goes out by itself; a clock so far ahead is vouched for by a person, and an old shift has its Z
  await world.ofd.clear()
  assert.equal((await world.json(['--timeout', '60', 'wait', '--for', 'drained'])).exit, 0)
  const { answer } = await world.json(sale('c'), cashier)
  assert.equal(answer.error?.code, 'CLOCK_JUMP')
  const today = String(answer.error?.details?.['now']).slice(0, 10)
  const confirmed = await world.json(['time', 'confirm', '--date', today, '--again', today, '--yes'], {
    user: technician.code,
  })
  assert.equal(confirmed.exit, 0, JSON.stringify(confirmed.answer))
  assert.equal((await world.json(sale('c'), cashier)).answer.error?.code, 'SHIFT_TOO_LONG')
  assert.equal((await world.json(['shift', 'close', '--key', 'z'], cashier)).exit, 0)
  assert.equal((await world.json(sale('c'), cashier)).exit, 0)
  assert.equal((await world.ofd.summary()).documents.length, 4)
})
