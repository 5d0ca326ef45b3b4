import type { Journal } from '../accumulator/journal.ts'
import { fromBase64, toBase64 } from '../fiscal/base64.ts'
import { fromJson, toJson } from '../fiscal/json.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { type Circumstances, blocksOf } from '../fiscal/register/blocks.ts'
import { type Decision, type Effect, type RegisterEvent, decide } from '../fiscal/register/decide.ts'
import type { AnswerReceived } from '../fiscal/register/decide-answer.ts'
import { evolve } from '../fiscal/register/evolve.ts'
import { factsOf } from '../fiscal/register/facts.ts'
import type { InFlight, RegisterRecord, Sealed, Stamped } from '../fiscal/register/records.ts'
import { type State, emptyState } from '../fiscal/register/state.ts'
import { canonicalTotals } from '../fiscal/report/zx.ts'
import { MAX_FRAME, MAX_NOMENCLATURE_FRAME, WireError } from '../fiscal/wire/frame.ts'
import { type Reply, readAnswer } from '../fiscal/wire/matching.ts'
import type { Instant } from '../fiscal/time.ts'
import { NO_LONGER_NEEDED } from '../hw/clock.ts'
import type { Clock, OfdPort } from '../hw/ports.ts'
import type { Log } from './log.ts'

/** A client waits in line at most this long (interface, exit codes). */
const PATIENCE = 10_000
/** Records folded again at a start at most, about: a snapshot is saved after so many. */
const SNAPSHOT_EVERY = 256

export interface RegisterPorts {
  readonly journal: Journal
  readonly ofd: OfdPort
  readonly clock: Clock
  readonly log: Log
  readonly release: string
  /** Milliseconds for one request over all links (protocol §4, transaction time). */
  readonly transaction: number
  /** Clock, configuration and paper as they are now. */
  readonly circumstances: () => Circumstances
  /** 16 random bytes, hex: what autonomous signs are made with. */
  readonly signKey: () => string
  /** Puts a document to paper; not waited for here. */
  readonly print: (documentNumber: number) => void
  /** Puts a notice of the state bodies to paper; not waited for here. */
  readonly printMessage: (number: number) => void
  /** Another core than ours: the simulator sees with wrong ones that it would notice. */
  readonly core?: Core
}

/** The pure core: what happens, and what that makes of the state. */
export interface Core {
  readonly decide: typeof decide
  readonly evolve: typeof evolve
}

/** What the last attempt to reach the OFD came to. */
export interface Contact {
  readonly reached: boolean
  /** The link that served, or why there was no answer. */
  readonly detail: string
}

/** Which event an answer is, where it is not simply an answer. */
type AnswerAs = (received: AnswerReceived) => RegisterEvent

const NOTHING: Decision = { records: [], effects: [] }

/** How a dispatched event ended. */
export interface Settled {
  readonly refused?: NonNullable<Decision['refused']>
  /** The OFD did not answer in time. */
  readonly silence?: string
}

/**
 * The register's shell: decisions are made by the pure core, made durable here, and carried out. Records are appended one
 * decision at a time; documents take turns.
 */
export class Register {
  #state: State = emptyState()
  /** The end of the line of documents, and of the line of appends. */
  #turns: Promise<unknown> = Promise.resolve()
  #commits: Promise<unknown> = Promise.resolve()
  #conversations: Promise<unknown> = Promise.resolve()
  /** Triples whose bytes may have reached the OFD without our having the answer. */
  #doubtful: ReadonlySet<string> = new Set()
  #sinceSnapshot = 0
  #stopping = false
  #lastContact: Contact | undefined
  #lastAnswer: Instant | undefined
  readonly #ports: RegisterPorts
  readonly #core: Core

  private constructor(ports: RegisterPorts) {
    this.#ports = ports
    this.#core = ports.core ?? { decide, evolve }
  }

