import { ZERO } from '../../src/fiscal/money.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import type { Core } from '../../src/daemon/register.ts'
import type { Decision, RegisterEvent } from '../../src/fiscal/register/decide.ts'
import { countDocument } from '../../src/fiscal/register/evolve-counts.ts'
import type { InFlight } from '../../src/fiscal/register/fiscal-records.ts'
import type { RegisterRecord, Stamped } from '../../src/fiscal/register/records.ts'
import type { Queued, State } from '../../src/fiscal/register/state.ts'
import { instant } from '../../src/fiscal/time.ts'
import type { Mutant } from './mutants.ts'

type Decide = Core['decide']
type EventOf<T extends RegisterEvent['type']> = Extract<RegisterEvent, { type: T }>

/** One kind of event is decided otherwise. */
const deciding = <T extends RegisterEvent['type']>(
  name: string,
  type: T,
  wrong: (decide: Decide, state: State, event: EventOf<T>, ...rest: [Parameters<Decide>[2]]) => Decision,
): Mutant => ({
  name,
  core: ({ decide, evolve }) => ({
    evolve,
    decide: (state, event, circumstances) =>
      event.type === type
        ? wrong(decide, state, event as EventOf<T>, circumstances)
        : decide(state, event, circumstances),
  }),
})

/** One kind of record makes another state. */
const folding = <K extends RegisterRecord['kind']>(
  name: string,
  kind: K,
  wrong: (after: State, record: Extract<RegisterRecord, { kind: K }>, before: State) => State,
): Mutant => ({
  name,
  core: ({ decide, evolve }) => ({
    decide,
    evolve: (state: State, stamped: Stamped): State => {
      const after = evolve(state, stamped)
      const { record } = stamped
      return record.kind === kind ? wrong(after, record as Extract<RegisterRecord, { kind: K }>, state) : after
    },
  }),
})

const without = <T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> => {
  const copy = { ...object }
  delete copy[key]
  return copy
}

const idle = (state: State): State => without(state, 'inFlight')
const withHead = (state: State, change: (head: Queued) => Queued): State => ({
  ...state,
  queue: state.queue.map((entry, index) => (index === 0 ? change(entry) : entry)),
})
const loose = (entry: Queued): Queued => without(entry, 'inFlight')
const under = (inFlight: InFlight, token: number): InFlight => ({ ...inFlight, token })

/** An outcome that no OFD gave. */
const refusedUnseen = (documentNumber: number): RegisterRecord => ({
  kind: 'outcome',
  documentNumber,
  result: 'refused',
  code: 13,
  answer: { code: 13, token: 0, frame: '', link: '' },
})

const numberings: readonly Mutant[] = [
  deciding('a retry has a new REQNUM', 'drain', (decide, state, event, circumstances) =>
    decide(withHead(state, loose), event, circumstances),
  ),
  deciding('INFO goes before what is in flight', 'contact', (decide, state, event, circumstances) =>
    decide(idle(state), event, circumstances),
  ),
  folding('what is in flight is dropped when autonomous work begins', 'outcome', (after) => ({
    ...after,
    queue: after.queue.map(loose),
  })),
  folding('REQNUM begins anew at a start', 'start', (after) => ({ ...after, reqnum: 0 })),
  deciding('a retry goes under the current TOKEN', 'drain', (decide, state, event, circumstances) =>
    decide(
      withHead(state, (head) => (head.inFlight ? { ...head, inFlight: under(head.inFlight, state.token) } : head)),
      event,
      circumstances,
    ),
  ),
  folding('a refused answer renews the TOKEN', 'outcome', (after, record) =>
    record.result === 'refused' ? { ...after, token: record.answer.token } : after,
  ),
  folding('a refused INFO renews the TOKEN', 'answer', (after, { token }) => ({ ...after, token })),
  folding('an answer to a ticket does not renew the TOKEN', 'outcome', (after, _, { token }) => ({ ...after, token })),
  folding('an answer to the queue does not renew the TOKEN', 'delivered', (after, _, { token }) => ({
    ...after,
    token,
  })),
  folding('what is in flight is forgotten at a start', 'start', (after) => without(idle(after), 'attempt')),
  folding('the head’s message is forgotten at a start', 'start', (after) => withHead(after, loose)),
  folding('the number of a refused document is used again', 'outcome', (after, { result }) =>
    result === 'refused' ? { ...after, lastDocumentNumber: after.lastDocumentNumber - 1 } : after,
  ),
  folding('autonomous signs are counted anew after a start', 'start', (after) =>
    after.signs ? { ...after, signs: { ...after.signs, count: 0 } } : after,
  ),
]

