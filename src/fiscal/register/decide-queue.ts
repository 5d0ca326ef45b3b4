import { ResultCode } from '../results.ts'
import type { Answer, OfflinePeriod, Outgoing } from '../wire/dialect.ts'
import { autonomousOutcome } from './autonomous.ts'
import type { Circumstances } from './blocks.ts'
import type { Carried, Decision } from './decide.ts'
import type { AnswerReceived } from './decide-answer.ts'
import type { FiscalDocument } from './document.ts'
import { delivered } from './evolve-queue.ts'
import { closingThere, newRequest, outgoing, wireContext } from './message.ts'
import type { BlockCode } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { Queued, State } from './state.ts'
import { answerDetails, verdictOf } from './verdict.ts'

/**
 * The queue's head on its way: under the triple that it has, or a new one; its offline period ends now. The bytes are
 * durable before they leave (protocol §4).
 */
export function decideDrain(state: State, carried: Carried, circumstances: Circumstances): Decision {
  const record = encodingOf(state, carried, circumstances)
  return { records: [record], effects: [{ type: 'exchange', inFlight: record.inFlight }] }
}

function encodingOf(state: State, { document, letterhead }: Carried, { now, quality }: Circumstances): Encoding {
  const [head] = state.queue
  if (head?.documentNumber !== document.documentNumber)
    throw new Error(`document ${document.documentNumber} is not the head`)
  if (state.inFlight) throw new Error('the queue moves while a message is in flight')
  const { conditions, registration } = letterhead
  const begin = state.offlineSince ?? document.time
  const message = offlineMessage(state, document, { begin, end: now < begin ? begin : now })
  const from = head.inFlight ? { token: head.inFlight.token, reqnum: head.inFlight.reqnum - 1 } : state
  const inFlight = newRequest(from, message, wireContext(registration, conditions, quality?.()), conditions)
  return { kind: 'encoding', documentNumber: document.documentNumber, inFlight }
}

type Encoding = Extract<RegisterRecord, { kind: 'encoding' }>

