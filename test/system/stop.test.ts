import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from './documents.ts'
import { CASHIER, World } from './world.ts'

const LIMIT = 2000
const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: 'rest' } }

/** Faults of the OFD under which the daemon is told to stop, each at seeded moments after a sale was asked for. */
const TABLE = [
  ['nothing goes on', undefined],
  ['a sale is under way', 'delay-before:TICKET=0.1'],
  ['the OFD is silent', 'silence:TICKET'],
  ['the OFD is busy', 'code:TICKETx*=254'],
  ['the OFD drops every connection', 'drop-before:TICKETx*'],
] as const

for (const [when, fault] of TABLE)
  test(`SIGTERM while ${when}: it ends in less than two seconds with exit code 0, and the key finds the sale afterwards`, async (t) => {
    const world = await World.ready(t, { recoverySeconds: 0.5 })
    const chance = chanceOf(7)
    const slow: number[] = []
    for (let count = 0; count < 3; count++) {
      if (fault) await world.ofd.fault(fault)
      const key = `stop-${count}`
      const client = await world.client(CASHIER)
      const first = fault ? client.call('sale', { ...SALE, key }).catch(() => undefined) : undefined
      await sleep(chance() * 150)
      const { exit, signal, milliseconds, err } = await world.stop()
      assert.deepEqual([exit, signal], [0, null])
      assert.doesNotMatch(err, /took too long/)
      if (milliseconds >= LIMIT) slow.push(Math.round(milliseconds))
      await first
      await world.ofd.clear()
      await world.start()
      const later = await world.client(CASHIER)
      const { registered } = await later.result('sale', { ...SALE, key })
      assert.equal(registered, true)
    }
    assert.deepEqual(slow, [])
    const { documents } = await world.ofd.summary()
    assert.equal(documents.length, 3)
    assert.deepEqual(world.ofd.differences, [])
  })

test('SIGTERM before the first answer to a start-up: it ends in less than two seconds', async (t) => {
  const world = await World.ready(t)
  await world.stop()
  await world.ofd.fault('silence')
  await world.start('socket')
  const { exit, milliseconds } = await world.stop()
  assert.equal(exit, 0)
  assert.ok(milliseconds < LIMIT, `${milliseconds} ms`)
})
