import { fromBase64, toBase64 } from '../fiscal/base64.ts'
import type { AnswerReceived } from '../fiscal/register/decide-answer.ts'
import type { InFlight } from '../fiscal/register/fiscal-records.ts'
import type { State } from '../fiscal/register/state.ts'
import type { Instant } from '../fiscal/time.ts'
import { MAX_FRAME, MAX_NOMENCLATURE_FRAME, WireError } from '../fiscal/wire/frame.ts'
import { type Reply, readAnswer } from '../fiscal/wire/matching.ts'
import type { Clock, ExchangeOutcome, OfdPort } from '../hw/ports.ts'
import type { Log } from './log.ts'

export interface ConversationPorts {
  readonly ofd: OfdPort
  readonly clock: Clock
  readonly log: Log
  /** Milliseconds for one request over all links (protocol §4, transaction time). */
  readonly transaction: number
}

/** What the last attempt to reach the OFD came to. */
export interface Contact {
  readonly reached: boolean
  /** The link that served, or why there was no answer. */
  readonly detail: string
}

/** However long a document has waited behind another message, the OFD has at least this long to answer it (ms). */
const LEAST = 1500

type Silence = Extract<ExchangeOutcome, { type: 'silence' }>
type Heard = { readonly type: 'answer'; readonly received: AnswerReceived } | Silence

/** One request after the other to the OFD, and what is known of them beside the records: which may have got there. */
export class Conversation {
  /** Triples whose bytes may have reached the OFD without our having the answer. */
  #doubtful: ReadonlySet<string>
  #lastContact: Contact | undefined
  #lastAnswer: Instant | undefined
  #lastSilence: number | undefined
  readonly #ports: ConversationPorts

  /** @param state at a start: what the last run left on its way is in doubt */
  constructor(ports: ConversationPorts, state: State) {
    this.#ports = ports
    this.#doubtful = new Set(pendingOf(state).map(tripleOf))
  }

  /** The last attempt to reach the OFD in this run; undefined before the first. */
  get lastContact(): Contact | undefined {
    return this.#lastContact
  }

  /** When the OFD last left a request without an answer, in this run; by a clock that never jumps. */
  get lastSilence(): number | undefined {
    return this.#lastSilence
  }

  get lastAnswer(): Instant | undefined {
    return this.#lastAnswer
  }

  /**
   * Sends what is recorded as in flight, and reads what comes back within the transaction's time.
   * @param waited milliseconds of it that are over: a receipt is formed within 7 s, whatever it stood behind (R1326-23)
   */
  async ask(inFlight: InFlight, waited: number): Promise<Heard> {
    const { clock, log, ofd, transaction } = this.#ports
    const frame = fromBase64(inFlight.frame)
    const triple = tripleOf(inFlight)
    const outcome = await ofd.exchange({
      frame,
      milliseconds: Math.max(transaction - waited, Math.min(transaction, LEAST)),
      maxAnswer: inFlight.command === 'nomenclature' ? MAX_NOMENCLATURE_FRAME : MAX_FRAME,
      matches: (candidate) => read(inFlight, frame, candidate).verdict,
    })
    const retry = outcome.doubtful || this.#doubtful.has(triple)
    if (retry) this.#doubtful = new Set([...this.#doubtful, triple])
    const { command, documentNumber, reqnum } = inFlight
    const { attempts, milliseconds } = outcome
    const told = { command, documentNumber, reqnum, attempts, milliseconds: Math.round(milliseconds) }
    if (outcome.type === 'silence') {
      log.warn({ ...told, reason: outcome.reason, detail: outcome.detail }, 'the OFD did not answer')
      this.#lastSilence = clock.monotonic()
      this.#lastContact = { reached: false, detail: `${outcome.reason}: ${outcome.detail}` }
      return outcome
    }
    const reply = read(inFlight, frame, outcome.frame)
    if (reply.verdict !== 'answer') throw new Error('the link handed over an answer that does not match')
    const { answer } = reply
    const { link } = outcome
    log.info({ ...told, code: answer.code, link }, 'the OFD answered')
    this.#lastContact = { reached: true, detail: link }
    this.#lastAnswer = clock.now()
    const evidence = { code: answer.code, token: answer.header.token, frame: toBase64(outcome.frame), link }
    return { type: 'answer', received: { answer, evidence, retry } }
  }

  /** What is no longer on its way is in no doubt. */
  settle(state: State): void {
    const pending = new Set(pendingOf(state).map(tripleOf))
    this.#doubtful = new Set([...this.#doubtful].filter((triple) => pending.has(triple)))
  }
}

/** Messages that have no answer yet: at most one in flight, one set aside for it, and that of the queue's head. */
const pendingOf = ({ aside, inFlight, queue: [head] }: State): readonly InFlight[] =>
  [inFlight, aside, head?.inFlight].filter((message) => message !== undefined)

const tripleOf = ({ reqnum, token }: InFlight): string => `${token}:${reqnum}`

/** Bytes that are no answer of this version count as no answer (protocol §1). */
function read(inFlight: InFlight, request: Uint8Array, candidate: Uint8Array): Reply {
  try {
    return readAnswer(inFlight, request, candidate)
  } catch (error) {
    if (error instanceof WireError) return { verdict: 'no' }
    throw error
  }
}
