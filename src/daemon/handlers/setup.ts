import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { iinBinProblem, isRegNumber, isSerialNumber, isVatNumber, isVatSeries } from '../../fiscal/identifiers.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { ADMINISTRATOR, type SetupInput, missingOf, registered } from '../../fiscal/register/decide-setup.ts'
import type { Registration } from '../../fiscal/register/registration.ts'
import { textProblem, tidy } from '../../fiscal/text.ts'
import type { Answer } from '../../fiscal/wire/dialect.ts'
import { SALT_BYTES, assertPin, hashPin } from '../pins.ts'
import { assertStarted } from '../documents.ts'
import type { Services } from '../services.ts'

type SetupParams = ParamsOf<'setup'>

const UINT32 = 0xffff_ffff
export const MAX_TEXT = 255
const TEXTS = ['name', 'nameKk', 'address', 'addressKk', 'okved', 'section'] as const

export const setupMethods = (services: Services): readonly Method[] => [
  method('setup', async (params) => {
    assertStarted(services)
    const { missing } = services.configuration
    if (missing.length > 0) throw new Refusal('SETUP_INCOMPLETE', { missing: `kkm.toml: ${missing.join(', ')}` })
    const input = checked(params, services)
    if (params.probe !== true && params.adminPin === undefined)
      throw new Refusal('SETUP_INCOMPLETE', { missing: '--admin-pin-file' })
    if (params.adminPin !== undefined) assertPin(params.adminPin)
    return services.register.turn(() => setUp(services, input, params))
  }),
  method('token.set', async ({ token }) => {
    assertStarted(services)
    const { register } = services
    await register.turn(async () => {
      // Under the old triple first: the OFD may have what is on its way (durability, token set).
      if (register.state.queue[0]?.inFlight) await register.drain()
      else if (!(await register.resume()) && !register.lastContact?.reached) throw unreachable(register)
      const settled = await register.dispatch({ type: 'token', token: uint32('token', token) })
      if (settled.silence !== undefined) throw unreachable(register)
      if (settled.refused) throw new Refusal(settled.refused.code, settled.refused.details)
    })
    return { accepted: true }
  }),
]

export const unreachable = ({ lastContact }: Services['register']) =>
  new Refusal('OFD_UNREACHABLE', { reason: lastContact?.detail ?? '' })

export function uint32(field: string, text: string): number {
  const value = Number(text)
  if (!/^\d{1,10}$/.test(text) || value > UINT32) throw new Refusal('SETUP_INVALID', { field, problem: 'out-of-range' })
  return value
}

/** What was typed, tidied and checked; a check of the OFD comes later. */
function checked(params: SetupParams, { configuration }: Services): SetupInput {
  const refuse = (field: string, problem: string) => new Refusal('SETUP_INVALID', { field, problem })
  const texts: Partial<Record<(typeof TEXTS)[number], string>> = {}
  for (const field of TEXTS) {
    const typed = params[field]
    if (typed === undefined) continue
    const text = tidy(typed)
    const problem = textProblem(text, MAX_TEXT)
    if (problem) throw refuse(field, problem)
    texts[field] = text
  }
  const { kkmId, regNumber, serialNumber, iinBin, vatSeries, vatNumber } = params
  const device = configuration.device.serialNumber
  if (!isRegNumber(regNumber)) throw refuse('regNumber', 'not-12-digits')
  if (!isSerialNumber(serialNumber)) throw refuse('serialNumber', 'not-latin')
  if (device !== undefined && device !== serialNumber) throw refuse('serialNumber', 'unlike-device')
  const iinProblem = iinBin === undefined ? undefined : iinBinProblem(iinBin)
  if (iinProblem) throw refuse('iinBin', iinProblem)
  if (vatSeries !== undefined && !isVatSeries(vatSeries)) throw refuse('vatSeries', 'out-of-range')
  if (vatNumber !== undefined && !isVatNumber(vatNumber)) throw refuse('vatNumber', 'out-of-range')
  return {
    ...texts,
    kkmId,
    regNumber,
    serialNumber,
    token: uint32('token', params.token),
    ...(iinBin !== undefined && { iinBin }),
    ...(vatSeries !== undefined && { vatSeries }),
    ...(vatNumber !== undefined && { vatNumber }),
  }
}

/**
 * The same command again, killed after the register was settled and before its answer: told once more to whom has the
 * administrator's PIN. Anything else finds a register that is set up.
 * @throws Refusal PIN_WRONG, LOCKED_OUT
 */
async function settledBefore(
  services: Services,
  { kkmId, regNumber, serialNumber }: SetupInput,
  { adminPin: pin, probe }: SetupParams,
): Promise<ResultOf<'setup'> | undefined> {
  const { registration, shift } = services.register.state
  if (!registration || shift || probe === true || pin === undefined) return undefined
  const same = { kkmId, regNumber, serialNumber }
  if (Object.entries(same).some(([field, value]) => registration[field as keyof typeof same] !== value))
    return undefined
  await services.sessions.open({ user: ADMINISTRATOR.code, pin })
  return { registered: true, registration: registrationView(registration), geo: geoView(services) }
}

async function setUp(services: Services, input: SetupInput, params: SetupParams): Promise<ResultOf<'setup'>> {
  const { chance, register, spooler } = services
  const before = await settledBefore(services, input, params)
  if (before) return before
  const pin = params.probe === true ? undefined : await hashPin(params.adminPin ?? '', chance.bytes(SALT_BYTES))
  let told: Answer | undefined
  const settled = await register.dispatch({ type: 'setup', input }, (received) => {
    told = received.answer
    return { type: 'setup-answer', received, input, ...(pin && { pin }) }
  })
  if (settled.silence !== undefined || !told) throw unreachable(register)
  if (settled.refused) throw new Refusal(settled.refused.code, settled.refused.details)
  const registration = register.state.registration ?? registered(input, told)
  await services.markBirth()
  if (params.testPage === true) spooler.add({ type: 'page', page: 'test' }, false)
  const { lastDocument, report } = told
  const base = {
    documentNumber: lastDocument?.documentNumber ?? 0,
    shift: Math.max(report?.shift ?? 0, lastDocument?.shift ?? 0),
  }
  return {
    registered: register.state.registration !== undefined,
    registration: registrationView(registration),
    geo: geoView(services),
    taxRegistration: told.registration?.regNumber ? 'registered' : 'awaited',
    ...((base.documentNumber > 0 || base.shift > 0) && { base }),
    ...(pin === undefined && { missing: [...missingOf(input, told)] }),
  }
}

export function registrationView(registration: Registration): ResultOf<'setup'>['registration'] {
  const { posTitle: _, orgAddress: _o, orgAddressKk: _k, taxationType: _t, ...view } = registration
  return view
}

export function geoView({ register }: Services): ResultOf<'setup'>['geo'] {
  const geo = register.circumstances().conditions?.geo
  const degrees = (millionths: number) => (millionths / 1_000_000).toFixed(6)
  return {
    latitude: degrees(geo?.latitude ?? 0),
    longitude: degrees(geo?.longitude ?? 0),
    source: geo?.source ?? '',
  }
}
