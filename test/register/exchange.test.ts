import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf } from '../../src/fiscal/register/blocks.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { HOUR } from '../../src/fiscal/time.ts'
import { frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import { SETUP, World, later, refusal, sale } from './world.ts'

const codes = (world: World) => blocksOf(world.register.state, world.circumstances(), 'sale').map(({ code }) => code)

test('[EK0-set-id] [EK1-set-id] [EK0-set-znm] [EK1-set-znm] [EK0-set-token] [EK1-set-token] a set-up asks INFO with what was typed, and one batch makes registration and administrator', async () => {
  const world = await World.ready()
  assert.equal(world.sent[0]?.command, 'COMMAND_INFO')
  assert.equal(world.sent[0]?.reqnum, 1)
  assert.equal(world.sent[0]?.token, SETUP.token)
  const { header } = frameToJson(Buffer.from(world.sent[0]?.hex ?? '', 'hex'), 'request')
  assert.equal(header.id, SETUP.kkmId)
  const { kkmId, serialNumber } = world.register.state.registration ?? {}
  assert.deepEqual([kkmId, serialNumber], [SETUP.kkmId, SETUP.serialNumber])
  assert.equal(world.register.state.registration?.name, 'ТОО «Әлем Сауда»')
  assert.equal(world.register.state.users['1']?.role, 'administrator')
  assert.deepEqual(codes(world), [])
})

test('[R1326-5] a sale is registered with the sign of the OFD and goes to paper once', async () => {
  const world = await World.ready()
  assert.deepEqual(await world.make(sale()), {})
  const { state } = world.register
  assert.equal(state.counters.tickets.sale.count, 1)
  assert.equal(state.shift?.number, 1)
  assert.deepEqual(world.printed, [1])
  const facts = factsOf(await world.journal.document(1))
  assert.equal(facts?.outcome?.result, 'accepted')
})

test('REQNUM grows by one a request and TOKEN is the last that an OK brought', async () => {
  const world = await World.ready()
  world.script.push({ message: { result: { result_code: 0 }, ticket: { ticket_number: '1' } }, token: 4_000_000_001 })
  await world.make(sale())
  await world.make(sale())
  assert.deepEqual(
    world.sent.map(({ token, reqnum }) => [token, reqnum]),
    [
      [305419896, 1],
      [305419896, 2],
      [4_000_000_001, 3],
    ],
  )
})

test('[P203-retry] a register that only transmits sends the very same bytes again after silence', async () => {
  const world = await World.ready()
  world.autonomous = false
  world.script.push('silent')
  assert.deepEqual(await world.make(sale(), 'order-17'), { silence: 'silent' })
  assert.equal(world.register.state.counters.tickets.sale.count, 0)
  await world.restart()
  assert.equal(await world.register.resume(), true)
  assert.equal(world.sent[1]?.hex, world.sent[2]?.hex)
  assert.equal(world.register.state.counters.tickets.sale.count, 1)
  assert.deepEqual(world.printed, [1])
})

test('a refusal of the first sending burns the number, counts nothing and frees the key', async () => {
  const world = await World.ready()
  world.script.push(refusal(13, 'wrong'))
  const settled = await world.make(sale(), 'order-17')
  assert.equal(settled.refused?.code, 'OFD_REFUSED')
  assert.equal(await world.journal.byKey('order-17'), undefined)
  assert.equal(world.register.state.shift, undefined)
  assert.deepEqual(world.printed, [])
  await world.make(sale(), 'order-17')
  assert.equal(world.register.state.lastDocumentNumber, 2)
  assert.equal(world.register.state.counters.tickets.sale.count, 1)
})

test('a refusal of a retry leaves the document in flight and blocks: a person decides', async () => {
  const world = await World.ready()
  world.autonomous = false
  world.script.push('silent', refusal(13))
  await world.make(sale())
  assert.equal(await world.register.resume(), false)
  assert.deepEqual(codes(world), ['RETRY_REFUSED'])
  assert.equal(world.register.state.attempt?.document.documentNumber, 1)
})

for (const [code, block, requirements = ''] of [
  [1, 'UNKNOWN_ID', '[R1326-66.4] '],
  [2, 'TOKEN_INVALID'],
  [3, 'PROTOCOL_ERROR'],
  [4, 'PROTOCOL_ERROR'],
  [5, 'PROTOCOL_ERROR'],
  [8, 'REQUEST_NUMBER'],
  [9, 'REQUEST_NUMBER'],
  [11, 'SHIFT_TOO_LONG'],
  [15, 'SERVER_BLOCKED', '[R431-15] '],
] as const)
  test(`${requirements}result ${code} blocks with ${block}, and the next sale is refused with it`, async () => {
    const world = await World.ready()
    world.script.push(refusal(code))
    // After 8 and 9 INFO is asked, and an OK would lift the block.
    world.otherwise = () => 'unreachable'
    await world.make(sale())
    assert.deepEqual(codes(world), [block])
    await assert.rejects(world.make(sale()), (error) => error instanceof Refusal && error.code === block)
    await world.restart()
    assert.deepEqual(codes(world), [block])
  })

test('[R1326-15] [P203-blocked] a server block ends with the OK to a SYSTEM', async () => {
  const world = await World.ready()
  world.script.push(refusal(15))
  await world.make(sale())
  await world.register.dispatch({ type: 'contact', ask: 'system' })
  assert.equal(world.sent.at(-1)?.command, 'COMMAND_SYSTEM')
  assert.deepEqual(codes(world), [])
})

test('[R1326-13.1] [EK0-z-5] [EK1-z-3] [R1326-13.2] [R1326-13.3] 24 hours after its first document was completed a shift only closes', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.now = later(world.now, 24 * HOUR - 1)
  await world.make(sale())
  world.now = later(world.now, 1)
  await assert.rejects(world.make(sale()), (error) => error instanceof Refusal && error.code === 'SHIFT_TOO_LONG')
  assert.deepEqual(await world.make({ type: 'close', withdraw: false }), {})
  await world.make(sale())
  assert.equal(world.register.state.shift?.number, 2)
})

