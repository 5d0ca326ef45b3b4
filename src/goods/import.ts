import { setImmediate } from 'node:timers/promises'
import { delimiterOf, readCsv } from './csv.ts'
import { decodeText } from './encoding.ts'
import { type Plan, Planner } from './plan.ts'
import type { PriceList } from './price-list.ts'
import { type BadRow, type GoodRow, type RowRules, readHeader, readRow } from './rows.ts'

/** Rows read before others get their turn. */
const SLICE = 500

/** What a file or an answer of the OFD would make of the list. */
export interface Reading {
  /** Rows of goods, good and bad. */
  readonly rows: number
  readonly plan: Plan
  /** All that is wrong, in the order of the rows; {@link Plan.bad} included. */
  readonly bad: readonly BadRow[]
}

type Row = GoodRow | { readonly bad: readonly BadRow[] }

/** The file is none: nothing of it can be read. */
export interface Unreadable {
  readonly unreadable: readonly BadRow[]
}

/** What is wrong with the file as a whole, or its rows one by one. */
export function readPriceFile(bytes: Uint8Array, rules: RowRules): Unreadable | { readonly rows: Iterable<Row> } {
  const decoded = decodeText(bytes)
  if (decoded === undefined) return { unreadable: [{ row: 1, problem: 'not-text' }] }
  const { text } = decoded
  const lines = readCsv(text, delimiterOf(text))
  const first = lines.next()
  const header = readHeader(first.done === true ? undefined : first.value)
  if ('bad' in header) return { unreadable: header.bad }
  return {
    rows: {
      *[Symbol.iterator]() {
        for (const line of lines) yield readRow(line, header.header, rules)
      },
    },
  }
}

/**
 * Rows against the list as it is; nothing is changed. Between two slices of rows others have their turn.
 * @param isWhole lines that no row speaks of go
 * @param onRows hears now and then how many rows were read
 */
export async function planImport(
  list: PriceList,
  rows: Iterable<Row>,
  isWhole: boolean,
  onRows: (count: number) => void = () => undefined,
): Promise<Reading> {
  const planner = new Planner()
  for await (const good of list.all()) planner.know(good)
  const bad: BadRow[] = []
  let count = 0
  for (const row of rows) {
    count += 1
    if ('bad' in row) bad.push(...row.bad)
    else planner.take(row)
    if (count % SLICE === 0) {
      onRows(count)
      await setImmediate()
    }
  }
  const plan = planner.finish(isWhole)
  return { rows: count, plan, bad: [...bad, ...plan.bad].sort((a, b) => a.row - b.row) }
}
