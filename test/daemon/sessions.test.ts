import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, test } from 'node:test'
import { Refusal } from '../../src/fiscal/refusal.ts'
import type { PinHash } from '../../src/fiscal/register/event-records.ts'
import { MINUTE } from '../../src/fiscal/time.ts'
import { assertPin, checkPin, hashPin } from '../../src/daemon/pins.ts'
import { TestClock, TestUsers } from './world.ts'

let pin1234: PinHash
before(async () => {
  pin1234 = await hashPin('1234', randomBytes(16))
})

const refusedWith = (code: string, details?: object) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error))
  assert.equal(error.code, code)
  if (details !== undefined) assert.deepEqual(error.details, details)
  return true
}

function world(idleMinutes = 15) {
  const clock = new TestClock()
  const users = new TestUsers()
  users.add(7, 'cashier', pin1234)
  return { clock, users, sessions: users.sessions(clock, idleMinutes) }
}

test('[R1326-1.0] a PIN of fewer than four digits is refused', async () => {
  for (const pin of ['', '1', '123', '12a4', '١٢٣٤', '1234 ', '-1234', '1'.repeat(33)])
    await assert.rejects(hashPin(pin, randomBytes(16)), refusedWith('PIN_TOO_SHORT'), JSON.stringify(pin))
  for (const pin of ['1234', '0000', '1'.repeat(32)]) assert.doesNotThrow(() => assertPin(pin))
})

test('a PIN is kept as a salted scrypt hash: the same PIN looks different each time', async () => {
  const other = await hashPin('1234', randomBytes(16))
  assert.notEqual(other.hash, pin1234.hash)
  assert.equal(await checkPin('1234', other), true)
  assert.equal(await checkPin('1235', other), false)
  assert.equal(await checkPin('', other), false)
  assert.ok(!JSON.stringify(other).includes('1234"'))
})

test('a right PIN signs in with the role of the records and leaves no record', async () => {
  const { sessions, users } = world()
  const signIn = await sessions.open({ user: 7, pin: '1234' })
  assert.deepEqual(sessions.actor(signIn), { code: 7, name: 'User 7', role: 'cashier' })
  assert.deepEqual(users.events, [])
})

test('[R003-A2.18.2] the third wrong PIN in a row locks the user out, then even the right one is refused', async () => {
  const { sessions, users, clock } = world()
  const wrong = { user: 7, pin: '9999' }
  await assert.rejects(sessions.open(wrong), refusedWith('PIN_WRONG', { left: 2 }))
  await assert.rejects(sessions.open(wrong), refusedWith('PIN_WRONG', { left: 1 }))
  await assert.rejects(sessions.open(wrong), refusedWith('LOCKED_OUT'))
  await assert.rejects(sessions.open({ user: 7, pin: '1234' }), refusedWith('LOCKED_OUT'))
  assert.deepEqual(
    users.events.map((event) => event.kind === 'login-failed' && event.failures),
    [1, 2, 3],
  )
  clock.elapsed += 5 * MINUTE
  await sessions.open({ user: 7, pin: '1234' })
  assert.deepEqual(users.events.at(-1), { kind: 'login', code: 7 }, 'the row of failures ends in the records')
  await assert.rejects(sessions.open(wrong), refusedWith('PIN_WRONG', { left: 2 }))
})

test('a lock lasts 5 minutes, twice as long each next time, an hour at most', async () => {
  const { sessions, users, clock } = world()
  const minutes: number[] = []
  for (let attempt = 0; attempt < 18; attempt++) {
    await assert.rejects(sessions.open({ user: 7, pin: '0000' }))
    const last = users.events.at(-1)
    if (last?.kind === 'login-failed' && last.lockedUntil !== undefined) {
      minutes.push(Math.round((last.lockedUntil - clock.now()) / MINUTE))
      clock.elapsed += 61 * MINUTE
    }
  }
  assert.deepEqual(minutes, [5, 10, 20, 40, 60, 60])
})

