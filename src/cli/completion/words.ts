/** A command line up to the cursor, as a shell takes it apart. */
export interface Typed {
  /** Words before the one at the cursor, without the program's name. */
  readonly before: readonly string[]
  /** The word at the cursor, unquoted; empty: a new one begins. */
  readonly current: string
  /** A quote is open: what is put in needs none, and bash does not split at `=` and `:`. */
  readonly quoted: boolean
}

const ENDS_COMMAND = new Set([';', '|', '&', '(', '\n'])

/** Splits what stands before the cursor: quotes, backslashes, and a new command behind `;`, `|`, `&`, `(`. */
export function wordsOf(line: string): Typed {
  let words: string[] = []
  let current: string | undefined
  let quote = ''
  for (let index = 0; index < line.length; index += 1) {
    const letter = line[index] ?? ''
    if (quote !== '') {
      if (letter === quote) quote = ''
      else current = (current ?? '') + letter
    } else if (letter === "'" || letter === '"') {
      quote = letter
      current ??= ''
    } else if (letter === '\\') {
      index += 1
      current = (current ?? '') + (line[index] ?? '')
    } else if (ENDS_COMMAND.has(letter)) {
      words = []
      current = undefined
    } else if (letter === ' ' || letter === '\t') {
      if (current !== undefined) words.push(current)
      current = undefined
    } else current = (current ?? '') + letter
  }
  const program = words.findIndex((word) => /(?:^|\/)kkm$/.test(word))
  return { before: words.slice(program + 1), current: current ?? '', quoted: quote !== '' }
}
