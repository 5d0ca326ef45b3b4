import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  testClock,
  testLinks,
  testMemory,
  testPrinter,
  testSpace,
  testStorage,
} from '../../../src/daemon/selftest/units.ts'
import { selfTestRecords, type SelfTestResult } from '../../../src/fiscal/register/selftest.ts'
import { HOUR } from '../../../src/fiscal/time.ts'
import type { LinkState } from '../../../src/hw/ports.ts'
import { World, later, sale } from '../../register/world.ts'

const toldOf = ({ found, problem, state }: SelfTestResult): string => [state, problem, found].filter(Boolean).join(' ')

test('each state of the printer has its word; one that cannot tell is no fault', () => {
  const table = [
    ['ok', 'ok'],
    ['unknown', 'skipped printer-silent'],
    ['offline', 'failed printer-offline'],
    ['paper-out', 'failed paper-out'],
    ['cover-open', 'failed cover-open'],
    ['error', 'failed printer-error'],
  ] as const
  for (const [state, told] of table) assert.equal(toldOf(testPrinter({ state, paper: 'unknown' })), told)
})

test('the storage is written, synced and read back, and nothing is left; what cannot be written is a fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-units-'))
  try {
    assert.equal(toldOf(await testStorage(folder)), 'ok')
    const several = await Promise.all(Array.from({ length: 8 }, () => testStorage(folder)))
    assert.deepEqual(new Set(several.map(toldOf)), new Set(['ok']))
    assert.ok(!existsSync(join(folder, 'selftest.probe')))
    assert.equal(toldOf(await testStorage(join(folder, 'absent'))), 'failed storage-unwritable ENOENT')
    mkdirSync(join(folder, 'selftest.probe'))
    assert.equal(toldOf(await testStorage(folder)), 'failed storage-unwritable EISDIR')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('room, memory and links', () => {
  assert.equal(toldOf(testSpace(400, false)), 'ok')
  assert.equal(toldOf(testSpace(12, true)), 'warning little-space 12')
  assert.equal(toldOf(testMemory('MemTotal: 1 kB\nMemAvailable:    524288 kB\n')), 'ok')
  assert.equal(toldOf(testMemory('MemAvailable:    20480 kB\n')), 'warning little-memory 20 MB')
  assert.equal(toldOf(testMemory('MemAvailable:    4096 kB\n')), 'failed little-memory 4 MB')
  assert.equal(toldOf(testMemory('')), 'skipped')
  const link = (name: string, more: Partial<LinkState>) => ({ name, up: true, route: 'reached', ...more }) as LinkState
  assert.equal(toldOf(testLinks([link('ethernet', {}), link('lte', {})])), 'ok')
  const links = [link('ethernet', {}), link('lte', { up: false }), link('wifi', { route: 'unreachable' })]
  assert.equal(toldOf(testLinks(links)), 'warning link-down lte, wifi')
})

test('a clock behind the last document fails the test', async () => {
  const world = await World.ready()
  await world.make(sale('150.00'))
  const { state } = world.register
  assert.equal(toldOf(testClock(state, world.circumstances())), 'ok')
  const behind = { ...world.circumstances(), now: later(world.now, -HOUR) }
  assert.equal(toldOf(testClock(state, behind)), 'failed clock-wrong CLOCK_BEHIND')
})

/** The blocks that a run of the self-test sets and lifts, by the state before it. */
async function blocksAfter(world: World, results: readonly SelfTestResult[]): Promise<readonly string[]> {
  await world.register.record((state) => selfTestRecords(state, 'demand', results))
  return Object.keys(world.register.state.blocks)
}

test('[R1326-3.1] [R1326-3.2] [R431-3] what fails blocks, until that very test passes; what has a block of its own does not', async () => {
  const world = await World.ready()
  const failed = (test: SelfTestResult['test']): SelfTestResult => ({ test, state: 'failed' })
  const ok = (test: SelfTestResult['test']): SelfTestResult => ({ test, state: 'ok' })
  assert.deepEqual(await blocksAfter(world, [failed('printer'), failed('clock'), failed('links'), failed('ofd')]), [])
  assert.deepEqual(await blocksAfter(world, [failed('storage'), ok('memory')]), ['SELFTEST_FAILED'])
  assert.deepEqual(await blocksAfter(world, [failed('software')]), ['SELFTEST_FAILED', 'SOFTWARE_CHANGED'])
  await assert.rejects(world.make(sale('150.00')), { code: 'SELFTEST_FAILED' })
  // Another test that passes says nothing of the storage.
  assert.deepEqual(await blocksAfter(world, [ok('memory'), ok('records')]), ['SELFTEST_FAILED', 'SOFTWARE_CHANGED'])
  assert.deepEqual(await blocksAfter(world, [ok('storage')]), ['SOFTWARE_CHANGED'])
  assert.deepEqual(await blocksAfter(world, [{ test: 'software', state: 'skipped' }]), [])
  await world.make(sale('150.00'))
})
