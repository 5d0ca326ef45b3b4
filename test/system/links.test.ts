import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from './documents.ts'
import { ETHERNET, LTE, Network, type Wire, ip } from './network.ts'
import { Program, ROOT } from './program.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }
/** Milliseconds from a cashier's last key to a receipt at the worst (interface). */
const AT_THE_WORST = 7000

type Json = Readonly<Record<string, unknown>>

async function twoLinks(t: TestContext, wires: readonly Wire[] = [ETHERNET, LTE]) {
  const network = new Network(t, wires)
  const world = await World.ready(t, { network })
  const cashier = await world.client(CASHIER)
  const technician = await world.client(ADMIN)
  const links = async (): Promise<readonly Json[]> =>
    (await technician.result('link.status'))['links'] as readonly Json[]
  return { network, world, cashier, technician, links }
}

/** Until the queue is empty. */
async function drained({ world, cashier }: Pick<Awaited<ReturnType<typeof twoLinks>>, 'world' | 'cashier'>) {
  for (let count = 0; ; count++) {
    const { queue } = await cashier.result('status')
    if ((queue as Json)['length'] === 0) return
    assert.ok(count < 200, `the queue stayed: ${world.daemon.err}`)
    await sleep(50)
  }
}

for (const [how, cut] of [
  ['swallows all that comes back', (network: Network) => network.swallow(ETHERNET)],
  ['goes down', (network: Network) => network.down(ETHERNET)],
] as const)
  test(`[R1326-17] a link that ${how} in the middle of a sale: the other one serves within the same transaction, once`, async (t) => {
    const { cashier, links, network, world } = await twoLinks(t)
    const first = await cashier.result('sale', SALE)
    assert.equal(first['link'], 'ethernet')
    await world.ofd.fault('delay-after:TICKET=1')
    const begun = performance.now()
    const selling = cashier.result('sale', { ...SALE, key: 'cut' })
    await sleep(300)
    cut(network)
    const sale = await selling
    const elapsed = performance.now() - begun
    assert.deepEqual([sale['mode'], sale['link'], sale['registered']], ['online', 'lte', true])
    assert.ok(elapsed < 5000, `${elapsed} ms`)
    const next = await cashier.result('sale', SALE)
    assert.deepEqual([next['mode'], next['link']], ['online', 'lte'])
    const [ethernet, lte] = await links()
    assert.deepEqual([ethernet?.['servedLast'], lte?.['servedLast'], lte?.['route']], [false, true, 'reached'])
    assert.deepEqual([lte?.['address'], lte?.['server']], [LTE.register, `192.0.2.1:${world.ofd.port}`])
    assert.equal((await world.ofd.summary()).documents.length, 3)
    assert.deepEqual(world.ofd.differences, [])
  })

test('[R1326-17] [R431-17] both links dead: an autonomous receipt in time; one back: all of it is delivered; the other back: it serves', async (t) => {
  const { cashier, links, network, technician, world } = await twoLinks(t)
  await cashier.result('sale', SALE)
  network.swallow(ETHERNET)
  network.swallow(LTE)
  const begun = performance.now()
  const sale = await cashier.result('sale', SALE)
  const elapsed = performance.now() - begun
  assert.equal(sale['mode'], 'autonomous')
  assert.ok(elapsed < AT_THE_WORST, `${elapsed} ms`)
  const dead = await technician.call('ofd.ping')
  assert.ok(!dead.ok && dead.exit === 7 && dead.error.code === 'OFD_UNREACHABLE', JSON.stringify(dead))
  assert.match(dead.error.message, /ethernet: .*lte: /)
  network.restore(LTE)
  await drained({ world, cashier })
  assert.equal((await links())[1]?.['servedLast'], true)
  network.restore(ETHERNET)
  const online = await cashier.result('sale', SALE)
  assert.equal(online['mode'], 'online')
  const { documents } = await world.ofd.summary()
  assert.deepEqual(
    documents.map(({ number }) => number),
    [1, 2, 3],
  )
  assert.deepEqual(world.ofd.differences, [])
})

test('[R1326-17] a link that flaps while 12 sales are made: each is online, within the transaction, at the OFD once', async (t) => {
  const { cashier, network, world } = await twoLinks(t)
  const over = new AbortController()
  const flapping = (async () => {
    for (let isUp = true; !over.signal.aborted; isUp = !isUp) {
      if (isUp) network.down(ETHERNET)
      else network.up(ETHERNET)
      await sleep(70)
    }
  })()
  const served = new Set<unknown>()
  for (let number = 1; number <= 12; number++) {
    const begun = performance.now()
    const sale = await cashier.result('sale', { ...SALE, key: `flap-${number}` })
    assert.deepEqual([sale['mode'], sale['documentNumber']], ['online', number])
    assert.ok(performance.now() - begun < 5000)
    served.add(sale['link'])
    await sleep(30)
  }
  over.abort()
  await flapping
  const { documents } = await world.ofd.summary()
  assert.deepEqual(
    documents.map(({ number }) => number),
    Array.from({ length: 12 }, (_, index) => index + 1),
  )
  assert.deepEqual(world.ofd.differences, [])
  t.diagnostic(`served by ${[...served].join(' and ')}`)
})

