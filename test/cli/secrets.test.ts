import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { STATUS } from './answers.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm, kkmOnTerminal } from './kkm.ts'

const USER = { code: 7, name: 'Айгүл', role: 'cashier' }
const LOGIN = { result: { session: 'S3cret', user: USER, idleMinutes: 15 } }
const WHOAMI = { result: { user: USER } }

const errorOf = (out: string) => (JSON.parse(out) as { error: { code: string; details: object } }).error

function pinFile(daemon: FakeDaemon, text: string, mode = 0o600): string {
  const path = join(daemon.folder, `pin-${mode.toString(8)}`)
  writeFileSync(path, text, { mode })
  return path
}

test('--user with --pin-file signs in that one call, with the first line of the file', async (t) => {
  const daemon = await FakeDaemon.start(t, { whoami: WHOAMI })
  const path = pinFile(daemon, '4711\r\nsecond line\n')
  const byOption = await kkm(['--socket', daemon.socket, '--user', '7', '--pin-file', path, 'whoami'])
  assert.equal(byOption.exit, 0)
  assert.deepEqual(daemon.calls[1], { method: 'session.open', params: { user: 7, pin: '4711' } })
  daemon.calls.length = 0
  await kkm(['whoami'], { env: { KKM_SOCKET: daemon.socket, KKM_USER: '7', KKM_PIN_FILE: path } })
  assert.deepEqual(daemon.paramsOf('session.open'), { user: 7, pin: '4711' })
})

test('a PIN comes from stdin with -, and from systemd’s credentials, whose access lists show as group bits', async (t) => {
  const daemon = await FakeDaemon.start(t, { whoami: WHOAMI })
  await kkm(['--socket', daemon.socket, '--user', '7', '--pin-file', '-', 'whoami'], { stdin: '4711\n' })
  assert.deepEqual(daemon.paramsOf('session.open'), { user: 7, pin: '4711' })
  daemon.calls.length = 0
  const folder = join(daemon.folder, 'credentials')
  mkdirSync(folder)
  writeFileSync(join(folder, 'kkm-pin'), '4712\n', { mode: 0o440 })
  await kkm(['--socket', daemon.socket, '--user', '8', 'whoami'], { env: { CREDENTIALS_DIRECTORY: folder } })
  assert.deepEqual(daemon.paramsOf('session.open'), { user: 8, pin: '4712' })
})

test('a secret in a file that group or others can read is refused, and so is an empty or missing one', async (t) => {
  const daemon = await FakeDaemon.start(t, { whoami: WHOAMI })
  const cases = [
    [pinFile(daemon, '4711', 0o640), 'readable-by-others'],
    [pinFile(daemon, '4711', 0o604), 'readable-by-others'],
    [pinFile(daemon, '\n4711', 0o400), 'empty'],
    [join(daemon.folder, 'none'), 'missing'],
    [daemon.folder, 'unreadable'],
  ] as const
  for (const [path, problem] of cases) {
    const ran = await kkm(['--json', '--socket', daemon.socket, '--user', '7', '--pin-file', path, 'whoami'])
    assert.equal(ran.exit, 2)
    const { code, details } = errorOf(ran.out)
    assert.deepEqual([code, details], ['SECRET_FILE', { path, problem }])
    assert.doesNotMatch(ran.out + ran.err, /4711/)
  }
  assert.ok(!daemon.methods.includes('session.open'))
})

test('stdin can hold one secret, not two', async (t) => {
  const daemon = await FakeDaemon.start(t)
  const args = ['user', 'add', '--code', '7', '--name', 'A', '--role', 'cashier', '--pin-file', '-']
  const ran = await kkm(['--json', '--socket', daemon.socket, '--user', '1', '--pin-file', '-', ...args], {
    stdin: '1234\n',
  })
  assert.deepEqual([ran.exit, errorOf(ran.out).code], [2, 'USAGE'])
})

test('login keeps its session in a file of its owner alone, does not show it, and the next calls use it', async (t) => {
  const daemon = await FakeDaemon.start(t, { login: LOGIN, whoami: WHOAMI, logout: { result: { ended: true } } })
  const env = { XDG_RUNTIME_DIR: daemon.folder, KKM_SOCKET: daemon.socket }
  const login = await kkm(['--json', '--user', '7', '--pin-file', '-', 'login'], { env, stdin: '4711\n' })
  assert.equal(login.exit, 0)
  assert.deepEqual(daemon.paramsOf('login'), { user: 7, pin: '4711' })
  assert.doesNotMatch(login.out + login.err, /S3cret|4711/)
  const file = join(daemon.folder, 'kkm', 'session')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(statSync(join(daemon.folder, 'kkm')).mode & 0o777, 0o700)
  assert.match(readFileSync(file, 'utf8'), /S3cret/)

  daemon.calls.length = 0
  await kkm(['whoami'], { env })
  assert.deepEqual(daemon.paramsOf('session.open'), { session: 'S3cret' })

  // Another register, or another user, is another session
  daemon.calls.length = 0
  const other = await FakeDaemon.start(t, { whoami: WHOAMI })
  await kkm(['whoami'], { env: { ...env, KKM_SOCKET: other.socket } })
  await kkm(['--user', '8', 'whoami'], { env })
  assert.ok(!other.methods.includes('session.open'))
  assert.ok(!daemon.methods.includes('session.open'))

  await kkm(['logout'], { env })
  assert.ok(daemon.methods.includes('logout'))
  assert.throws(() => statSync(file), /ENOENT/)
})

