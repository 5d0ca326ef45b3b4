import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { recordsOf } from './accumulator.ts'
import { chanceOf } from './documents.ts'
import { ADMIN, REGISTERED, World } from './world.ts'

function setup(world: World, regNumber: string = REGISTERED.regNumber) {
  const who = `--kkm-id ${REGISTERED.kkmId} --reg-number ${regNumber} --serial-number ${REGISTERED.serialNumber}`
  const secrets = `--token-file ${world.folder}/secrets/token --admin-pin-file ${world.folder}/secrets/pin-1`
  return world.json(['setup', ...`${who} ${secrets}`.split(' '), '--name-kk', '«Әлем Сауда» ЖШС'])
}

for (const when of ['delay-before', 'delay-after'] as const)
  test(`set-up killed at seeded moments (${when}) is finished by the same command, registered once`, async (t) => {
    const chance = chanceOf(when.length)
    const worlds = await Promise.all([World.open(t), World.open(t), World.open(t)])
    for (const world of worlds) {
      await world.ofd.fault(`${when}:INFO=0.1`)
      const first = setup(world)
      await sleep(100 + chance() * 250)
      await world.kill()
      const { exit } = await first
      assert.ok([0, 1, 3, 7, 8].includes(exit ?? -1), String(exit))
      await world.ofd.clear()
      await world.start()
      const again = await setup(world)
      assert.equal(again.exit, 0, JSON.stringify(again))
      const sold = await world.json(['sale', '--item', 'Нан=150@16', '--cash'], { user: ADMIN.code })
      assert.equal(sold.exit, 0, JSON.stringify(sold))
      assert.deepEqual(world.ofd.differences, [])
      await world.stop()
      const registrations = (await recordsOf(world)).filter(({ kind }) => kind === 'registration')
      assert.equal(registrations.length, 1)
    }
  })

test('what set-up lacks is named at once; what the OFD does not know is refused and nothing is settled', async (t) => {
  const world = await World.open(t)
  const nothing = await world.json(['setup'])
  assert.deepEqual([nothing.exit, nothing.answer.error?.code], [2, 'SETUP_INCOMPLETE'])
  world.secret('token', '1')
  const wrongToken = await setup(world)
  assert.deepEqual([wrongToken.exit, wrongToken.answer.error?.code], [5, 'TOKEN_REFUSED'])
  world.secret('token', REGISTERED.token)
  const wrongNumber = await setup(world, '010102345679')
  assert.deepEqual([wrongNumber.exit, wrongNumber.answer.error?.code], [5, 'REGISTRATION_MISMATCH'])
  assert.equal((await world.json(['ready'])).exit, 6)
  assert.equal((await setup(world)).exit, 0)
  assert.equal((await setup(world)).exit, 0, 'the same command again is told the same')
  const other = await setup(world, '010102345679')
  assert.deepEqual([other.exit, other.answer.error?.code], [5, 'ALREADY_SET_UP'])
})

test('what kkm.toml lacks is named by set-up', async (t) => {
  const world = await World.open(t)
  await world.stop()
  const file = join(world.folder, 'kkm.toml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^latitude.*\n/m, ''))
  await world.start()
  const { answer, exit } = await setup(world)
  assert.deepEqual([exit, answer.error?.code], [2, 'SETUP_INCOMPLETE'])
  assert.deepEqual(answer.error?.details, { missing: 'kkm.toml: geo.latitude' })
})

test('an OFD that is not there: setup says so with exit code 7, and works once it is', async (t) => {
  const world = await World.open(t, { transactionSeconds: 0.5 })
  await world.ofd.fault('drop-beforex*')
  const away = await setup(world)
  assert.deepEqual([away.exit, away.answer.error?.code], [7, 'OFD_UNREACHABLE'])
  await world.ofd.clear()
  assert.equal((await setup(world)).exit, 0)
})
