import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BLOCK_RULES, type Circumstances, blocksOf } from '../../src/fiscal/register/blocks.ts'
import { assertSettable, clockBlock, confirmTime } from '../../src/fiscal/register/clock.ts'
import type { BlockCode } from '../../src/fiscal/register/event-records.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { DAY, HOUR, MINUTE, type Instant, formatIso } from '../../src/fiscal/time.ts'
import { ERRORS } from '../../src/locale/errors.ts'
import { START, World, later, sale } from './world.ts'

type Purpose = 'sale' | 'close'

const codes = (world: World, purpose: Purpose = 'sale', more: Partial<Circumstances> = {}) =>
  blocksOf(world.register.state, { ...world.circumstances(), ...more }, purpose).map(({ code }) => code)

const refusalOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** The table of the interface: code, what is still possible, what lifts it. '' is the dash; 'itself' needs nobody. */
const TABLE: readonly (readonly [keyof typeof BLOCK_RULES, string, string])[] = [
  ['NOT_SET_UP', 'passport, setup', 'setup'],
  ['DAMAGE', 'journal.verify, journal.export', 'storage.rebuild, storage.declare-loss'],
  ['ROLLBACK', 'token.set, journal.verify, journal.export', 'storage.adopt-ofd'],
  ['CLOCK_BEHIND', '', 'time.set'],
  ['CLOCK_JUMP', '', 'time.confirm, time.set'],
  ['SHIFT_TOO_LONG', 'shift.close', 'shift.close'],
  ['SERVER_BLOCKED', 'message.show', 'itself'],
  ['TOKEN_INVALID', 'token.set', 'token.set'],
  ['UNKNOWN_ID', 'token.set', 'ofd.retry, register.change'],
  ['PROTOCOL_ERROR', 'token.set', 'ofd.retry'],
  ['REQUEST_NUMBER', 'token.set', 'ofd.retry'],
  ['RETRY_REFUSED', 'queue.show', 'queue.retry, queue.remove'],
  ['PRINTER_PAPER_OUT', '', 'itself'],
  ['PRINTER_COVER_OPEN', '', 'itself'],
  ['PRINTER_FAILED', '', 'itself'],
]

test('[R208N-35.4] each block says what stays possible and what lifts it, as the interface does', () => {
  for (const [code, possible, lifting] of TABLE) {
    const rule = BLOCK_RULES[code]
    assert.equal(rule.possible.join(', '), possible, code)
    assert.equal(rule.lifting.join(', ') || 'itself', lifting, code)
  }
})

test('each block has a reason and a remedy in the catalogue, and ends a call with 6', () => {
  const notYet = new Set(['STARTING', 'UNFINISHED_DOCUMENT'])
  for (const code of Object.keys(BLOCK_RULES) as (keyof typeof BLOCK_RULES)[]) {
    assert.equal(ERRORS[code].exit, notYet.has(code) ? 7 : 6, code)
    for (const language of ['kk', 'ru', 'en'] as const) assert.notEqual(ERRORS[code].remedy[language], '', code)
  }
})

test('[R1326-15] [R1326-6] every block but the age of the shift forbids its close too', async () => {
  const recorded: readonly BlockCode[] = ['SERVER_BLOCKED', 'TOKEN_INVALID', 'UNKNOWN_ID', 'PROTOCOL_ERROR', 'ROLLBACK']
  for (const code of recorded) {
    const world = await World.ready()
    await world.register.record(() => [{ kind: 'block', code, details: {} }])
    assert.deepEqual([codes(world), codes(world, 'close')], [[code], [code]])
    await assert.rejects(world.make(sale()), new Refusal(code, {}))
  }
  const world = await World.ready()
  assert.deepEqual(codes(world, 'close', { printer: 'PRINTER_PAPER_OUT' }), ['PRINTER_PAPER_OUT'])
})

/** Clock after the last document; what it says of a sale. */
const CLOCKS: readonly (readonly [number, string])[] = [
  [-DAY, 'CLOCK_BEHIND'],
  [-MINUTE - 1, 'CLOCK_BEHIND'],
  [-MINUTE, ''],
  [0, ''],
  [DAY - 1, ''],
  [DAY, ''],
  [DAY + 1, 'CLOCK_JUMP'],
  [400 * DAY, 'CLOCK_JUMP'],
]

