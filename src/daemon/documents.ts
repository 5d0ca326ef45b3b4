import { createHash } from 'node:crypto'
import type { Journal, KeyEntry } from '../accumulator/journal.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { DocumentRequest } from '../fiscal/register/decide.ts'
import type { EndedHold } from '../fiscal/register/holds.ts'
import type { ClientKey } from '../fiscal/register/fiscal-records.ts'
import type { Operator } from '../fiscal/ticket/types.ts'
import { SECOND } from '../fiscal/time.ts'
import { remainingOfParent } from './basis.ts'
import { documentView } from './handlers/document-view.ts'
import type { Settled } from './register.ts'
import { type Services, documentFacts } from './services.ts'

/** How long a client waits for paper when it does not say (interface, `--wait`). */
export const DEFAULT_WAIT = 20

export const contentHash = (content: string): string => createHash('sha256').update(content, 'utf8').digest('hex')

/** What it takes to make a document. */
export type MakingServices = Pick<Services, 'journal' | 'register' | 'spooler' | 'started'>

export interface Making {
  /** What is wanted; looked up when its turn has come, where it depends on the documents before. */
  readonly request: DocumentRequest | (() => Promise<DocumentRequest>)
  readonly client: ClientKey
  readonly operator: Operator
  /** Seconds for paper. */
  readonly wait: number | undefined
  /** What it registers was held under the same key. */
  readonly hold?: EndedHold | undefined
  /** Nobody asks for paper. */
  readonly electronic?: () => true | undefined
}

/**
 * The way of one document from a client's call to its answer: exactly once for a key, registered before printed.
 * @throws Refusal of the rules, of a block, of the OFD; OUTCOME_UNKNOWN when the OFD did not answer in time
 */
export async function makeDocument(services: MakingServices, making: Making): Promise<ResultOf<'receipt.show'>> {
  const { documentNumber, replayed } = await made(services, making)
  // The first try may still wait for its paper, and the same key waits with it; behind an obstacle there is no telling how long.
  if (!replayed || services.spooler.obstacle === undefined) await paperOf(services, documentNumber, making.wait)
  return answer(services, documentNumber, replayed)
}

interface Made {
  readonly documentNumber: number
  readonly replayed: boolean
}

async function made(services: MakingServices, making: Making): Promise<Made> {
  try {
    assertStarted(services)
    return await services.register.documentTurn(() => register(services, making))
  } catch (error) {
    const isNotNow = error instanceof Refusal && (error.code === 'STARTING' || error.code === 'BUSY')
    const before = isNotNow ? await madeBefore(services, making) : undefined
    if (before) return before
    throw error
  }
}

/** "Not now" is read as "not registered", which of a key that is known may not be true: its records answer. */
async function madeBefore({ journal }: MakingServices, { client, hold }: Making): Promise<Made | undefined> {
  const known = await knownOf(journal, client, hold)
  if (!known) return undefined
  const documentNumber = sameDocument(client, known)
  const { outcome } = await documentFacts(journal, documentNumber)
  if (!outcome) throw new Refusal('OUTCOME_UNKNOWN', { documentNumber, key: client.key })
  return { documentNumber, replayed: true }
}

export function assertStarted({ started }: Pick<Services, 'started'>): void {
  if (!started()) throw new Refusal('STARTING')
}

/** The document's answer as its facts are today. */
export async function answer(services: MakingServices, documentNumber: number, replayed: boolean) {
  const facts = await documentFacts(services.journal, documentNumber)
  const job = services.spooler.jobOf({ type: 'document', documentNumber })
  const { document } = facts.attempt
  const remaining = document.type === 'ticket' && (await remainingOfParent(services.journal, document.ticket))
  return documentView(facts, job, replayed, remaining || [])
}

