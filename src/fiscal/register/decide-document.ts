import { ZERO, type Tiyn, formatTenge } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { countCashier } from '../report/cashiers.ts'
import { openShift } from '../report/counters.ts'
import { zxReport } from '../report/zx.ts'
import type { Operator, TicketRules } from '../ticket/types.ts'
import { type Circumstances, blocksOf } from './blocks.ts'
import { documentTime } from './clock.ts'
import { autonomousOutcome } from './autonomous.ts'
import { checksumOf } from './checksum.ts'
import type { Decision, DocumentAsked, DocumentRequest } from './decide.ts'
import type { FiscalDocument, PlacementDocument, ShiftCloseDocument, TicketDocument } from './document.ts'
import { countDocument } from './evolve-counts.ts'
import { assertNotHeld } from './holds.ts'
import { makeTicket } from './make-ticket.ts'
import { conditionsOf, newRequest, outgoing, registrationOf, wireContext } from './message.ts'
import { settingsOf } from './settings.ts'
import type { Attempt, State } from './state.ts'

/** The reason that comes first in {@link blocksOf}, as a refusal. */
export function refuseWhenBlocked(state: State, circumstances: Circumstances, purpose: 'sale' | 'close'): void {
  const [block] = blocksOf(state, circumstances, purpose)
  if (block) throw new Refusal(block.code, block.details)
}

/** B1: the document is made, numbered and put in flight; nothing counts yet. */
export function decideDocument(
  state: State,
  event: Omit<DocumentAsked, 'type'>,
  circumstances: Circumstances,
): Decision {
  refuseWhenBlocked(state, circumstances, event.request.type === 'close' ? 'close' : 'sale')
  if (state.attempt) throw new Error('a document was asked for while another is under way')
  const registration = registrationOf(state)
  const conditions = conditionsOf(state, circumstances)
  const document = makeDocument(state, event.request, event.operator, circumstances)
  assertCounts(state, document)
  const { client, electronic, hold } = event
  // The goods of a hold are out: what another may have been promised meanwhile does not bring them back
  if (document.type === 'ticket' && !hold) assertNotHeld(state, document.ticket, client.key, circumstances.now)
  const more = { ...(hold && { hold }), ...(electronic && { electronic }) }
  const attempt = { document, letterhead: { registration, conditions }, client, ...more }
  if (isOffline(state)) return autonomously(state, attempt, circumstances)
  const context = wireContext(registration, conditions, circumstances.quality?.())
  const inFlight = newRequest(state, outgoing(state, document), context, conditions)
  return { records: [{ kind: 'attempt', ...attempt, inFlight }], effects: [{ type: 'exchange', inFlight }] }
}

/** While the queue holds something, or a message has no answer yet, nothing new goes online (I10). */
const isOffline = ({ inFlight, queue }: State): boolean => queue.length > 0 || inFlight !== undefined

/** Attempt and outcome are one transition: nothing is asked in between. */
function autonomously(state: State, attempt: Attempt, circumstances: Circumstances): Decision {
  if (!circumstances.autonomous) throw new Refusal('OFD_UNREACHABLE', { reason: 'silent' })
  const { effects, records } = autonomousOutcome(state, attempt)
  return { records: [{ kind: 'attempt', ...attempt }, ...records], effects }
}

/** Numbered and computed from what the state counts; nothing is changed. */
export function makeDocument(
  state: State,
  request: DocumentRequest,
  operator: Operator,
  circumstances: Circumstances,
): FiscalDocument {
  const head = {
    documentNumber: state.lastDocumentNumber + 1,
    shift: state.shift?.number ?? state.lastShift + 1,
    time: documentTime(state, circumstances.now),
    operator,
    ...roomTold(state, request, circumstances),
  }
  switch (request.type) {
    case 'ticket':
      return {
        ...head,
        type: 'ticket',
        number: (state.shift?.tickets ?? 0) + 1,
        ticket: makeTicket(state, request, ticketRules(state, circumstances)),
      } satisfies TicketDocument
    case 'placement':
      return {
        ...head,
        type: 'placement',
        number: (state.shift?.placements ?? 0) + 1,
        direction: request.direction,
        sum: request.sum,
        cash: cashAfter(state, request.direction, request.sum),
      } satisfies PlacementDocument
    case 'close':
      return makeClose(state, head, request.withdraw)
    default:
      throw new Error(`unknown document ${String(request satisfies never)}`)
  }
}

/** Little room is told on the paper of what opens a shift and of what closes it, not on each receipt between. */
const roomTold = (
  { shift }: State,
  { type }: DocumentRequest,
  { shiftsLeft }: Circumstances,
): Pick<FiscalDocument, 'shiftsLeft'> =>
  shiftsLeft !== undefined && (!shift || type === 'close') ? { shiftsLeft } : {}

function makeClose(
  state: State,
  head: Pick<FiscalDocument, 'documentNumber' | 'shift' | 'time' | 'operator' | 'shiftsLeft'>,
  withdraw: boolean,
): ShiftCloseDocument {
  const { shift } = state
  if (!shift) throw new Refusal('SHIFT_NOT_OPEN')
  const report = zxReport(state.counters, {
    type: 'z',
    time: head.time,
    shift: shift.number,
    openTime: shift.openedAt,
    closeTime: head.time,
    checksum: checksumOf(state),
    withdraw,
    autonomous: isOffline(state),
  })
  const close = {
    ...head,
    type: 'close',
    number: shift.number,
    withdraw,
    withdrawn: withdraw ? state.counters.cash : ZERO,
    report,
  } as const
  return { ...close, cashiers: countCashier(state.cashiers, close) }
}

export function ticketRules(state: State, circumstances: Circumstances): TicketRules {
  const registration = registrationOf(state)
  const { defaultUnit, vatRate } = settingsOf(state)
  return {
    now: documentTime(state, circumstances.now),
    sellerId: registration.iinBin,
    vatPayer: registration.vatPayer,
    defaultVat: vatRate,
    defaultUnit,
    defaultSection: registration.section,
    language: conditionsOf(state, circumstances).receiptLanguage,
    unprintable: circumstances.unprintable,
  }
}

function cashAfter(state: State, direction: 'deposit' | 'withdrawal', sum: Tiyn): Tiyn {
  const { cash } = state.counters
  if (direction === 'withdrawal' && sum > cash)
    throw new Refusal('NOT_ENOUGH_CASH', { cash: formatTenge(cash), needed: formatTenge(sum) })
  return (direction === 'deposit' ? cash + sum : cash - sum) as Tiyn
}

/** No counter may pass its range, and the drawer never goes below zero (I13): seen before the document is made. */
export function assertCounts(state: State, document: FiscalDocument): void {
  if (document.type !== 'close')
    countDocument(state.shift ? state.counters : openShift(state.counters), document, false)
}
