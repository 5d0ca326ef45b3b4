import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordsOf } from './accumulator.ts'
import { SALE, TECHNICIAN, blocksOf, journal, sold, together, untilBlocked, untilReady } from './damage.ts'
import { ROOT } from './program.ts'
import { ADMIN, CASHIER, REGISTERED, type World } from './world.ts'

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
  // The OFD has not been able to say what it has
  assert.equal((await together(world, 'adopt-ofd')).answer.error?.code, 'NOT_RECONCILED')
  await withToken(world, 1_234_567)
  await untilBlocked(world, 'ROLLBACK')
  assert.ok(!(await blocksOf(world)).includes('NOT_RECONCILED'))
})

async function withToken(world: World, token: number): Promise<void> {
  await world.ofd.token(token)
  await (await world.client(ADMIN)).result('token.set', { token: String(token) })
}

/** The strict OFD takes each document and the Z, whose figures are its own to the last. */
async function sellsAndCloses(world: World): Promise<void> {
  await untilReady(world)
  const cashier = await world.client(CASHIER)
  for (let n = 1; n <= 2; n++) await cashier.result('sale', SALE)
  await cashier.result('shift.close', {})
  cashier.close()
  const { answer } = await world.json(['status'])
  const warnings = answer.result?.['warnings'] as readonly { readonly code: string }[]
  assert.ok(!warnings.some(({ code }) => code === 'OFD_DIFFERENCE'), JSON.stringify(warnings))
}

test('the shift that is open at the OFD is gone on with, or is over, as it stands there: after an old image, and on a new board without one', async (t) => {
  const world = await sold(t, 2)
  await world.start()
  const backup = join(world.folder, 'backup')
  assert.equal((await create(world, backup)).exit, 0)
  const sells = async (count: number) => {
    const cashier = await world.client(CASHIER)
    for (let n = 1; n <= count; n++) await cashier.result('sale', SALE)
    cashier.close()
  }
  const goBack = async (token: number): Promise<void> => {
    await world.stop()
    assert.equal((await restore(world, backup)).exit, 0)
    await world.start('socket')
    await untilBlocked(world, 'TOKEN_INVALID')
    await withToken(world, token)
    await untilBlocked(world, 'ROLLBACK')
    assert.equal((await together(world, 'adopt-ofd')).exit, 0)
  }
  // In the shift of the backup; in a later one; between two
  await sells(2)
  await goBack(1_234_567)
  await sellsAndCloses(world)
  await sells(1)
  await goBack(2_345_678)
  await sellsAndCloses(world)
  await goBack(3_456_789)
  await sellsAndCloses(world)
  await sells(1)
  await world.stop()
  assert.equal((await world.json(['journal', 'verify', '--config', join(world.folder, 'kkm.toml')])).exit, 0)
  const python = spawnSync('python3', [join(ROOT, 'test/accumulator/reader.py'), '--documents', journal(world)])
  assert.equal(python.status, 0, String(python.stdout))

  for (const path of ['state', 'kkm.toml.born']) rmSync(join(world.folder, path), { recursive: true })
  await world.ofd.token(Number(REGISTERED.token))
  await world.start()
  const setup = await world.client()
  await setup.result('setup', { ...REGISTERED, adminPin: ADMIN.pin, nameKk: '«Әлем Сауда» ЖШС' })
  setup.close()
  const admin = await world.client(ADMIN)
  await admin.result('user.add', { code: CASHIER.code, name: CASHIER.name, role: 'cashier', pin: CASHIER.pin })
  await sellsAndCloses(world)
})
