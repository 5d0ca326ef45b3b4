import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, LOG_LEVELS, redact } from '../../src/daemon/log.ts'

const CANARY = 'canary-5f3a'

function logged(level: string | undefined, write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = []
  write(createLog(level, { write: (line) => void lines.push(line) }))
  return lines
}

class Odd extends Error {
  readonly details = { pin: CANARY, deep: [{ session: CANARY, user: 7 }] }
}

const CANARIES: readonly (readonly [string, object])[] = [
  ['by key', { pin: CANARY, token: CANARY, secret: CANARY, session: CANARY, password: CANARY }],
  ['a part of a key', { adminPin: CANARY, session_token: CANARY, newToken: CANARY, 'admin-pin': CANARY, PIN: CANARY }],
  ['at any depth', { a: { b: [{ c: { d: { token: CANARY } } }] } }],
  ['a number, a list, an object', { token: [CANARY], pin: { value: CANARY } }],
  ['a frame, which holds the TOKEN', { inFlight: { frame: CANARY } }],
  ['a PIN’s hash under any name', { kept: { algorithm: 'scrypt', cost: 2, salt: CANARY, hash: CANARY } }],
  ['in the facts of an error', { err: new Odd('no') }],
  ['in an error that is the facts', new Odd('no')],
  ['in an error’s cause', { err: new Error('no', { cause: { pin: CANARY } }) }],
  ['in a map', { users: new Map([['x', { pin: CANARY }]]) }],
  ['below what is shown', { a: { b: { c: { d: { e: { f: { g: { h: { i: CANARY } } } } } } } } }],
]

for (const [where, facts] of CANARIES)
  test(`a secret never reaches the log: ${where}`, () => {
    const lines = logged('debug', (log) => {
      log.info(facts, 'said')
      log.error(facts, 'said')
    })
    assert.equal(lines.length, 2)
    assert.ok(!lines.join('').includes(CANARY), lines.join(''))
    assert.equal((JSON.parse(lines[0] ?? '') as { msg: string }).msg, 'said')
  })

test('what is no secret is there: sums, errors with their stack, words that only contain such a key', () => {
  const facts = {
    sum: 27_500n,
    err: new RangeError('why'),
    opinion: 'x',
    printing: 1,
    sessions: 2,
    bytes: Buffer.alloc(3),
  }
  const [line] = logged(undefined, (log) => log.warn(facts, 'said'))
  const read = JSON.parse(line ?? '') as Record<string, unknown> & { err: Record<string, string> }
  assert.equal(read['level'], 'warn')
  assert.match(String(read['time']), /^\d{4}-\d\d-\d\dT/)
  assert.deepEqual([read['sum'], read['opinion'], read['printing'], read['sessions']], ['27500', 'x', 1, 2])
  assert.equal(read['bytes'], '[3 bytes]')
  assert.equal(read.err['type'], 'RangeError')
  assert.equal(read.err['message'], 'why')
  assert.match(read.err['stack'] ?? '', /log\.test\.ts/)
})

test('a thing that contains itself is cut, not followed for ever', () => {
  const loop: Record<string, unknown> = { name: 'x' }
  loop['self'] = loop
  assert.match(JSON.stringify(redact(loop)), /\[deep\]/)
})

test('KKM_LOG sets the level; an unknown one is told and info is taken', () => {
  for (const level of LOG_LEVELS)
    assert.deepEqual(
      logged(level, () => undefined),
      [],
    )
  assert.equal(logged('error', (log) => log.warn({}, 'x')).length, 0)
  const [told, shown] = logged('loud', (log) => log.info({}, 'x'))
  assert.match(told ?? '', /KKM_LOG names no level/)
  assert.match(shown ?? '', /"msg":"x"/)
})
