import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RandomHands } from './real.ts'

test('random hands at a real daemon: no dead end, and the OFD has what was confirmed, no more and no less', async (t) => {
  const hands = await RandomHands.open(t)
  for (let seed = 1; seed <= 60; seed++) await hands.sequence(seed)
  const { documents } = await hands.compare()
  assert.ok(documents > 20, `${documents} documents`)
})
