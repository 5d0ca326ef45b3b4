import { type Tiyn, tiyn } from '../../../src/fiscal/money.ts'
import { type Direction, countPlacement, countTicket } from '../../../src/fiscal/report/counters.ts'
import type { Counters } from '../../../src/fiscal/report/types.ts'
import type { Ticket } from '../../../src/fiscal/ticket/types.ts'

/** What a shift is made of, as the counters see it. */
export type Deed =
  | { readonly type: 'ticket'; readonly ticket: Ticket; readonly autonomous: boolean }
  | { readonly type: 'placement'; readonly direction: Direction; readonly sum: Tiyn; readonly autonomous: boolean }

export const count = (counters: Counters, deed: Deed): Counters =>
  deed.type === 'ticket'
    ? countTicket(counters, deed.ticket, deed)
    : countPlacement(counters, deed.direction, deed.sum, deed)

export const sold = (ticket: Ticket, autonomous = false): Deed => ({ type: 'ticket', ticket, autonomous })

export const placed = (direction: Direction, sum: bigint, autonomous = false): Deed => ({
  type: 'placement',
  direction,
  sum: tiyn(sum),
  autonomous,
})