const order: readonly Mutant[] = [
  deciding('a new sale goes online past the queue', 'document', (decide, state, event, circumstances) =>
    decide({ ...idle(state), queue: [] }, event, circumstances),
  ),
  folding('the queue’s head leaves when it is sent', 'encoding', (after) => ({
    ...after,
    queue: after.queue.slice(1),
  })),
  folding('the newest goes first', 'outcome', (after) => ({
    ...after,
    queue: after.queue.toSorted((a, b) => b.documentNumber - a.documentNumber),
  })),
  deciding('a head that is refused is left out', 'answer', (decide, state, event, circumstances) => {
    const [head] = state.queue
    const isHeads = head?.inFlight && !state.inFlight
    if (!isHeads || event.received.answer.code === 0) return decide(state, event, circumstances)
    const { documentNumber } = head
    return { records: [{ kind: 'withdrawn', documentNumber, reason: 'refused', by: 1, second: 1 }], effects: [] }
  }),
  deciding('bytes of another encoding leave without a record', 'drain', (decide, state, event, circumstances) => {
    const decided = decide(state, event, circumstances)
    return state.queue[0]?.inFlight ? { ...decided, records: [] } : decided
  }),
  deciding('a retry’s refusal is believed', 'answer', (decide, state, event, circumstances) =>
    decide(state, { ...event, received: { ...event.received, retry: false } }, circumstances),
  ),
  deciding('silence is a refusal', 'silence', (decide, state, event, circumstances) =>
    state.attempt
      ? { records: [refusedUnseen(state.attempt.document.documentNumber)], effects: [] }
      : decide(state, event, circumstances),
  ),
  deciding('INFO means that the head has arrived', 'answer', (decide, state, event, circumstances) => {
    const { answer } = event.received
    const told = answer.lastDocument
    if (!told) return decide(state, event, circumstances)
    const lastDocument = { ...told, documentNumber: Math.max(told.documentNumber, state.lastDocumentNumber) }
    return decide(
      state,
      { ...event, received: { ...event.received, answer: { ...answer, lastDocument } } },
      circumstances,
    )
  }),
  deciding('INFO means that the head has not arrived', 'answer', (decide, state, event, circumstances) => {
    const { answer } = event.received
    const told = answer.lastDocument
    if (!told) return decide(state, event, circumstances)
    const lastDocument = { ...told, documentNumber: 0 }
    return decide(
      state,
      { ...event, received: { ...event.received, answer: { ...answer, lastDocument } } },
      circumstances,
    )
  }),
  deciding('nobody notices an old image', 'answer', (decide, state, event, circumstances) => {
    const decided = decide(state, event, circumstances)
    return {
      ...decided,
      records: decided.records.filter((record) => !(record.kind === 'block' && record.code === 'ROLLBACK')),
    }
  }),
]

const counting: readonly Mutant[] = [
  folding('an autonomous document counts twice', 'outcome', (after, record, before) => {
    const document = before.attempt?.document
    if (record.result !== 'autonomous' || !document || document.type === 'close') return after
    return { ...after, counters: countDocument(after.counters, document, true) }
  }),
  folding('a refused document counts', 'outcome', (after, record, before) => {
    const document = before.attempt?.document
    if (record.result !== 'refused' || !document || document.type === 'close') return after
    return { ...after, counters: countDocument(after.counters, document, false) }
  }),
  folding('an autonomous document is not queued', 'outcome', (after, _, { queue }) => ({ ...after, queue })),
  deciding('time may run back', 'document', (decide, state, event, circumstances) =>
    decide({ ...state, lastTime: instant(0) }, event, circumstances),
  ),
  deciding('the drawer may go below zero', 'document', (decide, state, event, circumstances) => {
    const cash = (state.counters.cash + 10n ** 9n) as State['counters']['cash']
    return decide({ ...state, counters: { ...state.counters, cash } }, event, circumstances)
  }),
  folding('a closed shift leaves its cash behind', 'outcome', (after, _, before) =>
    before.attempt?.document.type === 'close' ? { ...after, counters: { ...after.counters, cash: ZERO } } : after,
  ),
  folding('a report to the OFD holds what two people took out', 'withdrawn', (after) => without(after, 'apart')),
  deciding('documents are begun on a full medium', 'document', (decide, state, event, circumstances) =>
    decide(state, event, without(circumstances, 'free')),
  ),
  deciding('a full medium keeps a shift from its end', 'document', (decide, state, event, circumstances) => {
    const { free = Number.POSITIVE_INFINITY } = circumstances
    if (event.request.type === 'close' && free < 2 ** 26) throw new Refusal('STORAGE_FULL', { free, needed: 64 })
    return decide(state, event, circumstances)
  }),
  folding('papers that were under way are forgotten at a start', 'start', (after) => ({ ...after, papers: {} })),
]

const paper: readonly Mutant[] = [
  {
    name: 'paper comes out before its record',
    core: ({ decide, evolve }, print) => ({
      evolve,
      decide: (state, event, circumstances) => {
        const decided = decide(state, event, circumstances)
        const papers = decided.effects.flatMap((effect) => (effect.type === 'print' ? [effect.documentNumber] : []))
        for (const documentNumber of papers) print(documentNumber)
        return { ...decided, effects: decided.effects.filter(({ type }) => type !== 'print') }
      },
    }),
  },
  {
    name: 'a registered document has no paper',
    core: ({ decide, evolve }) => ({
      evolve,
      decide: (state, event, circumstances) => {
        const decided = decide(state, event, circumstances)
        return { ...decided, effects: decided.effects.filter(({ type }) => type !== 'print') }
      },
    }),
  },
]

/** Wrong cores. */
export const coreMutants: readonly Mutant[] = [...numberings, ...order, ...counting, ...paper]
