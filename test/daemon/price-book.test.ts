import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PriceBook } from '../../src/daemon/price-book.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { evolve } from '../../src/fiscal/register/evolve.ts'
import { type State, emptyState } from '../../src/fiscal/register/state.ts'
import { fromLocal } from '../../src/fiscal/time.ts'
import { MemoryPriceList } from '../../src/goods/memory-price-list.ts'
import { type PriceList, PriceListDamaged } from '../../src/goods/price-list.ts'
import { BREAD, MILK, edit } from '../goods/examples.ts'

const NOW = fromLocal({ year: 2026, month: 11, day: 21, hour: 10, minute: 0, second: 0 })

/** The accumulator as the list sees it: records, folded. */
class TestLedger {
  state: State = emptyState()
  readonly records: RegisterRecord[] = []
  /** The power goes before the next record is written. */
  isDead = false

  async record(records: () => readonly RegisterRecord[]): Promise<void> {
    if (this.isDead) throw new Error('the power is gone')
    for (const record of records()) {
      this.records.push(record)
      this.state = evolve(this.state, { record, time: NOW, boot: 1, monotonic: 0, shift: 0, documentNumber: 0 })
    }
  }
}

function bookOf(list: PriceList = new MemoryPriceList(), ledger = new TestLedger()) {
  const book = new PriceBook({ list, ledger, circumstances: () => ({ now: NOW, unprintable: () => undefined }) })
  return { book, ledger, list }
}

const HOW = { skipBad: false, replace: false, by: 1 }
const file = (text: string): Uint8Array => Buffer.from(`article;name;price;vat\n${text}`)

const refused = async (work: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Refusal, String(error))
  return error
}

test('[EK0-set-pricelist] an import is one event: who, when, the digest of the file, what changed', async () => {
  const { book, ledger } = bookOf()
  await book.importFile(file('A;Нан;150;16\nB;Сүт;420;\n'), HOW)
  const imported = await book.importFile(file('A;Нан;170;16\nC;Шай;900;none\n'), { ...HOW, by: 5 })
  assert.ok('reading' in imported)
  assert.equal(imported.size, 3)
  const [, second] = ledger.records
  assert.ok(second?.kind === 'goods' && second.change.type === 'import')
  const { digest, ...change } = second.change
  assert.match(digest, /^[0-9a-f]{64}$/)
  assert.deepEqual(
    { ...second, change },
    {
      kind: 'goods',
      version: 2,
      size: 3,
      by: 5,
      change: { type: 'import', source: 'file', added: 1, changed: 1, removed: 0, skipped: 0 },
    },
  )
  assert.deepEqual(ledger.state.priceList, { version: 2, size: 3, time: NOW, by: 5 })
})

test('with one bad row nothing is imported and nothing recorded; told to, the good rows are', async () => {
  const { book, ledger, list } = bookOf()
  const bytes = file('A;Нан;150;16\nB;Сүт;free;\nC;;5;\n')
  const rejected = await book.importFile(bytes, HOW)
  assert.ok('rejected' in rejected)
  assert.deepEqual(
    rejected.rejected.map(({ column, row }) => [row, column]),
    [
      [3, 'price'],
      [4, 'name'],
    ],
  )
  assert.deepEqual([list.size, ledger.records.length], [0, 0])
  const imported = await book.importFile(bytes, { ...HOW, skipBad: true })
  assert.ok('reading' in imported)
  assert.deepEqual([imported.skipped, imported.size], [2, 1])
})

test('a header that cannot be read imports nothing, told to leave bad rows out or not', async () => {
  const { book, list } = bookOf()
  const rejected = await book.importFile(Buffer.from('title;price\nНан;150\n'), { ...HOW, skipBad: true })
  assert.ok('rejected' in rejected)
  assert.equal(list.size, 0)
})

test('rates of the day decide: 12 % is no rate of November 2026', async () => {
  const { book } = bookOf()
  const rejected = await book.importFile(file('A;Нан;150;12\n'), HOW)
  assert.ok('rejected' in rejected)
  assert.equal(rejected.rejected[0]?.problem, 'no-such-rate')
})

