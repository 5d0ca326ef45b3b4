/**
 * JSON for records and snapshots. A whole number of any size (money, quantity) is `{"int":"27500"}`: readable by any
 * JSON parser without loss. Members whose value is undefined are left out; the order of members is that of the object.
 */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? { int: String(member) } : member))

/** The caller knows what it once wrote there. */
export const fromJson = (text: string): unknown => withInts(JSON.parse(text))

/** Every `{"int":"…"}` is its number again, in place: a reviver, asked about every member, takes four times as long. */
function withInts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const members = value as Record<string, unknown>
  const names = Object.keys(members)
  if (names.length === 1 && typeof members['int'] === 'string') return BigInt(members['int'])
  for (const name of names) {
    const member = members[name]
    if (typeof member === 'object' && member !== null) members[name] = withInts(member)
  }
  return members
}
