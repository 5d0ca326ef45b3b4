import type { ResultOf } from '../api/schemas/index.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { documentTime } from '../fiscal/register/clock.ts'
import { ticketRules } from '../fiscal/register/decide-document.ts'
import { type TicketAsked, makeTicket } from '../fiscal/register/make-ticket.ts'
import type { ClientKey } from '../fiscal/register/records.ts'
import type { TrainingReceipt } from '../fiscal/register/training.ts'
import type { Operator } from '../fiscal/ticket/types.ts'
import { SECOND, formatIso } from '../fiscal/time.ts'
import { DEFAULT_WAIT, assertStarted } from './documents.ts'
import { ticketView } from './handlers/document-view.ts'
import { answerState } from './spooler.ts'
import type { Services } from './services.ts'

interface Practised {
  readonly asked: () => Promise<TicketAsked>
  readonly client: ClientKey
  readonly operator: Operator
  readonly electronic: () => true | undefined
}

/** A ticket as it would be: checked, computed, numbered by itself, printed with its mark; nothing fiscal is touched. */
export async function practise(services: Services, practised: Practised): Promise<ResultOf<'sale'>> {
  assertStarted(services)
  const { register, spooler } = services
  return register.turn(async () => {
    const known = receiptOf(services, practised.client)
    const receipt = known ?? (await made(services, practised))
    const electronic = known !== undefined || practised.electronic()
    const job = electronic ? undefined : spooler.add({ type: 'page', page: 'training' }, false)
    // The page shows the newest: nobody practises another before it is out
    const end = job === undefined ? undefined : await spooler.ended(job, DEFAULT_WAIT * SECOND)
    const state = end === undefined ? ('not-asked' as const) : answerState(end)
    return {
      document: receipt.ticket.operation,
      training: true,
      key: receipt.client.key,
      replayed: known !== undefined,
      registered: false,
      number: receipt.number,
      time: formatIso(receipt.time),
      operator: { ...receipt.operator },
      ...ticketView(receipt.ticket),
      printed: state === 'confirmed' || state === 'accepted',
      paper: { state, copies: 0, ...(job !== undefined && { job }) },
    }
  })
}

/** @throws Refusal KEY_CONFLICT */
function receiptOf({ register }: Services, { content, key }: ClientKey): TrainingReceipt | undefined {
  const known = register.state.training?.receipts.find(({ client }) => client.key === key)
  if (known && known.client.content !== content) throw new Refusal('KEY_CONFLICT', { key })
  return known
}

async function made({ register }: Services, { asked, client, operator }: Practised): Promise<TrainingReceipt> {
  const circumstances = register.circumstances()
  const ticket = makeTicket(register.state, await asked(), ticketRules(register.state, circumstances))
  const number = (register.state.training?.receipts.at(-1)?.number ?? 0) + 1
  const time = documentTime(register.state, circumstances.now)
  const receipt = { number, client, ticket, operator, time }
  await register.record(() => [{ kind: 'training-receipt', receipt }])
  return receipt
}
