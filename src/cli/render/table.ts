/** One fact a line: label, value; a row without its value is left out. */
export type Row = readonly [label: string, value: string | number | undefined]

/** Labels in a column of their own width. */
export function table(rows: readonly Row[]): string {
  const told = rows.filter(([, value]) => value !== undefined && value !== '')
  const width = Math.max(0, ...told.map(([label]) => label.length))
  return told.map(([label, value]) => `${label.padEnd(width)}  ${value}\n`).join('')
}

/** The word of a sentence as a label. */
export const label = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const BOLD = ['\u001b[1m', '\u001b[22m'] as const

export const bold = (text: string, colour: boolean): string => (colour ? `${BOLD[0]}${text}${BOLD[1]}` : text)

/** `2026-11-21T10:15:30+05:00` as people write it: `21.11.2026 10:15:30`. */
export function timeText(iso: string | undefined): string | undefined {
  const match = iso === undefined ? null : /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(iso)
  if (match === null) return iso
  const [, year, month, day, clock] = match
  return `${day}.${month}.${year} ${clock}`
}

/** `12055.00` as it stands on paper: `12 055,00`. */
export function moneyText(sum: string | undefined): string | undefined {
  return sum?.replace('.', ',').replace(/\B(?=(\d{3})+(?!\d))(?<!,\d*)/g, ' ')
}
