import { Refusal } from '../refusal.ts'
import { emptyCounters } from '../report/counters.ts'
import type { Operator, Ticket } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import { without } from '../without.ts'
import { counted } from './evolve-counts.ts'
import type { ClientKey, ReportXMade } from './fiscal-records.ts'
import type { RegisterRecord, Stamped } from './records.ts'
import type { Attempt, State } from './state.ts'

/** As older releases recorded what was practised: receipts alone. */
export interface TrainingReceipt {
  readonly number: number
  readonly client: ClientKey
  readonly ticket: Ticket
  readonly operator: Operator
  readonly time: Instant
}

/** A document or an X report, made as a real one is: of no fiscal chain, unknown to the OFD. */
export type Practised = Attempt | ReportXMade

/** What practice counts by itself: it begins with the first document of the first shift and an empty drawer. */
type Own = Pick<State, 'lastDocumentNumber' | 'lastShift' | 'shift' | 'counters' | 'cashiers'>

export interface Training {
  readonly since: Instant
  readonly by: number
  /** Absent: nothing was practised yet. */
  readonly own?: Own
  /** The last ones, the oldest first: they answer to their key, can be copied and given back. */
  readonly last?: readonly Practised[]
}

const KEPT = 16

/** Of a practised parent, which has no sign. */
export const PRACTISED_SIGN = '0'

/**
 * Practice begins where nothing real is open, so that no paper of a buyer can be a practised one.
 * @throws Refusal TRAINING_NOT_NOW
 */
export function decideTraining(state: State, on: boolean, by: number): readonly RegisterRecord[] {
  if ((state.training !== undefined) === on) return []
  // A service message in flight (the SYSTEM of a self-test after a Z) is of no document
  const isOpen = state.shift !== undefined || state.queue.length > 0 || state.attempt !== undefined
  if (on && (isOpen || state.holds.length > 0)) throw new Refusal('TRAINING_NOT_NOW')
  return [{ kind: 'training', on, by }]
}

/**
 * The register as who practises finds it: the same people, settings and taxpayer, the numbers and sums of practice. What
 * the OFD or a test of the register holds against it does not hinder; the clock, the room and the printer do.
 */
export function practising(state: State): State {
  const own = state.training?.own ?? { lastDocumentNumber: 0, lastShift: 0, counters: emptyCounters(), cashiers: [] }
  const rest = without(state, 'training', 'shift', 'inFlight', 'recovery', 'apart', 'difference', 'offlineSince')
  return { ...rest, ...own, queue: [], blocks: {}, head: '0'.repeat(64) }
}

type TrainingRecord = Extract<RegisterRecord, { kind: 'training' | 'training-receipt' | 'practised' | 'practised-x' }>

/** @throws Error: nobody practises */
export function evolveTraining(state: State, record: TrainingRecord, stamped: Stamped): State {
  if (record.kind === 'training')
    return record.on ? { ...state, training: { since: stamped.time, by: record.by } } : without(state, 'training')
  const { training } = state
  if (!training) throw new Error('practised outside of training')
  // Practice does not go on from what an older release recorded
  if (record.kind === 'training-receipt') return state
  const { kind, ...made } = record
  const last = [...(training.last ?? []), made].slice(-KEPT)
  if (kind === 'practised-x') return { ...state, training: { ...training, last } }
  return { ...state, training: { ...training, last, own: ownAfter(practising(state), record, stamped) } }
}

function ownAfter(before: State, attempt: Attempt, stamped: Stamped): Own {
  const { cashiers, counters, lastShift, shift } = counted(before, attempt, stamped, false)
  const { documentNumber } = attempt.document
  return { lastDocumentNumber: documentNumber, lastShift, counters, cashiers, ...(shift && { shift }) }
}

export const practisedUnder = ({ training }: State, key: string): Practised | undefined =>
  training?.last?.find(({ client }) => client.key === key)

/** By `key:…`, `no:…` or its bare number, as a real one is found. */
export function practisedDocument({ training }: State, ref: string): Attempt | undefined {
  const [, prefix = 'no', value] = /^(?:(key|no):)?(.+)$/.exec(ref) ?? []
  return training?.last?.find(
    (made): made is Attempt =>
      'document' in made && (prefix === 'key' ? made.client.key : String(made.document.documentNumber)) === value,
  )
}

/** What has come back of a practised receipt. */
export function practisedReturns({ training }: State, documentNumber: number): readonly Ticket[] {
  return (training?.last ?? []).flatMap((made) => {
    const ticket = 'document' in made && made.document.type === 'ticket' ? made.document.ticket : undefined
    const parent = ticket?.parent
    return ticket && parent?.sign === PRACTISED_SIGN && parent.documentNumber === documentNumber ? [ticket] : []
  })
}
