// What a document costs as the day grows: the 5,000th sale of a shift against the 50th, and an X report at its end. Two
// registers sell in turn, one late in its shift and one early, so that whatever else the machine does meets both alike.
// The accumulators are the real ones on a real disk, the OFD answers at once, the printer takes every paper at once.
//   node --import tsx tools/bench-growth.ts [SALES]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { figuresOf } from '../src/daemon/shifts.ts'
import { reportLines } from '../src/fiscal/documents/report.ts'
import { reportX } from '../src/fiscal/register/decide-report.ts'
import { conditionsOf, registrationOf } from '../src/fiscal/register/message.ts'
import { circumstances, operator, Till } from './till.ts'

const SALES = Number(process.argv[2] ?? 5000)
/** Sales on either side of the one that is looked at: one alone says little. */
const AROUND = 45
const REPORTS = 9
const AIM_GROWTH = 1.2
const AIM_X = 50

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function measured<T>(work: () => T | Promise<T>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Milliseconds for an X of the open shift: its figures as lines, and with its records and the OFD. */
async function reports({ register }: Till): Promise<{ readonly lines: number; readonly whole: number }> {
  const { state } = register
  const registration = registrationOf(state)
  const letterhead = { registration, conditions: conditionsOf(state, circumstances()) }
  const facts = { letterhead, operator, autonomous: false, copy: false, language: 'kk+ru' } as const
  const lines: number[] = []
  const told: number[] = []
  for (let n = 0; n < REPORTS; n++) {
    const client = { key: `x-${n}`, content: 'x' }
    lines.push(await measured(() => reportLines(reportX(state, circumstances()), facts)))
    told.push(await measured(() => register.dispatch({ type: 'report-x', client, operator })))
  }
  return { lines: median(lines), whole: median(lines) + median(told) }
}

async function main(folder: string): Promise<boolean> {
  const old = await Till.open(join(folder, 'old'))
  const young = await Till.open(join(folder, 'young'))
  for (let n = AROUND; n < SALES; n++) await old.sell()
  for (let n = AROUND; n < 50; n++) await young.sell()
  const early: number[] = []
  const late: number[] = []
  for (let n = 0; n < 2 * AROUND; n++) {
    early.push(await measured(() => young.sell()))
    late.push(await measured(() => old.sell()))
  }
  const x = await reports(old)
  const cashiers = await measured(() => figuresOf(old.journal, old.register.state, undefined))
  await Promise.all([old.journal.close(), young.journal.close()])
  const growth = median(late) / median(early)
  const row = (what: string, figure: string) => console.log(`${what.padEnd(56)}${figure}`)
  row(`sale around the 50th, median of ${2 * AROUND}`, `${median(early).toFixed(2)} ms`)
  row(`sale around the ${SALES}th, median of ${2 * AROUND}`, `${median(late).toFixed(2)} ms`)
  row('growth', `${growth.toFixed(2)} (aim: at most ${AIM_GROWTH})`)
  row(`X at ${SALES} receipts: computed and laid out`, `${x.lines.toFixed(2)} ms`)
  row(`X at ${SALES} receipts: with its records and the OFD`, `${x.whole.toFixed(2)} ms (aim: under ${AIM_X})`)
  row(`by cashiers at ${SALES} receipts`, `${cashiers.toFixed(2)} ms`)
  return growth <= AIM_GROWTH && x.whole < AIM_X
}

const folder = mkdtempSync(join(tmpdir(), 'kkm-growth-'))
try {
  process.exitCode = (await main(folder)) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
