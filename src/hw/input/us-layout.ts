/** Characters of a keyboard of the US layout, plain and with Shift, by the kernel's codes: scanners type as one. */
const ROWS: readonly (readonly [first: number, plain: string, shifted: string])[] = [
  [2, '1234567890-=', '!@#$%^&*()_+'],
  [16, 'qwertyuiop[]', 'QWERTYUIOP{}'],
  [30, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [43, '\\zxcvbnm,./', '|ZXCVBNM<>?'],
  [57, ' ', ' '],
  [71, '789-456+1230.', '789-456+1230.'],
  [55, '*', '*'],
  [98, '/', '/'],
]

const characters = (which: 1 | 2): ReadonlyMap<number, string> =>
  new Map(
    ROWS.flatMap((row) => Array.from(row[which], (character, index): [number, string] => [row[0] + index, character])),
  )

export const PLAIN = characters(1)
export const SHIFTED = characters(2)