test('a lock survives a restart, and a clock that was set back far does not make it longer', async () => {
  const { users, clock } = world()
  users.users.set(7, {
    code: 7,
    name: 'A',
    role: 'cashier',
    pin: pin1234,
    failures: 3,
    lockedUntil: clock.now(),
  })
  clock.wallOffset -= 5 * MINUTE
  await assert.rejects(users.sessions(clock).open({ user: 7, pin: '1234' }), refusedWith('LOCKED_OUT'))
  clock.wallOffset -= 24 * 60 * MINUTE
  await users.sessions(clock).open({ user: 7, pin: '1234' })
})

test('a user who does not exist is refused in the same words, after the same time, and locked out alike', async () => {
  const tries = async (user: number) => {
    const { sessions, clock } = world()
    const seen: unknown[] = []
    for (let attempt = 0; attempt < 4; attempt++) {
      const started = clock.monotonic()
      await assert.rejects(sessions.open({ user, pin: '9999' }), (error) => {
        assert.ok(error instanceof Refusal)
        const { code: _, ...details } = error.details as { code?: number }
        seen.push([error.code, details, clock.monotonic() - started])
        return true
      })
    }
    return seen
  }
  assert.deepEqual(await tries(8), await tries(7))
})

test('[R003-Q-08] [R003-A2.7.10] every failure is recorded, one under a code that nobody has too; only a flood of those is cut', async () => {
  const { sessions, users, clock } = world()
  const guess = (user: number) => sessions.open({ user, pin: '9999' }).catch(() => undefined)
  await guess(7)
  await guess(8)
  assert.deepEqual(
    users.events.map(({ code, kind }) => [code, kind]),
    [
      [7, 'login-failed'],
      [8, 'login-failed'],
    ],
  )
  for (let code = 1000; code < 1032; code++) await guess(code)
  assert.equal(users.events.filter(({ code }) => code !== 7).length, 30)
  await guess(7)
  assert.equal(users.events.at(-1)?.code, 7)
  clock.elapsed += 61 * MINUTE
  await guess(2000)
  assert.equal(users.events.at(-1)?.code, 2000)
})

test('guesses in parallel are counted one by one', async () => {
  const { sessions } = world()
  const guesses = Array.from({ length: 6 }, (_, n) => sessions.open({ user: 7, pin: `000${n}` }))
  const codes = (await Promise.allSettled(guesses)).map((guess) =>
    guess.status === 'rejected' && guess.reason instanceof Refusal ? guess.reason.code : 'in',
  )
  assert.deepEqual(codes, ['PIN_WRONG', 'PIN_WRONG', 'LOCKED_OUT', 'LOCKED_OUT', 'LOCKED_OUT', 'LOCKED_OUT'])
})

test('a PIN that was right is remembered for the idle time, so that a script does not pay for scrypt at each call', async () => {
  const { sessions, clock, users } = world()
  await sessions.open({ user: 7, pin: '1234' })
  const time = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return performance.now() - started
  }
  // The best of three: what a busy machine adds is not the session's
  let again = Number.POSITIVE_INFINITY
  for (let n = 0; n < 3; n++) again = Math.min(again, await time(() => sessions.open({ user: 7, pin: '1234' })))
  assert.ok(again < 10, `${again} ms`)
  clock.elapsed += 16 * MINUTE
  const later = await time(() => sessions.open({ user: 7, pin: '1234' }))
  assert.ok(later > again, `${later} ms after the idle time, ${again} ms before`)
  await assert.rejects(sessions.open({ user: 7, pin: '4321' }), refusedWith('PIN_WRONG'))
  users.add(7, 'cashier', await hashPin('5678', randomBytes(16)))
  await assert.rejects(sessions.open({ user: 7, pin: '1234' }), refusedWith('PIN_WRONG'), 'an old PIN is forgotten')
})

test('a remembered PIN does not wait behind the guesses of others', async () => {
  const { sessions } = world()
  await sessions.open({ user: 7, pin: '1234' })
  let guessing = true
  const guess = assert.rejects(sessions.open({ user: 8, pin: '0000' })).then(() => (guessing = false))
  await sessions.open({ user: 7, pin: '1234' })
  assert.equal(guessing, true)
  await guess
})