test('a clock more than a minute behind the last document blocks; less is taken for a correction', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.now = later(world.now, -30_000)
  await world.make(sale())
  const facts = factsOf(await world.journal.document(2))
  assert.equal(facts?.attempt.document.time, later(world.now, 30_000))
  world.now = later(world.now, -40_000)
  assert.deepEqual(codes(world), ['CLOCK_BEHIND'])
})

test('[EK0-token-1] [EK1-token-1] [P203-badtoken] a new token is tried with INFO; a wrong one leaves the old', async () => {
  const world = await World.ready()
  world.script.push(refusal(2))
  const settled = await world.register.dispatch({ type: 'token', token: 77 })
  assert.equal(settled.refused?.code, 'TOKEN_REFUSED')
  assert.deepEqual(codes(world), [])
  assert.equal(world.register.state.token, 305419896)
  world.script.push({ message: { result: { result_code: 0 } }, token: 78 })
  assert.deepEqual(await world.register.dispatch({ type: 'token', token: 78 }), {})
  assert.equal(world.register.state.token, 78)
})

test('[EK0-z-4] a shift closes only when one is open', async () => {
  const world = await World.ready()
  await assert.rejects(
    world.make({ type: 'close', withdraw: false }),
    (e) => e instanceof Refusal && e.code === 'SHIFT_NOT_OPEN',
  )
})

test('[R1326-11] [EK0-z-2] closing sends the Z with our counters, and with withdrawal the next shift begins with no cash', async () => {
  const world = await World.ready()
  await world.make(sale('150.00'))
  await world.make({ type: 'close', withdraw: true })
  const close = world.sent.at(-1)?.message['close_shift'] as { z_report: { shift_number: number; checksum: string } }
  assert.equal(close.z_report.shift_number, 1)
  assert.match(close.z_report.checksum, /^[A-Z2-7]{16}$/)
  assert.equal(world.register.state.counters.cash, 0n)
  assert.equal(world.register.state.counters.nonNullable.sale, 15000n)
  assert.equal(world.register.state.shift, undefined)
})

test('the state folded again from the records is the state that made them', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.script.push('silent')
  await world.make(sale())
  const before = world.register.state
  await world.restart()
  assert.deepEqual({ ...world.register.state, boot: before.boot }, before)
})

test('the OFD knows a document that we do not: ROLLBACK, and nothing more is sold', async () => {
  const world = await World.ready()
  const lastDocument = { last_document_info: { fr_shift_number: 3, printed_document_number: '99' } }
  world.script.push({ message: { result: { result_code: 0 }, service: lastDocument } })
  await world.register.dispatch({ type: 'contact', ask: 'info' })
  assert.deepEqual(codes(world), ['ROLLBACK'])
})
