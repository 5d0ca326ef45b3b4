import { EVENT_METHOD } from '../../api/events.ts'
import { method } from '../../api/methods.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { SHIFT_LIMIT } from '../../fiscal/register/blocks.ts'
import { ableUsers } from '../../fiscal/register/people.ts'
import { isExpired } from '../../fiscal/register/holds.ts'
import { HOUR } from '../../fiscal/time.ts'
import type { Services } from '../services.ts'
import { type Conditions, ofThisRun } from '../watch/conditions.ts'
import { formatCursor } from '../watch/cursor.ts'
import { Watcher, type WatcherPorts } from '../watch/watcher.ts'
import { blockView, blocksNow, hours, status } from './status.ts'

/** The end of a shift is told so long before it. */
const WARNING = HOUR

export const watchMethods = (services: Services): readonly Method[] => [
  method('watch', async (params, context) => {
    const { actor, channel } = context
    if (!actor) throw new Refusal('SIGN_IN_REQUIRED')
    const watcher = new Watcher(portsOf(services, context), params, actor, (event) =>
      channel.notify(EVENT_METHOD, event),
    )
    if (params.once) return { cursor: await watcher.run(new AbortController().signal) }
    channel.meanwhile(async (signal) => void (await watcher.run(signal)))
    return { cursor: params.since ?? formatCursor({ records: services.recent.count, events: 0 }) }
  }),
]

function portsOf(services: Services, context: CallContext): WatcherPorts {
  const { clock, journal, recent, register } = services
  const { actor, language } = context
  return {
    journal,
    recent,
    clock,
    queue: () => register.state.queue.length,
    state: () => status(services, { language, actor: undefined }),
    conditions: () => conditions(services, context),
    mayWatch: () => ableUsers(register.state).get(actor?.code ?? 0)?.role === actor?.role,
  }
}

function conditions(services: Services, { language }: CallContext): Conditions {
  const { clock, ofd, printerState, register } = services
  const { shift } = register.state
  const left = shift && shift.openedAt + SHIFT_LIMIT - clock.now()
  return {
    blocks: ofThisRun(blocksNow(services, 'sale').map((block) => blockView(block, language))),
    printer: printerState(),
    links: ofd.links(),
    expired: register.state.holds
      .filter((hold) => isExpired(hold, clock.now()))
      .map(({ key, operator }) => ({ key, owner: operator.code })),
    ...(shift && left !== undefined && left <= WARNING && { ending: { number: shift.number, hoursLeft: hours(left) } }),
  }
}
