import { countCashier } from '../report/cashiers.ts'
import { closeShift, countPlacement, countTicket, openShift } from '../report/counters.ts'
import type { Counters } from '../report/types.ts'
import { instant } from '../time.ts'
import { without } from '../without.ts'
import type { FiscalDocument } from './document.ts'
import type { Stamped } from './records.ts'
import type { Attempt, OpenShift, State } from './state.ts'

/** The document counts from here: totals, and the shift that it opens or closes (durability, B2). */
export function counted(state: Omit<State, 'attempt'>, attempt: Attempt, stamped: Stamped, autonomous: boolean): State {
  const { document } = attempt
  if (document.type === 'close')
    return {
      ...without(state, 'shift'),
      lastShift: document.shift,
      counters: closeShift(state.counters, document.report),
      cashiers: [],
    }
  const opened = state.shift ?? newShift(attempt, stamped)
  const counters = state.shift ? state.counters : openShift(state.counters)
  return {
    ...state,
    lastShift: opened.number,
    shift: {
      ...opened,
      tickets: opened.tickets + (document.type === 'ticket' ? 1 : 0),
      placements: opened.placements + (document.type === 'placement' ? 1 : 0),
    },
    counters: countDocument(counters, document, autonomous),
    cashiers: countCashier(state.shift ? state.cashiers : [], document),
  }
}

const newShift = ({ document, letterhead }: Attempt, { time }: Stamped): OpenShift => ({
  number: document.shift,
  // A clock that was set back in between does not open the shift before its first document.
  openedAt: instant(Math.max(time, document.time)),
  tickets: 0,
  placements: 0,
  conditions: letterhead.conditions,
})

/** What one ticket or placement adds; also used to see, before it is made, that no counter passes its range. */
export function countDocument(
  counters: Counters,
  document: Exclude<FiscalDocument, { type: 'close' }>,
  autonomous: boolean,
): Counters {
  return document.type === 'ticket'
    ? countTicket(counters, document.ticket, { autonomous })
    : countPlacement(counters, document.direction, document.sum, { autonomous })
}
