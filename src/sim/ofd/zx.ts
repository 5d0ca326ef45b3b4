import type { Sums } from './ledger.ts'
import { insist } from './objection.ts'
import { type ReportMessage, demand, demandText, readSum, readTime, sumText, wireTime } from './reading.ts'

const OPERATIONS = [0, 1, 2, 3] as const
const PLACEMENTS = [0, 1] as const
const PAYMENTS = [0, 1, 4] as const
const VAT = 100

/** A list that holds each member of a kind exactly once, in any order (P203-zx). */
function complete<T>(
  list: readonly T[],
  kinds: readonly number[],
  kindOf: (entry: T) => number,
  where: string,
): readonly T[] {
  const found = list.map(kindOf).toSorted((a, b) => a - b)
  insist(found.join() === kinds.join(), `${where} has entries ${found.join() || 'none'}, not ${kinds.join()}`)
  return list
}

type Named = [name: string, value: bigint]
type Counted = ReportMessage['operations'][number]

const operationOf = ({ operation }: { operation: number }): number => operation

const readCounts = (list: readonly Counted[], where: string): Named[] =>
  complete(list, OPERATIONS, operationOf, where).flatMap(({ count, operation, sum }): Named[] => [
    [`${where}.${operation}.count`, BigInt(count)],
    [`${where}.${operation}.sum`, readSum(sum, `${where}.sum`)],
  ])

const readNonNullable = (list: ReportMessage['nonNullableSums'], where: string): Named[] =>
  complete(list, OPERATIONS, operationOf, where).map(({ operation, sum }) => [
    `${where}.${operation}`,
    readSum(sum, `${where}.sum`),
  ])

function readTaxes(taxes: ReportMessage['taxes']): Named[] {
  const percents = taxes.map(({ percent }) => percent)
  insist(new Set(percents).size === percents.length, 'taxes: a percent stands twice')
  return taxes.flatMap(({ operations, percent, taxType }) => {
    insist(taxType === VAT, `taxes: tax_type ${taxType}`)
    const where = `taxes.${percent}`
    return complete(operations, OPERATIONS, operationOf, where).flatMap((entry): Named[] => {
      const name = `${where}.${entry.operation}`
      return [
        [`${name}.turnover`, readSum(entry.turnover, name)],
        [`${name}.sum`, readSum(entry.sum, name)],
        [`${name}.turnover_without_tax`, readSum(demand(entry, 'turnoverWithoutTax', name), name)],
      ]
    })
  })
}

function readTickets(list: ReportMessage['ticketOperations']): Named[] {
  return complete(list, OPERATIONS, operationOf, 'ticket_operations').flatMap((entry): Named[] => {
    const name = `ticket_operations.${entry.operation}`
    const payments = complete(entry.payments, PAYMENTS, ({ payment }) => payment, `${name}.payments`)
    return [
      [`${name}.tickets_total_count`, BigInt(entry.ticketsTotalCount)],
      [`${name}.tickets_count`, BigInt(entry.ticketsCount)],
      [`${name}.tickets_sum`, readSum(entry.ticketsSum, name)],
      ...payments.flatMap((payment): Named[] => [
        [`${name}.payments.${payment.payment}.sum`, readSum(payment.sum, name)],
        [`${name}.payments.${payment.payment}.count`, BigInt(demand(payment, 'count', `${name}.payments`))],
      ]),
      [`${name}.offline_count`, BigInt(demand(entry, 'offlineCount', name))],
      [`${name}.discount_sum`, readSum(demand(entry, 'discountSum', name), name)],
      [`${name}.markup_sum`, readSum(demand(entry, 'markupSum', name), name)],
      [`${name}.change_sum`, readSum(demand(entry, 'changeSum', name), name)],
    ]
  })
}

