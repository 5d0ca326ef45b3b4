import type { Line } from '../fiscal/documents/lines.ts'
import { type PassportFacts, passportLines, testPageLines } from '../fiscal/documents/passport.ts'
import { decommissionLines, registrationLines } from '../fiscal/documents/registration.ts'
import { practiceOverLines, practisedLines } from '../fiscal/documents/training.ts'
import { selfTestLines } from '../fiscal/documents/selftest.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Circumstances } from '../fiscal/register/blocks.ts'
import { lifeFacts, lifeTotals } from '../fiscal/register/life.ts'
import { recoveryLines } from '../fiscal/documents/recovery.ts'
import { messageLines } from '../fiscal/documents/queue.ts'
import { messageOf } from '../fiscal/register/messages.ts'
import type { PaperSubject } from '../fiscal/register/event-records.ts'
import type { State } from '../fiscal/register/state.ts'
import { practisedUnder } from '../fiscal/register/training.ts'

export interface PageFacts {
  /** Of what was practised: once more, marked. */
  readonly copy: boolean
  readonly state: State
  readonly circumstances: Circumstances
  readonly passport: PassportFacts
}

export type PageSubject = Extract<PaperSubject, { type: 'page' | 'message' }>

/**
 * A page that is no document, as the register stands now.
 * @throws Refusal NOT_SET_UP, MESSAGE_NOT_FOUND when there is nothing to show
 */
export function pageLines(subject: PageSubject, { circumstances, copy, passport, state }: PageFacts): readonly Line[] {
  if (subject.type === 'message') {
    const { registration } = state
    return messageLines({ ...messageOf(state, subject.number), registration, language: passport.language })
  }
  const { page } = subject
  switch (page) {
    case 'passport':
      return passportLines(passport)
    case 'test':
    case 'printer-test':
    case 'printer-pages':
      return testPageLines({ ...passport, time: circumstances.now })
    case 'training': {
      const made = subject.key === undefined ? undefined : practisedUnder(state, subject.key)
      return made ? practisedLines(made, copy) : practiceOverLines(passport.language)
    }
    case 'selftest':
      return selfTestLines({
        tests: state.selfTests,
        registration: state.registration,
        software: passport,
        time: circumstances.now,
        language: passport.language,
      })
    case 'recovery': {
      const { lastDocumentNumber: lastDocument, recovery, registration } = state
      if (!recovery) throw new Refusal('NOT_SET_UP')
      return recoveryLines({ recovery, lastDocument, registration, language: passport.language })
    }
    case 'registration':
      return registrationLines(lifeFacts(state, state.registered, circumstances))
    case 'decommission': {
      const { decommissioned } = state
      if (!decommissioned) throw new Refusal('NOT_SET_UP')
      const { reason } = decommissioned
      return decommissionLines({
        ...lifeFacts(state, decommissioned, circumstances),
        reason,
        totals: lifeTotals(state),
      })
    }
    default:
      throw new Error(`unknown page ${String(page satisfies never)}`)
  }
}
