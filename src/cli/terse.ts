type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as one cell: a shell takes a line apart at its tabs. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/[\t\n]/g, ' ')
}

/** What stands at `payments.cash`; undefined: nothing. */
function at(value: unknown, path: string): unknown {
  let found = value
  for (const step of path.split('.')) {
    if (Array.isArray(found)) found = found[Number(step)] as unknown
    else if (isMembers(found)) found = found[step]
    else return undefined
  }
  return found
}

/** Every value with its path, in the order of the answer. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]]
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]))
}

/** What the fields are looked up in: the answer itself, or each element of the list in it that they belong to. */
function rowsOf(result: object, fields: readonly string[]): readonly unknown[] {
  const has = (value: unknown): boolean => fields.some((field) => at(value, field) !== undefined)
  if (has(result)) return [result]
  const lists = Object.values(result).filter((member) => Array.isArray(member)) as readonly (readonly unknown[])[]
  return lists.find((list) => list.some(has)) ?? lists.find((list) => list.length === 0) ?? [result]
}

/**
 * An answer for a shell. Without fields a line a value, its path before it; with fields their values alone in one line,
 * apart by tabs, and of a list a line an element. A field that this answer does not have is empty: what was done is done,
 * whatever is asked about it.
 */
export function terseText(result: object, fields: readonly string[]): string {
  if (fields.length === 0)
    return leaves(result)
      .map(([path, value]) => `${path}\t${cell(value)}\n`)
      .join('')
  return rowsOf(result, fields)
    .map((row) => `${fields.map((field) => cell(at(row, field))).join('\t')}\n`)
    .join('')
}