function offlineMessage(state: State, document: FiscalDocument, period: OfflinePeriod): Outgoing {
  switch (document.type) {
    case 'ticket':
      return { command: 'ticket', document, offline: { sign: signOf(state, document.documentNumber), period } }
    case 'placement':
      return { command: 'money-placement', document, offline: { period } }
    case 'close':
      return { command: 'close-shift', document: closingThere(state, document), offline: { period } }
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

/** The sign on the paper of a queued ticket. */
function signOf(state: State, documentNumber: number): number {
  const sign = state.queue.find((entry) => entry.documentNumber === documentNumber)?.sign
  if (sign === undefined) throw new Error(`ticket ${documentNumber} is queued without a sign`)
  return sign
}

/**
 * What the OFD says of the queue's head: it has it; or a person has to look (protocol §4). With a delivery the message of
 * the next one is recorded, so that one wait for the medium stands between two documents.
 */
export function decideHeadAnswer(
  state: State,
  head: Queued,
  { answer, evidence, retry }: AnswerReceived,
  circumstances: Circumstances,
  next: Carried | undefined,
): Decision {
  const { documentNumber } = head
  if (answer.code === ResultCode.OK) {
    const sign = answer.ticket?.sign
    const there = { kind: 'delivered', documentNumber, answer: evidence, ...(sign !== undefined && { sign }) } as const
    return {
      records: [
        there,
        ...lift(state, LIFTED_BY_HEAD, 'the OFD took the head of the queue'),
        ...(next ? [encodingOf(delivered(state, there), next, circumstances)] : []),
      ],
      effects: [],
    }
  }
  const details = { ...answerDetails(answer), documentNumber }
  const code = queueBlock(answer.code)
  const isOdd = isNumbering(answer.code)
  // Whether the OFD has it, its last document tells; nothing else can (protocol §6). A person who tries again wants to know;
  // and what left under another triple before may have arrived since.
  const mayBeThere = retry ? state.blocks[code] !== undefined : (head.triples ?? 1) > 1
  const asks = isOdd ? !state.blocks[code] : code === 'QUEUE_REFUSED' && mayBeThere
  return {
    records: [...(retry || isOdd ? [] : burnt(head)), { kind: 'block', code, details }],
    effects: asks ? [{ type: 'ask-info' }] : [],
    refused: { code, details },
  }
}

/** An OFD that takes a document knows us, our token and our numbers, and lets us work. */
const LIFTED_BY_HEAD: readonly BlockCode[] = [
  'QUEUE_REFUSED',
  'RETRY_REFUSED',
  'REQUEST_NUMBER',
  'SERVER_BLOCKED',
  'TOKEN_INVALID',
  'UNKNOWN_ID',
  'PROTOCOL_ERROR',
]

const lift = ({ blocks }: State, codes: readonly BlockCode[], reason: string): readonly RegisterRecord[] =>
  codes.filter((code) => blocks[code]).map((code) => ({ kind: 'unblock', code, reason }))

/** The first sending was refused: the OFD did not take it (protocol §4), and remembers its no. It goes on under a new triple. */
const burnt = ({ inFlight }: Queued): readonly RegisterRecord[] =>
  inFlight ? [{ kind: 'dropped', reqnum: inFlight.reqnum, reason: 'the OFD refused it' }] : []

export const isNumbering = (code: number): boolean =>
  code === ResultCode.INVALID_REQUEST_NUMBER || code === ResultCode.INVALID_RETRY_REQUEST

/** These say something of the register, anything else something of the document. */
function queueBlock(code: number): BlockCode {
  const own: readonly BlockCode[] = ['SERVER_BLOCKED', 'TOKEN_INVALID', 'UNKNOWN_ID', 'REQUEST_NUMBER']
  const { block } = verdictOf(code)
  return block && own.includes(block) ? block : 'QUEUE_REFUSED'
}

/**
 * INFO was asked while the head's fate was unknown: the OFD's last document at or beyond it means that it has it, its sign
 * unknown; below means that it goes out anew under a new triple (protocol §6).
 */
export function headByInfo(
  state: State,
  answer: Answer,
  evidence: AnswerReceived['evidence'],
): readonly RegisterRecord[] {
  const [head] = state.queue
  const last = lastNumber(answer)
  if (!head || last === undefined || last > lastSent(state)) return []
  const { documentNumber, inFlight } = head
  if (last >= documentNumber)
    return [
      { kind: 'delivered', documentNumber, answer: evidence },
      ...lift(state, ['QUEUE_REFUSED', 'RETRY_REFUSED'], 'the OFD has it'),
    ]
  if (!inFlight) return []
  return [{ kind: 'dropped', reqnum: inFlight.reqnum, reason: 'the OFD does not have it: it goes out anew' }]
}

/**
 * The same of the document under way, whose message was set aside for INFO: the OFD has it, and its paper can only carry our
 * own sign; or it has it not, and it goes out as if for the first time.
 */
export function attemptByInfo(
  state: State,
  answer: Answer,
  evidence: AnswerReceived['evidence'],
  circumstances: Circumstances,
): Decision {
  const { attempt, aside, inFlight, lastDocumentNumber } = state
  const last = lastNumber(answer)
  if (!attempt || !aside || !inFlight || last === undefined || last > lastDocumentNumber)
    return { records: [], effects: [] }
  const { document, letterhead } = attempt
  const { documentNumber } = document
  if (last >= documentNumber) {
    const { effects, records } = autonomousOutcome(state, attempt)
    const delivered = { kind: 'delivered', documentNumber, answer: evidence } as const
    return { records: [...records, delivered, ...lift(state, ['RETRY_REFUSED'], 'the OFD has it')], effects }
  }
  const { RETRY_REFUSED } = state.blocks
  if (attempt.anew && RETRY_REFUSED)
    return { records: burntAnew(documentNumber, RETRY_REFUSED.details, evidence), effects: [] }
  const { conditions, registration } = letterhead
  const context = wireContext(registration, conditions, circumstances.quality?.())
  const anew = newRequest(
    { token: evidence.token, reqnum: inFlight.reqnum },
    outgoing(state, document),
    context,
    conditions,
  )
  return {
    records: [
      { kind: 'encoding', documentNumber, inFlight: anew },
      ...lift(state, ['RETRY_REFUSED'], 'the OFD does not have it: it goes out anew'),
    ],
    effects: [{ type: 'exchange', inFlight: anew }],
  }
}

/** Refused under a new triple too, and the OFD does not have it: its number is burnt, its key free. */
function burntAnew(
  documentNumber: number,
  details: Readonly<Record<string, string | number>>,
  { link, token }: AnswerReceived['evidence'],
): readonly RegisterRecord[] {
  const code = Number(details['ofdCode'] ?? 0)
  return [
    { kind: 'outcome', documentNumber, result: 'refused', code, answer: { code, token, frame: '', link } },
    { kind: 'unblock', code: 'RETRY_REFUSED', reason: 'the OFD does not have it' },
  ]
}

/** The last document that the OFD can have from us: behind the queue's head nothing has left. */
export function lastSent({ lastDocumentNumber, queue: [head] }: State): number {
  if (!head) return lastDocumentNumber
  const hasLeft = head.inFlight !== undefined || head.triples !== undefined
  return hasLeft ? head.documentNumber : head.documentNumber - 1
}

/** An OFD that does not know our request and does not tell its last document: nothing but a person can decide. */
export function undecided({ attempt, blocks, aside, queue: [head] }: State, answer: Answer): readonly RegisterRecord[] {
  const block = blocks.REQUEST_NUMBER
  if (!block || lastNumber(answer) !== undefined) return []
  if (attempt && aside) {
    const details = { ...block.details, documentNumber: attempt.document.documentNumber }
    return [{ kind: 'block', code: 'RETRY_REFUSED', details }]
  }
  if (!head?.inFlight) return []
  return [{ kind: 'block', code: 'QUEUE_REFUSED', details: { ...block.details, documentNumber: head.documentNumber } }]
}

/** The OFD's last document; 0 where its report says that it never had one. undefined: it does not tell. */
function lastNumber({ lastDocument, report }: Answer): number | undefined {
  if (lastDocument) return lastDocument.documentNumber
  if (!report) return undefined
  const counts = [...Object.values(report.ticketTotalCounts), ...Object.values(report.placementTotalCounts)]
  return report.shift === 0 && counts.every((count) => count === 0) ? 0 : undefined
}
