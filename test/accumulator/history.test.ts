import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { HistoryPlace, HistoryQuery } from '../../src/accumulator/history.ts'
import type { Journal } from '../../src/accumulator/journal.ts'
import { openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { MemoryJournal } from '../../src/accumulator/memory-journal.ts'
import type { RegisterRecord, Sealed } from '../../src/fiscal/register/records.ts'
import type { Span } from '../../src/fiscal/span.ts'
import { instant } from '../../src/fiscal/time.ts'
import { accepted, attempt, entry, inFlight, letterhead, MORNING, refused, ticket } from './examples.ts'
import { tamper } from './forge.ts'
import { inScratch } from './scratch.ts'

type What = 'ticket' | 'deposit' | 'close' | 'x'

/** A record of the day: its time in milliseconds of the morning, its shift, its maker. */
function recordOf(what: What, number: number, facts: { at: number; shift: number; by: number }): RegisterRecord {
  const time = instant(MORNING + facts.at)
  const operator = { code: facts.by, name: `User ${facts.by}` }
  const made = attempt(number)
  if (made.kind !== 'attempt') throw new Error('an attempt')
  const { ticket: _, ...head } = { ...ticket(number, time), ticket: undefined, shift: facts.shift, operator }
  switch (what) {
    case 'ticket':
      return { ...made, document: { ...ticket(number, time), shift: facts.shift, operator } }
    case 'x': {
      const x = {
        report: { type: 'x', shift: facts.shift, time },
        letterhead,
        client: { key: `x${number}`, content: 'c' },
      }
      return { kind: 'request', inFlight: inFlight(number), x: { ...x, operator } } as unknown as RegisterRecord
    }
    case 'deposit':
      return { ...made, document: { ...head, type: 'placement', direction: 'deposit' } as never }
    case 'close':
      return { ...made, document: { ...head, type: 'close' } as never }
    default:
      throw new Error(`unknown ${String(what satisfies never)}`)
  }
}

/** Two shifts of two people: receipts 1, 2, 4, 6 and 7, a deposit, an X in each, a Z after the first. */
const DAY: readonly (readonly [What, number, { at: number; shift: number; by: number }])[] = [
  ['ticket', 1, { at: 0, shift: 1, by: 7 }],
  ['ticket', 2, { at: 10, shift: 1, by: 8 }],
  ['deposit', 3, { at: 10, shift: 1, by: 7 }],
  ['ticket', 4, { at: 20, shift: 1, by: 7 }],
  ['x', 0, { at: 25, shift: 1, by: 8 }],
  ['close', 5, { at: 30, shift: 1, by: 8 }],
  ['ticket', 6, { at: 30, shift: 2, by: 7 }],
  ['x', 0, { at: 40, shift: 2, by: 7 }],
  ['ticket', 7, { at: 50, shift: 2, by: 8 }],
]

const written = async (journal: Journal): Promise<Journal> => {
  for (const [what, number, facts] of DAY) {
    await journal.append([entry(recordOf(what, number, facts))])
    if (number === 2) await journal.append([entry(refused(2))])
    else if (number !== 0) await journal.append([entry(accepted(number, String(number)))])
  }
  return journal
}

const within = (from: number, to: number): Span => ({
  by: 'time',
  from: instant(MORNING + from),
  to: instant(MORNING + to),
})
const shifts = (from: number, to: number): Span => ({ by: 'shift', from, to })
const told = ({ record }: Sealed): string =>
  record.kind === 'attempt'
    ? `${record.document.type === 'close' ? 'Z' : ''}${record.document.documentNumber}`
    : `X${record.kind === 'request' ? record.x?.report.shift : ''}`

const EVER = within(-1000, 1000)
const QUESTIONS: readonly (readonly [string, Omit<HistoryQuery, 'limit'>, string])[] = [
  ['all receipts', { list: 'receipts', span: EVER }, '7 6 4 2 1'],
  ['receipts of one person', { list: 'receipts', operator: 7, span: EVER }, '6 4 1'],
  ['receipts of nobody', { list: 'receipts', operator: 9, span: EVER }, ''],
  ['receipts of a shift', { list: 'receipts', span: shifts(1, 1) }, '4 2 1'],
  ['receipts of one person in a shift', { list: 'receipts', operator: 8, span: shifts(2, 9) }, '7'],
  ['receipts of a span: from is within, to is not', { list: 'receipts', span: within(10, 50) }, '6 4 2'],
  ['X and Z', { list: 'reports', span: EVER }, 'X2 Z5 X1'],
  ['X and Z of a shift', { list: 'reports', span: shifts(2, 2) }, 'X2'],
  ['Z alone', { list: 'closings', span: shifts(0, 4_294_967_295) }, 'Z5'],
  ['Z of a time', { list: 'closings', span: within(31, 99) }, ''],
]

async function questions(journal: Journal): Promise<void> {
  for (const [what, query, expected] of QUESTIONS) {
    const found = await journal.history({ ...query, limit: 50 })
    assert.equal(found.map(told).join(' '), expected, what)
  }
}

const placeOf = ({ record, sequence }: Sealed): HistoryPlace => {
  if (record.kind === 'attempt') return { shift: record.document.shift, time: record.document.time, sequence }
  if (record.kind === 'request' && record.x)
    return { shift: record.x.report.shift, time: record.x.report.time, sequence }
  throw new Error('not of the history')
}

/** Page after page of one list is the list, whatever the size of a page. */
async function pages(journal: Journal, query: Omit<HistoryQuery, 'limit'>, limit: number): Promise<readonly string[]> {
  const all: string[] = []
  let before: HistoryPlace | undefined
  while (true) {
    const page = await journal.history({ ...query, limit, ...(before && { before }) })
    all.push(...page.map(told))
    const last = page.at(-1)
    if (!last || page.length < limit) return all
    before = placeOf(last)
  }
}

for (const kind of ['in memory', 'over LevelDB'] as const)
  describe(`[EK0-histr-1] [EK0-histc-1] the history of the journal ${kind}`, () => {
    const use = (work: (journal: Journal) => Promise<void>) =>
      kind === 'in memory'
        ? written(new MemoryJournal()).then(work)
        : inScratch(async (folder) => {
            await provision(join(folder, 'accumulator'))
            const journal = await openLevelJournal(join(folder, 'accumulator'))
            await work(await written(journal))
            await journal.close()
          })

    test('answers by list, person, shift and time, the newest first', () => use(questions))

    test('comes in pages that are the whole, each receipt once', () =>
      use(async (journal) => {
        const property = fc.asyncProperty(
          fc.constantFrom(...QUESTIONS),
          fc.integer({ min: 1, max: 6 }),
          async (question, limit) => {
            const [, query, expected] = question
            assert.equal((await pages(journal, query, limit)).join(' '), expected)
          },
        )
        await fc.assert(property, { numRuns: 60 })
      }))

    test('tells a refused number from one that counts', () =>
      use(async (journal) => {
        assert.equal(await journal.isRefused(2), true)
        for (const number of [1, 4, 99]) assert.equal(await journal.isRefused(number), false)
      }))
  })

test('an accumulator of an older release, without these indexes, has its history after its next start', async () => {
  await inScratch(async (folder) => {
    const directory = join(folder, 'accumulator')
    await provision(directory)
    const journal = await openLevelJournal(directory)
    await written(journal)
    await journal.saveSnapshot({ ...journal.heads(), state: '{}' })
    await journal.close()
    await tamper(directory, async (db) => {
      const newer = (await db.keys().all()).filter((key) => /^[ghi]\//.test(key))
      assert.ok(newer.length > 20)
      await db.batch(newer.map((key) => ({ type: 'del', key })))
    })
    const opened = await openLevelJournal(directory)
    assert.equal(opened.mendedIndexKeys, 0, 'nothing was lost')
    await questions(opened)
    await opened.close()
  })
})
