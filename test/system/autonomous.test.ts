import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { interpret } from '../../src/escpos/interpreter.ts'
import { toText } from '../../src/escpos/paper.ts'
import { columnsOf, profileOf } from '../../src/escpos/profile.ts'
import type { Client } from './client.ts'
import { Program, ROOT } from './program.ts'
import { ADMIN, CASHIER, World } from './world.ts'

type Json = Readonly<Record<string, unknown>>

const TECHNICIAN = { code: 3, pin: '97531' }
const QUICK = { transactionSeconds: 0.6, recoverySeconds: 0.5 }
const saleOf = (key: string, price = 150) => ({
  key,
  items: [{ name: 'Нан', price: `${price}`, vat: '16' }],
  payments: { cash: `${price + 50}` },
})

const profile = profileOf('generic')

function paperOf(world: World): string {
  if (!profile) throw new Error('no generic profile')
  return toText(interpret(world.printed(), { profile, paper: 80 }), columnsOf(profile, 80)).join('\n')
}

/** Waits until the OFD has everything. */
async function drained(client: Client): Promise<void> {
  for (let count = 0; count < 200; count++) {
    const { queue } = await client.result('status')
    if ((queue as { length: number }).length === 0) return
    await sleep(50)
  }
  throw new Error(`the queue was not sent: ${JSON.stringify(await client.result('status'))}`)
}

async function blocked(client: Client, code: string): Promise<void> {
  for (let count = 0; count < 200; count++) {
    if ((await codesOf(client)).includes(code)) return
    await sleep(50)
  }
  throw new Error(`${code} did not come: ${JSON.stringify(await client.result('status'))}`)
}

const codesOf = async (client: Client): Promise<readonly string[]> =>
  ((await client.result('status'))['blocks'] as readonly { code: string }[]).map(({ code }) => code)

/** The OFD has each document once, in our order, and counts as we do. */
async function assertAgrees(world: World, numbers: readonly number[]): Promise<void> {
  const { documents } = await world.ofd.summary()
  assert.deepEqual(world.ofd.differences, [])
  assert.deepEqual(
    documents.map(({ number }) => number),
    numbers,
  )
}

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1)

async function timed(work: Promise<Json>): Promise<[Json, number]> {
  const begun = performance.now()
  return [await work, performance.now() - begun]
}

test('[R1326-24] [R1326-7.2] [R1326-26.1] [R431-26] [R1326-27.0] [R1326-27.2] [R1326-27.5] [R1326-27.7a] [R1326-27.7b] [R1326-27.7c] [R1326-28.0] [R1326-28.2] [R431-24] [R431-27] [R431-28] [EK0-off-1] [EK1-off-1] the OFD silent: sales, X and Z go on at once, through kill -9; when it is back, all of it arrives in order and counts alike', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 1, recoverySeconds: 0.5 })
  await world.ofd.fault('silencex*')
  const sold = await world.json(['sale', '--key', 'first', '--item', 'Нан=150@16', '--cash'], { user: 7 })
  assert.deepEqual([sold.exit, sold.answer.result?.['mode'], sold.answer.result?.['printed']], [0, 'autonomous', true])
  const sign = String(sold.answer.result?.['fiscalSign'])
  assert.match(paperOf(world), /АВТОНОМДЫ \/ АВТОНОМНЫЙ/)
  assert.ok(paperOf(world).includes(sign))
  assert.match(String(sold.answer.result?.['checkUrl']), new RegExp(`i=${sign}&f=010102345678&s=150.00`))
  const client = await world.client(CASHIER)
  for (const number of [2, 3, 4]) {
    const [{ documentNumber, mode }, milliseconds] = await timed(client.result('sale', saleOf(`sale-${number}`)))
    assert.deepEqual([documentNumber, mode], [number, 'autonomous'])
    assert.ok(milliseconds < 1000, `${milliseconds} ms`)
  }
  const ready = await client.result('ready')
  assert.deepEqual([ready['mode'], ready['autonomous']], ['autonomous', { queue: 4, hoursLeft: '72.0' }])
  assert.equal(typeof ready['sellUntil'], 'string')
  await client.result('deposit', { key: 'in', sum: '1000' })
  await client.result('report.x', { key: 'x' })
  await world.kill()
  await world.start('socket')
  const again = await world.client(CASHIER)
  for (;;) {
    const close = await again.call('shift.close', { key: 'z' })
    if (close.ok) break
    assert.equal(close.exit, 7, JSON.stringify(close))
    await sleep(100)
  }
  await again.result('sale', saleOf('next-shift'))
  const queue = await again.result('queue.list', {})
  assert.deepEqual(
    [queue['length'], (queue['entries'] as Json[]).map(({ document }) => document)],
    [7, ['sale', 'sale', 'sale', 'sale', 'deposit', 'shift-close', 'sale']],
  )
  await world.ofd.clear()
  await drained(again)
  await assertAgrees(world, upTo(7))
  const shown = await again.result('receipt.show', { ref: 'key:first' })
  const { documents } = await world.ofd.summary()
  assert.deepEqual([shown['fiscalSign'], shown['ofdSign']], [sign, documents[0]?.sign])
  const online = await again.result('sale', saleOf('online'))
  assert.equal(online['mode'], 'online')
  await again.result('shift.close', { key: 'z2' })
  assert.deepEqual(world.ofd.differences, [])
})

