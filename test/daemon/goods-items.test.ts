import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Looking, itemOf } from '../../src/daemon/goods-items.ts'
import { parseParams } from '../../src/api/parse.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import type { Good } from '../../src/goods/good.ts'
import { BREAD, MILK, SCANNED } from '../goods/examples.ts'

const LIST: readonly Good[] = [{ ...BREAD, nameKk: 'Ақ нан', purchasePrice: tiyn(9000n), section: '3' }, MILK, SCANNED]

const looking = (more: Partial<Looking> = {}): Looking => ({
  prices: {
    byCode: async (code) => LIST.filter(({ article, barcode }) => code === article || code === barcode),
    one: async (code) => {
      const good = LIST.find(({ article, barcode }) => code === article || code === barcode)
      if (good === undefined) throw new Refusal('GOODS_NOT_FOUND', { goods: code })
      return good
    },
  },
  settings: { priceList: true, defaultItem: undefined, marksRequired: true },
  operation: 'sale',
  language: 'kk+ru',
  vatPayer: true,
  ...more,
})

const itemParam = (item: object) => {
  const [parsed] = parseParams('sale', { items: [item] }).items
  assert.ok(parsed)
  return parsed
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof Refusal ? error.code : String(error)
}

const BREAD_ITEM = {
  name: 'Нан ақ',
  price: '150.00',
  unit: '796',
  section: '3',
  vat: '16',
  barcode: '4870001112226',
  ntin: '0200000000004',
}

test('[EK0-set-pricelist] a code brings name, price, unit, section, rate, barcode and NTIN of the list', async () => {
  assert.deepEqual(await itemOf(itemParam({ goods: 'A-1' }), looking()), BREAD_ITEM)
  assert.deepEqual(await itemOf(itemParam({ goods: 'A-2' }), looking()), { name: 'Сүт', price: '150.00', section: '2' })
})

test('quantity, discount, marks and section of the call itself count', async () => {
  const own = { quantity: '2', discount: { percent: '5' }, marks: ['m'], physicalLabel: 'AA 1', section: '7' }
  assert.deepEqual(await itemOf(itemParam({ goods: 'A-1', ...own }), looking()), { ...BREAD_ITEM, ...own })
})

test('a receipt in Kazakh alone takes the Kazakh name, where there is one', async () => {
  const name = async (goods: string) => (await itemOf(itemParam({ goods }), looking({ language: 'kk' }))).name
  assert.deepEqual([await name('A-1'), await name('96385074')], ['Ақ нан', 'Сағыз'])
})

test('one who pays no VAT sells without, whatever rate the list has', async () => {
  assert.equal((await itemOf(itemParam({ goods: 'A-1' }), looking({ vatPayer: false }))).vat, undefined)
})

test('a purchase takes the purchase price, and is refused without one', async () => {
  for (const operation of ['purchase', 'purchase-return'] as const) {
    assert.equal((await itemOf(itemParam({ goods: 'A-1' }), looking({ operation }))).price, '90.00')
    assert.equal(await codeOf(itemOf(itemParam({ goods: 'A-2' }), looking({ operation }))), 'GOODS_WITHOUT_PRICE')
  }
})

test('[EK0-set-pricelist] with the setting off nothing is sold from the list', async () => {
  const off = looking({ settings: { priceList: false, defaultItem: undefined, marksRequired: true } })
  assert.equal(await codeOf(itemOf(itemParam({ goods: 'A-1' }), off)), 'PRICE_LIST_OFF')
})

test('[EK0-mode-simple] [EK0-set-default-item] a sum sells the default item; without one it is refused', async () => {
  const settings = { priceList: true, marksRequired: true, defaultItem: 'Тағам өнімдері' }
  assert.deepEqual(await itemOf(itemParam({ sum: '300', section: '2' }), looking({ settings })), {
    name: 'Тағам өнімдері',
    price: '300',
    section: '2',
  })
  assert.equal(await codeOf(itemOf(itemParam({ sum: '300' }), looking())), 'DEFAULT_ITEM_MISSING')
})

test('a default item that is a code of the list brings its name, rate and NTIN, at the price of the sum', async () => {
  const settings = { priceList: true, marksRequired: true, defaultItem: 'A-1' }
  assert.deepEqual(await itemOf(itemParam({ sum: '300' }), looking({ settings })), { ...BREAD_ITEM, price: '300' })
  const off = { priceList: false, marksRequired: true, defaultItem: 'A-1' }
  assert.equal((await itemOf(itemParam({ sum: '300' }), looking({ settings: off }))).name, 'A-1')
})

const WATER: Good = { article: 'W-1', name: 'Су', price: tiyn(20000n), purchasePrice: tiyn(9000n), marked: true }

/** Goods, operation, setting, marks, what comes of it: the price, or the refusal. */
const MARKED: readonly (readonly [Good, Looking['operation'], 'on' | 'off', object, string])[] = [
  [WATER, 'sale', 'on', {}, 'MARK_REQUIRED'],
  [WATER, 'sale', 'on', { marks: ['m1'] }, '200.00'],
  [WATER, 'sale', 'on', { quantity: '2', marks: ['m1'] }, 'MARK_REQUIRED'],
  [WATER, 'sale', 'on', { quantity: '2', marks: ['m1', 'm2'] }, '200.00'],
  [WATER, 'sale', 'on', { quantity: '0.5' }, 'MARK_REQUIRED'],
  [WATER, 'sale', 'off', { quantity: '2' }, '200.00'],
  [WATER, 'purchase', 'on', {}, 'MARK_REQUIRED'],
  [WATER, 'purchase', 'on', { marks: ['m1'] }, '90.00'],
  [WATER, 'sale-return', 'on', {}, '200.00'],
  [MILK, 'sale', 'on', {}, '150.00'],
]

for (const [good, operation, setting, own, outcome] of MARKED)
  test(`[R2026-7.1] ${operation} of ${good.name}, ${JSON.stringify(own)}, marks-required ${setting}: ${outcome}`, async () => {
    const settings = { priceList: true, defaultItem: undefined, marksRequired: setting === 'on' }
    const prices = { one: async () => good, byCode: async () => [good] }
    const item = itemParam({ goods: 'W-1', ...own })
    const made = itemOf(item, looking({ prices, operation, settings })).then(
      ({ price }) => price,
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    )
    assert.equal(await made, outcome)
  })

test('[R2026-7.1] marked goods as the default item are not sold by a sum: it names no piece', async () => {
  const prices = { one: async () => WATER, byCode: async () => [WATER] }
  const settings = { priceList: true, defaultItem: 'W-1', marksRequired: true }
  assert.equal(await codeOf(itemOf(itemParam({ sum: '300' }), looking({ prices, settings }))), 'MARK_REQUIRED')
})

/** Members that may not stand together, and which of them is the stranger. */
const MIXED: readonly (readonly [object, string])[] = [
  [{ goods: 'A', name: 'Нан' }, 'name'],
  [{ goods: 'A', price: '1' }, 'price'],
  [{ goods: 'A', vat: '16' }, 'vat'],
  [{ goods: 'A', sum: '1' }, 'sum'],
  [{ sum: '1', quantity: '2' }, 'quantity'],
  [{ sum: '1', name: 'Нан' }, 'name'],
  [{ storno: 1, goods: 'A' }, 'goods'],
]

test('an item is told by one of its forms: a price beside a code is refused', () => {
  for (const [item, stranger] of MIXED)
    assert.throws(
      () => parseParams('sale', { items: [item] }),
      (error) => error instanceof Refusal && error.details['path'] === `items[0].${stranger}`,
      stranger,
    )
})
