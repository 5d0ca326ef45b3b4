import type { Instant } from '../time.ts'
import { shiftBehind, withBase } from './base.ts'
import type { AnswerEvidence, Base, Recovery, TwoPeople } from './fiscal-records.ts'
import { passedOver } from './sign.ts'
import type { State } from './state.ts'

/** A repair of the accumulator as the register remembers it. */
export interface RecoveryState extends TwoPeople {
  readonly act: Recovery['act'] | 'adopt-ofd'
  readonly found: string
  readonly lost: Recovery['lost']
  readonly time: Instant
  /** Its paper came out, or was given up. */
  readonly printed: boolean
  /** The OFD was asked since what it has: nothing is sold before. */
  readonly reconciled: boolean
}

/** Records that were there may be missing now: only the OFD can tell. A rebuilding without loss leaves nothing to ask. */
export function recovered(state: State, { act, by, found, lost, reason, second }: Recovery, time: Instant): State {
  return {
    ...state,
    ...(state.signs && { signs: passedOver(state.signs) }),
    recovery: { act, reason, by, second, found, lost, time, printed: false, reconciled: act === 'rebuild' },
  }
}

/**
 * The register goes on from the OFD's numbers and life-long sums. What the OFD has of our queue by its numbers is not sent
 * again, and the shift is the one that is open there, with what the OFD has counted in it: its Z closes with these figures.
 */
export function adopted(state: State, { base, by, reason, second }: { base: Base } & TwoPeople, time: Instant): State {
  // The OFD's figures are ours from here on: nothing of them is apart.
  const { apart: _, shift, ...rest } = state
  const queue = state.queue.filter(({ documentNumber }) => documentNumber > base.documentNumber)
  const { offlineSince: __, ...online } = rest
  const open = shiftBehind(shift, base)
  return {
    ...(queue.length > 0 ? rest : online),
    queue,
    ...(open && { shift: open }),
    ...(open && open === shift ? {} : { cashiers: [] }),
    ...(state.signs && { signs: passedOver(state.signs) }),
    lastDocumentNumber: Math.max(state.lastDocumentNumber, base.documentNumber),
    lastShift: Math.max(state.lastShift, base.shift),
    counters: withBase(state.counters, base),
    recovery: {
      act: 'adopt-ofd',
      reason,
      by,
      second,
      found: 'ROLLBACK',
      lost: { fiscal: 0n, events: 0n },
      time,
      printed: false,
      reconciled: true,
    },
  }
}

/** The OFD has told what it has: from here on a difference would be a block of its own. */
export const reconciled = (state: State, { code, command }: AnswerEvidence & { readonly command: string }): State =>
  state.recovery && command === 'info' && code === 0
    ? { ...state, recovery: { ...state.recovery, reconciled: true } }
    : state

export const printedRecovery = ({ recovery }: State): Pick<State, 'recovery'> =>
  recovery ? { recovery: { ...recovery, printed: true } } : {}
