import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideContact } from '../../src/fiscal/register/decide-contact.ts'
import { decideTraining } from '../../src/fiscal/register/training.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { World, sale } from './world.ts'

const begins = ({ register }: World): string => {
  try {
    return decideTraining(register.state, true, 1).map(({ kind }) => kind)[0] ?? 'nothing'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test('training begins where nothing real is open, whatever service message is still under way', async () => {
  const world = await World.ready()
  assert.equal(begins(world), 'training')

  await world.make(sale())
  assert.equal(begins(world), 'TRAINING_NOT_NOW', 'a shift is open')
  await world.make({ type: 'close', withdraw: false })
  assert.equal(begins(world), 'training')

  await world.register.record((state) => decideContact(state, 'system', world.circumstances()).records)
  assert.equal(world.register.state.inFlight?.command, 'system')
  assert.equal(begins(world), 'training', 'the SYSTEM of a self-test is of no document')
})

test('a document without an outcome, or in the queue, is something real', async () => {
  const world = await World.ready()
  world.otherwise = () => 'unreachable'
  await world.make(sale())
  await world.make({ type: 'close', withdraw: false })
  assert.equal(world.register.state.shift, undefined)
  assert.equal(begins(world), 'TRAINING_NOT_NOW')
})