const readPlacements = (list: ReportMessage['moneyPlacements']): Named[] =>
  complete(list, PLACEMENTS, operationOf, 'money_placements').flatMap((entry): Named[] => {
    const name = `money_placements.${entry.operation}`
    return [
      [`${name}.operations_total_count`, BigInt(entry.operationsTotalCount)],
      [`${name}.operations_count`, BigInt(entry.operationsCount)],
      [`${name}.operations_sum`, readSum(entry.operationsSum, name)],
      [`${name}.offline_count`, BigInt(demand(entry, 'offlineCount', name))],
    ]
  })

function readSections(sections: ReportMessage['sections']): Named[] {
  const codes = sections.map(({ sectionCode }) => sectionCode)
  insist(new Set(codes).size === codes.length, 'sections: a code stands twice')
  return sections.flatMap(({ operations, sectionCode }) => readCounts(operations, `sections.${sectionCode}`))
}

/** A report's values under the names of {@link Sums}, once its lists are complete. */
function namedValues(report: ReportMessage): Map<string, bigint> {
  const { revenue } = report
  insist(revenue !== undefined, 'revenue is missing')
  const magnitude = readSum(revenue.sum, 'revenue.sum')
  return new Map<string, bigint>([
    ...readSections(report.sections),
    ...readCounts(report.operations, 'operations'),
    ...readCounts(report.discounts, 'discounts'),
    ...readCounts(report.markups, 'markups'),
    ...readCounts(report.totalResult, 'total_result'),
    ...readTaxes(report.taxes),
    ...readNonNullable(report.startShiftNonNullableSums, 'start_shift_non_nullable_sums'),
    ...readTickets(report.ticketOperations),
    ...readPlacements(report.moneyPlacements),
    ['cash_sum', readSum(report.cashSum, 'cash_sum')],
    ['revenue', revenue.isNegative ? -magnitude : magnitude],
    ...readNonNullable(report.nonNullableSums, 'non_nullable_sums'),
  ])
}

export interface ShiftFacts {
  readonly number: number
  /** Wall clock of its first document. */
  readonly opened: number
}

/** Differences that a text tells; the rest is counted. */
const TOLD = 5

/**
 * Whether a document came online or out of the queue is not the same on both sides: where the answer to an online sending
 * was lost, its retry comes autonomously and is not counted again. So these counts are never compared.
 */
const isOfTheWay = (name: string): boolean => name.endsWith('.offline_count')

/**
 * An X or Z against what this OFD counted itself, every list of it (protocol §8).
 * @throws Objection with the first differences
 */
export function checkReport(report: ReportMessage, counted: Sums, shift: ShiftFacts, closed: number | undefined): void {
  insist(report.shiftNumber === shift.number, `shift_number ${report.shiftNumber}, the open shift is ${shift.number}`)
  const time = readTime(report.dateTime, 'date_time')
  const opened = readTime(demand(report, 'openShiftTime', 'report'), 'open_shift_time')
  // A shift runs from the completion of its first document, which may come long after it was made.
  insist(opened >= shift.opened && opened <= time, 'open_shift_time is not within the shift')
  demandText(report, 'checksum', 'report')
  if (closed !== undefined) {
    const close = readTime(demand(report, 'closeShiftTime', 'report'), 'close_shift_time')
    insist(close === closed && time === closed, 'close_shift_time, date_time and close_time differ')
  }
  const values = namedValues(report)
  const names = [...new Set([...values.keys(), ...Object.keys(counted)])].filter((name) => !isOfTheWay(name))
  const differences = names
    .filter((name) => (values.get(name) ?? 0n) !== (counted[name] ?? 0n))
    .map((name) => `${name}: ${valueText(name, values.get(name))} sent, ${valueText(name, counted[name])} counted`)
  const more = differences.length > TOLD ? `; and ${differences.length - TOLD} more` : ''
  insist(differences.length === 0, `the report differs: ${differences.slice(0, TOLD).join('; ')}${more}`)
}

const valueText = (name: string, value = 0n): string => (name.endsWith('count') ? String(value) : sumText(value))

