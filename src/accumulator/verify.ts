import type { Sealed } from '../fiscal/register/records.ts'
import { advance, BEGINNING, type Place } from './chain.ts'
import { DamageError } from './damage.ts'
import { hashOfTotals, type StoredRecord } from './record.ts'

export interface VerifyOptions {
  /** Where to begin: a place known to be good. Left out: the first record. */
  readonly from?: Place
  /** Canonical text of the running totals after each record, folded by the caller from these very records. */
  readonly totalsOf?: (sealed: Sealed) => string
}

/**
 * Walks both chains in the order of sealing, one record in memory at a time.
 * @param records as {@link mergeChains} or an export gives them
 * @returns the place at their end
 * @throws DamageError at the first fault
 */
export async function verifyJournal(
  records: AsyncIterable<StoredRecord> | Iterable<StoredRecord>,
  { from = BEGINNING, totalsOf }: VerifyOptions = {},
): Promise<Place> {
  let place = from
  for await (const stored of records) {
    place = advance(place, stored)
    if (totalsOf && hashOfTotals(totalsOf(stored.sealed)) !== stored.links.totals) {
      throw new DamageError('totals', 'its running totals do not follow from the documents', stored.sealed)
    }
  }
  return place
}
