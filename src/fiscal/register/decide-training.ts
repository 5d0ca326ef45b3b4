import type { Operator } from '../ticket/types.ts'
import type { Circumstances } from './blocks.ts'
import type { DocumentRequest } from './decide.ts'
import { assertCounts, makeDocument, refuseWhenBlocked } from './decide-document.ts'
import { reportX } from './decide-report.ts'
import { conditionsOf, registrationOf } from './message.ts'
import type { ClientKey, Letterhead } from './fiscal-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'
import { practising } from './training.ts'

export interface Practising {
  readonly client: ClientKey
  readonly operator: Operator
}

/** @throws Refusal as a real document does */
export function decidePractice(
  state: State,
  request: DocumentRequest,
  { client, operator }: Practising,
  circumstances: Circumstances,
): readonly RegisterRecord[] {
  const own = practising(state)
  refuseWhenBlocked(own, circumstances, request.type === 'close' ? 'close' : 'sale')
  const document = makeDocument(own, request, operator, circumstances)
  assertCounts(own, document)
  return [{ kind: 'practised', document, client, letterhead: letterheadOf(own, circumstances) }]
}

/** @throws Refusal SHIFT_NOT_OPEN */
export function decidePracticeX(
  state: State,
  { client, operator }: Practising,
  circumstances: Circumstances,
): readonly RegisterRecord[] {
  const own = practising(state)
  return [
    {
      kind: 'practised-x',
      report: reportX(own, circumstances),
      letterhead: letterheadOf(own, circumstances),
      client,
      operator,
    },
  ]
}

const letterheadOf = (state: State, circumstances: Circumstances): Letterhead => ({
  registration: registrationOf(state),
  conditions: conditionsOf(state, circumstances),
})
