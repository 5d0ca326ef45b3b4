import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WatchEvent } from '../../src/api/events.ts'
import { Program } from './program.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const QUICK = { transactionSeconds: 0.6, recoverySeconds: 0.5 }
const PASSING = new Set(['state', 'alive', 'gap', 'printer.changed', 'link.changed'])

const WATCHERS: Program[] = []
after(() => {
  for (const { child } of WATCHERS) child.kill('SIGKILL')
})

const read = (line: string): WatchEvent => JSON.parse(line) as WatchEvent

/** Events that lie in the records: the same for everybody, whenever they are told. */
const recorded = (events: readonly WatchEvent[]): readonly WatchEvent[] =>
  events.filter(({ event, data }) => !PASSING.has(event) && !(event.startsWith('block.') && 'since' in data))

function watching(world: World, user: number, ...args: readonly string[]): Program {
  const pin = ['--user', `${user}`, '--pin-file', `${world.folder}/secrets/pin-${user}`]
  const program = Program.ours('kkm', ['--socket', world.socket, '--lang', 'en', ...pin, 'watch', ...args], {
    HOME: world.folder,
    XDG_RUNTIME_DIR: world.folder,
  })
  WATCHERS.push(program)
  return program
}

async function told(world: World, user: number, ...args: readonly string[]): Promise<readonly WatchEvent[]> {
  const { exit, out, err } = await watching(world, user, ...args, '--once').ended
  assert.equal(exit, 0, err)
  return out.split('\n').map(read)
}

const has = (event: string, documentNumber?: number) => (line: string) => {
  const one = read(line)
  return one.event === event && (documentNumber === undefined || one.data['documentNumber'] === documentNumber)
}

const sell = (world: World, key: string) =>
  world.json(['sale', '--key', key, '--item', 'Нан=150', '--card'], { user: CASHIER.code })

test('every event is told once and in order, through kills of the daemon and of the watcher, to who goes on from its cursor', async (t) => {
  const world = await World.ready(t, QUICK)
  const first = watching(world, ADMIN.code)
  await first.line(has('state'))
  await sell(world, 'a')
  await first.line(has('document.printed', 1))
  await world.kill()
  const gone = await first.ended
  assert.equal(gone.exit, 8)
  assert.match(gone.err, /not reachable/)
  await world.start()
  await sell(world, 'b')
  const cursor = read(first.lines.at(-1) ?? '').cursor
  const second = watching(world, ADMIN.code, '--since', cursor)
  await second.line(has('document.printed', 2))
  await second.signal('SIGKILL')
  await world.ofd.fault('silencex*')
  await sell(world, 'c')
  await world.ofd.clear()
  const third = watching(world, ADMIN.code, '--since', read(second.lines.at(-1) ?? '').cursor)
  await third.line(has('document.delivered', 3))
  await world.json(['shift', 'close', '--key', 'z'], { user: CASHIER.code })
  await third.line(has('document.printed', 4))
  await third.signal('SIGTERM')

  const pieces = recorded([first, second, third].flatMap(({ lines }) => lines.map(read)))
  assert.deepEqual(pieces, recorded(await told(world, ADMIN.code, '--since', 'e0')))
  const names = pieces.map(({ event, data: { documentNumber, length, mode } }) =>
    [event, documentNumber ?? length ?? mode].join(' '),
  )
  assert.deepEqual(names, [
    'document.registered 1',
    'shift.opened 1',
    'document.printed 1',
    'document.registered 2',
    'document.printed 2',
    'document.registered 3',
    'queue.changed 1',
    'mode.changed autonomous',
    'document.printed 3',
    'document.delivered 3',
    'queue.changed 0',
    'mode.changed online',
    'document.registered 4',
    'shift.closed 4',
    'document.printed 4',
  ])
  const [sold] = pieces
  assert.equal(sold?.data['key'], 'a')
  assert.equal(sold.data['total'], '150.00')
  // Each place between two events is a cursor
  for (const [index, { cursor: place }] of pieces.entries())
    assert.deepEqual(recorded(await told(world, ADMIN.code, '--since', place)), pieces.slice(index + 1), place)
})

test('what is asked for is told: types, one’s own documents, a gap for a cursor that never was', async (t) => {
  const world = await World.ready(t)
  await sell(world, 'a')
  await world.json(['deposit', '100', '--key', 'd'], { user: ADMIN.code })
  const types = (events: readonly WatchEvent[]) => events.map(({ event }) => event)
  assert.deepEqual(types(await told(world, ADMIN.code, '--since', 'e0', '--types', 'shift,document.printed')), [
    'state',
    'shift.opened',
    'document.printed',
    'document.printed',
  ])
  const own = await told(world, CASHIER.code, '--since', 'e0', '--types', 'document.registered')
  assert.deepEqual(
    own.slice(1).map(({ data }) => data['key']),
    ['a'],
  )
  const [state, gap, ...more] = await told(world, ADMIN.code, '--since', 'e999999999')
  assert.deepEqual([state?.event, gap?.event, gap?.data['reason'], more], ['state', 'gap', 'unknown', []])
  assert.deepEqual(await told(world, ADMIN.code, '--since', gap?.cursor ?? '').then(types), ['state'])
  const wrong = await world.json(['watch', '--types', 'nothing', '--once'], { user: ADMIN.code })
  assert.deepEqual([wrong.exit, wrong.answer.error?.code], [2, 'BAD_REQUEST'])
  const blind = await world.json(['watch', '--since', 'yesterday'], { user: ADMIN.code })
  assert.deepEqual([blind.exit, blind.answer.error?.code], [2, 'BAD_REQUEST'])
})

test('one connection sells and watches; another that does not read is dropped, and no sale waits for it', async (t) => {
  const world = await World.ready(t, { receipt: 'electronic' })
  const deaf = connect(world.socket)
  const closed = new Promise<void>((resolve) => deaf.once('close', () => resolve()))
  deaf.on('error', () => undefined)
  await new Promise<void>((resolve) => deaf.once('connect', () => resolve()))
  deaf.pause()
  const say = (id: number, method: string, params: object) =>
    deaf.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
  say(1, 'hello', { schemas: [1] })
  say(2, 'session.open', { user: ADMIN.code, pin: ADMIN.pin })
  // More than any buffer between the two holds: the whole story again and again
  say(3, 'watch', {})
  const client = await world.client(CASHIER)
  await client.result('watch', { types: ['document'] })
  const times: number[] = []
  for (let index = 0; index < 400; index++) {
    const begun = performance.now()
    await client.result('sale', {
      key: `k-${index}`,
      items: [{ name: 'x'.repeat(20), price: '1' }],
      payments: { card: 'rest' },
    })
    times.push(performance.now() - begun)
  }
  await sleep(50)
  const keys = client.lines.map((line) => JSON.parse(line) as { method?: string; params?: WatchEvent })
  const events = keys.flatMap(({ method, params }) => (method === 'event' && params ? [params] : []))
  const sold = events.filter(({ event }) => event === 'document.registered').map(({ data }) => data['key'])
  assert.deepEqual(
    sold,
    Array.from({ length: 400 }, (_, index) => `k-${index}`),
  )
  client.close()
  deaf.resume()
  deaf.destroy()
  await closed
  times.sort((a, b) => a - b)
  t.diagnostic(
    `sales beside a reader that does not read: p50 ${times[200]?.toFixed(1)} ms, most ${times.at(-1)?.toFixed(1)} ms`,
  )
  assert.ok((times.at(-1) ?? 0) < 2000)
})
