/**
 * JSON for records and snapshots. A whole number of any size (money, quantity) is `{"int":"27500"}`: readable by any
 * JSON parser without loss. Members whose value is undefined are left out; the order of members is that of the object.
 */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? { int: String(member) } : member))

const isInt = (value: unknown): value is { int: string } =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  typeof (value as { int?: unknown }).int === 'string'

/** The caller knows what it once wrote there. */
export const fromJson = (text: string): unknown =>
  JSON.parse(text, (_, member: unknown) => (isInt(member) ? BigInt(member.int) : member))