  /** Folds the records into the state and writes that a new start begins. */
  static async open(ports: RegisterPorts): Promise<Register> {
    const register = new Register(ports)
    await register.#load()
    const boot = register.#state.boot + 1
    await register.record(() => [{ kind: 'start', release: ports.release, boot }])
    register.#doubtful = new Set(pendingOf(register.#state).map(tripleOf))
    if (!register.#state.signs) await register.record(() => [{ kind: 'sign-key', key: ports.signKey() }])
    return register
  }

  /** From here on a silence is ours, and decides nothing: what is in flight stays so for the next start. */
  stop(): void {
    this.#stopping = true
  }

  get state(): State {
    return this.#state
  }

  /** The last attempt to reach the OFD in this run; undefined before the first. */
  get lastContact(): Contact | undefined {
    return this.#lastContact
  }

  get lastAnswer(): Instant | undefined {
    return this.#lastAnswer
  }

  circumstances(): Circumstances {
    return this.#ports.circumstances()
  }

  blocks(purpose: 'sale' | 'close' = 'sale') {
    return blocksOf(this.#state, this.#ports.circumstances(), purpose)
  }

  /**
   * Documents are made one after the other: `work` runs when all before it are done.
   * @param patience milliseconds in line; `'endless'`: as long as it takes
   * @throws Refusal BUSY when that takes longer
   */
  async turn<T>(work: () => Promise<T>, patience: number | 'endless' = PATIENCE): Promise<T> {
    const before = this.#turns
    const line = Promise.withResolvers<void>()
    this.#turns = before.then(() => line.promise)
    try {
      if (!(await this.#reached(before, patience))) throw new Refusal('BUSY')
      return await work()
    } finally {
      line.resolve()
    }
  }

  /** Whether the line before has ended within the patience. */
  async #reached(before: Promise<unknown>, patience: number | 'endless'): Promise<boolean> {
    if (patience === 'endless') return before.then(() => true)
    const waiting = new AbortController()
    const over = this.#ports.clock.sleep(patience, waiting.signal).then(() => false)
    const reached = await Promise.race([before.then(() => true), over])
    waiting.abort(NO_LONGER_NEEDED)
    return reached
  }

  /** One event through the core, with all that it leads to, before the OFD is asked for anything else. */
  async dispatch(event: RegisterEvent, answerAs?: AnswerAs): Promise<Settled> {
    return this.#alone(() => this.#dispatch(event, answerAs))
  }

  /** A document: while the queue holds something it needs nobody, so it does not wait for a message that is on its way. */
  async make(event: Extract<RegisterEvent, { type: 'document' }>): Promise<Settled> {
    const circumstances = this.#ports.circumstances()
    const made = await this.#commit((state) =>
      state.queue.length > 0 ? this.#core.decide(state, event, circumstances) : NOTHING,
    )
    if (made === NOTHING) return this.dispatch(event)
    return this.#settle(made)
  }

  /**
   * The queue's head goes to the OFD, or what is in flight before it.
   * @returns whether it has left the queue, so that the next one may go
   */
  async drain(): Promise<boolean> {
    return this.#alone(async () => {
      const [head] = this.#state.queue
      await this.#tryHead()
      return head !== undefined && this.#state.queue[0]?.documentNumber !== head.documentNumber
    })
  }

