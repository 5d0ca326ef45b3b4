import { without } from '../without.ts'
import { shiftBehind, withBase } from './base.ts'
import { counted } from './evolve-counts.ts'
import { delivered, emptiedBy, encoded, takenOut, withArrived } from './evolve-queue.ts'
import { adopted, recovered, reconciled } from './recovery.ts'
import type { Difference } from '../report/reconcile.ts'
import type { Instant } from '../time.ts'
import type { EventRecord, UserChange } from './event-records.ts'
import type { AnswerEvidence, FiscalRecord, InFlight, Outcome } from './fiscal-records.ts'
import type { Stamped } from './records.ts'
import { evolveHolds, withoutHold } from './holds.ts'
import { evolveMessages } from './messages.ts'
import { evolvePapers } from './papers.ts'
import { registrationWith } from './settings.ts'
import { evolveTraining } from './training.ts'
import type { Attempt, Queued, State, User } from './state.ts'

/** One record more: the state after it. Never refuses: what is recorded has happened. */
export function evolve(state: State, stamped: Stamped): State {
  const { record } = stamped
  switch (record.kind) {
    case 'setup':
    case 'registration':
    case 'request':
    case 'answer':
    case 'dropped':
    case 'attempt':
    case 'outcome':
    case 'change':
    case 'decommission':
    case 'encoding':
    case 'delivered':
    case 'withdrawn':
    case 'sign-key':
    case 'device-key':
    case 'recovery':
    case 'adopted':
    case 'hold':
    case 'hold-end':
      return evolveFiscal(state, record, stamped)
    case 'start':
    case 'device':
    case 'user':
    case 'login':
    case 'login-failed':
    case 'paper':
    case 'paper-held':
    case 'drawer':
    case 'wifi':
    case 'printer-profile':
    case 'printer-found':
    case 'block':
    case 'unblock':
    case 'setting':
    case 'goods':
    case 'user-change':
    case 'time-confirmed':
    case 'time-set':
    case 'difference':
    case 'summary':
    case 'message':
    case 'message-confirmed':
    case 'hold-owed':
    case 'training':
    case 'training-receipt':
    case 'practised':
    case 'practised-x':
    case 'configured':
    case 'selftest':
    case 'damage':
    case 'recovered':
    case 'backup':
    case 'exported':
    case 'stop':
      return evolveEvent(state, record, stamped)
    default:
      throw new Error(`unknown record ${String(record satisfies never)}`)
  }
}

function evolveFiscal(state: State, record: FiscalRecord, stamped: Stamped): State {
  switch (record.kind) {
    case 'setup':
      return {
        ...without(state, 'attempt'),
        setup: { registration: record.registration, enteredToken: record.enteredToken },
        token: record.inFlight.token,
        reqnum: record.inFlight.reqnum,
        inFlight: record.inFlight,
      }
    case 'registration': {
      const base = record.base
      const open = base && shiftBehind(undefined, base)
      return {
        // What another operator never got is no matter between this one and us.
        ...without(state, 'setup', 'change', ...(record.elsewhere ? (['apart'] as const) : [])),
        ...state.change?.answered,
        registration: record.registration,
        registered: { time: stamped.time, operator: record.operator },
        ...(record.elsewhere && { elsewhere: record.elsewhere }),
        ...(base && {
          lastDocumentNumber: base.documentNumber,
          lastShift: base.shift,
          counters: withBase(state.counters, base),
          ...(open && { shift: open }),
        }),
      }
    }
    case 'request':
      return record.inFlight ? requested(state, record.inFlight) : state
    case 'answer':
      return reconciled(answered(state, record), record)
    case 'dropped':
      return dropped(state, record.reqnum)
    case 'change':
      return {
        ...state,
        change: { registration: record.registration, operator: record.operator },
        inFlight: record.inFlight,
        ...(isSameId(state, record) && { reqnum: record.inFlight.reqnum }),
      }
    case 'decommission':
      return {
        ...state,
        decommissioned: { reason: record.reason, time: stamped.time, operator: record.operator },
      }
    case 'attempt': {
      const { document, letterhead, client, hold, electronic } = record
      return {
        ...state,
        lastDocumentNumber: document.documentNumber,
        lastTime: document.time,
        ...(record.inFlight && { reqnum: record.inFlight.reqnum, inFlight: record.inFlight }),
        attempt: { document, letterhead, client, ...(hold && { hold }), ...(electronic && { electronic }) },
      }
    }
    case 'encoding':
      if (state.attempt?.document.documentNumber === record.documentNumber)
        return {
          ...state,
          reqnum: record.inFlight.reqnum,
          inFlight: record.inFlight,
          attempt: { ...state.attempt, anew: true },
        }
      return {
        ...state,
        // A retry keeps its own number, however many were used since.
        reqnum: state.queue[0]?.inFlight ? state.reqnum : record.inFlight.reqnum,
        queue: state.queue.map((entry, index) => (index === 0 ? encoded(entry, record.inFlight) : entry)),
      }
    case 'delivered':
      return delivered(state, record)
    case 'withdrawn':
      return takenOut(state, record)
    case 'hold':
    case 'hold-end':
      return { ...state, holds: evolveHolds(state.holds, record, stamped.time) }
    case 'sign-key':
      return { ...state, signs: { key: record.key, count: 0 } }
    case 'device-key':
      return { ...state, deviceKey: record.publicKey }
    case 'recovery':
      return recovered(state, record, stamped.time)
    case 'adopted':
      return adopted(state, record, stamped.time)
    case 'outcome':
      return concluded(state, record, stamped)
    default:
      throw new Error(`unknown record ${String(record satisfies never)}`)
  }
}