test('without XDG_RUNTIME_DIR the session lies in the state folder of the person’s home', async (t) => {
  const daemon = await FakeDaemon.start(t, { login: LOGIN })
  const env = { HOME: daemon.folder }
  await kkm(['--socket', daemon.socket, '--user', '7', '--pin-file', '-', 'login'], { env, stdin: '4711\n' })
  assert.equal(statSync(join(daemon.folder, '.local/state/kkm/session')).mode & 0o777, 0o600)
})

test('status is for anybody: a session that has ended does not take it away, a wrong PIN does', async (t) => {
  const daemon = await FakeDaemon.start(t, {
    status: { result: STATUS },
    'session.open': (params) =>
      'session' in params ? { refuse: 'SESSION_EXPIRED' } : { refuse: 'PIN_WRONG', details: { left: 2 } },
  })
  mkdirSync(join(daemon.folder, 'kkm'))
  const saved = JSON.stringify({ socket: daemon.socket, session: 'old', user: 7 })
  writeFileSync(join(daemon.folder, 'kkm', 'session'), saved, { mode: 0o600 })
  const env = { XDG_RUNTIME_DIR: daemon.folder, KKM_SOCKET: daemon.socket }
  assert.equal((await kkm(['status'], { env })).exit, 0)
  assert.ok(daemon.methods.includes('session.open'))
  assert.equal((await kkm(['whoami'], { env })).exit, 9)
  assert.equal((await kkm(['--user', '7', '--pin-file', '-', 'status'], { env, stdin: '1\n' })).exit, 9)
})

test('off a terminal nothing is asked: what is missing is named', async (t) => {
  const daemon = await FakeDaemon.start(t, { login: LOGIN })
  const run = (...args: string[]) => kkm(['--socket', daemon.socket, ...args])
  assert.match((await run('login')).err, /--user/)
  assert.match((await run('--user', '7', 'login')).err, /missing: --pin-file/)
  assert.match((await run('--pin-file', 'x', 'whoami')).err, /--user/)
  assert.match((await run('token', 'set')).err, /missing: --token-file/)
  assert.match((await run('user', 'add', '--code', '7')).err, /missing: --name, --role, --pin-file/)
  assert.deepEqual(
    daemon.methods.filter((method) => method !== 'hello'),
    [],
  )
})

test('on a terminal a PIN is asked for and not shown', async (t) => {
  const daemon = await FakeDaemon.start(t, { login: LOGIN })
  const env = { XDG_RUNTIME_DIR: daemon.folder }
  const ran = await kkmOnTerminal(
    ['--socket', daemon.socket, 'login'],
    [
      ['code', '7\r'],
      ['PIN', '47x\u007f11\r'],
    ],
    { env },
  )
  assert.equal(ran.exit, 0, ran.out)
  assert.deepEqual(daemon.paramsOf('login'), { user: 7, pin: '4711' })
  assert.doesNotMatch(ran.out, /471|x/)
})

test('[R208N-17.1] the report for a period asks whose session it is for the PIN again; off a terminal the daemon refuses', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'report.period': { refuse: 'PIN_NEEDED' } })
  mkdirSync(join(daemon.folder, 'kkm'))
  const saved = JSON.stringify({ socket: daemon.socket, session: 'kept', user: 7 })
  writeFileSync(join(daemon.folder, 'kkm', 'session'), saved, { mode: 0o600 })
  const env = { XDG_RUNTIME_DIR: daemon.folder }
  const argv = ['--socket', daemon.socket, 'report', 'period']
  await kkmOnTerminal(argv, [['PIN', '4711\r']], { env })
  assert.deepEqual(daemon.paramsOf('session.open'), { user: 7, pin: '4711' })
  daemon.calls.length = 0
  assert.equal((await kkm(argv, { env })).exit, 9)
  assert.deepEqual(daemon.paramsOf('session.open'), { session: 'kept' })
})

test('Ctrl-C at a question ends the call before anything is sent', async (t) => {
  const daemon = await FakeDaemon.start(t, { login: LOGIN })
  const ran = await kkmOnTerminal(['--socket', daemon.socket, '--user', '7', 'login'], [['PIN', '\u0003']])
  assert.equal(ran.exit, 2)
  assert.ok(!daemon.methods.includes('login'))
})
