import { type FrameHeader, readHeader } from '../../fiscal/wire/frame.ts'
import { acceptance, blockade, encodeAnswer, refusal } from './answer.ts'
import { type Taken, takeClose, takePlacement, takeReport, takeTicket } from './documents.ts'
import { takeNomenclature } from './nomenclature.ts'
import { Objection, RESULT } from './objection.ts'
import { COMMANDS, type Request, type Version, isVersion, readRequest } from './reading.ts'
import { checkService } from './service-check.ts'
import { type Memory, type OfdState, type RegisteredKkm, nextToken } from './state.ts'

/** What does not change while this OFD runs. */
export interface OfdSettings {
  readonly kkm: RegisteredKkm
  /** Versions that are taken; any other is answered 3. */
  readonly versions: readonly Version[]
  /** A retry is answered as before without being read: that its document has a sign of the register is not learnt. */
  readonly unreadRetries?: boolean
}

/** How a request was judged. */
export interface Verdict {
  readonly command?: number
  readonly code: number
  readonly text?: string
  /** The same request again: answered as before, counted once. */
  readonly retry?: true
}

export interface Handled {
  readonly state: OfdState
  readonly answer: Uint8Array
  readonly verdict: Verdict
}

/** Answers to TICKET, CLOSE_SHIFT and MONEY_PLACEMENT may bring a new token (protocol §1); of this OFD INFO's too. */
const RENEWS: ReadonlySet<number> = new Set([
  COMMANDS.ticket,
  COMMANDS.closeShift,
  COMMANDS.moneyPlacement,
  COMMANDS.info,
])
/** Refusals that do not judge the request itself: it may come again, with the same triple, and be judged. */
const NOT_REMEMBERED: ReadonlySet<number> = new Set([
  RESULT.UNKNOWN_ID,
  RESULT.INVALID_TOKEN,
  RESULT.INVALID_REQUEST_NUMBER,
  RESULT.INVALID_RETRY_REQUEST,
  RESULT.BLOCKED,
  RESULT.SERVICE_TEMPORARILY_UNAVAILABLE,
  RESULT.UNKNOWN_ERROR,
])
/** A request that cannot be read has no command to answer with. */
const COMMAND_RESERVED = 127

/**
 * One request: judged, counted, answered. Pure: the state goes in and comes out.
 * @param frame one whole frame
 * @param now wall clock of Astana in milliseconds, for reports of an open shift
 * @param forced answer with this code and judge nothing (a fault on command)
 */
export function handle(
  state: OfdState,
  frame: Uint8Array,
  settings: OfdSettings,
  now: number,
  forced?: number,
): Handled {
  const header = readHeader(frame)
  let request: Request | undefined
  try {
    const version = checkHeader(header, settings)
    request = readRequest(version, frame)
    if (forced !== undefined) return force(state, header, request, forced)
    const remembered = recall(state.memory, header, request)
    if (remembered) return again(settings.unreadRetries ? state : turnedOffline(state, request), remembered)
    if (header.token !== state.token) throw new Objection(RESULT.INVALID_TOKEN, 'INVALID_TOKEN')
    if (state.blocked !== undefined) return block(state, header, request, state.blocked)
    return accept(state, header, request, version, settings, now)
  } catch (error) {
    if (error instanceof Objection) return refuse(state, header, request, error)
    throw error
  }
}

/** Nothing is judged and nothing remembered: what was taken before stays taken. */
function force(state: OfdState, header: FrameHeader, { command }: Request, code: number): Handled {
  const text = 'a fault on command'
  return { state, answer: encodeAnswer(header, refusal(command, code, text)), verdict: { command, code, text } }
}

function again(state: OfdState, { answer, code, command }: Memory): Handled {
  return { state, answer: new Uint8Array(Buffer.from(answer, 'hex')), verdict: { command, code, retry: true } }
}

/** The retry of a ticket that was taken says that its paper has a sign of the register (protocol §4): returns will name it. */
function turnedOffline(state: OfdState, { ticket }: Request): OfdState {
  const last = state.tickets.at(-1)
  if (!ticket || !last || last.documentNumber !== ticket.printedDocumentNumber) return state
  if (!Object.hasOwn(ticket, 'offlineTicketNumber') || last.offlineNumber !== undefined) return state
  return { ...state, tickets: [...state.tickets.slice(0, -1), { ...last, offlineNumber: ticket.offlineTicketNumber }] }
}

