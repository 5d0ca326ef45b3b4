/** How a piece of a row looks. Everything is told by words too: a console may have no colours. */
export type Tone = 'plain' | 'bold' | 'dim' | 'inverse' | 'error' | 'good' | 'qr'

export interface Span {
  readonly text: string
  readonly tone: Tone
}

/** One row of cells. */
export type Row = readonly Span[]

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text: clean(text), tone })
export const row = (text: string, tone: Tone = 'plain'): Row => [span(text, tone)]
export const BLANK: Row = []

/** Characters that a console's font for Kazakh has, one cell each; what it has not is a question mark. */
const CELLS = String.raw`\x20-\x7e\u00a7\u00ab\u00b0\u00b2\u00b3\u00b7\u00bb\u00d7\u00f7\u0401-\u045f\u0492\u0493\u049a\u049b\u04a2\u04a3\u04ae-\u04b1\u04ba\u04bb\u04d8\u04d9\u04e8\u04e9\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2116\u2500\u2502\u2580\u2584\u2588`
/** Nearly all that is shown: looked at in one go. */
const ALL_SHOWABLE = new RegExp(`^[${CELLS}]*$`)
const NOT_SHOWABLE = new RegExp(`[^${CELLS}]`, 'gu')

const SPACES = /[\u00a0\u2009\u202f\t]/g

export const clean = (text: string): string =>
  ALL_SHOWABLE.test(text) ? text : text.replaceAll(SPACES, ' ').normalize('NFC').replaceAll(NOT_SHOWABLE, '?')

/** Cells of a row; every character that is shown has one. */
export const width = (cells: Row): number => cells.reduce((sum, { text }) => sum + text.length, 0)

/** A name that somebody gave, cut with an ellipsis where there is no room; our own words are never cut. */
export const fit = (name: string, cells: number): string => {
  const shown = clean(name)
  return shown.length <= cells ? shown : `${shown.slice(0, Math.max(0, cells - 1))}…`
}

/** Words on as many rows as they need; a word longer than a row is broken. */
export function wrap(text: string, cells: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const word of clean(text)
    .split(/ +/)
    .flatMap((one) => pieces(one, cells))) {
    if (row === '') row = word
    else if (row.length + 1 + word.length <= cells) row += ` ${word}`
    else {
      rows.push(row)
      row = word
    }
  }
  return row === '' ? rows : [...rows, row]
}

const pieces = (word: string, cells: number): string[] =>
  word.length <= cells ? [word] : (word.match(new RegExp(`.{1,${cells}}`, 'gu')) ?? [])

export const wrapped = (text: string, cells: number, tone: Tone = 'plain'): Row[] =>
  wrap(text, cells).map((line) => row(line, tone))

/** Left and right on one row; where they do not fit, the right part has a row of its own. */
export function pair(left: string, right: string, cells: number, tone: Tone = 'plain'): Row[] {
  const [name, value] = [clean(left), clean(right)]
  const gap = cells - name.length - value.length
  if (gap >= 1 || value === '') return [row(name + ' '.repeat(Math.max(0, gap)) + value, tone)]
  return [...wrapped(name, cells, tone), row(value.padStart(cells), tone)]
}

/** A name and a figure; the name gives way. */
export const named = (name: string, figure: string, cells: number, tone: Tone = 'plain'): Row => {
  const room = cells - clean(figure).length - 1
  return row(`${fit(name, room).padEnd(room)} ${clean(figure)}`, tone)
}

export const centred = (text: string, cells: number, tone: Tone = 'plain'): Row => {
  const shown = clean(text)
  return row(' '.repeat(Math.max(0, Math.floor((cells - shown.length) / 2))) + shown, tone)
}

/** What is typed, with a cursor. */
export const field = (label: string, value: string, cells: number, isAt = true): Row[] =>
  isAt ? pair(`${label}:`, `${value}_`, cells, 'bold') : pair(`${label}:`, value, cells)

/** A window on rows that are too many. */
export function windowOn<T>(rows: readonly T[], top: number, height: number): readonly T[] {
  const start = Math.max(0, Math.min(top, rows.length - height))
  return rows.slice(start, start + height)
}

/** A window that holds a place in the list. */
export const around = <T>(rows: readonly T[], at: number, height: number): readonly T[] =>
  windowOn(rows, at - Math.floor(height / 2), height)
