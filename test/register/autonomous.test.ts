import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { blocksOf } from '../../src/fiscal/register/blocks.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { autonomousSign, passedOver } from '../../src/fiscal/register/sign.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { HOUR, MINUTE } from '../../src/fiscal/time.ts'
import { type Sending, World, later, okReply, refusal, sale } from './world.ts'

const codes = (world: World) => blocksOf(world.register.state, world.circumstances(), 'sale').map(({ code }) => code)
const drainAll = async (world: World) => {
  while (await world.register.drain()) continue
}
const queued = (world: World) => world.register.state.queue.map(({ documentNumber }) => documentNumber)
const triple = ({ token, reqnum }: Sending) => [token, reqnum]
const ticketOf = ({ message }: Sending) => message['ticket'] as Record<string, unknown>
const periodOf = ({ message }: Sending) =>
  (message['service'] as { offline_period?: { end_time: unknown } }).offline_period

/** A register whose OFD has been silent for one sale. */
async function offline(): Promise<World> {
  const world = await World.ready()
  world.otherwise = () => 'silent'
  await world.make(sale())
  return world
}

test('[R1326-27.0] [R1326-27.1] without an answer in time the document is made autonomously, with a sign of our own', async () => {
  const world = await offline()
  const { state } = world.register
  assert.deepEqual([queued(world), world.printed, state.counters.tickets.sale.offlineCount], [[1], [1], 1])
  const outcome = factsOf(await world.journal.document(1))?.outcome
  assert.equal(outcome?.result, 'autonomous')
  assert.match(String(outcome.checkUrl), new RegExp(`i=${outcome.sign}&f=010102345678&s=150.00&t=20261121T101530$`))
  assert.deepEqual(await world.journal.bySign(String(outcome.sign)), [1])
})

test('[P203-offline] the message in flight goes first: same TOKEN, REQNUM and document, now with its offline sign and period', async () => {
  const world = await offline()
  await world.make(sale())
  world.now = later(world.now, 10 * MINUTE)
  await world.register.drain()
  const [, first, again] = world.sent
  assert.ok(first && again)
  assert.deepEqual(triple(again), triple(first))
  assert.equal(ticketOf(again)['printed_document_number'], ticketOf(first)['printed_document_number'])
  assert.equal(ticketOf(first)['offline_ticket_number'], undefined)
  assert.equal(ticketOf(again)['offline_ticket_number'], world.register.state.queue[0]?.sign)
  assert.deepEqual(periodOf(again)?.end_time, {
    date: { year: 2026, month: 11, day: 21 },
    time: { hour: 10, minute: 25, second: 30 },
  })
})

test('[P203-offline] the queue goes out in our order, each under a triple of its own, and the last one ends autonomous work', async () => {
  const world = await offline()
  await world.make(sale('200.00'))
  await world.make({ type: 'placement', direction: 'deposit', sum: 5000n as never })
  await world.make({ type: 'close', withdraw: false })
  assert.equal(world.sent.length, 2)
  world.otherwise = okReply
  await drainAll(world)
  assert.deepEqual(
    world.sent.slice(2).map(({ command }) => command),
    ['COMMAND_TICKET', 'COMMAND_TICKET', 'COMMAND_MONEY_PLACEMENT', 'COMMAND_CLOSE_SHIFT'],
  )
  assert.deepEqual(
    world.sent.slice(1).map(({ reqnum }) => reqnum),
    [2, 2, 3, 4, 5],
  )
  assert.deepEqual([queued(world), world.register.state.offlineSince], [[], undefined])
  const delivered = factsOf(await world.journal.document(2))?.delivered
  assert.ok(delivered?.sign)
  assert.deepEqual(await world.journal.bySign(delivered.sign), [2])
})

test('a contact that was waiting while a sale was under way does not send INFO before the message in flight', async () => {
  const world = await World.ready()
  let resumed: Promise<boolean> | undefined
  world.otherwise = () => {
    resumed = world.register.resume()
    return 'silent'
  }
  await world.make(sale())
  await resumed
  await world.register.dispatch({ type: 'contact', ask: 'info' })
  assert.deepEqual(
    world.sent.map(({ command }) => command),
    ['COMMAND_INFO', 'COMMAND_TICKET'],
  )
})

for (const [code, block] of [
  [2, 'TOKEN_INVALID'],
  [8, 'REQUEST_NUMBER'],
  [9, 'REQUEST_NUMBER'],
] as const)
  test(`a retry that the OFD answers with ${code} is registered autonomously, so it is not told as refused`, async () => {
    const world = await World.ready()
    world.autonomous = false
    world.otherwise = () => 'silent'
    await world.make(sale())
    world.autonomous = true
    world.script.push(refusal(code))
    const settled = await world.register.dispatch({ type: 'contact', ask: 'info' })
    assert.equal(settled.refused, undefined)
    assert.equal(factsOf(await world.journal.document(1))?.outcome?.result, 'autonomous')
    assert.deepEqual([queued(world), world.printed, codes(world)], [[1], [1], [block]])
  })

test('[R1326-5] while anything is queued nothing new goes online, and a sale asks nobody', async () => {
  const world = await offline()
  world.otherwise = okReply
  const before = world.sent.length
  await world.make(sale())
  assert.deepEqual([world.sent.length, queued(world)], [before, [1, 2]])
})

