import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { deviceKey } from '../../src/accumulator/device-key.ts'
import { openLevelJournal } from '../../src/accumulator/leveldb-journal.ts'
import { type RepairAnswer, runJob } from '../../src/daemon/storage/jobs.ts'
import { Till } from '../../tools/till.ts'
import { linesOf, run } from './children/run.ts'
import { inScratch } from './scratch.ts'

/* A repair that is killed before each of its steps, one after the other, and done again. */

const placesOf = (folder: string) => ({ stateDir: join(folder, 'state'), mirrorDir: join(folder, 'journal') })
type Act = 'rebuild' | 'declare-loss'

const jobOf = (folder: string, act: Act, now: number) => ({
  job: 'repair' as const,
  readsDatabase: true,
  ...placesOf(folder),
  repair: { act, reason: 'test', by: 9, second: 1, fault: 'chain', found: 'test', since: now, now, monotonic: 0 },
})

/** Two shifts of some sales, the last one open. */
async function whole(folder: string): Promise<void> {
  const { mirrorDir: mirror, stateDir } = placesOf(folder)
  const directory = join(stateDir, 'accumulator')
  mkdirSync(stateDir, { recursive: true })
  for (let shift = 0; shift < 2; shift++) {
    const till = await Till.open(directory, { mirror, signer: await deviceKey(join(stateDir, 'device.key')) })
    for (let n = 0; n < 4; n++) await till.sell()
    if (shift < 1) await till.closeShift()
    await till.journal.close()
  }
}

/** Every record that stands there, by its place, in the order of sealing; of a repair nothing. */
async function recordsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const journal = await openLevelJournal(join(placesOf(folder).stateDir, 'accumulator'))
  const found = new Map<string, string>()
  for await (const { sealed } of journal.records()) {
    const { chain, hash, record, sequence } = sealed
    if (record.kind === 'start' && record.release === 'repair') break
    found.set(`${chain} ${sequence}`, hash)
  }
  await journal.close()
  return found
}

function spoil(folder: string, file: string): void {
  const path = join(placesOf(folder).mirrorDir, file)
  const bytes = readFileSync(path)
  const middle = Math.floor(bytes.findLastIndex((byte) => byte !== 0) / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  rmSync(path)
  writeFileSync(path, bytes)
}

const loseDatabase = (folder: string) => {
  const { stateDir } = placesOf(folder)
  for (const name of readdirSync(join(stateDir, 'accumulator'))) rmSync(join(stateDir, 'accumulator', name))
}

const DAMAGES: readonly (readonly [name: string, ruin: (folder: string) => void, act: Act])[] = [
  ['a file of the mirror is broken', (folder) => spoil(folder, 'shift-000001.kkj'), 'rebuild'],
  [
    'the database is empty and the mirror is broken',
    (folder) => {
      loseDatabase(folder)
      spoil(folder, 'shift-000001.kkj')
    },
    'declare-loss',
  ],
]

/** So many of the last steps: those before only make room. */
const STEPS = 10

const isSound = async (folder: string): Promise<boolean> =>
  'sound' in (await runJob({ job: 'check', whole: true, ...placesOf(folder) }))

describe('a repair', () => {
  for (const [name, ruin, act] of DAMAGES)
    test(`killed before each of its last ${STEPS} steps and begun anew keeps all that could be had: ${name}`, async () => {
      await inScratch(async (folder) => {
        const [base, copy, done] = ['base', 'copy', 'done'].map((one) => join(folder, one)) as [string, string, string]
        const repair = (where: string, step: number) => {
          const child = run('repairer.ts', JSON.stringify(jobOf(where, act, Date.now())), String(step))
          return { child, lines: linesOf(child) }
        }
        await whole(base)
        ruin(base)
        cpSync(base, done, { recursive: true })
        const steps = Number(await repair(done, 0).lines)
        const had = [...(await recordsIn(done))]
        assert.ok(had.length > 10 && steps > STEPS, `${had.length} records, ${steps} steps`)
        for (let step = steps - STEPS + 1; step <= steps; step++) {
          rmSync(copy, { recursive: true, force: true })
          cpSync(base, copy, { recursive: true })
          const { child, lines } = repair(copy, step)
          await lines
          assert.equal(child.signalCode, 'SIGKILL')
          if (!(await isSound(copy))) {
            const again = (await runJob(jobOf(copy, act, Date.now() + 1))) as RepairAnswer
            assert.ok(again.done, `step ${step}: ${JSON.stringify(again)}`)
          }
          const records = await recordsIn(copy)
          const missing = had.filter(([place, hash]) => records.get(place) !== hash)
          assert.deepEqual(missing, [], `killed before step ${step} of ${steps}`)
          assert.ok(await isSound(copy))
        }
      })
    })
})