test('[R1326-7.1] [R431-7] [EK0-fn-14] [EK1-fn-11] forty documents wait and go out in order, killed on the way', async (t) => {
  const world = await World.ready(t, QUICK)
  await world.ofd.fault('silencex*')
  const client = await world.client(CASHIER)
  for (const number of upTo(40)) await client.result('sale', saleOf(`many-${number}`, 100 + number))
  await world.ofd.clear()
  await sleep(900)
  await world.kill()
  await world.start()
  const again = await world.client(CASHIER)
  await drained(again)
  await again.result('shift.close', { key: 'z' })
  await assertAgrees(world, upTo(41))
})

for (const fault of ['drop-after:TICKETx*', 'code:TICKETx*=254', 'delay-after:TICKETx*=3'])
  test(`[P203-offline] ${fault}: the paper is autonomous, the same TOKEN and REQNUM go again, and the OFD has the sale once`, async (t) => {
    const world = await World.ready(t, QUICK)
    const client = await world.client(CASHIER)
    await world.ofd.fault(fault)
    const first = await client.result('sale', saleOf('first'))
    const second = await client.result('sale', saleOf('second'))
    assert.deepEqual([first['mode'], second['mode']], ['autonomous', 'autonomous'])
    await sleep(700)
    await world.ofd.clear()
    await drained(client)
    await client.result('shift.close', { key: 'z' })
    await assertAgrees(world, [1, 2, 3])
  })

/** A technician signs in by the world's own file of a PIN. */
async function withTechnician(world: World): Promise<void> {
  world.secret(`pin-${TECHNICIAN.code}`, TECHNICIAN.pin)
  const admin = await world.client(ADMIN)
  await admin.result('user.add', { ...TECHNICIAN, name: 'Ерлан', role: 'technician' })
  admin.close()
}

test('a document that the OFD refuses for ever blocks; a technician looks, tries, and with the administrator takes it out; the rest goes', async (t) => {
  const world = await World.ready(t, QUICK)
  await withTechnician(world)
  const client = await world.client(CASHIER)
  await world.ofd.fault('silencex*')
  for (const number of upTo(3)) await client.result('sale', saleOf(`q-${number}`))
  await world.ofd.clear()
  await world.ofd.fault('code:TICKETx*=13')
  await blocked(client, 'QUEUE_REFUSED')
  const technician = { user: TECHNICIAN.code }
  const shown = await world.json(['queue', 'show', '1'], technician)
  assert.deepEqual(
    [shown.answer.result?.['state'], (shown.answer.result?.['refusal'] as Json | undefined)?.['ofdCode']],
    ['refused', 13],
  )
  const retried = await world.json(['queue', 'retry'], technician)
  assert.deepEqual([retried.exit, retried.answer.error?.code], [6, 'QUEUE_REFUSED'])
  assert.equal((await world.json(['queue', 'retry'], { user: CASHIER.code })).exit, 9)
  const remove = (number: number, second: number) =>
    world.json(
      ['queue', 'remove', `${number}`, '--reason', 'қате дерек', '--second-user', `${second}`, '--yes'].concat([
        '--second-pin-file',
        `${world.folder}/secrets/pin-${second}`,
      ]),
      technician,
    )
  assert.equal((await remove(2, ADMIN.code)).answer.error?.code, 'QUEUE_NOT_HEAD')
  assert.equal((await remove(1, CASHIER.code)).answer.error?.code, 'SECOND_PERSON')
  const removed = await remove(1, ADMIN.code)
  assert.deepEqual([removed.exit, removed.answer.result?.['length'], removed.answer.result?.['printed']], [0, 2, true])
  assert.match(paperOf(world), /ИЗЪЯТ ИЗ ОЧЕРЕДИ[^]*қате дерек/)
  await blocked(client, 'QUEUE_REFUSED')
  await world.ofd.clear()
  const taken = await world.json(['queue', 'retry'], technician)
  assert.deepEqual([taken.exit, taken.answer.result?.['delivered']], [0, true])
  await drained(client)
  assert.deepEqual(await codesOf(client), [])
  const { documents } = await world.ofd.summary()
  assert.deepEqual(
    documents.map(({ number }) => number),
    [2, 3],
  )
  assert.equal((await remove(3, ADMIN.code)).answer.error?.code, 'QUEUE_NOT_REFUSED')
})