test('a document made while the head is on its way joins the end of the queue', async () => {
  const world = await offline()
  world.otherwise = okReply
  const [delivered] = await Promise.all([world.register.drain(), world.make(sale())])
  assert.deepEqual([delivered, queued(world)], [true, [2]])
  await drainAll(world)
  assert.deepEqual(queued(world), [])
})

test('killed between any two steps of the way out, the same document goes on under the same triple', async () => {
  const world = await offline()
  await world.make(sale())
  await world.register.drain()
  await world.restart()
  world.otherwise = okReply
  await drainAll(world)
  const tickets = world.sent.filter(({ command }) => command === 'COMMAND_TICKET')
  assert.deepEqual(
    tickets.map(({ reqnum }) => reqnum),
    [2, 2, 2, 3],
  )
  assert.deepEqual(queued(world), [])
})

test('a refusal in the queue blocks until a person has looked; nothing overtakes the head', async () => {
  const world = await offline()
  await world.make(sale())
  world.script.push(refusal(13, 'wrong'))
  assert.equal(await world.register.drain(), false)
  assert.deepEqual([codes(world), queued(world)], [['QUEUE_REFUSED'], [1, 2]])
  await assert.rejects(world.make(sale()), (error) => error instanceof Refusal && error.code === 'QUEUE_REFUSED')
  world.otherwise = okReply
  await drainAll(world)
  assert.deepEqual([codes(world), queued(world)], [[], []])
})

for (const [last, delivered, outcome] of [
  [1, [], 'it was registered, its sign unknown'],
  [0, [1], 'it goes out anew under a new triple'],
] as const)
  test(`[P203-retry] the OFD forgot the request (8) and its last document is ${last}: ${outcome}`, async () => {
    const world = await offline()
    const info = {
      result: { result_code: 0 },
      service: { last_document_info: { fr_shift_number: 1, printed_document_number: String(last) } },
    }
    world.script.push(refusal(8), { message: info })
    await world.register.drain()
    assert.deepEqual([world.sent.at(-1)?.command, queued(world), codes(world)], ['COMMAND_INFO', delivered, []])
    world.otherwise = okReply
    await drainAll(world)
    assert.deepEqual(queued(world), [])
    assert.equal(world.sent.filter(({ command }) => command === 'COMMAND_TICKET').length, last === 1 ? 2 : 3)
  })

test('the OFD’s last document is ahead of everything that we have: ROLLBACK', async () => {
  const world = await offline()
  const info = {
    result: { result_code: 0 },
    service: { last_document_info: { fr_shift_number: 1, printed_document_number: '9' } },
  }
  world.script.push(refusal(9), { message: info })
  await world.register.drain()
  assert.ok(codes(world).includes('ROLLBACK'))
  assert.deepEqual(queued(world), [1])
})

test('[R1326-27.6] 72 hours after the oldest unsent document nothing is sold, through restarts, until the queue is out', async () => {
  const world = await offline()
  await world.make({ type: 'close', withdraw: false })
  world.now = later(world.now, 72 * HOUR - 1)
  await world.register.record(() => [{ kind: 'time-confirmed', by: 1 }])
  await world.make(sale())
  world.now = later(world.now, 1)
  await world.restart()
  await assert.rejects(world.make(sale()), (error) => error instanceof Refusal && error.code === 'AUTONOMOUS_TOO_LONG')
  await world.make({ type: 'close', withdraw: false })
  world.otherwise = okReply
  await drainAll(world)
  assert.deepEqual(codes(world), [])
})

test('[R1326-27.3] autonomous signs are 31 bits wide and never come twice', () => {
  const key = '00112233445566778899aabbccddeeff'
  const seen = new Set<number>()
  for (let count = 1; count <= 100_000; count++) seen.add(autonomousSign(key, count))
  assert.equal(seen.size, 100_000)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (a, b) => {
      const [one, other] = [autonomousSign(key, a), autonomousSign(key, b)]
      return one >= 0 && one < 2 ** 31 && (a === b) === (one === other)
    }),
  )
})

test('[R1326-27.3] after a restore the signs go on behind all that the lost records may have given away', () => {
  const key = '00112233445566778899aabbccddeeff'
  const restored = passedOver({ key, count: 7 })
  assert.deepEqual(restored, { key, count: 7 + 1_048_576 })
  const lost = new Set(Array.from({ length: 10_000 }, (_, index) => autonomousSign(key, 8 + index)))
  for (let count = restored.count + 1; count <= restored.count + 10_000; count++)
    assert.ok(!lost.has(autonomousSign(key, count)))
})

test('[R1326-29.4] an X report of autonomous work is made from our counters and asks nobody', async () => {
  const world = await offline()
  const before = world.sent.length
  await world.register.dispatch({
    type: 'report-x',
    client: { key: 'x', content: 'x' },
    operator: { code: 7, name: 'Айгүл' },
  })
  assert.equal(world.sent.length, before)
  assert.equal((await world.journal.byKey('x'))?.subject.type, 'report')
})

test('the state of autonomous work folded again from the records is the same', async () => {
  const world = await offline()
  await world.make(sale())
  await world.register.drain()
  world.otherwise = okReply
  await world.register.drain()
  const before = world.register.state
  await world.restart()
  assert.deepEqual({ ...world.register.state, boot: before.boot }, before)
})

test('a register that only transmits makes nothing without a link', async () => {
  const world = await World.ready()
  world.autonomous = false
  world.otherwise = () => 'unreachable'
  await world.make(sale())
  assert.deepEqual([queued(world), world.printed], [[], []])
})
