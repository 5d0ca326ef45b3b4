import { nanoid } from 'nanoid'
import { EXPECTED } from '../../api/expected.ts'
import { method } from '../../api/methods.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import { type ReturnParams, type TicketParams, keyContent, ticketRequest } from '../../api/ticket-request.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { previewLines } from '../../fiscal/documents/receipt.ts'
import { readSum } from '../../fiscal/money.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { refuseWhenBlocked, ticketRules } from '../../fiscal/register/decide-document.ts'
import { assertNotHeld } from '../../fiscal/register/holds.ts'
import { type TicketAsked, makeTicket } from '../../fiscal/register/make-ticket.ts'
import { practising } from '../../fiscal/register/training.ts'
import { settingOf } from '../../fiscal/register/settings.ts'
import { conditionsOf, registrationOf } from '../../fiscal/register/message.ts'
import type { State } from '../../fiscal/register/state.ts'
import type { Operation, Operator } from '../../fiscal/ticket/types.ts'
import { findBasis, soldMarks } from '../basis.ts'
import { type Making, assertStarted, contentHash, makeDocument } from '../documents.ts'
import { withoutPaper } from '../electronic.ts'
import { withGoods } from '../goods-items.ts'
import type { Services } from '../services.ts'
import { practise, practisedParent } from '../training.ts'
import { storageWarning } from '../warnings.ts'
import { ticketView } from './document-view.ts'

/** Who stands on the document: the one who is signed in. */
export function operatorOf({ actor }: CallContext): Operator {
  if (!actor) throw new Refusal('SIGN_IN_REQUIRED')
  return { code: actor.code, name: actor.name }
}

interface Called {
  readonly key?: string | undefined
  readonly wait?: number | undefined
  readonly electronic?: boolean | undefined
}

interface Call {
  readonly params: Called
  readonly context: CallContext
}

/** @throws Refusal BAD_REQUEST: nobody stands at a kiosk who would know whether it sold twice */
export function keyOf({ key }: Called, { actor }: CallContext): string {
  if (key === undefined && actor?.role === 'kiosk')
    throw new Refusal('BAD_REQUEST', { path: 'key', expected: EXPECTED.kioskKey })
  return key ?? nanoid()
}

/** A document out of a call: its key (made here when the client has none) bound to what was asked. */
export async function make(
  services: Services,
  name: MethodName,
  { context, hold, params, request }: Pick<Making, 'request' | 'hold'> & Call,
): Promise<ResultOf<'receipt.show'>> {
  const { register, selfTest } = services
  await selfTest.beforeDocument()
  const before = register.state.shift
  const made = await makeDocument(services, {
    request,
    client: { key: keyOf(params, context), content: contentHash(keyContent(name, params)) },
    operator: operatorOf(context),
    wait: params.wait,
    hold,
    electronic: () => withoutPaper(services, params.electronic ?? false),
  })
  if (!made.replayed) testAfter(services, before)
  const warnings = [...(made.warnings ?? []), ...storageWarning(services.room, context.language)]
  return warnings.length > 0 ? { ...made, warnings } : made
}

/** While somebody practises, the same of practice's own numbers and sums. */
async function makeOrPractise(services: Services, name: MethodName, call: Pick<Making, 'request'> & Call) {
  if (!services.register.state.training) return make(services, name, call)
  const { context, params, request } = call
  return practise(services, {
    request,
    client: { key: keyOf(params, context), content: contentHash(keyContent(name, params)) },
    operator: operatorOf(context),
    wait: params.wait,
    electronic: () => withoutPaper(services, params.electronic ?? false),
  })
}

/** A document that opened or closed its shift is followed by what the self-test does then. */
function testAfter({ register, selfTest }: Pick<Services, 'register' | 'selfTest'>, before: State['shift']): void {
  const after = register.state.shift
  if (before && !after) selfTest.afterDocument('closed')
  else if (!before && after) selfTest.afterDocument('opened')
}

