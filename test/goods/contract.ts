import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { searchWords } from '../../src/goods/good.ts'
import type { PriceList } from '../../src/goods/price-list.ts'
import { BREAD, MILK, SCANNED, collect, edit, good } from './examples.ts'

/** What every price list does, whatever it lies on. */
export function priceListContract(name: string, make: () => Promise<PriceList>): void {
  describe(name, () => {
    let list: PriceList
    beforeEach(async () => {
      list = await make()
    })
    afterEach(() => list.close())
    readingContract(() => list)
    changingContract(() => list)
    notesContract(() => list)
  })
}

const names = (goods: readonly { readonly name: string }[]) => goods.map((one) => one.name)

function readingContract(list: () => PriceList): void {
  test('an empty list has nothing and no version', async () => {
    assert.deepEqual([list().size, list().version], [0, 0])
    assert.deepEqual(await list().byCode('A-1'), [])
    assert.deepEqual(await list().search([], 10), { goods: [] })
    assert.deepEqual(await collect(list().all()), [])
  })

  test('a line is found by article in any case, by barcode and by NTIN, as it was put in', async () => {
    await list().apply(edit(1, [BREAD, MILK, SCANNED]))
    for (const code of ['A-1', 'a-1', ' A-1 ', '4870001112226', '0200000000004'])
      assert.deepEqual(await list().byCode(code), [BREAD], code)
    assert.deepEqual(await list().byCode('96385074'), [SCANNED])
    for (const code of ['A', 'A-11', '487000111222', '']) assert.deepEqual(await list().byCode(code), [], code)
  })

  test('a code that several lines have finds them all', async () => {
    const twin = { ...BREAD, article: 'A-9', name: 'Нан қара' }
    const named = good('4870001112226', { name: 'Артикулы штрихкодтай' })
    await list().apply(edit(1, [BREAD, twin, named]))
    assert.deepEqual(names(await list().byCode('4870001112226')), ['Артикулы штрихкодтай', 'Нан ақ', 'Нан қара'])
  })

  test('[EK0-set-pricelist] a search knows Kazakh letters in any case, words in any order, both names and codes', async () => {
    const goods = [BREAD, MILK, good('Ү-7', { name: 'ҚЫМЫЗ «Әулие», 1Л' }), good('J-1', { name: 'Зелёный чай' })]
    await list().apply(edit(1, goods))
    for (const [text, found] of [
      ['қымыз', ['ҚЫМЫЗ «Әулие», 1Л']],
      ['ӘУЛИЕ', ['ҚЫМЫЗ «Әулие», 1Л']],
      ['әулие қым', ['ҚЫМЫЗ «Әулие», 1Л']],
      ['ү-7', ['ҚЫМЫЗ «Әулие», 1Л']],
      ['ауыл', ['Сүт']],
      ['СҮТ', ['Сүт']],
      ['сут', []],
      ['чай зеленый', ['Зелёный чай']],
      ['487000', ['Нан ақ']],
      ['нан сүт', []],
    ] as const)
      assert.deepEqual(names((await list().search(searchWords(text), 10)).goods), found, text)
  })

  test('pages follow one another without a gap, in the order of the codes', async () => {
    const goods = ['a1', 'a2', 'A3', 'ә4', '𐐀5', 'б6'].map((article) => good(article))
    await list().apply(edit(1, goods))
    const told: string[] = []
    let after: string | undefined
    do {
      const page = await list().page(after, 2)
      told.push(...page.goods.map(({ article }) => article ?? ''))
      after = page.next
    } while (after !== undefined)
    assert.deepEqual(told, ['a1', 'a2', 'A3', 'б6', 'ә4', '𐐀5'])
    assert.deepEqual(
      (await collect(list().all())).map(({ article }) => article),
      told,
    )
  })

  test('a search says whether there is more', async () => {
    await list().apply(
      edit(
        1,
        ['a1', 'a2', 'a3'].map((article) => good(article)),
      ),
    )
    assert.equal((await list().search(['тауар'], 3)).next, undefined)
    const { goods, next } = await list().search(['тауар'], 2)
    assert.deepEqual([goods.length, next], [2, 'a:a2'])
  })
}

function changingContract(list: () => PriceList): void {
  test('a changed line answers to its new codes and no longer to the old', async () => {
    await list().apply(edit(1, [BREAD, MILK], [], 2))
    const { barcode: _, ...bare } = BREAD
    const changed = { ...bare, ntin: '0200000000011' }
    await list().apply(edit(2, [changed], [BREAD], 2))
    assert.deepEqual(await list().byCode('A-1'), [changed])
    assert.deepEqual(await list().byCode('0200000000011'), [changed])
    for (const old of ['4870001112226', '0200000000004']) assert.deepEqual(await list().byCode(old), [])
    assert.deepEqual([list().size, list().version], [2, 2])
  })

  test('a line taken out is gone from every question', async () => {
    await list().apply(edit(1, [BREAD, MILK]))
    await list().apply(edit(2, [], [BREAD], 1))
    assert.deepEqual(await list().byCode('A-1'), [])
    assert.deepEqual(await collect(list().all()), [MILK])
    assert.equal(list().size, 1)
  })

  test('a change made for a list that has changed since is refused', async () => {
    await list().apply(edit(1, [BREAD]))
    await assert.rejects(list().apply(edit(1, [MILK])), /change 1 of the price list after change 1/)
    assert.deepEqual(await collect(list().all()), [BREAD])
  })
}

function notesContract(list: () => PriceList): void {
  test('the note of a change stays until it is settled', async () => {
    assert.equal(await list().pending(), undefined)
    const { put: _p, remove: _r, ...note } = edit(3, [BREAD])
    await list().apply(edit(3, [BREAD]))
    assert.deepEqual(await list().pending(), note)
    await list().settle(2)
    assert.deepEqual(await list().pending(), note)
    await list().settle(3)
    assert.equal(await list().pending(), undefined)
  })
}