  /**
   * What the OFD refused is tried once more, because a person asks for it. A head that turns out not to be there goes out
   * anew at once.
   */
  async retryRefused(): Promise<Settled> {
    return this.#alone(async () => {
      const before = this.#state.queue[0]
      const first = await this.#tryHead()
      const after = this.#state.queue[0]
      const isFreed = before?.inFlight && after?.documentNumber === before.documentNumber && !after.inFlight
      return isFreed ? this.#tryHead() : first
    })
  }

  async #tryHead(): Promise<Settled> {
    if (this.#state.inFlight) {
      const before = await this.#dispatch({ type: 'contact', ask: 'info' })
      if (this.#state.inFlight) return before
    }
    const [head] = this.#state.queue
    if (!head) return {}
    const facts = factsOf(await this.#ports.journal.document(head.documentNumber))
    if (!facts) throw new Error(`queued document ${head.documentNumber} is not in the journal`)
    const { document, letterhead } = facts.attempt
    return this.#dispatch({ type: 'drain', document, letterhead })
  }

  async #dispatch(event: RegisterEvent, answerAs?: AnswerAs): Promise<Settled> {
    return this.#settle(
      await this.#commit((state) => this.#core.decide(state, event, this.#ports.circumstances())),
      answerAs,
    )
  }

  /** Effects carried out, their results dispatched in turn. */
  async #settle({ effects, refused }: Decision, answerAs?: AnswerAs): Promise<Settled> {
    let settled: Settled = refused ? { refused } : {}
    for (const effect of effects) settled = { ...settled, ...(await this.#carryOut(effect, answerAs)) }
    return settled
  }

  /** One conversation with the OFD at a time, to its end. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#conversations
    const line = Promise.withResolvers<void>()
    this.#conversations = line.promise
    await before
    try {
      return await work()
    } finally {
      line.resolve()
    }
  }

  /** Records that need no decision of the register: people, paper, starts. */
  async record(records: (state: State) => readonly RegisterRecord[]): Promise<void> {
    await this.#commit((state) => ({ records: records(state), effects: [] }))
  }

  /** What is in flight is sent again, when there is something. True: the place is free now. */
  async resume(): Promise<boolean> {
    // Asked when its turn has come: what was in flight may be the queue's head by then.
    return this.#alone(async () => {
      if (this.#state.inFlight) await this.#dispatch({ type: 'contact', ask: 'info' })
      return this.#state.inFlight === undefined
    })
  }

  async #carryOut(effect: Effect, answerAs?: AnswerAs): Promise<Settled> {
    switch (effect.type) {
      case 'exchange':
        return this.#exchange(effect.inFlight, answerAs ?? ((received) => ({ type: 'answer', received })))
      case 'print':
        this.#ports.print(effect.documentNumber)
        return {}
      case 'print-message':
        this.#ports.printMessage(effect.number)
        return {}
      case 'ask-info':
        await this.#dispatch({ type: 'info' })
        return {}
      default:
        throw new Error(`unknown effect ${String(effect satisfies never)}`)
    }
  }

  async #exchange(inFlight: InFlight, answerAs: AnswerAs): Promise<Settled> {
    const { clock, log, ofd, transaction } = this.#ports
    const frame = fromBase64(inFlight.frame)
    const outcome = await ofd.exchange({
      frame,
      milliseconds: transaction,
      maxAnswer: inFlight.command === 'nomenclature' ? MAX_NOMENCLATURE_FRAME : MAX_FRAME,
      matches: (candidate) => read(inFlight, frame, candidate).verdict,
    })
    const { command, documentNumber, reqnum } = inFlight
    const told = {
      command,
      documentNumber,
      reqnum,
      attempts: outcome.attempts,
      milliseconds: Math.round(outcome.milliseconds),
    }
    if (outcome.type === 'silence') {
      log.warn({ ...told, reason: outcome.reason, detail: outcome.detail }, 'the OFD did not answer')
      if (outcome.doubtful) this.#doubtful = new Set([...this.#doubtful, tripleOf(inFlight)])
      this.#lastContact = { reached: false, detail: `${outcome.reason}: ${outcome.detail}` }
      if (this.#stopping) return { silence: outcome.reason }
      await this.#dispatch({ type: 'silence' })
      this.#forgetDoubts()
      return { silence: outcome.reason }
    }
    const reply = read(inFlight, frame, outcome.frame)
    if (reply.verdict !== 'answer') throw new Error('the link handed over an answer that does not match')
    const { answer } = reply
    log.info({ ...told, code: answer.code, link: outcome.link }, 'the OFD answered')
    this.#lastContact = { reached: true, detail: outcome.link }
    this.#lastAnswer = clock.now()
    const retry = outcome.doubtful || this.#doubtful.has(tripleOf(inFlight))
    const evidence = {
      code: answer.code,
      token: answer.header.token,
      frame: toBase64(outcome.frame),
      link: outcome.link,
    }
    const settled = await this.#dispatch(answerAs({ answer, evidence, retry }))
    if (retry) this.#doubtful = new Set([...this.#doubtful, tripleOf(inFlight)])
    this.#forgetDoubts()
    return settled
  }

  /** What is no longer on its way is in no doubt. */
  #forgetDoubts(): void {
    const pending = new Set(pendingOf(this.#state).map(tripleOf))
    this.#doubtful = new Set([...this.#doubtful].filter((triple) => pending.has(triple)))
  }

  /** One decision at a time: decided on the state as it is then, appended, folded. */
  async #commit(decision: (state: State) => Decision): Promise<Decision> {
    const before = this.#commits
    const line = Promise.withResolvers<void>()
    this.#commits = line.promise
    await before
    try {
      const decided = decision(this.#state)
      if (decided.records.length > 0) await this.#append(decided.records)
      return decided
    } finally {
      line.resolve()
    }
  }

  async #append(records: readonly RegisterRecord[]): Promise<void> {
    const { journal } = this.#ports
    let state = this.#state
    const entries = records.map((record) => {
      const stamped = this.#stamp(record, state)
      state = this.#core.evolve(state, stamped)
      return { stamped, totals: canonicalTotals(state.counters) }
    })
    await journal.append(entries)
    this.#state = { ...state, head: journal.heads().fiscal.hash }
    this.#sinceSnapshot += records.length
    if (this.#sinceSnapshot >= SNAPSHOT_EVERY) await this.saveSnapshot()
  }

  #stamp(record: RegisterRecord, state: State): Stamped {
    const { clock } = this.#ports
    const document = record.kind === 'attempt' ? record.document : state.attempt?.document
    const about =
      record.kind === 'attempt' || record.kind === 'outcome'
        ? { shift: document?.shift ?? 0, documentNumber: document?.documentNumber ?? 0 }
        : { shift: state.shift?.number ?? 0, documentNumber: documentNumberOf(record) }
    const boot = record.kind === 'start' ? record.boot : state.boot
    return { record, time: clock.now(), boot, monotonic: clock.monotonic(), ...about }
  }

  /** A cache for the next start: it may be lost at any time. */
  async saveSnapshot(): Promise<void> {
    const { fiscal, events } = this.#ports.journal.heads()
    await this.#ports.journal.saveSnapshot({ fiscal, events, state: toJson(this.#state) })
    this.#sinceSnapshot = 0
  }

  async #load(): Promise<void> {
    const { journal } = this.#ports
    const snapshot = await journal.loadSnapshot()
    // A snapshot of an older release lacks what it did not know of.
    let state = { ...emptyState(), ...(snapshot && (fromJson(snapshot.state) as State)) }
    const after = { fiscal: snapshot?.fiscal.sequence ?? 0n, events: snapshot?.events.sequence ?? 0n }
    for await (const sealed of journal.replay(after)) state = withHead(this.#core.evolve(state, sealed), sealed)
    this.#state = state
  }
}

/** Messages that have no answer yet: at most one in flight, and that of the queue's head. */
const pendingOf = ({ inFlight, queue: [head] }: State): readonly InFlight[] =>
  [inFlight, head?.inFlight].filter((message) => message !== undefined)

const tripleOf = ({ reqnum, token }: InFlight): string => `${token}:${reqnum}`

/** The document that an event is of; 0: of none. */
function documentNumberOf(record: RegisterRecord): number {
  if (record.kind === 'paper') return record.subject.type === 'document' ? record.subject.documentNumber : 0
  if (record.kind === 'delivered' || record.kind === 'withdrawn' || record.kind === 'encoding')
    return record.documentNumber
  return record.kind === 'difference' ? (record.documentNumber ?? 0) : 0
}

const withHead = (state: State, sealed: Sealed): State =>
  sealed.chain === 'fiscal' ? { ...state, head: sealed.hash } : state

/** Bytes that are no answer of this version count as no answer (protocol §1). */
function read(inFlight: InFlight, request: Uint8Array, candidate: Uint8Array): Reply {
  try {
    return readAnswer(inFlight, request, candidate)
  } catch (error) {
    if (error instanceof WireError) return { verdict: 'no' }
    throw error
  }
}
