const ESC = '\u001B'

/**
 * Cells of a painted text: what the screen shows has one for each character (`clean` of draw/rows.ts sees to that), its
 * looks, `ESC [ … m`, have none. In the bundle it stands for the package `string-width` (tools/bundles.ts), which Ink
 * asks about every row of every drawing and which looks for emoji in every Kazakh word: a third of the time of a key.
 */
export function cells(text: string): number {
  const [first = '', ...painted] = text.split(ESC)
  return painted.reduce((sum, part) => sum + part.length - part.indexOf('m') - 1, first.length)
}