/** Both links are cut so often; `npm run cuts` does it 200 times. */
const CUTS = Number(process.env['KKM_CUTS'] ?? 4)
const HOUSES = Math.min(3, CUTS)

test(`[R1326-23] both links cut at any moment of a sale, ${CUTS} times: a receipt within 7 s at the worst, and all of them delivered in order`, async (t) => {
  const chance = chanceOf(CUTS)
  const measured: number[] = []
  const cut = async ({ cashier, network, world }: Awaited<ReturnType<typeof twoLinks>>): Promise<void> => {
    const [when, isDown] = [chance() * 400, chance() < 0.5]
    await world.ofd.fault(`delay-${chance() < 0.5 ? 'before' : 'after'}:TICKET=0.3`)
    const begun = performance.now()
    const selling = cashier.result('sale', SALE).then((sale) => ({ sale, took: performance.now() - begun }))
    await sleep(when)
    for (const wire of [ETHERNET, LTE]) {
      if (isDown) network.down(wire)
      else network.swallow(wire)
    }
    const { sale, took } = await selling
    assert.equal(sale['registered'], true)
    if (sale['mode'] === 'autonomous') measured.push(took)
    for (const wire of [LTE, ETHERNET]) {
      if (isDown) network.up(wire)
      else network.restore(wire)
    }
    await world.ofd.clear()
    await drained({ world, cashier })
  }
  const house = async (): Promise<void> => {
    const all = await twoLinks(t)
    const tries = Math.ceil(CUTS / HOUSES)
    for (let count = 0; count < tries; count++) await cut(all)
    const { documents } = await all.world.ofd.summary()
    assert.deepEqual(
      documents.map(({ number }) => number),
      Array.from({ length: tries }, (_, index) => index + 1),
    )
    assert.deepEqual(all.world.ofd.differences, [])
  }
  await Promise.all(Array.from({ length: HOUSES }, house))
  const sorted = measured.toSorted((a, b) => a - b)
  const [median = 0, worst = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  t.diagnostic(
    `${CUTS} tries, ${measured.length} autonomous receipts: p50 ${Math.round(median)} ms, the worst ${Math.round(worst)} ms`,
  )
  assert.ok(measured.length > 0)
  assert.ok(worst < AT_THE_WORST, `${worst} ms`)
})

test('[R1326-17] [R1326-4] an interface that appears while the register runs is used, and one that comes back is first again', async (t) => {
  const { cashier, links, network, technician } = await twoLinks(t, [LTE])
  assert.equal((await cashier.result('sale', SALE))['link'], 'lte')
  const [absent] = await links()
  assert.deepEqual([absent?.['up'], absent?.['route'], absent?.['problem']], [false, 'unknown', 'no address'])
  const unplugged = await technician.call('ofd.ping', { link: 'ethernet' })
  assert.ok(!unplugged.ok && unplugged.error.code === 'OFD_UNREACHABLE', JSON.stringify(unplugged))
  network.plug(ETHERNET)
  const pinged = (await technician.result('ofd.ping', { link: 'ethernet' }))['links'] as readonly Json[]
  assert.deepEqual([pinged[0]?.['reached'], pinged[0]?.['address']], [true, ETHERNET.register])
  assert.equal((await cashier.result('sale', SALE))['link'], 'ethernet')
  network.down(ETHERNET)
  assert.equal((await cashier.result('sale', SALE))['link'], 'lte')
  network.up(ETHERNET)
  assert.equal((await cashier.result('sale', SALE))['link'], 'ethernet')
})

test('the dispatcher for NetworkManager leads an address through its own table, follows its change, and falls through to no other link', async (t) => {
  const network = new Network(t, [ETHERNET, LTE])
  const { daemon, host } = network
  const { device, ofd, register, table } = ETHERNET
  const event = async (name: string) => {
    const script = `${ROOT}/systemd/network/50-kkm-links`
    const { err, exit } = await Program.within(daemon, 'sh', [script, device, name]).ended
    assert.deepEqual([exit, err], [0, ''])
  }
  const rules = () =>
    ip(['-n', daemon, 'rule'])
      .split('\n')
      .filter((line) => line.includes(`lookup ${table}`))
      .map((line) => line.replaceAll(/\s+/g, ' ').trim())
  ip(['-n', daemon, 'rule', 'delete', 'from', register, 'lookup', table])
  ip(['-n', daemon, 'route', 'add', 'default', 'via', LTE.ofd])
  await event('up')
  assert.deepEqual(rules(), [`${table}: from ${register} lookup ${table}`])
  assert.match(ip(['-n', daemon, 'route', 'get', host, 'from', register]), new RegExp(`via ${ofd} dev ${device}`))
  ip(['-n', daemon, 'address', 'delete', `${register}/24`, 'dev', device])
  ip(['-n', daemon, 'address', 'add', '10.77.1.9/24', 'dev', device])
  await event('dhcp4-change')
  assert.deepEqual(rules(), [`${table}: from 10.77.1.9 lookup ${table}`])
  network.down(ETHERNET)
  assert.throws(() => ip(['-n', daemon, 'route', 'get', host, 'from', '10.77.1.9']), /No route to host/)
  await event('down')
  assert.deepEqual(rules(), [])
})
