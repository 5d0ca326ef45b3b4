import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { EXIT_WORDS } from '../../src/locale/exit-words.ts'
import { startPrinter } from '../../src/sim/printer/server.ts'
import { Program, ROOT } from './program.ts'
import { CASHIER, World } from './world.ts'

const ITEM = ['--item', 'Нан=150*2@16'] as const
const sale = (key: string, ...payments: readonly string[]) => ['sale', '--key', key, ...ITEM, ...payments]

/** Codes that a call to a real daemon has ended with: at the end, all of the table. */
const reached = new Set<number>()

interface Outcome {
  readonly exit: number
  readonly code?: string
}

async function expect(world: World, args: readonly string[], { code, exit }: Outcome, user?: number) {
  const ran = await world.json(args, user === undefined ? {} : { user })
  assert.deepEqual([ran.exit, ran.answer.error?.code], [exit, code], JSON.stringify(ran.answer))
  assert.equal(ran.answer.ok, exit === 0 || exit === 4)
  reached.add(exit)
  return ran.answer
}

test('0, 2, 5, 6, 9, 10 and 11 of a register in its first minutes', async (t) => {
  const world = await World.open(t)
  await expect(world, ['ready'], { exit: 6, code: 'NOT_READY' })
  const ready = await World.ready(t)
  const { code } = CASHIER
  await expect(ready, sale('a', '--cash', '500'), { exit: 0 }, code)
  await expect(ready, ['sale', '--itm', 'x'], { exit: 2, code: 'USAGE' }, code)
  await expect(ready, sale('b', '--cash', '100'), { exit: 5, code: 'PAYMENT_SHORT' }, code)
  await expect(ready, sale('c', '--card'), { exit: 9, code: 'SIGN_IN_REQUIRED' })
  await expect(ready, ['user', 'list'], { exit: 9, code: 'NOT_PERMITTED' }, code)
  await expect(ready, ['receipt', 'show', 'no:99'], { exit: 10, code: 'DOCUMENT_NOT_FOUND' }, code)
  await expect(ready, sale('a', '--card'), { exit: 11, code: 'KEY_CONFLICT' }, code)
})

test('1: an answer that cannot be written down is no success', async (t) => {
  const world = await World.ready(t)
  const command = `'${ROOT}/bin/kkm' --json --socket '${world.socket}' status >/dev/full`
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', env: { PATH: process.env['PATH'] } })
  assert.equal(status, 1, stderr)
  assert.match(stderr, /ENOSPC/)
  reached.add(1)
})

test('3: time that runs out, and a signal, while the OFD thinks; the same key finds the sale', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 20 })
  // The slow check of a PIN is over before the clock of the sale runs
  await expect(world, ['whoami'], { exit: 0 }, CASHIER.code)
  await world.ofd.fault('delay-after:TICKET=6')
  const late = await expect(
    world,
    ['--timeout', '2', ...sale('late', '--card')],
    { exit: 3, code: 'TIMED_OUT' },
    CASHIER.code,
  )
  assert.equal(late.error?.details['key'], 'late')
  await expect(world, sale('late', '--card'), { exit: 0 }, CASHIER.code)

  await world.ofd.fault('delay-after:TICKET=3')
  const pin = join(world.folder, 'secrets', `pin-${CASHIER.code}`)
  const who = ['--socket', world.socket, '--user', String(CASHIER.code), '--pin-file', pin]
  const program = Program.ours('kkm', ['--json', ...who, ...sale('cut', '--card')])
  while (program.running && (await world.json(['status'])).answer.result?.['unfinished'] === undefined) await sleep(50)
  const stopped = await program.signal('SIGINT')
  assert.deepEqual([stopped.exit, /INTERRUPTED/.test(stopped.out)], [3, true], stopped.out)
  await expect(world, sale('cut', '--card'), { exit: 0 }, CASHIER.code)
})

test('4: the copy is registered, and its paper waits for a roll', async (t) => {
  const printer = await startPrinter({ host: '127.0.0.1', port: 0 })
  t.after(() => printer.close())
  const world = await World.ready(t, { printer: `transport = "tcp"\naddress = "127.0.0.1:${printer.port}"` })
  await expect(world, sale('a', '--card'), { exit: 0 }, CASHIER.code)
  printer.setFault('paper-out')
  const copy = ['receipt', 'print', 'no:1', '--key', 'copy', '--wait', '1']
  const answer = await expect(world, copy, { exit: 4 }, CASHIER.code)
  assert.equal(answer.result?.['printed'], false)
})

test('7 and 8: the OFD that is asked is not there, and then neither is the daemon', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 0.5 })
  await world.ofd.stop()
  await expect(world, ['ofd', 'info'], { exit: 7, code: 'OFD_UNREACHABLE' }, 1)
  await world.kill()
  await expect(world, sale('nobody', '--card'), { exit: 8, code: 'DAEMON_UNREACHABLE' }, CASHIER.code)
})

test('12: a byte of an export of the journal is another one', async (t) => {
  const world = await World.ready(t)
  await expect(world, sale('a', '--card'), { exit: 0 }, CASHIER.code)
  await expect(world, ['shift', 'close', '--key', 'z'], { exit: 0 }, CASHIER.code)
  const folder = join(world.folder, 'export')
  await expect(world, ['journal', 'export', '--output', folder], { exit: 0 }, 1)
  await expect(world, ['journal', 'verify', folder], { exit: 0 })
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (name) => /shift/.test(name) && /\.\w+$/.test(name),
  )
  assert.ok(file)
  const bytes = readFileSync(join(folder, file))
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  writeFileSync(join(folder, file), bytes)
  const ran = await world.json(['journal', 'verify', folder])
  assert.equal(ran.exit, 12, JSON.stringify(ran.answer))
  assert.equal(typeof ran.answer.error?.details['fault'], 'string')
  reached.add(12)
})

test('every exit code of the table was reached by a real process against a real daemon', () => {
  assert.deepEqual(
    [...reached].sort((a, b) => a - b),
    Object.keys(EXIT_WORDS).map(Number),
  )
})
