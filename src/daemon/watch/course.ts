import type { Journal } from '../../accumulator/journal.ts'
import { factsOf } from '../../fiscal/register/facts.ts'
import type { Sealed } from '../../fiscal/register/records.ts'
import type { Course } from './happened.ts'

/** @param count the place: so many records of both chains lie before it, and all of them exist */
export async function* recordsAfter(journal: Journal, count: bigint): AsyncGenerator<Sealed, void> {
  const heads = await journal.headsAfter(count)
  if (!heads) throw new Error(`there are no ${count} records`)
  yield* journal.replay(heads)
}

/**
 * What held at a place, from records alone: the queue's length is today's less what came since, the shift stands in the
 * header of the last record that tells.
 * @param now length of the queue after `until` records
 */
export async function courseAt(
  journal: Journal,
  count: bigint,
  now: { readonly queue: number; readonly until: bigint },
): Promise<Course> {
  const shift = await openShiftAt(journal, count)
  return { queue: now.queue - (await queuedBetween(journal, count, now.until)), ...(shift > 0 && { shift }) }
}

async function queuedBetween(journal: Journal, from: bigint, until: bigint): Promise<number> {
  let [queued, place] = [0, from]
  if (from >= until) return queued
  for await (const { record } of recordsAfter(journal, from)) {
    if (record.kind === 'outcome' && record.result === 'autonomous') queued += 1
    else if (record.kind === 'delivered' || record.kind === 'withdrawn') queued -= 1
    place += 1n
    if (place === until) break
  }
  return queued
}

/** Number of the shift that is open after so many records; 0: none. A document's own records do not tell until it counts. */
async function openShiftAt(journal: Journal, count: bigint): Promise<number> {
  for (let place = count; place > 0n; place--) {
    const sealed = await recordAt(journal, place)
    const { record, shift, documentNumber } = sealed
    if (record.kind === 'attempt' || (record.kind === 'outcome' && record.result === 'refused')) continue
    if (record.kind !== 'outcome') return shift
    const isClose = factsOf(await journal.document(documentNumber))?.attempt.document.type === 'close'
    return isClose ? 0 : shift
  }
  return 0
}

/** The record that was sealed at this place, counted from 1 over both chains. */
async function recordAt(journal: Journal, place: bigint): Promise<Sealed> {
  const [before, after] = [await journal.headsAfter(place - 1n), await journal.headsAfter(place)]
  if (!before || !after) throw new Error(`there is no record ${place}`)
  const chain = after.fiscal > before.fiscal ? 'fiscal' : 'events'
  const sealed = await journal.bySequence(chain, after[chain])
  if (!sealed) throw new Error(`${chain} record ${after[chain]} is not there`)
  return sealed
}
