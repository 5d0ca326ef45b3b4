import type { EventRecord } from './event-records.ts'
import type { FiscalRecord } from './fiscal-records.ts'
import type { Sealed } from './records.ts'

type AttemptRecord = Extract<FiscalRecord, { kind: 'attempt' }>
type OutcomeRecord = Extract<FiscalRecord, { kind: 'outcome' }>
type DeliveredRecord = Extract<FiscalRecord, { kind: 'delivered' }>
type WithdrawnRecord = Extract<FiscalRecord, { kind: 'withdrawn' }>
type PaperRecord = Extract<EventRecord, { kind: 'paper' }>
type DifferenceRecord = Extract<EventRecord, { kind: 'difference' }>

/** All that is recorded of one document. */
export interface DocumentFacts {
  readonly attempt: AttemptRecord
  /** When it was registered or refused; undefined while the OFD has not answered. */
  readonly outcome?: OutcomeRecord
  /** An autonomous document reached the OFD. */
  readonly delivered?: DeliveredRecord
  /** It was taken out of the queue and never will. */
  readonly withdrawn?: WithdrawnRecord
  /** Of a Z: what the OFD's answer to it did not agree on. */
  readonly difference?: DifferenceRecord
  /** Of each job the last word, in the order of the jobs: the original and marked copies. */
  readonly papers: readonly PaperRecord[]
}

/** @returns undefined for a number that no document has */
export function factsOf(records: readonly Sealed[]): DocumentFacts | undefined {
  let attempt: AttemptRecord | undefined
  let outcome: OutcomeRecord | undefined
  let difference: DifferenceRecord | undefined
  let delivered: DeliveredRecord | undefined
  let withdrawn: WithdrawnRecord | undefined
  const papers = new Map<number, PaperRecord>()
  for (const { record } of records) {
    if (record.kind === 'attempt') attempt = record
    else if (record.kind === 'outcome') outcome = record
    else if (record.kind === 'difference') difference = record
    else if (record.kind === 'delivered') delivered = record
    else if (record.kind === 'withdrawn') withdrawn = record
    else if (record.kind === 'paper') papers.set(record.job, record)
  }
  return (
    attempt && {
      attempt,
      papers: [...papers.values()],
      ...(outcome && { outcome }),
      ...(delivered && { delivered }),
      ...(withdrawn && { withdrawn }),
      ...(difference && { difference }),
    }
  )
}

/** How a document that counts was registered: with the OFD's sign, or with our own. */
export interface RegisteredAs {
  /** As it stands on the paper; of tickets only. */
  readonly sign?: string
  readonly checkUrl?: string
  readonly autonomous: boolean
  /** The link that served; an autonomous document has none. */
  readonly link?: string
}

/** @returns undefined for a document that was refused, or has no outcome yet */
export function registeredAs(outcome: DocumentFacts['outcome']): RegisteredAs | undefined {
  if (outcome === undefined || outcome.result === 'refused') return undefined
  const { checkUrl, sign } = outcome
  return {
    autonomous: outcome.result === 'autonomous',
    ...(sign !== undefined && { sign: String(sign) }),
    ...(checkUrl !== undefined && { checkUrl }),
    ...(outcome.result === 'accepted' && { link: outcome.answer.link }),
  }
}