async function register({ journal, register }: MakingServices, making: Making): Promise<Made> {
  const { client, electronic, hold, operator, request } = making
  const known = await knownOf(journal, client, hold)
  if (known) return replay({ journal, register }, client, known)
  await assertFree(register)
  const wanted = typeof request === 'function' ? await request() : request
  const asked = { type: 'document', client, operator, hold, electronic: electronic?.() } as const
  const make = (one: DocumentRequest) => register.make({ ...asked, request: one })
  const first = await make(wanted)
  const renamed = first.refused?.code === 'OFD_REFUSED' ? underOfdSign(wanted) : undefined
  const settled = renamed ? await make(renamed) : first
  const documentNumber = register.state.lastDocumentNumber
  await assertMade({ journal, register }, documentNumber, client, settled)
  return { documentNumber, replayed: false }
}

/**
 * What became of a document counts, not what was said on the way: refused at a retry, it may have turned out to be with
 * the OFD.
 * @throws Refusal OUTCOME_UNKNOWN: it is still under way; the OFD's refusal
 */
async function assertMade(
  { journal, register }: Pick<Services, 'journal' | 'register'>,
  documentNumber: number,
  { key }: ClientKey,
  { refused }: Settled,
): Promise<void> {
  if (register.state.attempt) throw new Refusal('OUTCOME_UNKNOWN', { documentNumber, key })
  if (refused && (await documentFacts(journal, documentNumber)).outcome?.result === 'refused')
    throw new Refusal(refused.code, refused.details)
}

/**
 * A return whose parent the OFD may know under its own sign alone: it took the parent online, its answer was lost, and the
 * paper got ours. undefined: there is no such sign.
 */
function underOfdSign(wanted: DocumentRequest): DocumentRequest | undefined {
  const parent = wanted.type === 'ticket' ? wanted.request.parent : undefined
  if (wanted.type !== 'ticket' || parent?.ofdSign === undefined) return undefined
  return { ...wanted, request: { ...wanted.request, parent: { ...parent, byOfdSign: true } } }
}

/** What the key is bound to; the hold that is to be registered under it is no obstacle. */
async function knownOf(
  journal: Journal,
  { key }: ClientKey,
  hold: EndedHold | undefined,
): Promise<KeyEntry | undefined> {
  const known = await journal.byKey(key)
  return hold && known?.subject.type === 'hold' ? undefined : known
}

/** @throws Refusal UNFINISHED_DOCUMENT, OFD_UNREACHABLE */
export async function assertFree(register: Services['register']): Promise<void> {
  if (!(await isFree(register))) throw notYet(register)
}

/** Another document may be made: nothing is under way, or what is need not be waited for, since this one joins the queue. */
async function isFree(register: Services['register']): Promise<boolean> {
  if (register.state.queue.length > 0) return true
  if (await register.resume()) return true
  return register.state.attempt === undefined && register.circumstances().autonomous
}

/** A message is still in flight: another document's, or the first INFO. */
function notYet({ state, lastContact }: Services['register']): Refusal {
  const documentNumber = state.attempt?.document.documentNumber
  return documentNumber === undefined
    ? new Refusal('OFD_UNREACHABLE', { reason: lastContact?.detail ?? '' })
    : new Refusal('UNFINISHED_DOCUMENT', { documentNumber })
}

/** The same key again: the same document, whatever happened in between; or the end of its first try. */
async function replay(
  { journal, register }: Pick<Services, 'journal' | 'register'>,
  client: ClientKey,
  known: KeyEntry,
): Promise<Made> {
  const documentNumber = sameDocument(client, known)
  const before = await documentFacts(journal, documentNumber)
  if (before.outcome) return { documentNumber, replayed: true }
  const settled = await register.dispatch({ type: 'contact', ask: 'info' })
  // A refusal of the retry leaves it open whether the OFD has it: that is not "not registered".
  await assertMade({ journal, register }, documentNumber, client, settled)
  return { documentNumber, replayed: false }
}

/** The document of a known key. @throws Refusal KEY_CONFLICT: it was used with other content */
function sameDocument({ content, key }: ClientKey, known: KeyEntry): number {
  if (known.content !== content || known.subject.type !== 'document') throw new Refusal('KEY_CONFLICT', { key })
  return known.subject.documentNumber
}

async function paperOf({ spooler }: MakingServices, documentNumber: number, wait: number | undefined): Promise<void> {
  const job = spooler.jobOf({ type: 'document', documentNumber })
  if (job) await spooler.ended(job.id, (wait ?? DEFAULT_WAIT) * SECOND)
}