const money = (tiyn = 0n) => ({ bills: tiyn / 100n, coins: Number(tiyn % 100n) })

/** The middle of names such as `sections.1.2.sum`. */
const codesOf = (sums: Sums, list: string): string[] => [
  ...new Set(
    Object.keys(sums)
      .filter((name) => name.startsWith(`${list}.`))
      .map((name) => name.slice(list.length + 1).replace(/\.\d\.\w+$/, '')),
  ),
]

/** A report of what was counted, as this OFD answers INFO, CLOSE_SHIFT and REPORT. Before any Z: shift 0, never opened (§5). */
export function writeReport(
  sums: Sums,
  shift: { readonly number: number; readonly opened?: number },
  time: number,
  closed?: number,
) {
  const count = (name: string): number => Number(sums[name] ?? 0n)
  const sum = (name: string) => money(sums[name])
  const counts = (list: string) =>
    OPERATIONS.map((operation) => ({
      operation,
      count: count(`${list}.${operation}.count`),
      sum: sum(`${list}.${operation}.sum`),
    }))
  const nonNullable = (list: string) => OPERATIONS.map((operation) => ({ operation, sum: sum(`${list}.${operation}`) }))
  const revenue = sums['revenue'] ?? 0n
  return {
    dateTime: wireTime(time),
    shiftNumber: shift.number,
    sections: codesOf(sums, 'sections').map((sectionCode) => ({
      sectionCode,
      operations: counts(`sections.${sectionCode}`),
    })),
    operations: counts('operations'),
    discounts: counts('discounts'),
    markups: counts('markups'),
    totalResult: counts('total_result'),
    taxes: codesOf(sums, 'taxes').map((percent) => ({
      taxType: VAT,
      percent: Number(percent),
      operations: OPERATIONS.map((operation) => ({
        operation,
        turnover: sum(`taxes.${percent}.${operation}.turnover`),
        sum: sum(`taxes.${percent}.${operation}.sum`),
        turnoverWithoutTax: sum(`taxes.${percent}.${operation}.turnover_without_tax`),
      })),
    })),
    startShiftNonNullableSums: nonNullable('start_shift_non_nullable_sums'),
    ticketOperations: OPERATIONS.map((operation) => ticketEntry(operation, count, sum)),
    moneyPlacements: PLACEMENTS.map((operation) => ({
      operation,
      operationsTotalCount: count(`money_placements.${operation}.operations_total_count`),
      operationsCount: count(`money_placements.${operation}.operations_count`),
      operationsSum: sum(`money_placements.${operation}.operations_sum`),
      offlineCount: count(`money_placements.${operation}.offline_count`),
    })),
    cashSum: sum('cash_sum'),
    revenue: { sum: money(revenue < 0n ? -revenue : revenue), isNegative: revenue < 0n },
    nonNullableSums: nonNullable('non_nullable_sums'),
    ...(shift.opened !== undefined && { openShiftTime: wireTime(shift.opened) }),
    ...(closed !== undefined && { closeShiftTime: wireTime(closed) }),
    checksum: 'kkm-sim',
  }
}

function ticketEntry(
  operation: (typeof OPERATIONS)[number],
  count: (name: string) => number,
  sum: (name: string) => ReturnType<typeof money>,
) {
  const name = `ticket_operations.${operation}`
  return {
    operation,
    ticketsTotalCount: count(`${name}.tickets_total_count`),
    ticketsCount: count(`${name}.tickets_count`),
    ticketsSum: sum(`${name}.tickets_sum`),
    payments: PAYMENTS.map((payment) => ({
      payment,
      sum: sum(`${name}.payments.${payment}.sum`),
      count: count(`${name}.payments.${payment}.count`),
    })),
    offlineCount: count(`${name}.offline_count`),
    discountSum: sum(`${name}.discount_sum`),
    markupSum: sum(`${name}.markup_sum`),
    changeSum: sum(`${name}.change_sum`),
  }
}
