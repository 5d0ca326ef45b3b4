import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type Socket, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../../src/fiscal/wire/dialect.ts'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import { FrameDecoder } from '../../src/fiscal/wire/frame.ts'
import { obey, startControl } from '../../src/sim/ofd/control.ts'
import { parseFault } from '../../src/sim/ofd/faults.ts'
import { type LogEntry, type OfdServer, startOfd } from '../../src/sim/ofd/server.ts'
import { openStore } from '../../src/sim/ofd/store.ts'
import { FIRST_TOKEN, Till, sale, settings } from './till.ts'

interface World {
  readonly ofd: OfdServer
  readonly log: LogEntry[]
}

async function world(t: TestContext, faults: readonly string[] = [], file?: string): Promise<World> {
  const log: LogEntry[] = []
  const ofd = await startOfd({
    ...settings,
    host: '127.0.0.1',
    port: 0,
    store: openStore(file, FIRST_TOKEN),
    faults: faults.map(parseFault),
    log: (entry) => log.push(entry),
  })
  t.after(() => ofd.close())
  return { ofd, log }
}

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'kkm-sim-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** What came back: whole frames, and how many pieces they came in. */
interface Came {
  readonly answers: readonly Answer[]
  readonly pieces: number
}

/** Sends the frames on one connection and waits until as many answers are here, the other side ends, or time is up. */
async function exchange({ ofd }: World, frames: readonly Uint8Array[], patience = 1000): Promise<Came> {
  const socket = connect({ host: '127.0.0.1', port: ofd.port })
  socket.on('error', () => socket.destroy())
  const decoder = new FrameDecoder()
  const answers: Answer[] = []
  let pieces = 0
  const ended = new Promise((resolve) => socket.on('close', resolve))
  socket.on('data', (bytes: Buffer) => {
    pieces += 1
    for (const frame of decoder.push(bytes)) answers.push(dialectOf('2.0.3').decodeResponse(frame))
    if (answers.length === frames.length) socket.destroy()
  })
  for (const frame of frames) socket.write(frame)
  await Promise.race([ended, sleep(patience, undefined, { ref: false })])
  socket.destroy()
  return { answers, pieces }
}

const codes = ({ answers }: Came) => answers.map(({ code }) => code)

const saleFrame = (till: Till): Uint8Array => till.encode(till.ticketMessage(sale('Нан', '150')))

test('one connection carries many requests, in one piece or byte by byte', async (t) => {
  const here = await world(t)
  const till = new Till()
  const system = () => till.encode({ command: 'system' })
  assert.deepEqual(codes(await exchange(here, [system(), system(), system()])), [0, 0, 0])
  const socket: Socket = connect({ host: '127.0.0.1', port: here.ofd.port, noDelay: true })
  for (const byte of system()) socket.write(Uint8Array.of(byte))
  await once(socket, 'data')
  socket.destroy()
  assert.equal(here.log.length, 4)
})

