import { Refusal } from '../refusal.ts'
import type { Operator, Ticket } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import type { ClientKey, RegisterRecord } from './records.ts'
import type { State } from './state.ts'

/** A receipt that was practised: counted by itself, of no fiscal chain, unknown to the OFD. */
export interface TrainingReceipt {
  readonly number: number
  readonly client: ClientKey
  readonly ticket: Ticket
  readonly operator: Operator
  readonly time: Instant
}

/** So many answer to their key once more. */
const KEPT = 16

export interface Training {
  readonly since: Instant
  readonly by: number
  /** The last ones, the oldest first. */
  readonly receipts: readonly TrainingReceipt[]
}

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

/** @throws Error: nobody practises */
export function evolveTraining(
  training: Training | undefined,
  record: Extract<RegisterRecord, { kind: 'training' | 'training-receipt' }>,
  time: Instant,
): Training | undefined {
  if (record.kind === 'training') return record.on ? { since: time, by: record.by, receipts: [] } : undefined
  if (!training) throw new Error('a practised receipt outside of training')
  return { ...training, receipts: [...training.receipts, record.receipt].slice(-KEPT) }
}
