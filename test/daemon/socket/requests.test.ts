import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isMalformed, parseRequest } from '../../../src/daemon/socket/rpc.ts'
import { ROLES } from '../../../src/fiscal/register/event-records.ts'
import { Client, openWorld } from './fixture.ts'

test('hello comes first and tells schema, release and state', async (t) => {
  const world = await openWorld(t)
  const client = await world.connect()
  assert.equal(await client.outcome('status'), 'BAD_REQUEST')
  const { result } = await client.call('hello', { schemas: [2, 1] })
  assert.deepEqual(result, { schema: 1, release: '1.2.3', state: 'ready' })
  assert.deepEqual((await client.call('status')).result, { actor: null, language: 'ru' })
  assert.equal(await client.outcome('hello', { schemas: [1], lang: 'kk' }), 'ok')
  assert.equal((await client.call('status')).result?.['language'], 'kk')
  assert.match((await client.call('sale')).error?.message ?? '', /[әғқңөұүһі]/)
})

const WRONG_GREETINGS: readonly (readonly [string, object | undefined, string])[] = [
  ['hello', undefined, 'schemas'],
  ['hello', { schemas: [2] }, 'schemas'],
  ['hello', { schemas: 1 }, 'schemas'],
  ['hello', { schemas: [1], lang: 'de' }, 'lang'],
  ['hello', { schemas: [1], language: 'kk' }, 'language'],
  ['session.open', {}, 'user'],
  ['session.open', { user: '7', pin: '1234' }, 'user'],
  ['session.open', { user: 1.5, pin: '1234' }, 'user'],
  ['session.open', { user: 7, pin: 1234 }, 'pin'],
  ['session.open', { user: 7, pin: '1'.repeat(200) }, 'pin'],
  ['session.open', { user: 7, pin: '1234', session: 'x' }, 'user'],
  ['session.open', { user: 7, secret: 7 }, 'secret'],
  ['session.open', { user: 7, secret: 'x', pin: '1234' }, 'pin'],
  ['session.open', { session: '' }, 'session'],
]

test('a greeting or sign-in of another shape is refused with the path', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  for (const [method, params, path] of WRONG_GREETINGS) {
    const { error } = await client.call(method, params)
    assert.equal(error?.code, -32002, JSON.stringify(params))
    assert.equal(error.data.details['path'], path, JSON.stringify(params))
  }
})

const MALFORMED: readonly (readonly [string, 'BAD_REQUEST' | 'NOT_JSON', string | number | null])[] = [
  ['{"jsonrpc":"2.0","method":"status"}', 'BAD_REQUEST', null],
  ['{"jsonrpc":"2.0","id":null,"method":"status"}', 'BAD_REQUEST', null],
  ['{"jsonrpc":"2.0","id":true,"method":"status"}', 'BAD_REQUEST', null],
  ['{"jsonrpc":"2.0","id":12345678901234567890,"method":"status"}', 'BAD_REQUEST', null],
  ['{"id":1,"method":"status"}', 'BAD_REQUEST', 1],
  ['{"jsonrpc":"1.0","id":"a","method":"status"}', 'BAD_REQUEST', 'a'],
  ['{"jsonrpc":"2.0","id":1}', 'BAD_REQUEST', 1],
  ['{"jsonrpc":"2.0","id":1,"method":5}', 'BAD_REQUEST', 1],
  ['{"jsonrpc":"2.0","id":1,"method":""}', 'BAD_REQUEST', 1],
  ['{"jsonrpc":"2.0","id":1,"method":"status","params":[1]}', 'BAD_REQUEST', 1],
  ['{"jsonrpc":"2.0","id":1,"method":"status","params":null}', 'BAD_REQUEST', 1],
  ['[{"jsonrpc":"2.0","id":1,"method":"status"}]', 'BAD_REQUEST', null],
  ['[]', 'BAD_REQUEST', null],
  ['5', 'BAD_REQUEST', null],
  ['null', 'BAD_REQUEST', null],
  ['', 'NOT_JSON', null],
  ['status', 'NOT_JSON', null],
  ['{"jsonrpc":"2.0","id":1,"method":"status"', 'NOT_JSON', null],
  ['['.repeat(200_000), 'NOT_JSON', null],
]

test('a message that is no request gets an error, and the connection goes on', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  for (const [line, code, id] of MALFORMED) {
    client.send(`${line}\n`)
    const reply = await client.read()
    assert.equal(reply?.error?.code, -32002, line.slice(0, 80))
    assert.equal(reply.id, id, line.slice(0, 80))
    assert.equal(reply.error.data.code, code)
  }
  client.send(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"\xff"}\n', 'latin1'))
  assert.equal((await client.read())?.error?.data.details['problem'], 'not UTF-8')
  client.send('pin 8642\n')
  assert.doesNotMatch(JSON.stringify(await client.read()), /8642/, 'a message is not shown back')
  assert.equal(await client.outcome('status'), 'ok')
})

test('errors carry minus 32000 less the exit code, and the failure as data', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  const { error } = await client.call('refuse')
  assert.equal(error?.code, -32005)
  assert.deepEqual(error.data.details, { cash: '0', needed: '5' })
  assert.equal((await client.call('no.such')).error?.code, -32002)
  assert.equal((await client.call('sale')).error?.code, -32009)
})

test('a line of any bytes is a request or malformed, and never a bug', () => {
  const near = fc.json().map((text) => Buffer.from(`{"jsonrpc":"2.0","id":1,"method":"x","params":${text}}`))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
        near,
      ),
      (bytes) => {
        const message = parseRequest(bytes)
        if (isMalformed(message)) return ['NOT_JSON', 'BAD_REQUEST'].includes(message.code)
        return typeof message.method === 'string' && !Array.isArray(message.params)
      },
    ),
  )
})

