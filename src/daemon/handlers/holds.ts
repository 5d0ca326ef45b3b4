import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import { keyContent } from '../../api/ticket-request.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { committed } from '../../fiscal/register/decide-hold.ts'
import {
  DEFAULT_MINUTES,
  type EndedHold,
  type StandingHold,
  isExpired,
  sellUntilOf,
} from '../../fiscal/register/holds.ts'
import { type Instant, formatIso } from '../../fiscal/time.ts'
import { soldMarks } from '../basis.ts'
import { contentHash } from '../documents.ts'
import { type FoundHold, endHold, knownHold, oweHold, takeHold } from '../holds.ts'
import type { Services } from '../services.ts'
import { asked, make, operatorOf, refuseWhenItMayNotSell } from './documents.ts'

type HoldAnswer = ResultOf<'hold'>

export const holdMethods = (services: Services): readonly Method[] => [
  method('hold', async (params, context) => {
    const { minutes = DEFAULT_MINUTES, ...ticket } = params
    const client = { key: params.key, content: contentHash(keyContent('hold', params)) }
    const wanted = async () => {
      await refuseWhenItMayNotSell(services)
      const sale = await asked(services, 'sale', ticket, context)
      return { asked: sale, client, operator: operatorOf(context), minutes }
    }
    const { found, replayed } = await takeHold(services, wanted, client)
    assertOwn(found, params.key, context)
    return holdAnswer(services, params.key, found, replayed)
  }),
  method('commit', async (params, context) => commit(services, params, context)),
  method('cancel', async (params, context) => {
    const { key, reason } = params
    assertOwn(await knownHold(services, key), key, context)
    const client = { key, content: contentHash(keyContent('cancel', params)) }
    const { found, replayed } = await endHold(services, client, { by: operatorOf(context).code, reason })
    return holdAnswer(services, key, found, replayed)
  }),
  method('hold.list', async (_, { actor }) => {
    const { clock, register } = services
    const mine = (hold: StandingHold) => !isConfined(actor) || hold.operator.code === actor?.code
    return { holds: register.state.holds.filter(mine).map((hold) => standingView(hold, clock.now())) }
  }),
]

const isConfined = (actor: CallContext['actor']): boolean => actor?.role === 'kiosk' || actor?.role === 'cashier'

/** A kiosk and a cashier have their own holds; of others' they are told that there are none. */
function assertOwn(found: FoundHold, key: string, { actor }: CallContext): void {
  if (found.state === 'standing' && isConfined(actor) && found.hold.operator.code !== actor?.code)
    throw new Refusal('HOLD_NOT_FOUND', { key })
}

/** What was dispensed is sold; nothing: the hold ends. */
async function commit(
  services: Services,
  params: ParamsOf<'commit'>,
  context: CallContext,
): Promise<ResultOf<'commit'>> {
  const { key, lines, payments } = params
  const content = contentHash(keyContent('commit', params))
  const found = await knownHold(services, key)
  assertOwn(found, key, context)
  if (found.state === 'cancelled') return cancelledAlready(services, key, found, content)
  const { hold } = found
  if (found.state === 'standing') {
    if (found.hold.owed && found.hold.owed.content !== content) throw new Refusal('HOLD_OWED', { key })
    if (committed(found.hold, { lines, payments }) === undefined) {
      const { code: by } = operatorOf(context)
      const ended = await endHold(services, { key, content }, { by, reason: 'nothing dispensed' })
      return holdAnswer(services, key, ended.found, ended.replayed)
    }
  }
  const request = async () => {
    // It was committed already, or its first try is under way: the document of the key answers
    if (found.state !== 'standing') throw new Refusal('HOLD_ENDED', { key, state: found.state })
    await refuseWhenItMayNotSell(services)
    const sale = committed(found.hold, { lines, payments })
    if (!sale) throw new Error('a hold of nothing')
    return { type: 'ticket', request: sale, sold: await soldMarks(services.journal, sale) } as const
  }
  const { content: heldAs, expires, total } = hold
  try {
    const kept: EndedHold = { content: heldAs, expires, total }
    return (await make(services, 'commit', { request, params, context, hold: kept })) as ResultOf<'commit'>
  } catch (error) {
    if (!(error instanceof Refusal) || found.state !== 'standing') throw error
    throw await oweHold(services, { hold: found.hold, content, error })
  }
}

function cancelledAlready(
  services: Services,
  key: string,
  found: Extract<FoundHold, { state: 'cancelled' }>,
  content: string,
): HoldAnswer {
  if (found.client.content !== content) throw new Refusal('HOLD_ENDED', { key, state: found.state })
  return holdAnswer(services, key, found, true)
}

const stateOf = (hold: StandingHold, now: Instant) =>
  hold.owed ? ('owed' as const) : isExpired(hold, now) ? ('expired' as const) : ('open' as const)

function holdAnswer({ clock, register }: Services, key: string, found: FoundHold, replayed: boolean): HoldAnswer {
  const now = clock.now()
  const { expires, total } = found.hold
  const state = found.state === 'standing' ? stateOf(found.hold, now) : found.state
  return {
    key,
    state,
    replayed,
    total: formatTenge(total),
    expires: formatIso(expires),
    ...(found.state === 'standing' && { sellUntil: formatIso(sellUntilOf(register.state, now)) }),
    ...(found.state === 'committed' && { documentNumber: found.documentNumber }),
  }
}

const standingView = (hold: StandingHold, now: Instant) => ({
  key: hold.key,
  state: stateOf(hold, now),
  total: formatTenge(hold.total),
  time: formatIso(hold.time),
  expires: formatIso(hold.expires),
  operator: { ...hold.operator },
  ...(hold.owed && { owed: { since: formatIso(hold.owed.since), code: hold.owed.code } }),
})
