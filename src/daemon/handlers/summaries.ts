import { reportFigures } from '../../api/report-figures.ts'
import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { documentTime } from '../../fiscal/register/clock.ts'
import { checksumOf } from '../../fiscal/register/checksum.ts'
import { conditionsOf, registrationOf } from '../../fiscal/register/message.ts'
import type { PaperSubject } from '../../fiscal/register/event-records.ts'
import type { Line } from '../../fiscal/documents/lines.ts'
import type { Summary } from '../../fiscal/report/summary.ts'
import { type Span, readSpan } from '../../fiscal/span.ts'
import { DAY, type Instant, SECOND, formatIso, instant } from '../../fiscal/time.ts'
import { DEFAULT_WAIT } from '../documents.ts'
import { type SummaryMade, documentLines } from '../paper.ts'
import { type Services, documentFacts } from '../services.ts'
import { answerState } from '../spooler.ts'
import { closingOf, figuresOf, periodFigures } from '../shifts.ts'
import { operatorOf } from './documents.ts'
import { pageOf, widthOf } from './export.ts'
import { cashierReportView, cashierView, differenceView, periodReportView, sectionReportView } from './summary-view.ts'

/** How a report shall reach whoever asked for it. */
interface Showing {
  readonly print: boolean
  readonly lines: boolean
  readonly wait?: number | undefined
  readonly format?: 'text' | 'png' | 'pdf' | undefined
  readonly paper?: '58' | '80' | 'a4' | undefined
}

export const summaryMethods = (services: Services): readonly Method[] => [
  method('report.cashier', async (params, context): Promise<ResultOf<'report.cashier'>> => {
    const { cashiers, ...figures } = await figuresOf(services.journal, services.register.state, params.shift)
    const { closeTime, openTime, shift } = figures
    const summary = {
      type: 'cashier',
      shift,
      openTime,
      ...(closeTime !== undefined && { closeTime }),
      cashiers,
    } as const
    return { ...cashierReportView(summary), ...(await shown(services, summary, params, context)) }
  }),
  method('report.section', async (params, context): Promise<ResultOf<'report.section'>> => {
    const { cashiers: _, ...figures } = await figuresOf(services.journal, services.register.state, params.shift)
    const summary = { type: 'section', ...figures } as const
    return { ...sectionReportView(summary), ...(await shown(services, summary, params, context)) }
  }),
  method('report.period', async (params, context): Promise<ResultOf<'report.period'>> => {
    const { clock, journal, register } = services
    const { from, full, period, to } = params
    const span = readSpan({ from, to, period }, clock.now())
    const figures = await periodFigures(journal, span, full)
    const { firstShift, lastShift } = figures.totals
    const { state } = register
    const summary = {
      type: 'period',
      full,
      asked: askedOf(params, span, clock.now()),
      firstShift,
      lastShift,
      lastDocument: state.lastDocumentNumber,
      checksum: checksumOf(state),
      ...(state.registered && { registered: state.registered.time }),
    } as const
    return { ...periodReportView(summary, figures), ...(await shown(services, summary, params, context)) }
  }),
  method('report.z', async (params, context) => zCopy(services, params.number, params, context)),
]

const day = (at: Instant): string => formatIso(at).slice(0, 10)

/** The ends as paper shows them: days of the calendar, also where one was asked for as `today` or `month`. */
function askedOf({ from, period, to }: ParamsOf<'report.period'>, span: Span, now: Instant) {
  if (period !== undefined && span.by === 'time') return { from: day(span.from), to: day(now) }
  const shown = (end: string, at: number) => (span.by === 'time' ? day(instant(at)) : end)
  return {
    ...(from !== undefined && { from: shown(from, span.from) }),
    ...(to !== undefined && { to: shown(to, span.to - DAY) }),
  }
}

/**
 * The report on paper and as lines; printed, it is fixed first, so that paper that waits says what was asked for. One for a
 * period is fixed in any case: who looked into the fiscal memory, when, and at what.
 */
async function shown(services: Services, summary: Summary, showing: Showing, context: CallContext) {
  const { clock, paper, register } = services
  const made: SummaryMade = {
    summary,
    letterhead: {
      registration: registrationOf(register.state),
      conditions: conditionsOf(register.state, register.circumstances()),
    },
    operator: operatorOf(context),
    time: documentTime(register.state, clock.now()),
  }
  const place = summary.type === 'period' ? await fixed(services, made) : undefined
  const add = async () =>
    services.spooler.add({ type: 'summary', sequence: place ?? (await fixed(services, made)) }, false)
  return {
    time: formatIso(made.time),
    operator: made.operator,
    ...(await printed(services, showing, add)),
    ...(await pages(services, showing, {
      lines: () => paper.summaryLines(made),
      title: summary.type,
      time: made.time,
    })),
  }
}

/** The report in the answer itself: as lines, as a file. */
async function pages(
  services: Services,
  { format, lines: withLines, paper }: Showing,
  report: { readonly lines: () => Promise<readonly Line[]>; readonly title: string; readonly time: Instant },
) {
  if (!withLines && format === undefined) return {}
  const { time, title } = report
  const lines = await report.lines()
  const file = format && (await pageOf(services, { lines, time, title }, { format, width: widthOf(services, paper) }))
  return { ...(withLines && { lines }), ...(file && { file }) }
}

/** Records the report; its place is known before, since records are appended one decision after the other. */
async function fixed({ journal, register }: Services, made: SummaryMade): Promise<string> {
  let sequence = 0n
  await register.record(() => {
    sequence = journal.heads().events.sequence + 1n
    return [{ kind: 'summary', ...made }]
  })
  return String(sequence)
}

/** Paper, when it is asked for: put in line, then waited for. */
async function printed({ spooler }: Services, { print, wait }: Showing, add: () => Promise<number>) {
  if (!print) return { printed: false, paper: { state: 'not-asked' as const, copies: 0 } }
  const id = await add()
  const job = await spooler.ended(id, (wait ?? DEFAULT_WAIT) * SECOND)
  const state = job ? answerState(job) : 'waiting'
  return { printed: state === 'confirmed' || state === 'accepted', paper: { state, job: id, copies: 0 } }
}

/** A Z report once more, marked as a copy: the original came out as the shift closed (EK0-z-3). */
async function zCopy(
  services: Services,
  shift: number,
  showing: Showing,
  context: CallContext,
): Promise<ResultOf<'report.z'>> {
  const { journal, register, spooler } = services
  const { documentNumber } = await closingOf(journal, shift)
  const facts = await documentFacts(journal, documentNumber)
  const { document } = facts.attempt
  if (document.type !== 'close') throw new Error(`document ${documentNumber} is no Z report`)
  operatorOf(context)
  const subject: PaperSubject = { type: 'document', documentNumber }
  const onPaper = await printed(services, showing, async () => {
    const job = spooler.reserve()
    await register.record(() => [{ kind: 'paper', job, subject, copy: true, state: 'started' }])
    return spooler.add(subject, true, job)
  })
  const copies = facts.papers.filter(({ copy, state }) => copy && state !== 'failed').length + (showing.print ? 1 : 0)
  return {
    report: 'z',
    number: document.number,
    documentNumber,
    copy: true,
    time: formatIso(document.time),
    operator: { ...document.operator },
    figures: reportFigures(document.report),
    cashiers: (document.cashiers ?? []).map(cashierView),
    differences: (facts.difference?.differences ?? []).map(differenceView),
    ...onPaper,
    paper: { ...onPaper.paper, copies },
    ...(await pages(services, showing, {
      lines: async () => documentLines(facts, true),
      title: `Z ${document.number}`,
      time: document.time,
    })),
  }
}
