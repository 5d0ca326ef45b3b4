import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from './client.ts'
import { documentsByKey, recordsOf } from './accumulator.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: 'rest' } }

test('two mebibytes in one line, half a line and silence, a client that does not read: the till next to them sells on', async (t) => {
  const world = await World.ready(t)
  const till = await world.client(CASHIER)
  const flood = await Client.open(world.socket)
  flood.raw(Buffer.alloc(2 * 1024 * 1024, 'x'))
  await flood.closed
  assert.match(flood.lines.join('\n'), /"MESSAGE_TOO_LARGE"/)

  const half = await Client.open(world.socket)
  half.raw('{"jsonrpc":"2.0","id":1,"method":"sale","params":{"items":[')
  const deaf = await Client.signedIn(world.socket, CASHIER.code, CASHIER.pin)
  for (let count = 0; count < 500; count++) void deaf.call('status').catch(() => undefined)
  for (let count = 1; count <= 3; count++) {
    const { documentNumber } = await till.result('sale', { ...SALE, key: `beside-${count}` })
    assert.equal(documentNumber, count)
  }
  half.raw(']')
  half.close()
  deaf.close()
  assert.equal((await world.ofd.summary()).documents.length, 3)
})

test('empty lines without end, a hundred thousand values, a name of 900,000 characters: the till next to them sells on, and nothing is kept of them', async (t) => {
  const world = await World.ready(t)
  const till = await world.client(CASHIER)
  const flood = await Client.open(world.socket)
  const empty = Buffer.alloc(65_536, '\n')
  const poured = (async () => {
    while (await flood.written(empty));
  })()
  for (let count = 1; count <= 5; count++) {
    const began = performance.now()
    assert.equal((await till.result('sale', { ...SALE, key: `dry-${count}` }))['documentNumber'], count)
    assert.ok(performance.now() - began < 3000, `sale ${count} took ${performance.now() - began} ms`)
  }
  flood.close()
  await poured
  const items = Array.from({ length: 50_000 }, () => ({ a: 1 }))
  const many = await (await world.client(CASHIER)).call('sale', { items })
  assert.ok(!many.ok && many.error.code === 'BAD_REQUEST')
  const long = await till.call('receipt.show', { ref: `key:${'a'.repeat(900_000)}` })
  assert.ok(!long.ok && long.error.code === 'DOCUMENT_NOT_FOUND' && JSON.stringify(long.error).length < 2000)
})

test('what is no request is answered as such, and the connection goes on', async (t) => {
  const world = await World.ready(t)
  const client = await world.client(CASHIER)
  for (const line of [
    '{',
    '[]',
    'null',
    '"sale"',
    '{"jsonrpc":"1.0","id":1,"method":"status"}',
    '\u0000\u0001',
    '{"id":1}',
  ])
    client.raw(`${line}\n`)
  client.raw(Buffer.from([0xff, 0xfe, 0x0a]))
  const answer = await client.call('no.such.method')
  assert.ok(!answer.ok)
  assert.equal(answer.error.code, 'UNKNOWN_METHOD')
  assert.equal((await client.result('sale', { ...SALE, key: 'after-noise' }))['documentNumber'], 1)
  assert.ok(client.lines.filter((line) => line.includes('"error"')).length >= 9)
})

test('three wrong PINs lock a cashier out, with the right PIN too, across a restart; the others work on', async (t) => {
  const world = await World.ready(t)
  world.secret('pin-7', '1111')
  const sell = ['sale', '--item', 'Нан=150', '--cash']
  const codes: unknown[] = []
  for (let attempt = 0; attempt < 4; attempt++) {
    const { exit, answer } = await world.json(sell, { user: 7 })
    codes.push([exit, answer.error?.code])
  }
  assert.deepEqual(codes, [
    [9, 'PIN_WRONG'],
    [9, 'PIN_WRONG'],
    [9, 'LOCKED_OUT'],
    [9, 'LOCKED_OUT'],
  ])
  world.secret('pin-7', CASHIER.pin)
  assert.equal((await world.json(sell, { user: 7 })).answer.error?.code, 'LOCKED_OUT')
  await world.kill()
  await world.start()
  assert.equal((await world.json(sell, { user: 7 })).answer.error?.code, 'LOCKED_OUT')
  assert.equal((await world.json(['sale', '--item', 'Нан=150', '--cash'], { user: ADMIN.code })).exit, 0)
  assert.equal((await world.ofd.summary()).documents.length, 1)
})

test('a key is one document for ever: the same content answers with it, other content is refused, after a restart too', async (t) => {
  const world = await World.ready(t)
  const sell = (price: string) =>
    world.json(['sale', '--key', 'order-17', '--item', `Нан=${price}@16`, '--cash'], { user: 7 })
  const first = await sell('150')
  const again = await sell('150')
  const paper = world.printed()
  const other = await sell('151')
  await world.kill()
  await world.start()
  const later = await sell('150')
  assert.deepEqual([first.exit, other.exit, later.exit], [0, 11, 0])
  assert.equal(other.answer.error?.code, 'KEY_CONFLICT')
  assert.deepEqual([first.answer.result?.['replayed'], later.answer.result?.['replayed']], [false, true])
  assert.equal(later.answer.result?.['fiscalSign'], first.answer.result?.['fiscalSign'])
  assert.deepEqual([again.exit, again.answer.result?.['replayed']], [0, true])
  assert.deepEqual(world.printed(), paper)
  assert.equal((await world.ofd.summary()).documents.length, 1)
})

test('five tills with forty sales at once, some with the same key: each key is one document', async (t) => {
  const world = await World.ready(t)
  const tills = await Promise.all(Array.from({ length: 5 }, () => world.client(CASHIER)))
  const calls = Array.from({ length: 40 }, (_, at) => {
    const till = tills[at % tills.length]
    assert.ok(till)
    return till.call('sale', { ...SALE, key: `together-${at % 25}` })
  })
  const answers = await Promise.all(calls)
  assert.deepEqual(
    answers.filter(({ ok }) => !ok),
    [],
  )
  const { documents } = await world.ofd.summary()
  assert.equal(documents.length, 25)
  assert.deepEqual(world.ofd.differences, [])
  await world.stop()
  const ends = documentsByKey(await recordsOf(world))
  assert.deepEqual([ends.size, [...ends.values()].every((all) => all.length === 1)], [25, true])
})
