import type { Journal } from '../accumulator/journal.ts'
import type { ParamsOf } from '../api/schemas/index.ts'
import type { Actor } from '../api/types.ts'
import { parseCheckUrl } from '../fiscal/operators.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { shownRef } from '../fiscal/text.ts'
import { type DocumentFacts, factsOf, registeredAs } from '../fiscal/register/facts.ts'
import type { Letterhead } from '../fiscal/register/fiscal-records.ts'
import { bareMark, markIdentity } from '../fiscal/ticket/marks.ts'
import { assertSameReceipt, readForeignParent, readParentUrl } from '../fiscal/ticket/parent.ts'
import { type Basis, type Remaining, remainingOf, returnedSum } from '../fiscal/ticket/returns.ts'
import type { Operation, ParentTicket, Ticket, TicketRequest } from '../fiscal/ticket/types.ts'
import type { Instant } from '../fiscal/time.ts'
import type { Role } from '../fiscal/register/event-records.ts'
import { findDocument } from './reference.ts'

export type ParentParam = ParamsOf<'sale-return'>['parent']

/** A return of another register's sale is a senior's matter (interface, "Who may what"). */
const SENIORS: readonly Role[] = ['senior-cashier', 'administrator']

/** Who asks, when, and of which register. */
export interface Asking {
  readonly journal: Journal
  readonly operation: Operation
  readonly regNumber: string
  readonly now: Instant
  readonly actor: Actor | undefined
}

export interface Found {
  readonly parent: ParentTicket
  readonly basis: Basis
}

/**
 * The receipt that a return goes back to, with what has come back of it already: read from indexes, never by looking
 * through all documents.
 * @returns undefined when none was named
 * @throws Refusal PARENT_NOT_FOUND, PARENT_NOT_RETURNABLE, PARENT_MISMATCH, PARENT_INVALID, NOT_PERMITTED
 */
export async function findBasis(asking: Asking, named: ParentParam): Promise<Found | undefined> {
  if (named === undefined) return undefined
  const given = readGiven(asking, named)
  if (typeof given === 'string') {
    const documentNumber = await findDocument(asking.journal, given)
    if (documentNumber === undefined) throw new Refusal('PARENT_NOT_FOUND', { ref: shownRef(given) })
    return ownBasis(asking, documentNumber, given)
  }
  if (given.regNumber !== asking.regNumber) return foreignBasis(asking, given)
  const documentNumber = (await asking.journal.bySign(given.sign)).at(-1)
  if (documentNumber === undefined) {
    // Sold under this registration before this accumulator began: known from its paper alone.
    if (given.time < (await beginning(asking.journal))) return foreignBasis(asking, given)
    throw new Refusal('PARENT_NOT_FOUND', { ref: given.sign })
  }
  const found = await ownBasis(asking, documentNumber, given.sign)
  assertSameReceipt(given, found.parent)
  return found
}

/** A reference stays a text; what a paper says becomes its facts. */
function readGiven({ now, regNumber }: Asking, named: NonNullable<ParentParam>): string | ParentTicket {
  if (typeof named === 'object')
    return 'url' in named ? readParentUrl(named.url, named.autonomous, now) : readForeignParent(named, now)
  const address = parseCheckUrl(named)
  return address && address.regNumber !== regNumber ? readParentUrl(named, false, now) : named
}

/** When the accumulator's first record was made. */
const beginning = async (journal: Journal): Promise<number> => (await journal.bySequence('events', 1n))?.time ?? 0

export const PARENT_OF: Readonly<Partial<Record<Operation, Operation>>> = {
  'sale-return': 'sale',
  'purchase-return': 'purchase',
}

interface RegisteredTicket {
  readonly ticket: Ticket
  readonly letterhead: Letterhead
  readonly parent: ParentTicket
}

