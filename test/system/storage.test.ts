import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { recordsOf } from './accumulator.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }
const TECHNICIAN = { code: 9, pin: '97531' }
const TOGETHER = ['--reason', 'SD card', '--second-user', '1']

/** A register that has sold, with a technician; the daemon does not run. */
async function sold(t: TestContext, sales: number): Promise<World> {
  const world = await World.ready(t)
  world.secret('pin-9', TECHNICIAN.pin)
  const admin = await world.client(ADMIN)
  await admin.result('user.add', { code: 9, name: 'Ержан', role: 'technician', pin: TECHNICIAN.pin })
  const cashier = await world.client(CASHIER)
  for (let n = 1; n <= sales; n++) await cashier.result('sale', { ...SALE, key: `k-${n}` })
  await world.stop()
  return world
}

const accumulator = (world: World): string => join(world.folder, 'state', 'accumulator')
const journal = (world: World): string => join(world.folder, 'state', 'journal')

/** Cuts the largest log of LevelDB. */
function cutLog(world: World, part: number): void {
  const logs = readdirSync(accumulator(world)).filter((name) => name.endsWith('.log'))
  for (const name of logs) {
    const path = join(accumulator(world), name)
    truncateSync(path, Math.floor(statSync(path).size * part))
  }
}

function together(world: World, act: string) {
  const pin = join(world.folder, 'secrets', 'pin-1')
  return world.json(['storage', act, ...TOGETHER, '--second-pin-file', pin, '--yes'], { user: 9 })
}

async function untilReady(world: World): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { exit } = await world.kkm(['ready'])
    if (exit === 0) return
    await sleep(50)
  }
  assert.fail(`not ready again: ${world.daemon.err}`)
}

const blocksOf = async (world: World): Promise<readonly string[]> => {
  const { answer } = await world.json(['ready'])
  const blocks = (answer.error?.details['blocks'] ?? []) as readonly { readonly code: string }[]
  return blocks.map(({ code }) => code)
}

async function untilBlocked(world: World, code: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await blocksOf(world)).includes(code)) return
    await sleep(50)
  }
  assert.fail(`never blocked by ${code}: ${String(await blocksOf(world))}`)
}

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
