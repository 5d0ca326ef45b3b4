import type { Entry, Journal } from '../../src/accumulator/journal.ts'
import { MemoryJournal } from '../../src/accumulator/memory-journal.ts'
import type { Sealed } from '../../src/fiscal/register/records.ts'
import type { Dice } from './chance.ts'

/** A medium that cannot write: the daemon ends. */
export class MediumError extends Error {
  override readonly name = 'MediumError'
}

/** What survives a crash. A batch is there or not, never a part of it. */
export class Disk {
  #journal = new MemoryJournal()
  #batches: (readonly Entry[])[] = []
  /** Records of each document: a world asks for them at every turn. */
  #documents = new Map<number, Sealed[]>()
  /** As many batches as a barrier has made safe. */
  #safe = 0

  get journal(): MemoryJournal {
    return this.#journal
  }

  get batches(): number {
    return this.#batches.length
  }

  async write(entries: readonly Entry[], barrier: boolean) {
    this.#batches.push(entries)
    if (barrier) this.#safe = this.#batches.length
    return this.#append(entries)
  }

  async #append(entries: readonly Entry[]) {
    const sealed = await this.#journal.append(entries)
    for (const record of sealed) {
      const known = this.#documents.get(record.documentNumber)
      if (known) known.push(record)
      else this.#documents.set(record.documentNumber, [record])
    }
    return sealed
  }

  document(documentNumber: number): readonly Sealed[] {
    return documentNumber === 0 ? [] : [...(this.#documents.get(documentNumber) ?? [])]
  }

  /** The power fails: of what no barrier made safe, some is gone. */
  async crash(dice: Dice): Promise<void> {
    if (this.#safe < this.#batches.length) await this.cutTo(dice.between(this.#safe, this.#batches.length))
  }

  /** An older image of the disk takes its place. */
  async cutTo(batches: number): Promise<void> {
    this.#batches = this.#batches.slice(0, batches)
    this.#safe = batches
    this.#journal = new MemoryJournal()
    this.#documents = new Map()
    for (const entries of this.#batches) await this.#append(entries)
  }
}

/** The accumulator of one run of the daemon: reads go to the disk, an append is a step of the world. */
export function journalOn(medium: Disk, append: Journal['append']): Journal {
  const disk = (): MemoryJournal => medium.journal
  return {
    publicKey: undefined,
    append,
    heads: () => disk().heads(),
    document: async (number) => medium.document(number),
    bySign: async (sign) => disk().bySign(sign),
    byParent: async (sign) => disk().byParent(sign),
    byMark: async (piece) => disk().byMark(piece),
    byKey: async (key) => disk().byKey(key),
    byTime: async (from, to, limit) => disk().byTime(from, to, limit),
    history: async (query) => disk().history(query),
    isRefused: async (number) => disk().isRefused(number),
    bySequence: async (chain, sequence) => disk().bySequence(chain, sequence),
    headsAfter: async (count) => disk().headsAfter(count),
    replay: (after) => disk().replay(after),
    saveSnapshot: async (snapshot) => disk().saveSnapshot(snapshot),
    loadSnapshot: async () => disk().loadSnapshot(),
    close: async () => undefined,
  }
}
