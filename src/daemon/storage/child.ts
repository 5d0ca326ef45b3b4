import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { DamageError, JournalLocked, StorageUnusable } from '../../accumulator/damage.ts'
import type { Repair } from './acts.ts'
import type { CheckAnswer, Job, OperatorsJob, Reading, RepairAnswer, UsersAnswer } from './jobs.ts'
import { accumulatorOf, type Places } from './places.ts'

const EXIT_UNUSABLE = 74
const EXIT_LOCKED = 75

/** Beside the built daemon, or as it stands in the sources. */
function program(): readonly string[] {
  const built = join(dirname(process.argv[1] ?? ''), 'storage-job.mjs')
  return existsSync(built) ? [built] : [...process.execArgv, join(import.meta.dirname, 'job.ts')]
}

/**
 * Runs a job on the accumulator in a process of its own.
 * @throws DamageError (chain) when that process did not survive it; JournalLocked, StorageUnusable
 */
async function inChild<Answer>(job: Exclude<Job, OperatorsJob>): Promise<Answer> {
  const child = spawn(process.execPath, [...program()], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  // A child that died early does not read.
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify(job))
  const [out, err, { code, signal }] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code === 0) return JSON.parse(out) as Answer
  const place = accumulatorOf(job)
  const said = new Error(err.trim().split('\n')[0] ?? '')
  if (code === EXIT_LOCKED) throw new JournalLocked(place, said)
  if (code === EXIT_UNUSABLE) throw new StorageUnusable(place, said)
  if (signal !== null) throw new DamageError('chain', `the process that read the accumulator ended by ${signal}`)
  throw new Error(`the job ${job.job} on the accumulator failed: ${err}`)
}

/** @throws DamageError for what the check found; JournalLocked, StorageUnusable */
export async function checkInChild(places: Places, whole: boolean): Promise<CheckAnswer & { readonly sound: unknown }> {
  const answer = await inChild<CheckAnswer>({ job: 'check', whole, ...placesOf(places) })
  if ('damage' in answer) throw new DamageError(answer.damage.fault, answer.damage.found)
  return answer
}

/** What reads the old database, and where LevelDB does not survive that, the same without it. */
async function withOrWithout<Answer>(job: (reading: Reading) => Exclude<Job, OperatorsJob>): Promise<Answer> {
  try {
    return await inChild<Answer>(job({ readsDatabase: true }))
  } catch (error) {
    if (!(error instanceof DamageError)) throw error
    return inChild<Answer>(job({ readsDatabase: false }))
  }
}

export const usersInChild = (places: Places): Promise<UsersAnswer> =>
  withOrWithout((reading) => ({ job: 'users', ...placesOf(places), ...reading }))

export const repairInChild = (places: Places, repair: Repair): Promise<RepairAnswer> =>
  withOrWithout((reading) => ({ job: 'repair', ...placesOf(places), ...reading, repair }))

/** Of a whole configuration, only that. */
const placesOf = ({ mirrorDir, stateDir }: Places): Places => ({ mirrorDir, stateDir })
