import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Day } from './documents.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const DOCUMENTS = 300
/** A shift ends after so many, an X report is taken after so many. */
const SHIFT = 120
const REPORT = 37
const METHODS = ['deposit', 'purchase', 'purchase-return', 'sale', 'sale-return', 'withdraw']

for (const [version, seed] of [
  ['2.0.2', 20_26],
  ['2.0.3', 11_21],
] as const)
  test(`[R1326-65-1] a day of ${DOCUMENTS} mixed documents in ${version}: another hand's OFD recounts every sum and finds no difference`, async (t) => {
    const world = await World.ready(t, { version })
    const admin = await world.client(ADMIN)
    await admin.result('settings.set', { name: 'purchases', value: 'on' })
    const client = await world.client(CASHIER)
    const day = new Day(seed)
    const made: Record<string, number> = {}
    for (let count = 1; count <= DOCUMENTS; count++) {
      const { method, params } = day.next()
      const answer = await client.call(method, params)
      assert.ok(answer.ok, `${method} ${JSON.stringify(params)}: ${JSON.stringify(answer)}`)
      made[method] = (made[method] ?? 0) + 1
      if (count % REPORT === 0) await client.result('report.x', {})
      if (count % SHIFT !== 0) continue
      await client.result('shift.close', { withdraw: count === SHIFT })
      await client.result('deposit', { sum: '50000000' })
    }
    await client.result('shift.close', {})
    const { differences, documents } = await world.ofd.summary()
    assert.deepEqual(world.ofd.differences.slice(0, 5), [])
    assert.equal(differences, 0)
    assert.equal(documents.length, DOCUMENTS + 2 * Math.floor(DOCUMENTS / SHIFT) + 1)
    assert.deepEqual(Object.keys(made).toSorted(), METHODS)
    t.diagnostic(JSON.stringify(made))
  })
