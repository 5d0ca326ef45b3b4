import { createHash } from 'node:crypto'
import { DamageError } from '../../accumulator/damage.ts'
import { isSigned } from '../../accumulator/signing.ts'
import { method } from '../../api/methods.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { TwoPeople } from '../../fiscal/register/fiscal-records.ts'
import { assertStarted } from '../documents.ts'
import { reasonOf, secondPerson } from '../second-person.ts'
import type { Services } from '../services.ts'
import type { Sessions } from '../sessions.ts'
import { operatorOf } from './documents.ts'
import { unreachable } from './setup.ts'

export const storageMethods = (services: Services): readonly Method[] => [
  method('storage.check', async () => {
    try {
      return await services.checkStorage()
    } catch (error) {
      throw error instanceof DamageError ? damaged(error) : error
    }
  }),
  method('storage.rebuild', async () => sound()),
  method('storage.declare-loss', async () => sound()),
  method('backup.create', async ({ manifest = '', signature = '' }, context) => {
    const bytes = Buffer.from(manifest, 'base64')
    const digest = createHash('sha256').update(bytes).digest()
    const { publicKey } = services.signer
    if (!isSigned(publicKey, 'export', digest, Buffer.from(signature, 'hex'))) throw new Refusal('BACKUP_FOREIGN')
    const { events, fiscal } = (JSON.parse(bytes.toString('utf8')) as Exported).heads
    const facts = { fiscal: fiscal.sequence, events: events.sequence }
    const by = operatorOf(context).code
    await services.register.record(() => [{ kind: 'backup', digest: digest.toString('hex'), ...facts, by }])
    return { sha256: digest.toString('hex'), ...facts }
  }),
  method('storage.adopt-ofd', async (params, context) => {
    assertStarted(services)
    const people = await twoPeople(services.sessions, params, context)
    const { register } = services
    const settled = await register.dispatch({ type: 'adopt' }, (received) => ({
      type: 'adopt-answer',
      received,
      people,
    }))
    if (settled.silence !== undefined) throw unreachable(register)
    if (settled.refused) throw new Refusal(settled.refused.code, settled.refused.details)
    services.spooler.add({ type: 'page', page: 'recovery' }, false)
    const { lastDocumentNumber: lastDocument, lastShift: shift } = register.state
    return { lastDocument, shift }
  }),
]

/** What of a signed list is remembered. */
interface Exported {
  readonly heads: Readonly<Record<'fiscal' | 'events', { readonly sequence: string }>>
}

/** A damaged accumulator is repaired before a register is there at all: `damaged.ts`. */
const sound = (): never => {
  throw new Refusal('STORAGE_SOUND')
}

export const damaged = ({ fault, message: found }: DamageError): Refusal =>
  new Refusal('STORAGE_DAMAGED', { fault, found })

/** @throws Refusal QUEUE_REASON_INVALID, PIN_WRONG, LOCKED_OUT, SECOND_PERSON */
export async function twoPeople(
  sessions: Pick<Sessions, 'open' | 'actor'>,
  {
    reason,
    secondPin,
    secondUser,
  }: { readonly reason: string; readonly secondUser: number; readonly secondPin: string },
  context: CallContext,
): Promise<TwoPeople> {
  const by = operatorOf(context).code
  return {
    reason: reasonOf(reason),
    by,
    second: await secondPerson(sessions, { user: secondUser, pin: secondPin }, by),
  }
}
