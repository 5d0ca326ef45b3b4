import { printed } from './document.ts'
import { checkUrl } from '../operators.ts'
import type { RefusalDetails } from '../refusal.ts'
import { ResultCode } from '../results.ts'
import type { Answer } from '../wire/dialect.ts'
import { autonomousOutcome } from './autonomous.ts'
import type { Circumstances } from './blocks.ts'
import { decideNomenclatureAnswer } from './decide-nomenclature.ts'
import type { Carried, Decision } from './decide.ts'
import { decideServiceAnswer } from './decide-contact.ts'
import { decideHeadAnswer, isNumbering } from './decide-queue.ts'
import { differencesAtClose } from './difference.ts'
import { decideChangeAnswer } from './life.ts'
import type { BlockCode } from './event-records.ts'
import type { AnswerEvidence } from './fiscal-records.ts'
import type { RegisterRecord } from './records.ts'
import type { Attempt, State } from './state.ts'
import { answerDetails, verdictOf } from './verdict.ts'

/** A frame that matches what is in flight. */
export interface AnswerReceived {
  readonly answer: Answer
  readonly evidence: AnswerEvidence
  /** The same bytes may have reached the OFD before without our having its answer: this answer is one to a retry. */
  readonly retry: boolean
}

/** An answer came: B2 for a document, its place freed for a service message. */
export function decideAnswer(
  state: State,
  received: AnswerReceived,
  circumstances: Circumstances,
  next?: Carried,
): Decision {
  const { inFlight, attempt } = state
  const [head] = state.queue
  if (!inFlight && head?.inFlight) return decideHeadAnswer(state, head, received, circumstances, next)
  if (!inFlight) throw new Error('an answer without a message in flight')
  if (state.change) return decideChangeAnswer(state, received)
  if (inFlight.command === 'nomenclature') return decideNomenclatureAnswer(received)
  if (inFlight.documentNumber === undefined) return decideServiceAnswer(state, inFlight, received, circumstances)
  if (attempt?.document.documentNumber !== inFlight.documentNumber)
    throw new Error('the message in flight has no document')
  const { answer } = received
  if (answer.code === ResultCode.OK) return accepted(state, attempt, received)
  // What left under another triple before may have arrived since: then this refusal says nothing of the document.
  const mayBeThere = received.retry || attempt.anew
  return mayBeThere ? heldBack(state, attempt, answer, circumstances) : refused(attempt, received)
}

function accepted(state: State, attempt: Attempt, { answer, evidence }: AnswerReceived): Decision {
  const { document, electronic, letterhead } = attempt
  const { documentNumber } = document
  const outcome = { kind: 'outcome', documentNumber, result: 'accepted', answer: evidence } as const
  const effects = printed(documentNumber, electronic)
  const lifted = state.blocks.RETRY_REFUSED
    ? ([{ kind: 'unblock', code: 'RETRY_REFUSED', reason: 'the OFD took the document' }] as const)
    : []
  if (document.type === 'close') {
    const young = state.blocks.SHIFT_TOO_LONG
      ? ([{ kind: 'unblock', code: 'SHIFT_TOO_LONG', reason: 'the shift is closed' }] as const)
      : []
    return { records: [outcome, ...lifted, ...young, ...differencesAtClose(state, document, answer.report)], effects }
  }
  if (document.type === 'placement') return { records: [outcome, ...lifted], effects }
  if (!answer.ticket) throw new Error('the answer to a ticket without a fiscal sign: it must not match')
  const { sign } = answer.ticket
  const url =
    answer.ticket.checkUrl ??
    checkUrl(letterhead.conditions.operator, {
      sign,
      regNumber: letterhead.registration.regNumber,
      total: document.ticket.total,
      time: document.time,
    })
  return { records: [{ ...outcome, sign, checkUrl: url }, ...lifted], effects }
}

/** The first sending was answered with a refusal: the OFD did not take it, the number is burnt, nothing is counted (protocol §4). */
function refused(attempt: Attempt, { answer, evidence }: AnswerReceived): Decision {
  const { documentNumber } = attempt.document
  const verdict = verdictOf(answer.code)
  const details = answerDetails(answer)
  const records: RegisterRecord[] = [
    {
      kind: 'outcome',
      documentNumber,
      result: 'refused',
      code: answer.code,
      ...(answer.text !== undefined && { text: answer.text }),
      answer: evidence,
    },
  ]
  if (verdict.block) records.push({ kind: 'block', code: verdict.block, details })
  // Whether only a number is at odds or an old image was restored, the OFD's last document tells.
  const effects = isNumbering(answer.code) ? ([{ type: 'ask-info' }] as const) : []
  return { records, effects, refused: { code: verdict.refusal, details } }
}

/**
 * The same answer to a retry: whether the first sending was taken is not known, so the document stays. Where only the
 * numbering is at odds, its paper comes out autonomously, in a register that may work so, and the OFD's last document tells
 * the rest (protocol §6); else a person decides, who wants to know the same.
 */
function heldBack(state: State, attempt: Attempt, answer: Answer, circumstances: Circumstances): Decision {
  const verdict = verdictOf(answer.code)
  if (circumstances.autonomous && (isNumbering(answer.code) || answer.code === ResultCode.INVALID_TOKEN)) {
    const { effects, records } = autonomousOutcome(state, attempt)
    const block = { kind: 'block', code: verdict.block ?? 'REQUEST_NUMBER', details: answerDetails(answer) } as const
    // Not refused: it is registered, and its client must not make it again. The next one meets the block.
    return {
      records: [...records, block],
      effects: isNumbering(answer.code) ? [...effects, { type: 'ask-info' }] : effects,
    }
  }
  const own: readonly BlockCode[] = ['SERVER_BLOCKED', 'TOKEN_INVALID', 'UNKNOWN_ID', 'REQUEST_NUMBER']
  const code: BlockCode = verdict.block && own.includes(verdict.block) ? verdict.block : 'RETRY_REFUSED'
  const details: RefusalDetails & Readonly<Record<string, string | number>> = {
    ...answerDetails(answer),
    documentNumber: attempt.document.documentNumber,
  }
  const asks = isNumbering(answer.code)
    ? !state.blocks[code]
    : code === 'RETRY_REFUSED' && (attempt.anew || state.blocks[code])
  return {
    records: [{ kind: 'block', code, details }],
    effects: asks ? [{ type: 'ask-info' }] : [],
    refused: { code, details },
  }
}

/**
 * No answer within the time: the document that is under way is made autonomously and its message stays in flight, as the
 * head of the queue (protocol §4). INFO, SYSTEM and REPORT go again as they are; what answers a person who no longer waits
 * for it is let go.
 */
export function decideSilence(state: State, circumstances: Circumstances): Decision {
  const { attempt, inFlight } = state
  if (!inFlight) return NOTHING
  if (inFlight.command === 'nomenclature' || state.change)
    return { records: [{ kind: 'dropped', reqnum: inFlight.reqnum, reason: 'no answer' }], effects: [] }
  return attempt && circumstances.autonomous ? autonomousOutcome(state, attempt) : NOTHING
}

const NOTHING: Decision = { records: [], effects: [] }
