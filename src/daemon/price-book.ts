import { createHash } from 'node:crypto'
import { toJson } from '../fiscal/json.ts'
import { formatTenge } from '../fiscal/money.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Circumstances } from '../fiscal/register/blocks.ts'
import type { GoodsChange } from '../fiscal/register/event-records.ts'
import type { RegisterRecord } from '../fiscal/register/records.ts'
import { shown } from '../fiscal/text.ts'
import type { State } from '../fiscal/register/state.ts'
import { ratesAt } from '../fiscal/ticket/vat.ts'
import type { OfdGoods } from '../fiscal/wire/nomenclature.ts'
import { type Good, foldCode, idOf, searchWords } from '../goods/good.ts'
import { type Reading, planImport, readPriceFile } from '../goods/import.ts'
import { type Edit, type Page, type PriceList, PriceListDamaged } from '../goods/price-list.ts'
import { type BadRow, type RowRules, readFields } from '../goods/rows.ts'

/** The part of the register that the list needs: what it last knew of the list, and a place for what changed. */
export interface Ledger {
  readonly state: Pick<State, 'priceList'>
  record(records: () => readonly RegisterRecord[]): Promise<void>
}

export interface PriceBookPorts {
  readonly list: PriceList
  readonly ledger: Ledger
  readonly circumstances: () => Pick<Circumstances, 'now' | 'unprintable'>
}

/** What an import did, or would have done: with bad rows nothing is changed unless they may be left out. */
export interface Imported {
  readonly reading: Reading
  /** Rows that were left out. */
  readonly skipped: number
  readonly size: number
}

/** Rows with something wrong: nothing was imported. */
export interface NotImported {
  readonly rejected: readonly BadRow[]
}

/** How an import is made, and by whom. */
export interface How {
  readonly skipBad: boolean
  readonly replace: boolean
  readonly by: number
  /** Hears now and then how many rows were read. */
  readonly onRows?: (count: number) => void
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** One of the OFD's goods in the columns of a file: the same rules read it. */
const fieldsOf = (item: OfdGoods['items'][number]): Parameters<typeof readFields>[0] => ({
  article: item.article ?? '',
  barcode: item.barcode ?? '',
  ntin: item.ntin ?? '',
  name: item.title,
  name_kk: item.titleKk ?? '',
  unit: item.unit ?? '',
  price: item.price === undefined ? '' : formatTenge(item.price),
  // The protocol makes 2.0.2 send one, nothing or not.
  purchase_price: item.purchasePrice === undefined || item.purchasePrice === 0n ? '' : formatTenge(item.purchasePrice),
  vat: item.vat === undefined ? '' : String(item.vat),
  marked: item.isMarked ? 'yes' : '',
})

/**
 * The price list in the register's life: one change at a time, each told to the accumulator (who, when, what), also when
 * the power went between the two. Reading never waits for a change.
 */
export class PriceBook {
  readonly #ports: PriceBookPorts
  #changes: Promise<unknown> = Promise.resolve()

  constructor(ports: PriceBookPorts) {
    this.#ports = ports
  }

  /** A change that the accumulator does not have yet is told now. To be called once, at the start. */
  async settle(): Promise<void> {
    await this.#inTurn(() => this.#tell())
  }

