import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Peer } from './peer.ts'
import { CASHIER, World } from './world.ts'

const SALE = ['sale', '--item', 'Нан=150', '--cash'] as const

test('wait --for ready waits for a daemon that is not there yet, and is bounded by --timeout', async (t) => {
  const world = await World.ready(t)
  await world.stop()
  const late = await world.json(['--timeout', '1', 'wait', '--for', 'ready'])
  assert.deepEqual([late.exit, late.answer.error?.code, late.answer.error?.details['goal']], [7, 'NOT_YET', 'ready'])
  const waiting = world.json(['--timeout', '30', 'wait', '--for', 'ready'])
  await world.start()
  const { answer, exit } = await waiting
  assert.equal(exit, 0)
  assert.equal(answer.result?.['for'], 'ready')
})

test('wait --for drained and online end when the OFD is back and has every document', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 0.5 })
  const { port } = world.ofd
  await world.ofd.stop()
  assert.equal((await world.json(SALE, { user: CASHIER.code })).exit, 0)
  for (const goal of ['drained', 'online']) {
    const early = await world.json(['--timeout', '1', 'wait', '--for', goal])
    assert.deepEqual([early.exit, early.answer.error?.code], [7, 'NOT_YET'])
  }
  assert.equal((await world.json(['--timeout', '5', 'wait', '--for', 'printed'])).exit, 0)
  const both = await world.json(['--timeout', '1', 'wait', '--for', 'printed,drained'])
  assert.deepEqual([both.exit, both.answer.error?.details['goal']], [7, 'printed,drained'])
  assert.equal((await world.json(['wait', '--for', 'printed,toString'])).exit, 2)
  const waiting = ['drained', 'online,drained'].map((goal) => world.json(['--timeout', '30', 'wait', '--for', goal]))
  const peer = await Peer.start(['--listen', `127.0.0.1:${port}`])
  t.after(() => peer.stop())
  for (const { exit } of await Promise.all(waiting)) assert.equal(exit, 0)
  assert.equal((await world.json(['queue', 'list'], { user: CASHIER.code })).answer.result?.['length'], 0)
})
