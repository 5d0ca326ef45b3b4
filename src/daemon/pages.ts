import type { Line } from '../fiscal/documents/lines.ts'
import { type PassportFacts, passportLines, testPageLines } from '../fiscal/documents/passport.ts'
import { decommissionLines, registrationLines } from '../fiscal/documents/registration.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Circumstances } from '../fiscal/register/blocks.ts'
import { lifeFacts, lifeTotals } from '../fiscal/register/life.ts'
import type { Page } from '../fiscal/register/records.ts'
import type { State } from '../fiscal/register/state.ts'

export interface PageFacts {
  readonly state: State
  readonly circumstances: Circumstances
  readonly passport: PassportFacts
}

/** A page that is no document, as the register stands now. @throws Refusal NOT_SET_UP when there is nothing to show */
export function pageLines(page: Page, { state, circumstances, passport }: PageFacts): readonly Line[] {
  switch (page) {
    case 'passport':
      return passportLines(passport)
    case 'test':
      return testPageLines({ ...passport, time: circumstances.now })
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
