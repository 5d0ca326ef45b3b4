import type { Instant } from '../time.ts'
import { printedRecovery } from './recovery.ts'
import { printedMessage } from './messages.ts'
import type { EventRecord } from './event-records.ts'
import type { DoubtfulPaper, State } from './state.ts'

/** Papers of which nobody knows are remembered up to so many; of older ones their records tell. */
const MOST_DOUBTFUL = 32

type PaperRecord = Extract<EventRecord, { kind: 'paper' }>
type PrinterRecord = Extract<
  EventRecord,
  { kind: 'paper' | 'paper-held' | 'drawer' | 'printer-profile' | 'printer-found' }
>

/** What a fact about paper or about the printer changes. */
export function evolvePapers(state: State, record: PrinterRecord, time: Instant): State {
  switch (record.kind) {
    case 'paper':
      return evolvePaper(state, record, time)
    case 'paper-held':
      return {
        ...state,
        lastJob: Math.max(state.lastJob, record.job),
        held: { ...state.held, [record.documentNumber]: time },
      }
    case 'drawer':
      return state
    case 'printer-profile':
      return { ...state, printerProfile: { name: record.name, by: record.by, time } }
    case 'printer-found': {
      const { kind: _, place, ...found } = record
      return { ...state, printers: { ...state.printers, [place]: found } }
    }
    default:
      throw new Error(`unknown record ${String(record satisfies never)}`)
  }
}

function evolvePaper(state: State, record: PaperRecord, time: Instant): State {
  const { copy, job, subject } = record
  const document = subject.type === 'document' && !copy ? String(subject.documentNumber) : undefined
  const ended = record.state !== 'started' && subject.type === 'document'
  return {
    ...state,
    lastJob: Math.max(state.lastJob, job),
    papers: ended ? lacking(state.papers, String(subject.documentNumber)) : state.papers,
    held: document === undefined ? state.held : lacking(state.held, document),
    doubtful: doubtfulAfter(state.doubtful, record, time),
    ...(subject.type === 'page' && subject.page === 'recovery' && printedRecovery(state)),
    ...(subject.type === 'message' && { messages: printedMessage(state.messages, subject.number) }),
  }
}

/** A later word about the same job ends its doubt. */
function doubtfulAfter(
  before: readonly DoubtfulPaper[],
  { copy, job, state, subject }: PaperRecord,
  time: Instant,
): readonly DoubtfulPaper[] {
  const others = before.some((paper) => paper.job === job) ? before.filter((paper) => paper.job !== job) : before
  return state === 'uncertain' ? [...others, { job, subject, copy, time }].slice(-MOST_DOUBTFUL) : others
}

/** The same object where the key is not there: most papers were never held. */
function lacking<T>(of: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in of)) return of
  const { [key]: _, ...rest } = of
  return rest
}
