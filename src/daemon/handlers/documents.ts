import { nanoid } from 'nanoid'
import { method } from '../../api/methods.ts'
import type { MethodName, ResultOf } from '../../api/schemas/index.ts'
import { type TicketParams, keyContent, ticketRequest } from '../../api/ticket-request.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { previewLines } from '../../fiscal/documents/receipt.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { DocumentRequest } from '../../fiscal/register/decide.ts'
import { ticketRules } from '../../fiscal/register/decide-document.ts'
import { conditionsOf, registrationOf } from '../../fiscal/register/message.ts'
import { ticketOf } from '../../fiscal/register/ticket.ts'
import type { Operator } from '../../fiscal/ticket/types.ts'
import { assertStarted, contentHash, makeDocument } from '../documents.ts'
import type { Services } from '../services.ts'
import { ticketView } from './document-view.ts'

/** Who stands on the document: the one who is signed in. */
export function operatorOf({ actor }: CallContext): Operator {
  if (!actor) throw new Refusal('SIGN_IN_REQUIRED')
  return { code: actor.code, name: actor.name }
}

interface Called {
  readonly key?: string | undefined
  readonly wait?: number | undefined
}

/** A document out of a call: its key (made here when the client has none) bound to what was asked. */
const make = (services: Services, name: MethodName, request: DocumentRequest, params: Called, context: CallContext) =>
  makeDocument(services, {
    request,
    client: { key: params.key ?? nanoid(), content: contentHash(keyContent(name, params)) },
    operator: operatorOf(context),
    wait: params.wait,
  })

export const documentMethods = (services: Services): readonly Method[] => [
  method('sale', async (params, context): Promise<ResultOf<'sale'>> => {
    if (params.preview === true) return preview(services, params)
    const request = { type: 'ticket', request: ticketRequest('sale', params) } as const
    return (await make(services, 'sale', request, params, context)) as ResultOf<'sale'>
  }),
  method('shift.close', async (params, context) => {
    const request = { type: 'close', withdraw: params.withdraw ?? false } as const
    return (await make(services, 'shift.close', request, params, context)) as ResultOf<'shift.close'>
  }),
]

/** Computed and shown, never registered: no number, no fiscal mark (EK-ui-05). */
function preview(services: Services, params: TicketParams): ResultOf<'sale'> {
  assertStarted(services)
  const { register } = services
  const circumstances = register.circumstances()
  const ticket = ticketOf(register.state, ticketRequest('sale', params), ticketRules(register.state, circumstances))
  const letterhead = {
    registration: registrationOf(register.state),
    conditions: conditionsOf(register.state, circumstances),
  }
  return {
    document: 'sale',
    preview: true,
    registered: false,
    printed: false,
    ...ticketView(ticket),
    lines: previewLines(ticket, letterhead),
  }
}