/** A document that is under way makes room for the question what became of it. */
const requested = (state: State, inFlight: InFlight): State => ({
  ...state,
  reqnum: inFlight.reqnum,
  inFlight,
  ...(state.inFlight?.documentNumber !== undefined && { aside: state.inFlight }),
})

/** The place in flight is free: for the message that was set aside, where there is one. */
function freedOf(state: State): State {
  const { aside } = state
  const freed = without(state, 'inFlight', 'aside')
  return aside ? { ...freed, inFlight: aside } : freed
}

/** TOKEN changes only with result 0 (protocol §1). */
function answered(state: State, answer: AnswerEvidence): State {
  const { change, inFlight } = state
  const freed = freedOf(state)
  if (answer.code !== 0) return without(freed, 'change')
  if (!change || isSameId(state, change)) return { ...freed, token: answer.token }
  // A new ID has a TOKEN and a REQNUM of its own: they hold with its registration.
  return { ...freed, change: { ...change, answered: { token: answer.token, reqnum: inFlight?.reqnum ?? 0 } } }
}

const isSameId = ({ registration }: State, change: Pick<NonNullable<State['change']>, 'registration'>): boolean =>
  registration?.kkmId === change.registration.kkmId

function concluded(state: State, outcome: Outcome & { documentNumber: number }, stamped: Stamped): State {
  const { attempt } = state
  if (attempt?.document.documentNumber !== outcome.documentNumber)
    throw new Error(`an outcome of document ${outcome.documentNumber}, which is not the one in flight`)
  if (outcome.result === 'autonomous') return queued(state, attempt, outcome, stamped)
  // Who takes it out may do so while INFO is asked: that stays in flight.
  const freed = without(state.aside ? without(state, 'aside') : answered(state, outcome.answer), 'attempt')
  if (outcome.result === 'refused') return freed
  const { document } = attempt
  const there = withArrived(freed, { time: document.time, ...emptiedBy(document) })
  return { ...counted(there, attempt, stamped, false), ...afterwards(state, attempt, stamped.time) }
}

/** Its paper is started, unless nobody asked for one; a hold that it registers has ended. */
const afterwards = ({ holds, papers }: State, { client, document, electronic, hold }: Attempt, time: Instant) => ({
  ...(!electronic && { papers: { ...papers, [document.documentNumber]: time } }),
  ...(hold && { holds: withoutHold(holds, client.key) }),
})

/** Counted and printed with our own sign; its message, when it has one, goes on as the queue's head. */
function queued(
  state: State,
  attempt: Attempt,
  { since, sign }: Extract<Outcome, { result: 'autonomous' }>,
  stamped: Stamped,
): State {
  const { document } = attempt
  const { documentNumber, time } = document
  const own = [state.inFlight, state.aside].find((message) => message?.documentNumber === documentNumber)
  const freed = without(
    state,
    'attempt',
    ...(own ? [own === state.aside ? ('aside' as const) : ('inFlight' as const)] : []),
  )
  const entry: Queued = {
    documentNumber,
    time,
    ...(sign !== undefined && { sign }),
    ...(!state.shift && { opens: true }),
    ...emptiedBy(document),
    ...(own && { inFlight: own, triples: 1 }),
  }
  return {
    ...counted(freed, attempt, stamped, true),
    queue: [...state.queue, entry],
    offlineSince: state.offlineSince ?? since,
    ...(sign !== undefined && state.signs && { signs: { ...state.signs, count: state.signs.count + 1 } }),
    ...afterwards(state, attempt, stamped.time),
  }
}

/** The place of this request is free: that in flight, or the message of the queue's head. */
function dropped(state: State, reqnum: number): State {
  if (state.inFlight) return without(freedOf(state), 'change')
  const queue = state.queue.map((entry) => (entry.inFlight?.reqnum === reqnum ? without(entry, 'inFlight') : entry))
  return { ...without(state, 'change'), queue }
}

