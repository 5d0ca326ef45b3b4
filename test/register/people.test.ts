import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAutoCloseDue, autoCloser } from '../../src/fiscal/register/auto-close.ts'
import { ableUsers, decideUserChange } from '../../src/fiscal/register/people.ts'
import type { UserChange } from '../../src/fiscal/register/event-records.ts'
import { decideSetting } from '../../src/fiscal/register/settings.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { HOUR, MINUTE, instant } from '../../src/fiscal/time.ts'
import { PIN, START, World, later, sale } from './world.ts'

async function peopled(): Promise<World> {
  const world = await World.ready()
  const user = { kind: 'user', pin: PIN, by: 1 } as const
  await world.register.record(() => [
    { ...user, code: 7, name: 'Айгүл', role: 'cashier' },
    { ...user, code: 8, name: 'Дана', role: 'administrator', language: 'kk' },
  ])
  return world
}

const change = (world: World, code: number, what: UserChange) =>
  world.register.record((state) => decideUserChange(state, { code, change: what, by: 1 }))

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test('[R003-A2.5.3] [R003-A2.18.1] a disabled person signs in no more, and the code stays that person’s for ever', async () => {
  const world = await peopled()
  await change(world, 7, { type: 'disable' })
  await world.restart()
  assert.deepEqual([...ableUsers(world.register.state).keys()], [1, 8])
  assert.equal(world.register.state.users['7']?.name, 'Айгүл')
  assert.equal(await codeOf(change(world, 7, { type: 'unlock' })), 'USER_DISABLED')
  assert.equal(await codeOf(change(world, 9, { type: 'unlock' })), 'USER_NOT_FOUND')
})

test('the last administrator is neither disabled nor given another role', async () => {
  const world = await peopled()
  await change(world, 8, { type: 'role', role: 'technician' })
  assert.equal(await codeOf(change(world, 1, { type: 'disable' })), 'LAST_ADMINISTRATOR')
  assert.equal(await codeOf(change(world, 1, { type: 'role', role: 'cashier' })), 'LAST_ADMINISTRATOR')
  assert.equal(await codeOf(change(world, 1, { type: 'role', role: 'administrator' })), 'done')
  await change(world, 8, { type: 'role', role: 'administrator' })
  await change(world, 1, { type: 'disable' })
  assert.deepEqual([...ableUsers(world.register.state).keys()], [7, 8])
})

test('[R003-A2.18.2] an unlocking and a new PIN begin the count of failures anew', async () => {
  const anew: readonly UserChange[] = [{ type: 'unlock' }, { type: 'pin', pin: { ...PIN, salt: '01' } }]
  for (const what of anew) {
    const world = await peopled()
    await world.register.record(() => [{ kind: 'login-failed', code: 7, failures: 3, lockedUntil: later(START, HOUR) }])
    assert.equal(world.register.state.users['7']?.failures, 3)
    await change(world, 7, what)
    const { failures, lockedUntil } = world.register.state.users['7'] ?? {}
    assert.deepEqual([failures, lockedUntil], [0, undefined])
  }
})

test('[R1326-10] a person has a language for answers', async () => {
  const world = await peopled()
  assert.equal(world.register.state.users['8']?.language, 'kk')
  await change(world, 7, { type: 'language', language: 'en' })
  assert.equal(world.register.state.users['7']?.language, 'en')
})

/** Setting, minutes since the shift was opened at 10:15:30, whether the shift is to be closed now. */
const DUE: readonly (readonly [string, number, boolean])[] = [
  ['off', 24 * 60, false],
  ['on', 23 * 60 + 49, false],
  ['on', 23 * 60 + 50, true],
  ['on', 30 * 60, true],
  ['23:30', 13 * 60 + 14, false],
  ['23:30', 13 * 60 + 15, true],
  ['10:15', 1, false],
  ['10:15', 23 * 60, false],
  ['10:15', 23 * 60 + 50, true],
  ['02:00', 15 * 60 + 44, false],
  ['02:00', 15 * 60 + 45, true],
]

test('[R1326-13.3] a shift is closed by itself ten minutes before its end, or at the time of day that was settled', async () => {
  for (const [value, minutes, due] of DUE) {
    const world = await peopled()
    await world.make(sale())
    await world.register.record((state) =>
      decideSetting(state, { name: 'shift-auto-close', value, by: 8 }, world.circumstances()),
    )
    assert.equal(isAutoCloseDue(world.register.state, instant(START + minutes * MINUTE)), due, `${value} ${minutes}`)
    if (value === 'off') continue
    assert.deepEqual(autoCloser(world.register.state), { code: 8, name: 'Дана' })
    await world.make({ type: 'close', withdraw: false })
    assert.equal(isAutoCloseDue(world.register.state, instant(START + minutes * MINUTE)), false)
  }
})
