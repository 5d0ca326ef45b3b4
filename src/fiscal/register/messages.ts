import type { Answer } from '../wire/dialect.ts'
import { Refusal } from '../refusal.ts'
import type { Instant } from '../time.ts'
import type { Decision } from './decide.ts'
import type { EventRecord } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

/** Whom a text comes from: the state revenue bodies (`info`), the operator, the taxpayer’s own cabinet (protocol §5). */
export type AdType = Answer['ads'][number]['type']

/** A text that came with an answer of the OFD. */
export interface Message {
  /** Counted from 1 over the register's life. */
  readonly number: number
  readonly type: AdType
  /** uint64 as decimal digits. */
  readonly version: string
  readonly text: string
  readonly time: Instant
  /** Its paper was started. */
  readonly printed?: true
  readonly confirmed?: { readonly by: number; readonly time: Instant }
}

/** So many are at hand; the records have them all. */
const KEPT = 64

/** Only notices of the state bodies are printed and have to be confirmed (R1326-16). */
export const isNotice = ({ type }: Pick<Message, 'type'>): boolean => type === 'info'

/** The notices that nobody has confirmed yet, the oldest first. */
export const openNotices = ({ messages }: State): readonly Message[] =>
  messages.filter((message) => isNotice(message) && !message.confirmed)

/** Adds to a decision what texts the answer brought that are not known by type and version: recorded, notices printed. */
export function withMessages(state: State, decision: Decision, { ads }: Answer): Decision {
  let number = state.messages.at(-1)?.number ?? 0
  const known = new Set(state.messages.map(nameOf))
  const found: Extract<EventRecord, { kind: 'message' }>[] = []
  for (const { text, type, version } of ads) {
    const name = nameOf({ type, version: String(version) })
    if (known.has(name)) continue
    known.add(name)
    number += 1
    found.push({ kind: 'message', number, ad: type, version: String(version), text })
  }
  if (found.length === 0) return decision
  return {
    ...decision,
    records: [...decision.records, ...found],
    effects: [
      ...decision.effects,
      ...found
        .filter(({ ad }) => isNotice({ type: ad }))
        .map((message) => ({ type: 'print-message', number: message.number }) as const),
    ],
  }
}

const nameOf = ({ type, version }: Pick<Message, 'type' | 'version'>): string => `${type} ${version}`

/** The newest version of each type, for the OFD to send only newer ones (ServiceRequest.ticket_ad_infos). */
export function knownAds({ messages }: State): readonly { readonly type: AdType; readonly version: bigint }[] {
  const newest = new Map<AdType, bigint>()
  for (const { type, version } of messages) {
    const before = newest.get(type)
    if (before === undefined || BigInt(version) > before) newest.set(type, BigInt(version))
  }
  return [...newest].map(([type, version]) => ({ type, version }))
}

/** @throws Refusal MESSAGE_NOT_FOUND */
export function messageOf({ messages }: State, number: number): Message {
  const found = messages.find((message) => message.number === number)
  if (!found) throw new Refusal('MESSAGE_NOT_FOUND', { number })
  return found
}

/** Somebody has read it. Confirmed once; again changes nothing. @throws Refusal MESSAGE_NOT_FOUND */
export const decideConfirm = (state: State, number: number, by: number): readonly RegisterRecord[] =>
  messageOf(state, number).confirmed ? [] : [{ kind: 'message-confirmed', number, by }]

/** The messages after one record more. */
export function evolveMessages(
  messages: readonly Message[],
  record: Extract<EventRecord, { kind: 'message' | 'message-confirmed' }>,
  time: Instant,
): readonly Message[] {
  if (record.kind === 'message') {
    const { ad: type, number, text, version } = record
    return [...messages, { number, type, version, text, time }].slice(-KEPT)
  }
  const confirmed = { by: record.by, time }
  return messages.map((message) => (message.number === record.number ? { ...message, confirmed } : message))
}

/** Its paper was asked for: not printed by itself again. */
export const printedMessage = (messages: readonly Message[], number: number): readonly Message[] =>
  messages.map((message) => (message.number === number ? { ...message, printed: true } : message))
