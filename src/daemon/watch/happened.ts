import type { EventType } from '../../api/events.ts'
import { formatTenge } from '../../fiscal/money.ts'
import type { FiscalDocument } from '../../fiscal/register/document.ts'
import { type DocumentFacts, registeredAs } from '../../fiscal/register/facts.ts'
import type { Sealed } from '../../fiscal/register/records.ts'
import { formatIso } from '../../fiscal/time.ts'

export interface Happened {
  readonly event: EventType
  readonly data: Readonly<Record<string, unknown>>
  /** Code of the person whose document or hold it is: others of the confined roles are not told. */
  readonly owner?: number
}

/** What must be known before a record to tell what it changed: the open shift's number, and the length of the queue. */
export interface Course {
  readonly shift?: number
  readonly queue: number
}

export interface Told {
  readonly events: readonly Happened[]
  readonly course: Course
}

/** Whether {@link happened} needs the facts of the record's document. */
export const needsDocument = ({ record }: Sealed): boolean =>
  (record.kind === 'outcome' && record.result !== 'refused') ||
  record.kind === 'delivered' ||
  (record.kind === 'paper' && record.subject.type === 'document')

/**
 * The events of one record, from nothing but records, so that they are the same whenever they are told.
 * @param facts of the record's document, where {@link needsDocument}
 */
export function happened(course: Course, sealed: Sealed, facts: DocumentFacts | undefined): Told {
  const { record } = sealed
  if (record.kind === 'outcome' && record.result !== 'refused') return registered(course, record.result, facts)
  if (record.kind === 'delivered' || record.kind === 'withdrawn') return left(course, record, facts)
  return { events: besideDocuments(record, facts), course }
}

function besideDocuments(record: Sealed['record'], facts: DocumentFacts | undefined): readonly Happened[] {
  if (record.kind === 'paper') return paper(record, facts)
  if (record.kind === 'block') return [{ event: 'block.set', data: { code: record.code, details: record.details } }]
  if (record.kind === 'unblock') return [{ event: 'block.lifted', data: { code: record.code } }]
  if (record.kind === 'hold' || record.kind === 'hold-end' || record.kind === 'hold-owed') return [heldChange(record)]
  if (record.kind !== 'message') return []
  const { ad: type, number, text, version } = record
  return [{ event: 'message.received', data: { number, type, version, text } }]
}

function heldChange(record: Extract<Sealed['record'], { kind: 'hold' | 'hold-end' | 'hold-owed' }>): Happened {
  const { total } = record.hold
  const data = { total: formatTenge(total) }
  if (record.kind === 'hold-end')
    return { event: 'hold.changed', data: { key: record.client.key, state: 'cancelled', ...data }, owner: record.by }
  const { key, operator } = record.hold
  const owed = record.kind === 'hold-owed'
  const state = owed ? { state: 'owed', code: record.code } : { state: 'open' }
  return { event: 'hold.changed', data: { key, ...state, ...data }, owner: operator.code }
}

/** A document has left the queue: the OFD has it, or two people took it out. */
function left(
  course: Course,
  record: Extract<Sealed['record'], { kind: 'delivered' | 'withdrawn' }>,
  facts: DocumentFacts | undefined,
): Told {
  const { documentNumber } = record
  const sign = record.kind === 'delivered' && record.sign !== undefined ? { ofdSign: record.sign } : {}
  const delivered: Happened = { event: 'document.delivered', data: { documentNumber, ...sign }, ...ownerOf(facts) }
  return queueIs(course, course.queue - 1, record.kind === 'delivered' ? [delivered] : [])
}

const ownerOf = (facts: DocumentFacts | undefined) => facts && { owner: facts.attempt.document.operator.code }

/** A document counts from its outcome on: it opens or closes the shift, and may be the queue's newest. */
function registered(course: Course, result: 'accepted' | 'autonomous', facts: DocumentFacts | undefined): Told {
  if (!facts) throw new Error('an outcome without its document')
  const { document } = facts.attempt
  const events: Happened[] = [{ event: 'document.registered', data: documentData(facts), ...ownerOf(facts) }]
  const { documentNumber, shift: number } = document
  const { client, hold } = facts.attempt
  if (hold) {
    const data = { key: client.key, state: 'committed', documentNumber, total: formatTenge(hold.total) }
    events.push({ event: 'hold.changed', data, ...ownerOf(facts) })
  }
  const isClose = document.type === 'close'
  if (isClose) events.push({ event: 'shift.closed', data: { number, documentNumber } })
  else if (course.shift === undefined) events.push({ event: 'shift.opened', data: { number, documentNumber } })
  const after: Course = isClose ? { queue: course.queue } : { queue: course.queue, shift: number }
  return result === 'autonomous' ? queueIs(after, course.queue + 1, events) : { events, course: after }
}

function queueIs(course: Course, length: number, before: readonly Happened[]): Told {
  const events: Happened[] = [...before, { event: 'queue.changed', data: { length } }]
  if (length === 0) events.push({ event: 'mode.changed', data: { mode: 'online' } })
  if (course.queue === 0) events.push({ event: 'mode.changed', data: { mode: 'autonomous' } })
  return { events, course: { ...course, queue: length } }
}

function documentData({ attempt, outcome }: DocumentFacts) {
  const { client, document } = attempt
  const as = registeredAs(outcome)
  return {
    document: nameOf(document),
    key: client.key,
    documentNumber: document.documentNumber,
    number: document.number,
    shift: document.shift,
    time: formatIso(document.time),
    operator: { ...document.operator },
    mode: as?.autonomous === true ? 'autonomous' : 'online',
    ...totalOf(document),
    ...(as?.sign !== undefined && { fiscalSign: as.sign }),
    ...(as?.checkUrl !== undefined && { checkUrl: as.checkUrl }),
  }
}

function nameOf(document: FiscalDocument): string {
  if (document.type === 'ticket') return document.ticket.operation
  if (document.type === 'close') return 'shift-close'
  return document.direction === 'deposit' ? 'deposit' : 'withdraw'
}

function totalOf(document: FiscalDocument): { readonly total?: string } {
  if (document.type === 'ticket') return { total: formatTenge(document.ticket.total) }
  return document.type === 'placement' ? { total: formatTenge(document.sum) } : {}
}

/** How a paper ended; its beginning is no news. */
function paper(
  { copy, job, reason, state, subject }: Extract<Sealed['record'], { kind: 'paper' }>,
  facts: DocumentFacts | undefined,
): readonly Happened[] {
  if (subject.type !== 'document' || state === 'started') return []
  const isOut = state === 'confirmed' || state === 'accepted'
  const data = { documentNumber: subject.documentNumber, job, copy, state, ...(reason !== undefined && { reason }) }
  return [{ event: isOut ? 'document.printed' : 'document.unprinted', data, ...ownerOf(facts) }]
}
