import assert from 'node:assert/strict'
import { test } from 'node:test'
import { POINTS } from './points.ts'
import { torture } from './torture.ts'

/** The whole, 500 kills, is `npm run torture`. */
const KILLS = 24

test(`killed ${KILLS} times on the two sides of each effect, online, with answers lost and while the queue drains: ledger, accumulator and paper agree`, async (t) => {
  const { by, copies, documents, kills, seconds } = await torture(t, { kills: KILLS, seed: 7 })
  t.diagnostic(`${kills} kills, ${documents} documents, ${copies} copies, ${Math.round(seconds)} s`)
  assert.equal(kills, KILLS)
  assert.ok(POINTS.filter((point) => by[point] !== undefined).length >= 9, JSON.stringify(by))
})
