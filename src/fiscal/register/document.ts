import type { Tiyn } from '../money.ts'
import type { CashierTotals } from '../report/cashiers.ts'
import type { ZxReport } from '../report/types.ts'
import type { Operator, Ticket } from '../ticket/types.ts'
import type { Instant } from '../time.ts'

/** What all documents of a shift share. Times are those of the document's making (wire: date_time). */
interface DocumentHead {
  /** One sequence for life over tickets, placements and Z (protocol §6). */
  readonly documentNumber: number
  readonly shift: number
  readonly time: Instant
  readonly operator: Operator
  /** What its shift opened or closed with, where that is little: for how many shifts there is room (R208N-36.2). */
  readonly shiftsLeft?: number
}

export interface TicketDocument extends DocumentHead {
  readonly type: 'ticket'
  /** Of the shift's tickets, from 1; on the paper and the wire (shift_document_number). */
  readonly number: number
  readonly ticket: Ticket
}

export interface PlacementDocument extends DocumentHead {
  readonly type: 'placement'
  /** Of the shift's placements, from 1. */
  readonly number: number
  readonly direction: 'deposit' | 'withdrawal'
  readonly sum: Tiyn
  /** Cash in the drawer after it. */
  readonly cash: Tiyn
}

export interface ShiftCloseDocument extends DocumentHead {
  readonly type: 'close'
  /** The Z report's number: that of its shift. */
  readonly number: number
  /** All cash taken out as the shift closes (protocol §8.6). */
  readonly withdraw: boolean
  readonly withdrawn: Tiyn
  readonly report: ZxReport
  /** The shift's cashiers, this close's own withdrawal included. */
  readonly cashiers?: readonly CashierTotals[]
}

export type FiscalDocument = TicketDocument | PlacementDocument | ShiftCloseDocument

/** Its paper, unless nobody asked for it. */
export const printed = (documentNumber: number, electronic: true | undefined) =>
  electronic ? [] : [{ type: 'print', documentNumber } as const]
