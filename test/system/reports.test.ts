import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ADMIN, CASHIER, World } from './world.ts'

type Json = Readonly<Record<string, unknown>>
const admin = { user: ADMIN.code }
const cashier = { user: CASHIER.code }

/** The words of a command, and who says them. */
const run = async (world: World, line: string, who = admin) => {
  const { answer, exit } = await world.json(line.split(' '), who)
  return { exit, code: answer.error?.code, result: answer.result ?? {} }
}

const count = (report: Json, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (value as Json)[step], report)

test('from the shell: reports of the open shift, of closed ones and of a period, and copies of the Z', async (t) => {
  const world = await World.ready(t)
  await t.test('a shift that is not open has no report by cashiers; a shift that never was is not found', async () => {
    assert.deepEqual(
      [(await run(world, 'report cashier')).code, (await run(world, 'report section --shift 9')).code],
      ['SHIFT_NOT_OPEN', 'SHIFT_NOT_FOUND'],
    )
    assert.equal((await run(world, 'report z 1')).exit, 10)
    assert.equal((await run(world, 'report section')).exit, 5)
  })
  assert.equal((await run(world, 'sale --item Нан=150*2@16 --cash 500', cashier)).exit, 0)
  assert.equal((await run(world, 'sale --item Сүт=420@16;section=2 --card')).exit, 0)
  assert.equal((await run(world, 'deposit 1000', cashier)).exit, 0)

  await t.test('[R1326-29.2] [R1326-29.3] by cashiers and by sections, from the counters of the shift', async () => {
    const { result: byCashiers } = await run(world, 'report cashier')
    const cashiers = byCashiers['cashiers'] as readonly Json[]
    assert.deepEqual(
      cashiers.map((one) => [one['code'], count(one, 'tickets.sale.sum'), count(one, 'placements.deposit.sum')]),
      [
        [7, '300.00', '1000.00'],
        [1, '420.00', '0.00'],
      ],
    )
    assert.equal(byCashiers['printed'], true)
    const { result: bySections } = await run(world, 'report section --no-print')
    const sections = bySections['sections'] as readonly Json[]
    assert.deepEqual(
      sections.map((one) => [one['code'], count(one, 'operations.sale.sum')]),
      [
        ['1', '300.00'],
        ['2', '420.00'],
      ],
    )
    assert.deepEqual(count(bySections, 'paper.state'), 'not-asked')
  })

  await t.test('a cashier takes X and closes, and has no reports beyond these', async () => {
    for (const line of ['report cashier', 'report section', 'report period', 'report z 1', 'report list'])
      assert.equal((await run(world, line, cashier)).code, 'NOT_PERMITTED', line)
    assert.equal((await run(world, 'report x', cashier)).exit, 0)
  })

  for (let shift = 1; shift <= 3; shift++) {
    if (shift > 1) assert.equal((await run(world, `sale --item Нан=1${shift}.05 --cash`, cashier)).exit, 0)
    assert.equal((await run(world, 'shift close', cashier)).exit, 0)
  }
  assert.deepEqual(world.ofd.differences, [])

  await t.test(
    'a closed shift keeps its cashiers, its sections and its Z, which comes out again as a marked copy',
    async () => {
      assert.deepEqual(
        ((await run(world, 'report cashier --shift 1 --no-print')).result['cashiers'] as readonly Json[]).length,
        2,
      )
      const { result } = await run(world, 'report z 1')
      assert.deepEqual([result['number'], result['copy'], result['printed']], [1, true, true])
      assert.deepEqual(result['differences'], [])
      const shown = await world.kkm(['report', 'z', '1', '--no-print'], admin)
      assert.match(shown.out, /^\s*КӨШІРМЕ \/ ДУБЛИКАТ/)
    },
  )

  await t.test('[R208N-18] a period is as wide as it is asked for, and shows what there is', async () => {
    const { result } = await run(world, 'report period --from 1990-01-01 --to 2199-12-31 --full --no-print')
    assert.deepEqual([result['shifts'], count(result, 'tickets.sale.sum')], [3, '745.10'])
    assert.deepEqual(
      (result['byShift'] as readonly Json[]).map((one) => [one['shift'], one['revenue']]),
      [
        [1, '720.00'],
        [2, '12.05'],
        [3, '13.05'],
      ],
    )
    const { result: two } = await run(world, 'report period --from 2 --to 99')
    assert.deepEqual([two['firstShift'], two['lastShift'], two['revenue'], two['printed']], [2, 3, '25.10', true])
    assert.equal((await run(world, 'report period --from 2026-02-31')).code, 'PERIOD_INVALID')
  })

  await t.test(
    '[EK0-histr-1] [EK0-histc-1] [EK1-hist-2] the history of reports and receipts, page by page; a cashier sees own ones',
    async () => {
      const { result } = await run(world, 'report list')
      assert.deepEqual(
        (result['reports'] as readonly Json[]).map((one) => `${String(one['report'])}${String(one['shift'])}`),
        ['z3', 'z2', 'z1', 'x1'],
      )
      const all = (await run(world, 'receipt list --period month')).result['receipts'] as readonly Json[]
      assert.deepEqual(
        all.map((one) => count(one, 'operator.code')),
        [7, 7, 1, 7],
      )
      const own = (await run(world, 'history receipt', cashier)).result['receipts'] as readonly Json[]
      assert.equal(own.length, 3)
      const first = (await run(world, 'receipt list --limit 3')).result
      const rest = (await run(world, `receipt list --limit 3 --cursor ${String(first['cursor'])}`)).result
      assert.deepEqual([...(first['receipts'] as readonly Json[]), ...(rest['receipts'] as readonly Json[])], all)
      assert.equal(rest['cursor'], undefined)
      const bySign = (await run(world, `receipt list --sign ${String(all[2]?.['fiscalSign'])}`)).result
      assert.deepEqual(bySign['receipts'], [all[2]])
      assert.equal((await run(world, 'receipt list --cursor x')).code, 'BAD_REQUEST')
      assert.equal(((await run(world, 'receipt list --shift 2')).result['receipts'] as readonly Json[]).length, 1)
    },
  )

  await t.test(
    'everything is there after a restart, and the OFD’s INFO agrees with the register’s counters',
    async () => {
      await world.kill()
      await world.start()
      assert.deepEqual((await run(world, 'status')).result['warnings'], [])
      assert.equal(((await run(world, 'history report')).result['reports'] as readonly Json[]).length, 4)
      assert.equal((await run(world, 'report period --no-print')).result['shifts'], 3)
    },
  )
})
