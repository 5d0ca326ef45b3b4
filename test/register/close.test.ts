import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tiyn } from '../../src/fiscal/money.ts'
import { checksumOf } from '../../src/fiscal/register/checksum.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { World, refusal, sale } from './world.ts'

/** A day of sales, and its Z: what it says, and what it sent. */
async function closed(...prices: readonly string[]) {
  const world = await World.ready()
  for (const price of prices) await world.make(sale(price))
  const overall = checksumOf(world.register.state)
  await world.make({ type: 'close', withdraw: false })
  const document = factsOf(await world.journal.document(prices.length + 1))?.attempt.document
  if (document?.type !== 'close') throw new Error('no Z')
  const sent = world.sent.at(-1)?.message['close_shift'] as { z_report: { checksum: string } } | undefined
  return { world, overall, checksum: document.report.checksum, sent: sent?.z_report.checksum }
}

test('[R1326-12.1] a Z carries the checksum over all records before it, and has one of its own in the records after it', async () => {
  const { checksum, overall, sent, world } = await closed('100', '50')
  assert.deepEqual([checksum, sent], [overall, overall])
  assert.notEqual(checksumOf(world.register.state), overall)
  // The totals of the day are the same: only a record differs
  const other = await closed('50', '100')
  assert.notEqual(other.checksum, checksum)
})

test('[P203-shift11] after code 11 of the OFD nothing but closing the shift is possible, and closing lifts it', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.script.push(refusal(11))
  await world.make(sale())
  for (const request of [sale(), { type: 'placement', direction: 'deposit', sum: tiyn(100n) } as const])
    await assert.rejects(world.make(request), (error) => error instanceof Refusal && error.code === 'SHIFT_TOO_LONG')
  const before = world.sent.length
  assert.deepEqual(await world.make({ type: 'close', withdraw: false }), {})
  assert.equal(world.sent[before]?.command, 'COMMAND_CLOSE_SHIFT')
  assert.deepEqual(await world.make(sale()), {})
  assert.equal(world.register.state.shift?.number, 2)
})
