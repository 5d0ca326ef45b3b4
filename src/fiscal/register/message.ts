import { toBase64 } from '../base64.ts'
import { Refusal } from '../refusal.ts'
import type { LinkQuality, Outgoing, WireContext } from '../wire/dialect.ts'
import { dialectOf } from '../wire/dialects.ts'
import type { Circumstances } from './blocks.ts'
import { inForce } from './connection.ts'
import { reportThere } from './apart.ts'
import type { FiscalDocument, ShiftCloseDocument } from './document.ts'
import type { InFlight } from './fiscal-records.ts'
import type { Conditions, Registration } from './registration.ts'
import { type State, nextReqnum } from './state.ts'

/** The values that hold: those recorded with the open shift or for the queue, else the configuration's. */
export function conditionsOf(state: State, circumstances: Circumstances): Conditions {
  const { conditions: typed, connection } = circumstances
  const held = connection && inForce(state, { ...(typed && { conditions: typed }), connection }).conditions
  const conditions = state.shift?.conditions ?? held ?? typed
  if (!conditions) throw new Refusal('NOT_SET_UP')
  return conditions
}

export function registrationOf(state: State): Registration {
  if (!state.registration) throw new Refusal('NOT_SET_UP')
  return state.registration
}

/** @param quality of the links, for the messages that tell it */
export function wireContext(registration: Registration, conditions: Conditions, quality?: LinkQuality): WireContext {
  const { name, iinBin, okved } = registration
  const addressKk = registration.orgAddressKk ?? registration.addressKk
  return {
    kkmId: registration.kkmId,
    regNumber: registration.regNumber,
    serialNumber: registration.serialNumber,
    org: {
      title: name,
      address: registration.orgAddress ?? registration.address,
      iinBin,
      ...(addressKk !== undefined && { addressKk }),
      ...(okved !== undefined && { okved }),
    },
    geo: conditions.geo,
    taxationType: registration.taxationType,
    ...(quality && { quality }),
  }
}

/** A new request: the next REQNUM under the current TOKEN, its bytes fixed from here on (invariant 4). */
export function newRequest(
  state: Pick<State, 'token' | 'reqnum'>,
  message: Outgoing,
  context: WireContext,
  conditions: Conditions,
): InFlight {
  const triple = { token: state.token, reqnum: nextReqnum(state.reqnum) }
  const frame = dialectOf(conditions.version).encodeRequest(triple, message, context)
  return {
    command: message.command,
    version: conditions.version,
    ...triple,
    frame: toBase64(frame),
    ...('document' in message && { documentNumber: message.document.documentNumber }),
  }
}

/** A closing as the OFD has to count it. */
export const closingThere = ({ apart }: State, close: ShiftCloseDocument): ShiftCloseDocument =>
  apart ? { ...close, report: reportThere(close.report, apart, close.withdraw ? close.withdrawn : undefined) } : close

/** The message of a document that goes online. */
export function outgoing(state: State, document: FiscalDocument): Outgoing {
  switch (document.type) {
    case 'ticket':
      return { command: 'ticket', document }
    case 'placement':
      return { command: 'money-placement', document }
    case 'close':
      return { command: 'close-shift', document: closingThere(state, document) }
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}
