import type { Counters } from './types.ts'
import { OPERATIONS } from '../ticket/types.ts'
import type { Answer } from '../wire/dialect.ts'

/** One figure that the OFD and this register do not agree on. Sums in tiyn, counts as they are. */
export interface Difference {
  readonly field: DifferenceField
  readonly ours: bigint
  readonly theirs: bigint
}

/** What is compared, by name: `nonNullable.sale`, `tickets.purchase`, `placements.deposit`, `cash`, `shift`, `shiftOpen`. */
export type DifferenceField =
  | 'shift'
  | 'shiftOpen'
  | 'cash'
  | `nonNullable.${(typeof OPERATIONS)[number]}`
  | `tickets.${(typeof OPERATIONS)[number]}`
  | `placements.${'deposit' | 'withdrawal'}`

/** Our side: the counters of the moment, and the shift that they are of. */
export interface OwnFigures {
  readonly counters: Pick<Counters, 'nonNullable' | 'tickets' | 'placements' | 'cash'>
  /** Of the open shift, else of the last one; 0: there never was one. */
  readonly shift: number
  readonly open: boolean
}

/** Only these are sums; everything else is a number. */
export const isSum = (field: DifferenceField): boolean => field === 'cash' || field.startsWith('nonNullable.')

/**
 * What the OFD's X or Z says against our own counters: shift, non-nullable sums, life-long counts of tickets and
 * placements, cash (protocol §4, §8). Never taken over; an empty list is agreement. Asked only while no document is
 * under way, since the OFD may have counted one that we have not.
 */
export function reconcile(own: OwnFigures, theirs: NonNullable<Answer['report']>): readonly Difference[] {
  const { cash, nonNullable, placements, tickets } = own.counters
  const pairs: readonly (readonly [DifferenceField, bigint, bigint])[] = [
    ['shift', BigInt(own.shift), BigInt(theirs.shift)],
    ['shiftOpen', own.open ? 1n : 0n, theirs.type === 'x' ? 1n : 0n],
    ...OPERATIONS.map(
      (operation) => [`nonNullable.${operation}`, nonNullable[operation], theirs.nonNullable[operation]] as const,
    ),
    ...OPERATIONS.map(
      (operation) =>
        [
          `tickets.${operation}`,
          BigInt(tickets[operation].totalCount),
          BigInt(theirs.ticketTotalCounts[operation]),
        ] as const,
    ),
    ...(['deposit', 'withdrawal'] as const).map(
      (direction) =>
        [
          `placements.${direction}`,
          BigInt(placements[direction].totalCount),
          BigInt(theirs.placementTotalCounts[direction]),
        ] as const,
    ),
    ['cash', cash, theirs.cash],
  ]
  return pairs.flatMap(([field, ours, other]) => (ours === other ? [] : [{ field, ours, theirs: other }]))
}
