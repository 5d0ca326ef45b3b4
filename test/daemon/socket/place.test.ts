import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { SocketError } from '../../../src/daemon/socket/index.ts'
import { listenAt } from '../../../src/daemon/socket/place.ts'
import { openWorld } from './fixture.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'kkm-place-'))

test('the socket has mode 0660 and group kkm, whatever the umask; its folder is made', async (t) => {
  const umask = process.umask(0o077)
  t.after(() => process.umask(umask))
  const dir = folder()
  const groups = join(dir, 'group')
  const group = process.getuid?.() === 0 ? 4242 : (process.getgid?.() ?? 0)
  writeFileSync(groups, `adm:x:4:\nkkm:x:${group}:aigul\n`)
  const path = join(dir, 'run', 'kkm', 'kkm.sock')
  const server = createServer()
  assert.equal(await listenAt(server, path, groups), undefined)
  assert.equal(statSync(path).mode & 0o777, 0o660)
  assert.equal(statSync(path).gid, group)
  assert.equal(statSync(join(dir, 'run', 'kkm')).mode & 0o777, 0o755)
  assert.equal(process.umask(), 0o077)
  server.close()
})

test('without the group the socket opens with a warning', async (t) => {
  const groups = join(folder(), 'group')
  writeFileSync(groups, 'kkmx:x:5:\n')
  const world = await openWorld(t, { ports: { groupFile: groups } })
  assert.match(world.log.join(''), /"level":"warn".*there is no group kkm/)
  assert.equal(await (await world.greeted()).outcome('status'), 'ok')
})

test('a socket that a killed daemon left is replaced', async (t) => {
  const path = join(folder(), 'kkm.sock')
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
  await once(spawn(process.execPath, ['-e', program]), 'exit')
  assert.ok(existsSync(path), 'the killed one left its socket')
  const world = await openWorld(t, { ports: { path } })
  assert.deepEqual(world.bugs, [])
  await world.server.stop()
  assert.ok(!existsSync(path), 'a daemon that stops takes its socket away')
})

test('where a daemon listens another does not start, and the first goes on', async (t) => {
  const world = await openWorld(t)
  await assert.rejects(listenAt(createServer(), world.path), (error) => {
    assert.ok(error instanceof SocketError)
    assert.equal(error.message, `another kkmd is running: it listens on ${world.path}`)
    return true
  })
  assert.equal(await (await world.greeted()).outcome('status'), 'ok')
})

test('a file that is no socket is left alone', async () => {
  const path = join(folder(), 'kkm.sock')
  writeFileSync(path, 'precious')
  await assert.rejects(listenAt(createServer(), path), /is there and is not a socket/)
  assert.equal(statSync(path).size, 8)
})

test('a place that cannot be is told in a sentence', async () => {
  const file = join(folder(), 'file')
  writeFileSync(file, '')
  await assert.rejects(listenAt(createServer(), join(file, 'kkm.sock')), (error) => {
    assert.ok(error instanceof SocketError)
    assert.match(error.message, /^the socket .*kkm\.sock cannot be opened: /)
    return true
  })
})

test('a stop finishes running calls, answers STOPPING to those that wait, takes nobody in, and ends the sockets', async (t) => {
  const world = await openWorld(t)
  const client = await world.greeted()
  const slow = client.request('slow')
  const next = client.request('status')
  while (world.slow.started === 0) await delay(5)
  const stopped = world.server.stop()
  assert.ok(!existsSync(world.path))
  world.slow.release()
  const first = await client.read()
  assert.equal(first?.id, slow)
  assert.deepEqual(first.result, { aborted: false })
  const second = await client.read()
  assert.equal(second?.id, next)
  assert.equal(second.error?.data.code, 'STOPPING')
  assert.equal(await client.read(), undefined)
  await stopped
})

test('a stop does not wait for a call that never ends, nor for a client that never reads', async (t) => {
  const world = await openWorld(t, { limits: { stopTime: 200, lingerTime: 100 } })
  const client = await world.greeted()
  client.request('slow')
  const deaf = await world.greeted()
  deaf.socket.pause()
  deaf.request('big')
  await delay(50)
  const started = performance.now()
  await world.server.stop()
  const time = performance.now() - started
  assert.ok(time >= 150 && time < 5000, `${time}`)
})
