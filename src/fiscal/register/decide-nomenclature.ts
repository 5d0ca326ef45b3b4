import type { ErrorCode } from '../../locale/errors.ts'
import { toBase64, fromBase64 } from '../base64.ts'
import { Refusal } from '../refusal.ts'
import { ResultCode } from '../results.ts'
import { HEADER_BYTES } from '../wire/frame.ts'
import type { Outgoing } from '../wire/dialect.ts'
import type { Circumstances } from './blocks.ts'
import type { Decision } from './decide.ts'
import type { AnswerReceived } from './decide-answer.ts'
import { conditionsOf, newRequest, registrationOf, wireContext } from './message.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'
import { answerDetails, verdictOf } from './verdict.ts'

/** What is asked of the OFD's list: all of it, if it is newer than a version (0: none), or one line by its barcode. */
export type NomenclatureAsk = Omit<Extract<Outgoing, { command: 'nomenclature' }>, 'command'>

/**
 * The OFD is asked for goods, never while a document is on its way: its retry would be forgotten (protocol §1).
 * @throws Refusal NOT_SET_UP, UNFINISHED_DOCUMENT, NOMENCLATURE_UNSUPPORTED
 */
export function decideNomenclature(state: State, ask: NomenclatureAsk, circumstances: Circumstances): Decision {
  const conditions = conditionsOf(state, circumstances)
  const context = wireContext(registrationOf(state), conditions)
  if (state.queue.length > 0) throw new Refusal('QUEUE_NOT_EMPTY', { length: state.queue.length })
  if (state.inFlight) throw new Refusal('UNFINISHED_DOCUMENT', { documentNumber: state.lastDocumentNumber })
  // The look-up by barcode came with 2.0.3 (P203-nkt).
  if (ask.barcode !== undefined && conditions.version === '2.0.2') throw new Refusal('NOMENCLATURE_UNSUPPORTED')
  const inFlight = newRequest(state, { command: 'nomenclature', ...ask }, context, conditions)
  return { records: [{ kind: 'request', inFlight }], effects: [{ type: 'exchange', inFlight }] }
}

/** Codes that say something of this request alone, and nothing of the register. */
const REFUSALS: Readonly<Record<number, ErrorCode>> = {
  [ResultCode.PROTOCOL_ERROR]: 'NOMENCLATURE_UNSUPPORTED',
  [ResultCode.UNKNOWN_COMMAND]: 'NOMENCLATURE_UNSUPPORTED',
  [ResultCode.UNSUPPORTED_COMMAND]: 'NOMENCLATURE_UNSUPPORTED',
  [ResultCode.INCORRECT_REQUEST_DATA]: 'NOMENCLATURE_UNSUPPORTED',
}
const NOT_FOUND_BY_BARCODE = 18

/**
 * Goods are no reason to stop selling: only what concerns the register itself (its ID, token, the server's block) blocks
 * it. Of the answer the header is kept, its megabytes go to the price list.
 */
export function decideNomenclatureAnswer({ answer, evidence }: AnswerReceived): Decision {
  const header = toBase64(fromBase64(evidence.frame).slice(0, HEADER_BYTES))
  const answered: RegisterRecord = { kind: 'answer', command: 'nomenclature', ...evidence, frame: header }
  const { code } = answer
  if (code === ResultCode.OK || code === NOT_FOUND_BY_BARCODE) return { records: [answered], effects: [] }
  const details = answerDetails(answer)
  const own = REFUSALS[code]
  if (own !== undefined) return { records: [answered], effects: [], refused: { code: own, details } }
  const { block, refusal } = verdictOf(code)
  const records =
    block && block !== 'PROTOCOL_ERROR' ? [answered, { kind: 'block', code: block, details } as const] : [answered]
  return { records, effects: [], refused: { code: refusal, details } }
}
