import { toJson } from '../json.ts'
import { type OwnFigures, reconcile } from '../report/reconcile.ts'
import type { Answer } from '../wire/dialect.ts'
import type { ShiftCloseDocument } from './document.ts'
import { knownHere } from './elsewhere.ts'
import type { DifferenceSource } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

type Theirs = Answer['report']

/**
 * The OFD's counters in the answer to INFO or REPORT against ours; a change of what differs is recorded, the same again is
 * not. While a document is under way nothing can be compared.
 */
export function differencesOf(
  state: State,
  source: Exclude<DifferenceSource, 'close-shift'>,
  theirs: Theirs,
): readonly RegisterRecord[] {
  if (!theirs || state.attempt || state.queue.length > 0) return []
  const { counters, elsewhere, lastShift, shift } = state
  const own = { counters, shift: shift?.number ?? lastShift, open: shift !== undefined }
  const differences = reconcile(knownHere(own, elsewhere), theirs)
  if (toJson(differences) === toJson(state.difference?.differences ?? [])) return []
  return [{ kind: 'difference', source, differences }]
}

/** The OFD's Z against ours: what differs is recorded with the document, for its paper. */
export function differencesAtClose(
  state: State,
  { documentNumber, report, shift }: ShiftCloseDocument,
  theirs: Theirs,
): readonly RegisterRecord[] {
  if (!theirs) return []
  const own: OwnFigures = { counters: report, shift, open: false }
  const differences = reconcile(knownHere(own, state.elsewhere), theirs)
  if (differences.length > 0) return [{ kind: 'difference', source: 'close-shift', differences, documentNumber }]
  return state.difference ? [{ kind: 'difference', source: 'close-shift', differences }] : []
}
