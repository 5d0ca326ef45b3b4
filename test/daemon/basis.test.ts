import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ParentParam, findBasis, remainingOfParent, soldMarks } from '../../src/daemon/basis.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import type { Role } from '../../src/fiscal/register/event-records.ts'
import { formatTenge } from '../../src/fiscal/money.ts'
import { formatQuantity } from '../../src/fiscal/quantity.ts'
import type { Operation } from '../../src/fiscal/ticket/types.ts'
import { DAY, formatIso } from '../../src/fiscal/time.ts'
import { SETUP, World, later, refusal as ofdRefuses, sale } from '../register/world.ts'

/** A register that has sold a loaf for 150.00 as `loaf`, and what is known of that receipt. */
async function shop() {
  const world = await World.ready()
  await world.make(sale('150.00'), 'loaf')
  const facts = factsOf(await world.journal.document(1))
  if (facts?.outcome?.result !== 'accepted') throw new Error('the loaf was not sold')
  const { checkUrl = '', sign = '' } = facts.outcome
  return { world, sign, checkUrl, time: facts.attempt.document.time }
}

const find = (world: World, named: ParentParam, operation: Operation = 'sale-return', role: Role = 'administrator') =>
  findBasis(
    {
      journal: world.journal,
      operation,
      regNumber: SETUP.regNumber,
      now: world.now,
      actor: { code: 1, name: 'Айгүл', role },
    },
    named,
  )

/** A return of one of the lines, through the register. */
async function giveBack(world: World, named: ParentParam, selection: object, key: string) {
  const found = await find(world, named)
  if (!found) throw new Error('no receipt was named')
  const request = { operation: 'sale-return', items: [], payments: { cash: 'rest' }, parent: found.parent } as const
  return world.make({ type: 'ticket', request, basis: found.basis, selection }, key)
}

const codeOf = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'found',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

test('[P203-parent] a receipt of this register is found by all that a person may have at hand', async () => {
  const { world, sign, checkUrl, time } = await shop()
  const facts = { sign, time: formatIso(time), regNumber: SETUP.regNumber, total: '150', autonomous: false }
  const ways: readonly NonNullable<ParentParam>[] = [
    `sign:${sign}`,
    sign,
    'no:1',
    'key:loaf',
    checkUrl,
    { url: checkUrl, autonomous: false },
    facts,
    { ...facts, time: '2026-11-21T10:15' },
    { ...facts, time: '21.11.2026 10:15:30' },
  ]
  for (const named of ways) {
    const found = await find(world, named)
    assert.equal(found?.basis.type, 'own', JSON.stringify(named))
    assert.deepEqual(found?.parent, {
      sign,
      time,
      regNumber: SETUP.regNumber,
      total: 15000n,
      autonomous: false,
      documentNumber: 1,
    })
  }
  assert.equal(await find(world, undefined), undefined)
})

test('what is said of a receipt must be what is known of it', async () => {
  const { world, sign, time } = await shop()
  const facts = { sign, time: formatIso(time), regNumber: SETUP.regNumber, total: '150', autonomous: false }
  const wrong: readonly (readonly [NonNullable<ParentParam>, string])[] = [
    [{ ...facts, total: '150.01' }, 'PARENT_MISMATCH'],
    [{ ...facts, time: '2026-11-21T10:14:59' }, 'PARENT_MISMATCH'],
    [{ ...facts, sign: '1' }, 'PARENT_NOT_FOUND'],
    [{ ...facts, sign: 'x' }, 'PARENT_INVALID'],
    [{ ...facts, time: 'yesterday' }, 'PARENT_INVALID'],
    [{ ...facts, time: formatIso(later(world.now, 1000)) }, 'PARENT_INVALID'],
    [{ ...facts, regNumber: '123' }, 'PARENT_INVALID'],
    [{ ...facts, total: '0' }, 'PARENT_INVALID'],
    [{ url: 'http://consumer.oofd.kz?i=1', autonomous: false }, 'PARENT_INVALID'],
    ['no:2', 'PARENT_NOT_FOUND'],
    ['key:cake', 'PARENT_NOT_FOUND'],
    ['', 'PARENT_NOT_FOUND'],
  ]
  for (const [named, code] of wrong) assert.equal(await codeOf(find(world, named)), code, JSON.stringify(named))
})

