import { beginShift, countPlacement, countTicket, direction, type Sums } from './ledger.ts'
import type { NomenclatureMessage } from './nomenclature.ts'
import { insist, Objection, RESULT } from './objection.ts'
import { type Request, type Version, demand, readSum, readTime, sumText } from './reading.ts'
import { type OfdState, type RegisteredKkm, shiftSums, signOf } from './state.ts'
import { type TicketReading, demandOperator, readTicket } from './ticket-reading.ts'
import { checkSums } from './ticket-sums.ts'
import { checkReport } from './zx.ts'

const DAY = 24 * 60 * 60 * 1000

/** What numbers a document and says when it was made. */
interface Numbered {
  readonly shift: number
  readonly documentNumber: bigint
  readonly time: number
  /** Made without a link: its shift may be older than a day (§3, code 11). */
  readonly offline: boolean
}

/** Document numbers only grow, for life; a shift number grows by one (protocol §6). */
function checkNumbers(state: OfdState, { documentNumber, offline, shift, time }: Numbered): void {
  const last = state.lastDocument?.number ?? 0n
  insist(documentNumber > last, `printed_document_number ${documentNumber} after ${last}`)
  const expected = state.shift?.number ?? (state.lastZ?.number ?? 0) + 1
  insist(
    shift === expected,
    `fr_shift_number ${shift}, ${state.shift ? 'the open shift' : 'the next shift'} is ${expected}; ` +
      'kkm-sim knows what it saw, and with --state also what it saw before it was started again',
  )
  if (state.shift && !offline && time - state.shift.opened > DAY) {
    throw new Objection(RESULT.OPEN_SHIFT_TIMEOUT_EXPIRED, `the shift ${shift} is open for more than 24 hours`)
  }
}

function takeDocument(state: OfdState, document: Numbered, sums: Sums, ticketNumber: number): OfdState {
  const { documentNumber, shift, time } = document
  return {
    ...state,
    sums,
    shift: { number: shift, opened: state.shift?.opened ?? time, ticketNumber },
    lastDocument: { shift, number: documentNumber },
  }
}

function insistOnCash(sums: Sums, needed: bigint): void {
  const cash = sums['cash_sum'] ?? 0n
  if (needed > cash)
    throw new Objection(RESULT.NOT_ENOUGH_CASH, `${sumText(needed)} of cash, the drawer has ${sumText(cash)}`)
}

/** An autonomous document says when the link was away. */
function insistOnPeriod(request: Request, offline: boolean): void {
  insist(!offline || request.service?.offlinePeriod !== undefined, 'service.offline_period is missing')
}

export interface Taken {
  readonly state: OfdState
  /** The ticket's sign and the facts of its check address. */
  readonly ticket?: { readonly sign: string; readonly total: bigint; readonly time: number }
  readonly nomenclature?: NomenclatureMessage
}

/** TICKET (protocol §5, §7, §9). */
export function takeTicket(state: OfdState, request: Request, version: Version, kkm: RegisteredKkm): Taken {
  const ticket = readTicket(demand(request, 'ticket', 'Request'), version)
  const offline = ticket.offlineNumber !== undefined
  insistOnPeriod(request, offline)
  if (ticket.customerId === kkm.iinBin) {
    throw new Objection(RESULT.SAME_TAXPAYER_AND_CUSTOMER, 'customer_iin_or_bin is the seller’s')
  }
  checkNumbers(state, { ...ticket, offline })
  const before = state.shift?.ticketNumber ?? 0
  insist(ticket.number > before, `shift_document_number ${ticket.number} after ${before}`)
  const reused = offline && state.tickets.some(({ offlineNumber }) => offlineNumber === ticket.offlineNumber)
  insist(!reused, `offline_ticket_number ${ticket.offlineNumber} was used before`)
  checkParent(state, ticket, kkm)
  const lines = checkSums(ticket)
  const sums = shiftSums(state)
  const cash = ticket.payments.get(0) ?? 0n
  if (direction(ticket.operation) < 0n) insistOnCash(sums, cash)
  const sign = signOf(state.tickets.length + 1)
  const { documentNumber, offlineNumber, time, total } = ticket
  const seen = { documentNumber, sign, time, total, ...(offlineNumber !== undefined && { offlineNumber }) }
  const taken = takeDocument(state, { ...ticket, offline }, countTicket(sums, ticket, lines), ticket.number)
  return { state: { ...taken, tickets: [...state.tickets, seen] }, ticket: { sign, total, time } }
}

