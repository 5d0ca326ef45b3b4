import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { World } from '../system/world.ts'
import { ADMIN } from '../system/world.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm, kkmOnTerminal } from './kkm.ts'

const IMPORTED = { rows: 3, added: 3, changed: 0, unchanged: 0, removed: 0, skipped: 0, problems: [], size: 3 }
const step = (done: number, total?: number) => ({
  method: 'goods.import',
  stage: 'rows',
  done,
  ...(total && { total }),
})

async function importing(t: Parameters<typeof FakeDaemon.start>[0], every: number) {
  const steps = [step(100, 900), step(450, 900), step(900, 900)]
  const daemon = await FakeDaemon.start(t, { 'goods.import': { steps, every, result: IMPORTED } })
  const file = join(daemon.folder, 'prices.csv')
  writeFileSync(file, 'article;name;price\n')
  return { daemon, command: ['--socket', daemon.socket, 'goods', 'import', file] }
}

test('what takes over a second shows its figure on a terminal, and leaves nothing of it behind', async (t) => {
  const { command } = await importing(t, 700)
  const { exit, out } = await kkmOnTerminal(command, [])
  assert.equal(exit, 0, out)
  assert.ok(!out.includes('100/900'), 'not within the first second')
  assert.ok(out.includes('\r\u001b[Krows read: 900/900 (100 %)\r\u001b[K'), JSON.stringify(out))
  assert.match(out, /Added\s+3/)
})

test('off a terminal nobody is shown anything; --progress gives objects on stderr, the answer stays alone on stdout', async (t) => {
  const { command } = await importing(t, 400)
  const [silent, told] = await Promise.all([kkm(command), kkm(['--json', '--progress', ...command])])
  assert.deepEqual([silent.exit, silent.err], [0, ''])
  assert.equal(told.exit, 0)
  assert.equal(told.out, `${JSON.stringify({ schema: 1, ok: true, result: IMPORTED })}\n`)
  assert.deepEqual(
    told.err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
    [step(100, 900), step(450, 900), step(900, 900)].map((progress) => ({ schema: 1, progress })),
  )
})

test('a daemon that says how far it is may take its time, unless the caller named the end', async (t) => {
  const { command, daemon } = await importing(t, 700)
  const late = await kkm(['--json', '--timeout', '1', ...command])
  assert.deepEqual([late.exit, (JSON.parse(late.out) as { error: { code: string } }).error.code], [7, 'DAEMON_SILENT'])
  assert.equal((daemon.paramsOf('hello') as { progress?: boolean }).progress, true)
})

test('an import of ten thousand rows is told row by row by the daemon itself', async (t) => {
  const world = await World.ready(t)
  const rows = Array.from({ length: 10_000 }, (_, index) => `A-${index};Тауар ${index};100`)
  const file = world.file('prices.csv', ['article;name;price', ...rows].join('\n'))
  const { err, exit, out } = await world.kkm(['--json', '--progress', 'goods', 'import', file], { user: ADMIN.code })
  assert.equal(exit, 0, out)
  const steps = err
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { progress: { done: number; stage: string } }).progress)
  assert.ok(steps.length > 0)
  for (const [index, { done, stage }] of steps.entries()) {
    assert.equal(stage, 'rows')
    assert.ok(done > (steps[index - 1]?.done ?? 0) && done <= 10_000)
  }
})
