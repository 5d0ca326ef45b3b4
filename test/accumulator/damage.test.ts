import assert from 'node:assert/strict'
import { cp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, mock, test } from 'node:test'
import { indexKeys, recordKey } from '../../src/accumulator/indexes.ts'
import { type Anchor, LevelJournal, openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { openDatabase } from '../../src/accumulator/level-database.ts'
import { encodeSnapshot, SNAPSHOT_KEY } from '../../src/accumulator/snapshot.ts'
import { verifyJournal } from '../../src/accumulator/verify.ts'
import { accepted, attempt, entry, login, paper } from './examples.ts'
import { tamper } from './forge.ts'
import { inScratch } from './scratch.ts'

const DOCUMENTS = 40

/** An accumulator with some documents, all still in LevelDB's log, and its heads as someone outside remembers them. */
async function withDocuments(work: (directory: string, anchors: readonly Anchor[]) => Promise<void>): Promise<void> {
  await inScratch(async (folder) => {
    const directory = join(folder, 'accumulator')
    await provision(directory)
    const journal = await openLevelJournal(directory)
    for (let n = 1; n <= DOCUMENTS; n++) {
      await journal.append([entry(attempt(n)), entry(login)])
      await journal.append([entry(accepted(n, String(n))), entry(paper(n))])
    }
    const { fiscal, events } = journal.heads()
    await journal.close()
    await work(directory, [
      { chain: 'fiscal', ...fiscal },
      { chain: 'events', ...events },
    ])
  })
}

async function logOf(directory: string): Promise<string> {
  const logs = (await readdir(directory)).filter((name) => name.endsWith('.log'))
  assert.equal(logs.length, 1)
  return join(directory, String(logs[0]))
}

async function withCopy(directory: string, work: (copy: string) => Promise<void>): Promise<void> {
  await inScratch(async (folder) => {
    const copy = join(folder, 'accumulator')
    await cp(directory, copy, { recursive: true })
    await cp(`${directory}.born`, `${copy}.born`)
    await work(copy)
  })
}

const NOTHING = Buffer.alloc(0)
const elsewhere = { sequence: 1n, hash: 'a'.repeat(64) }
const foreign = { fiscal: elsewhere, events: elsewhere, state: '{}' }

const fault = (name: string) => ({ name: 'DamageError', fault: name })

/** The accumulator with a snapshot of its heads, its database changed behind its back. */
async function withSnapshot(directory: string, ruin: Parameters<typeof tamper>[1]): Promise<void> {
  const journal = await openLevelJournal(directory)
  await journal.saveSnapshot({ ...journal.heads(), state: '{}' })
  await journal.close()
  await tamper(directory, ruin)
}

describe('a record in the accumulator', () => {
  const key = recordKey('fiscal', 9n)
  const ruins: readonly (readonly [string, string, Parameters<typeof tamper>[1]])[] = [
    [
      'with one flipped bit',
      'chain',
      async (db) => {
        const bytes = await db.get(key)
        assert.ok(bytes)
        bytes.writeUInt8(bytes.readUInt8(300) ^ 4, 300)
        await db.put(key, bytes)
      },
    ],
    ['in the place of another', 'gap', async (db) => db.put(key, (await db.get(recordKey('fiscal', 8n))) ?? NOTHING)],
    ['that is gone', 'gap', (db) => db.del(key)],
  ]
  for (const [what, name, ruin] of ruins) {
    test(`[R1326-37.2] ${what} is found at the opening`, async () => {
      await withDocuments(async (directory) => {
        await tamper(directory, ruin)
        await assert.rejects(openLevelJournal(directory), fault(name))
      })
    })

    test(`${what}, and older than the snapshot, is found when its document is read and by a walk over all`, async () => {
      await withDocuments(async (directory) => {
        await withSnapshot(directory, ruin)
        const journal = await openLevelJournal(directory)
        await assert.rejects(journal.document(5), fault(name))
        await assert.rejects(verifyJournal(journal.records()), fault(name))
        await journal.close()
      })
    })
  }
})

describe('a snapshot', () => {
  test('that knows of more records than there are tells of the loss', async () => {
    await withDocuments(async (directory) => {
      await withSnapshot(directory, async (db) => {
        await db.del(recordKey('events', BigInt(2 * DOCUMENTS)))
      })
      await assert.rejects(openLevelJournal(directory), fault('short'))
    })
  })

  for (const [what, ruin] of [
    ['that is gone', (db) => db.del(SNAPSHOT_KEY)],
    ['with a flipped bit', (db) => db.put(SNAPSHOT_KEY, Buffer.from(`0${encodeSnapshot(foreign)}`))],
    ['of another register', (db) => db.put(SNAPSHOT_KEY, Buffer.from(encodeSnapshot(foreign)))],
  ] as const satisfies readonly (readonly [string, Parameters<typeof tamper>[1]])[]) {
    test(`[R1326-26.4] ${what} does no harm: the records are checked from the first`, async () => {
      await withDocuments(async (directory, [fiscal]) => {
        await withSnapshot(directory, ruin)
        const journal = await openLevelJournal(directory)
        assert.equal(await journal.loadSnapshot(), undefined)
        assert.equal(journal.heads().fiscal.hash, fiscal?.hash)
        await journal.close()
      })
    })
  }
})

describe('the log of LevelDB', () => {
  test('cut anywhere, with an anchor outside the loss is found', async () => {
    await withDocuments(async (directory, anchors) => {
      const log = await logOf(directory)
      const whole = await readFile(log)
      for (const part of [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999]) {
        await withCopy(directory, async (copy) => {
          await truncate(join(copy, basename(log)), Math.floor(whole.length * part))
          await assert.rejects(openLevelJournal(copy, { anchors }), fault('short'), `cut at ${part}`)
        })
      }
    })
  })

  test('cut anywhere, without an anchor it opens as a shorter journal in which all links hold', async () => {
    await withDocuments(async (directory, [fiscal]) => {
      await withCopy(directory, async (copy) => {
        const log = await logOf(copy)
        await truncate(log, (await stat(log)).size >> 1)
        const journal = await openLevelJournal(copy)
        assert.ok(fiscal && journal.heads().fiscal.sequence < fiscal.sequence)
        await journal.close()
      })
    })
  })

  test('with one flipped bit within never opens as if nothing had happened, this time and the next', async () => {
    await withDocuments(async (directory, anchors) => {
      const log = await logOf(directory)
      const whole = await readFile(log)
      for (let n = 0; n < 20; n++) {
        await withCopy(directory, async (copy) => {
          const ruined = Buffer.from(whole)
          const at = Math.floor((whole.length * (n + 0.5)) / 20)
          ruined.writeUInt8(ruined.readUInt8(at) ^ (1 << (n % 8)), at)
          await writeFile(join(copy, basename(log)), ruined)
          for (const start of [1, 2, 3]) {
            await assert.rejects(
              openLevelJournal(copy, { anchors }),
              { name: 'DamageError' },
              `byte ${at}, start ${start}`,
            )
          }
        })
      }
    })
  })
})

describe('the last batch with a flipped bit', () => {
  test('is left out by LevelDB, whose LOG says so: damage at this start and at every later one', async () => {
    await withDocuments(async (directory) => {
      const log = await logOf(directory)
      const bytes = await readFile(log)
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 100) ^ 1, bytes.length - 100)
      await writeFile(log, bytes)
      for (let start = 0; start < 3; start++) {
        await assert.rejects(openLevelJournal(directory), { ...fault('gap'), message: /left records out/ })
      }
    })
  })
})

