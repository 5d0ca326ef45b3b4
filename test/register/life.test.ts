import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf } from '../../src/fiscal/register/blocks.ts'
import { type RegistrationChange, lifeFacts, lifeTotals } from '../../src/fiscal/register/life.ts'
import { decommissionLines, registrationLines } from '../../src/fiscal/documents/registration.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { layoutText } from '../../src/escpos/layout.ts'
import { type Reply, SETUP, World, refusal, sale } from './world.ts'

const ADMINISTRATOR = { code: 1, name: 'Администратор' }
const NEW = { kkmId: 2048, token: 77, regNumber: '020202020202' } as const

const change = (world: World, wanted: RegistrationChange) =>
  world.register.dispatch({ type: 'change', change: wanted, operator: ADMINISTRATOR })

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** INFO as the OFD gives it for a register that it knows by these numbers. */
const info = (service: Record<string, unknown>, token?: number): Reply => ({
  message: { result: { result_code: 0 }, service },
  ...(token !== undefined && { token }),
})
const KNOWN = { reg_info: { kkm: { fns_kkm_id: NEW.regNumber, serial_number: SETUP.serialNumber } } }

test('[R208N-27.3] [R208N-27.4] name, address and BIN change between shifts without asking anybody, and the slip shows them', async () => {
  const world = await World.ready()
  const sent = world.sent.length
  await change(world, { address: 'Астана қ., Сығанақ 1', iinBin: '190540005749' })
  const { state } = world.register
  assert.equal(world.sent.length, sent)
  assert.equal(state.registration?.address, 'Астана қ., Сығанақ 1')
  assert.equal(state.registration?.name, SETUP.name)
  assert.deepEqual(state.registered, { time: world.now, operator: ADMINISTRATOR })
  await world.restart()
  assert.equal(world.register.state.registration?.iinBin, '190540005749')
})

test('[R1326-35.1] [R208N-30] [R208N-35.2] in an open shift nothing of the registration changes, and the register is not taken off', async () => {
  const world = await World.ready()
  await world.make(sale())
  assert.equal(await codeOf(change(world, { name: 'Басқа' })), 'SHIFT_OPEN')
  assert.equal(await codeOf(change(world, { ...NEW })), 'SHIFT_OPEN')
  const close = world.register.dispatch({ type: 'decommission', reason: 1, operator: ADMINISTRATOR })
  assert.equal(await codeOf(close), 'SHIFT_OPEN')
})

test('[R1326-34.3] [R1326-34.4] [R208N-27.2] a new ID is asked of the OFD under its token; then its TOKEN and REQNUM go on', async () => {
  const world = await World.ready()
  await world.make(sale())
  await world.make({ type: 'close', withdraw: false })
  world.script.push(info(KNOWN, 4_000_000_000))
  assert.deepEqual(await change(world, NEW), {})
  const asked = world.sent.at(-1)
  assert.deepEqual([asked?.command, asked?.token, asked?.reqnum], ['COMMAND_INFO', 77, 1])
  assert.equal(world.register.state.registration?.kkmId, 2048)
  await world.make(sale())
  assert.deepEqual([world.sent.at(-1)?.token, world.sent.at(-1)?.reqnum], [4_000_000_000, 2])
  assert.equal(world.register.state.lastDocumentNumber, 3)
})

/** What the OFD does with the INFO of a new registration; what the one who asked is told. */
const REFUSED: readonly (readonly [string, Reply, string])[] = [
  ['a token that it does not take', refusal(2), 'TOKEN_REFUSED'],
  ['an ID that it does not know', refusal(1), 'UNKNOWN_ID'],
  ['another РНМ', info({ reg_info: { kkm: { fns_kkm_id: '999999999999' } } }), 'REGISTRATION_MISMATCH'],
]

test('[EK0-token-bad] what the OFD does not take leaves the old ID, token and request number as they were', async () => {
  for (const [what, reply, code] of REFUSED) {
    const world = await World.ready()
    const { registration, token, reqnum } = world.register.state
    world.script.push(reply)
    const { refused } = await change(world, NEW)
    assert.equal(refused?.code, code, what)
    const after = world.register.state
    assert.deepEqual([after.registration, after.token, after.reqnum], [registration, token, reqnum], what)
    assert.deepEqual([after.change, after.inFlight], [undefined, undefined], what)
    assert.deepEqual(blocksOf(after, world.circumstances(), 'sale'), [], what)
  }
})

