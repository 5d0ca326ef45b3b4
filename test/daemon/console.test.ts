import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Method } from '../../src/api/types.ts'
import { NOTIFICATIONS } from '../../src/api/schemas/notifications.ts'
import { Console } from '../../src/daemon/peripherals/console.ts'
import { consoleMethods } from '../../src/daemon/handlers/console.ts'
import type { Services } from '../../src/daemon/services.ts'
import { type Client, openWorld } from './socket/fixture.ts'

/** A socket whose only method is the console's. */
async function openConsole(t: Parameters<typeof openWorld>[0], idleTime = 30_000) {
  const held = new Console()
  const methods = new Map(
    consoleMethods({ console: held } as unknown as Services).map((one): [string, Method] => [one.name, one]),
  )
  const world = await openWorld(t, { ports: { methods }, limits: { idleTime } })
  return { held, world }
}

/** The next line, which must be a notification. */
async function heard(client: Client): Promise<{ method: string; params: object }> {
  const line = (await client.read()) as unknown as { id?: number; method: string; params: object }
  assert.equal(line.id, undefined)
  return { method: line.method, params: line.params }
}

test('keys go to the connection that holds the console, also before anybody signed in, and to no other', async (t) => {
  const { held, world } = await openConsole(t)
  const screen = await world.greeted()
  const other = await world.signedIn()
  assert.equal(await screen.outcome('console.attach'), 'ok')
  assert.equal(await other.outcome('console.attach'), 'CONSOLE_TAKEN')
  held.tell('console.key', { key: '7' })
  assert.deepEqual(await heard(screen), { method: 'console.key', params: { key: '7' } })
  assert.equal(await other.outcome('console.attach'), 'CONSOLE_TAKEN', 'and its next line is this answer, no key')
})

test('attaching twice is attaching once', async (t) => {
  const { held, world } = await openConsole(t)
  const screen = await world.greeted()
  for (let count = 0; count < 2; count++) assert.equal(await screen.outcome('console.attach'), 'ok')
  held.tell('console.key', { key: 'enter' })
  held.tell('console.key', { key: 'clear' })
  assert.deepEqual(
    [await heard(screen), await heard(screen)].map(({ params }) => params),
    [{ key: 'enter' }, { key: 'clear' }],
  )
})

test('the console is free again when its connection ends, however it ends', async (t) => {
  const { held, world } = await openConsole(t)
  for (const end of ['end', 'destroy'] as const) {
    const screen = await world.greeted()
    assert.equal(await screen.outcome('console.attach'), 'ok')
    screen.socket[end]()
    const next = await world.greeted()
    while ((await next.outcome('console.attach')) !== 'ok') await new Promise((resolve) => setTimeout(resolve, 2))
    held.tell('console.key', { key: '1' })
    assert.deepEqual((await heard(next)).params, { key: '1' })
    next.socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
})

test('what is typed while nobody holds the console is dropped, and none of it is logged', async (t) => {
  const { held, world } = await openConsole(t)
  held.tell('console.key', { key: '9' })
  const screen = await world.greeted()
  assert.equal(await screen.outcome('console.attach'), 'ok')
  held.tell('console.scan', { symbol: 'unknown', data: 'SECRET-SCAN' })
  assert.deepEqual((await heard(screen)).params, { symbol: 'unknown', data: 'SECRET-SCAN' })
  assert.doesNotMatch(world.log.join('\n'), /SECRET-SCAN|"9"/)
})

test('a connection that only listens is not dropped for its silence; one that does nothing is', async (t) => {
  const { held, world } = await openConsole(t, 150)
  const screen = await world.greeted()
  assert.equal(await screen.outcome('console.attach'), 'ok')
  const idle = await world.greeted()
  assert.equal(await idle.read(), undefined)
  await new Promise((resolve) => setTimeout(resolve, 200))
  held.tell('console.key', { key: '3' })
  assert.deepEqual((await heard(screen)).params, { key: '3' })
})

test('the answer tells how each device does, and every later change comes unasked', async (t) => {
  const { held, world } = await openConsole(t)
  held.device('keypad', { device: 'keypad', state: 'ready', path: '/dev/input/kkm-keypad', grabbed: true })
  held.device('scanner', { device: 'scanner', state: 'missing', path: '/dev/kkm-scanner' })
  const screen = await world.greeted()
  const { result } = await screen.call('console.attach')
  assert.deepEqual(result, {
    devices: [
      { device: 'keypad', state: 'ready', path: '/dev/input/kkm-keypad', grabbed: true },
      { device: 'scanner', state: 'missing', path: '/dev/kkm-scanner' },
    ],
  })
  held.device('scanner', { device: 'scanner', state: 'ready', path: '/dev/kkm-scanner' })
  const { method, params } = await heard(screen)
  assert.equal(method, 'console.device')
  assert.ok(NOTIFICATIONS['console.device'].safeParse(params).success)
})
