import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { kazakhBy } from '../../escpos/encoder.ts'
import { columnsOf, type PrinterProfile, PROFILES, profileOf, suggestedProfile } from '../../escpos/profile.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { PaperSubject } from '../../fiscal/register/event-records.ts'
import type { DoubtfulPaper } from '../../fiscal/register/state.ts'
import { formatIso, SECOND } from '../../fiscal/time.ts'
import { within } from '../../hw/clock.ts'
import { detectDevices, type FoundDevice } from '../../hw/printer/detect.ts'
import { systemBus } from '../../hw/printer/usb-link.ts'
import { DEFAULT_WAIT } from '../documents.ts'
import type { Services } from '../services.ts'
import { answerState, type PaperJob } from '../spooler.ts'
import { operatorOf } from './documents.ts'

/** A printer that is at a paper is not probed; how long a probe or a pulse waits for its turn (ms). */
const TURN = 5 * SECOND
/** Jobs that have ended, of this run, that are told. */
const MOST_ENDED = 50

export const printerMethods = (services: Services): readonly Method[] => [
  method('printer.status', async () => {
    await services.printing.watch.refresh()
    return statusView(services)
  }),
  method('printer.test', async ({ all }) => {
    const page = all === true ? ('printer-pages' as const) : ('printer-test' as const)
    const id = services.spooler.add({ type: 'page', page }, false)
    const job = await services.spooler.ended(id, DEFAULT_WAIT * SECOND)
    const state = job ? answerState(job) : 'waiting'
    return { printed: state === 'confirmed' || state === 'accepted', paper: { state, job: id, copies: 0 } }
  }),
  method('printer.detect', async () => detect(services)),
  method('printer.profile.list', async () => ({
    profiles: PROFILES.map((profile) => profileView(services, profile)),
  })),
  method('printer.profile.use', async ({ name }, context) => useProfile(services, name, context)),
  method('printer.jobs', async () => ({ jobs: jobsOf(services).map(jobView) })),
  method('printer.resolve', async ({ cameOut, job }, context) => resolve(services, job, cameOut === 'yes', context)),
  method('drawer.open', async (_, context) => openDrawer(services, context)),
]

function statusView({ printing, register, spooler }: Services): ResultOf<'printer.status'> {
  const { configured, place, port, profileName, watch } = printing
  const { paper, state } = watch.last
  const kept = register.state.printers[place]
  const isNamed = configured.profile !== 'auto'
  return {
    place,
    state,
    paper,
    drawer: printing.drawerState,
    profile: profileName,
    chosenBy: isNamed ? 'configuration' : register.state.printerProfile ? 'technician' : 'default',
    paperMm: configured.widthMm,
    ...kept,
    ...port.capabilities(),
    waiting: spooler.jobs.filter(({ state: now }) => OPEN.includes(now)).length,
  }
}

const OPEN: readonly PaperJob['state'][] = ['queued', 'sending', 'sent', 'waiting']

function profileView(
  { printing }: Services,
  profile: PrinterProfile,
): ResultOf<'printer.profile.list'>['profiles'][number] {
  const { cutter, drawer, models, name, nativeQr, pages } = profile
  return {
    name,
    models,
    inUse: name === printing.profileName,
    kazakh: kazakhBy({ ...printing.encoding, profile }),
    pages,
    columns: { 58: columnsOf(profile, 58), 80: columnsOf(profile, 80) },
    qr: nativeQr,
    cutter,
    drawer,
  }
}

/** What is plugged in, and what the configured printer answers when it is asked as for the first time. */
async function detect(services: Services): Promise<ResultOf<'printer.detect'>> {
  const { clock, printing, register } = services
  const { place, port } = printing
  const [devices, identity] = await Promise.all([detectDevices(systemBus), within(clock, TURN, port.probe())])
  if (!identity) return { devices: devices.map(deviceView) }
  const found = { ...port.capabilities(), ...identity }
  await register.record(() => [{ kind: 'printer-found', place, ...found }])
  const { paper, state } = await port.status()
  const profile = suggestedProfile({ names: Object.values(identity).join(' ') })
  return {
    devices: devices.map(deviceView),
    configured: { place, state, paper, ...found, ...(profile !== undefined && { profile }) },
  }
}

function deviceView({ name, path, transport, vendorId }: FoundDevice): ResultOf<'printer.detect'>['devices'][number] {
  const profile =
    name === undefined ? undefined : suggestedProfile({ names: name, ...(vendorId !== undefined && { vendorId }) })
  return { transport, path, ...(name !== undefined && { name }), ...(profile !== undefined && { profile }) }
}