test('no answer leaves the old registration; the same words again are the same bytes', async () => {
  const world = await World.ready()
  world.script.push('silent')
  assert.deepEqual(await change(world, NEW), { silence: 'silent' })
  assert.equal(world.register.state.registration?.kkmId, SETUP.kkmId)
  assert.equal(world.register.state.inFlight, undefined)
  const first = world.sent.at(-1)?.hex
  world.script.push(info(KNOWN))
  assert.deepEqual(await change(world, NEW), {})
  assert.equal(world.sent.at(-1)?.hex, first)
  assert.equal(world.register.state.registration?.kkmId, NEW.kkmId)
})

test('a register that was stopped while the OFD was asked finishes the change when it starts', async () => {
  const world = await World.ready()
  world.script.push(info(KNOWN))
  const stopped = new Error('the power failed')
  const silent = world.otherwise
  world.otherwise = () => {
    throw stopped
  }
  world.script.length = 0
  await assert.rejects(change(world, NEW), stopped)
  world.otherwise = silent
  await world.restart()
  world.script.push(info(KNOWN, 5))
  assert.equal(await world.register.resume(), true)
  assert.deepEqual([world.register.state.registration?.kkmId, world.register.state.token], [NEW.kkmId, 5])
})

test('a new ID needs its token', async () => {
  const world = await World.ready()
  assert.equal(await codeOf(change(world, { kkmId: 2048 })), 'SETUP_INCOMPLETE')
})

test('the blocks of an ID that the OFD does not know go with the ID', async () => {
  const world = await World.ready()
  await world.register.record(() => [{ kind: 'block', code: 'UNKNOWN_ID', details: {} }])
  world.script.push(info(KNOWN))
  await change(world, NEW)
  assert.deepEqual(world.register.state.blocks, {})
})

test('[R1326-F3] a register that was taken off makes no document any more, and says its life in figures', async () => {
  const world = await World.ready()
  await world.make(sale())
  await world.make({ type: 'close', withdraw: false })
  await world.register.dispatch({ type: 'decommission', reason: 5, operator: ADMINISTRATOR })
  await world.restart()
  for (const request of [
    sale(),
    { type: 'close', withdraw: false },
    { type: 'placement', direction: 'deposit', sum: 1n },
  ])
    assert.equal(await codeOf(world.make(request as never)), 'DEREGISTERED')
  assert.equal(await codeOf(change(world, { name: 'Басқа' })), 'DEREGISTERED')
  const { state } = world.register
  assert.deepEqual(state.decommissioned, { reason: 5, time: world.now, operator: ADMINISTRATOR })
  const totals = lifeTotals(state)
  assert.deepEqual([totals.documents, totals.shifts, totals.tickets.sale, totals.nonNullable.sale], [2, 1, 1, 15000n])
  const facts = { ...lifeFacts(state, state.decommissioned, world.circumstances()), reason: 5, totals }
  const paper = layoutText(decommissionLines(facts), 48).join('\n')
  for (const words of [
    'КАССА СНЯТА С УЧЁТА',
    'замена на новую модель',
    '150,00',
    totals.checksum,
    SETUP.regNumber,
    'Администратор',
  ])
    assert.ok(paper.includes(words), words)
})

test('[R208N-28] the slip of a registration shows every requisite and no secret, in both languages', async () => {
  const world = await World.ready()
  const { state } = world.register
  const facts = lifeFacts(state, state.registered, world.circumstances())
  for (const columns of [32, 48]) {
    const paper = layoutText(registrationLines(facts), columns).join(' ').replaceAll(/\s+/g, ' ')
    for (const words of [
      'ТІРКЕУ ДЕРЕКТЕРІ',
      'РЕГИСТРАЦИОННЫЕ ДАННЫЕ',
      SETUP.name,
      SETUP.iinBin,
      SETUP.regNumber,
      SETUP.serialNumber,
      '1024',
      SETUP.okved,
    ])
      assert.ok(paper.includes(String(words)), String(words))
    assert.ok(!paper.includes(String(SETUP.token)))
  }
})
