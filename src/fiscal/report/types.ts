import type { Tiyn } from '../money.ts'
import type { Operation, PaymentType, VatRate } from '../ticket/types.ts'
import type { Instant } from '../time.ts'

export interface CountSum {
  readonly count: number
  readonly sum: Tiyn
}

export type PerOperation<T> = Readonly<Record<Operation, T>>

export interface TaxTurnover {
  /** With VAT. */
  readonly turnover: Tiyn
  readonly sum: Tiyn
}

export interface TicketTotals {
  readonly totalCount: number
  readonly count: number
  readonly sum: Tiyn
  readonly payments: Readonly<Record<PaymentType, CountSum>>
  readonly offlineCount: number
  readonly discountSum: Tiyn
  readonly markupSum: Tiyn
  readonly changeSum: Tiyn
}

export interface PlacementTotals {
  readonly totalCount: number
  readonly count: number
  readonly sum: Tiyn
  readonly offlineCount: number
}

/** Everything that grows with documents; the sums of an X or Z report come from here (protocol §8). JSON-safe but for bigint. */
export interface Counters {
  /** Over the register's life. */
  readonly nonNullable: PerOperation<Tiyn>
  readonly cash: Tiyn
  /** Of the open shift; lists keep the order of first use. */
  readonly startNonNullable: PerOperation<Tiyn>
  readonly sections: readonly { readonly code: string; readonly operations: PerOperation<CountSum> }[]
  readonly operations: PerOperation<CountSum>
  readonly discounts: PerOperation<CountSum>
  readonly markups: PerOperation<CountSum>
  readonly taxes: readonly { readonly rate: Exclude<VatRate, 'none'>; readonly operations: PerOperation<TaxTurnover> }[]
  /** totalCount counts over the life, the rest in this shift. */
  readonly tickets: PerOperation<TicketTotals>
  readonly placements: Readonly<Record<'deposit' | 'withdrawal', PlacementTotals>>
}

/** An X or Z report (wire: ZXReport). */
export interface ZxReport extends Counters {
  readonly type: 'x' | 'z'
  readonly time: Instant
  readonly shift: number
  /** `operations` less discounts plus markups, per operation. */
  readonly totalResult: PerOperation<CountSum>
  /** Signed: sales and purchase returns less sale returns and purchases, this shift. */
  readonly revenue: Tiyn
  readonly openTime: Instant
  readonly closeTime?: Instant
  /** The accumulator's head before this report: 16 characters of base 32 (durability, anchors outside). */
  readonly checksum: string
}
