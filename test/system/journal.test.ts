import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CASHIER, type Spoken, World } from './world.ts'

const verified = (answer: Spoken) =>
  ((answer.result?.['verified'] ?? []) as { source: string; documents: number }[]).map((one) => [
    one.source,
    one.documents,
  ])

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : -1)

const SALE = { items: [{ name: 'Нан', price: '150.00' }], payments: { cash: '150.00' } }

test('a journal is listed, exported, verified without the daemon, and a change of a single byte ends with 12', async (t) => {
  const world = await World.ready(t)
  const cashier = await world.client(CASHIER)
  for (let n = 0; n < 5; n++) await cashier.result('sale', { ...SALE, key: `sale-${n}` })
  await cashier.result('shift.close', { key: 'close' })
  await cashier.result('sale', { ...SALE, key: 'next' })
  cashier.close()
  const listed = await world.json(['journal', 'list'], { user: 1 })
  assert.equal(lengthOf(listed.answer.result?.['files']), 2)

  const folder = join(world.folder, 'export')
  const exported = await world.kkm(['--json', '--progress', 'journal', 'export', '--output', folder], { user: 1 })
  assert.equal(exported.exit, 0, exported.err)
  assert.match(exported.err, /"method":"journal.export","stage":"files","done":2,"total":2/)
  // Never over another one.
  assert.equal((await world.json(['journal', 'export', '--output', folder], { user: 1 })).exit, 2)

  const configuration = ['--config', join(world.folder, 'kkm.toml')]
  const running = await world.json(['journal', 'verify', ...configuration])
  assert.equal(running.exit, 0, JSON.stringify(running))
  assert.deepEqual(verified(running.answer), [['mirror', 7]])
  const told = await world.kkm(['--json', '--progress', 'journal', 'verify', ...configuration])
  const step = { schema: 1, progress: { method: 'journal.verify', stage: 'files', done: 2, total: 2 } }
  assert.ok(told.err.split('\n').includes(JSON.stringify(step)), told.err)
  assert.equal(lengthOf(running.answer.result?.['skipped']), 1)

  await world.stop()
  const stopped = await world.json(['journal', 'verify', ...configuration])
  assert.deepEqual(verified(stopped.answer), [
    ['mirror', 7],
    ['database', 7],
  ])
  const sound = await world.json(['journal', 'verify', folder])
  assert.equal(sound.exit, 0, JSON.stringify(sound))

  const file = join(folder, 'shift-000001.kkj')
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(900) ^ 4, 900)
  writeFileSync(file, bytes)
  const { answer, exit } = await world.json(['journal', 'verify', folder])
  assert.deepEqual([exit, answer.error?.code, answer.error?.details['fault']], [12, 'JOURNAL_DAMAGED', 'chain'])
  assert.equal((await world.json(['journal', 'verify', join(world.folder, 'nothing')])).exit, 10)
  assert.equal((await world.json(['journal', 'verify', folder, '--checksum', 'short'])).exit, 5)
  assert.equal((await world.json(['journal', 'verify', folder, '--key', '00'])).exit, 2)
})
