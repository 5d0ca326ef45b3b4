import { type Tiyn, tiyn } from '../money.ts'
import type { OwnFigures } from '../report/reconcile.ts'
import { OPERATIONS } from '../ticket/types.ts'
import type { Answer } from '../wire/dialect.ts'
import type { Elsewhere } from './fiscal-records.ts'
import type { State } from './state.ts'

const DIRECTIONS = ['deposit', 'withdrawal'] as const

const each = <K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>

const less = (ours: Tiyn, theirs: Tiyn | undefined): Tiyn => tiyn(ours - (theirs ?? 0n))

/**
 * What the register has counted and its new operator has not: sums and counts of a register are for its life, those of an
 * operator begin when it takes the register over.
 * @param theirs its report in the answer to INFO; absent: it has counted nothing
 */
export function elsewhereOf({ counters, lastShift }: State, theirs: Answer['report']): Elsewhere {
  const { cash, nonNullable, placements, tickets } = counters
  return {
    shift: lastShift,
    cash: less(cash, theirs?.cash),
    nonNullable: each(OPERATIONS, (one) => less(nonNullable[one], theirs?.nonNullable[one])),
    ticketTotalCounts: each(OPERATIONS, (one) => tickets[one].totalCount - (theirs?.ticketTotalCounts[one] ?? 0)),
    placementTotalCounts: each(
      DIRECTIONS,
      (one) => placements[one].totalCount - (theirs?.placementTotalCounts[one] ?? 0),
    ),
  }
}

/** Our figures as the present operator should have them. Of a shift that was closed before it came it knows nothing. */
export function knownHere(own: OwnFigures, elsewhere: Elsewhere | undefined): OwnFigures {
  if (!elsewhere) return own
  const { cash, nonNullable, placements, tickets } = own.counters
  return {
    open: own.open,
    shift: own.shift > elsewhere.shift ? own.shift : 0,
    counters: {
      cash: less(cash, elsewhere.cash),
      nonNullable: each(OPERATIONS, (one) => less(nonNullable[one], elsewhere.nonNullable[one])),
      tickets: each(OPERATIONS, (one) => ({
        ...tickets[one],
        totalCount: tickets[one].totalCount - elsewhere.ticketTotalCounts[one],
      })),
      placements: each(DIRECTIONS, (one) => ({
        ...placements[one],
        totalCount: placements[one].totalCount - elsewhere.placementTotalCounts[one],
      })),
    },
  }
}
