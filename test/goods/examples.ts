import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Tiyn, tiyn } from '../../src/fiscal/money.ts'
import type { Good } from '../../src/goods/good.ts'
import type { Edit } from '../../src/goods/price-list.ts'
import type { RowRules } from '../../src/goods/rows.ts'

const PRICE: Tiyn = tiyn(15000n)

export const good = (article: string | undefined, more: Partial<Good> = {}): Good => ({
  ...(article !== undefined && { article }),
  name: `Тауар ${article ?? ''}`.trim(),
  price: PRICE,
  ...more,
})

export const BREAD = good('A-1', {
  barcode: '4870001112226',
  ntin: '0200000000004',
  name: 'Нан ақ',
  vat: 16,
  unit: '796',
})
export const MILK = good('A-2', { name: 'Сүт', nameKk: 'Ауыл сүті', section: '2' })
export const SCANNED = good(undefined, { barcode: '96385074', name: 'Сағыз' })

/** One change of the list, with a note that a test need not look at. */
export const edit = (version: number, put: readonly Good[], remove: readonly Good[] = [], size = put.length): Edit => ({
  put,
  remove,
  version,
  size,
  change: { type: 'import', source: 'file', digest: '00', added: put.length, changed: 0, removed: 0, skipped: 0 },
  by: 1,
})

export const RULES: RowRules = {
  vatRates: ['none', 0, 5, 10, 16],
  unprintable: (text) => (text.includes('🍞') ? '🍞' : undefined),
}

/** A folder of one's own for a piece of work, gone after it. */
export async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kkm-goods-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
