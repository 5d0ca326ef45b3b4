import { DamageError, type Fault as FaultName } from '../../accumulator/damage.ts'
import { deviceKey } from '../../accumulator/device-key.ts'
import { openLevelJournal } from '../../accumulator/leveldb-journal.ts'
import { checkStorage, type Checked } from '../../accumulator/repair/check.ts'
import { rebuild } from '../../accumulator/repair/rebuild.ts'
import { isLoss, salvage } from '../../accumulator/repair/salvage.ts'
import { evolve } from '../../fiscal/register/evolve.ts'
import { emptyState, type State } from '../../fiscal/register/state.ts'
import { actsOf, lostOf, type Repair } from './acts.ts'
import { handOver, type JournalAnswer, type JournalJob } from './handing-over.ts'
import { accumulatorOf, keyPathOf, type Places } from './places.ts'
import { restore, type RestoreAnswer, type RestoreJob } from './restore.ts'
import { foldedTotals } from './totals.ts'

export type Job =
  /** Opens it as the daemon will, or, `whole`, reads all that there is. */
  | ({ readonly job: 'check'; readonly whole: boolean } & Places)
  /** Who may have it repaired. */
  | ({ readonly job: 'users' } & Reading & Places)
  | ({ readonly job: 'repair'; readonly repair: Repair } & Reading & Places)
  | OperatorsJob

/** What the command line has done where no daemon runs. */
export type OperatorsJob = RestoreJob | JournalJob

/** Whether the old database is read too: a process may not survive that. */
export interface Reading {
  readonly readsDatabase: boolean
}

export interface Fault {
  readonly fault: FaultName
  readonly found: string
}

export type CheckAnswer = { readonly damage: Fault } | { readonly sound: Checked | undefined }
export type UsersAnswer = Pick<State, 'users' | 'registration' | 'settings'>
export interface RepairAnswer {
  readonly done: boolean
  readonly lost: { readonly fiscal: number; readonly events: number }
  readonly lastDocument: number
  /** The device key is not the one of the records, so that only a declared loss goes on. */
  readonly isKeyLost: boolean
}

export function runJob(job: Job): Promise<CheckAnswer | UsersAnswer | RepairAnswer | RestoreAnswer | JournalAnswer> {
  switch (job.job) {
    case 'check':
      return check(job)
    case 'users':
      return users(job)
    case 'repair':
      return repair(job, job.repair)
    case 'restore':
      return restore(job)
    case 'journal':
      return handOver(job)
    default:
      throw new Error(`unknown job ${String(job satisfies never)}`)
  }
}

async function check({ whole, ...places }: Extract<Job, { job: 'check' }>): Promise<CheckAnswer> {
  try {
    const signer = await deviceKey(keyPathOf(places))
    const journal = await openLevelJournal(accumulatorOf(places), { signer, mirror: places.mirrorDir })
    try {
      return {
        sound: whole
          ? await checkStorage(journal, { mirror: places.mirrorDir, isLive: false, totalsOf: foldedTotals() })
          : undefined,
      }
    } finally {
      await journal.close()
    }
  } catch (error) {
    if (error instanceof DamageError) return { damage: { fault: error.fault, found: error.message } }
    throw error
  }
}

/** The state behind what can be had; what is missing behind it is missing here. */
async function folded(places: Places & Reading): Promise<State> {
  let state = emptyState()
  const directory = places.readsDatabase ? accumulatorOf(places) : undefined
  await salvage({ directory, mirror: places.mirrorDir }, ({ sealed }) => {
    state = evolve(state, sealed)
  })
  return state
}

async function users(places: Places & Reading): Promise<UsersAnswer> {
  const { registration, settings, users: known } = await folded(places)
  return { users: known, settings, ...(registration && { registration }) }
}

async function repair(places: Places & Reading, asked: Repair): Promise<RepairAnswer> {
  const signer = await deviceKey(keyPathOf(places))
  const mayLose = asked.act === 'declare-loss'
  let state = emptyState()
  let isKeyLost = false
  const salvaged = await rebuild({
    directory: accumulatorOf(places),
    mirror: places.mirrorDir,
    signer,
    source: (take) =>
      salvage({ directory: places.readsDatabase ? accumulatorOf(places) : undefined, mirror: places.mirrorDir }, take),
    mayLose,
    aside: new Date(asked.now).toISOString().replaceAll(/[:.]/g, '-'),
    take: ({ sealed }) => {
      state = evolve(state, sealed)
    },
    mayGoOn: ({ place: { key } }) => {
      isKeyLost = key !== undefined && key !== signer.publicKey
      return mayLose || !isKeyLost
    },
    acts: (found) => actsOf(state, asked, { lost: lostOf(found), newKey: isKeyLost ? signer.publicKey : undefined }),
  })
  const lost = lostOf(salvaged)
  return {
    done: mayLose || (!isLoss(salvaged) && !isKeyLost),
    lost: { fiscal: Number(lost.fiscal), events: Number(lost.events) },
    lastDocument: state.lastDocumentNumber,
    isKeyLost,
  }
}
