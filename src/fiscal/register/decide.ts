import type { ErrorCode } from '../../locale/errors.ts'
import type { Tiyn } from '../money.ts'
import type { Operator } from '../ticket/types.ts'
import type { Circumstances } from './blocks.ts'
import { type AnswerReceived, decideAnswer, decideSilence } from './decide-answer.ts'
import { decideAdopt, decideAdoptAnswer } from './decide-adopt.ts'
import { decideContact, request, withRollback } from './decide-contact.ts'
import { decideDocument } from './decide-document.ts'
import { decideDrain } from './decide-queue.ts'
import { type NomenclatureAsk, decideNomenclature } from './decide-nomenclature.ts'
import { decideReportX } from './decide-report.ts'
import { type SetupInput, decideSetup, decideSetupAnswer, decideToken } from './decide-setup.ts'
import { type RegistrationChange, decideChange, decideDecommission } from './life.ts'
import { withMessages } from './messages.ts'
import type { TicketAsked } from './make-ticket.ts'
import type { FiscalDocument } from './document.ts'
import type { EndedHold } from './holds.ts'
import type { PinHash } from './event-records.ts'
import type { ClientKey, InFlight, Letterhead, TwoPeople } from './fiscal-records.ts'
import type { RegisterRecord } from './records.ts'
import type { RefusalDetails } from '../refusal.ts'
import type { State } from './state.ts'

/** What a client wants to be made. */
export type DocumentRequest =
  | ({ readonly type: 'ticket' } & TicketAsked)
  | { readonly type: 'placement'; readonly direction: 'deposit' | 'withdrawal'; readonly sum: Tiyn }
  | { readonly type: 'close'; readonly withdraw: boolean }

/** A document is wanted. */
export interface DocumentAsked {
  readonly type: 'document'
  readonly request: DocumentRequest
  readonly client: ClientKey
  readonly operator: Operator
  /** What it registers was held under the same key. */
  readonly hold?: EndedHold | undefined
  /** Without paper. */
  readonly electronic?: true | undefined
}

/** Every cause there is (invariant 3). Handled one at a time. */
export type RegisterEvent =
  | DocumentAsked
  | { readonly type: 'report-x'; readonly client: ClientKey; readonly operator: Operator }
  | { readonly type: 'setup'; readonly input: SetupInput }
  | {
      readonly type: 'setup-answer'
      readonly received: AnswerReceived
      readonly input: SetupInput
      readonly pin?: PinHash
    }
  | { readonly type: 'token'; readonly token: number }
  | { readonly type: 'change'; readonly change: RegistrationChange; readonly operator: Operator }
  | { readonly type: 'decommission'; readonly reason: number; readonly operator: Operator }
  /** The OFD is asked for its goods. */
  | { readonly type: 'nomenclature'; readonly ask: NomenclatureAsk }
  /** The OFD may be asked for something: what is in flight, else INFO or SYSTEM. */
  | { readonly type: 'contact'; readonly ask: 'info' | 'system' }
  /** @param next what stands behind the queue's head: with the head's delivery its message is recorded too */
  | { readonly type: 'answer'; readonly received: AnswerReceived; readonly next?: Carried }
  /** INFO, although the queue's head is on its way: its fate is asked for. SYSTEM: whether the server block is over. */
  | { readonly type: 'info' | 'system' }
  /** The queue's head goes out (again). */
  | ({ readonly type: 'drain' } & Carried)
  /** Two people let the register go on from what the OFD has counted. */
  | { readonly type: 'adopt' }
  | { readonly type: 'adopt-answer'; readonly received: AnswerReceived; readonly people: TwoPeople }
  /** The transaction's time ended without an answer. */
  | { readonly type: 'silence' }

/** A queued document as its attempt has it, with its paper's letterhead: that, and not today's, goes out. */
export interface Carried {
  readonly document: FiscalDocument
  readonly letterhead: Letterhead
}

/** What the shell does once the records are durable; results come back as events. */
export type Effect =
  | { readonly type: 'exchange'; readonly inFlight: InFlight }
  | { readonly type: 'print'; readonly documentNumber: number }
  | { readonly type: 'print-message'; readonly number: number }
  /** The OFD's last document is asked for, although a message is in flight: only it can tell what became of that. */
  | { readonly type: 'ask-info' }

/** What an event comes to: records first (durable), then effects. `refused` tells the one who asked. */
export interface Decision {
  readonly records: readonly RegisterRecord[]
  readonly effects: readonly Effect[]
  readonly refused?: { readonly code: ErrorCode; readonly details: RefusalDetails }
}

/**
 * The register's one transition function. Pure: time, conditions and paper come as circumstances.
 * @throws Refusal when nothing at all is recorded
 */
export function decide(state: State, event: RegisterEvent, circumstances: Circumstances): Decision {
  switch (event.type) {
    case 'document':
      return decideDocument(state, event, circumstances)
    case 'report-x':
      return decideReportX(state, event, circumstances)
    case 'setup':
      return decideSetup(state, event.input, circumstances)
    case 'setup-answer':
      return withMessages(
        state,
        decideSetupAnswer(event.received, event.input, { pin: event.pin, conditions: circumstances.conditions }),
        event.received.answer,
      )
    case 'token':
      return decideToken(state, event.token, circumstances)
    case 'change':
      return decideChange(state, event, circumstances)
    case 'decommission':
      return decideDecommission(state, event)
    case 'nomenclature':
      return decideNomenclature(state, event.ask, circumstances)
    case 'contact':
      return decideContact(state, event.ask, circumstances)
    case 'answer': {
      const { answer } = event.received
      const decided = decideAnswer(state, event.received, circumstances, event.next)
      return withRollback(state, withMessages(state, decided, answer), answer)
    }
    case 'info':
    case 'system':
      return request(state, event.type, circumstances)
    case 'drain':
      return decideDrain(state, event, circumstances)
    case 'adopt':
      return decideAdopt(state, circumstances)
    case 'adopt-answer':
      return withMessages(
        state,
        decideAdoptAnswer(state, event.received, { people: event.people, circumstances }),
        event.received.answer,
      )
    case 'silence':
      return decideSilence(state, circumstances)
    default:
      throw new Error(`unknown event ${String(event satisfies never)}`)
  }
}
