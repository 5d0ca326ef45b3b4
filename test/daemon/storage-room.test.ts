import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { LEAST_SHIFT, StorageRoom, mediumOf } from '../../src/daemon/storage-room.ts'
import { HOUR } from '../../src/fiscal/time.ts'
import { TestClock } from './world.ts'

test('the room is told in shifts, by what those before have taken, and at least a mebibyte each', () => {
  const roomOf = (free: number, used: number, shifts: number) =>
    new StorageRoom({ free: () => free, used: () => used }, new TestClock(), () => shifts)
  assert.equal(roomOf(3000 * LEAST_SHIFT, 1000 * LEAST_SHIFT, 10).shiftsLeft(), 30)
  assert.equal(roomOf(3000 * LEAST_SHIFT, 1000 * LEAST_SHIFT, 10).isLow, false)
  assert.equal(roomOf(3000 * LEAST_SHIFT - 1, 1000 * LEAST_SHIFT, 10).isLow, true)
  assert.equal(roomOf(30 * LEAST_SHIFT, 10, 10).shiftsLeft(), 30)
  assert.equal(roomOf(29 * LEAST_SHIFT, 0, 0).isLow, true)
})

test('the medium is measured once an hour, not at each document', () => {
  const clock = new TestClock()
  let measured = 0
  const free = (): number => {
    measured += 1
    return (100 - measured) * LEAST_SHIFT
  }
  const room = new StorageRoom({ free, used: () => 0 }, clock, () => 1)
  for (let document = 0; document < 1000; document++) assert.equal(room.shiftsLeft(), 99)
  clock.elapsed += HOUR
  assert.deepEqual([room.shiftsLeft(), measured], [98, 2])
})

test('what the accumulator takes is the size of its files, what is free is told by the file system', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-room-'))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'accumulator'))
  writeFileSync(join(folder, 'accumulator', '000001.ldb'), Buffer.alloc(3000))
  writeFileSync(join(folder, 'accumulator', '000002.log'), Buffer.alloc(500))
  const medium = mediumOf({ stateDir: folder, mirrorDir: folder })
  assert.equal(medium.used(), 3500)
  assert.ok(medium.free() > 0)
})
