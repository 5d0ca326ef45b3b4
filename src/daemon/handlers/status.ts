import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { ZERO, formatTenge } from '../../fiscal/money.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { AUTONOMOUS_LIMIT, type Block, SHIFT_LIMIT, blockRule } from '../../fiscal/register/blocks.ts'
import { openHolds, owedHolds } from '../../fiscal/register/holds.ts'
import type { State } from '../../fiscal/register/state.ts'
import { practising } from '../../fiscal/register/training.ts'
import { revenueOf } from '../../fiscal/report/counters.ts'
import { OPERATIONS } from '../../fiscal/ticket/types.ts'
import { HOUR, type Instant, formatIso, instant } from '../../fiscal/time.ts'
import type { Language } from '../../locale/errors.ts'
import { renderFailure } from '../../locale/render.ts'
import type { Services } from '../services.ts'
import { differenceView } from './summary-view.ts'

export const hours = (milliseconds: number): string => (Math.max(0, milliseconds) / HOUR).toFixed(1)

export const statusMethods = (services: Services): readonly Method[] => [
  method('ready', async ({ for: purpose }, { language }) => {
    await services.printing.watch.refresh()
    const ready = readiness(services, purpose, language)
    if (!ready.ready) {
      const why = ready.blocks.map(({ message }) => message).join('; ')
      throw new Refusal('NOT_READY', { why, ...ready })
    }
    return ready
  }),
  method('status', async (_, context) => {
    await services.printing.watch.refresh()
    return status(services, context)
  }),
  method('shift.status', async () => {
    const { state } = services.register
    const now = services.clock.now()
    return state.training ? { training: true, ...shiftStatus(practising(state), now) } : shiftStatus(state, now)
  }),
]

/** All that keeps the register from selling now: blocks of the register, and those of this run. */
export function blocksNow(services: Services, purpose: ParamsOf<'ready'>['for']): readonly Block[] {
  const { clock, register } = services
  const now = clock.now()
  const blocks = purpose === 'update' ? betweenShifts(register.state) : [...register.blocks(purpose)]
  if (!services.started()) blocks.unshift({ code: 'STARTING', since: now, details: {} })
  const unfinished = register.state.attempt
  if (unfinished) {
    const { documentNumber, time } = unfinished.document
    blocks.push({ code: 'UNFINISHED_DOCUMENT', since: time, details: { documentNumber } })
  }
  return blocks
}

/** For `systemctl status`: `kkm 0.1.0: ready, shift 13 open`, or what keeps it from selling. Codes are no language's. */
export function statusLine(services: Services): string {
  const { lastShift, shift } = services.register.state
  const codes = blocksNow(services, 'sale').map(({ code }) => code)
  const state = codes.length === 0 ? 'ready' : codes.join(', ')
  const now = shift ? `, shift ${shift.number} open` : lastShift > 0 ? `, shift ${lastShift} closed` : ''
  return `kkm ${services.release}: ${state}${now}`
}

/** Another release never takes over amid a shift. What blocks sales is no reason to stay with the old one. */
const betweenShifts = ({ shift }: State): Block[] =>
  shift ? [{ code: 'SHIFT_NOT_CLOSED', since: shift.openedAt, details: {} }] : []

export const blockView = ({ code, details, since }: Block, language: Language) => {
  const { message, remedy } = renderFailure(code, details, language)
  return { code, since: formatIso(since), message, remedy, who: blockRule(code).who }
}

function readiness(services: Services, purpose: ParamsOf<'ready'>['for'], language: Language): ResultOf<'ready'> {
  const { clock, printing, register } = services
  const { shift } = register.state
  const now = clock.now()
  const blocks = blocksNow(services, purpose).map((block) => blockView(block, language))
  const shiftEnd = shift && instant(shift.openedAt + SHIFT_LIMIT)
  const [until] = [
    ...(shiftEnd === undefined ? [] : [{ at: shiftEnd, code: 'SHIFT_TOO_LONG' }]),
    ...autonomousEnd(register.state),
  ].sort((a, b) => a.at - b.at)
  return {
    ready: blocks.length === 0,
    blocks,
    warnings: services.warnings(language),
    mode: modeOf(register.state),
    ...(blocks.length === 0 && until && { sellUntil: formatIso(until.at), sellUntilCode: until.code }),
    ...(shift && shiftEnd !== undefined && { shift: { number: shift.number, hoursLeft: hours(shiftEnd - now) } }),
    autonomous: autonomousView(register.state, now),
    paper: printing.watch.last.paper,
    holdsOwed: owedHolds(register.state).length,
  }
}

