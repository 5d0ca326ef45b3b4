import type { HistoryPlace, HistoryQuery } from '../../accumulator/history.ts'
import type { Journal } from '../../accumulator/journal.ts'
import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { factsOf, registeredAs } from '../../fiscal/register/facts.ts'
import type { Sealed } from '../../fiscal/register/records.ts'
import type { ZxReport } from '../../fiscal/report/types.ts'
import type { Operator } from '../../fiscal/ticket/types.ts'
import { type Span, readSpan } from '../../fiscal/span.ts'
import { formatIso, instant } from '../../fiscal/time.ts'
import { type Services, documentFacts } from '../services.ts'
import { isRegistered } from '../shifts.ts'

type ReceiptList = ResultOf<'receipt.list'>
type ReportList = ResultOf<'report.list'>
type Receipt = ReceiptList['receipts'][number]
type Report = ReportList['reports'][number]

export const historyMethods = (services: Services): readonly Method[] => {
  const receipts = (params: ParamsOf<'receipt.list'>, context: CallContext) => receiptList(services, params, context)
  const reports = (params: ParamsOf<'report.list'>) => reportList(services, params)
  return [
    method('receipt.list', receipts),
    method('history.receipt', receipts),
    method('report.list', reports),
    method('history.report', reports),
  ]
}

const cursorOf = ({ sequence, shift, time }: HistoryPlace): string => `${shift}.${time}.${sequence}`

function placeOf(cursor: string | undefined): { readonly before?: HistoryPlace } {
  if (cursor === undefined) return {}
  const [shift = '0', time = '0', sequence = '0'] = cursor.split('.')
  return { before: { shift: Number(shift), time: instant(Number(time)), sequence: BigInt(sequence) } }
}

/** One page: what is registered of a list, the newest first, and where the next page begins. */
async function page<T>(
  journal: Journal,
  query: HistoryQuery,
  rowOf: (sealed: Sealed) => Promise<T | undefined>,
): Promise<{ readonly rows: readonly T[]; readonly cursor?: string }> {
  const rows: T[] = []
  let last: HistoryPlace | undefined
  let before = query.before
  while (true) {
    const found = await journal.history({ ...query, ...(before && { before }) })
    for (const sealed of found) {
      const row = await rowOf(sealed)
      if (!row) continue
      if (rows.length === query.limit) return { rows, ...(last && { cursor: cursorOf(last) }) }
      rows.push(row)
      last = placeAt(sealed)
    }
    const end = found.at(-1)
    if (!end || found.length < query.limit) return { rows }
    before = placeAt(end)
  }
}

/** Where a record of the history stands. */
function placeAt({ record, sequence }: Sealed): HistoryPlace {
  if (record.kind === 'attempt') return { shift: record.document.shift, time: record.document.time, sequence }
  if (record.kind === 'request' && record.x)
    return { shift: record.x.report.shift, time: record.x.report.time, sequence }
  throw new Error(`a ${record.kind} in the history`)
}

async function receiptList(
  services: Services,
  params: ParamsOf<'receipt.list'>,
  { actor }: CallContext,
): Promise<ReceiptList> {
  const { clock, journal } = services
  const span = readSpan(params, clock.now())
  // A cashier and a kiosk see their own (interface, "Who may what").
  const confined = actor?.role === 'cashier' || actor?.role === 'kiosk'
  const operator = confined ? actor.code : undefined
  if (params.sign !== undefined) return { receipts: await bySign(journal, params.sign, span, operator) }
  const query = {
    list: 'receipts',
    span,
    limit: params.limit,
    ...placeOf(params.cursor),
    ...(operator !== undefined && { operator }),
  } as const
  const { cursor, rows } = await page(journal, query, ({ documentNumber }) => receiptOf(journal, documentNumber))
  return { receipts: [...rows], ...(cursor !== undefined && { cursor }) }
}

/** A sign has one receipt, or a few when an operator of fiscal data gives it again. */
async function bySign(journal: Journal, sign: string, span: Span, operator: number | undefined): Promise<Receipt[]> {
  const found: Receipt[] = []
  for (const documentNumber of (await journal.bySign(sign)).toReversed()) {
    const { document } = (await documentFacts(journal, documentNumber)).attempt
    if (operator !== undefined && document.operator.code !== operator) continue
    const value = span.by === 'time' ? document.time : document.shift
    if (value < span.from || (span.by === 'time' ? value >= span.to : value > span.to)) continue
    const receipt = await receiptOf(journal, documentNumber)
    if (receipt) found.push(receipt)
  }
  return found
}

/** undefined: it is not registered. */
async function receiptOf(journal: Journal, documentNumber: number): Promise<Receipt | undefined> {
  const facts = factsOf(await journal.document(documentNumber))
  const registered = registeredAs(facts?.outcome)
  if (!facts || !registered || facts.attempt.document.type !== 'ticket') return undefined
  const { number, operator, shift, ticket, time } = facts.attempt.document
  const { checkUrl = '', sign = '' } = registered
  return {
    document: ticket.operation,
    number,
    documentNumber,
    shift,
    time: formatIso(time),
    operator: { ...operator },
    total: formatTenge(ticket.total),
    fiscalSign: sign,
    checkUrl,
  }
}

async function reportList({ clock, journal }: Services, params: ParamsOf<'report.list'>): Promise<ReportList> {
  const span = readSpan(params, clock.now())
  const query = { list: 'reports', span, limit: params.limit, ...placeOf(params.cursor) } as const
  const { cursor, rows } = await page(journal, query, (sealed) => reportOf(journal, sealed))
  return { reports: [...rows], ...(cursor !== undefined && { cursor }) }
}

async function reportOf(journal: Journal, { record }: Sealed): Promise<Report | undefined> {
  if (record.kind === 'request' && record.x) return reportView(record.x.report, record.x.operator)
  if (record.kind !== 'attempt' || record.document.type !== 'close') return undefined
  const { documentNumber, operator, report } = record.document
  return (await isRegistered(journal, documentNumber)) ? { ...reportView(report, operator), documentNumber } : undefined
}

const reportView = ({ cash, checksum, revenue, shift, time, type }: ZxReport, operator: Operator): Report => ({
  report: type,
  shift,
  time: formatIso(time),
  operator: { ...operator },
  revenue: formatTenge(revenue),
  cash: formatTenge(cash),
  checksum,
})
