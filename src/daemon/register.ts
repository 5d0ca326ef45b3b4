import type { Journal } from '../accumulator/journal.ts'
import { fromJson, toJson } from '../fiscal/json.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { type Circumstances, blocksOf } from '../fiscal/register/blocks.ts'
import { type Carried, type Decision, type Effect, type RegisterEvent, decide } from '../fiscal/register/decide.ts'
import type { AnswerReceived } from '../fiscal/register/decide-answer.ts'
import { type Configured, configuredAnew } from '../fiscal/register/connection.ts'
import type { FiscalDocument } from '../fiscal/register/document.ts'
import { evolve } from '../fiscal/register/evolve.ts'
import { factsOf } from '../fiscal/register/facts.ts'
import type { InFlight } from '../fiscal/register/fiscal-records.ts'
import type { RegisterRecord, Sealed, Stamped } from '../fiscal/register/records.ts'
import { type Queued, type State, emptyState } from '../fiscal/register/state.ts'
import { canonicalTotals } from '../fiscal/report/zx.ts'
import type { Instant } from '../fiscal/time.ts'
import { within } from '../hw/clock.ts'
import { type Contact, Conversation, type ConversationPorts } from './conversation.ts'
import { Line } from './line.ts'

/** A client waits in line at most this long (interface, exit codes). */
const PATIENCE = 10_000
/** Records folded again at a start at most, about: a snapshot is saved after so many. */
const SNAPSHOT_EVERY = 256

export interface RegisterPorts extends ConversationPorts {
  readonly journal: Journal
  readonly release: string
  /** Clock, configuration and paper as they are now. */
  readonly circumstances: () => Circumstances
  /** What the configuration file says, recorded before the next record that it may hold for. */
  readonly configured?: Configured
  /** 16 random bytes, hex: what autonomous signs are made with. */
  readonly signKey: () => string
  /** Puts a document to paper; not waited for here. */
  readonly print: (documentNumber: number) => void
  /** Puts a notice of the state bodies to paper; not waited for here. */
  readonly printMessage: (number: number) => void
  /** Told what has become durable, once the state has it. */
  readonly appended?: (sealed: readonly Sealed[]) => void
  /** Another core than ours: the simulator sees with wrong ones that it would notice. */
  readonly core?: Core
}

/** The pure core: what happens, and what that makes of the state. */
export interface Core {
  readonly decide: typeof decide
  readonly evolve: typeof evolve
}

