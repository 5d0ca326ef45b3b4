/**
 * A place in the stream of events: so many records of both chains, and so many events of the record after them. Records
 * are never removed, so a cursor is good for ever, in this run and in any other.
 */
export interface Cursor {
  readonly records: bigint
  readonly events: number
}

/** One record tells fewer events than this. */
export const EVENTS_A_RECORD = 8

/** `e104512`: a growing number. */
export const formatCursor = ({ events, records }: Cursor): string =>
  `e${records * BigInt(EVENTS_A_RECORD) + BigInt(events)}`

/** undefined: not a cursor. */
export function parseCursor(text: string): Cursor | undefined {
  if (!/^e\d{1,18}$/.test(text)) return undefined
  const place = BigInt(text.slice(1))
  const each = BigInt(EVENTS_A_RECORD)
  return { records: place / each, events: Number(place % each) }
}