test('bytes that are no frame end the connection and are logged', async (t) => {
  const here = await world(t)
  const came = await exchange(here, [new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')])
  assert.deepEqual(came.answers, [])
  assert.match(here.log[0]?.problem ?? '', /begins with 71/)
})

test('drop-before@2: the second document is lost, the same bytes then count once', async (t) => {
  const here = await world(t, ['drop-before@2'])
  const till = new Till()
  const info = await exchange(here, [till.encode({ command: 'info' })])
  till.token = info.answers[0]?.header.token ?? 0
  const first = await exchange(here, [saleFrame(till)])
  till.token = first.answers[0]?.header.token ?? 0
  till.tickets = 1
  till.shift = 1
  till.opened = till.now
  const second = saleFrame(till)
  assert.deepEqual(codes(await exchange(here, [second])), [])
  assert.equal(here.ofd.state.tickets.length, 1)
  assert.deepEqual(codes(await exchange(here, [second])), [0])
  assert.equal(here.ofd.state.tickets.length, 2)
  assert.deepEqual(
    here.log.map(({ faults, verdict }) => faults?.[0] ?? verdict?.code),
    [0, 0, 'drop-before@2', 0],
  )
})

test('drop-after@1: the document counts, its answer is lost, and the retry gets it', async (t) => {
  const here = await world(t, ['drop-after@1'])
  const frame = saleFrame(new Till())
  assert.deepEqual(codes(await exchange(here, [frame])), [])
  assert.equal(here.ofd.state.tickets.length, 1)
  const [again] = (await exchange(here, [frame])).answers
  assert.equal(again?.ticket?.sign, here.ofd.state.tickets[0]?.sign)
  assert.equal(here.ofd.state.tickets.length, 1)
  assert.equal(here.log[1]?.verdict?.retry, true)
})

test('code@1:255 is answered and nothing counted; delay@1:120 answers late', async (t) => {
  const here = await world(t, ['code@1:255'])
  const frame = saleFrame(new Till())
  assert.deepEqual(codes(await exchange(here, [frame])), [255])
  assert.equal(here.ofd.state.tickets.length, 0)
  await here.ofd.setFaults([parseFault('delay@1:120')])
  const begin = performance.now()
  assert.deepEqual(codes(await exchange(here, [frame])), [0])
  assert.ok(performance.now() - begin >= 115)
})

test('fragment: the answer comes in pieces and is whole', async (t) => {
  const here = await world(t, ['fragment'])
  const came = await exchange(here, [saleFrame(new Till())])
  assert.deepEqual(codes(came), [0])
  assert.ok(came.pieces > 3, `${came.pieces} pieces`)
})

test('silent: the connection stays open and nothing comes; reset and refuse: nobody is there', async (t) => {
  const here = await world(t, ['silent'])
  const frame = saleFrame(new Till())
  assert.deepEqual(codes(await exchange(here, [frame], 150)), [])
  await here.ofd.setFaults([parseFault('reset')])
  assert.deepEqual(codes(await exchange(here, [frame])), [])
  await here.ofd.setFaults([parseFault('refuse')])
  assert.deepEqual(codes(await exchange(here, [frame])), [])
  assert.equal(here.ofd.state.tickets.length, 0)
  await here.ofd.setFaults([])
  assert.deepEqual(codes(await exchange(here, [frame])), [0])
})

test('what was seen outlives a restart in its file: the retry after it gets the same answer', async (t) => {
  const file = join(folder(t), 'ofd.json')
  const before = await world(t, ['drop-after@1'], file)
  const frame = saleFrame(new Till())
  await exchange(before, [frame])
  await before.ofd.close()
  const after = await world(t, [], file)
  const [answer] = (await exchange(after, [frame])).answers
  assert.deepEqual([answer?.code, answer?.ticket?.sign], [0, before.ofd.state.tickets[0]?.sign])
  assert.deepEqual(after.ofd.state, before.ofd.state)
})

test('the log tells the header, the verdict and the message of a request', async (t) => {
  const here = await world(t)
  await exchange(here, [saleFrame(new Till())])
  const [entry] = here.log
  assert.deepEqual(entry?.header, { version: 203, id: 1024, token: FIRST_TOKEN, reqnum: 1 })
  assert.deepEqual(entry.verdict, { command: 1, code: 0 })
  assert.match(JSON.stringify(entry.message), /"operation":"OPERATION_SELL".*"total":\{"bills":"150"/)
})

test('orders change the faults, the block and the token while it runs, and each is answered', async (t) => {
  const here = await world(t)
  const order = async (line: string) => JSON.parse(await obey({ ofd: here.ofd }, line)) as Record<string, unknown>
  assert.deepEqual(await order('{"status":true}'), {
    ok: true,
    token: FIRST_TOKEN,
    shift: null,
    lastZ: null,
    lastDocument: null,
    tickets: 0,
    blocked: null,
  })
  assert.equal((await order('{"block":"Тоқтатылды"}'))['blocked'], 'Тоқтатылды')
  const till = new Till()
  assert.deepEqual(codes(await exchange(here, [till.encode({ command: 'system' })])), [15])
  assert.equal((await order('{"block":null,"token":7}'))['token'], 7)
  assert.deepEqual(codes(await exchange(here, [till.encode({ command: 'system' })])), [2])
  for (const wrong of [
    '{',
    '[]x',
    '{"dance":1}',
    '{"faults":"x"}',
    '{"faults":["jump"]}',
    '{"token":-1}',
    '{"block":1}',
  ]) {
    assert.equal((await order(wrong))['ok'], false, wrong)
  }
})

test('orders come over a Unix socket, a line each', async (t) => {
  const here = await world(t)
  const path = join(folder(t), 'control')
  const end = await startControl({ ofd: here.ofd }, path)
  const socket = connect(path)
  socket.write('{"faults":["code:13"]}\n{"status":true}\n')
  let text = ''
  for await (const bytes of socket) {
    text += String(bytes)
    if (text.split('\n').length > 2) break
  }
  assert.equal(text.match(/"ok":true/g)?.length, 2)
  await end()
  assert.deepEqual(codes(await exchange(here, [new Till().encode({ command: 'system' })])), [13])
})

const WRONG_FAULTS = [
  '',
  'jump',
  'drop-before@0',
  'drop-before@x',
  'delay@1',
  'code',
  'drop-after:3',
  'silent@2',
  'delay@1:x',
]

for (const text of WRONG_FAULTS) {
  test(`the fault "${text}" is refused with what is known`, () => {
    assert.throws(() => parseFault(text), Error)
  })
}