export const documentMethods = (services: Services): readonly Method[] => [
  method('sale', async (params, context) => ticket(services, 'sale', params, context)),
  method('sale-return', async (params, context) => ticket(services, 'sale-return', params, context)),
  method('purchase', async (params, context) => ticket(services, 'purchase', params, context)),
  method('purchase-return', async (params, context) => ticket(services, 'purchase-return', params, context)),
  method('deposit', async (params, context) => placement(services, 'deposit', params, context)),
  method('withdraw', async (params, context) => placement(services, 'withdraw', params, context)),
  method('shift.close', async (params, context) => {
    const request = {
      type: 'close',
      withdraw: params.withdraw ?? settingOf(services.register.state, 'auto-withdraw'),
    } as const
    return (await makeOrPractise(services, 'shift.close', { request, params, context })) as ResultOf<'shift.close'>
  }),
]

type Params = TicketParams | ReturnParams

/** A block is told before anything that is wrong with the call. The printer is asked only where nobody has for seconds. */
export async function refuseWhenItMayNotSell({ askPrinter, register }: Services): Promise<void> {
  await askPrinter()
  const { state } = register
  refuseWhenBlocked(state.training ? practising(state) : state, register.circumstances(), 'sale')
}

/** One of the four operations, or its preview. */
async function ticket(
  services: Services,
  operation: Operation,
  params: Params,
  context: CallContext,
): Promise<ResultOf<'sale'>> {
  if (params.preview === true) return preview(services, operation, params, context)
  const request = async () => {
    await refuseWhenItMayNotSell(services)
    return { type: 'ticket', ...(await asked(services, operation, params, context)) } as const
  }
  return (await makeOrPractise(services, operation, { request, params, context })) as ResultOf<'sale'>
}

/** What is wanted, with what the accumulator knows of it: the receipt that goes back, pieces that are sold already. */
export async function asked(
  services: Services,
  operation: Operation,
  called: Params,
  { actor }: CallContext,
): Promise<TicketAsked> {
  const { clock, journal, register } = services
  const { regNumber } = registrationOf(register.state)
  const params = await withGoods(services, operation, called)
  const named = 'parent' in params ? params.parent : undefined
  const found =
    practisedParent(register, operation, named) ??
    (await findBasis({ journal, operation, regNumber, now: clock.now(), actor }, named))
  const request = ticketRequest(operation, params, found?.parent)
  const selection = 'parent' in params ? { whole: params.whole, lines: params.lines } : undefined
  return { request, basis: found?.basis, selection, sold: await soldMarks(journal, request) }
}

/** Cash into the drawer or out of it (EK0-in-1, EK0-out-1). */
async function placement(
  services: Services,
  name: 'deposit' | 'withdraw',
  params: ParamsOf<'deposit'>,
  context: CallContext,
): Promise<ResultOf<'deposit'>> {
  const direction = name === 'deposit' ? 'deposit' : 'withdrawal'
  const request = async () => {
    await refuseWhenItMayNotSell(services)
    return { type: 'placement', direction, sum: readSum(params.sum) } as const
  }
  return (await makeOrPractise(services, name, { request, params, context })) as ResultOf<'deposit'>
}

/** Computed and shown, never registered: no number, no fiscal mark (EK-ui-05). */
async function preview(
  services: Services,
  operation: Operation,
  params: Params,
  context: CallContext,
): Promise<ResultOf<'sale'>> {
  assertStarted(services)
  const wanted = await asked(services, operation, params, context)
  const { register } = services
  const circumstances = register.circumstances()
  const computed = makeTicket(register.state, wanted, ticketRules(register.state, circumstances))
  assertNotHeld(register.state, computed, 'key' in params ? (params.key ?? '') : '', circumstances.now)
  const letterhead = {
    registration: registrationOf(register.state),
    conditions: conditionsOf(register.state, circumstances),
  }
  return {
    document: operation,
    preview: true,
    registered: false,
    printed: false,
    ...ticketView(computed),
    lines: previewLines(computed, letterhead),
  }
}
