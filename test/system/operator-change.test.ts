import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Peer } from './peer.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const SALE = ['sale', '--item', 'Нан=150*2@16', '--cash', '500']
const ADMINISTRATOR = { user: ADMIN.code }
const SELLER = { user: CASHIER.code }

/** The configuration now names the other operator and its server. */
function configure(world: World, port: number): void {
  const path = join(world.folder, 'kkm.toml')
  const text = readFileSync(path, 'utf8')
  const changed = text
    .replace('operator = "kazakhtelecom"', 'operator = "transtelecom"')
    .replace(/servers = \[.*\]/, `servers = ["127.0.0.1:${port}"]`)
  writeFileSync(path, changed)
}

const numbers = async (peer: Peer) => (await peer.summary()).documents.map(({ document, number }) => [document, number])

test('[R208N-30] the register goes over to another operator of fiscal data: the old one has all of its documents, the new one the rest', async (t) => {
  const world = await World.ready(t)
  assert.equal((await world.json(SALE, SELLER)).exit, 0)
  const other = await Peer.start(['--kkm-id', '2048', '--token', '271828182', '--check-site', 'ofd1.kz/t/'])
  t.after(() => other.stop())

  // In the open shift the file changes nothing yet: the day ends where it began.
  configure(world, other.port)
  await world.stop()
  await world.start()
  const pending = await world.json(['status'], SELLER)
  const warnings = pending.answer.result?.['warnings'] as readonly { code: string }[]
  assert.ok(warnings.some(({ code }) => code === 'CONFIG_PENDING'))
  const second = await world.json(SALE, SELLER)
  assert.match(String(second.answer.result?.['checkUrl']), /consumer\.oofd\.kz/)
  assert.equal((await world.json(['shift', 'close'], SELLER)).exit, 0)

  // Then the new one is asked under the new ID and token; with a wrong token nothing changes.
  const change = (token: string) => ['register', 'change', '--kkm-id', '2048', '--token-file', token, '--yes']
  const wrong = await world.json(change(world.secret('token-wrong', '1')), ADMINISTRATOR)
  assert.deepEqual([wrong.exit, wrong.answer.error?.code], [5, 'TOKEN_REFUSED'])
  const changed = await world.json(change(world.secret('token-other', '271828182')), ADMINISTRATOR)
  assert.equal(changed.exit, 0, JSON.stringify(changed.answer))
  const third = await world.json(SALE, SELLER)
  assert.equal(third.exit, 0, JSON.stringify(third.answer))
  assert.match(String(third.answer.result?.['checkUrl']), /ofd1\.kz/)
  assert.equal((await world.json(['shift', 'close'], SELLER)).exit, 0)

  const numbers = async (peer: Peer) =>
    (await peer.summary()).documents.map(({ document, number }) => [document, number])
  assert.deepEqual(await numbers(world.ofd), [
    ['ticket', 1],
    ['ticket', 2],
    ['z', 3],
  ])
  assert.deepEqual(await numbers(other), [
    ['ticket', 4],
    ['z', 5],
  ])
  assert.equal((await world.ofd.summary()).differences, 0)
  // What the old operator counted is not held against the new one.
  const { result } = (await world.json(['status'], SELLER)).answer
  assert.deepEqual([result?.['warnings'], result?.['difference']], [[], undefined])
  assert.equal(result?.['cash'], '900.00')
})

test('what was made for one operator goes to no other: a changed configuration waits for the queue', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 1 })
  await world.ofd.fault('silencex*')
  assert.equal((await world.json(SALE, SELLER)).answer.result?.['mode'], 'autonomous')
  assert.equal((await world.json(['shift', 'close'], SELLER)).exit, 0)
  const other = await Peer.start(['--kkm-id', '2048', '--token', '271828182'])
  t.after(() => other.stop())
  configure(world, other.port)
  await world.stop()
  await world.start()
  const change = ['register', 'change', '--kkm-id', '2048', '--token-file', world.secret('token-other', '271828182')]
  const early = await world.json([...change, '--yes'], ADMINISTRATOR)
  assert.deepEqual([early.exit, early.answer.error?.code], [5, 'QUEUE_NOT_EMPTY'])
  await world.ofd.clear()
  while ((await world.ofd.summary()).documents.length < 2) await sleep(100)
  assert.equal((await other.summary()).documents.length, 0)
  assert.equal((await world.json([...change, '--yes'], ADMINISTRATOR)).exit, 0)
  assert.equal((await world.json(SALE, SELLER)).exit, 0)
  assert.deepEqual(await numbers(other), [['ticket', 3]])
  assert.deepEqual(await numbers(world.ofd), [
    ['ticket', 1],
    ['z', 2],
  ])
})
