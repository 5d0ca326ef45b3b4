import { without } from '../without.ts'
import { levelled, openedThere, withApart } from './apart.ts'
import type { FiscalDocument } from './document.ts'
import type { FiscalRecord, InFlight } from './fiscal-records.ts'
import type { Queued, State } from './state.ts'

/** The head has a message, its first or the same refreshed. */
export const encoded = (entry: Queued, inFlight: InFlight): Queued => ({
  ...entry,
  inFlight,
  triples: (entry.triples ?? 0) + (entry.inFlight ? 0 : 1),
})

/** The last one to leave ends the autonomous time. */
function leftQueue(state: State, documentNumber: number): State {
  const queue = state.queue.filter((entry) => entry.documentNumber !== documentNumber)
  return queue.length > 0 ? { ...state, queue } : { ...without(state, 'offlineSince'), queue }
}

/** The cash that a closing took out of the drawer. */
export const emptiedBy = (document: FiscalDocument): Pick<Queued, 'emptied'> =>
  document.type === 'close' && document.withdraw ? { emptied: document.withdrawn } : {}

/** The OFD has one document more: what it counts without those that lie apart begins with it, or is levelled by it. */
export function withArrived<S extends Pick<State, 'apart'>>(
  state: S,
  arrived: Pick<Queued, 'time' | 'emptied'> | undefined,
): S {
  if (!state.apart || !arrived) return state
  const { emptied, time } = arrived
  const apart = emptied === undefined ? openedThere(state.apart, time) : levelled(state.apart, emptied)
  return { ...state, apart }
}

const entryOf = ({ queue }: State, documentNumber: number): Queued | undefined =>
  queue.find((entry) => entry.documentNumber === documentNumber)

/** The OFD has the head. */
export const delivered = (
  state: State,
  { answer, documentNumber }: Extract<FiscalRecord, { kind: 'delivered' }>,
): State => ({
  ...leftQueue(withArrived(state, entryOf(state, documentNumber)), documentNumber),
  token: answer.token,
})

/** Two people took it out: it never arrives. */
export function takenOut(
  state: State,
  { document, documentNumber }: Extract<FiscalRecord, { kind: 'withdrawn' }>,
): State {
  const opens = entryOf(state, documentNumber)?.opens ?? false
  return {
    ...leftQueue(state, documentNumber),
    ...(document && { apart: withApart(state.apart, document, opens) }),
  }
}
