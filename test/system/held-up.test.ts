import assert from 'node:assert/strict'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Program } from './program.ts'
import { CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }

test('a configuration that lost the coordinates blocks as NOT_SET_UP, with the daemon alive; given back, the register sells', async (t) => {
  const world = await World.ready(t)
  await world.stop()
  const file = join(world.folder, 'kkm.toml')
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, whole.slice(0, whole.indexOf('[geo]')))
  await world.start()
  const { answer, exit } = await world.json(['ready'])
  assert.equal(exit, 6)
  const blocks = answer.error?.details['blocks'] as readonly { readonly code: string }[]
  assert.deepEqual(
    blocks.map(({ code }) => code),
    ['NOT_SET_UP'],
  )
  const refused = await (await world.client(CASHIER)).call('sale', SALE)
  assert.equal(refused.ok || refused.error.code, 'NOT_SET_UP')
  await sleep(1500)
  assert.ok(world.daemon.running, world.daemon.err)
  await world.stop()
  writeFileSync(file, whole)
  await world.start()
  await (await world.client(CASHIER)).result('sale', SALE)
})

test('the same key from several clients at once: all wait for the paper of the first', async (t) => {
  const world = await World.ready(t)
  const clients = await Promise.all(Array.from({ length: 8 }, () => world.client(CASHIER)))
  const results = await Promise.all(clients.map((client) => client.result('sale', { ...SALE, key: 'once' })))
  assert.equal(results.filter(({ replayed }) => replayed === false).length, 1)
  assert.deepEqual(
    results.map(({ documentNumber, printed }) => [documentNumber, printed]),
    results.map(() => [1, true]),
  )
})

test('a known key is never told "not now": in line too long behind others, and while the daemon starts', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 12, profile: 'transmit-only' })
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => world.client(CASHIER)))
  assert.ok(first && second && third)
  await first.result('sale', { ...SALE, key: 'done' })
  // The self-test of the opened shift asks the OFD, too.
  while (world.ofd.requests.at(-1)?.command !== 'SYSTEM') await sleep(20)
  await world.ofd.fault('silencex*')
  const slow = first.call('sale', { ...SALE, key: 'slow' })
  await sleep(100)
  const again = await Promise.all([
    second.call('sale', { ...SALE, key: 'slow' }),
    third.call('sale', { ...SALE, key: 'done' }),
  ])
  assert.equal(again[0].ok || again[0].error.code, 'OUTCOME_UNKNOWN')
  assert.equal(again[1].ok && again[1].result['replayed'], true)
  const unknown = await slow
  assert.equal(unknown.ok || unknown.error.code, 'OUTCOME_UNKNOWN')

  await world.kill()
  await world.start('socket')
  const client = await world.client(CASHIER)
  const starting = await client.call('sale', { ...SALE, key: 'new' })
  assert.equal(starting.ok || starting.error.code, 'STARTING')
  assert.equal((await client.result('sale', { ...SALE, key: 'done' }))['documentNumber'], 1)
  const still = await client.call('sale', { ...SALE, key: 'slow' })
  assert.equal(still.ok || still.error.code, 'OUTCOME_UNKNOWN')
  const other = await client.call('sale', { ...SALE, payments: { cash: '300' }, key: 'done' })
  assert.equal(other.ok || other.error.code, 'KEY_CONFLICT')
})

test('[R431-23] a sale that stands behind a question that the OFD never answers has its receipt within 7 s all the same', async (t) => {
  const world = await World.ready(t)
  const client = await world.client(CASHIER)
  await world.ofd.fault('silence:SYSTEMx*')
  await client.result('sale', { ...SALE, key: 'online' })
  await world.ofd.fault('silencex*')
  const begun = performance.now()
  const { mode } = await client.result('sale', { ...SALE, key: 'autonomous' })
  assert.equal(mode, 'autonomous')
  assert.ok(performance.now() - begun < 7000, `${performance.now() - begun} ms`)
})

test('a place for the accumulator that cannot be used is a sentence, not a stack', async (t) => {
  const world = await World.ready(t)
  await world.stop()
  const state = join(world.folder, 'state')
  renameSync(state, `${state}.away`)
  writeFileSync(state, 'a file where the folder was')
  const { exit, err } = await Program.ours('kkmd', ['--config', join(world.folder, 'kkm.toml')]).ended
  assert.equal(exit, 1)
  const words = err.split('\n').filter((line) => !line.startsWith('{'))
  assert.deepEqual(words, [`kkmd: ${state} cannot be used: EEXIST: file already exists, mkdir '${state}'`, ''])
  rmSync(state)
  renameSync(`${state}.away`, state)
  await world.start()
})

test('whom the daemon turns away is told in the language of the call', async (t) => {
  const world = await World.ready(t)
  const others = Array.from({ length: 16 }, () => connect(world.socket))
  t.after(() => others.map((socket) => socket.destroy()))
  await sleep(200)
  const { err, exit } = await world.kkm(['status'])
  assert.equal(exit, 7)
  assert.match(err, /16 clients/)
})
