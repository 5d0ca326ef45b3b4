import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredBytes } from '../../../src/accumulator/leveldb-journal.ts'
import { yielding } from '../../../src/daemon/selftest/yielding.ts'
import { instant } from '../../../src/fiscal/time.ts'

const RECORD = Uint8Array.of(1)

/** A clock that jumps to the end of each sleep, and a till that sells as the row says: when each document begins and ends. */
function till(documents: readonly (readonly [began: number, ended: number])[]) {
  let now = 0
  const stopping = new AbortController()
  const clock = {
    now: () => instant(now),
    monotonic: () => now,
    sleep: async (milliseconds: number) => void (now += milliseconds),
  }
  const register = {
    idleFor: () => {
      const begun = documents.filter(([began]) => began <= now)
      const ended = Math.max(Number.NEGATIVE_INFINITY, ...begun.map(([, end]) => end))
      return ended > now ? 0 : now - ended
    },
  }
  const records: StoredBytes = { next: async () => [RECORD], close: async () => undefined }
  const source = yielding(records, { clock, register }, stopping.signal)
  return { stopping, next: async () => (assert.deepEqual(await source.next('fiscal', 1), [RECORD]), now) }
}

test('records for the look at all of them are handed out at once while nobody sells', async () => {
  assert.equal(await till([]).next(), 0)
  assert.equal(await till([[-1000, -900]]).next(), 0)
})

test('while a document is made, and shortly behind it, they are held back', async () => {
  assert.equal(await till([[-10, 40]]).next(), 200)
  assert.equal(
    await till([
      [0, 40],
      [150, 160],
    ]).next(),
    325,
  )
})

test('where one document follows the other all day some are handed out each second all the same', async () => {
  const { next } = till([[0, 1_000_000]])
  assert.equal(await next(), 1000)
  assert.equal(await next(), 2000)
})

test('a stop is not waited with', async () => {
  const { next, stopping } = till([[0, 1_000_000]])
  stopping.abort()
  assert.equal(await next(), 0)
})
