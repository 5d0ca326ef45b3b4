import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tiyn } from '../../src/fiscal/money.ts'
import { type StandingHold, assertNotHeld } from '../../src/fiscal/register/holds.ts'
import type { Ticket } from '../../src/fiscal/ticket/types.ts'
import { instant } from '../../src/fiscal/time.ts'

const PIECE = '010487000111222621aB3dE5'

const hold: StandingHold = {
  key: 'a',
  content: '',
  request: { operation: 'sale', items: [{ name: 'Су', price: '250', marks: [`]d2${PIECE}`] }], payments: {} },
  total: tiyn(25_000n),
  operator: { code: 20, name: 'Автомат' },
  time: instant(0),
  expires: instant(600_000),
}
const owed = { ...hold, owed: { since: instant(0), content: '', code: 'SERVER_BLOCKED' } }

const ticket = (operation: Ticket['operation'], storno: boolean): Ticket => {
  const item = { name: 'Су', marks: [`${PIECE}\u001d93dGVz`], storno }
  return { operation, items: [item] } as unknown as Ticket
}

test('a piece is held for its own key alone, until the hold ends or, when it is out, until it is sold', () => {
  const table = [
    [hold, ticket('sale', false), 'b', 599_999, 'MARK_HELD'],
    [hold, ticket('purchase-return', false), 'b', 0, 'MARK_HELD'],
    [hold, ticket('sale', false), 'a', 0, undefined],
    [hold, ticket('sale', false), 'b', 600_000, undefined],
    [hold, ticket('sale', true), 'b', 0, undefined],
    [hold, ticket('sale-return', false), 'b', 0, undefined],
    [owed, ticket('sale', false), 'b', 900_000, 'MARK_HELD'],
    [{ ...hold, request: { ...hold.request, stornos: [1] } }, ticket('sale', false), 'b', 0, undefined],
  ] as const
  for (const [one, asked, key, now, code] of table) {
    const look = () => assertNotHeld({ holds: [one] }, asked, key, instant(now))
    if (code === undefined) look()
    else assert.throws(look, { code })
  }
})
