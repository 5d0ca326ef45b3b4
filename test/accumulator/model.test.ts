import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Journal } from '../../src/accumulator/journal.ts'
import { openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { MemoryJournal } from '../../src/accumulator/memory-journal.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { instant } from '../../src/fiscal/time.ts'
import { collect } from './contract.ts'
import { accepted, attempt, entry, login, MORNING, paper, refused } from './examples.ts'
import { inScratch } from './scratch.ts'

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8]
const KEYS = ['a', 'a.b', 'b']
const SIGNS = ['1', '12', '1/2']

const wish = fc.oneof(
  fc.record({ type: fc.constant('attempt' as const), key: fc.constantFrom(...KEYS) }),
  fc.record({ type: fc.constant('accept' as const), sign: fc.constantFrom(...SIGNS) }),
  fc.constantFrom({ type: 'refuse' as const }, { type: 'paper' as const }, { type: 'login' as const }),
)
type Wish = typeof wish extends fc.Arbitrary<infer W> ? W : never
const batches = fc.array(fc.array(fc.tuple(wish, fc.nat(9)), { maxLength: 4 }), { maxLength: 12 })

/** Makes wishes come true as a register would: numbers grow, and one document at a time waits for its outcome. */
function register(): (wish: Wish) => RegisterRecord {
  let last = 0
  let pending = false
  const settled = (outcome: RegisterRecord) => {
    const record = pending ? outcome : login
    pending = false
    return record
  }
  return (wished) => {
    switch (wished.type) {
      case 'attempt':
        if (pending) return login
        pending = true
        last += 1
        return attempt(last, wished.key, `content-${last}`)
      case 'accept':
        return settled(accepted(last, wished.sign))
      case 'refuse':
        return settled(refused(last))
      case 'paper':
        return last === 0 ? login : paper(last)
      case 'login':
        return login
      default:
        throw new Error(`unknown wish ${String(wished satisfies never)}`)
    }
  }
}

/** Everything that can be asked of a journal. */
async function answers(journal: Journal): Promise<unknown> {
  const minute = (n: number) => instant(MORNING + n)
  const { fiscal, events } = journal.heads()
  return {
    heads: { fiscal, events },
    records: await collect(journal.replay({ fiscal: 0n, events: 0n })),
    documents: await Promise.all(NUMBERS.map((n) => journal.document(n))),
    signs: await Promise.all(SIGNS.map((sign) => journal.bySign(sign))),
    keys: await Promise.all(KEYS.map((key) => journal.byKey(key))),
    times: await Promise.all([3, 100].map((limit) => journal.byTime(minute(2), minute(8), limit))),
    snapshot: await journal.loadSnapshot(),
  }
}

test('whatever is appended, LevelDB answers as the journal in memory does, before and after a restart', async () => {
  await inScratch(async (folder) => {
    let run = 0
    const property = fc.asyncProperty(batches, fc.nat(12), async (all, snapshotAfter) => {
      const directory = join(folder, String(run++))
      await provision(directory)
      const memory = new MemoryJournal()
      const level = await openLevelJournal(directory)
      const grant = register()
      for (const [n, batch] of all.entries()) {
        const entries = batch.map(([wished, time]) => entry(grant(wished), { time: MORNING + time }))
        assert.deepEqual(await level.append(entries), await memory.append(entries))
        if (n !== snapshotAfter) continue
        const snapshot = { ...memory.heads(), state: `{"n":${n}}` }
        await Promise.all([level.saveSnapshot(snapshot), memory.saveSnapshot(snapshot)])
      }
      const expected = await answers(memory)
      assert.deepEqual(await answers(level), expected)
      await level.close()
      const reopened = await openLevelJournal(directory)
      assert.deepEqual(await answers(reopened), expected)
      assert.equal(reopened.mendedIndexKeys, 0)
      await reopened.close()
    })
    await fc.assert(property, { numRuns: 100 })
  })
})
