import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { ResultOf } from '../../src/api/schemas/index.ts'
import { workbookOf } from '../../src/cli/workbook.ts'
import { recordsOf } from './accumulator.ts'
import { ADMIN, CASHIER, World } from './world.ts'

type Report = ResultOf<'report.period'>
type Cell = readonly [kind: 'text' | 'number', text: string, format: string | null] | null
type Sheets = Readonly<Record<string, readonly (readonly Cell[])[]>>

const INSPECTOR = { user: 5, pin: '90210' }
const MONEY = '#,##0.00'
const OPERATIONS = ['sale', 'sale-return', 'purchase', 'purchase-return'] as const

/** A workbook as Python's standard library reads it. */
function sheetsOf(file: string): Sheets {
  const { error, status, stdout, stderr } = spawnSync(
    'python3',
    ['-B', join(import.meta.dirname, 'workbook.py'), file],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  assert.equal(error, undefined, 'python3 is not installed')
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout) as Sheets
}

/** The self-test behind a Z asks the OFD, and what is recorded of that changes the checksum: until it is over. */
async function settled(world: World): Promise<void> {
  const client = await world.client(ADMIN)
  const isOver = async () => {
    const { tests } = await client.result('selftest', { last: true })
    return (tests as readonly { test: string; occasion: string }[]).some(
      ({ occasion, test: name }) => name === 'ofd' && occasion === 'z',
    )
  }
  while (!(await isOver())) await delay(100)
  client.close()
}

/** What the shop does in two shifts: each kind of payment, a return, cash in and out, sums that no double has exactly. */
const DAYS = [
  [
    'sale --item Қант=1234567.89@16 --card',
    'sale --item Нан=0.07*3@5 --item Сүт=420.10 --cash 1000',
    'deposit 5000.05',
  ],
  ['sale --item Балық=99.99@16 --mobile', 'withdraw 12.34', 'sale-return --parent no:1 --whole --card'],
] as const

async function shop(t: TestContext): Promise<World> {
  const world = await World.ready(t)
  const pin = world.secret('pin-5', INSPECTOR.pin)
  const added = ['user', 'add', '--code', '5', '--name', 'Тексеруші Әсел', '--role', 'inspector', '--pin-file', pin]
  assert.equal((await world.kkm(added, { user: ADMIN.code })).exit, 0)
  for (const day of DAYS) {
    for (const line of [...day, 'shift close']) {
      const { err, exit } = await world.kkm(line.split(' '), { user: ADMIN.code })
      assert.equal(exit, 0, `${line}: ${err}`)
    }
  }
  await settled(world)
  return world
}

const number = (value: number): Cell => ['number', String(value), null]
/** Tenge in a cell, as decimal digits: no double of ours stands between. */
const money = (sum: string): Cell => ['number', sum.replace(/\.?0+$/, ''), MONEY]
const text = (value: string): Cell => ['text', value, null]

/** All figures of the report as the workbook must have them, in its order, without titles. */
function figuresOf({ placements, taxes, tickets, ...report }: Report): readonly (readonly Cell[])[] {
  const across = <T>(values: Readonly<Record<(typeof OPERATIONS)[number], T>>, cell: (value: T) => Cell) =>
    OPERATIONS.map((operation) => cell(values[operation]))
  const { deposit, withdrawal } = placements
  return [
    across(tickets, (all) => number(all.count)),
    across(tickets, (all) => number(all.totalCount)),
    across(tickets, (all) => number(all.offlineCount)),
    across(tickets, (all) => money(all.sum)),
    ...(['cash', 'card', 'mobile'] as const).flatMap((type) => [
      across(tickets, (all) => number(all.payments[type].count)),
      across(tickets, (all) => money(all.payments[type].sum)),
    ]),
    across(tickets, (all) => money(all.discountSum)),
    across(tickets, (all) => money(all.markupSum)),
    across(tickets, (all) => money(all.changeSum)),
    ...taxes.flatMap(({ operations }) => [
      across(operations, (all) => money(all.turnover)),
      across(operations, (all) => money(all.sum)),
    ]),
    across(report.startNonNullable, money),
    across(report.nonNullable, money),
    [number(deposit.count), number(withdrawal.count)],
    [number(deposit.totalCount), number(withdrawal.totalCount)],
    [number(deposit.offlineCount), number(withdrawal.offlineCount)],
    [money(deposit.sum), money(withdrawal.sum)],
    [money(report.revenue)],
    [money(report.cash)],
    [number(report.lastDocument)],
    [text(report.checksum)],
  ]
}

