import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LevelJournal } from '../../src/accumulator/leveldb-journal.ts'
import { findBasis } from '../../src/daemon/basis.ts'
import { layoutText } from '../../src/escpos/layout.ts'
import { previewLines } from '../../src/fiscal/documents/receipt.ts'
import type { DocumentRequest } from '../../src/fiscal/register/decide.ts'
import { ticketRules } from '../../src/fiscal/register/decide-document.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { makeTicket } from '../../src/fiscal/register/make-ticket.ts'
import { conditionsOf } from '../../src/fiscal/register/message.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import { MINUTE, SECOND, formatIso } from '../../src/fiscal/time.ts'
import { COMMAND_CODES, PAYMENT_CODES } from '../../src/fiscal/wire/values.ts'
import { CASHIER, SETUP, START, World, later, sale } from './world.ts'

const deposit = (tenge: bigint): DocumentRequest => ({
  type: 'placement',
  direction: 'deposit',
  sum: tiyn(tenge * 100n),
})

async function returnOf(world: World, ref: string): Promise<DocumentRequest> {
  const actor = { ...CASHIER, role: 'cashier' } as const
  const asking = { journal: world.journal, operation: 'sale-return', regNumber: SETUP.regNumber, now: world.now, actor }
  const found = await findBasis({ ...asking, operation: 'sale-return' }, ref)
  if (!found) throw new Error('no receipt was named')
  const request = { operation: 'sale-return', items: [], payments: { cash: 'rest' }, parent: found.parent } as const
  return { type: 'ticket', request, basis: found.basis, selection: { whole: true } }
}

const wireTime = ({ date, time }: { date: Record<string, number>; time: Record<string, number> }): string =>
  [date['year'], date['month'], date['day'], time['hour'], time['minute'], time['second']].join(' ')

test('[R1326-RULES-13] [EK0-fn-03] [EK1-fn-03] every operation is recorded and sent with the date and time of its making', async () => {
  const world = await World.ready()
  const members: readonly (readonly [() => Promise<DocumentRequest>, message: string, time: string])[] = [
    [async () => deposit(500n), 'money_placement', 'datetime'],
    [async () => sale('150.00'), 'ticket', 'date_time'],
    [async () => returnOf(world, 'no:2'), 'ticket', 'date_time'],
    [async () => ({ type: 'placement', direction: 'withdrawal', sum: tiyn(1n) }), 'money_placement', 'datetime'],
    [async () => ({ type: 'close', withdraw: false }), 'close_shift', 'close_time'],
  ]
  for (const [index, [make, message, member]] of members.entries()) {
    world.now = later(world.now, MINUTE + 7 * SECOND)
    await world.make(await make())
    const document = factsOf(await world.journal.document(index + 1))?.attempt.document
    assert.equal(document?.time, world.now)
    const body = world.sent.at(-1)?.message[message] as Record<string, Parameters<typeof wireTime>[0]>
    const [year, month, day, hour, minute, second] = formatIso(world.now)
      .split(/[-T:+]/)
      .map(Number)
    const sent = body[member]
    assert.ok(sent)
    assert.equal(wireTime(sent), [year, month, day, hour, minute, second].join(' '))
  }
})

test('[R2026-NOANNUL] [R003-A2.17.4] [R003-A2.17.5] a registered receipt stays as it is for ever: a return is a second document', async () => {
  const world = await World.ready()
  await world.make(sale('150.00'))
  const before = await world.journal.document(1)
  const { nonNullable } = world.register.state.counters
  await world.make(await returnOf(world, 'no:1'))
  assert.deepEqual(await world.journal.document(1), before)
  const after = world.register.state.counters
  // Each operation has its own growing line: the sale is not taken off.
  assert.deepEqual(
    [after.nonNullable.sale, after.nonNullable['sale-return'], after.cash],
    [nonNullable.sale, tiyn(15000n), 0n],
  )
  const methods = Object.getOwnPropertyNames(LevelJournal.prototype)
  assert.deepEqual(
    methods.filter((name) => /delete|remove|del\b|update|replace|clear|put/i.test(name)),
    [],
  )
})