  /** Version of the OFD's list that was taken last; 0: none, or what was taken is lost. */
  get ofdVersion(): number {
    return this.isLost ? 0 : (this.#ports.ledger.state.priceList?.ofdVersion ?? 0)
  }

  get size(): number {
    return this.#ports.list.size
  }

  /** There was a list, and it is gone: it was damaged and set aside. */
  get isLost(): boolean {
    const known = this.#ports.ledger.state.priceList
    return known !== undefined && known.size > 0 && this.#ports.list.version < known.version
  }

  /**
   * The line with this article, barcode or NTIN.
   * @throws Refusal GOODS_NOT_FOUND, GOODS_AMBIGUOUS with the candidates, GOODS_DAMAGED
   */
  async one(code: string): Promise<Good> {
    const goods = await this.byCode(code)
    const [good, ...more] = goods
    if (good === undefined) throw new Refusal('GOODS_NOT_FOUND', { goods: shown(code) })
    if (more.length === 0) return good
    const candidates = goods.map(({ article, barcode, name, ntin }) => `${article ?? barcode ?? ntin ?? ''} ${name}`)
    throw new Refusal('GOODS_AMBIGUOUS', { goods: shown(code), candidates })
  }

  async byCode(code: string): Promise<readonly Good[]> {
    return this.#reading(() => this.#ports.list.byCode(code))
  }

  /** Lines in which all words of the text occur; those that answer to the text as a code come first. */
  async find(text: string, limit: number): Promise<Page> {
    const exact = (await this.byCode(text)).slice(0, limit)
    const { goods, next } = await this.#reading(() => this.#ports.list.search(searchWords(text), limit + exact.length))
    const known = new Set(exact.map(idOf))
    const others = goods.filter((good) => !known.has(idOf(good)))
    const all = [...exact, ...others]
    const isMore = next !== undefined || all.length > limit
    return { goods: all.slice(0, limit), ...(isMore && { next: next ?? '' }) }
  }

  async page(after: string | undefined, limit: number): Promise<Page> {
    return this.#reading(() => this.#ports.list.page(after, limit))
  }

  async close(): Promise<void> {
    await this.#inTurn(() => this.#ports.list.close())
  }

  /** A whole file: read, planned, and put into the list in one batch. */
  async importFile(bytes: Uint8Array, how: How): Promise<Imported | NotImported> {
    return this.#inTurn(async () => {
      const file = readPriceFile(bytes, this.#rules())
      return 'unreadable' in file
        ? { rejected: file.unreadable }
        : this.#import(file.rows, { ...how, source: 'file', digest: digestOf(bytes) })
    })
  }

  /** The same out of the OFD's goods; a row is one of them, from 1. */
  async importOfd({ items, version }: OfdGoods, how: How): Promise<Imported | NotImported> {
    const rules = this.#rules()
    const rows = items.map((item, index) => readFields(fieldsOf(item), index + 1, rules))
    const digest = digestOf(Buffer.from(toJson(items)))
    return this.#inTurn(() => this.#import(rows, { ...how, source: 'ofd', digest, ofdVersion: version }))
  }

  async #import(
    rows: Parameters<typeof planImport>[1],
    {
      by,
      onRows,
      replace,
      skipBad,
      ...origin
    }: How & Pick<Extract<GoodsChange, { type: 'import' }>, 'source' | 'digest' | 'ofdVersion'>,
  ): Promise<Imported | NotImported> {
    const reading = await this.#reading(() => planImport(this.#ports.list, rows, replace, onRows))
    const { bad, plan } = reading
    if (bad.length > 0 && (!skipBad || bad.some(({ problem }) => problem === 'too-many-goods')))
      return { rejected: bad }
    const skipped = new Set(bad.map(({ row }) => row)).size
    const { added, changed, put, remove, removed } = plan
    await this.#change({ put, remove }, { type: 'import', ...origin, added, changed, removed, skipped }, by)
    return { reading, skipped, size: this.#ports.list.size }
  }

  /** @throws Refusal GOODS_NOT_FOUND, GOODS_AMBIGUOUS, GOODS_DAMAGED */
  async remove(code: string, by: number): Promise<Good> {
    return this.#inTurn(async () => {
      const good = await this.one(code)
      await this.#change({ put: [], remove: [good] }, { type: 'remove', code: foldCode(code), name: good.name }, by)
      return good
    })
  }

  #rules(): RowRules {
    const { now, unprintable } = this.#ports.circumstances()
    return { vatRates: ['none', ...ratesAt(now)], unprintable }
  }

  async #change({ put, remove }: Pick<Edit, 'put' | 'remove'>, change: GoodsChange, by: number): Promise<void> {
    const { ledger, list } = this.#ports
    const version = Math.max(list.version, ledger.state.priceList?.version ?? 0) + 1
    const size = list.size - remove.length + put.length
    await this.#reading(() => list.apply({ put, remove, version, size, change, by }))
    await this.#tell()
  }

  async #tell(): Promise<void> {
    const { ledger, list } = this.#ports
    const note = await this.#reading(() => list.pending())
    if (note === undefined) return
    if ((ledger.state.priceList?.version ?? 0) < note.version) await ledger.record(() => [{ kind: 'goods', ...note }])
    await this.#reading(() => list.settle(note.version))
  }

  async #reading<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      throw error instanceof PriceListDamaged ? new Refusal('GOODS_DAMAGED') : error
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#changes
    const line = Promise.withResolvers<void>()
    this.#changes = line.promise
    await before
    try {
      return await work()
    } finally {
      line.resolve()
    }
  }
}
