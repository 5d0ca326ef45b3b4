import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LinkState } from '../../src/hw/ports.ts'
import { World, sale } from './world.ts'

const LINK: LinkState = {
  name: 'ethernet',
  up: true,
  route: 'reached',
  servedLast: true,
  failures: 0,
  recent: { tries: 4, lost: 1, connects: [20, 30, 40], roundTrips: [100, 120] },
}
const TOLD = { avg_connect_time: 30, avg_ping: 110, loss_ratio: 25 }

const told = (world: World) =>
  world.sent.map(({ command, message }) => [
    command,
    (message['service'] as Readonly<Record<string, unknown>>)['comm_quality'],
  ])

test('a sale tells the OFD how the links did, once there are figures', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.links = [LINK]
  await world.make(sale())
  assert.deepEqual(told(world), [
    ['COMMAND_INFO', undefined],
    ['COMMAND_TICKET', undefined],
    ['COMMAND_TICKET', TOLD],
  ])
})

test('a retry tells nothing new: its bytes are those of the first sending, whatever the links did since', async () => {
  const world = await World.ready()
  world.autonomous = false
  world.script.push('silent')
  await world.make(sale())
  world.links = [LINK]
  await world.register.resume()
  const [, first, again] = world.sent
  assert.ok(first && again)
  assert.equal(first.hex, again.hex)
})

test('a document of the queue tells it when it goes out', async () => {
  const world = await World.ready()
  world.script.push('unreachable')
  await world.make(sale())
  world.links = [LINK]
  assert.equal(await world.register.drain(), true)
  assert.deepEqual(told(world).at(-1), ['COMMAND_TICKET', TOLD])
})