test('[P203-blocked] [R1326-16] [R431-16] a server block amid the queue shows and prints the notice, is asked after by SYSTEM, and lifts by itself', async (t) => {
  const world = await World.ready(t, QUICK)
  const client = await world.client(CASHIER)
  await world.ofd.fault('silencex*')
  for (const number of upTo(3)) await client.result('sale', saleOf(`b-${number}`))
  await world.ofd.ad(4, 7, 'Салықтық тексеру: хабарласыңыз')
  await world.ofd.clear()
  await world.ofd.fault('code:TICKETx*=15')
  await world.ofd.fault('code:SYSTEMx3=15')
  await blocked(client, 'SERVER_BLOCKED')
  await world.ofd.clear()
  await drained(client)
  await assertAgrees(world, upTo(3))
  assert.deepEqual(await codesOf(client), [])
  assert.equal(paperOf(world).split('Салықтық тексеру').length, 2, 'printed once')
  const warned = (await client.result('ready'))['warnings'] as readonly { code: string; message: string }[]
  assert.deepEqual(
    warned.map(({ code }) => code),
    ['STATE_NOTICE'],
  )
  assert.match(warned[0]?.message ?? '', /Салықтық тексеру/)
  const { exit, out } = await world.kkm(['message', 'confirm', '1'], { user: CASHIER.code })
  assert.deepEqual([exit, /Салықтық тексеру/.test(out)], [0, true])
  assert.deepEqual((await client.result('ready'))['warnings'], [])
  await world.stop()
  await world.start()
  const after = await world.client(CASHIER)
  const { messages } = (await after.result('message.list')) as { messages: readonly Json[] }
  assert.deepEqual(
    messages.map(({ number, type, version }) => [number, type, version]),
    [[1, 'info', '7']],
  )
  assert.equal(paperOf(world).split('Салықтық тексеру').length, 2, 'printed once')
})

test('a token that became void amid the queue blocks until the new one is typed; then all of it goes', async (t) => {
  const world = await World.ready(t, QUICK)
  const client = await world.client(CASHIER)
  await world.ofd.fault('silencex*')
  for (const number of upTo(3)) await client.result('sale', saleOf(`t-${number}`))
  await world.ofd.token(777_777_777)
  await world.ofd.clear()
  await blocked(client, 'TOKEN_INVALID')
  const file = world.secret('new-token', '777777777')
  const { exit } = await world.kkm(['token', 'set', '--token-file', file], { user: ADMIN.code })
  assert.equal(exit, 0)
  await drained(client)
  await client.result('shift.close', { key: 'z' })
  await assertAgrees(world, upTo(4))
})

test('an OFD that is silent from the start of the daemon: the first sale is autonomous, INFO goes before it when the OFD is back', async (t) => {
  const world = await World.ready(t, QUICK)
  await world.ofd.fault('silencex*')
  await world.stop()
  await world.start()
  const client = await world.client(CASHIER)
  const { mode } = await client.result('sale', saleOf('dark'))
  assert.equal(mode, 'autonomous')
  const status = await client.result('status')
  assert.deepEqual([status['mode'], (status['ofd'] as Json)['state']], ['autonomous', 'silent'])
  await world.ofd.clear()
  await drained(client)
  await assertAgrees(world, [1])
})

/** Milliseconds that the moved clock is ahead. */
const AHEAD = 73 * 3_600_000

/** The same program on a machine whose clock shows three days later. */
function later(world: World): Program {
  const shifted = `const now = Date.now; Date.now = () => now() + ${AHEAD}`
  return new Program(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(shifted)}`,
    `${ROOT}/dist/daemon/kkmd.mjs`,
    '--config',
    `${world.folder}/kkm.toml`,
  ])
}

test('[R1326-27.6] 72 hours after the oldest document nothing is sold, also after a restart; once the OFD has it, this block is gone by itself', async (t) => {
  const world = await World.ready(t, QUICK)
  await world.ofd.fault('silencex*')
  const client = await world.client(CASHIER)
  await client.result('sale', saleOf('old'))
  await world.stop()
  const daemon = later(world)
  t.after(() => daemon.child.kill('SIGKILL'))
  let after: Client | undefined
  for (let count = 0; count < 200 && !after; count++) {
    await sleep(50)
    after = await world.client(CASHIER).catch(() => undefined)
  }
  assert.ok(after, daemon.err)
  await blocked(after, 'AUTONOMOUS_TOO_LONG')
  assert.equal((await after.call('sale', saleOf('new'))).ok, false)
  await world.ofd.clear()
  await drained(after)
  assert.ok(!(await codesOf(after)).includes('AUTONOMOUS_TOO_LONG'))
  await assertAgrees(world, [1])
})
