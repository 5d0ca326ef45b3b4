import type { GoodsChange } from '../fiscal/register/event-records.ts'
import type { Good } from './good.ts'

/** A change that the list has and the accumulator may not have yet: told again after a power cut. */
export interface Note {
  /** Grows with every change, also over a list that was lost. */
  readonly version: number
  /** Lines after it. */
  readonly size: number
  readonly change: GoodsChange
  readonly by: number
}

/** What one batch does. A changed line is taken out as it is and put in as it shall be. */
export interface Edit extends Note {
  /** Lines as they stand in the list now. */
  readonly remove: readonly Good[]
  readonly put: readonly Good[]
}

export interface Page {
  readonly goods: readonly Good[]
  /** There are more; `after` of the next page is this. */
  readonly next?: string
}

/** The kept list is not what was written into it: a wrong price would be sold. Import it anew. */
export class PriceListDamaged extends Error {
  override readonly name = 'PriceListDamaged'
}

/**
 * The price list as the rest of the house sees it. The adapter over LevelDB and the one in memory pass the same contract
 * suite. All reads may throw {@link PriceListDamaged}.
 */
export interface PriceList {
  /** How many lines there are. */
  readonly size: number
  /** Of the last change; 0: none yet. */
  readonly version: number
  /** Lines with this article, barcode or NTIN, exactly but for case: none, one, or several. */
  byCode(code: string): Promise<readonly Good[]>
  /** Lines in which all words occur, in the list's order. */
  search(words: readonly string[], limit: number): Promise<Page>
  /** In the order of ids. @param after where the page before ended */
  page(after: string | undefined, limit: number): Promise<Page>
  all(): AsyncIterable<Good>
  /**
   * Everything or nothing, durable when the promise is fulfilled; its note stays pending until it is settled.
   * @throws Error when the list has changed since the edit was made: a bug of the caller
   */
  apply(edit: Edit): Promise<void>
  /** The last note that was not settled. */
  pending(): Promise<Note | undefined>
  settle(version: number): Promise<void>
  close(): Promise<void>
}

export function assertLater({ version }: Note, last: number): void {
  if (version <= last) throw new Error(`change ${version} of the price list after change ${last}`)
}