describe('a table of LevelDB', () => {
  test('with one flipped bit is found, or every record is still as it was sealed', async () => {
    await withDocuments(async (directory, anchors) => {
      // Opening turns the log into a table.
      await (await openLevelJournal(directory)).close()
      const name = (await readdir(directory)).find((file) => file.endsWith('.ldb'))
      assert.ok(name)
      const whole = await readFile(join(directory, name))
      let found = 0
      for (let n = 0; n < 40; n++) {
        await withCopy(directory, async (copy) => {
          const ruined = Buffer.from(whole)
          const at = Math.floor((whole.length * (n + 0.5)) / 40)
          ruined.writeUInt8(ruined.readUInt8(at) ^ (1 << (n % 8)), at)
          await writeFile(join(copy, name), ruined)
          try {
            await (await openLevelJournal(copy, { anchors })).close()
          } catch (error) {
            assert.equal((error as Error).name, 'DamageError', `byte ${at}: ${String(error)}`)
            found++
          }
        })
      }
      assert.ok(found > 20, `${found} of 40`)
    })
  })
})

describe('an index', () => {
  const isIndex = (key: string) => /^[dghkstx]\//.test(key)

  test('follows from the records alone and is made anew when it is lost', async () => {
    await withDocuments(async (directory) => {
      let before: readonly string[] = []
      await tamper(directory, async (db) => {
        before = (await db.keys().all()).filter(isIndex)
        await db.batch(before.map((key) => ({ type: 'del', key })))
      })
      const journal = await openLevelJournal(directory)
      assert.equal(journal.mendedIndexKeys, before.length)
      assert.deepEqual(await journal.byKey('key-3'), {
        content: 'c0',
        subject: { type: 'document', documentNumber: 3 },
      })
      await journal.close()
      await tamper(directory, async (db) => assert.deepEqual((await db.keys().all()).filter(isIndex), before))
      const again = await openLevelJournal(directory)
      assert.equal(again.mendedIndexKeys, 0)
      await again.close()
    })
  })

  test('that names a record of something else is damage', async () => {
    await withDocuments(async (directory) => {
      await tamper(directory, async (db) => {
        const ofOne = await db.keys({ gte: 'd/0000000000000001/', lt: 'd/00000000000000010' }).all()
        const [key] = await db.keys({ gte: 'k/key-1/', lt: 'k/key-10' }).all()
        assert.ok(key)
        await db.batch(
          [...ofOne.map((k) => k.replace('1/', '9/')), key.replace('key-1', 'stolen'), `k/odd/7`].map((k) => ({
            type: 'put',
            key: k,
            value: NOTHING,
          })),
        )
      })
      const journal = await openLevelJournal(directory)
      await assert.rejects(journal.document(9), fault('chain'))
      await assert.rejects(journal.byKey('stolen'), fault('chain'))
      await assert.rejects(journal.byKey('odd'), fault('gap'))
      await journal.close()
    })
  })
})

