import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Day } from './documents.ts'
import { CASHIER, World } from './world.ts'

const DOCUMENTS = 300
/** A shift ends after so many, an X report is taken after so many. */
const SHIFT = 120
const REPORT = 37

for (const [version, seed] of [
  ['2.0.2', 20_26],
  ['2.0.3', 11_21],
] as const)
  test(`a day of ${DOCUMENTS} mixed documents in ${version}: another hand's OFD recounts every sum and finds no difference`, async (t) => {
    const world = await World.ready(t, { version })
    const client = await world.client(CASHIER)
    const day = new Day(seed)
    const made: Record<string, number> = {}
    for (let count = 1; count <= DOCUMENTS; count++) {
      const { method, params } = day.next()
      const answer = await client.call(method, params)
      if (!answer.ok && answer.error.code === 'UNKNOWN_METHOD') continue
      assert.ok(answer.ok, `${method} ${JSON.stringify(params)}: ${JSON.stringify(answer)}`)
      made[method] = (made[method] ?? 0) + 1
      if (count % REPORT === 0) await client.result('report.x', {})
      if (count % SHIFT === 0) await client.result('shift.close', { withdraw: count === SHIFT })
    }
    await client.result('shift.close', {})
    const { documents, differences } = await world.ofd.summary()
    assert.deepEqual(world.ofd.differences.slice(0, 5), [])
    assert.equal(differences, 0)
    console.log(made, documents.length)
  })
