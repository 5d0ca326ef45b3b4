import { openLevelJournal } from '../../src/accumulator/leveldb-journal.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import type { World } from './world.ts'

/** What lies in the accumulator of a register whose daemon does not run: every record, its links checked. */
export async function recordsOf(world: World): Promise<readonly RegisterRecord[]> {
  const journal = await openLevelJournal(`${world.folder}/state/accumulator`)
  try {
    const records: RegisterRecord[] = []
    for await (const { record } of journal.replay({ fiscal: 0n, events: 0n })) records.push(record)
    return records
  } finally {
    await journal.close()
  }
}

/** Documents by the key of the client that asked for them, with how they ended. */
export function documentsByKey(records: readonly RegisterRecord[]): Map<string, string[]> {
  const keys = new Map<number, string>()
  const ends = new Map<string, string[]>()
  for (const record of records) {
    if (record.kind === 'attempt') keys.set(record.document.documentNumber, record.client.key)
    if (record.kind !== 'outcome') continue
    const key = keys.get(record.documentNumber) ?? ''
    const sign = record.result === 'accepted' ? (record.sign ?? '') : 'refused'
    ends.set(key, [...(ends.get(key) ?? []), `${record.documentNumber} ${sign}`])
  }
  return ends
}
