import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { type LevelJournal, openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { verifyJournal } from '../../src/accumulator/verify.ts'
import { ended, linesOf, run, runBehind } from './children/run.ts'
import { inScratch } from './scratch.ts'

const KILLS = 30

/** A head that the child told of: `fiscal sequence, hash, event sequence, hash`. */
async function isThere(journal: LevelJournal, told: string): Promise<boolean> {
  const [fiscal = '', fiscalHash, events = '', eventHash] = told.split(' ')
  const [one, other] = await Promise.all([
    journal.bySequence('fiscal', BigInt(fiscal)),
    journal.bySequence('events', BigInt(events)),
  ])
  return one?.hash === fiscalHash && other?.hash === eventHash
}

const isHead = (line: string): boolean => /^\d/.test(line)

describe('a process that appends', () => {
  for (const [how, mirror] of [
    ['', []],
    [', with a mirror that the database follows in eights', ['journal']],
  ] as const) {
    test(`[R1326-26.2] [R1326-93] [EK0-fn-13] [EK1-fn-10] killed ${KILLS} times at any moment, it loses nothing that it acknowledged${how}`, async () => {
      await inScratch(async (folder) => {
        const directory = join(folder, 'accumulator')
        const folders = mirror.map((name) => join(folder, name))
        await provision(directory)
        const told: string[] = []
        for (let kill = 1; kill <= KILLS; kill++) {
          const child = run('appender.ts', directory, String(kill), ...folders)
          // After another number of lines each time, and in the middle of whatever comes after the last of them.
          const lines = await linesOf(child, (_, count) => {
            if (count === 2 + ((kill * 7) % 23)) setTimeout(() => child.kill('SIGKILL'), kill % 5)
          })
          assert.equal(child.signalCode, 'SIGKILL')
          told.push(...lines.filter(isHead))
        }
        const journal = await openLevelJournal(directory, folders[0] === undefined ? {} : { mirror: folders[0] })
        const { heads } = await verifyJournal(journal.records())
        assert.deepEqual(heads, journal.heads())
        assert.ok(told.length > KILLS)
        for (const head of told) assert.ok(await isThere(journal, head), head)
        await journal.close()
      })
    })
  }

  test('holds the accumulator alone: a second process is told so', async () => {
    await inScratch(async (folder) => {
      const directory = join(folder, 'accumulator')
      await provision(directory)
      const child = run('appender.ts', directory)
      let refusal: Promise<void> | undefined
      await linesOf(child, (line) => {
        if (line !== 'open') return
        refusal = assert
          .rejects(openLevelJournal(directory), { name: 'JournalLocked', message: /is open in another process/ })
          .finally(() => child.kill('SIGKILL'))
      })
      assert.ok(refusal)
      await refusal
      await (await openLevelJournal(directory)).close()
    })
  })

  test('whose disk takes no more fails for good, and what it acknowledged is there', async () => {
    await inScratch(async (folder) => {
      const directory = join(folder, 'accumulator')
      await provision(directory)
      // A file may not grow past 100 KiB; without the signal the write fails, as on a full disk.
      const child = runBehind(`trap '' XFSZ; ulimit -f 200; exec "$@"`, 'appender.ts', directory)
      const lines = await linesOf(child)
      await ended(child)
      assert.deepEqual(lines.slice(-2), ['failed JournalFailed', 'then JournalFailed'])
      const told = lines.filter(isHead)
      assert.ok(told.length > 10)
      const journal = await openLevelJournal(directory)
      for (const head of told) assert.ok(await isThere(journal, head), head)
      await journal.close()
    })
  })

  test('whose mirror takes no more fails for good, and what only the mirror had is in the database', async () => {
    await inScratch(async (folder) => {
      const directory = join(folder, 'accumulator')
      const mirror = join(folder, 'journal')
      await provision(directory)
      // Room for the mirror is there already, but not for more than 150 KiB of it; the database has small files.
      for (const start of ['1', '2']) {
        const before = run('appender.ts', directory, start, mirror)
        await linesOf(before, (_, count) => {
          if (count === 120) before.kill('SIGKILL')
        })
      }
      const child = runBehind(`trap '' XFSZ; ulimit -f 300; exec "$@"`, 'appender.ts', directory, '3', mirror)
      const lines = await linesOf(child)
      assert.deepEqual(lines.slice(-2), ['failed JournalFailed', 'then JournalFailed'])
      const told = lines.filter(isHead)
      assert.ok(told.length > 0)
      const journal = await openLevelJournal(directory)
      for (const head of told) assert.ok(await isThere(journal, head), head)
      await journal.close()
    })
  })
})
