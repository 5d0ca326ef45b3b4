import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ADMIN, CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }

const commandsOf = (world: World): readonly string[] => world.ofd.requests.map(({ command }) => command)

test('ofd ping asks SYSTEM; with a link named, or while something is queued, it opens a connection and sends nothing', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 0.5, recoverySeconds: 60 })
  const admin = await world.client(ADMIN)
  const cashier = await world.client(CASHIER)
  const { system } = await admin.result('ofd.ping')
  assert.equal((system as Readonly<Record<string, unknown>>)['link'], 'default')
  assert.equal(commandsOf(world).at(-1), 'SYSTEM')
  const count = commandsOf(world).length
  assert.equal((await admin.result('ofd.ping', { link: 'default' }))['system'], undefined)
  const unknown = await admin.call('ofd.ping', { link: 'lte' })
  assert.ok(!unknown.ok && unknown.exit === 10 && unknown.error.code === 'LINK_UNKNOWN', JSON.stringify(unknown))
  assert.equal(commandsOf(world).length, count)
  await world.ofd.fault('silence:TICKETx*')
  assert.equal((await cashier.result('sale', SALE))['mode'], 'autonomous')
  const queued = await admin.result('ofd.ping')
  assert.equal(queued['system'], undefined)
  assert.equal(commandsOf(world).filter((command) => command === 'SYSTEM').length, 1)
  await world.ofd.clear()
  const { delivered, queue } = await admin.result('ofd.retry')
  assert.deepEqual([delivered, queue], [1, 0])
  assert.deepEqual(world.ofd.differences, [])
})

test('ofd retry asks INFO, whose OK lifts UNKNOWN_ID; the register sells again', async (t) => {
  const world = await World.ready(t, { recoverySeconds: 60 })
  const admin = await world.client(ADMIN)
  const cashier = await world.client(CASHIER)
  await world.ofd.fault('code:TICKET=1')
  const refused = await cashier.call('sale', SALE)
  assert.equal(refused.ok || refused.error.code, 'UNKNOWN_ID')
  const { blocks, lifted } = await admin.result('ofd.retry')
  assert.deepEqual([lifted, blocks], [['UNKNOWN_ID'], []])
  assert.equal((await cashier.result('sale', SALE))['mode'], 'online')
  const told = await admin.result('ofd.info')
  assert.deepEqual((told['lastDocument'] as { documentNumber: number }).documentNumber, 2)
})

test('ofd info of an OFD that is silent is told as such, and a sale after it is an ordinary one', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 0.5, recoverySeconds: 60 })
  const admin = await world.client(ADMIN)
  await world.ofd.fault('silence:INFOx*')
  const silent = await admin.call('ofd.info')
  assert.ok(!silent.ok && silent.exit === 7 && silent.error.code === 'OFD_UNREACHABLE', JSON.stringify(silent))
  await world.ofd.clear()
  const sale = await (await world.client(CASHIER)).result('sale', SALE)
  assert.equal(sale['registered'], true)
  assert.deepEqual(world.ofd.differences, [])
})

test('kkm says how the links do, what the OFD knows, and what a retry came to, in text', async (t) => {
  const world = await World.ready(t)
  await (await world.client(CASHIER)).result('sale', SALE)
  const said = async (...words: string[]) => {
    const { err, exit, out } = await world.kkm(words, { user: 1 })
    assert.equal(exit, 0, err)
    return out
  }
  const status = await said('link', 'status')
  assert.match(status, /^default: reached – served last$/m)
  assert.match(status, /Round trip +\d+ ms/)
  assert.match(status, /Loss +0 % \(\d+\)/)
  assert.match(await said('ofd', 'ping'), /^default +reached, 127\.0\.0\.1:\d+, \d+ ms$/m)
  assert.match(await said('ofd', 'ping'), /The OFD answered +default, \d+ ms/)
  const info = await said('ofd', 'info')
  for (const fact of ['010102345678', 'SWK00412345', '1024']) assert.match(info, new RegExp(fact))
  assert.match(await said('ofd', 'retry'), /Queue +empty/)
  const { exit } = await world.kkm(['link', 'status'], { user: 7 })
  assert.equal(exit, 9)
})