/** A message that was recorded ahead leaves as it is only so long (ms). */
const PREPARED_FOR = 1000

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
  #state: State
  readonly #turns = new Line()
  readonly #commits = new Line()
  readonly #conversations = new Line()
  #sinceSnapshot = 0
  #stopping = false
  /** The message of the queue's head that was recorded with the delivery before it and has not left, and since when. */
  #prepared: { readonly inFlight: InFlight; readonly at: number } | undefined
  /** When the turn of the document began that is being made, and when the last one ended; by a clock that never jumps. */
  #documentBegan: number | undefined
  #documentEnded = Number.NEGATIVE_INFINITY
  readonly #ports: RegisterPorts
  readonly #core: Core
  readonly #conversation: Conversation

  private constructor(ports: RegisterPorts, core: Core, state: State) {
    this.#ports = ports
    this.#core = core
    this.#state = state
    this.#conversation = new Conversation(ports, state)
  }

  /** Folds the records into the state and writes that a new start begins. */
  static async open(ports: RegisterPorts): Promise<Register> {
    const core = ports.core ?? { decide, evolve }
    const register = new Register(ports, core, await folded(ports.journal, core))
    const boot = register.#state.boot + 1
    await register.record(() => [{ kind: 'start', release: ports.release, boot }])
    const { publicKey } = ports.journal
    if (publicKey !== undefined && !register.#state.deviceKey)
      await register.record(() => [{ kind: 'device-key', publicKey }])
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

  get lastContact(): Contact | undefined {
    return this.#conversation.lastContact
  }

  get lastAnswer(): Instant | undefined {
    return this.#conversation.lastAnswer
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
    return this.#turns.next(work, patience === 'endless' ? undefined : (before) => this.#patiently(before, patience))
  }

  /** A turn in which a document is made: the transaction's time runs from its beginning, whatever it stands behind. */
  async documentTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.turn(async () => {
      this.#documentBegan = this.#ports.clock.monotonic()
      try {
        return await work()
      } finally {
        this.#documentBegan = undefined
        this.#documentEnded = this.#ports.clock.monotonic()
      }
    })
  }

  /** Milliseconds for which no document has been made; 0 while one is. */
  idleFor(): number {
    return this.#documentBegan === undefined ? this.#ports.clock.monotonic() - this.#documentEnded : 0
  }

  async #patiently(before: Promise<unknown>, patience: number): Promise<void> {
    if (
      (await within(
        this.#ports.clock,
        patience,
        before.then(() => true),
      )) === undefined
    )
      throw new Refusal('BUSY')
  }

  /** One event through the core, with all that it leads to, before the OFD is asked for anything else. */
  async dispatch(event: RegisterEvent, answerAs?: AnswerAs): Promise<Settled> {
    return this.#conversations.next(() => this.#dispatch(event, answerAs))
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
    return this.#conversations.next(async () => {
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
    return this.#conversations.next(async () => {
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
    if (this.#isPrepared(head))
      return this.#settle({ records: [], effects: [{ type: 'exchange', inFlight: head.inFlight }] })
    const { document, letterhead } = await this.#carried(head.documentNumber)
    const isRefused = this.#state.blocks.QUEUE_REFUSED?.details['documentNumber'] === head.documentNumber
    const named = isRefused ? await this.#renamed(document) : document
    return this.#dispatch({ type: 'drain', document: named, letterhead })
  }

  /** Once, and while the end of its offline period is still about now. */
  #isPrepared(head: Queued): head is Queued & Required<Pick<Queued, 'inFlight'>> {
    const prepared = this.#prepared
    this.#prepared = undefined
    const isFresh = prepared !== undefined && this.#ports.clock.monotonic() - prepared.at < PREPARED_FOR
    return isFresh && head.inFlight === prepared.inFlight
  }

  async #carried(documentNumber: number): Promise<Carried> {
    const facts = factsOf(await this.#ports.journal.document(documentNumber))
    if (!facts) throw new Error(`queued document ${documentNumber} is not in the journal`)
    return facts.attempt
  }

  /** Read while the OFD is answering: what stands behind the head that is on its way. */
  async #behind(inFlight: InFlight): Promise<Carried | undefined> {
    const [head, next] = this.#state.queue
    if (this.#state.inFlight || head?.inFlight !== inFlight || !next) return undefined
    return this.#carried(next.documentNumber)
  }

  /** A return that the OFD refuses names its parent by the sign that the OFD gave it, which it must know. */
  async #renamed(document: FiscalDocument): Promise<FiscalDocument> {
    const parent = document.type === 'ticket' ? document.ticket.parent : undefined
    if (document.type !== 'ticket' || parent?.documentNumber === undefined) return document
    const ofdSign = factsOf(await this.#ports.journal.document(parent.documentNumber))?.delivered?.sign
    if (ofdSign === undefined || ofdSign === parent.sign) return document
    return { ...document, ticket: { ...document.ticket, parent: { ...parent, ofdSign, byOfdSign: true } } }
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

  /** Records that need no decision of the register: people, paper, starts. */
  async record(records: (state: State) => readonly RegisterRecord[]): Promise<void> {
    await this.#commit((state) => ({ records: records(state), effects: [] }))
  }

  /** What is in flight is sent again, when there is something. True: the place is free now. */
  async resume(): Promise<boolean> {
    // Asked when its turn has come: what was in flight may be the queue's head by then.
    return this.#conversations.next(async () => {
      if (this.#state.inFlight && !this.#silentMeanwhile()) await this.#dispatch({ type: 'contact', ask: 'info' })
      return this.#state.inFlight === undefined
    })
  }

  /** Since the turn of the document began the OFD has been silent once: it is not asked the same again before the receipt. */
  #silentMeanwhile(): boolean {
    const { lastSilence } = this.#conversation
    return this.#documentBegan !== undefined && lastSilence !== undefined && lastSilence >= this.#documentBegan
  }

  async #carryOut(effect: Effect, answerAs?: AnswerAs): Promise<Settled> {
    switch (effect.type) {
      case 'exchange':
        return this.#exchange(effect.inFlight, answerAs)
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

  async #exchange(inFlight: InFlight, answerAs?: AnswerAs): Promise<Settled> {
    const now = this.#ports.clock.monotonic()
    const [heard, next] = await Promise.all([
      this.#conversation.ask(inFlight, now - (this.#documentBegan ?? now)),
      this.#behind(inFlight),
    ])
    if (heard.type === 'silence') {
      if (!this.#stopping) await this.#dispatch({ type: 'silence' })
      this.#conversation.settle(this.#state)
      return { silence: heard.reason }
    }
    const { received } = heard
    const settled = await this.#dispatch(answerAs?.(received) ?? { type: 'answer', received, ...(next && { next }) })
    const [head] = this.#state.queue
    if (next && head?.inFlight) this.#prepared = { inFlight: head.inFlight, at: this.#ports.clock.monotonic() }
    this.#conversation.settle(this.#state)
    return settled
  }

  /** One decision at a time: decided on the state as it is then, appended, folded. */
  async #commit(decision: (state: State) => Decision): Promise<Decision> {
    return this.#commits.next(async () => {
      const decided = decision(this.#state)
      if (decided.records.length > 0) await this.#append(decided.records)
      return decided
    })
  }

  async #append(decided: readonly RegisterRecord[]): Promise<void> {
    const { appended, configured, journal } = this.#ports
    // A start is the first record of its run: what came before it would bear the last run's number with this one's clock.
    const start = decided.filter(({ kind }) => kind === 'start')
    const others = decided.filter(({ kind }) => kind !== 'start')
    const records = [...start, ...configuredAnew(this.#state, configured), ...others]
    let state = this.#state
    const entries = records.map((record) => {
      const stamped = this.#stamp(record, state)
      state = this.#core.evolve(state, stamped)
      return { stamped, totals: canonicalTotals(state.counters) }
    })
    const sealed = await journal.append(entries)
    this.#state = { ...state, head: journal.heads().fiscal.hash }
    appended?.(sealed)
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
}

/** What the records come to, from the last snapshot on. */
async function folded(journal: Journal, { evolve }: Core): Promise<State> {
  const snapshot = await journal.loadSnapshot()
  // A snapshot of an older release lacks what it did not know of.
  let state = { ...emptyState(), ...(snapshot && (fromJson(snapshot.state) as State)) }
  const after = { fiscal: snapshot?.fiscal.sequence ?? 0n, events: snapshot?.events.sequence ?? 0n }
  for await (const sealed of journal.replay(after)) state = withHead(evolve(state, sealed), sealed)
  return state
}

/** The document that an event is of; 0: of none. */
function documentNumberOf(record: RegisterRecord): number {
  if (record.kind === 'paper') return record.subject.type === 'document' ? record.subject.documentNumber : 0
  if (record.kind === 'delivered' || record.kind === 'withdrawn' || record.kind === 'encoding')
    return record.documentNumber
  return record.kind === 'difference' ? (record.documentNumber ?? 0) : 0
}

const withHead = (state: State, sealed: Sealed): State =>
  sealed.chain === 'fiscal' ? { ...state, head: sealed.hash } : state