test('a whole list takes out what it does not name', async () => {
  const { book } = bookOf()
  await book.importFile(file('A;Нан;150;\nB;Сүт;420;\n'), HOW)
  await book.importFile(file('B;Сүт;430;\n'), { ...HOW, replace: true })
  assert.deepEqual(
    (await book.page(undefined, 10)).goods.map(({ article, price }) => [article, price]),
    [['B', 43000n]],
  )
})

test('two imports at once are made one after the other', async () => {
  const { book, ledger } = bookOf()
  await Promise.all(['A', 'B', 'C'].map((article) => book.importFile(file(`${article};Нан;150;\n`), HOW)))
  assert.equal(book.size, 3)
  assert.deepEqual(
    ledger.records.map((record) => record.kind === 'goods' && [record.version, record.size]),
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  )
})

test('a change that the power took before it was recorded is recorded at the next start, once', async () => {
  const { book, ledger, list } = bookOf()
  ledger.isDead = true
  await assert.rejects(book.importFile(file('A;Нан;150;\n'), HOW), /the power is gone/)
  ledger.isDead = false
  for (let start = 0; start < 2; start += 1) await bookOf(list, ledger).book.settle()
  assert.deepEqual(
    ledger.records.map((record) => record.kind),
    ['goods'],
  )
  assert.equal(await list.pending(), undefined)
})

test('a change that was recorded before the power went is not recorded again', async () => {
  const { ledger, list } = bookOf()
  await list.apply(edit(1, [BREAD]))
  await ledger.record(() => [{ kind: 'goods', version: 1, size: 1, change: edit(1, [BREAD]).change, by: 1 }])
  await bookOf(list, ledger).book.settle()
  assert.equal(ledger.records.length, 1)
})

test('goods taken off the list are recorded by code and name', async () => {
  const { book, ledger, list } = bookOf()
  await list.apply(edit(1, [BREAD, MILK]))
  assert.deepEqual(await book.remove('4870001112226', 3), BREAD)
  const last = ledger.records.at(-1)
  assert.deepEqual(last, {
    kind: 'goods',
    version: 2,
    size: 1,
    change: { type: 'remove', code: '4870001112226', name: 'Нан ақ' },
    by: 3,
  })
  assert.equal((await refused(book.remove('A-1', 3))).code, 'GOODS_NOT_FOUND')
})

test('a list that was set aside is lost, until one is imported again; its versions go on', async () => {
  const ledger = new TestLedger()
  await bookOf(new MemoryPriceList(), ledger).book.importFile(file('A;Нан;150;\n'), HOW)
  const { book } = bookOf(new MemoryPriceList(), ledger)
  assert.equal(book.isLost, true)
  await book.importFile(file('A;Нан;150;\n'), HOW)
  assert.equal(book.isLost, false)
  assert.equal(ledger.state.priceList?.version, 2)
  assert.equal(bookOf().book.isLost, false)
})

test('damage is a refusal: the register goes on selling what it is told by name', async () => {
  const list = new MemoryPriceList()
  list.byCode = () => Promise.reject(new PriceListDamaged('spoilt'))
  assert.equal((await refused(bookOf(list).book.one('A'))).code, 'GOODS_DAMAGED')
})

test('what answers to the text as a code comes first, and no line twice', async () => {
  const { book, list } = bookOf()
  const other = { ...MILK, article: 'A-0', name: 'Қосымша A-2' }
  await list.apply(edit(1, [BREAD, MILK, other]))
  const { goods, next } = await book.find('a-2', 10)
  assert.deepEqual([goods, next], [[MILK, other], undefined])
  assert.notEqual((await book.find('a-', 2)).next, undefined)
})

test('several lines of one code are told by article and name', async () => {
  const { book, list } = bookOf()
  await list.apply(edit(1, [BREAD, { ...BREAD, article: 'A-9', name: 'Нан қара' }]))
  const { code, details } = await refused(book.one('4870001112226'))
  assert.deepEqual([code, details['candidates']], ['GOODS_AMBIGUOUS', ['A-1 Нан ақ', 'A-9 Нан қара']])
})
