import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }

test('a sale whose answer is lost through a kill and the start after it: the OFD is asked for nothing else before it, and has it once', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 1, recoverySeconds: 1 })
  const client = await world.client(CASHIER)
  await client.result('sale', SALE)
  // The OFD takes tickets and does not answer them in time; INFO and SYSTEM it answers at once.
  await world.ofd.fault('delay-after:TICKETx*=30')
  const lost = client.call('sale', { ...SALE, key: 'lost' }).catch(() => undefined)
  await sleep(500)
  await world.kill()
  await lost
  await world.start()
  await sleep(1500)
  await world.ofd.clear()
  for (let left = 40; left > 0 && (await world.json(['ready'])).exit !== 0; left -= 1) await sleep(250)
  const { answer, exit } = await world.json(['ready'])
  assert.equal(exit, 0, JSON.stringify(answer))
  const again = await (await world.client(CASHIER)).result('sale', { ...SALE, key: 'lost' })
  assert.equal(again['documentNumber'], 2)
  const { documents } = await world.ofd.summary()
  assert.deepEqual(
    documents.map(({ number }) => number),
    [1, 2],
  )
  assert.deepEqual(
    world.ofd.requests.filter(({ code }) => code !== 0),
    [],
  )
})
