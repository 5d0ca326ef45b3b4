import type { KeyEntry } from '../accumulator/journal.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { type HoldAsked, decideHold } from '../fiscal/register/decide-hold.ts'
import type { EndedHold, Hold, StandingHold } from '../fiscal/register/holds.ts'
import type { ClientKey } from '../fiscal/register/fiscal-records.ts'
import { ERRORS } from '../locale/errors.ts'
import { assertFree, assertStarted } from './documents.ts'
import { type Services, documentFacts } from './services.ts'

/** A hold of a key, whatever became of it. */
export type FoundHold =
  | { readonly state: 'standing'; readonly hold: StandingHold }
  | { readonly state: 'committed'; readonly hold: EndedHold; readonly documentNumber: number }
  | { readonly state: 'cancelled'; readonly hold: EndedHold; readonly client: ClientKey }

type HoldServices = Pick<Services, 'journal' | 'register'>

/** @returns undefined: the key is free; 'other': it is something else's */
export async function findHold(services: HoldServices, key: string): Promise<FoundHold | 'other' | undefined> {
  const standing = services.register.state.holds.find((hold) => hold.key === key)
  const known = await services.journal.byKey(key)
  if (known === undefined) return undefined
  if (known.subject.type === 'document') return committedBy(services, known.subject.documentNumber)
  if (known.subject.type !== 'hold') return 'other'
  const { record } = await recordOf(services, known.subject)
  if (record.kind === 'hold-end') return { state: 'cancelled', hold: record.hold, client: record.client }
  // One that expired long ago is forgotten by the state, not by its record
  if (record.kind === 'hold') return { state: 'standing', hold: standing ?? record.hold }
  throw new Error(`the key ${key} leads to a record that is no hold`)
}

async function recordOf({ journal }: HoldServices, { sequence }: Extract<KeyEntry['subject'], { type: 'hold' }>) {
  const sealed = await journal.bySequence('fiscal', BigInt(sequence))
  if (!sealed) throw new Error(`the hold at ${sequence} is not there`)
  return sealed
}

/** The document of a key may still be under way: it is committed once it counts. */
async function committedBy({ journal }: HoldServices, documentNumber: number): Promise<FoundHold | 'other'> {
  const { attempt } = await documentFacts(journal, documentNumber)
  return attempt.hold ? { state: 'committed', hold: attempt.hold, documentNumber } : 'other'
}

/**
 * Takes the hold, durable when the promise is fulfilled; the same key with the same content takes nothing more.
 * @throws Refusal as {@link decideHold}; KEY_CONFLICT, STARTING, BUSY
 */
export async function takeHold(
  services: HoldServices & Pick<Services, 'started'>,
  asked: () => Promise<HoldAsked>,
  { content, key }: ClientKey,
): Promise<{ readonly found: FoundHold; readonly replayed: boolean }> {
  assertStarted(services)
  const { register } = services
  return register.turn(async () => {
    const known = await findHold(services, key)
    if (known === 'other' || (known && known.hold.content !== content)) throw new Refusal('KEY_CONFLICT', { key })
    if (known) return { found: known, replayed: true }
    await assertFree(register)
    const wanted = await asked()
    await register.record((state) => decideHold(state, wanted, register.circumstances()))
    const found = await findHold(services, key)
    if (found === undefined || found === 'other') throw new Error('a hold without its record')
    return { found, replayed: false }
  })
}

/**
 * Nothing was dispensed.
 * @throws Refusal HOLD_NOT_FOUND, HOLD_OWED, HOLD_ENDED, KEY_CONFLICT, STARTING, BUSY
 */
export async function endHold(
  services: HoldServices & Pick<Services, 'started'>,
  client: ClientKey,
  { by, reason }: { readonly by: number; readonly reason: string },
): Promise<{ readonly found: FoundHold; readonly replayed: boolean }> {
  assertStarted(services)
  const { register } = services
  const { key } = client
  return register.turn(async () => {
    const known = await knownHold(services, key)
    if (known.state === 'committed') throw new Refusal('HOLD_ENDED', { key, state: known.state })
    if (known.state === 'cancelled') {
      if (known.client.content !== client.content) throw new Refusal('HOLD_ENDED', { key, state: known.state })
      return { found: known, replayed: true }
    }
    if (known.hold.owed) throw new Refusal('HOLD_OWED', { key })
    const { content, expires, total } = known.hold
    const hold = { content, expires, total }
    await register.record(() => [{ kind: 'hold-end', client, hold, reason, by }])
    return { found: { state: 'cancelled', hold, client }, replayed: false }
  })
}

/** @throws Refusal HOLD_NOT_FOUND, KEY_CONFLICT */
export async function knownHold(services: HoldServices, key: string): Promise<FoundHold> {
  const known = await findHold(services, key)
  if (known === undefined) throw new Refusal('HOLD_NOT_FOUND', { key })
  if (known === 'other') throw new Refusal('KEY_CONFLICT', { key })
  return known
}

/** What the OFD refuses of a sale whose goods are out is owed as much as what a block keeps back. */
const REFUSED_BY_OFD: readonly string[] = ['OFD_REFUSED', 'OFD_NOT_ENOUGH_CASH']

/** The goods are out, and their sale is not registered: that is written down and shown until it is. */
export async function oweHold(
  { register }: HoldServices,
  { content, error, hold }: { readonly hold: Hold; readonly content: string; readonly error: Refusal },
): Promise<Refusal> {
  const { code, details } = error
  if (ERRORS[code].exit !== 6 && !REFUSED_BY_OFD.includes(code)) return error
  const { content: heldAs, expires, key, operator, request, time, total } = hold
  const plain: Hold = { content: heldAs, expires, key, operator, request, time, total }
  await register.record(({ holds }) =>
    holds.some((one) => one.key === key && one.owed) ? [] : [{ kind: 'hold-owed', hold: plain, content, code }],
  )
  return new Refusal(code, { ...details, key, state: 'owed' })
}
