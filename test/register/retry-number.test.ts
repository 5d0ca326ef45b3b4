import assert from 'node:assert/strict'
import { test } from 'node:test'
import { World, okReply, refusal, sale } from './world.ts'

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
