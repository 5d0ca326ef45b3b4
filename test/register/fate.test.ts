import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf } from '../../src/fiscal/register/blocks.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { MINUTE } from '../../src/fiscal/time.ts'
import { type Reply, World, later, okReply, refusal, sale } from './world.ts'

// What became of a document whose first sending had no answer, where its retry is refused: the OFD's last document decides
// (protocol §6).

const codes = (world: World) => blocksOf(world.register.state, world.circumstances(), 'sale').map(({ code }) => code)
const commands = (world: World, from: number) =>
  world.sent.slice(from).map(({ command }) => command.slice('COMMAND_'.length))

const infoWith = (last: number | undefined, token?: number): Reply => ({
  message: {
    result: { result_code: 0 },
    ...(last !== undefined && {
      service: { last_document_info: { fr_shift_number: 1, printed_document_number: String(last) } },
    }),
  },
  ...(token !== undefined && { token }),
})

/** Document 1 is registered, document 2 was sent and had no answer. */
async function unanswered(): Promise<World> {
  const world = await World.ready()
  world.autonomous = false
  await world.make(sale())
  world.script.push('silent')
  await world.make(sale(), 'order')
  world.otherwise = okReply
  return world
}

for (const code of [8, 9])
  test(`[P203-retry] the retry is answered ${code} and INFO names the document: it is registered, its paper with our sign`, async () => {
    const world = await unanswered()
    world.script.push(refusal(code), infoWith(2))
    assert.equal(await world.register.resume(), true)
    const { attempt, counters, queue } = world.register.state
    assert.deepEqual([attempt, queue, counters.tickets.sale.count, codes(world)], [undefined, [], 2, []])
    assert.deepEqual(world.printed, [1, 2])
    const facts = factsOf(await world.journal.document(2))
    assert.equal(facts?.outcome?.result, 'autonomous')
    assert.ok(facts?.delivered)
  })

test('sent anew and refused since the bytes of the first sending came late: INFO names it, and it is registered', async () => {
  const world = await unanswered()
  world.script.push(refusal(8), infoWith(1), refusal(13), infoWith(2))
  assert.equal(await world.register.resume(), true)
  assert.deepEqual([codes(world), world.register.state.counters.tickets.sale.count], [[], 2])
})

test('[P203-retry] the OFD does not have it: it goes out anew under a new triple, and its answer counts as the first', async () => {
  const world = await unanswered()
  const before = world.sent.length
  world.script.push(refusal(8), infoWith(1, 77))
  assert.equal(await world.register.resume(), true)
  assert.deepEqual(commands(world, before), ['TICKET', 'INFO', 'TICKET'])
  const [first, info, anew] = world.sent.slice(before)
  assert.deepEqual([anew?.reqnum, anew?.token], [(info?.reqnum ?? 0) + 1, 77])
  assert.deepEqual(anew?.message, first?.message)
  const facts = factsOf(await world.journal.document(2))
  assert.deepEqual([facts?.outcome?.result, codes(world)], ['accepted', []])
})

test('sent anew and refused then, it was refused: its number is burnt and its key free', async () => {
  const world = await unanswered()
  world.script.push(refusal(8), infoWith(1), refusal(13), infoWith(1))
  await world.register.resume()
  assert.deepEqual(
    [world.register.state.attempt, await world.journal.byKey('order'), codes(world)],
    [undefined, undefined, []],
  )
  assert.equal(world.register.state.counters.tickets.sale.count, 1)
})

test('whatever refuses the retry, an OFD that is ahead of all that we have ends it: ROLLBACK', async () => {
  for (const code of [8, 9, 13]) {
    const world = await unanswered()
    world.script.push(refusal(code))
    await world.register.resume()
    world.script.push(refusal(code), infoWith(3))
    await world.register.retryRefused()
    assert.ok(codes(world).includes('ROLLBACK'), `after ${code}: ${codes(world).join(' ')}`)
    assert.equal(world.register.state.attempt?.document.documentNumber, 2)
  }
})

for (const [last, sent] of [
  [2, ['TICKET', 'INFO']],
  [1, ['TICKET', 'INFO', 'TICKET']],
] as const)
  test(`an OFD that forgot the request and judges its retry (13): a person's try asks for its last document, which is ${last}`, async () => {
    const world = await unanswered()
    world.script.push(refusal(13))
    await world.register.resume()
    assert.deepEqual(codes(world), ['RETRY_REFUSED'])
    const before = world.sent.length
    world.script.push(refusal(13), infoWith(last))
    await world.register.retryRefused()
    assert.deepEqual([commands(world, before), codes(world)], [sent, []])
    assert.equal(world.register.state.counters.tickets.sale.count, 2)
  })