test('[P203-nocancel] [R2026-NOANNUL] no message annuls a ticket, and none pays by credit or tare', () => {
  const CANCEL_TICKET = 7
  const WITHDRAWN = [2, 3]
  assert.ok(!Object.values<number>(COMMAND_CODES).includes(CANCEL_TICKET))
  assert.ok(!Object.values<number>(PAYMENT_CODES).some((code) => WITHDRAWN.includes(code)))
})

test('[P203-cash14] cash that the drawer has not is refused before anything is sent: withdrawal and return', async () => {
  const world = await World.ready()
  await world.make(sale('150.00', { payments: { card: 'rest' } }))
  const sent = world.sent.length
  const records = world.journal.heads()
  for (const request of [await returnOf(world, 'no:1'), { ...deposit(1n), direction: 'withdrawal' } as DocumentRequest])
    await assert.rejects(world.make(request), (error) => error instanceof Refusal && error.code === 'NOT_ENOUGH_CASH')
  assert.equal(world.sent.length, sent)
  assert.deepEqual(world.journal.heads(), records)
})

test('[R2026-VAT] who pays no VAT any more still returns the VAT of the sale, on the wire and on paper', async () => {
  const world = await World.ready()
  await world.make(sale('116.00'))
  const asked = await returnOf(world, 'no:1')
  assert.ok(asked.type === 'ticket')
  const { registration } = world.register.state
  assert.ok(registration)
  const state = { ...world.register.state, registration: { ...registration, vatPayer: false } }
  const circumstances = world.circumstances()
  const back = makeTicket(state, asked, ticketRules(state, circumstances))
  assert.deepEqual(back.vat, [{ rate: 16, turnover: tiyn(11600n), sum: tiyn(1600n) }])
  const conditions = conditionsOf(state, circumstances)
  const paper = layoutText(previewLines(back, { registration: state.registration, conditions }), 48).join('\n')
  assert.match(paper, /НДС 16\s%: +16,00/)
  // A sale of today carries none.
  const today = { operation: 'sale', items: [{ name: 'Нан', price: '116.00' }], payments: { cash: 'rest' } } as const
  assert.deepEqual(makeTicket(state, { request: today }, ticketRules(state, circumstances)).vat, [])
})

test('[R003-A2.17.2] a receipt is recorded with its numbers, its cashier, what was sold, the total and the time', async () => {
  const world = await World.ready()
  await world.make(deposit(500n))
  await world.make(sale('150.00'))
  const attempt = factsOf(await world.journal.document(2))?.attempt
  const { document, letterhead } = attempt ?? {}
  if (document?.type !== 'ticket') throw new Error('no receipt')
  assert.deepEqual([document.documentNumber, document.number, document.shift], [2, 1, 1])
  assert.deepEqual([document.operator, document.time], [CASHIER, START])
  assert.deepEqual(
    document.ticket.items.map(({ name }) => name),
    ['Нан'],
  )
  assert.deepEqual([document.ticket.operation, document.ticket.total], ['sale', 150_00n])
  assert.deepEqual(
    [letterhead?.registration.serialNumber, letterhead?.registration.regNumber],
    [SETUP.serialNumber, SETUP.regNumber],
  )
})

test('[R208N-2] when a paper is asked for, the journal holds its document already: both are written in one working cycle', async () => {
  const world = await World.ready()
  const held: Promise<string | undefined>[] = []
  world.printed.push = (documentNumber) =>
    held.push(world.journal.document(documentNumber).then((records) => factsOf(records)?.outcome?.result))
  await world.make(sale('150.00'))
  await world.make(deposit(500n))
  await world.make({ type: 'close', withdraw: false })
  assert.deepEqual(await Promise.all(held), ['accepted', 'accepted', 'accepted'])
})