describe('an anchor', () => {
  test('that the chain agrees with, at its head or before, lets it open', async () => {
    await withDocuments(async (directory, anchors) => {
      const journal = await openLevelJournal(directory, { anchors })
      const old = await journal.bySequence('fiscal', 3n)
      await journal.close()
      assert.ok(old)
      const nothing = { chain: 'events', sequence: 0n, hash: '0'.repeat(64) } as const
      await (await openLevelJournal(directory, { anchors: [old, nothing] })).close()
    })
  })

  test('with another hash is a broken chain', async () => {
    await withDocuments(async (directory, [fiscal]) => {
      assert.ok(fiscal)
      await assert.rejects(
        openLevelJournal(directory, { anchors: [{ ...fiscal, hash: 'e'.repeat(64) }] }),
        fault('chain'),
      )
    })
  })
})

describe('a write', () => {
  test('of several entries is one synchronous batch, indexes included', async () => {
    await withDocuments(async (directory) => {
      const db = await openDatabase(directory)
      const batch = mock.method(db, 'batch')
      const journal = new LevelJournal(db)
      await journal.check([])
      const sealed = await journal.append([entry(attempt(41)), entry(login)])
      const calls = batch.mock.calls.map((call) => call.arguments as unknown as readonly [readonly unknown[], object])
      assert.equal(calls.length, 1)
      assert.equal(calls[0]?.[0].length, sealed.length + sealed.flatMap(indexKeys).length)
      assert.deepEqual(calls[0]?.[1], { sync: true })
      await journal.close()
    })
  })

  test('that fails is an unknown outcome: nothing is taken after it, reading goes on', async () => {
    await withDocuments(async (directory, [fiscal]) => {
      const db = await openDatabase(directory)
      const journal = new LevelJournal(db)
      await journal.check([])
      const broken = mock.method(db, 'batch', () => Promise.reject(new Error('EIO')))
      await assert.rejects(journal.append([entry(attempt(41))]), { name: 'JournalFailed', cause: new Error('EIO') })
      broken.mock.restore()
      await assert.rejects(journal.append([entry(login)]), { name: 'JournalFailed' })
      await assert.rejects(journal.saveSnapshot({ ...journal.heads(), state: '{}' }), { name: 'JournalFailed' })
      assert.equal(journal.heads().fiscal.hash, fiscal?.hash)
      assert.equal((await journal.document(1)).length, 3)
      await journal.close()
    })
  })
})
