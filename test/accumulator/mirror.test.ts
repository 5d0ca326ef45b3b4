import assert from 'node:assert/strict'
import { chmod, cp, mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { deviceKey } from '../../src/accumulator/device-key.ts'
import { type LevelJournal, openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { crc32c } from '../../src/accumulator/mirror/crc32c.ts'
import { DICTIONARY } from '../../src/accumulator/mirror/dictionary.ts'
import { fileName, filesIn, readMirrorFile } from '../../src/accumulator/mirror/file.ts'
import { decodeFrame, encodeTransition } from '../../src/accumulator/mirror/frames.ts'
import { verifyJournal } from '../../src/accumulator/verify.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { instant } from '../../src/fiscal/time.ts'
import { accepted, attempt, closing, entry, login, paper } from './examples.ts'
import { tamper } from './forge.ts'
import { inScratch } from './scratch.ts'
import { TEST_KEY, TEST_SIGNER } from './test-key.ts'

const key: RegisterRecord = { kind: 'device-key', publicKey: TEST_SIGNER.publicKey }
const damage = (fault: string) => ({ name: 'DamageError', fault })

interface Place {
  readonly directory: string
  readonly mirror: string
}

const opened = ({ directory, mirror }: Place) => openLevelJournal(directory, { mirror, signer: TEST_SIGNER })

async function append(journal: LevelJournal, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) {
    await journal.append([entry(attempt(n)), entry(login)])
    await journal.append([entry(accepted(n, String(n))), entry(paper(n))])
  }
}

async function closeShift(journal: LevelJournal, document: number, shift: number): Promise<void> {
  await journal.append([entry(closing(document, shift))])
  await journal.append([entry(accepted(document, String(document))), entry(paper(document))])
}

/** An accumulator of one closed shift and some documents of the next, closed cleanly. */
async function withMirror(work: (place: Place) => Promise<void>): Promise<void> {
  await inScratch(async (folder) => {
    const place = { directory: join(folder, 'accumulator'), mirror: join(folder, 'journal') }
    await provision(place.directory)
    const journal = await opened(place)
    await journal.append([entry(key)])
    await append(journal, 1, 5)
    await closeShift(journal, 6, 1)
    await append(journal, 7, 12)
    await journal.close()
    await work(place)
  })
}

async function opensWhole(place: Place): Promise<LevelJournal> {
  const journal = await opened(place)
  const { heads } = await verifyJournal(journal.records())
  assert.deepEqual(heads, journal.heads())
  return journal
}

async function copyOf(place: Place, folder: string): Promise<Place> {
  const copy = { directory: join(folder, 'accumulator'), mirror: join(folder, 'journal') }
  for (const name of ['directory', 'mirror'] as const) await cp(place[name], copy[name], { recursive: true })
  await cp(`${place.directory}.born`, `${copy.directory}.born`)
  return copy
}

async function headsOf(place: Place) {
  const journal = await opensWhole(place)
  await journal.close()
  return journal.heads()
}

/** A folder on another medium than the scratch folders are on, as far as there is one. */
async function inMemory(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp('/dev/shm/kkm-mirror-')
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const python = (folder: string) =>
  spawnSync('python3', [join(import.meta.dirname, 'reader.py'), '--mirror', folder], { encoding: 'utf8' })

describe('the mirror journal', () => {
  test('is a file a shift, the finished ones read-only; a reader in another language agrees on all of it', async () => {
    await withMirror(async ({ mirror }) => {
      assert.deepEqual(await filesIn(mirror), [1, 2])
      assert.equal((await stat(join(mirror, fileName(1)))).mode & 0o777, 0o400)
      const { stdout, status } = python(mirror)
      assert.deepEqual([stdout, status], ['2 files, 48 records agree\n', 0])
      const first = await readFile(join(mirror, fileName(1)))
      await chmod(join(mirror, fileName(1)), 0o600)
      await writeFile(join(mirror, fileName(1)), first.subarray(0, -1))
      assert.match(python(mirror).stdout, /shift-000001.kkj: a frame cut short/)
    })
  })

  test('holds a transition in one frame', async () => {
    await withMirror(async ({ mirror }) => {
      const { transitions } = await readMirrorFile(mirror, 2)
      const kinds = transitions.map((records) => records.map(({ sealed }) => sealed.record.kind).join(' '))
      assert.deepEqual(kinds.slice(0, 2), ['attempt login', 'outcome paper'])
    })
  })

  test('golden files are read by both readers as they were written', async () => {
    const folder = join(import.meta.dirname, 'mirror')
    assert.match(python(folder).stdout, /^2 files, \d\d+ records agree\n$/)
    const first = await readMirrorFile(folder, 1)
    assert.equal(first.closing?.publicKey, TEST_SIGNER.publicKey)
    assert.deepEqual(await readFile(join(import.meta.dirname, '../../docs/mirror-dictionary-1.txt')), DICTIONARY)
    const bytes = await readFile(join(folder, fileName(1)))
    const firstTransition = decodeFrame(bytes, decodeFrame(bytes, 0)?.end ?? 0)
    assert.ok(firstTransition?.frame.type === 'transition')
    const start = bytes.subarray(decodeFrame(bytes, 0)?.end, firstTransition.end)
    assert.deepEqual(encodeTransition(firstTransition.frame.records), start)
  })

  test('its checksum is CRC-32C: the check value of the catalogues', () => {
    assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283)
  })

  test('[R1326-26.2] behind every transition the two files on the disk are enough: the database follows', async () => {
    await withMirror(async (place) => {
      const journal = await opened(place)
      const behind: number[] = []
      for (let n = 13; n <= 24; n++) {
        await (n === 18 ? closeShift(journal, n, 2) : append(journal, n, n))
        await inScratch(async (cut) => {
          const copy = await copyOf(place, cut)
          const database = await openLevelJournal(copy.directory)
          behind.push(Number(journal.heads().fiscal.sequence - database.heads().fiscal.sequence))
          await database.close()
          const again = await opensWhole(copy)
          assert.deepEqual(again.heads(), journal.heads())
          assert.equal((await again.document(n)).length, 3)
          await append(again, 30, 30)
          await again.close()
          await (await opensWhole(copy)).close()
        })
      }
      await journal.close()
      // Two fiscal records a document: what waits is written with every fourth, and before a file is finished.
      assert.deepEqual(behind, [2, 4, 6, 0, 2, 0, 2, 4, 6, 0, 2, 4])
    })
  })

  test('what waits for the database is found by every question', async () => {
    await withMirror(async (place) => {
      const journal = await opened(place)
      await append(journal, 13, 14)
      assert.deepEqual(await journal.bySign('14'), [14])
      assert.deepEqual((await journal.byKey('key-14'))?.subject, { type: 'document', documentNumber: 14 })
      const { fiscal } = journal.heads()
      assert.equal((await journal.bySequence('fiscal', fiscal.sequence))?.hash, fiscal.hash)
      const list = { list: 'receipts', span: { by: 'shift', from: 1, to: 9 }, limit: 20 } as const
      const numbers = (await journal.history(list)).map(({ documentNumber }) => documentNumber)
      assert.deepEqual(numbers.slice(0, 4), [14, 13, 12, 11])
      const times = await journal.byTime(instant(0), instant(Number.MAX_SAFE_INTEGER), 100)
      assert.deepEqual(times.slice(-3), [12, 13, 14])
      const replayed: bigint[] = []
      for await (const { chain, sequence } of journal.replay({ fiscal: 0n, events: 0n }))
        if (chain === 'fiscal') replayed.push(sequence)
      assert.equal(replayed.at(-1), fiscal.sequence)
      await journal.close()
    })
  })

  test('[R1326-26.2] one transition ahead, the database follows', async () => {
    await withMirror(async (place) => {
      await inScratch(async (before) => {
        const copy = join(before, 'accumulator')
        await cp(place.directory, copy, { recursive: true })
        const journal = await opened(place)
        await journal.append([entry(attempt(13)), entry(login)])
        const heads = journal.heads()
        await journal.close()
        await rm(place.directory, { recursive: true })
        await cp(copy, place.directory, { recursive: true })
        const again = await opensWhole(place)
        assert.deepEqual(again.heads(), heads)
        assert.equal((await again.document(13)).length, 1)
        await append(again, 14, 14)
        await again.close()
      })
    })
  })

  test('[R1326-8.1] more than eight transitions ahead it is damage, and so is a database that is ahead', async () => {
    await withMirror(async (place) => {
      await inScratch(async (before) => {
        await cp(place.directory, join(before, 'accumulator'), { recursive: true })
        await cp(place.mirror, join(before, 'journal'), { recursive: true })
        const journal = await opened(place)
        await append(journal, 13, 17)
        await journal.close()
        for (const [old, fresh] of [
          [join(before, 'accumulator'), place.mirror],
          [place.directory, join(before, 'journal')],
        ] as const) {
          await inScratch(async (mixed) => {
            const other = { directory: join(mixed, 'accumulator'), mirror: join(mixed, 'journal') }
            await cp(old, other.directory, { recursive: true })
            await cp(`${place.directory}.born`, `${other.directory}.born`)
            await cp(fresh, other.mirror, { recursive: true })
            await assert.rejects(opened(other), damage('short'))
          })
        }
      })
    })
  })

  test('a log of LevelDB cut anywhere is found without any anchor outside, or the mirror makes up for it', async () => {
    await withMirror(async (place) => {
      const name = (await readdir(place.directory)).find((file) => file.endsWith('.log'))
      assert.ok(name)
      const whole = await readFile(join(place.directory, name))
      const ends: string[] = []
      let heads: Awaited<ReturnType<typeof headsOf>> | undefined
      await inScratch(async (folder) => {
        heads = await headsOf(await copyOf(place, folder))
      })
      for (const part of [0, 0.3, 0.6, 0.9]) {
        await inScratch(async (folder) => {
          const cut = await copyOf(place, folder)
          await writeFile(join(cut.directory, name), whole.subarray(0, Math.floor(whole.length * part)))
          const found = await headsOf(cut).catch((error: unknown) => {
            assert.equal((error as Error).name, 'DamageError')
          })
          if (found) assert.deepEqual(found, heads)
          ends.push(found ? 'whole' : 'damage')
        })
      }
      assert.deepEqual(ends, ['damage', 'damage', 'damage', 'whole'])
    })
  })

  test('on a medium of its own, it is not alone with a document that ended', async () => {
    await withMirror(async (place) => {
      await inMemory(async (mirror) => {
        assert.notEqual((await stat(mirror)).dev, (await stat(place.directory)).dev)
        await cp(place.mirror, mirror, { recursive: true })
        const journal = await opened({ ...place, mirror })
        await append(journal, 13, 13)
        await inScratch(async (folder) => {
          const copy = await copyOf(place, folder)
          const database = await openLevelJournal(copy.directory)
          assert.deepEqual(database.heads(), journal.heads())
          await database.close()
        })
        await journal.close()
      })
    })
  })

  test('a frame cut short behind the last one was never acknowledged: room again', async () => {
    await withMirror(async (place) => {
      const { end } = await readMirrorFile(place.mirror, 2)
      const handle = await open(join(place.mirror, fileName(2)), 'r+')
      await handle.write(Buffer.from('00000400ffee', 'hex'), 0, 6, end)
      await handle.close()
      const journal = await opensWhole(place)
      await append(journal, 13, 13)
      await journal.close()
      await (await opensWhole(place)).close()
      assert.equal(python(place.mirror).status, 0)
    })
  })

  for (const [what, ruin] of [
    ['a flipped bit in a frame', async (path: string) => flip(path, 700)],
    ['an emptied file', (path: string) => truncate(path, 0)],
    ['a file that is gone', (path: string) => rm(path)],
    ['the folder gone', (path: string) => rm(join(path, '..'), { recursive: true })],
  ] as const) {
    test(`${what} is damage`, async () => {
      await withMirror(async (place) => {
        await ruin(join(place.mirror, fileName(2)))
        await assert.rejects(opened(place), { name: 'DamageError' })
      })
    })
  }

  test('a close that was cut short is finished by the next start', async () => {
    await withMirror(async (place) => {
      const journal = await opened(place)
      await closeShift(journal, 13, 2)
      await journal.close()
      const path = join(place.mirror, fileName(2))
      const { end } = await readMirrorFile(place.mirror, 2)
      await chmod(path, 0o600)
      // As if the power had gone within the closing frame.
      await truncate(path, end + 5)
      await (await opensWhole(place)).close()
      assert.ok((await readMirrorFile(place.mirror, 2)).closing)
      assert.equal(python(place.mirror).status, 0)
    })
  })

  test('an accumulator that is older than it gets one at its next start, and it is missed from then on', async () => {
    await inScratch(async (folder) => {
      const place = { directory: join(folder, 'accumulator'), mirror: join(folder, 'journal') }
      await provision(place.directory)
      const old = await openLevelJournal(place.directory)
      await append(old, 1, 3)
      await closeShift(old, 4, 1)
      await old.close()
      const journal = await opensWhole(place)
      await journal.append([entry(key)])
      await append(journal, 5, 5)
      await journal.close()
      assert.deepEqual(python(place.mirror).stdout, '2 files, 20 records agree\n')
      await rm(place.mirror, { recursive: true })
      await assert.rejects(opened(place), damage('short'))
    })
  })
})

describe('the device key', () => {
  test('is made once, the daemon’s alone, and is read again', async () => {
    await inScratch(async (folder) => {
      const path = join(folder, 'device.key')
      const made = await deviceKey(path)
      assert.equal((await stat(path)).mode & 0o777, 0o600)
      assert.equal((await deviceKey(path)).publicKey, made.publicKey)
      await writeFile(path, 'no key')
      await assert.rejects(deviceKey(path), damage('signature'))
    })
  })

  test('signs as RFC 8032 says: the public key of its first test', () => {
    assert.equal(TEST_SIGNER.publicKey, 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    assert.match(TEST_KEY, /BEGIN PRIVATE KEY/)
  })

  test('another one than the records know is damage', async () => {
    await withMirror(async ({ directory, mirror }) => {
      await mkdir(join(directory, '..', 'other'))
      const signer = await deviceKey(join(directory, '..', 'other', 'device.key'))
      await assert.rejects(openLevelJournal(directory, { mirror, signer }), damage('signature'))
    })
  })

  test('[R1326-37.2] an outcome without its signature, or with another’s, is found', async () => {
    await withMirror(async ({ directory }) => {
      const journal = await openLevelJournal(directory)
      const unsigned = await journal.bySequence('fiscal', 3n)
      assert.equal(unsigned?.record.kind, 'outcome')
      await journal.close()
      await tamper(directory, async (db) => {
        const bytes = await db.get('r/f/0000000000000003')
        assert.ok(bytes)
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9)
        await db.put('r/f/0000000000000003', bytes)
      })
      await assert.rejects(openLevelJournal(directory), damage('signature'))
    })
  })
})

function flip(path: string, at: number): Promise<void> {
  return readFile(path).then((bytes) => {
    bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at)
    return writeFile(path, bytes)
  })
}
