import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findBasis } from '../../src/daemon/basis.ts'
import { formatTenge, tiyn } from '../../src/fiscal/money.ts'
import { ticketRules } from '../../src/fiscal/register/decide-document.ts'
import { makeTicket } from '../../src/fiscal/register/make-ticket.ts'
import { decideSetting } from '../../src/fiscal/register/settings.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import type { PaymentsRequest } from '../../src/fiscal/ticket/types.ts'
import { CASHIER, SETUP, World, sale } from './world.ts'

/** Document 1 sold ten loaves at 100, paid so; the drawer holds enough. */
async function soldFor(payments: PaymentsRequest, setting: 'on' | 'off'): Promise<World> {
  const world = await World.ready()
  const change = { name: 'cash-for-card', value: setting, by: 1 }
  await world.register.record((state) => decideSetting(state, change, world.circumstances()))
  await world.make(sale('100', { items: [{ name: 'Нан', price: '100', quantity: '10' }], payments }))
  await world.make({ type: 'placement', direction: 'deposit', sum: tiyn(5000_00n) })
  return world
}

/** So many of the loaves come back: the total, or the refusal. */
async function back(world: World, quantity: string, payments: PaymentsRequest): Promise<string> {
  const actor = { ...CASHIER, role: 'cashier' } as const
  const asking = { journal: world.journal, regNumber: SETUP.regNumber, now: world.now, actor }
  const found = await findBasis({ ...asking, operation: 'sale-return' }, 'no:1')
  if (!found) throw new Error('no receipt was named')
  const request = { operation: 'sale-return', items: [], payments, parent: found.parent } as const
  const asked = { request, basis: found.basis, selection: { lines: [{ line: 1, quantity }] } }
  try {
    const ticket = makeTicket(world.register.state, asked, ticketRules(world.register.state, world.circumstances()))
    await world.make({ type: 'ticket', ...asked })
    return formatTenge(ticket.total)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `${error.code} ${String(error.details['maximum'])}`
  }
}

test('a card sale goes back in cash until the owner settles that it must not', async () => {
  assert.equal(await back(await soldFor({ card: 'rest' }, 'on'), '10', { cash: 'rest' }), '1000.00')
  const world = await soldFor({ card: 'rest' }, 'off')
  assert.equal(await back(world, '10', { cash: 'rest' }), 'CASH_FOR_CARD_OFF 0.00')
  assert.equal(await back(world, '10', { card: 'rest' }), '1000.00')
})

test('where it must not, all returns of a mixed payment together give back no more cash than came in', async () => {
  const world = await soldFor({ cash: '300', card: 'rest' }, 'off')
  assert.equal(await back(world, '4', { cash: 'rest' }), 'CASH_FOR_CARD_OFF 300.00')
  assert.equal(await back(world, '2', { cash: 'rest' }), '200.00')
  assert.equal(await back(world, '2', { cash: 'rest' }), 'CASH_FOR_CARD_OFF 100.00')
  assert.equal(await back(world, '8', { cash: '100', card: 'rest' }), '800.00')
})

test('where it must not, a cash sale may still go back by card', async () => {
  assert.equal(await back(await soldFor({ cash: 'rest' }, 'off'), '10', { card: 'rest' }), '1000.00')
})