export function status(
  services: Services,
  { actor, language }: Pick<CallContext, 'actor' | 'language'>,
): ResultOf<'status'> {
  const { clock, printing, register, release } = services
  const { state } = register
  const blocks = blocksNow(services, 'sale').map((block) => blockView(block, language))
  const printer = printing.watch.last
  return {
    release,
    time: formatIso(clock.now()),
    state: stateWord(services, blocks),
    ...(state.registration && { register: registerView(state.registration) }),
    mode: modeOf(state),
    shift: shiftView(state, clock.now()),
    ofd: ofdView(services),
    printer: { state: printer.state, paper: printer.paper, waiting: services.spooler.length },
    queue: queueView(state),
    autonomous: autonomousView(state, clock.now()),
    ...(state.attempt && { unfinished: { documentNumber: state.attempt.document.documentNumber } }),
    ...(state.holds.length > 0 && {
      holds: { open: openHolds(state, clock.now()).length, owed: owedHolds(state).length },
    }),
    blocks,
    warnings: services.warnings(language),
    ...(state.lastDocumentNumber > 0 && {
      lastDocument: { documentNumber: state.lastDocumentNumber, time: formatIso(state.lastTime) },
    }),
    ...(actor && {
      cash: formatTenge(state.counters.cash),
      revenue: formatTenge(revenueOf(state.counters)),
      ...(state.difference && { difference: differenceFacts(state.difference) }),
    }),
  }
}

const modeOf = ({ queue }: State) => (queue.length > 0 ? ('autonomous' as const) : ('online' as const))

/** When the law ends autonomous work: 72 hours after the oldest document that was not sent (R1326-27.6). */
const autonomousEnd = ({ queue: [oldest] }: State) =>
  oldest ? [{ at: instant(oldest.time + AUTONOMOUS_LIMIT), code: 'AUTONOMOUS_TOO_LONG' }] : []

function autonomousView({ queue }: State, now: Instant) {
  const [oldest] = queue
  return { queue: queue.length, hoursLeft: hours(oldest ? oldest.time + AUTONOMOUS_LIMIT - now : AUTONOMOUS_LIMIT) }
}

const queueView = ({ queue }: State) => ({
  length: queue.length,
  ...(queue[0] && { oldest: formatIso(queue[0].time) }),
})

const differenceFacts = ({ differences, since }: NonNullable<State['difference']>) => ({
  since: formatIso(since),
  figures: differences.map(differenceView),
})

function stateWord({ started, register }: Services, blocks: readonly { readonly code: string }[]) {
  if (!started()) return 'starting' as const
  if (!register.state.registration) return 'not-set-up' as const
  return blocks.length === 0 ? ('ready' as const) : ('blocked' as const)
}

const registerView = ({
  kkmId,
  regNumber,
  serialNumber,
  name,
  iinBin,
  address,
}: NonNullable<State['registration']>) => ({
  kkmId,
  regNumber,
  serialNumber,
  name,
  iinBin,
  address,
})

function shiftView({ lastShift, shift }: State, now: Instant): ResultOf<'status'>['shift'] {
  if (!shift) return { open: false, number: lastShift }
  return {
    open: true,
    number: shift.number,
    openTime: formatIso(shift.openedAt),
    hoursLeft: hours(shift.openedAt + SHIFT_LIMIT - now),
  }
}

function ofdView({ configuration, register }: Services): ResultOf<'status'>['ofd'] {
  const { fiscal, ofd } = configuration
  const { lastAnswer, lastContact } = register
  const server = fiscal?.servers[0]
  return {
    ...(fiscal && { operator: fiscal.operator }),
    version: ofd.version,
    ...(server && { server: `${server.host}:${server.port}` }),
    state: !lastContact ? 'unknown' : lastContact.reached ? 'reachable' : 'silent',
    ...(lastAnswer !== undefined && { lastAnswer: formatIso(lastAnswer) }),
  }
}

function shiftStatus(state: State, now: Instant): ResultOf<'shift.status'> {
  const { counters, shift } = state
  const counts = OPERATIONS.map((operation) => [operation, shift ? counters.tickets[operation].count : 0])
  return {
    ...shiftView(state, now),
    tickets: Object.fromEntries(counts) as ResultOf<'shift.status'>['tickets'],
    cash: formatTenge(counters.cash),
    revenue: formatTenge(shift ? revenueOf(counters) : ZERO),
  }
}
