import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { BLOCK_CODES, type BlockCode } from '../../fiscal/register/event-records.ts'
import { formatIso } from '../../fiscal/time.ts'
import type { Answer } from '../../fiscal/wire/dialect.ts'
import type { LinkProbe, LinkState } from '../../hw/ports.ts'
import { assertStarted } from '../documents.ts'
import { lossOf } from '../link-quality.ts'
import type { Register, Settled } from '../register.ts'
import type { Services } from '../services.ts'
import { unreachable } from './setup.ts'

/** What an OK to INFO lifts: asked before anything of the queue goes out. */
const LIFTED_BY_INFO: readonly BlockCode[] = ['UNKNOWN_ID', 'TOKEN_INVALID', 'PROTOCOL_ERROR', 'REQUEST_NUMBER']

export const linkMethods = (services: Services): readonly Method[] => [
  method('link.status', async () => ({ links: services.ofd.links().map(linkView) })),
  method('ofd.ping', async ({ link }) => {
    assertStarted(services)
    return ping(services, link)
  }),
  method('ofd.info', async () => {
    assertStarted(services)
    assertSetUp(services)
    return services.register.turn(() => info(services.register))
  }),
  method('ofd.retry', async () => {
    assertStarted(services)
    assertSetUp(services)
    return services.register.turn(() => retry(services.register))
  }),
]

/** @throws Refusal NOT_SET_UP: nobody knows whom to ask, or as whom */
function assertSetUp({ register }: Services): void {
  if (!register.state.registration || !register.circumstances().conditions) throw new Refusal('NOT_SET_UP')
}

const whole = (milliseconds: number): number => Math.round(milliseconds)

function linkView(link: LinkState): ResultOf<'link.status'>['links'][number] {
  const { address, answeredAt, connectMilliseconds, failures, goodProbes, problem, recent, roundTripMilliseconds } =
    link
  const loss = lossOf(recent)
  return {
    name: link.name,
    ...(link.interface !== undefined && { interface: link.interface }),
    ...(link.source !== undefined && { source: link.source }),
    up: link.up,
    ...(address !== undefined && { address }),
    route: link.route,
    ...(link.server !== undefined && { server: link.server }),
    ...(answeredAt !== undefined && { lastAnswer: formatIso(answeredAt) }),
    ...(connectMilliseconds !== undefined && { connectMs: whole(connectMilliseconds) }),
    ...(roundTripMilliseconds !== undefined && { roundTripMs: whole(roundTripMilliseconds) }),
    ...(loss !== undefined && { loss }),
    tries: recent.tries,
    servedLast: link.servedLast,
    failures,
    ...(problem !== undefined && { problem }),
    ...(goodProbes !== undefined && { goodProbes }),
  }
}

function probeView({ connectMilliseconds, ...probe }: LinkProbe): ResultOf<'ofd.ping'>['links'][number] {
  return { ...probe, ...(connectMilliseconds !== undefined && { connectMs: whole(connectMilliseconds) }) }
}

/**
 * A connection over each link, or over the named one; then, unless a link is named, SYSTEM. It would take the place of the
 * request that the OFD remembers, so it is left out while one is in flight or queued (protocol §4).
 * @throws Refusal LINK_UNKNOWN, NOT_SET_UP, OFD_UNREACHABLE when no connection stands, and what the OFD refuses with
 */
async function ping(services: Services, name: string | undefined): Promise<ResultOf<'ofd.ping'>> {
  const { clock, configuration, ofd, register } = services
  if (!configuration.fiscal) throw new Refusal('NOT_SET_UP')
  const known = ofd.links().map((link) => link.name)
  if (name !== undefined && !known.includes(name)) throw new Refusal('LINK_UNKNOWN', { name, known: known.join(', ') })
  const probes = await ofd.probe(name)
  if (probes.every(({ reached }) => !reached)) {
    const reason = probes.map((probe) => `${probe.name}: ${probe.problem ?? ''}`).join('; ')
    throw new Refusal('OFD_UNREACHABLE', { reason })
  }
  const links = probes.map(probeView)
  if (name !== undefined || !register.state.registration) return { links }
  return register.turn(async () => {
    const { inFlight, queue } = register.state
    if (inFlight || queue.length > 0) return { links }
    const begun = clock.monotonic()
    answeredOrRefused(register, await register.dispatch({ type: 'contact', ask: 'system' }))
    return { links, system: { link: served(register), milliseconds: whole(clock.monotonic() - begun) } }
  })
}

/** @throws Refusal OFD_UNREACHABLE, or what the OFD refused with */
function answeredOrRefused(register: Register, { refused, silence }: Settled): void {
  if (silence !== undefined) throw unreachable(register)
  if (refused) throw new Refusal(refused.code, refused.details)
}

/** The link of the last answer. */
const served = ({ lastContact }: Register): string => lastContact?.detail ?? ''

/**
 * What is on its way ends first: its retry is all that the OFD remembers.
 * @throws Refusal OFD_UNREACHABLE; UNFINISHED_DOCUMENT when the OFD answered and the document stays all the same
 */
async function finish(register: Register): Promise<void> {
  const { state } = register
  if (state.queue[0]?.inFlight) await register.drain()
  else if (!state.inFlight || (await register.resume())) return
  if (!register.lastContact?.reached) throw unreachable(register)
  if (register.state.inFlight)
    throw new Refusal('UNFINISHED_DOCUMENT', { documentNumber: register.state.lastDocumentNumber })
}

/** INFO, answered. @throws Refusal as {@link finish}, and what the OFD refuses with */
async function askInfo(register: Register): Promise<Answer> {
  await finish(register)
  let told: Answer | undefined
  const settled = await register.dispatch({ type: 'info' }, (received) => {
    told = received.answer
    return { type: 'answer', received }
  })
  answeredOrRefused(register, settled)
  if (!told) throw unreachable(register)
  return told
}

async function info(register: Register): Promise<ResultOf<'ofd.info'>> {
  const { ads, lastDocument, registration, report, taxation } = await askInfo(register)
  return {
    link: served(register),
    ...(registration && { registration }),
    ...(taxation && { taxation: { type: taxation.type, vatRates: [...taxation.vatRates] } }),
    ...(lastDocument && { lastDocument }),
    ...(report && { report: { type: report.type, shift: report.shift, cash: formatTenge(report.cash) } }),
    messages: ads.map(({ text, type, version }) => ({ type, version: String(version), text })),
  }
}

/** INFO where its OK lifts a block or nothing is queued; then the head of the queue goes out. */
async function retry(register: Register): Promise<ResultOf<'ofd.retry'>> {
  const before = register.state
  if (LIFTED_BY_INFO.some((code) => before.blocks[code]) || before.queue.length === 0) await askInfo(register)
  const head = register.state.queue[0]?.documentNumber ?? before.queue[0]?.documentNumber
  if (register.state.queue.length > 0) {
    await register.drain()
    if (!register.lastContact?.reached) throw unreachable(register)
  }
  const { blocks, queue } = register.state
  const isDelivered = head !== undefined && queue.every(({ documentNumber }) => documentNumber !== head)
  return {
    lifted: BLOCK_CODES.filter((code) => before.blocks[code] && !blocks[code]),
    blocks: BLOCK_CODES.filter((code) => blocks[code]),
    ...(isDelivered && { delivered: head }),
    queue: queue.length,
  }
}
