import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { planImport, readPriceFile } from '../../src/goods/import.ts'
import { openLevelPriceList } from '../../src/goods/level-price-list.ts'
import type { PriceList } from '../../src/goods/price-list.ts'
import { RULES, edit, inScratch } from './examples.ts'

const SMALL = 2000
const LARGE = 20_000

const fileOf = (lines: number): Uint8Array =>
  Buffer.from(
    `article;name;name_kk;unit;price;vat;section\n${Array.from(
      { length: lines },
      (_, index) => `A${index};"Товар ""${index}"" обыкновенный";Тауар ${index};шт;${index + 1},50;16;1\n`,
    ).join('')}`,
  )

async function importInto(list: PriceList, lines: number): Promise<void> {
  const file = readPriceFile(fileOf(lines), RULES)
  assert.ok('rows' in file)
  const { bad, plan } = await planImport(list, file.rows, false)
  assert.deepEqual([bad.length, plan.added], [0, lines])
  await list.apply(edit(1, plan.put))
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The middle one of nine: one slow turn of the machine says nothing. */
async function median(work: (turn: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < 9; turn += 1) times.push(await timed(() => work(turn)))
  return times.sort((a, b) => a - b)[4] ?? 0
}

/** A hundred look-ups, as a hundred sales make them. */
const hundred = (list: PriceList, lines: number) => async (turn: number) => {
  for (let n = 0; n < 100; n += 1) {
    const [good] = await list.byCode(`a${(turn * 997 + n * 31) % lines}`)
    assert.ok(good)
  }
}

test('20,000 rows take ten times as long as 2,000, a look-up at the sale no longer, and no turn is long', () =>
  inScratch(async (folder) => {
    const [small, large] = await Promise.all(['small', 'large'].map((name) => openLevelPriceList(join(folder, name))))
    assert.ok(small && large)
    const smallTime = await timed(() => importInto(small, SMALL))
    let longest = 0
    let last = performance.now()
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    const largeTime = await timed(() => importInto(large, LARGE))
    clearInterval(pulse)
    assert.equal(large.size, LARGE)
    assert.ok(largeTime < 20 * smallTime, `import: ${largeTime} ms against ${smallTime} ms`)
    assert.ok(longest < largeTime / 3, `others waited ${longest} ms of ${largeTime} ms`)
    const smallSale = await median(hundred(small, SMALL))
    const largeSale = await median(hundred(large, LARGE))
    assert.ok(largeSale < 2 * smallSale, `look-ups: ${largeSale} ms against ${smallSale} ms`)
    const search = await median(() => large.search(['19999'], 10))
    assert.ok(search < largeTime, `search: ${search} ms`)
    await Promise.all([small.close(), large.close()])
  }))
