import type { FiscalRecord, EventRecord, Sealed } from './records.ts'

type AttemptRecord = Extract<FiscalRecord, { kind: 'attempt' }>
type OutcomeRecord = Extract<FiscalRecord, { kind: 'outcome' }>
type PaperRecord = Extract<EventRecord, { kind: 'paper' }>
type DifferenceRecord = Extract<EventRecord, { kind: 'difference' }>

/** All that is recorded of one document. */
export interface DocumentFacts {
  readonly attempt: AttemptRecord
  /** When it was registered or refused; undefined while the OFD has not answered. */
  readonly outcome?: OutcomeRecord
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
  const papers = new Map<number, PaperRecord>()
  for (const { record } of records) {
    if (record.kind === 'attempt') attempt = record
    else if (record.kind === 'outcome') outcome = record
    else if (record.kind === 'difference') difference = record
    else if (record.kind === 'paper') papers.set(record.job, record)
  }
  return (
    attempt && { attempt, papers: [...papers.values()], ...(outcome && { outcome }), ...(difference && { difference }) }
  )
}
