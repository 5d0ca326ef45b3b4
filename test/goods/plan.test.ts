import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tiyn } from '../../src/fiscal/money.ts'
import type { Good } from '../../src/goods/good.ts'
import { MAX_GOODS, Planner } from '../../src/goods/plan.ts'
import { BREAD, MILK, SCANNED, good } from './examples.ts'

const plan = (known: readonly Good[], rows: readonly Good[], isWhole = false) => {
  const planner = new Planner()
  for (const one of known) planner.know(one)
  for (const [index, one] of rows.entries()) planner.take({ row: index + 2, good: one })
  return planner.finish(isWhole)
}

const counts = ({ added, bad, changed, removed, unchanged }: ReturnType<typeof plan>) => ({
  added,
  changed,
  unchanged,
  removed,
  bad: bad.length,
})
const NONE = { added: 0, changed: 0, unchanged: 0, removed: 0, bad: 0 }

test('a line that nobody has is new', () => {
  const made = plan([], [BREAD, MILK])
  assert.deepEqual(counts(made), { ...NONE, added: 2 })
  assert.deepEqual(made.put, [BREAD, MILK])
})

test('the same file again changes nothing', () => {
  const made = plan([BREAD, MILK, SCANNED], [BREAD, MILK, SCANNED])
  assert.deepEqual(counts(made), { ...NONE, unchanged: 3 })
  assert.deepEqual([made.put, made.remove], [[], []])
})

test('[EK0-set-pricelist] a new price replaces the line of its article, also when the article is written in another case', () => {
  const dearer = { ...BREAD, article: 'a-1', price: tiyn(20000n) }
  const made = plan([BREAD], [dearer])
  assert.deepEqual(counts(made), { ...NONE, changed: 1 })
  assert.deepEqual([made.remove, made.put], [[BREAD], [dearer]])
})

test('a row without an article speaks of the only line with its barcode, which keeps its article', () => {
  const { article: _, ...scanned } = BREAD
  const made = plan([BREAD], [{ ...scanned, price: tiyn(20000n) }])
  assert.deepEqual(counts(made), { ...NONE, changed: 1 })
  assert.equal(made.put[0]?.article, 'A-1')
})

test('a row without article and barcode speaks of the only line with its NTIN', () => {
  const made = plan([BREAD], [good(undefined, { ntin: '0200000000004' })])
  assert.deepEqual(counts(made), { ...NONE, changed: 1 })
})

test('a row that brings an article gives it to the line that had none', () => {
  const made = plan([SCANNED], [{ ...SCANNED, article: 'S-1' }])
  assert.deepEqual(counts(made), { ...NONE, changed: 1 })
  assert.deepEqual([made.remove, made.put], [[SCANNED], [{ ...SCANNED, article: 'S-1' }]])
})

test('one barcode may stand under several articles; a row must then name the article', () => {
  const twin = { ...BREAD, article: 'A-9' }
  assert.deepEqual(counts(plan([BREAD], [twin])), { ...NONE, added: 1 })
  const { article: _, ...scanned } = BREAD
  const [bad] = plan([BREAD, twin], [scanned]).bad
  assert.deepEqual(bad, { row: 2, value: '4870001112226', problem: 'several-goods' })
})

test('two rows of one file may not speak of the same line: the later is told which was the first', () => {
  const made = plan([BREAD], [BREAD, MILK, { ...BREAD, name: 'Басқа' }])
  assert.deepEqual(made.bad, [{ row: 4, value: '2', problem: 'repeated' }])
})

test('with the whole list, what no row speaks of goes', () => {
  const made = plan([BREAD, MILK, SCANNED], [MILK], true)
  assert.deepEqual(counts(made), { ...NONE, unchanged: 1, removed: 2 })
  assert.deepEqual(made.remove, [BREAD, SCANNED])
  assert.deepEqual(counts(plan([BREAD, MILK], [MILK])), { ...NONE, unchanged: 1 })
})

test(`a list has at most ${MAX_GOODS} lines`, () => {
  const planner = new Planner()
  for (let index = 0; index < MAX_GOODS; index += 1) planner.know(good(`A${index}`))
  planner.take({ row: 2, good: good('A0', { name: 'Басқа' }) })
  assert.deepEqual(planner.finish(false).bad, [])
  planner.take({ row: 3, good: good('more') })
  assert.deepEqual(planner.finish(false).bad, [{ row: 1, value: `${MAX_GOODS + 1}`, problem: 'too-many-goods' }])
})