test('[R003-A2.19.3] a login gives a session that other connections resume; a new login ends the old one', async () => {
  const { sessions, users } = world()
  const first = await sessions.login({ user: 7, pin: '1234' })
  assert.deepEqual(users.events, [{ kind: 'login', code: 7 }])
  assert.equal(Buffer.from(first.token, 'base64url').length, 32)
  assert.deepEqual(sessions.actor(sessions.resume(first.token)), first.actor)
  const connection = sessions.resume(first.token)
  const second = await sessions.login({ user: 7, pin: '1234' })
  assert.throws(() => sessions.resume(first.token), refusedWith('SESSION_EXPIRED'))
  assert.throws(() => sessions.actor(connection), refusedWith('SESSION_EXPIRED'))
  assert.equal(sessions.actor(sessions.resume(second.token)).code, 7)
})

test('logout ends the session and every connection that it signed in', async () => {
  const { sessions } = world()
  const { token } = await sessions.login({ user: 7, pin: '1234' })
  const signIn = sessions.resume(token)
  assert.equal(sessions.logout(7), true)
  assert.equal(sessions.logout(7), false)
  assert.throws(() => sessions.actor(signIn), refusedWith('SESSION_EXPIRED'))
  assert.throws(() => sessions.resume(token), refusedWith('SESSION_EXPIRED'))
  assert.throws(() => sessions.resume('guess'), refusedWith('SESSION_EXPIRED'))
})

test('[R003-A2.19.9] a session ends after the idle minutes, and use puts the end off', async () => {
  const { sessions, clock } = world(15)
  const { token } = await sessions.login({ user: 7, pin: '1234' })
  for (let n = 0; n < 4; n++) {
    clock.elapsed += 14 * MINUTE
    sessions.resume(token)
  }
  clock.elapsed += 15 * MINUTE + 1
  assert.throws(() => sessions.resume(token), refusedWith('SESSION_EXPIRED'))
})

test('rights are those of this moment: a role changed, a PIN changed, a user gone', async () => {
  const { sessions, users } = world()
  const signIn = await sessions.open({ user: 7, pin: '1234' })
  users.add(7, 'inspector', pin1234)
  assert.equal(sessions.actor(signIn).role, 'inspector')
  users.add(7, 'inspector', await hashPin('5678', randomBytes(16)))
  assert.throws(() => sessions.actor(signIn), refusedWith('SESSION_EXPIRED'))
  const other = await sessions.open({ user: 7, pin: '5678' })
  users.users.delete(7)
  assert.throws(() => sessions.actor(other), refusedWith('SESSION_EXPIRED'))
})

test('a kiosk has a secret of 128 bits, and nothing shorter', async () => {
  for (const secret of ['', '1234', 'f'.repeat(31), 'g'.repeat(32), 'F'.repeat(32), 'f'.repeat(33)])
    await assert.rejects(hashPin(secret, randomBytes(16), 'kiosk'), refusedWith('SECRET_TOO_SHORT'), secret)
  const secret = randomBytes(16).toString('hex')
  assert.equal(await checkPin(secret, await hashPin(secret, randomBytes(16), 'kiosk')), true)
})

test('whoever guesses at a kiosk slows its sign-in and never locks it out; people are locked all the same', async () => {
  const { clock, sessions, users } = world()
  const secret = randomBytes(16).toString('hex')
  users.add(9, 'kiosk', await hashPin(secret, randomBytes(16), 'kiosk'))
  const waits: number[] = []
  for (let attempt = 0; attempt < 35; attempt++) {
    const before = clock.elapsed
    await assert.rejects(sessions.open({ user: 9, pin: '1'.repeat(32) }), refusedWith('PIN_WRONG'))
    waits.push(clock.elapsed - before)
  }
  assert.ok(
    waits.every((wait, at) => at === 0 || wait >= (waits[at - 1] ?? 0)),
    waits.join(),
  )
  assert.deepEqual([waits[0], waits[1], waits.at(-1)], [500, 750, 5250])
  assert.equal(users.events.length, 30, 'guessing does not fill the accumulator')
  assert.equal((await sessions.open({ user: 9, pin: secret })).code, 9)
})
