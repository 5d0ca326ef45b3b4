import { reportFigures } from '../../api/report-figures.ts'
import type { DocumentAnswer } from '../../api/results.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { formatQuantity } from '../../fiscal/quantity.ts'
import type { FiscalDocument, PlacementDocument, ShiftCloseDocument } from '../../fiscal/register/document.ts'
import { type DocumentFacts, registeredAs } from '../../fiscal/register/facts.ts'
import { type Ticket, PAYMENT_TYPES } from '../../fiscal/ticket/types.ts'
import type { Remaining } from '../../fiscal/ticket/returns.ts'
import { formatIso } from '../../fiscal/time.ts'
import { type PaperJob, answerState } from '../spooler.ts'

/** The answer of every fiscal document (interface, "A sale"): from its records, and from its job where that is not over. */
export function documentView(
  facts: DocumentFacts,
  job: PaperJob | undefined,
  replayed: boolean,
  remaining: readonly Remaining[],
): DocumentAnswer {
  const { document } = facts.attempt
  const head = headView(facts, job, replayed)
  switch (document.type) {
    case 'ticket': {
      const { sign = '', checkUrl = '' } = registeredAs(facts.outcome) ?? {}
      return {
        document: document.ticket.operation,
        ...head,
        ...ticketView(document.ticket),
        fiscalSign: sign,
        ...(facts.delivered?.sign !== undefined && { ofdSign: facts.delivered.sign }),
        checkUrl,
        ...(remaining.length > 0 && { remaining: remaining.map(remainingView) }),
      }
    }
    case 'placement':
      return { ...placementView(document), ...head }
    case 'close':
      return { ...closeView(document), ...head }
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

/** What a document is and comes to, registered or practised. */
export function bodyView(document: FiscalDocument) {
  switch (document.type) {
    case 'ticket':
      return { document: document.ticket.operation, ...ticketView(document.ticket) }
    case 'placement':
      return placementView(document)
    case 'close':
      return closeView(document)
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

const placementView = ({ cash, direction, sum }: PlacementDocument) => ({
  document: direction === 'deposit' ? ('deposit' as const) : ('withdraw' as const),
  total: formatTenge(sum),
  cash: formatTenge(cash),
})

const closeView = ({ report, withdrawn }: ShiftCloseDocument) => ({
  document: 'shift-close' as const,
  withdrawn: formatTenge(withdrawn),
  cash: formatTenge(report.cash),
  report: reportFigures(report),
})

/** Of a return: what its parent's lines still hold. */
const remainingView = ({ line, net, quantity }: Remaining) => ({
  line,
  quantity: formatQuantity(quantity),
  sum: formatTenge(net),
})

/** What all documents say of themselves. Only a registered document is shown. */
function headView(facts: DocumentFacts, job: PaperJob | undefined, replayed: boolean) {
  const { attempt, outcome } = facts
  const { client, document } = attempt
  const registered = registeredAs(outcome)
  if (!registered) throw new Error(`document ${document.documentNumber} is not registered`)
  const paper = paperView(facts, job)
  return {
    key: client.key,
    replayed,
    number: document.number,
    documentNumber: document.documentNumber,
    shift: document.shift,
    time: formatIso(document.time),
    operator: { ...document.operator },
    mode: registered.autonomous ? ('autonomous' as const) : ('online' as const),
    ...(registered.link !== undefined && { link: registered.link }),
    registered: true as const,
    printed: paper.state === 'confirmed' || paper.state === 'accepted',
    paper,
  }
}

/** The sums of a ticket; also the answer of a preview. */
export function ticketView(ticket: Ticket) {
  const payments = PAYMENT_TYPES.flatMap((type) => {
    const sum = ticket.payments[type]
    return sum === undefined ? [] : [[type, formatTenge(sum)] as const]
  })
  return {
    total: formatTenge(ticket.total),
    payments: Object.fromEntries(payments),
    ...(ticket.taken !== undefined && { taken: formatTenge(ticket.taken) }),
    ...(ticket.change !== undefined && { change: formatTenge(ticket.change) }),
    vat: ticket.vat.map(({ rate, sum }) => ({ rate: String(rate), sum: formatTenge(sum) })),
  }
}

/** Registered and printed are two facts (invariant 5). */
function paperView({ attempt, papers }: DocumentFacts, job: PaperJob | undefined) {
  const copies = papers.filter(({ copy, state }) => copy && state !== 'failed').length
  const cameOut = papers.findLast(({ state }) => state === 'confirmed' || state === 'accepted')
  const last = cameOut ?? papers.findLast(({ state }) => state !== 'started')
  if (last && last.state !== 'started') return { state: last.state, job: last.job, copies }
  if (attempt.electronic && !job) return { state: 'not-asked' as const, copies }
  // Its job is still in the line; or the power failed while it was printed, and nobody knows.
  if (job) return { state: answerState(job), job: job.id, copies }
  return { state: 'uncertain' as const, copies }
}
