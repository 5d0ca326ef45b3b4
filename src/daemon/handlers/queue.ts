import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { fromBase64 } from '../../fiscal/base64.ts'
import { compact } from '../../fiscal/compact.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { assertRefused, decideWithdraw, refusedDocument } from '../../fiscal/register/decide-withdraw.ts'
import type { FiscalDocument } from '../../fiscal/register/document.ts'
import { factsOf, registeredAs } from '../../fiscal/register/facts.ts'
import { decideConfirm, messageOf, type Message } from '../../fiscal/register/messages.ts'
import type { InFlight, TwoPeople } from '../../fiscal/register/fiscal-records.ts'
import type { Sealed } from '../../fiscal/register/records.ts'
import type { State } from '../../fiscal/register/state.ts'
import { SECOND, formatIso } from '../../fiscal/time.ts'
import { frameToJson } from '../../fiscal/wire/frame-json.ts'
import { DEFAULT_WAIT, assertStarted } from '../documents.ts'
import { reasonOf, secondPerson } from '../second-person.ts'
import { type Services, documentFacts } from '../services.ts'
import { answerState } from '../spooler.ts'
import { operatorOf } from './documents.ts'
import { unreachable } from './setup.ts'

type Entry = ResultOf<'queue.list'>['entries'][number]

export const queueMethods = (services: Services): readonly Method[] => [
  method('queue.list', async ({ limit }) => list(services, limit)),
  method('queue.show', async ({ documentNumber }) => show(services, documentNumber)),
  method('queue.retry', async () => retry(services)),
  method('queue.remove', async ({ documentNumber, reason: typed, secondPin, secondUser }, context) => {
    assertStarted(services)
    const reason = reasonOf(typed)
    const by = operatorOf(context).code
    const second = await secondPerson(services.sessions, { user: secondUser, pin: secondPin }, by)
    return remove(services, documentNumber, { reason, by, second })
  }),
  method('message.list', async () => ({ messages: services.register.state.messages.map(messageView) })),
  method('message.show', async ({ number }) => messageView(messageOf(services.register.state, number))),
  method('message.confirm', async ({ number }, context) => {
    const { register } = services
    const by = operatorOf(context).code
    await register.record((state) => decideConfirm(state, number, by))
    return messageView(messageOf(register.state, number))
  }),
]

/** Documents without an answer: that under way, then the queue in its order. */
function numbersOf({ attempt, queue }: State): readonly number[] {
  const under = attempt ? [attempt.document.documentNumber] : []
  return [...under, ...queue.map(({ documentNumber }) => documentNumber)]
}

function stateOf(state: State, documentNumber: number): Entry['state'] {
  if (refusedDocument(state) === documentNumber) return 'refused'
  if (state.attempt?.document.documentNumber === documentNumber) return 'unfinished'
  return state.queue.find((entry) => entry.documentNumber === documentNumber)?.inFlight ? 'sending' : 'waiting'
}

function nameOf(document: FiscalDocument): Entry['document'] {
  if (document.type === 'ticket') return document.ticket.operation
  if (document.type === 'close') return 'shift-close'
  return document.direction === 'deposit' ? 'deposit' : 'withdraw'
}

const entryView = (state: State, document: FiscalDocument): Entry => ({
  documentNumber: document.documentNumber,
  document: nameOf(document),
  time: formatIso(document.time),
  state: stateOf(state, document.documentNumber),
})

async function list({ journal, register }: Services, limit: number): Promise<ResultOf<'queue.list'>> {
  const { state } = register
  const numbers = numbersOf(state)
  const entries: Entry[] = []
  for (const number of numbers.slice(0, limit))
    entries.push(entryView(state, (await documentFacts(journal, number)).attempt.document))
  return { length: numbers.length, ...(entries[0] && { oldest: entries[0].time }), entries }
}

async function show({ journal, register }: Services, documentNumber: number): Promise<ResultOf<'queue.show'>> {
  const { state } = register
  const place = numbersOf(state).indexOf(documentNumber) + 1
  const records = await journal.document(documentNumber)
  const facts = factsOf(records)
  if (place === 0 || !facts) throw new Refusal('QUEUE_NO_DOCUMENT', { documentNumber })
  const { client, document } = facts.attempt
  const messages = messagesOf(records)
  const total =
    document.type === 'ticket' ? document.ticket.total : document.type === 'placement' ? document.sum : undefined
  return {
    ...entryView(state, document),
    place,
    key: client.key,
    shift: document.shift,
    operator: { ...document.operator },
    ...compact({
      total: total === undefined ? undefined : formatTenge(total),
      fiscalSign: registeredAs(facts.outcome)?.sign,
      refusal: refusalView(state, documentNumber),
      message: messageJson(messages.at(-1)),
    }),
    encodings: messages.length,
  }
}

/** Every message that carried the document, in order. */
const messagesOf = (records: readonly Sealed[]): readonly InFlight[] =>
  records.flatMap(({ record }) => {
    const inFlight = record.kind === 'attempt' || record.kind === 'encoding' ? record.inFlight : undefined
    return inFlight ? [inFlight] : []
  })

/** The message alone: the token in the frame's header is nobody's business. */
const messageJson = (inFlight: InFlight | undefined): Record<string, unknown> | undefined =>
  inFlight && (frameToJson(fromBase64(inFlight.frame), 'request').message as Record<string, unknown>)

function refusalView({ blocks }: State, documentNumber: number): ResultOf<'queue.show'>['refusal'] {
  for (const code of ['RETRY_REFUSED', 'QUEUE_REFUSED', 'REQUEST_NUMBER', 'TOKEN_INVALID', 'SERVER_BLOCKED'] as const) {
    const block = blocks[code]
    if (block?.details['documentNumber'] !== documentNumber) continue
    const { ofdCode, text } = block.details
    return {
      code,
      since: formatIso(block.since),
      ...(typeof ofdCode === 'number' && { ofdCode }),
      ...(typeof text === 'string' && text !== '' && { text }),
    }
  }
  return undefined
}

async function retry(services: Services): Promise<ResultOf<'queue.retry'>> {
  assertStarted(services)
  const { register } = services
  const [before] = numbersOf(register.state)
  const settled = await register.retryRefused()
  const after = numbersOf(register.state)
  const delivered = before !== undefined && !after.includes(before)
  if (!delivered && settled.silence !== undefined) throw unreachable(register)
  if (!delivered && settled.refused) throw new Refusal(settled.refused.code, settled.refused.details)
  return { delivered, length: after.length }
}

async function remove(
  { journal, register, spooler }: Services,
  documentNumber: number,
  people: TwoPeople,
): Promise<ResultOf<'queue.remove'>> {
  assertRefused(register.state, documentNumber)
  const { document } = (await documentFacts(journal, documentNumber)).attempt
  await register.record((state) => decideWithdraw(state, { document, ...people }).records)
  const id = spooler.add({ type: 'withdrawal', documentNumber }, false)
  const job = await spooler.ended(id, DEFAULT_WAIT * SECOND)
  const state = job ? answerState(job) : 'waiting'
  const printed = state === 'confirmed' || state === 'accepted'
  const { length } = numbersOf(register.state)
  return { documentNumber, length, printed, paper: { state, job: id, copies: 0 } }
}

const messageView = ({ confirmed, number, text, time, type, version }: Message): ResultOf<'message.show'> => ({
  number,
  type,
  version,
  text,
  time: formatIso(time),
  ...(confirmed && { confirmed: { by: confirmed.by, time: formatIso(confirmed.time) } }),
})