function evolveEvent(state: State, record: EventRecord, stamped: Stamped): State {
  switch (record.kind) {
    case 'start':
      return { ...without(state, 'stopped'), boot: record.boot }
    case 'device':
      return { ...state, device: { model: record.model, serialNumber: record.serialNumber, year: record.year } }
    case 'user': {
      const { code, name, role, pin, language } = record
      const user = { code, name, role, pin, failures: 0, ...(language && { language }) }
      return { ...state, users: { ...state.users, [code]: user } }
    }
    case 'login':
    case 'login-failed': {
      const user = state.users[record.code]
      if (!user) return state
      const failures = record.kind === 'login' ? 0 : record.failures
      const lockedUntil = record.kind === 'login' ? undefined : record.lockedUntil
      const changed = { ...without(user, 'lockedUntil'), failures, ...(lockedUntil !== undefined && { lockedUntil }) }
      return { ...state, users: { ...state.users, [record.code]: changed } }
    }
    case 'paper':
    case 'paper-held':
    case 'drawer':
    case 'printer-profile':
    case 'printer-found':
      return evolvePapers(state, record, stamped.time)
    case 'block':
      return {
        ...state,
        blocks: {
          ...state.blocks,
          [record.code]: { since: state.blocks[record.code]?.since ?? stamped.time, details: record.details },
        },
      }
    case 'unblock':
      return { ...state, blocks: without(state.blocks, record.code) }
    case 'setting':
      return settled(state, record, stamped.time)
    case 'goods':
      return { ...state, priceList: listed(state, record, stamped.time) }
    case 'user-change': {
      const user = state.users[record.code]
      return user ? { ...state, users: { ...state.users, [record.code]: changed(user, record.change) } } : state
    }
    case 'time-set':
    case 'wifi':
    case 'damage':
    case 'recovered':
    case 'backup':
    case 'exported':
      return state
    case 'stop':
      return { ...state, stopped: true }
    case 'time-confirmed':
      return { ...state, confirmedTime: stamped.time }
    case 'difference':
      return differing(state, record.differences, stamped.time)
    case 'summary':
      return state
    case 'training':
    case 'training-receipt':
    case 'practised':
    case 'practised-x':
      return evolveTraining(state, record, stamped)
    case 'hold-owed':
      return { ...state, holds: evolveHolds(state.holds, record, stamped.time) }
    case 'configured': {
      const { conditions, connection } = record
      return { ...state, configured: { ...(conditions && { conditions }), connection } }
    }
    case 'selftest':
      return tested(state, record, stamped.time)
    case 'message':
    case 'message-confirmed':
      return { ...state, messages: evolveMessages(state.messages, record, stamped.time) }
    default:
      throw new Error(`unknown record ${String(record satisfies never)}`)
  }
}

/** Agreement ends a difference; another one of the same kind does not begin it anew. */
function differing(state: State, differences: readonly Difference[], time: Instant): State {
  if (differences.length === 0) return without(state, 'difference')
  return { ...state, difference: { since: state.difference?.since ?? time, differences } }
}

function tested(
  state: State,
  { occasion, results, software }: Extract<EventRecord, { kind: 'selftest' }>,
  time: Instant,
): State {
  const news = Object.fromEntries(results.map((result) => [result.test, { ...result, occasion, time }]))
  return { ...state, selfTests: { ...state.selfTests, ...news }, ...(software && { software }) }
}

/** The OFD's version stays known until another comes: a file between them does not change what the OFD has. */
function listed(
  { priceList }: State,
  { by, change, size, version }: Extract<EventRecord, { kind: 'goods' }>,
  time: Instant,
): NonNullable<State['priceList']> {
  const ofdVersion = (change.type === 'import' ? change.ofdVersion : undefined) ?? priceList?.ofdVersion
  return { version, size, time, by, ...(ofdVersion !== undefined && { ofdVersion }) }
}

function settled(state: State, { by, name, value }: Extract<EventRecord, { kind: 'setting' }>, time: Instant): State {
  const { registration } = state
  return {
    ...state,
    settings: { ...state.settings, [name]: { value, by, time } },
    ...(registration && { registration: registrationWith(registration, name, value) }),
  }
}

/** A new PIN and an unlocking begin the count of failures anew. */
function changed(user: User, change: UserChange): User {
  switch (change.type) {
    case 'pin':
      return { ...without(user, 'lockedUntil'), pin: change.pin, failures: 0 }
    case 'role':
      return { ...user, role: change.role }
    case 'language':
      return { ...user, language: change.language }
    case 'unlock':
      return { ...without(user, 'lockedUntil'), failures: 0 }
    case 'disable':
      return { ...user, disabled: true }
    default:
      throw new Error(`unknown change ${String(change satisfies never)}`)
  }
}
