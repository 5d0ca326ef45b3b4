import { Refusal } from '../refusal.ts'
import { zxReport } from '../report/zx.ts'
import type { ZxReport } from '../report/types.ts'
import type { Operator } from '../ticket/types.ts'
import { reportThere } from './apart.ts'
import type { Circumstances } from './blocks.ts'
import { documentTime } from './clock.ts'
import type { Decision } from './decide.ts'
import { checksumOf } from './checksum.ts'
import { conditionsOf, newRequest, registrationOf, wireContext } from './message.ts'
import type { ClientKey } from './fiscal-records.ts'
import type { State } from './state.ts'

/** The X report of now, from our own counters (protocol §8). */
export function reportX(state: State, circumstances: Circumstances): ZxReport {
  const { shift } = state
  if (!shift) throw new Refusal('SHIFT_NOT_OPEN')
  return zxReport(state.counters, {
    type: 'x',
    time: documentTime(state, circumstances.now),
    shift: shift.number,
    openTime: shift.openedAt,
    checksum: checksumOf(state),
  })
}

/** X has no number and never waits in a queue: what is printed is ours, all of it; the OFD's answer is kept as evidence. */
export function decideReportX(
  state: State,
  event: { readonly client: ClientKey; readonly operator: Operator },
  circumstances: Circumstances,
): Decision {
  if (state.training) throw new Refusal('TRAINING')
  const registration = registrationOf(state)
  const conditions = conditionsOf(state, circumstances)
  const report = reportX(state, circumstances)
  const letterhead = { registration, conditions }
  const x = { report, letterhead, client: event.client, operator: event.operator }
  // X is asked online only and never waits in the queue (durability, whose X and Z).
  if (state.inFlight || state.queue.length > 0) return { records: [{ kind: 'request', x }], effects: [] }
  const there = { command: 'report', report: reportThere(report, state.apart) } as const
  const inFlight = newRequest(state, there, wireContext(registration, conditions), conditions)
  return { records: [{ kind: 'request', inFlight, x }], effects: [{ type: 'exchange', inFlight }] }
}
