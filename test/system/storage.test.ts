import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordsOf } from './accumulator.ts'
import { SALE, TOGETHER, blocksOf, cutLog, journal, sold, together, untilBlocked, untilReady } from './damage.ts'
import { ADMIN, CASHIER } from './world.ts'

test('[R1326-3.3] a cut log is DAMAGE: nothing is sold, it is said, and two people have it rebuilt from the mirror without loss', async (t) => {
  const world = await sold(t, 5)
  cutLog(world, 0.5)
  await world.start('socket')
  assert.deepEqual(await blocksOf(world), ['DAMAGE'])
  const refused = await (await world.client(CASHIER)).call('sale', SALE)
  assert.deepEqual(refused.ok || [refused.exit, refused.error.code], [6, 'DAMAGE'])
  const checked = await world.json(['storage', 'check'], { user: 9 })
  assert.deepEqual([checked.exit, checked.answer.error?.code], [12, 'STORAGE_DAMAGED'])
  assert.match(String(checked.answer.error?.details['fault']), /^(short|gap|chain)$/)
  const alone = await world.json(
    [
      'storage',
      'rebuild',
      '--reason',
      'x',
      '--second-user',
      '7',
      '--second-pin-file',
      join(world.folder, 'secrets', 'pin-7'),
      '--yes',
    ],
    { user: 9 },
  )
  assert.deepEqual([alone.exit, alone.answer.error?.code], [9, 'SECOND_PERSON'])
  assert.equal(
    (
      await world.json(
        ['storage', 'rebuild', ...TOGETHER, '--second-pin-file', join(world.folder, 'secrets', 'pin-1'), '--yes'],
        { user: 7 },
      )
    ).exit,
    9,
  )

  const rebuilt = await together(world, 'rebuild')
  assert.deepEqual([rebuilt.exit, rebuilt.answer.result], [0, { lost: { fiscal: 0, events: 0 }, lastDocument: 5 }])
  await untilReady(world)
  const cashier = await world.client(CASHIER)
  assert.equal((await cashier.result('sale', { ...SALE, key: 'k-5' }))['replayed'], true)
  assert.equal((await cashier.result('sale', { ...SALE, key: 'k-6' }))['documentNumber'], 6)
  assert.deepEqual((await world.kkm(['storage', 'check'], { user: 9 })).exit, 0)
  assert.equal((await together(world, 'rebuild')).answer.error?.code, 'STORAGE_SOUND')
  await world.stop()
  const records = await recordsOf(world)
  const acts = records.filter(({ kind }) => kind === 'recovery' || kind === 'recovered' || kind === 'damage')
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ['damage', 'recovery', 'recovered'],
  )
  assert.ok(
    records.some(
      (record) => record.kind === 'paper' && record.subject.type === 'page' && record.subject.page === 'recovery',
    ),
  )
  assert.ok(readdirSync(join(world.folder, 'state')).some((name) => name.startsWith('accumulator.damaged-')))
})

test('[R003-A2.7.7] what neither has any more is only given up as a declared loss; the OFD is ahead then, and two people adopt it', async (t) => {
  const world = await sold(t, 6)
  cutLog(world, 0.1)
  const file = join(journal(world), 'shift-000001.kkj')
  const bytes = readFileSync(file)
  bytes.fill(
    0x5a,
    Math.floor(bytes.findLastIndex((byte) => byte !== 0) * 0.8),
    bytes.findLastIndex((byte) => byte !== 0),
  )
  writeFileSync(file, bytes)
  await world.start('socket')
  const rebuilt = await together(world, 'rebuild')
  assert.deepEqual([rebuilt.exit, rebuilt.answer.error?.code], [5, 'STORAGE_LOSS'])
  assert.deepEqual(await blocksOf(world), ['DAMAGE'])

  const declared = await together(world, 'declare-loss')
  assert.equal(declared.exit, 0, JSON.stringify(declared.answer))
  const { lastDocument } = declared.answer.result as { readonly lastDocument: number }
  assert.ok(lastDocument < 6)
  // What we know of its tokens is old too: the cabinet gives a new one.
  await untilBlocked(world, 'TOKEN_INVALID')
  await world.ofd.token(1_234_567)
  await (await world.client(ADMIN)).result('token.set', { token: '1234567' })
  await untilBlocked(world, 'ROLLBACK')
  assert.ok((await blocksOf(world)).includes('ROLLBACK'), String(await blocksOf(world)))
  const adopted = await together(world, 'adopt-ofd')
  assert.deepEqual(
    [adopted.exit, adopted.answer.result],
    [0, { lastDocument: 6, shift: 1 }],
    JSON.stringify(adopted.answer),
  )
  await untilReady(world)
  const sale = await (await world.client(CASHIER)).result('sale', SALE)
  assert.equal(sale['documentNumber'], 7)
  assert.equal((await world.kkm(['storage', 'check'], { user: 9 })).exit, 0)
})

test('an emptied state folder is no new register: the mark beside the configuration knows of the old one', async (t) => {
  const world = await sold(t, 1)
  assert.ok(existsSync(join(world.folder, 'kkm.toml.born')))
  rmSync(join(world.folder, 'state'), { recursive: true })
  await world.start('socket')
  assert.deepEqual(await blocksOf(world), ['DAMAGE'])
  const setup = await world.client()
  const again = await setup.call('setup', {})
  assert.equal(again.ok || again.error.code, 'DAMAGE')
  // Nobody is known any more, so nobody can sign in: whoever may use the socket says that it is lost.
  const params = { reason: 'the card is dead', secondUser: 1, secondPin: ADMIN.pin }
  const lost = await setup.call('storage.declare-loss', params)
  assert.ok(lost.ok, JSON.stringify(lost))
  await untilBlocked(world, 'NOT_SET_UP')
})

test('a device key that is gone is damage, and a declared loss tells a new one', async (t) => {
  const world = await sold(t, 2)
  rmSync(join(world.folder, 'state', 'device.key'))
  await world.start('socket')
  assert.deepEqual(await blocksOf(world), ['DAMAGE'])
  assert.equal((await together(world, 'rebuild')).answer.error?.code, 'STORAGE_KEY_LOST')
  const declared = await together(world, 'declare-loss')
  assert.deepEqual([declared.exit, declared.answer.result], [0, { lost: { fiscal: 0, events: 0 }, lastDocument: 2 }])
  await untilReady(world)
  assert.equal((await (await world.client(CASHIER)).result('sale', SALE))['documentNumber'], 3)
  assert.equal((await world.kkm(['storage', 'check'], { user: 9 })).exit, 0)
})