/** @returns undefined when the document is not registered; 'other' when it is no ticket */
function ticketFacts(facts: DocumentFacts | undefined): RegisteredTicket | 'other' | undefined {
  const registered = registeredAs(facts?.outcome)
  if (!facts || !registered) return undefined
  const { document, letterhead } = facts.attempt
  const { autonomous, sign } = registered
  if (document.type !== 'ticket' || sign === undefined) return 'other'
  const { documentNumber, ticket, time } = document
  const ofdSign = facts.delivered?.sign
  const { regNumber } = letterhead.registration
  // The sign that stands on the buyer's paper.
  return {
    ticket,
    letterhead,
    parent: {
      sign,
      time,
      regNumber,
      total: ticket.total,
      autonomous,
      documentNumber,
      ...(ofdSign !== undefined && ofdSign !== sign && { ofdSign }),
    },
  }
}

async function ownBasis({ journal, operation }: Asking, documentNumber: number, ref: string): Promise<Found> {
  const facts = ticketFacts(factsOf(await journal.document(documentNumber)))
  if (facts === undefined) throw new Refusal('PARENT_NOT_FOUND', { ref: shownRef(ref) })
  if (facts === 'other' || facts.ticket.operation !== PARENT_OF[operation])
    throw new Refusal('PARENT_NOT_RETURNABLE', { documentNumber })
  const { letterhead, parent, ticket } = facts
  const returns = await returnsOf(journal, parent)
  return { parent, basis: { type: 'own', ticket, vatPayer: letterhead.registration.vatPayer, returns } }
}

async function foreignBasis({ actor, journal }: Asking, parent: ParentTicket): Promise<Found> {
  if (!actor || !SENIORS.includes(actor.role))
    throw new Refusal('NOT_PERMITTED', { role: actor?.role ?? '', roles: SENIORS })
  const returns = await returnsOf(journal, parent)
  for (const { parent: earlier } of returns) if (earlier) assertSameReceipt(parent, earlier)
  return { parent, basis: { type: 'foreign', returned: returnedSum(returns) } }
}

/** Our returns of a receipt, in their order. Signs of two registers may be alike: their registration numbers are not. */
async function returnsOf(journal: Journal, parent: ParentTicket): Promise<readonly Ticket[]> {
  const returns: Ticket[] = []
  for (const documentNumber of await journal.byParent(parent.sign)) {
    const document = factsOf(await journal.document(documentNumber))?.attempt.document
    const ticket = document?.type === 'ticket' ? document.ticket : undefined
    const named = ticket?.parent
    if (!ticket || named?.regNumber !== parent.regNumber) continue
    if (named.documentNumber === parent.documentNumber) returns.push(ticket)
  }
  return returns
}

/** What of the parent has not come back yet, a line: said with the answer of a return. */
export async function remainingOfParent(
  journal: Journal,
  { parent }: Ticket,
): Promise<readonly Remaining[] | undefined> {
  if (parent?.documentNumber === undefined) return undefined
  const facts = ticketFacts(factsOf(await journal.document(parent.documentNumber)))
  if (facts === undefined || facts === 'other') return undefined
  return remainingOf({ ticket: facts.ticket, returns: await returnsOf(journal, parent) })
}

/** Of the marks of a request: those whose piece has left the shop and has not come back, and by which document. */
export async function soldMarks(journal: Journal, { items }: TicketRequest): Promise<ReadonlyMap<string, number>> {
  const sold = new Map<string, number>()
  const pieces = new Set(items.flatMap(({ marks = [] }) => marks.map((mark) => markIdentity(bareMark(mark)))))
  for (const piece of pieces) {
    const documentNumber = await soldBy(journal, piece)
    if (documentNumber !== undefined) sold.set(piece, documentNumber)
  }
  return sold
}

/** The document by which a piece has left the shop, where it has not come back. */
export async function soldBy(
  journal: Pick<Journal, 'byMark' | 'document'>,
  piece: string,
): Promise<number | undefined> {
  const last = (await journal.byMark(piece)).at(-1)
  const document = last === undefined ? undefined : factsOf(await journal.document(last))?.attempt.document
  const operation = document?.type === 'ticket' ? document.ticket.operation : undefined
  return operation === 'sale' || operation === 'purchase-return' ? last : undefined
}