for (const [last, sent] of [
  [2, ['INFO']],
  [1, ['INFO', 'TICKET']],
  [3, ['INFO']],
] as const)
  test(`the TOKEN is void with a document in flight: INFO under the new one tells that the last document is ${last}`, async () => {
    const world = await unanswered()
    world.script.push(refusal(2))
    assert.equal(await world.register.resume(), false)
    assert.deepEqual(codes(world), ['TOKEN_INVALID'])
    const before = world.sent.length
    world.script.push(infoWith(last, 4242))
    assert.deepEqual(await world.register.dispatch({ type: 'token', token: 4242 }), {})
    assert.deepEqual([commands(world, before), world.sent[before]?.token], [sent, 4242])
    assert.deepEqual(codes(world), last === 3 ? ['ROLLBACK'] : [])
    assert.equal(world.register.state.counters.tickets.sale.count, last === 3 ? 1 : 2)
  })

test('a wrong new token changes nothing: the document stays in flight under its own triple', async () => {
  const world = await unanswered()
  world.script.push(refusal(2))
  await world.register.resume()
  const { inFlight } = world.register.state
  world.script.push(refusal(2))
  const settled = await world.register.dispatch({ type: 'token', token: 4242 })
  assert.equal(settled.refused?.code, 'TOKEN_REFUSED')
  assert.deepEqual([world.register.state.inFlight, world.register.state.aside], [inFlight, undefined])
})

test('killed while INFO was asked, the register asks again and then decides', async () => {
  const world = await unanswered()
  world.script.push(refusal(8), 'silent')
  await world.register.resume()
  assert.deepEqual([world.register.state.inFlight?.command, world.register.state.aside?.command], ['info', 'ticket'])
  await world.restart()
  world.script.push(infoWith(2))
  assert.equal(await world.register.resume(), true)
  assert.equal(world.register.state.counters.tickets.sale.count, 2)
  const before = world.register.state
  await world.restart()
  assert.deepEqual({ ...world.register.state, boot: before.boot }, before)
})

test('an OFD that forgot the request and never tells its last document leaves it to a person', async () => {
  const world = await unanswered()
  world.script.push(refusal(8), infoWith(undefined))
  await world.register.resume()
  assert.deepEqual(codes(world), ['RETRY_REFUSED'])
  assert.equal(world.register.state.inFlight?.documentNumber, 2)
})

test('[R1326-28.1] [P203-blocked] SYSTEM and INFO tell of the autonomous time, and SYSTEM how many documents wait', async () => {
  const world = await World.ready()
  world.otherwise = () => 'silent'
  await world.make(sale())
  await world.make(sale())
  world.otherwise = okReply
  world.now = later(world.now, MINUTE)
  const before = world.sent.length
  await world.register.dispatch({ type: 'system' })
  await world.register.dispatch({ type: 'info' })
  const said = world.sent.slice(before).map(({ message }) => message['service'] as Record<string, unknown>)
  assert.deepEqual(
    said.map(({ auxiliary }) => auxiliary),
    [[{ key: 'unsent', value: '2' }], undefined],
  )
  const time = (minute: number) => ({
    date: { year: 2026, month: 11, day: 21 },
    time: { hour: 10, minute, second: 30 },
  })
  for (const { offline_period } of said) assert.deepEqual(offline_period, { begin_time: time(15), end_time: time(16) })
  while (await world.register.drain()) continue
  await world.register.dispatch({ type: 'system' })
  const after = world.sent.at(-1)?.message['service'] as Record<string, unknown>
  assert.deepEqual([after['auxiliary'], after['offline_period']], [undefined, undefined])
})

for (const code of [8, 9])
  test(`a first sending that is answered ${code}: INFO tells whether a number is at odds or an old image was restored`, async () => {
    for (const [last, blocked] of [
      [1, []],
      [5, ['ROLLBACK']],
    ] as const) {
      const world = await World.ready()
      await world.make(sale())
      world.script.push(refusal(code), infoWith(last))
      const before = world.sent.length
      assert.equal((await world.make(sale())).refused?.code, 'REQUEST_NUMBER')
      assert.deepEqual(commands(world, before), ['TICKET', 'INFO'])
      assert.deepEqual(codes(world), blocked)
    }
  })

test('INFO itself answered 8 is asked once more, and an OFD ahead of an old image halts it', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.script.push(refusal(8), infoWith(4))
  await world.register.dispatch({ type: 'contact', ask: 'info' })
  assert.deepEqual(codes(world), ['ROLLBACK'])
})

test('whatever the OFD answers, a last document ahead of ours that comes with it is an old image’s: not only the token is asked for', async () => {
  const world = await World.ready()
  await world.make(sale())
  const ahead = { service: { last_document_info: { fr_shift_number: 1, printed_document_number: '9' } } }
  world.script.push({ message: { result: { result_code: 2, result_text: 'INVALID_TOKEN' }, ...ahead } })
  await world.make(sale())
  assert.deepEqual(codes(world), ['TOKEN_INVALID', 'ROLLBACK'])
})
