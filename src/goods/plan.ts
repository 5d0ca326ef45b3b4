import { toJson } from '../fiscal/json.ts'
import { type Good, codesOf, foldCode, idOf } from './good.ts'
import type { BadRow, GoodRow } from './rows.ts'

/** Lines that a list may have: all of a supermarket, and a scan of all of them still takes less than a second. */
export const MAX_GOODS = 100_000

/** What an import changes. */
export interface Plan {
  readonly put: readonly Good[]
  /** Lines as they are, of which some come back changed in {@link put}. */
  readonly remove: readonly Good[]
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** Taken out for good. */
  readonly removed: number
  readonly bad: readonly BadRow[]
}

/**
 * Rows of an import against the list: a row speaks of the line with its article; one without an article of the only line
 * with its barcode, else with its NTIN, whose article it then keeps; a line without an article is also found by a row that
 * brings one. What nobody has yet is new.
 */
export class Planner {
  readonly #byId = new Map<string, Good>()
  readonly #byCode = new Map<string, readonly Good[]>()
  /** Lines that a row has spoken of: by which row. */
  readonly #spoken = new Map<string, number>()
  readonly #put: Good[] = []
  readonly #remove: Good[] = []
  readonly #bad: BadRow[] = []
  #unchanged = 0
  #added = 0

  /** A line of the list as it is. All of them come before the first row. */
  know(good: Good): void {
    this.#byId.set(idOf(good), good)
    for (const code of codesOf(good)) this.#byCode.set(code, [...(this.#byCode.get(code) ?? []), good])
  }

  take({ good: typed, row }: GoodRow): void {
    const meant = this.#meant(typed)
    if (meant === 'several') {
      this.#bad.push({ row, value: typed.barcode ?? typed.ntin ?? '', problem: 'several-goods' })
      return
    }
    const old = meant === 'none' ? undefined : meant
    const article = typed.article ?? old?.article
    const good = { ...(article !== undefined && { article }), ...typed }
    const ids = [idOf(good), ...(old ? [idOf(old)] : [])]
    const before = ids.map((id) => this.#spoken.get(id)).find((spoken) => spoken !== undefined)
    if (before !== undefined) {
      this.#bad.push({ row, value: String(before), problem: 'repeated' })
      return
    }
    for (const id of ids) this.#spoken.set(id, row)
    if (old !== undefined && toJson(sorted(old)) === toJson(sorted(good))) {
      this.#unchanged += 1
      return
    }
    if (old === undefined) this.#added += 1
    else this.#remove.push(old)
    this.#put.push(good)
  }

  /** @param isWhole the file is the whole list: lines that no row spoke of go */
  finish(isWhole: boolean): Plan {
    const changed = this.#remove.length
    const gone = isWhole ? [...this.#byId].flatMap(([id, good]) => (this.#spoken.has(id) ? [] : [good])) : []
    const bad: BadRow[] = [...this.#bad]
    const size = this.#byId.size + this.#added - gone.length
    if (size > MAX_GOODS) bad.push({ row: 1, value: `${size}`, problem: 'too-many-goods' })
    return {
      put: this.#put,
      remove: [...this.#remove, ...gone],
      added: this.#added,
      changed,
      unchanged: this.#unchanged,
      removed: gone.length,
      bad,
    }
  }

  #meant(good: Good): Good | 'none' | 'several' {
    const same = this.#byId.get(idOf(good))
    if (same) return same
    for (const code of [good.barcode, good.ntin]) {
      if (code === undefined) continue
      const lines = (this.#byCode.get(foldCode(code)) ?? []).filter(
        (line) =>
          (line.barcode === code || line.ntin === code) && (good.article === undefined || line.article === undefined),
      )
      const [line, ...more] = lines
      if (more.length > 0) return 'several'
      if (line) return line
    }
    return 'none'
  }
}

const sorted = (good: Good) => Object.entries(good).sort(([a], [b]) => (a < b ? -1 : 1))
