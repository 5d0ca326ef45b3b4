import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layoutText } from '../../src/escpos/layout.ts'
import { documentLines } from '../../src/daemon/paper.ts'
import { type Tiyn, tiyn } from '../../src/fiscal/money.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { type OwnFigures, reconcile } from '../../src/fiscal/report/reconcile.ts'
import { emptyCounters } from '../../src/fiscal/report/counters.ts'
import { OPERATIONS } from '../../src/fiscal/ticket/types.ts'
import type { Answer } from '../../src/fiscal/wire/dialect.ts'
import { World, type Reply, type Sending, okReply, sale } from '../register/world.ts'

type Theirs = NonNullable<Answer['report']>

const per = <T>(value: T) =>
  Object.fromEntries(OPERATIONS.map((operation) => [operation, value])) as Record<(typeof OPERATIONS)[number], T>

const theirs: Theirs = {
  type: 'z',
  shift: 4,
  nonNullable: per(tiyn(0n)),
  ticketTotalCounts: per(0),
  placementTotalCounts: { deposit: 0, withdrawal: 0 },
  cash: tiyn(0n),
}
const own: OwnFigures = { counters: emptyCounters(), shift: 4, open: false }

test('equal figures are no difference', () => assert.deepEqual(reconcile(own, theirs), []))

const CHANGES: readonly (readonly [string, Partial<Theirs>, bigint, bigint])[] = [
  ['shift', { shift: 5 }, 4n, 5n],
  ['shiftOpen', { type: 'x' }, 0n, 1n],
  ['cash', { cash: tiyn(1n) }, 0n, 1n],
  ['nonNullable.sale', { nonNullable: { ...theirs.nonNullable, sale: tiyn(700n) } }, 0n, 700n],
  ['nonNullable.purchase-return', { nonNullable: { ...theirs.nonNullable, 'purchase-return': tiyn(1n) } }, 0n, 1n],
  ['tickets.purchase', { ticketTotalCounts: { ...theirs.ticketTotalCounts, purchase: 1 } }, 0n, 1n],
  ['placements.deposit', { placementTotalCounts: { deposit: 3, withdrawal: 0 } }, 0n, 3n],
]
for (const [field, change, ours, other] of CHANGES)
  test(`[P203-zx] an OFD that says otherwise of ${field} is found out, with both figures`, () => {
    assert.deepEqual(reconcile(own, { ...theirs, ...change }), [{ field, ours, theirs: other }])
  })

const CODES = { sale: 2, 'sale-return': 3, purchase: 0, 'purchase-return': 1 }
const money = (sum: Tiyn) => ({ bills: String(sum / 100n), coins: Number(sum % 100n) })

/** What the OFD counts, when it counts as the register does but for `change` tiyn of sales. */
function reportOf({ register }: World, change = 0n) {
  const { counters, lastShift, shift } = register.state
  const moment = { date: { year: 2026, month: 11, day: 21 }, time: { hour: 10, minute: 0 } }
  const extra = (operation: string) => (operation === 'sale' ? change : 0n)
  return {
    report: shift ? 'REPORT_X' : 'REPORT_Z',
    zx_report: {
      date_time: moment,
      shift_number: shift?.number ?? lastShift,
      ticket_operations: OPERATIONS.map((operation) => ({
        operation: CODES[operation],
        tickets_total_count: counters.tickets[operation].totalCount,
        tickets_count: 0,
        tickets_sum: money(tiyn(0n)),
        offline_count: 0,
        discount_sum: money(tiyn(0n)),
        markup_sum: money(tiyn(0n)),
        change_sum: money(tiyn(0n)),
      })),
      cash_sum: money(counters.cash),
      revenue: { sum: money(tiyn(0n)), is_negative: false },
      non_nullable_sums: OPERATIONS.map((operation) => ({
        operation: CODES[operation],
        sum: money(tiyn(counters.nonNullable[operation] + extra(operation))),
      })),
      open_shift_time: moment,
      checksum: 'X',
    },
  }
}

/** An OFD that tells its counters with INFO, REPORT and CLOSE_SHIFT. */
const telling =
  (world: World, change = 0n) =>
  (sending: Sending): Reply => {
    const told = okReply(sending)
    if (typeof told === 'string' || sending.command === 'COMMAND_TICKET' || sending.command === 'COMMAND_SYSTEM')
      return told
    const own = reportOf(world, change)
    // As the shift closes, the OFD answers with the Z of it.
    const report = sending.command === 'COMMAND_CLOSE_SHIFT' ? { ...own, report: 'REPORT_Z' } : own
    return { message: { ...told.message, report } }
  }

const info = (world: World) => world.register.dispatch({ type: 'contact', ask: 'info' })
const events = async (world: World) => {
  const found = []
  for await (const { record } of world.journal.replay({ fiscal: 0n, events: 0n }))
    if (record.kind === 'difference') found.push(record)
  return found
}

test('an OFD that agrees leaves no event; one that does not leaves one, and one more when it agrees again', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.otherwise = telling(world)
  await info(world)
  assert.deepEqual(await events(world), [])
  world.otherwise = telling(world, 5n)
  await info(world)
  await info(world)
  const differences = [{ field: 'nonNullable.sale', ours: 15_000n, theirs: 15_005n }]
  assert.deepEqual(await events(world), [{ kind: 'difference', source: 'info', differences }])
  assert.deepEqual(world.register.state.difference?.differences, differences)
  assert.equal(world.register.state.counters.nonNullable.sale, 15_000n, 'never taken over')
  world.otherwise = telling(world)
  await info(world)
  assert.equal(world.register.state.difference, undefined)
  assert.equal((await events(world)).length, 2)
})

test('a difference survives a restart', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.otherwise = telling(world, 5n)
  await info(world)
  await world.restart()
  assert.equal(world.register.state.difference?.differences.length, 1)
})

test('the Z says on one line what the OFD’s answer to it did not agree on, and its copy says the same', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.otherwise = telling(world, 5n)
  await world.make({ type: 'close', withdraw: false }, 'close')
  const facts = factsOf(await world.journal.document(2))
  assert.ok(facts)
  assert.deepEqual(facts.difference?.differences, [{ field: 'nonNullable.sale', ours: 15_000n, theirs: 15_005n }])
  for (const copy of [false, true]) {
    const paper = layoutText(documentLines(facts, copy), 48).join(' ').replaceAll(/\s+/g, ' ')
    assert.match(paper, /ФДО-мен айырмашылық\/Расхождение с ОФД: .*\(Продажа\): касса 150,00, ФДО\/ОФД 150,05/)
  }
})

test('a Z that the OFD agrees with has no such line, and ends an older difference', async () => {
  const world = await World.ready()
  await world.make(sale())
  world.otherwise = telling(world, 5n)
  await info(world)
  world.otherwise = telling(world)
  await world.make({ type: 'close', withdraw: false }, 'close')
  const facts = factsOf(await world.journal.document(2))
  assert.ok(facts)
  assert.equal(facts.difference, undefined)
  assert.doesNotMatch(layoutText(documentLines(facts, false), 48).join(' '), /Расхождение/)
  assert.equal(world.register.state.difference, undefined)
})