test('a member that stands twice is refused: JSON.parse would drop the first without a word', () => {
  const read = (params: string) =>
    parseRequest(Buffer.from(`{"jsonrpc":"2.0","id":1,"method":"sale","params":${params}}`))
  const twice = read('{"payments":{"cash":"1.00","cash":"2.00"}}')
  assert.ok(isMalformed(twice))
  assert.deepEqual([twice.code, twice.details], ['PAYMENT_DUPLICATE', { type: 'cash' }])
  const other = read('{"items":[{"name":"a","name":"b"}]}')
  assert.ok(isMalformed(other))
  assert.deepEqual(other.details['path'], 'params.items[0].name')
})

test('an unknown method is UNKNOWN_METHOD, names of Object’s own among them', async (t) => {
  const world = await openWorld(t)
  const client = await world.signedIn()
  for (const name of ['constructor', '__proto__', 'toString', 'Sale', 'sale '])
    assert.equal(await client.outcome(name), 'UNKNOWN_METHOD', name)
})

test('[R1326-1.1] [R1326-1.2] [R1326-1.3] without a PIN nothing runs that is not open to anyone; with one, what the role may', async (t) => {
  const world = await openWorld(t)
  const stranger = await world.greeted()
  assert.equal(await stranger.outcome('sale', { anything: 1 }), 'SIGN_IN_REQUIRED')
  assert.equal(await stranger.outcome('session.open', { user: 1, pin: '4321' }), 'PIN_WRONG')
  assert.equal(await stranger.outcome('sale'), 'SIGN_IN_REQUIRED')
  for (const [index, role] of ROLES.entries()) {
    const client = await world.signedIn(index + 1)
    assert.equal(await client.outcome('status'), 'ok')
    assert.equal(await client.outcome('sale'), role === 'cashier' ? 'ok' : 'NOT_PERMITTED', role)
    assert.equal(await client.outcome('session.close'), 'ok')
    assert.equal(await client.outcome('sale'), 'SIGN_IN_REQUIRED')
    client.socket.destroy()
  }
})

test('the role is checked before the parameters are looked at', async (t) => {
  const parsed: unknown[] = []
  const method = {
    name: 'sale',
    roles: ['cashier'] as const,
    parse: (params: unknown) => void parsed.push(params),
    run: () => Promise.resolve({}),
  }
  const world = await openWorld(t, { ports: { methods: new Map([['sale', method]]) } })
  const inspector = await world.signedIn(ROLES.indexOf('inspector') + 1)
  assert.equal(await inspector.outcome('sale', {}), 'NOT_PERMITTED')
  assert.deepEqual(parsed, [])
})

test('a session of an earlier login is resumed by its token, and ends when idle', async (t) => {
  const world = await openWorld(t)
  const sessions = world.users.sessions(world.clock)
  const other = await openWorld(t, { ports: { sessions } })
  const { token } = await sessions.login({ user: 1, pin: '1234' })
  const client = await other.greeted()
  assert.deepEqual((await client.call('session.open', { session: token })).result, {
    user: { code: 1, name: 'User 1', role: 'cashier' },
  })
  assert.equal(await client.outcome('sale'), 'ok')
  world.clock.elapsed += 16 * 60_000
  assert.equal(await client.outcome('sale'), 'SESSION_EXPIRED')
  assert.deepEqual((await client.call('status')).result?.['actor'], null, 'what is open to anyone still runs')
  assert.equal(await client.outcome('session.open', { session: 'no' }), 'SESSION_EXPIRED')
})

test('a failed sign-in leaves the connection signed out', async (t) => {
  const world = await openWorld(t)
  const client = await world.signedIn()
  assert.equal(await client.outcome('session.open', { user: 1, pin: '9999' }), 'PIN_WRONG')
  assert.equal(await client.outcome('sale'), 'SIGN_IN_REQUIRED')
})

test('pipelined requests are answered one by one and in order, whatever the cuts', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  const lines = Array.from(
    { length: 50 },
    (_, id) => `${JSON.stringify({ jsonrpc: '2.0', id: `q${id}`, method: id % 2 ? 'status' : 'refuse' })}\n`,
  ).join('')
  for (let at = 0; at < lines.length; at += 17) client.send(lines.slice(at, at + 17))
  for (let id = 0; id < 50; id++) {
    const reply = await client.read()
    assert.equal(reply?.id, `q${id}`)
    assert.equal(reply.error === undefined, id % 2 === 1)
  }
})

test('a request sent byte by byte is one request', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  for (const byte of Buffer.from('{"jsonrpc":"2.0","id":"қ","method":"status"}\r\n')) {
    client.send(Uint8Array.of(byte))
    await new Promise(setImmediate)
  }
  assert.equal((await client.read())?.id, 'қ')
})

test('a bug is answered INTERNAL, logged with its stack, and handed on to end the daemon', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  const { error } = await client.call('bug')
  assert.equal(error?.code, -32001)
  assert.equal(error.data.code, 'INTERNAL')
  assert.deepEqual(error.data.details, {}, 'nothing of the inside goes out')
  assert.equal(world.bugs.length, 1)
  assert.match(world.log.join(''), /"stack":"Error: a bug\\n/)
  assert.equal(await client.outcome('bigint'), 'INTERNAL', 'an answer that is not JSON is a bug too')
  assert.equal(world.bugs.length, 2)
})

test('requests sent before the client’s end are answered', async (t) => {
  const world = await openWorld(t)
  const client = await Client.open(world.path)
  client.request('hello', { schemas: [1] })
  client.request('status')
  client.socket.end()
  assert.equal((await client.read())?.result?.['schema'], 1)
  assert.equal((await client.read())?.id, 2)
  assert.equal(await client.read(), undefined)
})