/** @throws Refusal PRINTER_PROFILE_UNKNOWN; PRINTER_PROFILE_FIXED: the configuration names one */
async function useProfile(
  { configuration, printing, register }: Services,
  name: string,
  context: CallContext,
): Promise<ResultOf<'printer.profile.use'>> {
  if (!profileOf(name) || name === 'auto') {
    throw new Refusal('PRINTER_PROFILE_UNKNOWN', { name, known: PROFILES.map((profile) => profile.name).join(', ') })
  }
  const { profile } = printing.configured
  if (profile !== 'auto') throw new Refusal('PRINTER_PROFILE_FIXED', { name: profile, file: configuration.file })
  const by = operatorOf(context).code
  await register.record(() => [{ kind: 'printer-profile', name, by }])
  return { profile: name }
}

/** Jobs of this run, and papers of earlier ones of which nobody knows; the newest last. */
function jobsOf({ register, spooler }: Services): readonly (PaperJob | DoubtfulPaper)[] {
  const { jobs } = spooler
  const open = jobs.filter(({ state }) => OPEN.includes(state))
  const ended = jobs.filter(({ state }) => !OPEN.includes(state)).slice(-MOST_ENDED)
  const shown = new Set([...open, ...ended].map(({ id }) => id))
  return [...register.state.doubtful.filter(({ job }) => !shown.has(job)), ...ended, ...open]
}

function jobView(paper: PaperJob | DoubtfulPaper): ResultOf<'printer.jobs'>['jobs'][number] {
  const { copy, subject, time } = paper
  const what = {
    what: subject.type,
    ...('documentNumber' in subject && { documentNumber: subject.documentNumber }),
    copy,
    time: formatIso(time),
  }
  if ('job' in paper) return { job: paper.job, ...what, state: 'uncertain' }
  return { job: paper.id, ...what, state: paper.state, ...(paper.reason !== undefined && { reason: paper.reason }) }
}

/**
 * A person has looked. A paper that did not come out is printed once more, marked as a copy: the person may be wrong.
 * @throws Refusal PRINTER_JOB_UNKNOWN, PRINTER_JOB_CERTAIN
 */
async function resolve(
  { register, spooler }: Services,
  job: number,
  cameOut: boolean,
  context: CallContext,
): Promise<ResultOf<'printer.resolve'>> {
  const by = operatorOf(context).code
  spooler.giveUp(job)
  await spooler.ended(job, TURN)
  const state = cameOut ? ('confirmed' as const) : ('failed' as const)
  let subject: PaperSubject | undefined
  // Looked up and recorded in one: of two people who resolve it at once, one is told.
  await register.record(({ doubtful }) => {
    const paper = doubtful.find((one) => one.job === job)
    if (!paper) throw unresolvable(spooler.job(job), job)
    subject = paper.subject
    return [{ kind: 'paper', job, subject, copy: paper.copy, state, reason: 'resolved', by }]
  })
  spooler.resolved(job, state)
  if (cameOut || !subject) return { job, state }
  return { job, state, copy: spooler.add(subject, true) }
}

const unresolvable = (known: PaperJob | undefined, job: number): Refusal =>
  known ? new Refusal('PRINTER_JOB_CERTAIN', { job, state: known.state }) : new Refusal('PRINTER_JOB_UNKNOWN', { job })

/** Recorded first: who had the drawer opened stays known. @throws Refusal DRAWER_UNKNOWN, PRINTER_… */
async function openDrawer(
  { clock, printing, register, spooler }: Services,
  context: CallContext,
): Promise<ResultOf<'drawer.open'>> {
  const { pulse } = printing
  if (!pulse) throw new Refusal('DRAWER_UNKNOWN')
  const by = operatorOf(context).code
  await register.record(() => [{ kind: 'drawer', by }])
  const giveUp = new AbortController()
  const outcome = await within(clock, TURN, spooler.command(pulse, giveUp.signal))
  giveUp.abort()
  if (outcome?.state === 'accepted') return { opened: true }
  throw printerRefusal(outcome?.reason)
}

const REASONS = ['PRINTER_PAPER_OUT', 'PRINTER_COVER_OPEN'] as const

const printerRefusal = (reason: string | undefined): Refusal =>
  new Refusal(REASONS.find((code) => code === reason) ?? 'PRINTER_FAILED')
