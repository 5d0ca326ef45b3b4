import { nanoid } from 'nanoid'
import { method } from '../../api/methods.ts'
import { reportFigures } from '../../api/report-figures.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import { keyContent } from '../../api/ticket-request.ts'
import type { Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { PaperSubject } from '../../fiscal/register/event-records.ts'
import { SECOND, formatIso } from '../../fiscal/time.ts'
import { DEFAULT_WAIT, assertStarted, contentHash } from '../documents.ts'
import { answerState } from '../spooler.ts'
import type { Services } from '../services.ts'
import { practiseX } from '../training.ts'
import { operatorOf } from './documents.ts'

type ReportSubject = Extract<PaperSubject, { type: 'report' }>

export const reportMethods = (services: Services): readonly Method[] => [
  method('report.x', async (params, context): Promise<ResultOf<'report.x'>> => {
    assertStarted(services)
    const key = params.key ?? nanoid()
    const client = { key, content: contentHash(keyContent('report.x', params)) }
    if (services.register.state.training)
      return practiseX(services, { client, operator: operatorOf(context), wait: params.wait }, params.lines ?? false)
    const { spooler } = services
    const { subject, replayed } = await services.register.turn(async () => {
      const known = await services.journal.byKey(key)
      if (known && (known.content !== client.content || known.subject.type !== 'report'))
        throw new Refusal('KEY_CONFLICT', { key })
      if (known?.subject.type === 'report') return { subject: known.subject, replayed: true }
      return { subject: await makeReport(services, client, operatorOf(context)), replayed: false }
    })
    if (!replayed) await spooler.ended(spooler.add(subject, false), (params.wait ?? DEFAULT_WAIT) * SECOND)
    return reportAnswer(services, subject, { replayed, lines: params.lines ?? false })
  }),
]

/** Our counters are printed; the OFD is told while it answers, and when it does not the report is none the worse. */
async function makeReport(
  { journal, register }: Services,
  client: { readonly key: string; readonly content: string },
  operator: ReturnType<typeof operatorOf>,
): Promise<ReportSubject> {
  if (register.state.queue.length === 0) await register.resume()
  await register.dispatch({ type: 'report-x', client, operator })
  const made = await journal.byKey(client.key)
  if (made?.subject.type !== 'report') throw new Error('an X report without its record')
  return made.subject
}

async function reportAnswer(
  { paper, spooler }: Services,
  subject: ReportSubject,
  { replayed, lines }: { readonly replayed: boolean; readonly lines: boolean },
): Promise<ResultOf<'report.x'>> {
  const made = await paper.reportX(subject.sequence)
  const job = spooler.jobOf(subject)
  const state = job ? answerState(job) : 'uncertain'
  return {
    report: 'x',
    key: made.client.key,
    replayed,
    shift: made.report.shift,
    time: formatIso(made.report.time),
    operator: made.operator,
    figures: reportFigures(made.report),
    printed: state === 'confirmed' || state === 'accepted',
    paper: { state, copies: 0, ...(job && { job: job.id }) },
    ...(lines && { lines: await paper.lines(subject, false) }),
  }
}
