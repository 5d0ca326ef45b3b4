import assert from 'node:assert/strict'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordsOf } from './accumulator.ts'
import { SALE, TECHNICIAN, blocksOf, sold, untilBlocked, untilReady } from './damage.ts'
import { ADMIN, CASHIER, type World } from './world.ts'

const create = (world: World, output: string) => world.json(['backup', 'create', '--output', output], { user: 9 })

function restore(world: World, folder: string, user: number = TECHNICIAN.code) {
  const config = ['--config', join(world.folder, 'kkm.toml')]
  const second = [
    '--reason',
    'new board',
    '--second-user',
    '1',
    '--second-pin-file',
    join(world.folder, 'secrets', 'pin-1'),
  ]
  return world.json(['backup', 'restore', folder, ...second, ...config, '--yes'], { user })
}

test('[R003-3.6] [R003-A2.10.5] a backup brings a register back on a new board: same documents, a key of its own, reconciled before the first sale', async (t) => {
  const world = await sold(t, 4)
  await world.start()
  const backup = join(world.folder, 'backup')
  const created = await create(world, backup)
  assert.equal(created.exit, 0, JSON.stringify(created.answer))
  assert.deepEqual((await restore(world, backup)).answer.error?.code, 'RESTORE_RUNNING')
  await world.stop()
  rmSync(join(world.folder, 'state'), { recursive: true })

  assert.deepEqual((await restore(world, backup, 7)).answer.error?.code, 'NOT_PERMITTED')
  const forged = join(world.folder, 'forged')
  cpSync(backup, forged, { recursive: true })
  const file = join(forged, 'shift-000001.kkj')
  writeFileSync(file, readFileSync(file).fill(1, 2000, 2010))
  const refused = await restore(world, forged)
  assert.deepEqual([refused.exit, refused.answer.error?.code], [12, 'JOURNAL_DAMAGED'])

  const restored = await restore(world, backup)
  assert.equal(restored.exit, 0, JSON.stringify(restored.answer))
  assert.deepEqual([restored.exit, restored.answer.result], [0, { lost: { fiscal: 0, events: 0 }, lastDocument: 4 }])
  await world.ofd.fault('silencex*')
  await world.start('socket')
  await untilBlocked(world, 'NOT_RECONCILED')
  const early = await (await world.client(CASHIER)).call('sale', SALE)
  assert.ok(!early.ok)
  await world.ofd.clear()
  await untilReady(world)
  const cashier = await world.client(CASHIER)
  assert.equal((await cashier.result('sale', { ...SALE, key: 'k-4' }))['replayed'], true)
  assert.equal((await cashier.result('sale', SALE))['documentNumber'], 5)
  assert.equal((await world.kkm(['storage', 'check'], { user: 9 })).exit, 0)
  await world.stop()
  const records = await recordsOf(world)
  assert.ok(records.some((record) => record.kind === 'recovery' && record.act === 'restore'))
  assert.ok(records.some((record) => record.kind === 'device-key' && record.lost))
  assert.ok(
    records.some(
      (record) => record.kind === 'paper' && record.subject.type === 'page' && record.subject.page === 'recovery',
    ),
  )
})

test('what was registered after the backup is told as lost, and the OFD is adopted', async (t) => {
  const world = await sold(t, 2)
  await world.start()
  const backup = join(world.folder, 'backup')
  assert.equal((await create(world, backup)).exit, 0)
  const cashier = await world.client(CASHIER)
  for (let n = 3; n <= 5; n++) await cashier.result('sale', { ...SALE, key: `k-${n}` })
  await world.stop()
  const restored = await restore(world, backup)
  assert.equal(restored.exit, 0, JSON.stringify(restored.answer))
  const { lastDocument, lost } = restored.answer.result as { lastDocument: number; lost: { fiscal: number } }
  assert.deepEqual([lastDocument, lost.fiscal], [2, 6])
  await world.start('socket')
  await untilBlocked(world, 'TOKEN_INVALID')
  await world.ofd.token(1_234_567)
  await (await world.client(ADMIN)).result('token.set', { token: '1234567' })
  await untilBlocked(world, 'ROLLBACK')
  assert.ok(!(await blocksOf(world)).includes('NOT_RECONCILED'))
})
