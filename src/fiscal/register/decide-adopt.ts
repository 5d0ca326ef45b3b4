import { Refusal } from '../refusal.ts'
import { ResultCode } from '../results.ts'
import { baseOf } from './base.ts'
import type { Circumstances } from './blocks.ts'
import type { AnswerReceived } from './decide-answer.ts'
import { request } from './decide-contact.ts'
import { conditionsOf } from './message.ts'
import type { Decision } from './decide.ts'
import type { TwoPeople } from './fiscal-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'
import { answerDetails, verdictOf } from './verdict.ts'

/**
 * The OFD is asked what it has, to go on from there.
 * @throws Refusal NOT_ROLLED_BACK: it has nothing that the register lacks; NOT_RECONCILED: it has not told yet
 */
export function decideAdopt(state: State, circumstances: Circumstances): Decision {
  if (!state.blocks.ROLLBACK)
    throw new Refusal(state.recovery?.reconciled === false ? 'NOT_RECONCILED' : 'NOT_ROLLED_BACK')
  const asked = request(state, 'info', circumstances)
  // What is on its way was made before the loss was known: it gives way to the question.
  const { inFlight } = state
  const dropped = inFlight ? [{ kind: 'dropped', reqnum: inFlight.reqnum, reason: 'the OFD is ahead' } as const] : []
  return { ...asked, records: [...dropped, ...asked.records] }
}

/** What it answers is adopted, by two people: numbers and life-long sums; a document under way is burnt. */
export function decideAdoptAnswer(
  state: State,
  { answer, evidence }: AnswerReceived,
  { circumstances, people }: { readonly people: TwoPeople; readonly circumstances: Circumstances },
): Decision {
  const answered = { kind: 'answer', command: 'info', ...evidence } as const
  if (answer.code !== ResultCode.OK) {
    const { refusal } = verdictOf(answer.code)
    return { records: [answered], effects: [], refused: { code: refusal, details: answerDetails(answer) } }
  }
  const base = baseOf(answer, conditionsOf(state, circumstances))
  if (!base) return { records: [answered], effects: [], refused: { code: 'NOT_ROLLED_BACK', details: {} } }
  const records: RegisterRecord[] = [
    answered,
    ...burnt(state),
    { kind: 'adopted', base, ...people },
    { kind: 'recovered', act: 'adopt-ofd', ...people },
    { kind: 'unblock', code: 'ROLLBACK', reason: 'two people took over what the OFD has' },
  ]
  return { records, effects: [] }
}

/** Its number belongs to another document at the OFD. */
function burnt({ attempt, token }: State): readonly RegisterRecord[] {
  if (!attempt) return []
  const answer = { code: 0, token, frame: '', link: '' }
  const { documentNumber } = attempt.document
  return [{ kind: 'outcome', documentNumber, result: 'refused', code: 0, answer }]
}
