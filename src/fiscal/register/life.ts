import type { LifeFacts, LifeTotals } from '../documents/registration.ts'
import { Refusal } from '../refusal.ts'
import { ResultCode } from '../results.ts'
import type { Operator } from '../ticket/types.ts'
import type { Answer } from '../wire/dialect.ts'
import type { Circumstances } from './blocks.ts'
import type { Decision } from './decide.ts'
import type { AnswerReceived } from './decide-answer.ts'
import { checksumOf } from './checksum.ts'
import { elsewhereOf } from './elsewhere.ts'
import { conditionsOf, newRequest, registrationOf, wireContext } from './message.ts'
import type { BlockCode } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { Registration } from './registration.ts'
import type { State } from './state.ts'
import { answerDetails, verdictOf } from './verdict.ts'

/** What is to change of the registration; a token comes with a new ID, and may come without one. */
export interface RegistrationChange extends Partial<Omit<Registration, 'serialNumber' | 'taxationType'>> {
  readonly token?: number
}

/** The blocks that a registration which the OFD took leaves behind. */
const LEFT_BEHIND: readonly BlockCode[] = ['UNKNOWN_ID', 'TOKEN_INVALID', 'PROTOCOL_ERROR', 'REQUEST_NUMBER']

/**
 * The registration changes between shifts, with nothing on its way (R1326-35.1, R208N-30). Identity and token are asked
 * of the OFD before the old ones are given up; what else changes needs nobody's leave.
 * @throws Refusal NOT_SET_UP, DEREGISTERED, SHIFT_OPEN, SETUP_INCOMPLETE
 */
export function decideChange(
  state: State,
  { change, operator }: { readonly change: RegistrationChange; readonly operator: Operator },
  circumstances: Circumstances,
): Decision {
  const before = registrationOf(state)
  assertBetweenShifts(state)
  const { token, ...fields } = change
  const registration: Registration = { ...before, ...fields }
  const identity = registration.kkmId !== before.kkmId
  if (identity && token === undefined) throw new Refusal('SETUP_INCOMPLETE', { missing: '--token-file' })
  if (!identity && token === undefined && registration.regNumber === before.regNumber)
    return { records: [{ kind: 'registration', registration, operator }], effects: [] }
  const conditions = conditionsOf(state, circumstances)
  // The same words again make the same bytes: a lost answer does no harm.
  const from = { token: token ?? state.token, reqnum: identity ? 0 : state.reqnum }
  const inFlight = newRequest(from, { command: 'info' }, wireContext(registration, conditions), conditions)
  return {
    records: [{ kind: 'change', registration, operator, inFlight }],
    effects: [{ type: 'exchange', inFlight }],
  }
}

/** The OFD knows the new ID under the new token: it holds from here. Anything else: the old one stays. */
export function decideChangeAnswer(state: State, { answer, evidence }: AnswerReceived): Decision {
  const { change } = state
  if (!change) throw new Error('an answer to a change that nobody asked for')
  const answered: RegisterRecord = { kind: 'answer', command: 'info', ...evidence }
  const refused = refusalOf(state, change.registration, answer)
  if (refused) {
    const dropped: RegisterRecord = { kind: 'dropped', reqnum: state.inFlight?.reqnum ?? 0, reason: refused.code }
    return { records: [answered, dropped], effects: [], refused }
  }
  const isAnother = change.registration.kkmId !== state.registration?.kkmId
  const lifted = LEFT_BEHIND.filter((code) => state.blocks[code])
  return {
    records: [
      answered,
      {
        kind: 'registration',
        registration: change.registration,
        operator: change.operator,
        ...(isAnother && { elsewhere: elsewhereOf(state, answer.report) }),
      },
      ...lifted.map((code): RegisterRecord => ({ kind: 'unblock', code, reason: 'the registration was changed' })),
    ],
    effects: [],
  }
}

function refusalOf(state: State, registration: Registration, answer: Answer): Decision['refused'] {
  if (answer.code !== ResultCode.OK) {
    const code = answer.code === ResultCode.INVALID_TOKEN ? 'TOKEN_REFUSED' : verdictOf(answer.code).refusal
    return { code, details: answerDetails(answer) }
  }
  const told = answer.registration
  const pairs = [
    ['regNumber', registration.regNumber, told?.regNumber],
    ['serialNumber', registration.serialNumber, told?.serialNumber],
    ['iinBin', registration.iinBin, told?.iinBin],
  ] as const
  for (const [field, ours, theirs] of pairs)
    if (theirs !== undefined && theirs !== '' && theirs !== ours)
      return { code: 'REGISTRATION_MISMATCH', details: { field, ours, theirs } }
  const theirs = answer.lastDocument?.documentNumber ?? 0
  if (theirs > state.lastDocumentNumber)
    return { code: 'REGISTRATION_USED', details: { theirs, ours: state.lastDocumentNumber } }
  return undefined
}

/** Why a register may be taken off: the six cases of the tax code. */
export const CLOSING_REASON_NUMBERS = [1, 2, 3, 4, 5, 6] as const

/**
 * Taken off the register for good: no document after it, reading and copies for ever (R1326-F3).
 * @throws Refusal NOT_SET_UP, DEREGISTERED, SHIFT_OPEN
 */
export function decideDecommission(
  state: State,
  { operator, reason }: { readonly reason: number; readonly operator: Operator },
): Decision {
  registrationOf(state)
  assertBetweenShifts(state)
  return { records: [{ kind: 'decommission', reason, operator }], effects: [] }
}

function assertBetweenShifts(state: State): void {
  if (state.decommissioned) throw new Refusal('DEREGISTERED')
  if (state.shift) throw new Refusal('SHIFT_OPEN')
  if (state.queue.length > 0) throw new Refusal('QUEUE_NOT_EMPTY', { length: state.queue.length })
  if (state.inFlight) throw new Error('the register’s life was to change while a message is in flight')
}

/** What was counted over the register's life. */
export function lifeTotals(state: State): LifeTotals {
  const { cash, nonNullable, placements, tickets } = state.counters
  return {
    documents: state.lastDocumentNumber,
    shifts: state.lastShift,
    nonNullable,
    tickets: {
      sale: tickets.sale.totalCount,
      'sale-return': tickets['sale-return'].totalCount,
      purchase: tickets.purchase.totalCount,
      'purchase-return': tickets['purchase-return'].totalCount,
    },
    deposits: placements.deposit.totalCount,
    withdrawals: placements.withdrawal.totalCount,
    cash,
    checksum: checksumOf(state),
  }
}

/** The facts of the slips: the last change of the registration, or the decommissioning. */
export function lifeFacts(
  state: State,
  made: { readonly time: LifeFacts['time']; readonly operator: Operator } | undefined,
  circumstances: Circumstances,
): LifeFacts {
  const conditions = conditionsOf(state, circumstances)
  const registration = registrationOf(state)
  if (!made) throw new Refusal('NOT_SET_UP')
  return {
    letterhead: { registration, conditions },
    time: made.time,
    operator: made.operator,
    language: conditions.receiptLanguage,
  }
}
