import type { Chain, Sealed, Stamped } from '../fiscal/register/records.ts'
import type { Instant } from '../fiscal/time.ts'
import type { HistoryQuery } from './history.ts'

export interface Head {
  readonly sequence: bigint
  /** SHA-256 of the last record of the chain, hex; zeros for an empty chain. */
  readonly hash: string
}

/** One record to append, with the running totals after it (their SHA-256 goes into its header). */
export interface Entry {
  readonly stamped: Stamped
  /** Canonical text of the counters after this record. */
  readonly totals: string
}

export interface KeyEntry {
  readonly content: string
  /** Where the document or report of that key is. */
  readonly subject:
    | { readonly type: 'document'; readonly documentNumber: number }
    | { readonly type: 'report'; readonly sequence: string }
    /** The hold, or its end. */
    | { readonly type: 'hold'; readonly sequence: string }
}

/**
 * The accumulator as the rest of the house sees it: append and read, never change (invariants 1 and 2). The adapter over
 * LevelDB and the one in memory pass the same contract suite.
 */
export interface Journal {
  /** Of the device's key, hex; undefined: nothing here is signed. */
  readonly publicKey: string | undefined
  /** Durable when the promise is fulfilled: one synchronous batch for all entries, indexes included. A failure is an unknown outcome. */
  append(entries: readonly Entry[]): Promise<readonly Sealed[]>
  heads(): Readonly<Record<Chain, Head>>
  /** All records of a document in the order of their sealing: attempt, outcome, papers. Empty: no such number. */
  document(documentNumber: number): Promise<readonly Sealed[]>
  bySign(sign: string): Promise<readonly number[]>
  /** Documents that give back the receipt with this sign, of whatever register, ascending; none whose number was refused. */
  byParent(sign: string): Promise<readonly number[]>
  /** Documents that name this marked piece (its identity), ascending; none whose number was refused. */
  byMark(piece: string): Promise<readonly number[]>
  byKey(key: string): Promise<KeyEntry | undefined>
  /** Document numbers whose attempt was made in [from, to), ascending by time. */
  byTime(from: Instant, to: Instant, limit: number): Promise<readonly number[]>
  /** Attempts of tickets, X reports and Z reports, the newest first, by index alone. */
  history(query: HistoryQuery): Promise<readonly Sealed[]>
  /** Whether a document's number was refused, so that it never counted. */
  isRefused(documentNumber: number): Promise<boolean>
  bySequence(chain: Chain, sequence: bigint): Promise<Sealed | undefined>
  /** The heads after the first `count` records of both chains, in the order of their sealing; undefined: there are not so many. */
  headsAfter(count: bigint): Promise<Readonly<Record<Chain, bigint>> | undefined>
  /**
   * All records after the given ones, in the order in which they were sealed, both chains together (each header names the
   * other chain's head at that moment, so the order can be told from the records alone). The first sequence is 1.
   * @param after zeros, or sequences that were the heads at one moment (those of a snapshot)
   * @throws DamageError on the way, where a link between two records does not hold
   */
  replay(after: Readonly<Record<Chain, bigint>>): AsyncIterable<Sealed>
  /**
   * A cache of the folded state: thrown away and rebuilt at will. Covers all records up to the two sequences.
   * @throws Error when this journal never had these two heads at one moment: a bug of the caller
   */
  saveSnapshot(snapshot: Snapshot): Promise<void>
  loadSnapshot(): Promise<Snapshot | undefined>
  close(): Promise<void>
}

export interface Snapshot {
  readonly fiscal: Head
  readonly events: Head
  readonly state: string
}
