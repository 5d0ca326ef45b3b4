import assert from 'node:assert/strict'
import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { PROVISIONING } from '../../src/accumulator/provision.ts'
import { ended, run } from './children/run.ts'
import { entry, login } from './examples.ts'
import { inScratch } from './scratch.ts'

async function withOneRecord(directory: string): Promise<void> {
  await provision(directory)
  const journal = await openLevelJournal(directory)
  await journal.append([entry(login)])
  await journal.close()
}

async function opensEmpty(directory: string): Promise<void> {
  await provision(directory)
  const journal = await openLevelJournal(directory)
  assert.equal(journal.heads().events.sequence, 0n)
  await journal.append([entry(login)])
  await journal.close()
}

const isDamaged = { name: 'DamageError', fault: 'short' }

describe('provisioning', () => {
  for (let steps = 0; steps <= PROVISIONING.length; steps++) {
    const last = PROVISIONING[steps - 1]?.name ?? 'nothing'
    test(`killed after «${last}», it is done by the next start`, async () => {
      await inScratch(async (folder) => {
        const directory = join(folder, 'state', 'accumulator')
        const child = run('provisioner.ts', directory, String(steps))
        await ended(child)
        assert.equal(child.signalCode, 'SIGKILL')
        if (steps < PROVISIONING.length) await assert.rejects(openLevelJournal(directory), { name: 'JournalMissing' })
        await opensEmpty(directory)
        assert.deepEqual((await readdir(join(folder, 'state'))).sort(), ['accumulator', 'accumulator.born'])
      })
    })
  }

  test('begins anew whatever a power cut left of the unfinished database', async () => {
    await inScratch(async (folder) => {
      const made = join(folder, 'made')
      for (const step of PROVISIONING.slice(0, 2)) await step.run(made)
      for (const name of await readdir(`${made}.new`)) {
        const directory = join(folder, name)
        for (const step of PROVISIONING.slice(0, 2)) await step.run(directory)
        await truncate(join(`${directory}.new`, name))
        await opensEmpty(directory)
      }
    })
  })

  test('takes an empty directory that is there already', async () => {
    await inScratch(async (folder) => {
      const directory = join(folder, 'accumulator')
      await mkdir(directory)
      await opensEmpty(directory)
    })
  })

  test('touches no directory that holds something else', async () => {
    await inScratch(async (folder) => {
      const directory = join(folder, 'accumulator')
      await mkdir(directory)
      await writeFile(join(directory, 'letter.txt'), 'Сәлем')
      await assert.rejects(provision(directory), isDamaged)
      assert.deepEqual(await readdir(directory), ['letter.txt'])
    })
  })

  test('is done once: a second time leaves the records alone', async () => {
    await inScratch(async (folder) => {
      const directory = join(folder, 'accumulator')
      await withOneRecord(directory)
      await provision(directory)
      const journal = await openLevelJournal(directory)
      assert.equal(journal.heads().events.sequence, 1n)
      await journal.close()
    })
  })

  test('never replaces a database whose marker is gone', async () => {
    await inScratch(async (folder) => {
      const directory = join(folder, 'accumulator')
      await withOneRecord(directory)
      await rm(`${directory}.born`)
      await provision(directory)
      const journal = await openLevelJournal(directory)
      assert.equal(journal.heads().events.sequence, 1n)
      await journal.close()
    })
  })
})

describe('an accumulator that was there', () => {
  for (const [what, ruin] of [
    ['gone', (directory: string) => rm(directory, { recursive: true })],
    ['emptied', async (directory: string) => (await rm(directory, { recursive: true }), mkdir(directory))],
    ['without CURRENT', (directory: string) => rm(join(directory, 'CURRENT'))],
  ] as const) {
    test(`${what} is damage, and no start makes a new one`, async () => {
      await inScratch(async (folder) => {
        const directory = join(folder, 'accumulator')
        await withOneRecord(directory)
        await ruin(directory)
        for (let start = 0; start < 2; start++) {
          await provision(directory)
          await assert.rejects(openLevelJournal(directory), isDamaged)
        }
      })
    })
  }
})
