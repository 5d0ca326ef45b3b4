import type { Chain } from '../../fiscal/register/records.ts'
import { advance, BEGINNING, type Place } from '../chain.ts'
import { DamageError } from '../damage.ts'
import type { Head } from '../journal.ts'
import type { StoredRecord } from '../record.ts'
import { BrokenDatabase, type Gaps, mirrored } from './sources.ts'

/** What a salvage came to. */
export interface Salvaged {
  /** Behind the last record that could be had. */
  readonly place: Place
  /** The last sequence of each chain that anything tells of: more than {@link place} has is lost. */
  readonly known: Readonly<Record<Chain, bigint>>
  /** False: the end of the mirror is broken, and the database ends before. What came last is unknown. */
  readonly isEndKnown: boolean
  /** The mirror is whole and holds all of it. */
  readonly isMirrorWhole: boolean
}

/** Something is missing, or may be: nobody can tell. */
export const isLoss = ({ isEndKnown, known, place: { heads } }: Salvaged): boolean =>
  !isEndKnown || known.fiscal > heads.fiscal.sequence || known.events > heads.events.sequence

const CHAINS: readonly Chain[] = ['fiscal', 'events']

/**
 * All records from the first on, as far as mirror or database have the next one: a chain without a gap, every link and
 * signature checked. The mirror is read once and in order; what is broken there is taken from the database.
 * @param directory the database; undefined: it is left alone, since LevelDB does not survive it
 * @param take gets each record in the order of sealing
 */
export async function salvage(
  { directory, mirror }: { readonly directory: string | undefined; readonly mirror: string },
  take: (stored: StoredRecord) => Promise<void> | void,
): Promise<Salvaged> {
  const gaps: Gaps = { found: undefined, isEndBroken: false }
  const database = await BrokenDatabase.open(directory)
  const known = { fiscal: await database.last('fiscal'), events: await database.last('events') }
  const ofDatabase = { ...known }
  let ofMirror = BEGINNING.heads
  let place = BEGINNING
  let isMirrorWhole = true
  const accept = async (stored: StoredRecord | undefined): Promise<boolean> => {
    const next = stored && following(place, stored)
    if (!next) return false
    await take(stored)
    place = next
    return true
  }
  const fromDatabase = async (): Promise<boolean> => {
    for (const chain of CHAINS)
      if (await accept(await database.record(chain, place.heads[chain].sequence + 1n))) {
        isMirrorWhole = false
        return true
      }
    return false
  }
  try {
    for await (const stored of mirrored(mirror, gaps)) {
      const { chain, sequence } = stored.sealed
      if (sequence > known[chain]) known[chain] = sequence
      while (!isBehind(place.heads, stored) && !(await accept(stored))) if (!(await fromDatabase())) break
    }
    ofMirror = place.heads
    while (await fromDatabase()) continue
  } finally {
    await database.close()
  }
  const isReached = CHAINS.every((chain) => ofDatabase[chain] >= ofMirror[chain].sequence)
  return {
    place,
    known,
    isEndKnown: !gaps.isEndBroken || isReached,
    isMirrorWhole: isMirrorWhole && gaps.found === undefined,
  }
}

const isBehind = (heads: Readonly<Record<Chain, Head>>, { sealed }: StoredRecord): boolean =>
  sealed.sequence <= heads[sealed.chain].sequence

/** The place after the record; undefined when it is not the one that was sealed next. */
function following(place: Place, stored: StoredRecord): Place | undefined {
  try {
    return advance(place, stored)
  } catch (error) {
    if (error instanceof DamageError) return undefined
    throw error
  }
}
