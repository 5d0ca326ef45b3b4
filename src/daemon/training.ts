import { reportFigures } from '../api/report-figures.ts'
import type { CopyAnswer, TrainingAnswer } from '../api/results.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import { practisedLines } from '../fiscal/documents/training.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Circumstances } from '../fiscal/register/blocks.ts'
import type { DocumentRequest } from '../fiscal/register/decide.ts'
import { type Practising, decidePractice, decidePracticeX } from '../fiscal/register/decide-training.ts'
import type { RegisterRecord } from '../fiscal/register/records.ts'
import type { Attempt, State } from '../fiscal/register/state.ts'
import {
  PRACTISED_SIGN,
  type Practised,
  practisedDocument,
  practisedReturns,
  practisedUnder,
} from '../fiscal/register/training.ts'
import type { Operation } from '../fiscal/ticket/types.ts'
import { SECOND, formatIso } from '../fiscal/time.ts'
import { type Found, PARENT_OF, type ParentParam } from './basis.ts'
import { DEFAULT_WAIT, assertStarted } from './documents.ts'
import { bodyView } from './handlers/document-view.ts'
import { answerState } from './spooler.ts'
import type { Services } from './services.ts'

interface Practice extends Practising {
  /** Seconds for paper. */
  readonly wait: number | undefined
}

interface DocumentPractice extends Practice {
  readonly request: DocumentRequest | (() => Promise<DocumentRequest>)
  readonly electronic: () => true | undefined
}

type Decide = (state: State, circumstances: Circumstances) => readonly RegisterRecord[]

/** A document as it would be: checked, computed, numbered by itself, printed with its mark; nothing fiscal is touched. */
export async function practise(services: Services, practice: DocumentPractice): Promise<TrainingAnswer> {
  const { electronic, request } = practice
  const { practised, replayed } = await made(services, practice, async () => {
    const wanted = typeof request === 'function' ? await request() : request
    return (state, circumstances) => decidePractice(state, wanted, practice, circumstances)
  })
  if (!('document' in practised)) throw new Refusal('KEY_CONFLICT', { key: practised.client.key })
  const { document } = practised
  return {
    ...bodyView(document),
    ...headView(practised, replayed),
    registered: false,
    number: document.number,
    documentNumber: document.documentNumber,
    shift: document.shift,
    time: formatIso(document.time),
    operator: { ...document.operator },
    ...(await onPaper(services, practised, { replayed, wait: practice.wait, electronic: electronic() })),
  }
}

/** An X report of what was practised. */
export async function practiseX(services: Services, practice: Practice, lines: boolean): Promise<ResultOf<'report.x'>> {
  const { practised, replayed } = await made(
    services,
    practice,
    async () => (state, circumstances) => decidePracticeX(state, practice, circumstances),
  )
  if ('document' in practised) throw new Refusal('KEY_CONFLICT', { key: practised.client.key })
  const { operator, report } = practised
  return {
    report: 'x',
    ...headView(practised, replayed),
    shift: report.shift,
    time: formatIso(report.time),
    operator,
    figures: reportFigures(report),
    ...(await onPaper(services, practised, { replayed, wait: practice.wait })),
    ...(lines && { lines: practisedLines(practised, false) }),
  }
}

/** A marked copy of a practised document; each call prints one. */
export async function practiseCopy(
  services: Services,
  attempt: Attempt,
  { client, wait }: Practice,
): Promise<CopyAnswer> {
  const { key } = client
  const { documentNumber } = attempt.document
  return {
    training: true,
    key,
    replayed: false,
    documentNumber,
    ...(await onPaper(services, attempt, { copy: true, wait })),
  }
}

/** The practised document that a reference names. @param code of who may see no other's */
export function practisedFor({ register }: Services, ref: string, code: number | undefined): Attempt | undefined {
  const found = practisedDocument(register.state, ref)
  return code === undefined || found?.document.operator.code === code ? found : undefined
}

/**
 * The practised receipt that a practised return goes back to; undefined: it is none of them.
 * @throws Refusal PARENT_NOT_RETURNABLE
 */
export function practisedParent(
  { state }: Services['register'],
  operation: Operation,
  named: ParentParam,
): Found | undefined {
  const attempt = typeof named === 'string' ? practisedDocument(state, named) : undefined
  if (!attempt) return undefined
  const { document } = attempt
  const { documentNumber, time } = document
  if (document.type !== 'ticket' || document.ticket.operation !== PARENT_OF[operation])
    throw new Refusal('PARENT_NOT_RETURNABLE', { documentNumber })
  const { regNumber, vatPayer } = attempt.letterhead.registration
  const { ticket } = document
  const { total } = ticket
  return {
    parent: { sign: PRACTISED_SIGN, time, regNumber, total, autonomous: false, documentNumber },
    basis: { type: 'own', ticket, vatPayer, returns: practisedReturns(state, documentNumber) },
  }
}

/** Exactly once for a key, of those that practice remembers. @throws Refusal KEY_CONFLICT */
async function made(
  services: Services,
  { client: { content, key } }: Practice,
  decided: () => Promise<Decide>,
): Promise<{ readonly practised: Practised; readonly replayed: boolean }> {
  assertStarted(services)
  const { register } = services
  return register.turn(async () => {
    const known = practisedUnder(register.state, key)
    if (known && known.client.content !== content) throw new Refusal('KEY_CONFLICT', { key })
    if (known) return { practised: known, replayed: true }
    const decide = await decided()
    await register.record((state) => decide(state, register.circumstances()))
    const practised = practisedUnder(register.state, key)
    if (!practised) throw new Error('practised without a record of it')
    return { practised, replayed: false }
  })
}

const headView = ({ client: { key } }: Practised, replayed: boolean) => ({ training: true as const, key, replayed })

interface Printing {
  readonly wait: number | undefined
  readonly copy?: boolean
  /** It was printed when it was made. */
  readonly replayed?: boolean
  readonly electronic?: true | undefined
}

async function onPaper({ spooler }: Services, { client: { key } }: Practised, printing: Printing) {
  const { copy = false, electronic, replayed, wait = DEFAULT_WAIT } = printing
  const subject = { type: 'page', page: 'training', key } as const
  const job = replayed ? spooler.jobOf(subject)?.id : electronic ? undefined : spooler.add(subject, copy)
  const copies = copy ? 1 : 0
  if (job === undefined) return { printed: false, paper: { state: 'not-asked' as const, copies } }
  const end = await spooler.ended(job, wait * SECOND)
  const state = end ? answerState(end) : ('waiting' as const)
  return { printed: state === 'confirmed' || state === 'accepted', paper: { state, job, copies } }
}
