/** Options before the command that take a value, with their names for `globalsOf`: needed to know where the command begins. */
export const GLOBAL_VALUES: ReadonlyMap<string, string> = new Map([
  ['--lang', 'lang'],
  ['--socket', 'socket'],
  ['--user', 'user'],
  ['--pin-file', 'pinFile'],
  ['--timeout', 'timeout'],
  ['--fields', 'fields'],
  ['-f', 'fields'],
])

/** Where the command stands behind the global options; past the end when there is none. */
export function commandIndex(argv: readonly string[]): number {
  let index = 0
  while (argv[index]?.startsWith('-') === true) index += GLOBAL_VALUES.has(argv[index] ?? '') ? 2 : 1
  return index
}

/** `--json` and `--lang` count even when the rest of the line is wrong. */
export function scan(argv: readonly string[]): { readonly json: boolean; readonly lang?: string } {
  let json = false
  let lang: string | undefined
  for (let index = 0; argv[index]?.startsWith('-') === true; index += 1) {
    const word = argv[index] ?? ''
    if (word === '--json') json = true
    if (word.startsWith('--lang=')) lang = word.slice('--lang='.length)
    if (word === '--lang') lang = argv[index + 1]
    if (GLOBAL_VALUES.has(word)) index += 1
  }
  return { json, ...(lang !== undefined && { lang }) }
}
