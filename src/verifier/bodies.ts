/*
 * What counts of the bodies of records, and the members of the text of the totals (docs/record-format.md): plain JSON, a sum
 * is `{"int":"27500"}`.
 */

export interface Int {
  readonly int: string
}
export type Sums = Readonly<Record<Operation, Int>>

/** In the order of the text. */
export const OPERATIONS = ['purchase', 'purchase-return', 'sale', 'sale-return'] as const
export type Operation = (typeof OPERATIONS)[number]
export const PAYMENTS = ['card', 'cash', 'mobile'] as const
export const DIRECTIONS = ['deposit', 'withdrawal'] as const
export type Direction = (typeof DIRECTIONS)[number]

export interface Modified {
  readonly discount?: { readonly sum: Int }
  readonly markup?: { readonly sum: Int }
}

export interface TicketBody extends Modified {
  readonly operation: Operation
  readonly items: readonly (Modified & { readonly section: string; readonly sum: Int; readonly storno?: true })[]
  readonly total: Int
  readonly payments: Readonly<Partial<Record<(typeof PAYMENTS)[number], Int>>>
  readonly change?: Int
  readonly vat: readonly { readonly rate: number; readonly turnover: Int; readonly sum: Int }[]
}

export interface PlacementBody {
  readonly count: number
  readonly offlineCount: number
  readonly sum: Int
  readonly totalCount: number
}

export type DocumentBody =
  | { readonly type: 'ticket'; readonly shift: number; readonly ticket: TicketBody }
  | { readonly type: 'placement'; readonly shift: number; readonly direction: Direction; readonly sum: Int }
  | {
      readonly type: 'close'
      readonly shift: number
      readonly report: {
        readonly cash: Int
        readonly checksum: string
        readonly placements: Readonly<Record<Direction, PlacementBody>>
      }
    }

/** Numbers and sums that somebody else counted before: at a set-up, or taken over from the OFD. */
export interface BaseBody {
  readonly shift: number
  readonly nonNullable: Sums
  readonly ticketTotalCounts: Readonly<Record<Operation, number>>
  readonly placementTotalCounts: Readonly<Record<Direction, number>>
  readonly cash: Int
  /** Whether its shift is open there, with the counters of it. */
  readonly standing?: 'closed' | { readonly counters: TotalsText }
}

export interface CountSumText {
  readonly count: number
  readonly sum: Int
}

export interface TicketsText extends CountSumText {
  readonly changeSum: Int
  readonly discountSum: Int
  readonly markupSum: Int
  readonly offlineCount: number
  readonly payments: Readonly<Record<(typeof PAYMENTS)[number], CountSumText>>
  readonly totalCount: number
}

/** The members of the text. */
export interface TotalsText {
  readonly cash: Int
  readonly discounts: Readonly<Record<Operation, CountSumText>>
  readonly markups: Readonly<Record<Operation, CountSumText>>
  readonly nonNullable: Sums
  readonly operations: Readonly<Record<Operation, CountSumText>>
  readonly placements: Readonly<Record<Direction, PlacementBody>>
  readonly sections: readonly {
    readonly code: string
    readonly operations: Readonly<Record<Operation, CountSumText>>
  }[]
  readonly startNonNullable: Sums
  readonly taxes: readonly {
    readonly operations: Readonly<Record<Operation, { readonly sum: Int; readonly turnover: Int }>>
    readonly rate: number
  }[]
  readonly tickets: Readonly<Record<Operation, TicketsText>>
}

/** What one thread hands to the next. */
export interface TotalsSeen {
  readonly text: string
  /** Number of the open shift. */
  readonly open: number | undefined
}
