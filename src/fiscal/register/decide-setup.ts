import { Refusal } from '../refusal.ts'
import { ResultCode } from '../results.ts'
import type { Answer, WireContext } from '../wire/dialect.ts'
import { baseOf } from './base.ts'
import type { Circumstances } from './blocks.ts'
import type { Decision } from './decide.ts'
import type { AnswerReceived } from './decide-answer.ts'
import { conditionsOf, newRequest, registrationOf, wireContext } from './message.ts'
import { knownAds } from './messages.ts'
import type { PinHash } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { Conditions, Registration } from './registration.ts'
import type { State } from './state.ts'
import { answerDetails, verdictOf } from './verdict.ts'

/** What a technician typed; what INFO gives need not be typed. */
export interface SetupInput extends Partial<Omit<Registration, 'taxationType'>> {
  readonly kkmId: number
  readonly regNumber: string
  readonly serialNumber: string
  readonly token: number
}

/** General regime, when INFO names none (protocol §5). */
const GENERAL_REGIME = 101
/** Who made the set-up, before there was anybody: the administrator whose PIN came with it. */
export const ADMINISTRATOR = { code: 1, name: 'Администратор' }

/** The first INFO, with what is typed in and no organisation yet. Killed in between, the same command goes on with the same bytes. */
export function decideSetup(state: State, input: SetupInput, circumstances: Circumstances): Decision {
  if (state.registration) throw new Refusal('ALREADY_SET_UP')
  const conditions = conditionsOf(state, circumstances)
  const { token: entered, kkmId, regNumber, serialNumber } = input
  const again = state.setup?.enteredToken === entered && state.setup.registration.kkmId === kkmId
  const context: WireContext = { kkmId, regNumber, serialNumber, geo: conditions.geo, taxationType: GENERAL_REGIME }
  const from = again ? state : { token: entered, reqnum: 0 }
  if (again && state.inFlight) {
    const repeated = newRequest(
      { token: state.inFlight.token, reqnum: state.inFlight.reqnum - 1 },
      { command: 'info' },
      context,
      conditions,
    )
    if (repeated.frame === state.inFlight.frame)
      return { records: [], effects: [{ type: 'exchange', inFlight: state.inFlight }] }
  }
  const inFlight = newRequest(from, { command: 'info' }, context, conditions)
  const { token: _, ...registration } = input
  return {
    records: [{ kind: 'setup', registration, enteredToken: entered, inFlight }],
    effects: [{ type: 'exchange', inFlight }],
  }
}

/**
 * What INFO told decides: registered with everything in one batch, or refused with the place freed for another try.
 * @param pin the administrator's; undefined: the OFD was only asked what it knows
 */
export function decideSetupAnswer(
  received: AnswerReceived,
  input: SetupInput,
  { conditions, pin }: { readonly pin: PinHash | undefined; readonly conditions: Conditions | undefined },
): Decision {
  const { answer, evidence } = received
  const answered: RegisterRecord = { kind: 'answer', command: 'info', ...evidence }
  if (answer.code !== ResultCode.OK) {
    const code = answer.code === ResultCode.INVALID_TOKEN ? 'TOKEN_REFUSED' : verdictOf(answer.code).refusal
    return { records: [answered], effects: [], refused: { code, details: answerDetails(answer) } }
  }
  const refused = mismatch(input, answer)
  if (refused) return { records: [answered], effects: [], refused }
  if (!pin) return { records: [answered], effects: [] }
  const missing = missingOf(input, answer)
  if (missing.length > 0) {
    const details = { missing: missing.join(', ') }
    return { records: [answered], effects: [], refused: { code: 'SETUP_INCOMPLETE', details } }
  }
  const base = baseOf(answer, conditions)
  return {
    records: [
      answered,
      { kind: 'registration', registration: registered(input, answer), operator: ADMINISTRATOR, ...(base && { base }) },
      { kind: 'user', ...ADMINISTRATOR, role: 'administrator', pin, by: ADMINISTRATOR.code },
    ],
    effects: [],
  }
}

/** РНМ and ЗНМ are asked of the OFD, never taken on trust. */
function mismatch(input: SetupInput, answer: Answer): Decision['refused'] {
  const theirs = answer.registration
  const pairs = [
    ['regNumber', input.regNumber, theirs?.regNumber],
    ['serialNumber', input.serialNumber, theirs?.serialNumber],
  ] as const
  for (const [field, ours, other] of pairs)
    if (other !== undefined && other !== '' && other !== ours)
      return { code: 'REGISTRATION_MISMATCH', details: { field, ours, theirs: other } }
  return undefined
}

/** The options that must be typed, since INFO does not give them. */
export function missingOf(input: SetupInput, answer: Answer): readonly string[] {
  const { name, iinBin, address } = registered(input, answer)
  const options = { '--name': name, '--iin-bin': iinBin, '--address': address }
  return Object.entries(options).flatMap(([option, value]) => (value === '' ? [option] : []))
}

/** What was typed, completed by what INFO gives. The place where the register works is the outlet's address (R626-56.2). */
export function registered(input: SetupInput, answer: Answer): Registration {
  const told = answer.registration ?? {}
  const optional = {
    nameKk: input.nameKk,
    addressKk: input.addressKk ?? told.posAddressKk ?? told.orgAddressKk,
    // What was typed stands for both; else each address is the one that INFO gave.
    orgAddress: input.address === undefined ? told.orgAddress : undefined,
    orgAddressKk: input.addressKk === undefined ? told.orgAddressKk : undefined,
    okved: input.okved ?? told.okved,
    posTitle: input.posTitle ?? told.posTitle,
    vatSeries: input.vatSeries,
    vatNumber: input.vatNumber,
  }
  return {
    kkmId: input.kkmId,
    regNumber: input.regNumber,
    serialNumber: input.serialNumber,
    name: input.name ?? told.orgTitle ?? '',
    iinBin: input.iinBin ?? told.iinBin ?? '',
    address: input.address ?? told.posAddress ?? told.orgAddress ?? '',
    vatPayer: input.vatPayer ?? true,
    section: input.section ?? '1',
    taxationType: answer.taxation?.type ?? GENERAL_REGIME,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== '')),
  }
}

/** A new token is tried with INFO under it; the old one holds until the OFD says OK. */
export function decideToken(state: State, token: number, circumstances: Circumstances): Decision {
  const conditions = conditionsOf(state, circumstances)
  const context = { ...wireContext(registrationOf(state), conditions), ads: knownAds(state) }
  const inFlight = newRequest({ token, reqnum: state.reqnum }, { command: 'info' }, context, conditions)
  return { records: [{ kind: 'request', inFlight }], effects: [{ type: 'exchange', inFlight }] }
}
