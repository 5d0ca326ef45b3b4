import { type Row, span } from './rows.ts'

/** Digits of three by five cells, in cells of the other colour: no font has to have them. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  '0': ['###', '# #', '# #', '# #', '###'],
  '1': [' # ', '## ', ' # ', ' # ', '###'],
  '2': ['###', '  #', '###', '#  ', '###'],
  '3': ['###', '  #', ' ##', '  #', '###'],
  '4': ['# #', '# #', '###', '  #', '  #'],
  '5': ['###', '#  ', '###', '  #', '###'],
  '6': ['###', '#  ', '###', '# #', '###'],
  '7': ['###', '  #', ' # ', ' # ', ' # '],
  '8': ['###', '# #', '###', '# #', '###'],
  '9': ['###', '# #', '###', '  #', '###'],
  ' ': [' ', ' ', ' ', ' ', ' '],
  ',': [' ', ' ', ' ', ' ', '#'],
  '-': ['   ', '   ', '###', '   ', '   '],
}

export const FIGURE_HEIGHT = 5

const cellsOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (SHAPES[letter]?.[0]?.length ?? 0) + 1, -1)

/** One row of a shape as spans of blanks, some of them of the other colour. */
function strokes(pattern: string, indent: number): Row {
  const spans = [...pattern.matchAll(/#+| +/g)].map(([run]) =>
    span(' '.repeat(run.length), run[0] === '#' ? 'inverse' : 'plain'),
  )
  return [span(' '.repeat(indent)), ...spans]
}

/**
 * A sum in large figures, in the middle of so many cells.
 * @returns undefined where it does not fit
 */
export function figures(text: string, cells: number): readonly Row[] | undefined {
  const letters = Array.from(text)
  const length = cellsOf(text)
  if (length > cells || letters.some((letter) => SHAPES[letter] === undefined)) return undefined
  const indent = Math.floor((cells - length) / 2)
  return Array.from({ length: FIGURE_HEIGHT }, (_, line) =>
    strokes(letters.map((letter) => SHAPES[letter]?.[line] ?? '').join(' '), indent),
  )
}
