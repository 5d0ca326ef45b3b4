import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { iinBinProblem, isRegNumber, isVatNumber, isVatSeries } from '../../fiscal/identifiers.ts'
import { formatTenge } from '../../fiscal/money.ts'
import type { Problem } from '../../fiscal/problems.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { RegisterEvent } from '../../fiscal/register/decide.ts'
import { type RegistrationChange, lifeTotals } from '../../fiscal/register/life.ts'
import { registrationOf } from '../../fiscal/register/message.ts'
import type { Page } from '../../fiscal/register/event-records.ts'
import type { State } from '../../fiscal/register/state.ts'
import { textProblem, tidy } from '../../fiscal/text.ts'
import { OPERATIONS } from '../../fiscal/ticket/types.ts'
import { SECOND, formatIso } from '../../fiscal/time.ts'
import { DEFAULT_WAIT, assertStarted } from '../documents.ts'
import { answerState } from '../spooler.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'
import { MAX_TEXT, geoView, registrationView, uint32, unreachable } from './setup.ts'

export const lifeMethods = (services: Services): readonly Method[] => [
  method('register.show', async () => show(services)),
  method('register.change', async (params, context) => {
    assertStarted(services)
    const change = checked(params, services)
    await settle(services, { type: 'change', change, operator: operatorOf(context) })
    return {
      registration: registrationView(registrationOf(services.register.state)),
      ...(await slip(services, 'registration')),
    }
  }),
  method('register.close', async ({ reason }, context) => {
    assertStarted(services)
    await settle(services, { type: 'decommission', reason, operator: operatorOf(context) })
    const { decommissioned, totals } = show(services)
    if (!decommissioned) throw new Error('the register was to be taken out of use and was not')
    return { decommissioned, totals, ...(await slip(services, 'decommission')) }
  }),
]

/** What is in flight ends first; then the event, in its turn. */
async function settle({ register }: Services, event: RegisterEvent): Promise<void> {
  await register.turn(async () => {
    if (!(await register.resume())) throw unreachable(register)
    const settled = await register.dispatch(event)
    if (settled.silence !== undefined) throw unreachable(register)
    if (settled.refused) throw new Refusal(settled.refused.code, settled.refused.details)
  })
}

/** The page of what has just been recorded; that it did not come out undoes nothing. */
async function slip(
  { spooler }: Services,
  page: Page,
): Promise<Pick<ResultOf<'register.change'>, 'printed' | 'paper'>> {
  const id = spooler.add({ type: 'page', page }, false)
  const job = await spooler.ended(id, DEFAULT_WAIT * SECOND)
  const state = job ? answerState(job) : 'waiting'
  return { printed: state === 'confirmed' || state === 'accepted', paper: { state, job: id, copies: 0 } }
}

const TEXTS = ['name', 'nameKk', 'address', 'addressKk', 'okved', 'section'] as const

/** What was typed, tidied and checked. @throws Refusal SETUP_INVALID; USAGE when nothing was to change */
function checked(params: ParamsOf<'register.change'>, { register }: Services): RegistrationChange {
  const refuse = (field: string, problem: Problem | 'unlike-device') => new Refusal('SETUP_INVALID', { field, problem })
  const { unprintable } = register.circumstances()
  const texts: Partial<Record<(typeof TEXTS)[number], string>> = {}
  for (const field of TEXTS) {
    const typed = params[field]
    if (typed === undefined) continue
    const text = tidy(typed)
    const problem = textProblem(text, MAX_TEXT) ?? (unprintable(text) === undefined ? undefined : 'unprintable')
    if (problem) throw refuse(field, problem)
    texts[field] = text
  }
  const { iinBin, kkmId, regNumber, token, vatNumber, vatPayer, vatSeries } = params
  const iinProblem = iinBin === undefined ? undefined : iinBinProblem(iinBin)
  if (iinProblem) throw refuse('iinBin', iinProblem)
  if (regNumber !== undefined && !isRegNumber(regNumber)) throw refuse('regNumber', 'not-12-digits')
  if (vatSeries !== undefined && !isVatSeries(vatSeries)) throw refuse('vatSeries', 'out-of-range')
  if (vatNumber !== undefined && !isVatNumber(vatNumber)) throw refuse('vatNumber', 'out-of-range')
  const change = {
    ...texts,
    ...(kkmId !== undefined && { kkmId }),
    ...(token !== undefined && { token: uint32('token', token) }),
    ...(regNumber !== undefined && { regNumber }),
    ...(iinBin !== undefined && { iinBin }),
    ...(vatPayer !== undefined && { vatPayer: vatPayer === 'on' }),
    ...(vatSeries !== undefined && { vatSeries }),
    ...(vatNumber !== undefined && { vatNumber }),
  }
  if (Object.keys(change).length === 0) throw new Refusal('NOTHING_TO_CHANGE')
  return change
}

function show(services: Services): ResultOf<'register.show'> {
  const { register } = services
  const { state } = register
  const conditions = state.shift?.conditions ?? register.circumstances().conditions
  const { decommissioned, registered } = state
  return {
    registration: registrationView(registrationOf(state)),
    ...(conditions && { operator: conditions.operator.id, version: conditions.version }),
    geo: geoView(services),
    ...(registered && { registered: { ...registered, time: formatIso(registered.time) } }),
    ...(decommissioned && { decommissioned: { ...decommissioned, time: formatIso(decommissioned.time) } }),
    totals: totalsView(state),
  }
}

function totalsView(state: State): ResultOf<'register.show'>['totals'] {
  const { cash, nonNullable, ...counts } = lifeTotals(state)
  const sums = OPERATIONS.map((operation) => [operation, formatTenge(nonNullable[operation])])
  return {
    ...counts,
    tickets: { ...counts.tickets },
    nonNullable: Object.fromEntries(sums) as ResultOf<'register.show'>['totals']['nonNullable'],
    cash: formatTenge(cash),
  }
}