/** Our own parent must have been seen, as the return tells it; another register's is believed. */
function checkParent(state: OfdState, { parent, time }: TicketReading, kkm: RegisteredKkm): void {
  if (!parent) return
  insist(parent.time <= time, 'ticket.parent_ticket is younger than its return')
  if (parent.regNumber !== kkm.regNumber) return
  const seen = state.tickets.find(({ offlineNumber, sign }) =>
    parent.offline ? String(offlineNumber) === parent.sign : sign === parent.sign,
  )
  insist(seen !== undefined, `ticket.parent_ticket ${parent.sign} of this register is not known`)
  insist(
    seen.total === parent.total && seen.time === parent.time,
    `ticket.parent_ticket ${parent.sign} was of another sum or time`,
  )
}

/** MONEY_PLACEMENT. */
export function takePlacement(state: OfdState, request: Request): Taken {
  const placement = demand(request, 'moneyPlacement', 'Request')
  const where = 'money_placement'
  demandOperator(placement.operator, `${where}.operator`)
  const document = {
    shift: demand(placement, 'frShiftNumber', where),
    documentNumber: demand(placement, 'printedDocumentNumber', where),
    time: readTime(placement.datetime, `${where}.datetime`),
    offline: placement.isOffline,
  }
  insistOnPeriod(request, document.offline)
  checkNumbers(state, document)
  const sum = readSum(placement.sum, `${where}.sum`)
  insist(sum > 0n, `${where}.sum is 0`)
  const sums = shiftSums(state)
  if (placement.operation === 1) insistOnCash(sums, sum)
  const counted = countPlacement(sums, placement.operation, sum, document.offline)
  return { state: takeDocument(state, document, counted, state.shift?.ticketNumber ?? 0) }
}

/** CLOSE_SHIFT: the Z must be what this OFD counted (protocol §8). */
export function takeClose(state: OfdState, request: Request): Taken {
  const close = demand(request, 'closeShift', 'Request')
  const where = 'close_shift'
  demandOperator(close.operator, `${where}.operator`)
  const report = demand(close, 'zReport', where)
  const document = {
    shift: demand(close, 'frShiftNumber', where),
    documentNumber: demand(close, 'printedDocumentNumber', where),
    time: readTime(close.closeTime, `${where}.close_time`),
    // A shift past its 24 hours may do one thing: end.
    offline: true,
  }
  insistOnPeriod(request, close.isOffline)
  const { shift } = state
  insist(shift !== undefined, 'no shift is open')
  checkNumbers(state, document)
  const sums = withdrawn(state.sums, close.withdrawMoney, close.isOffline)
  checkReport(report, sums, shift, document.time)
  const lastZ = { number: shift.number, opened: shift.opened, closed: document.time, sums }
  return { state: { ...takeDocument(state, document, beginShift(sums), 0), shift: undefined, lastZ } }
}

/** All the cash goes out with the closing shift, and is counted in its Z (§8.6). */
function withdrawn(sums: Sums, withdraw: boolean, offline: boolean): Sums {
  const cash = sums['cash_sum'] ?? 0n
  return withdraw && cash > 0n ? countPlacement(sums, 1, cash, offline) : sums
}

/** REPORT: the X must be what this OFD counted; nothing changes by it. */
export function takeReport(state: OfdState, request: Request): Taken {
  const report = demand(request, 'report', 'Request')
  insist(report.report === 1, 'report.report: a Z comes with CLOSE_SHIFT')
  insist(state.shift !== undefined, 'no shift is open')
  checkReport(demand(report, 'zxReport', 'report'), state.sums, state.shift, undefined)
  return { state }
}
