import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf } from '../../src/fiscal/register/blocks.ts'
import { decideWithdraw } from '../../src/fiscal/register/decide-withdraw.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { openNotices } from '../../src/fiscal/register/messages.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { type Reply, World, okReply, refusal, sale } from './world.ts'

const codes = (world: World) => blocksOf(world.register.state, world.circumstances(), 'sale').map(({ code }) => code)
const queued = (world: World) => world.register.state.queue.map(({ documentNumber }) => documentNumber)
const people = { reason: 'қате дерек', by: 3, second: 1 }
async function take(world: World, documentNumber: number): Promise<void> {
  const document = factsOf(await world.journal.document(documentNumber))?.attempt.document
  assert.ok(document)
  await world.register.record((state) => decideWithdraw(state, { document, ...people }).records)
}
const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

/** Three sales wait; nothing of the second and third has left. */
async function waiting(): Promise<World> {
  const world = await World.ready()
  world.otherwise = () => 'unreachable'
  for (let count = 0; count < 3; count++) await world.make(sale())
  world.otherwise = okReply
  return world
}

test('refused at its first sending, a queued document was not taken: it is tried again under a new triple', async () => {
  const world = await waiting()
  world.script.push(refusal(13, 'wrong'))
  await world.register.drain()
  assert.deepEqual([codes(world), queued(world)], [['QUEUE_REFUSED'], [1, 2, 3]])
  const before = world.sent.at(-1)?.reqnum ?? 0
  assert.deepEqual(await world.register.retryRefused(), {})
  assert.equal(world.sent.at(-1)?.reqnum, before + 1)
  assert.deepEqual([codes(world), queued(world)], [[], [2, 3]])
})

for (const [last, sent] of [
  ['2', ['COMMAND_TICKET', 'COMMAND_INFO']],
  ['1', ['COMMAND_TICKET', 'COMMAND_INFO', 'COMMAND_TICKET']],
] as const)
  test(`refused where the first sending had no answer: a person's try asks for the OFD's last document, which is ${last}`, async () => {
    const world = await World.ready()
    await world.make(sale())
    world.otherwise = () => 'silent'
    await world.make(sale())
    world.otherwise = okReply
    world.script.push(refusal(13))
    await world.register.drain()
    const before = world.sent.length
    const info = { fr_shift_number: 1, printed_document_number: last }
    world.script.push(refusal(13), { message: { result: { result_code: 0 }, service: { last_document_info: info } } })
    await world.register.retryRefused()
    assert.deepEqual(
      world.sent.slice(before).map(({ command }) => command),
      sent,
    )
    assert.deepEqual([codes(world), queued(world)], [[], []])
  })

test('only the refused head is taken out, and only while it is refused; the next goes on, and ours stays counted', async () => {
  const world = await waiting()
  await assert.rejects(take(world, 1), isRefusal('QUEUE_NOT_REFUSED'))
  world.script.push(refusal(13))
  await world.register.drain()
  await assert.rejects(take(world, 2), isRefusal('QUEUE_NOT_HEAD'))
  await take(world, 1)
  assert.deepEqual([codes(world), queued(world)], [[], [2, 3]])
  while (await world.register.drain()) continue
  assert.equal(world.register.state.counters.tickets.sale.count, 3)
  const before = world.register.state
  await world.restart()
  assert.deepEqual({ ...world.register.state, boot: before.boot }, before)
})

test('a document under way whose retry was refused is taken out as refused: its number is burnt, its key free', async () => {
  const world = await World.ready()
  world.autonomous = false
  world.otherwise = () => 'silent'
  await world.make(sale(), 'order')
  world.otherwise = okReply
  world.script.push(refusal(13))
  await world.register.resume()
  assert.deepEqual(codes(world), ['RETRY_REFUSED'])
  await take(world, 1)
  assert.deepEqual(
    [codes(world), world.register.state.attempt, await world.journal.byKey('order')],
    [[], undefined, undefined],
  )
  await world.make(sale(), 'order')
  assert.equal(world.register.state.counters.tickets.sale.count, 1)
})

test('a document under way that the OFD takes at last leaves no block behind', async () => {
  const world = await World.ready()
  world.autonomous = false
  world.otherwise = () => 'silent'
  await world.make(sale())
  world.otherwise = okReply
  world.script.push(refusal(13))
  await world.register.resume()
  await world.register.retryRefused()
  assert.deepEqual([codes(world), world.register.state.counters.tickets.sale.count], [[], 1])
})

test('[P203-retry] a report that had no answer goes again under its triple, and leaves no doubt about the document after it', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.script.push('silent', { message: { result: { result_code: 0 } } }, refusal(13))
  const client = { key: 'x', content: 'x' }
  await world.register.dispatch({ type: 'report-x', client, operator: { code: 7, name: 'Айгүл' } })
  assert.equal(await world.register.resume(), true)
  const [first, again] = world.sent.slice(-2)
  assert.deepEqual([again?.command, again?.hex], ['COMMAND_REPORT', first?.hex])
  const settled = await world.make(sale())
  assert.equal(settled.refused?.code, 'OFD_REFUSED')
  assert.deepEqual(codes(world), [])
})

const withAds = (...ads: readonly (readonly [type: string, version: number, text: string])[]): Reply => ({
  message: {
    result: { result_code: 0 },
    ticket: { ticket_number: '1846203957' },
    service: { ticket_ads: ads.map(([type, version, text]) => ({ info: { type, version: String(version) }, text })) },
  },
})

test('[R1326-16] a text of the OFD is kept once by type and version; those of the state bodies are printed and wait to be confirmed', async () => {
  const world = await World.ready()
  const notice = ['TICKET_AD_INFO', 5, 'Назар аударыңыз'] as const
  world.script.push(withAds(notice, ['TICKET_AD_OFD', 2, 'Жарнама']), withAds(notice))
  await world.make(sale())
  await world.make(sale())
  const { messages } = world.register.state
  assert.deepEqual(
    messages.map(({ number, text, type, version }) => [number, type, version, text]),
    [
      [1, 'info', '5', 'Назар аударыңыз'],
      [2, 'ofd', '2', 'Жарнама'],
    ],
  )
  assert.deepEqual([world.messages, openNotices(world.register.state).length], [[1], 1])
  world.script.push(withAds(['TICKET_AD_INFO', 6, 'Жаңасы']))
  await world.make(sale())
  assert.deepEqual(world.messages, [1, 3])
  await world.restart()
  assert.equal(world.register.state.messages.length, 3)
})

test('INFO and SYSTEM say which texts are here already, nothing else does', async () => {
  const world = await World.ready()
  world.script.push(withAds(['TICKET_AD_INFO', 5, 'бір'], ['TICKET_AD_INFO', 4, 'екі'], ['TICKET_AD_OFD', 9, 'үш']))
  await world.make(sale())
  await world.register.dispatch({ type: 'contact', ask: 'system' })
  await world.register.dispatch({ type: 'contact', ask: 'info' })
  await world.make(sale())
  const asked = world.sent.map(({ command, message }) => [
    command,
    (message['service'] as { ticket_ad_infos?: unknown }).ticket_ad_infos,
  ])
  const known = [
    { type: 'TICKET_AD_INFO', version: '5' },
    { type: 'TICKET_AD_OFD', version: '9' },
  ]
  assert.deepEqual(asked.slice(1), [
    ['COMMAND_TICKET', undefined],
    ['COMMAND_SYSTEM', known],
    ['COMMAND_INFO', known],
    ['COMMAND_TICKET', undefined],
  ])
})