/** Days since the end of 1899, as a date in a cell is, back into the hour of the clock. */
function clockOf(cell: Cell | undefined): string {
  assert.ok(cell?.[0] === 'number' && cell[2] === 'dd.mm.yyyy hh:mm:ss', JSON.stringify(cell))
  return new Date(Math.round((Number(cell[1]) - 25_569) * 86_400) * 1000).toISOString().slice(0, 19)
}

const isFigure = (row: readonly Cell[]) => row.length > 1 && row[0]?.[2] === null

function assertSame(sheets: Sheets, report: Report): void {
  const [all = [], shifts = []] = Object.values(sheets)
  const [, asked, closed, numbers, start, end, taken, operator, ...rest] = all.filter((row) => row.length > 0)
  assert.deepEqual(asked?.slice(1), [number(1), number(9)])
  assert.deepEqual(closed?.slice(1), [number(report.shifts)])
  assert.deepEqual(numbers?.slice(1), [number(report.firstShift), number(report.lastShift)])
  assert.deepEqual(
    [start, end, taken].map((row) => clockOf(row?.[1])),
    [report.openTime, report.closeTime, report.time].map((one) => one?.slice(0, 19)),
  )
  assert.deepEqual(operator?.slice(1), [number(report.operator.code), text(report.operator.name)])
  const titles = rest.filter((row) => row.slice(1).some((cell) => cell?.[0] === 'text' && cell[1] !== report.checksum))
  assert.equal(titles.length, 2)
  assert.deepEqual(
    rest.filter((row) => isFigure(row) && !titles.includes(row)).map((row) => row.slice(1)),
    figuresOf(report),
  )
  const byShift = report.byShift ?? []
  assert.equal(shifts.length, byShift.length + 1)
  for (const [index, one] of byShift.entries()) {
    const [shift, documentNumber, open, close, ...sums] = shifts[index + 1] ?? []
    assert.deepEqual([shift, documentNumber], [number(one.shift), number(one.documentNumber)])
    assert.deepEqual([clockOf(open), clockOf(close)], [one.openTime.slice(0, 19), one.closeTime?.slice(0, 19)])
    const each = OPERATIONS.flatMap((name) => [number(one.tickets[name].count), money(one.tickets[name].sum)])
    assert.deepEqual(sums, [...each, money(one.revenue)])
  }
}

