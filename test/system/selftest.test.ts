import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { tamper } from '../accumulator/forge.ts'
import { recordsOf } from './accumulator.ts'
import { ADMIN, CASHIER, World } from './world.ts'

interface Tested {
  readonly test: string
  readonly state: string
  readonly occasion: string
  readonly problem?: string
  readonly found?: string
}

const SALE = { items: [{ name: 'Нан', price: '150.00' }], payments: { cash: '150.00' } }
/** In the order of the list. */
const TESTS = ['printer', 'storage', 'space', 'clock', 'memory', 'links', 'software', 'last-shift', 'records', 'ofd']

/** How each test ended last; in a blocked register the refusal tells it. */
async function lastTests(world: World): Promise<readonly Tested[]> {
  const client = await world.client(ADMIN)
  const answer = await client.call('selftest', { last: true })
  client.close()
  const { tests } = answer.ok ? answer.result : answer.error.details
  return (tests ?? []) as readonly Tested[]
}

/** Waits until the test has been made on that occasion. */
async function tested(world: World, name: string, occasion: string): Promise<Tested> {
  for (let tries = 0; tries < 200; tries++) {
    const found = (await lastTests(world)).find((one) => one.test === name && one.occasion === occasion)
    if (found) return found
    await sleep(25)
  }
  throw new Error(`${name} was not tested at ${occasion}`)
}

const states = (tests: readonly Tested[]) => tests.map(({ state, test }) => `${test} ${state}`)

test('[R1326-2.0a] [R1326-2.0b] [R1326-2.1] [R1326-2.2] [R1326-2.3.1] [R1326-2.3.2] [R1326-2.4] [R1326-12.2] [R431-2] [R1326-8.2] [R208N-40] the register tests itself at its start, as a shift opens and after its Z', async (t) => {
  const world = await World.ready(t)
  await tested(world, 'records', 'start')
  const cashier = await world.client(CASHIER)
  await cashier.result('sale', { ...SALE, key: 'one' })
  assert.equal((await tested(world, 'ofd', 'shift')).state, 'ok')
  const units = ['storage', 'space', 'clock', 'memory', 'links', 'software']
  for (const name of units) assert.equal((await tested(world, name, 'shift')).test, name)
  assert.equal((await tested(world, 'last-shift', 'start')).problem, 'no-shift-yet')
  await cashier.result('sale', { ...SALE, key: 'two' })
  await cashier.result('shift.close', { key: 'close' })
  await tested(world, 'records', 'z')
  const after = await lastTests(world)
  assert.deepEqual(
    after.map((one) => one.test),
    TESTS,
  )
  assert.ok(after.every(({ occasion }) => occasion === 'z'))
  // A file tells nothing of itself, and a build from source is none that the maker signed.
  assert.deepEqual(
    states(after).filter((one) => !one.endsWith('ok')),
    ['printer skipped', 'software warning'],
  )
  assert.equal(world.ofd.requests.filter(({ command }) => command === 'SYSTEM').length, 2)
  cashier.close()
  const shown = await world.kkm(['selftest', '--print', '--whole'], { user: 1 })
  assert.equal(shown.exit, 0)
  assert.match(shown.out, /all records and all Z reports +ok, .* – \d+ \+ \d+\n/)
  await world.stop()
  const records = await recordsOf(world)
  const made = records.filter((record) => record.kind === 'selftest').map(({ occasion }) => occasion)
  assert.deepEqual([...new Set(made)], ['start', 'shift', 'z', 'demand'])
})

test('[R1326-3.3] damage far behind the tail is found in the background: the register sold, and now it does not, and says why', async (t) => {
  const world = await World.ready(t)
  const cashier = await world.client(CASHIER)
  for (const shift of ['first', 'second']) {
    await cashier.result('sale', { ...SALE, key: `${shift}-sale` })
    await cashier.result('shift.close', { key: `${shift}-close` })
  }
  await tested(world, 'records', 'z')
  await world.stop()
  const changed = 'r/f/0000000000000005'
  await tamper(join(world.folder, 'state/accumulator'), async (db) => {
    const bytes = Buffer.from((await db.get(changed)) ?? '')
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200)
    await db.put(changed, bytes)
  })
  await world.start()
  const found = await tested(world, 'records', 'start')
  assert.deepEqual([found.state, found.problem], ['failed', 'chain-broken'])
  assert.match(found.found ?? '', /fiscal record 5\b/)
  const seller = await world.client(CASHIER)
  const refused = await seller.call('sale', { ...SALE, key: 'two' })
  assert.equal(refused.ok || refused.error.code, 'SELFTEST_FAILED')
  const { err, exit } = await world.kkm(['ready'])
  assert.equal(exit, 6)
  assert.match(err, /all records and all Z reports/)
  // The whole is looked through again before the block could lift, and it is still as it was.
  const { answer } = await world.json(['selftest'], { user: 1 })
  assert.equal(answer.error?.code, 'SELFTEST_FAILED')
  // Nothing forgets it: not a new start either.
  await world.stop()
  await world.start('socket')
  assert.equal((await world.json(['ready'])).exit, 6)
})
