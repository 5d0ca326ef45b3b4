import { chownSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { JournalLocked } from '../../accumulator/damage.ts'
import { deviceKey } from '../../accumulator/device-key.ts'
import { BEGINNING, advance, type Place } from '../../accumulator/chain.ts'
import { filesIn, headsAfter, readMirrorFile } from '../../accumulator/mirror/file.ts'
import { NO_HEAD, type StoredRecord } from '../../accumulator/record.ts'
import { rebuild } from '../../accumulator/repair/rebuild.ts'
import type { Salvaged } from '../../accumulator/repair/salvage.ts'
import { BrokenDatabase, mirrored } from '../../accumulator/repair/sources.ts'
import { Refusal, type RefusalDetails } from '../../fiscal/refusal.ts'
import { evolve } from '../../fiscal/register/evolve.ts'
import { ableUsers } from '../../fiscal/register/people.ts'
import type { Role } from '../../fiscal/register/event-records.ts'
import { emptyState, type State } from '../../fiscal/register/state.ts'
import type { ErrorCode } from '../../locale/errors.ts'
import { verifyFolders } from '../../verifier/verify.ts'
import { loadConfiguration } from '../configuration/index.ts'
import { checkPin } from '../pins.ts'
import { reasonOf } from '../second-person.ts'
import { actsOf, lostOf } from './acts.ts'
import { accumulatorOf, keyPathOf, type Places } from './places.ts'

interface Person {
  readonly user: number
  readonly pin: string
}

export interface RestoreJob {
  readonly job: 'restore'
  readonly configurationFile: string
  /** An export: the files of the mirror journal with their signed list. */
  readonly folder: string
  readonly reason: string
  readonly first: Person
  readonly second: Person
  readonly now: number
}

/** A refusal crosses the process as data. */
export type RestoreAnswer =
  | { readonly lost: { readonly fiscal: number; readonly events: number }; readonly lastDocument: number }
  | { readonly refused: { readonly code: ErrorCode; readonly details: RefusalDetails } }

/** A backup takes the place of whatever there is, which is set aside; two people of the backup answer for it. */
export async function restore(job: RestoreJob): Promise<RestoreAnswer> {
  try {
    return await restored(job)
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, details: error.details } }
    if (error instanceof JournalLocked) return { refused: { code: 'RESTORE_RUNNING', details: {} } }
    throw error
  }
}

async function restored({ configurationFile, first, folder, now, reason: typed, second }: RestoreJob) {
  const reason = reasonOf(typed)
  const { device, mirrorDir, stateDir } = loadConfiguration(configurationFile).configuration
  const places: Places = { mirrorDir, stateDir }
  const verdict = await verifyFolders({ folders: [folder] })
  if (!verdict.ok && verdict.fault === 'nothing') throw new Refusal('JOURNAL_NOT_FOUND', { folder })
  if (!verdict.ok) {
    const { fault, problem, where } = verdict
    throw new Refusal('JOURNAL_DAMAGED', { fault, where, found: problem, folder })
  }
  const { key, state } = await folded(folder)
  const serial = state.registration?.serialNumber ?? state.device?.serialNumber
  if (device.serialNumber !== undefined && serial !== undefined && device.serialNumber !== serial)
    throw new Refusal('RESTORE_OTHER', { theirs: serial, ours: device.serialNumber })
  await assertPerson(state, first, 'technician')
  await assertPerson(state, second, 'administrator')
  const known = await knownIn(places)
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const signer = await deviceKey(keyPathOf(places))
  const asked = {
    act: 'restore' as const,
    reason,
    by: first.user,
    second: second.user,
    fault: 'restore',
    found: folder,
  }
  const salvaged = await rebuild({
    directory: accumulatorOf(places),
    mirror: mirrorDir,
    signer,
    mayLose: true,
    aside: new Date(now).toISOString().replaceAll(/[:.]/g, '-'),
    source: (take) => readFrom(folder, known, take),
    take: () => undefined,
    mayGoOn: () => true,
    acts: (found) =>
      actsOf(
        state,
        { ...asked, since: now, now, monotonic: 0 },
        { lost: lostOf(found), newKey: key === signer.publicKey ? undefined : signer.publicKey },
      ),
  })
  giveToOwner(places)
  const lost = lostOf(salvaged)
  return {
    lost: { fiscal: Number(lost.fiscal), events: Number(lost.events) },
    lastDocument: state.lastDocumentNumber,
  }
}

async function folded(folder: string): Promise<{ readonly state: State; readonly key: string | undefined }> {
  let state = emptyState()
  let key: string | undefined
  for await (const { sealed } of mirrored(folder, { found: undefined, isEndBroken: false })) {
    state = evolve(state, sealed)
    if (sealed.record.kind === 'device-key') key = sealed.record.publicKey
  }
  return { state, key }
}

/** @throws Refusal PIN_WRONG, SECOND_PERSON */
async function assertPerson(state: State, { pin, user: code }: Person, role: Role): Promise<void> {
  const user = ableUsers(state).get(code)
  if (!user || !(await checkPin(pin, user.pin))) throw new Refusal('PIN_WRONG', { left: 0 })
  if (user.role !== role)
    throw role === 'administrator'
      ? new Refusal('SECOND_PERSON', { code })
      : new Refusal('NOT_PERMITTED', { role: user.role, roles: [role] })
}

/** What is there now, as far as it can be read: what of it the backup has not is lost by the restore. */
async function knownIn(places: Places): Promise<Salvaged['known']> {
  const database = await BrokenDatabase.open(accumulatorOf(places))
  const known = { fiscal: await database.last('fiscal'), events: await database.last('events') }
  await database.close()
  const last = (await filesIn(places.mirrorDir)).at(-1)
  if (last === undefined) return known
  const { opening, transitions } = await readMirrorFile(places.mirrorDir, last).catch(() => ({
    opening: { heads: { fiscal: NO_HEAD, events: NO_HEAD } },
    transitions: [],
  }))
  const { events, fiscal } = headsAfter(opening.heads, transitions.flat())
  const later = (a: bigint, b: bigint) => (a > b ? a : b)
  return { fiscal: later(known.fiscal, fiscal.sequence), events: later(known.events, events.sequence) }
}

async function readFrom(
  folder: string,
  known: Salvaged['known'],
  take: (stored: StoredRecord) => Promise<void>,
): Promise<Salvaged> {
  let place: Place = BEGINNING
  for await (const stored of mirrored(folder, { found: undefined, isEndBroken: false })) {
    place = advance(place, stored)
    await take(stored)
  }
  return { place, known, isEndKnown: true, isMirrorWhole: false }
}

/** Root may have done it; the daemon has to read it. */
function giveToOwner({ mirrorDir, stateDir }: Places): void {
  if (process.getuid?.() !== 0) return
  const { gid, uid } = statSync(stateDir)
  for (const folder of [stateDir, mirrorDir]) {
    chownSync(folder, uid, gid)
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      chownSync(join(folder, name), uid, gid)
  }
  if (dirname(mirrorDir) !== stateDir) chownSync(mirrorDir, uid, gid)
}