test('a document that is no sale, or that the OFD refused, is not returned as one', async () => {
  const { world } = await shop()
  await world.make({ type: 'placement', direction: 'deposit', sum: 100n as never }, 'deposit')
  world.script.push(ofdRefuses(13))
  await world.make(sale('5.00'), 'refused')
  await giveBack(world, 'key:loaf', { whole: true }, 'back')
  const wrong = [
    ['no:2', 'PARENT_NOT_RETURNABLE'],
    ['no:3', 'PARENT_NOT_FOUND'],
    ['key:back', 'PARENT_NOT_RETURNABLE'],
  ] as const
  for (const [named, code] of wrong) assert.equal(await codeOf(find(world, named)), code, named)
  assert.equal(await codeOf(find(world, 'no:1', 'purchase-return')), 'PARENT_NOT_RETURNABLE')
})

test('a return that the OFD refused takes nothing away; one that it took does, also after a restart', async () => {
  const { world } = await shop()
  world.script.push(ofdRefuses(13))
  assert.equal((await giveBack(world, 'no:1', { whole: true }, 'first')).refused?.code, 'OFD_REFUSED')
  await giveBack(world, 'no:1', { lines: [{ line: 1, quantity: '0.4' }] }, 'second')
  await world.restart()
  const document = factsOf(await world.journal.document(3))?.attempt.document
  assert.ok(document?.type === 'ticket')
  const remaining = await remainingOfParent(world.journal, document.ticket)
  assert.deepEqual(
    remaining?.map(({ net, quantity }) => [formatQuantity(quantity), formatTenge(net)]),
    [['0.6', '90.00']],
  )
  assert.equal(
    await codeOf(giveBack(world, 'no:1', { lines: [{ line: 1 }, { line: 1 }] }, 'third')),
    'RETURN_EXCEEDS_SALE',
  )
})

test('another register’s receipt is a senior’s matter, and its returns add up over all its names', async () => {
  const { world } = await shop()
  const url = 'https://consumer.kofd.kz?t=20261120T180509&i=42&f=600900000001&s=275.00'
  for (const role of ['cashier', 'kiosk', 'technician', 'inspector'] as const)
    assert.equal(await codeOf(find(world, url, 'sale-return', role)), 'NOT_PERMITTED', role)
  const make = async (named: ParentParam, price: string) => {
    const found = await find(world, named)
    if (!found) throw new Error('no receipt was named')
    const items = [{ name: 'Нан', price, vat: '16' }]
    const request = { operation: 'sale-return', items, payments: { card: 'rest' }, parent: found.parent } as const
    return world.make({ type: 'ticket', request, basis: found.basis })
  }
  await make(url, '200.00')
  const facts = { sign: '42', time: '2026-11-20T18:05', regNumber: '600900000001', total: '275', autonomous: false }
  assert.equal(await codeOf(make(facts, '75.01')), 'RETURN_EXCEEDS_SALE')
  await make(facts, '75.00')
  assert.equal(await codeOf(make({ url, autonomous: false }, '0.01')), 'RETURN_EXCEEDS_SALE')
  assert.equal(await codeOf(find(world, { ...facts, total: '300' })), 'PARENT_MISMATCH')
  // The same sign at yet another register is another receipt.
  assert.deepEqual((await find(world, { ...facts, regNumber: '600900000002' }))?.basis, {
    type: 'foreign',
    returned: 0n,
  })
})

test('a sale from before this accumulator began is known by its paper; a later one must be here', async () => {
  const { world } = await shop()
  const facts = { sign: '5', regNumber: SETUP.regNumber, total: '275', autonomous: true }
  const before = await find(world, { ...facts, time: formatIso(later(world.now, -DAY)) })
  assert.equal(before?.basis.type, 'foreign')
  assert.equal(before?.parent.autonomous, true)
  assert.equal(await codeOf(find(world, { ...facts, time: formatIso(world.now) })), 'PARENT_NOT_FOUND')
})

test('a marked piece is out of the shop from its sale until its return', async () => {
  const { world } = await shop()
  const piece = '010487000111222621aB3dE5'
  const items = [{ name: 'Су', price: '150.00', marks: [`${piece}\u001d93dGVz`] }]
  const request = { operation: 'sale', items, payments: { cash: 'rest' } } as const
  const out = async () => [...(await soldMarks(world.journal, request))]
  assert.deepEqual(await out(), [])
  world.script.push(ofdRefuses(13))
  await world.make({ type: 'ticket', request }, 'refused')
  assert.deepEqual(await out(), [])
  await world.make({ type: 'ticket', request }, 'bottle')
  assert.deepEqual(await out(), [[piece, 3]])
  const again = world.make({ type: 'ticket', request, sold: await soldMarks(world.journal, request) })
  assert.equal(await codeOf(again), 'MARK_SOLD')
  await giveBack(world, 'key:bottle', { whole: true }, 'back')
  assert.deepEqual(await out(), [])
})