test('[R208N-14.2] [R208N-17.1] [R208N-17.4] the fiscal report for a period as a file, by the inspector’s PIN', async (t) => {
  const world = await shop(t)
  const period = ['report', 'period', '--from', '1', '--to', '9', '--full']
  const inspector = { user: INSPECTOR.user }
  const file = (name: string) => join(world.folder, name)

  await t.test('a workbook has every figure of the JSON report, as another program reads it', async () => {
    const saved = await world.json([...period, '--format', 'xlsx', '--output', file('report.xlsx')], inspector)
    assert.deepEqual(saved.answer.result, {
      format: 'xlsx',
      output: file('report.xlsx'),
      bytes: readFileSync(file('report.xlsx')).length,
    })
    assert.equal((await world.kkm([...period, '--format', 'json', '--output', file('report.json')], inspector)).exit, 0)
    const report = JSON.parse(readFileSync(file('report.json'), 'utf8')) as Report
    assert.deepEqual([report.shifts, report.printed, report.tickets.sale.count], [2, false, 3])
    const sheets = sheetsOf(file('report.xlsx'))
    assert.deepEqual(Object.keys(sheets), ['Report', 'Shifts', 'Paper'])
    // The two were taken one after the other
    const taken = Object.values(sheets)[0]?.find((row) => row[0]?.[1] === 'Time')
    assertSame(sheets, { ...report, time: clockOf(taken?.[1]) })
  })

  await t.test('Kazakh letters are kept, and the paper’s words say whose register it was', async () => {
    const args = ['--lang', 'kk', ...period, '--format', 'xlsx', '--output', file('kk.xlsx')]
    assert.equal((await world.kkm(args, inspector)).exit, 0)
    const sheets = sheetsOf(file('kk.xlsx'))
    assert.deepEqual(Object.keys(sheets), ['Есеп', 'Ауысымдар', 'Қағаз'])
    assert.equal(sheets['Есеп']?.[0]?.[0]?.[1], 'ФИСКАЛДЫҚ ЕСЕП (ТОЛЫҚ)')
    assert.equal(sheets['Есеп']?.find((row) => row[0]?.[1] === 'Оператор-кассирдің коды')?.[2]?.[1], 'Тексеруші Әсел')
    const words = (sheets['Қағаз'] ?? []).flat().map((cell) => cell?.[1] ?? '')
    for (const word of ['«Әлем Сауда» ЖШС', '010102345678', 'SWK00412345'])
      assert.ok(
        words.some((one) => one.includes(word)),
        word,
      )
  })

  await t.test('a short one has no shifts; text is its paper; bytes do not go to --json but as base64', async () => {
    const short = await world.json(['report', 'period', '--format', 'xlsx'], inspector)
    writeFileSync(file('short.xlsx'), Buffer.from(String(short.answer.result?.['base64']), 'base64'))
    assert.deepEqual(Object.keys(sheetsOf(file('short.xlsx'))), ['Report', 'Paper'])
    assert.equal((await world.kkm([...period, '--output', file('report.txt')], inspector)).exit, 0)
    assert.match(readFileSync(file('report.txt'), 'utf8'), /ФИСКАЛДЫҚ ЕСЕП \(ТОЛЫҚ\)[\s\S]*1 234 567,89/u)
    assert.equal((await world.kkm([...period, '--format', 'docx'], inspector)).exit, 2)
    assert.equal((await world.kkm([...period, '--format', 'xlsx', '--output', file('no/no.xlsx')], inspector)).exit, 2)
    assert.ok(!existsSync(file('no')))
  })

  await t.test(
    'a period without shifts keeps what stood through it, as JSON and on paper; today is told as a date',
    async () => {
      const of = async (...args: readonly string[]) =>
        (await world.json(['report', 'period', ...args, '--no-print'], inspector)).answer.result as unknown as Report
      const whole = await of('--from', 'today')
      assert.match(whole.from ?? '', /^\d{4}-\d\d-\d\d$/)
      assert.equal(whole.to, undefined)
      for (const later of [
        await of('--from', '3', '--to', '9'),
        await of('--from', '2099-01-01', '--to', '2099-12-31'),
      ]) {
        assert.deepEqual([later.shifts, later.firstShift, later.lastShift, later.revenue], [0, 0, 0, '0.00'])
        assert.deepEqual([later.startNonNullable, later.nonNullable], [whole.nonNullable, whole.nonNullable])
        assert.deepEqual([later.cash, later.tickets.sale.totalCount], [whole.cash, 3])
      }
      const before = await of('--from', '2020-01-01', '--to', '2020-12-31')
      assert.deepEqual([before.nonNullable.sale, before.cash, before.tickets.sale.totalCount], ['0.00', '0.00', 0])
      const paper = await world.kkm(['report', 'period', '--from', '2099-01-01', '--no-print'], inspector)
      assert.match(paper.out, /2099-01-01 – \.{3}[^]*соңындағы нөлденбейтін[^]*Сату\/Продажа +1 235 088,19/u)
    },
  )

  await t.test('a kept session is not enough, a wrong PIN and a cashier get nothing', async () => {
    assert.equal((await world.kkm(['login'], inspector)).exit, 0)
    const codeOf = async (args: readonly string[], how = {}) => (await world.json(args, how)).answer.error?.code
    assert.equal(await codeOf(['report', 'section', '--shift', '1', '--no-print']), undefined)
    assert.equal(await codeOf(period), 'PIN_NEEDED')
    assert.equal(await codeOf([...period, '--format', 'xlsx', '--output', file('none.xlsx')]), 'PIN_NEEDED')
    assert.equal(await codeOf(period, { user: CASHIER.code }), 'NOT_PERMITTED')
    world.secret('pin-5', '11111')
    assert.equal(await codeOf(period, inspector), 'PIN_WRONG')
    assert.ok(!existsSync(file('none.xlsx')))
  })

  await t.test(
    'who took it, when and of what period is in the accumulator, printed or not; a refusal is not',
    async () => {
      await world.stop()
      const taken = (await recordsOf(world)).filter(({ kind }) => kind === 'summary')
      // That of the file that could not be written too: its figures had left the register
      assert.equal(taken.length, 11)
      for (const record of taken) {
        assert.ok(record.kind === 'summary' && record.summary.type === 'period')
        assert.equal(record.operator.code, INSPECTOR.user)
      }
      const [first] = taken
      assert.ok(first?.kind === 'summary' && first.summary.type === 'period')
      assert.deepEqual([first.summary.asked, first.summary.full], [{ from: '1', to: '9' }, true])
    },
  )

  await t.test('a sum of more digits than a cell has stays as it is', async () => {
    const report = JSON.parse(readFileSync(file('report.json'), 'utf8')) as Report
    writeFileSync(
      file('large.xlsx'),
      await workbookOf({ ...report, cash: '90071992547409.91', revenue: '-9999999999999.99' }, [], 'en'),
    )
    const rows = Object.values(sheetsOf(file('large.xlsx')))[0] ?? []
    const cellOf = (title: string) => rows.find((row) => row[0]?.[1] === title)?.[1]?.slice(0, 2)
    assert.deepEqual(cellOf('Cash at the end of the period'), ['text', '90071992547409.91'])
    assert.deepEqual(cellOf('Revenue of the period'), ['number', '-9999999999999.99'])
  })
})