function block(state: OfdState, header: FrameHeader, { command }: Request, notice: string): Handled {
  const answer = encodeAnswer(header, blockade(command, notice))
  return { state, answer, verdict: { command, code: RESULT.BLOCKED, text: notice } }
}

function refuse(state: OfdState, header: FrameHeader, request: Request | undefined, objection: Objection): Handled {
  const { code, message: text } = objection
  const command = request?.command ?? COMMAND_RESERVED
  const answer = encodeAnswer(header, refusal(command, code, text))
  const forgotten = !request || NOT_REMEMBERED.has(code)
  return {
    state: forgotten ? state : { ...state, memory: remember(header, request, code, answer) },
    answer,
    verdict: { ...(request && { command }), code, text },
  }
}

function checkHeader({ id, version }: FrameHeader, { kkm, versions }: OfdSettings): Version {
  if (!isVersion(version) || !versions.includes(version)) {
    throw new Objection(RESULT.PROTOCOL_ERROR, `VERSION ${version}, taken are ${versions.join(', ')}`)
  }
  if (id !== kkm.kkmId) throw new Objection(RESULT.UNKNOWN_ID, `ID ${id} is not registered`)
  return version
}

/** The memory of one request: the same TOKEN, REQNUM and command is a retry (protocol §1). */
function recall(memory: Memory | undefined, header: FrameHeader, request: Request): Memory | undefined {
  if (memory?.reqnum !== header.reqnum) return undefined
  if (memory.token !== header.token) {
    throw new Objection(RESULT.INVALID_REQUEST_NUMBER, `REQNUM ${header.reqnum} came before with another TOKEN`)
  }
  if (memory.command !== request.command) {
    throw new Objection(
      RESULT.INVALID_RETRY_REQUEST,
      `the retry is of command ${request.command}, not ${memory.command}`,
    )
  }
  const documentNumber = documentNumberOf(request)
  if (memory.documentNumber !== documentNumber) {
    throw new Objection(
      RESULT.INVALID_RETRY_REQUEST,
      `the retry carries document ${documentNumber}, not ${memory.documentNumber}`,
    )
  }
  return memory
}

const documentNumberOf = ({ closeShift, moneyPlacement, ticket }: Request): bigint | undefined =>
  (ticket ?? closeShift ?? moneyPlacement)?.printedDocumentNumber

function accept(
  state: OfdState,
  header: FrameHeader,
  request: Request,
  version: Version,
  settings: OfdSettings,
  now: number,
): Handled {
  const take = TAKERS.get(request.command)
  if (!take) throw new Objection(RESULT.UNSUPPORTED_COMMAND, `command ${request.command} is not served here`)
  checkService(request, version, settings.kkm)
  const taken = take(state, request, version, settings.kkm)
  const token = RENEWS.has(request.command) ? nextToken(state.token) : state.token
  const answer = encodeAnswer({ ...header, token }, acceptance(request, taken, settings.kkm, version, now))
  const memory = remember(header, request, RESULT.OK, answer)
  return { state: { ...taken.state, token, memory }, answer, verdict: { command: request.command, code: RESULT.OK } }
}

type Taker = (state: OfdState, request: Request, version: Version, kkm: RegisteredKkm) => Taken

const TAKERS: ReadonlyMap<number, Taker> = new Map<number, Taker>([
  [COMMANDS.info, (state) => ({ state })],
  [COMMANDS.system, (state) => ({ state })],
  [COMMANDS.nomenclature, takeNomenclature],
  [COMMANDS.ticket, takeTicket],
  [COMMANDS.moneyPlacement, takePlacement],
  [COMMANDS.closeShift, takeClose],
  [COMMANDS.report, takeReport],
])

function remember(header: FrameHeader, request: Request, code: number, answer: Uint8Array): Memory {
  const documentNumber = documentNumberOf(request)
  return {
    token: header.token,
    reqnum: header.reqnum,
    command: request.command,
    code,
    ...(documentNumber !== undefined && { documentNumber }),
    answer: Buffer.from(answer).toString('hex'),
  }
}
