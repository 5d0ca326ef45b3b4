import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qualityOf } from '../../src/daemon/link-quality.ts'
import type { LinkState, RecentTries } from '../../src/hw/ports.ts'

const link = (recent: RecentTries): LinkState => ({
  name: 'ethernet',
  up: true,
  route: 'reached',
  servedLast: false,
  failures: 0,
  recent,
})

test('the OFD is told of all links together: rounded averages, and the share of tries that were lost', () => {
  assert.deepEqual(
    qualityOf([
      link({ tries: 3, lost: 0, connects: [10.4, 20], roundTrips: [100, 101] }),
      link({ tries: 3, lost: 2, connects: [60], roundTrips: [300] }),
    ]),
    { connect: 30, roundTrip: 167, loss: 33 },
  )
})

test('without a connection there is nothing to tell, and without an answer no round trip', () => {
  assert.equal(qualityOf([link({ tries: 2, lost: 2, connects: [], roundTrips: [] })]), undefined)
  assert.deepEqual(qualityOf([link({ tries: 2, lost: 2, connects: [5], roundTrips: [] })]), { connect: 5, loss: 100 })
})
