import type { Chain, Sealed } from '../fiscal/register/records.ts'
import type { Instant } from '../fiscal/time.ts'
import { BEGINNING, sealEntries, wereHeads, type Place } from './chain.ts'
import { answers, type HistoryQuery, historyOf } from './history.ts'
import { clientKeyOf, parentSignOf, piecesOf, signedBy } from './indexes.ts'
import type { Entry, Head, Journal, KeyEntry, Snapshot } from './journal.ts'
import type { StoredRecord } from './record.ts'
import type { Signer } from './signing.ts'

/**
 * The accumulator without a disk, for tests and simulations: the same records and hashes, and every question answered by
 * looking at all records, so that it is also what the indexes of the real one are measured against.
 */
export class MemoryJournal implements Journal {
  readonly #records: StoredRecord[] = []
  #place: Place = BEGINNING
  #snapshot: Snapshot | undefined
  readonly #signer: Signer | undefined

  constructor(signer?: Signer) {
    this.#signer = signer
  }

  get publicKey(): string | undefined {
    return this.#signer?.publicKey
  }

  async append(entries: readonly Entry[]): Promise<readonly Sealed[]> {
    const { sealed, end } = sealEntries(this.#place, entries, this.#signer)
    this.#records.push(...sealed)
    this.#place = end
    return sealed.map((stored) => stored.sealed)
  }

  heads(): Readonly<Record<Chain, Head>> {
    return this.#place.heads
  }

  async document(documentNumber: number): Promise<readonly Sealed[]> {
    return documentNumber === 0 ? [] : this.#all().filter((sealed) => sealed.documentNumber === documentNumber)
  }

  async bySign(sign: string): Promise<readonly number[]> {
    const found = new Set<number>()
    for (const { documentNumber, record } of this.#all()) if (signedBy(record) === sign) found.add(documentNumber)
    return [...found].sort((a, b) => a - b)
  }

  async byParent(sign: string): Promise<readonly number[]> {
    return this.#documentsThat((sealed) => parentSignOf(sealed) === sign)
  }

  async byMark(piece: string): Promise<readonly number[]> {
    return this.#documentsThat((sealed) => piecesOf(sealed).includes(piece))
  }

  async byKey(key: string): Promise<KeyEntry | undefined> {
    const found = this.#all().flatMap((sealed) => clientKeyOf(sealed) ?? [])
    for (const { entry } of found.filter((client) => client.key === key).reverse()) {
      const { subject } = entry
      if (subject.type !== 'document' || !(await this.isRefused(subject.documentNumber))) return entry
    }
    return undefined
  }

  async byTime(from: Instant, to: Instant, limit: number): Promise<readonly number[]> {
    const found: { readonly time: number; readonly documentNumber: number }[] = []
    for (const { record, time } of this.#all()) {
      if (record.kind !== 'attempt' || time < from || time >= to) continue
      found.push({ time, documentNumber: record.document.documentNumber })
    }
    found.sort((a, b) => a.time - b.time || a.documentNumber - b.documentNumber)
    return found.slice(0, limit).map(({ documentNumber }) => documentNumber)
  }

  async history(query: HistoryQuery): Promise<readonly Sealed[]> {
    const by = query.span.by
    const found = this.#all().flatMap((sealed) => {
      const entry = historyOf(sealed)
      return entry && answers(entry, query) ? [{ entry, sealed }] : []
    })
    found.sort((a, b) => b.entry[by] - a.entry[by] || Number(b.entry.sequence - a.entry.sequence))
    return found.slice(0, query.limit).map(({ sealed }) => sealed)
  }

  async isRefused(documentNumber: number): Promise<boolean> {
    return this.#all().some(
      ({ record }) =>
        record.kind === 'outcome' && record.result === 'refused' && record.documentNumber === documentNumber,
    )
  }

  async bySequence(chain: Chain, sequence: bigint): Promise<Sealed | undefined> {
    return this.#at(chain, sequence)?.sealed
  }

  async headsAfter(count: bigint): Promise<Readonly<Record<Chain, bigint>> | undefined> {
    if (count < 0n || count > this.#records.length) return undefined
    const fiscal = BigInt(
      this.#records.slice(0, Number(count)).filter(({ sealed }) => sealed.chain === 'fiscal').length,
    )
    return { fiscal, events: count - fiscal }
  }

  async *replay(after: Readonly<Record<Chain, bigint>>): AsyncGenerator<Sealed, void> {
    for (const sealed of this.#all()) if (sealed.sequence > after[sealed.chain]) yield sealed
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    const at = (chain: Chain) => this.#at(chain, snapshot[chain].sequence)
    if (!wereHeads(snapshot, { fiscal: at('fiscal'), events: at('events') })) {
      throw new Error('a snapshot must cover heads that this journal had')
    }
    this.#snapshot = snapshot
  }

  async loadSnapshot(): Promise<Snapshot | undefined> {
    return this.#snapshot
  }

  async close(): Promise<void> {}

  #documentsThat(are: (sealed: Sealed) => boolean): readonly number[] {
    const refused = new Set(
      this.#all().flatMap(({ record }) =>
        record.kind === 'outcome' && record.result === 'refused' ? [record.documentNumber] : [],
      ),
    )
    const found = this.#all().flatMap((sealed) => (are(sealed) ? [sealed.documentNumber] : []))
    return found.filter((documentNumber) => !refused.has(documentNumber)).sort((a, b) => a - b)
  }

  #all(): readonly Sealed[] {
    return this.#records.map(({ sealed }) => sealed)
  }

  #at(chain: Chain, sequence: bigint): StoredRecord | undefined {
    return this.#records.find(({ sealed }) => sealed.chain === chain && sealed.sequence === sequence)
  }
}
