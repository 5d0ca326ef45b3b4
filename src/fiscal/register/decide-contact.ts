import { ResultCode } from '../results.ts'
import type { Circumstances } from './blocks.ts'
import type { Decision } from './decide.ts'
import type { Answer } from '../wire/dialect.ts'
import type { AnswerReceived } from './decide-answer.ts'
import { attemptByInfo, headByInfo, isNumbering, lastSent, undecided } from './decide-queue.ts'
import { differencesOf } from './difference.ts'
import { conditionsOf, newRequest, registrationOf, wireContext } from './message.ts'
import { knownAds } from './messages.ts'
import type { BlockCode } from './event-records.ts'
import type { InFlight } from './fiscal-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'
import { answerDetails, verdictOf } from './verdict.ts'

/** What is in flight goes first, always: INFO or SYSTEM would replace the request that the OFD remembers (durability, boot). */
export function decideContact(state: State, ask: 'info' | 'system', circumstances: Circumstances): Decision {
  if (state.inFlight) return { records: [], effects: [{ type: 'exchange', inFlight: state.inFlight }] }
  if (state.queue[0]?.inFlight) return { records: [], effects: [] }
  return request(state, ask, circumstances)
}

/** A new INFO or SYSTEM, whatever became of the message before it. */
export function request(state: State, ask: 'info' | 'system', circumstances: Circumstances): Decision {
  const conditions = conditionsOf(state, circumstances)
  const context = { ...wireContext(registrationOf(state), conditions, circumstances.quality?.()), ads: knownAds(state) }
  const { offlineSince: begin, queue } = state
  const { now } = circumstances
  const offline = begin === undefined ? {} : { offlinePeriod: { begin, end: now < begin ? begin : now } }
  const unsent = ask === 'system' && queue.length > 0 ? { unsent: queue.length } : {}
  const inFlight = newRequest(state, { command: ask, ...offline, ...unsent }, context, conditions)
  return { records: [{ kind: 'request', inFlight }], effects: [{ type: 'exchange', inFlight }] }
}

/** The blocks that an OK of the OFD lifts: it knows us, takes the token, and its server lets us work. */
const LIFTED_BY: Readonly<Record<'info' | 'system', readonly BlockCode[]>> = {
  info: ['UNKNOWN_ID', 'TOKEN_INVALID', 'PROTOCOL_ERROR', 'REQUEST_NUMBER'],
  system: ['SERVER_BLOCKED', 'UNKNOWN_ID', 'TOKEN_INVALID'],
}

export function decideServiceAnswer(
  state: State,
  inFlight: InFlight,
  { answer, evidence }: AnswerReceived,
  circumstances: Circumstances,
): Decision {
  const { command } = inFlight
  const records: RegisterRecord[] = [{ kind: 'answer', command, ...evidence }]
  if (answer.code === ResultCode.OK) {
    if (command === 'info' || command === 'system')
      for (const code of LIFTED_BY[command])
        if (state.blocks[code]) records.push({ kind: 'unblock', code, reason: `the OFD answered ${command}` })
    const fate = command === 'info' ? attemptByInfo(state, answer, evidence, circumstances) : NOTHING
    if (command === 'info')
      records.push(...fate.records, ...headByInfo(state, answer, evidence), ...undecided(state, answer))
    if (command === 'info' || command === 'report') records.push(...differencesOf(state, command, answer.report))
    return { records, effects: fate.effects }
  }
  const { block, refusal } = verdictOf(answer.code)
  const details = answerDetails(answer)
  // A token that is only tried out says nothing of the one that holds; and a report is no reason to stop for its figures.
  const trial = inFlight.token !== state.token
  if (block && !trial && !(command === 'report' && block === 'PROTOCOL_ERROR'))
    records.push({ kind: 'block', code: block, details })
  const code = trial && answer.code === ResultCode.INVALID_TOKEN ? 'TOKEN_REFUSED' : refusal
  // Numbers that the OFD knows otherwise are an old image's, or of one request that it forgot: its last document tells.
  const asks = isNumbering(answer.code) && !state.blocks.REQUEST_NUMBER
  return { records, effects: asks ? [{ type: 'ask-info' }] : [], refused: { code, details } }
}

const NOTHING: Decision = { records: [], effects: [] }

/**
 * The OFD has a document that never left us: an old image was restored, records are lost (protocol §6). Whatever else it
 * answers, it may tell so: an old image has an old TOKEN and old numbers too.
 */
export function withRollback(state: State, decision: Decision, { lastDocument }: Answer): Decision {
  const ours = lastSent(state)
  const theirs = lastDocument?.documentNumber
  // To a change it tells of the register that we are to become.
  if (theirs === undefined || theirs <= ours || state.blocks.ROLLBACK || state.change) return decision
  return { ...decision, records: [...decision.records, { kind: 'block', code: 'ROLLBACK', details: { theirs, ours } }] }
}
