import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { LIMITS } from '../../../src/daemon/socket/index.ts'
import { LineSplitter } from '../../../src/daemon/socket/lines.ts'
import { type Client, openWorld } from './fixture.ts'

const QUIET = { idleTime: 150 }

/** Milliseconds until the daemon ends the connection. */
async function timeToEnd(client: Client): Promise<number> {
  const started = performance.now()
  while ((await client.read()) !== undefined);
  return performance.now() - started
}

test('the limits are those of the interface', () => {
  const { connections, messageBytes, unreadBytes, idleTime, stopTime } = LIMITS
  assert.deepEqual([connections, messageBytes, unreadBytes, idleTime], [16, 1_048_576, 4_194_304, 30_000])
  assert.ok(stopTime + LIMITS.lingerTime < 2000, 'a stop takes under 2 s')
})

test('a line is the same line at every cut, and one byte too many is told before it is kept', () => {
  const bytes = Buffer.from('first\n\nthird\nrest')
  for (let cut = 0; cut <= bytes.length; cut++) {
    const splitter = new LineSplitter(5)
    const lines = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((part) => splitter.push(part).lines)
    assert.deepEqual(
      lines.map((line) => Buffer.from(line).toString()),
      ['first', '', 'third'],
    )
    assert.equal(splitter.isInside, true)
    assert.equal(splitter.push(Buffer.from('ab\n')).tooLarge, true)
  }
})

test('2 MiB in one line: MESSAGE_TOO_LARGE, then the connection ends; the requests before it are answered', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  const id = client.request('status')
  client.send(Buffer.alloc(2 * 1024 * 1024, 'x'))
  assert.equal((await client.read())?.id, id)
  const reply = await client.read()
  assert.equal(reply?.id, null)
  assert.equal(reply.error?.data.code, 'MESSAGE_TOO_LARGE')
  assert.equal(reply.error.code, -32002)
  assert.equal(await client.read(), undefined)
})

test('a message of exactly 1 MiB is read, one byte more is not', async (t) => {
  const world = await openWorld(t)
  const message = (size: number) => {
    const empty = '{"jsonrpc":"2.0","id":1,"method":"status","params":{"x":""}}'
    return `${empty.slice(0, -3)}${'x'.repeat(size - empty.length)}"}}\n`
  }
  const client = await world.greeted()
  client.send(message(1_048_576))
  assert.notEqual((await client.read())?.result, undefined)
  client.send(message(1_048_577))
  assert.equal((await client.read())?.error?.data.code, 'MESSAGE_TOO_LARGE')
})

test('the 17th connection is told TOO_MANY_CONNECTIONS and ended; a place that becomes free is given again', async (t) => {
  const world = await openWorld(t)
  const clients: Client[] = []
  for (let n = 0; n < 16; n++) clients.push(await world.connect())
  const turnedAway = await world.connect()
  assert.equal((await turnedAway.read())?.error?.data.code, 'TOO_MANY_CONNECTIONS')
  assert.equal(await turnedAway.read(), undefined)
  assert.equal(await clients[15]?.outcome('hello', { schemas: [1] }), 'ok')
  clients[0]?.socket.destroy()
  await delay(50)
  await world.greeted()
})

test('who talks without end and never signs in gives its place to the next; who signed in or listens keeps it', async (t) => {
  const world = await openWorld(t, { limits: { connections: 2, idleTime: 2000 } })
  await world.signedIn()
  const talker = await world.greeted()
  for (const began = performance.now(); performance.now() - began < 2100; await delay(50))
    assert.equal(await talker.outcome('hello', { schemas: [1] }), 'ok')
  await world.signedIn()
  assert.equal(await talker.read(), undefined)
  const turnedAway = await world.connect()
  assert.equal((await turnedAway.read())?.error?.data.code, 'TOO_MANY_CONNECTIONS')
})

test('who does not sign in and is silent is dropped; who signed in is not', async (t) => {
  const world = await openWorld(t, { limits: QUIET })
  const started = performance.now()
  const mute = await world.connect()
  const greeted = await world.greeted()
  const signedIn = await world.signedIn()
  await Promise.all([timeToEnd(mute), timeToEnd(greeted)])
  const time = performance.now() - started
  assert.ok(time >= 145 && time < LIMITS.idleTime / 3, `${time}`)
  await delay(200)
  assert.equal(await signedIn.outcome('status'), 'ok')
})

test('a call that takes long is not silence', async (t) => {
  const world = await openWorld(t, { limits: QUIET })
  const client = await world.greeted()
  const id = client.request('slow')
  await delay(300)
  world.slow.release()
  assert.equal((await client.read())?.id, id)
})

test('half a line and silence: dropped, signed in or not, and a byte now and then does not help', async (t) => {
  const world = await openWorld(t, { limits: QUIET })
  const client = await world.signedIn()
  const drip = setInterval(() => client.send('x'), 40)
  t.after(() => clearInterval(drip))
  client.send('{"jsonrpc":"2.0"')
  const time = await timeToEnd(client)
  assert.ok(time > 100 && time < 1000, `${time}`)
})

test('a client that asks and never reads is dropped', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  client.socket.pause()
  for (let n = 0; n < 12; n++) client.request('big')
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (!world.log.join('').includes('does not read')) return
      clearInterval(look)
      resolve()
    }, 20)
  })
  assert.equal(await (await world.greeted()).outcome('status'), 'ok')
})

test('a flood of small requests from one client lets another in between', async (t) => {
  const world = await openWorld(t)
  const flooder = await world.greeted()
  const line = '{"jsonrpc":"2.0","id":1,"method":"status"}\n'
  flooder.send(line.repeat(20_000))
  const started = performance.now()
  assert.equal(await (await world.greeted()).outcome('status'), 'ok')
  const time = performance.now() - started
  for (let n = 0; n < 20_000; n++) assert.equal((await flooder.read())?.id, 1)
  const whole = performance.now() - started
  assert.ok(time < whole / 2, `${time} of ${whole} ms`)
})

test('a client that ends aborts the signal of its call; the call itself goes on', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  client.request('slow')
  while (world.slow.started === 0) await delay(5)
  client.socket.destroy()
  while (world.slow.aborted === 0) await delay(5)
  world.slow.release()
  while (world.slow.finished === 0) await delay(5)
  assert.deepEqual(world.bugs, [])
})

test('a wait that ends with its client is no bug', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  client.request('wait')
  await delay(20)
  client.socket.end()
  assert.equal((await client.read())?.error?.data.code, 'CONNECTION_LOST')
  assert.deepEqual(world.bugs, [])
})
