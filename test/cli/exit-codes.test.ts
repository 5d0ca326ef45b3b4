import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SALE } from './answers.ts'
import { type Behaviour, FakeDaemon } from './fake-daemon.ts'
import { type Ran, kkm } from './kkm.ts'

const SELL = ['sale', '--key', 'order-17', '--item', 'Нан=150*2@16', '--cash', '500']

/** One object in one line, and nothing else on stdout. */
function parseLine({ out }: Ran): { ok: boolean; result?: object; error?: { code: string; details: object } } {
  assert.match(out, /^\{"schema":1,"ok":(true|false),.*\}\n$/)
  assert.equal(out.split('\n').length, 2)
  return JSON.parse(out)
}

const unprinted = { ...SALE, printed: false }

/** Behaviour of the daemon, exit code, and the code of the failure (none: ok). */
const TABLE: readonly (readonly [Behaviour, number, string?])[] = [
  [{ result: SALE }, 0],
  [{ result: { ...SALE, paper: { state: 'accepted', copies: 0 } } }, 0],
  [{ result: { ...unprinted, paper: { state: 'not-asked', copies: 0 } } }, 0],
  [{ refuse: 'INTERNAL' }, 1, 'INTERNAL'],
  [{ refuse: 'BAD_REQUEST', details: { path: 'items', expected: 'a list' } }, 2, 'BAD_REQUEST'],
  [{ refuse: 'UNKNOWN_METHOD', details: { method: 'sale' } }, 2, 'UNKNOWN_METHOD'],
  [{ refuse: 'OUTCOME_UNKNOWN', details: { key: 'order-17', documentNumber: 5 } }, 3, 'OUTCOME_UNKNOWN'],
  [{ drop: '' }, 3, 'CONNECTION_LOST'],
  [{ result: { ...unprinted, paper: { state: 'waiting', job: 3, copies: 0 } } }, 4],
  [{ result: { ...unprinted, paper: { state: 'uncertain', job: 3, copies: 0 } } }, 4],
  [{ result: { ...unprinted, paper: { state: 'failed', job: 3, copies: 0 } } }, 4],
  [{ refuse: 'PAYMENT_SHORT', details: { paid: '1.00', total: '2.00', missing: '1.00' } }, 5, 'PAYMENT_SHORT'],
  [{ refuse: 'SHIFT_TOO_LONG' }, 6, 'SHIFT_TOO_LONG'],
  [{ refuse: 'BUSY' }, 7, 'BUSY'],
  [{ refuse: 'SIGN_IN_REQUIRED' }, 9, 'SIGN_IN_REQUIRED'],
  [{ refuse: 'DOCUMENT_NOT_FOUND', details: { ref: 'no:5' } }, 10, 'DOCUMENT_NOT_FOUND'],
  [{ refuse: 'KEY_CONFLICT', details: { key: 'order-17' } }, 11, 'KEY_CONFLICT'],
]

test('every answer to a sale has its exit code, and under --json one object in one line', async (t) => {
  let next: Behaviour = 'silence'
  const daemon = await FakeDaemon.start(t, { sale: () => next })
  for (const [behaviour, exit, code] of TABLE) {
    next = behaviour
    const ran = await kkm(['--json', '--socket', daemon.socket, ...SELL])
    const told = JSON.stringify(behaviour)
    assert.equal(ran.exit, exit, told)
    const answer = parseLine(ran)
    assert.deepEqual([answer.ok, answer.error?.code], [code === undefined, code], told)
    assert.equal(answer.ok, exit === 0 || exit === 4, told)
    assert.equal('result' in answer, answer.ok, told)
  }
})

test('no socket, and a socket that nobody serves, are 8', async (t) => {
  const daemon = await FakeDaemon.start(t)
  const stale = join(daemon.folder, 'file')
  writeFileSync(stale, '')
  for (const socket of [join(daemon.folder, 'none'), stale, join(daemon.folder, 'x'.repeat(200))]) {
    for (const command of [SELL, ['status'], ['shift', 'close']]) {
      const ran = await kkm(['--json', '--socket', socket, ...command])
      assert.equal(ran.exit, 8)
      assert.equal(parseLine(ran).error?.code, 'DAEMON_UNREACHABLE')
    }
  }
})

