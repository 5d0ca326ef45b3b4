import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createLog } from '../../src/daemon/log.ts'
import { Notifier, type NotifierPorts } from '../../src/daemon/notify.ts'

function notifier(environment: NotifierPorts['environment'], ports: Partial<NotifierPorts> = {}) {
  const told: string[] = []
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const tell = (assignments: readonly string[]) => {
    told.push(assignments.join(' | '))
    return Promise.resolve()
  }
  return {
    told,
    lines,
    notifier: new Notifier({ environment, log, healthy: () => true, status: () => 'well', tell, ...ports }),
  }
}

test('systemd is told of ready, status and stopping', async () => {
  const { told, notifier: notify } = notifier({ NOTIFY_SOCKET: '/run/x' }, { status: () => 'дайын\nready' })
  await notify.ready()
  await notify.stopping()
  assert.deepEqual(told, ['READY=1 | STATUS=дайын ready', 'STOPPING=1'])
})

test('started by hand, nobody is told anything', async () => {
  const { told, notifier: notify } = notifier({ WATCHDOG_USEC: '20000' })
  await notify.ready()
  await delay(40)
  await notify.stopping()
  assert.deepEqual(told, [])
})

test('the watchdog is told twice in its time, only while all is well, and not after the stop', async () => {
  let well = true
  let sold = 0
  const { told, notifier: notify } = notifier(
    { NOTIFY_SOCKET: '/run/x', WATCHDOG_USEC: '40000' },
    { healthy: () => well, status: () => `${sold} sold` },
  )
  const count = () => told.filter((line) => line.startsWith('WATCHDOG=1')).length
  await notify.ready()
  const keep = setInterval(() => undefined, 1000)
  await delay(150)
  assert.ok(count() >= 3, String(count()))
  assert.equal(told.at(-1), 'WATCHDOG=1 | STATUS=0 sold')
  sold = 1
  await delay(80)
  assert.equal(told.at(-1), 'WATCHDOG=1 | STATUS=1 sold', 'the status is that of the moment')
  well = false
  const before = count()
  await delay(80)
  assert.equal(count(), before)
  well = true
  await notify.stopping()
  await delay(80)
  assert.equal(count(), before)
  clearInterval(keep)
})

test('a systemd that cannot be told is an error in the log, not the end of the daemon', async () => {
  const { lines, notifier: notify } = notifier(
    { NOTIFY_SOCKET: '/run/x' },
    { tell: () => Promise.reject(new Error('no systemd-notify')) },
  )
  await notify.ready()
  assert.match(lines.join(''), /no systemd-notify/)
})

/** A service manager of a few lines: prints what it is told, and closes the descriptors that a barrier sends. */
const MANAGER = `
import array, os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('listening', flush=True)
while True:
    data, ancillary, _, _ = s.recvmsg(4096, 1024)
    for _, _, fds in ancillary:
        for fd in array.array('i', fds): os.close(fd)
    print(' | '.join(data.decode().split()), flush=True)
`

test('the real systemd-notify carries it to a real socket', async (t) => {
  const path = join(mkdtempSync(join(tmpdir(), 'kkm-notify-')), 'notify')
  const manager = spawn('python3', ['-c', MANAGER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => manager.kill())
  const heard = createInterface(manager.stdout)[Symbol.asyncIterator]()
  assert.equal((await heard.next()).value, 'listening')
  const log = createLog('silent', { write: () => undefined })
  const environment = { ...process.env, NOTIFY_SOCKET: path }
  await new Notifier({ environment, log, healthy: () => true, status: () => 'all-well' }).ready()
  assert.match(String((await heard.next()).value), /READY=1.*STATUS=all-well/)
})
