import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysOffline } from '../tools/world/days-offline.ts'

test('[R1326-24] [R1326-27.7a] [R1326-27.7b] [R1326-28.2] three days without a link on the virtual clock, a Z a day; then all of it goes out in order, the daemon killed meanwhile', async (t) => {
  const told = await daysOffline({ documents: 120, killEvery: 40 })
  t.diagnostic(JSON.stringify(told))
  assert.deepEqual([told.documents, told.closings, told.kills], [120, 3, 2])
  assert.ok(told.hours > 70 && told.hours < 72)
})
