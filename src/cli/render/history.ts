import type { ReceiptList, ReportList } from '../../api/results.ts'
import { HISTORY_WORDS } from '../../locale/report-words.ts'
import type { Language } from '../../locale/text.ts'
import { OPERATION_WORDS, WORDS } from '../../locale/words.ts'
import { moneyText, timeText } from './table.ts'

/** Columns of their own width; sums stand at the right of theirs. */
function columns(rows: readonly (readonly string[])[], right: readonly number[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const cell = (text: string, at: number) =>
    right.includes(at) ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('')
}

const more = (cursor: string | undefined, language: Language): string =>
  cursor === undefined ? '' : `${HISTORY_WORDS.more[language]}: --cursor ${cursor}\n`

export function receiptsText({ cursor, receipts }: ReceiptList, language: Language): string {
  if (receipts.length === 0) return `${HISTORY_WORDS.empty[language]}\n`
  const rows = receipts.map(({ document, documentNumber, fiscalSign, operator, shift, time, total }) => [
    timeText(time) ?? '',
    `no:${documentNumber}`,
    `${WORDS.shift[language]} ${shift}`,
    OPERATION_WORDS[document][language],
    moneyText(total) ?? '',
    fiscalSign,
    `${operator.code} ${operator.name}`,
  ])
  return columns(rows, [4]) + more(cursor, language)
}

export function reportsText({ cursor, reports }: ReportList, language: Language): string {
  if (reports.length === 0) return `${HISTORY_WORDS.empty[language]}\n`
  const rows = reports.map(({ documentNumber, operator, report, revenue, shift, time }) => [
    timeText(time) ?? '',
    HISTORY_WORDS[report][language],
    `${WORDS.shift[language]} ${shift}`,
    documentNumber === undefined ? '' : `no:${documentNumber}`,
    moneyText(revenue) ?? '',
    `${operator.code} ${operator.name}`,
  ])
  return columns(rows, [4]) + more(cursor, language)
}