test('a connection that breaks before the sale was sent is 8: nothing happened', async (t) => {
  for (const method of ['hello', 'session.open']) {
    const daemon = await FakeDaemon.start(t, { [method]: { drop: '{"jsonrpc"' } })
    const pin = join(daemon.folder, 'pin')
    writeFileSync(pin, '1234\n', { mode: 0o600 })
    const ran = await kkm(['--json', '--socket', daemon.socket, '--user', '7', '--pin-file', pin, ...SELL])
    assert.equal(ran.exit, 8, method)
    assert.ok(!daemon.methods.includes('sale'))
  }
})

test('a connection that breaks anywhere in the answer to a sale is 3, with the key to repeat it by', async (t) => {
  const line = JSON.stringify({ jsonrpc: '2.0', id: 2, result: SALE })
  for (const part of ['', line.slice(0, 1), line.slice(0, 40), line]) {
    const daemon = await FakeDaemon.start(t, { sale: { drop: part } })
    const ran = await kkm(['--json', '--socket', daemon.socket, ...SELL])
    assert.equal(ran.exit, 3)
    const { error } = parseLine(ran)
    assert.deepEqual([error?.code, error?.details], ['CONNECTION_LOST', { key: 'order-17' }])
  }
})

test('an answer that is none, or to another call, is as much as a broken connection', async (t) => {
  for (const raw of [
    'Bad Gateway',
    '[]',
    '{"jsonrpc":"2.0","id":77,"result":{}}',
    '{"id":2,"error":{"code":-32001}}',
  ]) {
    const daemon = await FakeDaemon.start(t, { sale: { raw }, status: { raw } })
    assert.equal((await kkm(['--json', '--socket', daemon.socket, ...SELL])).exit, 3, raw)
    assert.equal((await kkm(['--json', '--socket', daemon.socket, 'status'])).exit, 8, raw)
  }
})

test('a broken connection is no unknown outcome where no document is made', async (t) => {
  const daemon = await FakeDaemon.start(t, { status: { drop: '' } })
  const ran = await kkm(['--json', '--socket', daemon.socket, 'status'])
  assert.equal(ran.exit, 8)
})

test('time that runs out is 3 for a document that was sent, and 7 for anything else', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: 'silence', status: 'silence' })
  const deaf = await FakeDaemon.start(t, { hello: 'silence' })
  const run = (socket: string, command: readonly string[]) =>
    kkm(['--json', '--timeout', '1', '--socket', socket, ...command])
  const [sale, status, unsent, version] = await Promise.all([
    run(daemon.socket, SELL),
    run(daemon.socket, ['status']),
    run(deaf.socket, SELL),
    run(deaf.socket, ['version']),
  ])
  assert.deepEqual([sale.exit, parseLine(sale).error?.code], [3, 'TIMED_OUT'])
  assert.deepEqual([status.exit, parseLine(status).error?.code], [7, 'DAEMON_SILENT'])
  assert.deepEqual([unsent.exit, parseLine(unsent).error?.code], [7, 'DAEMON_SILENT'])
  assert.equal(version.exit, 0)
})

test('interrupted after a document was sent is 3 with its key; elsewhere the signal is the answer', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: 'silence', status: 'silence' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const sent = daemon.called('sale')
    const ran = await kkm(['--json', '--socket', daemon.socket, ...SELL], {
      during: (child) => void sent.then(() => child.kill(signal)),
    })
    assert.equal(ran.exit, 3)
    assert.deepEqual(parseLine(ran).error?.details, { key: 'order-17' })
  }
  const asked = daemon.called('status')
  const ran = await kkm(['--socket', daemon.socket, 'status'], {
    during: (child) => void asked.then(() => child.kill('SIGINT')),
  })
  assert.deepEqual([ran.exit, ran.signal], [null, 'SIGINT'])
})

test('a socket that is closed to us is 9, with the group to join', async (t) => {
  const daemon = await FakeDaemon.start(t)
  chmodSync(daemon.folder, 0o755)
  chmodSync(daemon.socket, 0)
  const ran = await kkm(['--json', '--socket', daemon.socket, ...SELL], { asNobody: process.getuid?.() === 0 })
  assert.equal(ran.exit, 9)
  const { error } = parseLine(ran)
  assert.deepEqual([error?.code, error?.details], ['SOCKET_FORBIDDEN', { socket: daemon.socket }])
})
