import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SECOND } from '../../src/fiscal/time.ts'
import { World, later, okReply, refusal, sale } from './world.ts'

test('[P203-retry] a retry of the queue’s head keeps its REQNUM, and what comes after it takes none that was used', async () => {
  const world = await World.ready()
  world.otherwise = () => 'silent'
  await world.make(sale())
  // The OFD forgot the request and tells nothing of its last document: the head keeps its place.
  world.script.push(refusal(8), { message: { result: { result_code: 0 } } })
  await world.register.drain()
  world.otherwise = okReply
  await world.register.drain()
  await world.make(sale())
  assert.deepEqual(
    world.sent.map(({ command, reqnum }) => [command.slice('COMMAND_'.length), reqnum]),
    [
      ['INFO', 1],
      ['TICKET', 2],
      ['TICKET', 2],
      ['INFO', 3],
      ['TICKET', 2],
      ['TICKET', 4],
    ],
  )
})

test('a document held back for a refused retry lifts that block when the queue takes it to the OFD', async () => {
  const world = await World.ready()
  world.autonomous = false
  world.script.push('silent', refusal(13))
  await world.make(sale())
  await world.register.resume()
  assert.deepEqual(Object.keys(world.register.state.blocks), ['RETRY_REFUSED'])
  world.autonomous = true
  world.script.push('silent')
  await world.register.resume()
  world.otherwise = okReply
  assert.equal(await world.register.drain(), true)
  assert.deepEqual(Object.keys(world.register.state.blocks), [])
})

test('a clock that is set back while the first document is on its way leaves shift and documents in order', async () => {
  const world = await World.ready()
  const before = world.now
  world.otherwise = (sending) => {
    world.now = later(before, -30 * SECOND)
    return okReply(sending)
  }
  await world.make(sale())
  const { lastTime, shift } = world.register.state
  assert.deepEqual([lastTime, shift?.openedAt], [before, before])
  world.otherwise = (sending) => {
    world.now = later(before, 5 * SECOND)
    return okReply(sending)
  }
  await world.make({ type: 'close', withdraw: false })
  await world.make(sale())
  const opened = world.register.state.shift?.openedAt
  world.now = later(before, 1 * SECOND)
  await world.make(sale())
  assert.equal(world.register.state.lastTime, opened)
})