test('[R1326-65] [R1326-36] [R431-36] [R208N-32.1] [R208N-32.2] [R208N-32.3] a clock behind the last document, or over a day ahead, forbids documents', async () => {
  const world = await World.ready()
  await world.make(sale())
  await world.make({ type: 'close', withdraw: false })
  for (const [after, code] of CLOCKS) {
    world.now = later(START, after)
    assert.deepEqual(codes(world), code === '' ? [] : [code], String(after))
    assert.deepEqual(codes(world, 'close'), code === '' ? [] : [code], String(after))
    if (code !== '')
      await assert.rejects(world.make(sale()), (error) => error instanceof Refusal && error.code === code)
  }
})

test('before the first document a clock that is behind the software is wrong, and none is too far ahead', async () => {
  const world = await World.ready()
  assert.deepEqual(codes(world, 'sale', { released: later(START, HOUR) }), ['CLOCK_BEHIND'])
  assert.deepEqual(codes(world, 'sale', { released: later(START, -400 * DAY) }), [])
})

test('a till that ran all the while has not jumped, whatever it did not sell; one that began in doubt stays in doubt', async () => {
  const world = await World.ready()
  await world.make(sale())
  await world.make({ type: 'close', withdraw: false })
  world.now = later(START, 5 * DAY)
  const run = (startedAt: Instant, elapsed: number) => codes(world, 'sale', { run: { startedAt, elapsed } })
  assert.deepEqual(run(START, 5 * DAY), [])
  assert.deepEqual(run(START, 3 * DAY), ['CLOCK_JUMP'])
  assert.deepEqual(run(later(START, 2 * DAY), 3 * DAY), ['CLOCK_JUMP'])
})

test('a clock that a time server leads is not doubted after a weekend, and is still never behind the last document', async () => {
  const world = await World.ready()
  await world.make(sale())
  await world.make({ type: 'close', withdraw: false })
  world.now = later(START, 3 * DAY)
  assert.deepEqual(codes(world, 'sale', { synchronised: false }), ['CLOCK_JUMP'])
  assert.deepEqual(codes(world, 'sale', { synchronised: true }), [])
  world.now = later(START, -DAY)
  assert.deepEqual(codes(world, 'sale', { synchronised: true }), ['CLOCK_BEHIND'])
})

test('[R208N-32.3] the date given twice lifts the jump, for good and with the name of who gave it; anything else does not', async () => {
  const world = await World.ready()
  await world.make(sale())
  await world.make({ type: 'close', withdraw: false })
  world.now = later(START, 3 * DAY)
  const today = formatIso(world.now).slice(0, 10)
  const confirm = (date: string, again: string) => () =>
    confirmTime(world.register.state, { date, again, by: 4 }, world.circumstances())
  for (const [date, again] of [
    [today, '2026-11-23'],
    ['2026-11-23', today],
    ['2026-11-23', '2026-11-23'],
    ['', ''],
  ] as const)
    assert.equal(refusalOf(confirm(date, again)), 'TIME_NOT_CONFIRMED')
  await world.register.record(confirm(today, today))
  assert.deepEqual(codes(world), [])
  await world.restart()
  assert.deepEqual(codes(world), [])
  await world.make(sale())
  world.now = later(START, -DAY)
  assert.equal(refusalOf(confirm('2026-11-20', '2026-11-20')), 'CLOCK_BEHIND')
})

test('[R1326-35.2] [R208N-30] the clock is set between shifts, never before the last document; one that is wrong in an open shift may be mended', async () => {
  const world = await World.ready()
  await world.make(sale())
  const settable = (to: Instant) => refusalOf(() => assertSettable(world.register.state, to, world.circumstances()))
  assert.equal(settable(later(START, HOUR)), 'SHIFT_OPEN')
  world.now = later(START, -DAY)
  assert.equal(clockBlock(world.register.state, world.circumstances())?.code, 'CLOCK_BEHIND')
  assert.equal(settable(later(START, HOUR)), 'done')
  assert.equal(settable(later(START, -1)), 'TIME_BEFORE_DOCUMENT')
  world.now = START
  await world.make({ type: 'close', withdraw: false })
  assert.equal(settable(later(START, HOUR)), 'done')
  assert.equal(settable(later(START, -HOUR)), 'TIME_BEFORE_DOCUMENT')
})

test('[R208N-35.3] what would make a counter negative or too large is refused before anything is recorded', async () => {
  const world = await World.ready()
  const heads = world.journal.heads()
  const refusals = [
    [{ type: 'placement', direction: 'withdrawal', sum: 1n }, 'NOT_ENOUGH_CASH'],
    [{ type: 'placement', direction: 'deposit', sum: 10n ** 30n }, 'SUM_TOO_LARGE'],
  ] as const
  for (const [request, code] of refusals)
    await assert.rejects(world.make(request as never), (error) => error instanceof Refusal && error.code === code)
  assert.deepEqual(world.journal.heads(), heads)
})
