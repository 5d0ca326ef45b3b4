import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Level } from 'level'
import { openPriceList, setAsideOf } from '../../src/goods/guarded-price-list.ts'
import { openLevelPriceList } from '../../src/goods/level-price-list.ts'
import { MemoryPriceList } from '../../src/goods/memory-price-list.ts'
import { PriceListDamaged } from '../../src/goods/price-list.ts'
import { priceListContract } from './contract.ts'
import { BREAD, MILK, SCANNED, edit, inScratch } from './examples.ts'

const folders: string[] = []
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'kkm-goods-'))
  folders.push(folder)
  return join(folder, 'goods')
}
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

const quiet = (): void => undefined

priceListContract('the price list in memory', async () => new MemoryPriceList())
priceListContract('the price list over LevelDB', async () => openLevelPriceList(await newFolder()))
priceListContract('the price list that keeps itself usable', async () => openPriceList(await newFolder(), quiet))

test('what was put in is there after the next opening, its note too', () =>
  inScratch(async (folder) => {
    const directory = join(folder, 'goods')
    const first = await openLevelPriceList(directory)
    await first.apply(edit(4, [BREAD, MILK]))
    await first.close()
    const second = await openLevelPriceList(directory)
    assert.deepEqual([second.size, second.version, (await second.pending())?.version], [2, 4, 4])
    assert.deepEqual(await second.byCode('a-1'), [BREAD])
    await second.close()
  }))

/** Another price in a kept line, as a flipped bit would make it. */
async function forgePrice(directory: string): Promise<void> {
  const db = new Level(directory)
  const key = 'g!a:a-1'
  const value = await db.get(key)
  assert.ok(value?.includes('"15000"'))
  await db.put(key, value.replace('"15000"', '"11000"'), { sync: true })
  await db.close()
}

test('a price that is not as it was written is never told', () =>
  inScratch(async (folder) => {
    const directory = join(folder, 'goods')
    const first = await openLevelPriceList(directory)
    await first.apply(edit(1, [BREAD, MILK]))
    await first.close()
    await forgePrice(directory)
    const second = await openLevelPriceList(directory)
    await assert.rejects(second.byCode('A-1'), PriceListDamaged)
    await assert.rejects(second.search(['нан'], 5), PriceListDamaged)
    assert.deepEqual(await second.byCode('A-2'), [MILK])
    await second.close()
  }))

test('a damaged list is set aside when it is read, and an empty one takes its place', () =>
  inScratch(async (folder) => {
    const directory = join(folder, 'goods')
    const first = await openPriceList(directory, quiet)
    await first.apply(edit(1, [BREAD, MILK]))
    await first.close()
    await forgePrice(directory)
    const told: unknown[] = []
    const list = await openPriceList(directory, (error) => told.push(error))
    const answers = await Promise.allSettled([list.byCode('A-1'), list.byCode('A-1')])
    assert.ok(answers.some(({ status }) => status === 'rejected'))
    assert.equal(told.length, 1)
    assert.deepEqual([list.size, list.version], [0, 0])
    assert.deepEqual(await list.byCode('A-1'), [])
    await list.apply(edit(2, [SCANNED]))
    assert.deepEqual(await list.byCode('96385074'), [SCANNED])
    assert.ok(existsSync(setAsideOf(directory)))
    await list.close()
  }))

test('a list whose files are spoilt is set aside at the opening', () =>
  inScratch(async (folder) => {
    const directory = join(folder, 'goods')
    const first = await openPriceList(directory, quiet)
    await first.apply(edit(1, [BREAD]))
    await first.close()
    for (const name of readdirSync(directory)) {
      if (name === 'LOCK') continue
      writeFileSync(join(directory, name), Buffer.alloc(readFileSync(join(directory, name)).length, 7))
    }
    const told: unknown[] = []
    const list = await openPriceList(directory, (error) => told.push(error))
    assert.deepEqual([told.length, list.size], [1, 0])
    await list.close()
  }))

test('a list that another process holds is not taken for damage', () =>
  inScratch(async (folder) => {
    const directory = join(folder, 'goods')
    const first = await openPriceList(directory, quiet)
    await first.apply(edit(1, [BREAD]))
    await assert.rejects(openPriceList(directory, quiet))
    assert.deepEqual(await first.byCode('A-1'), [BREAD])
    await first.close()
  }))
