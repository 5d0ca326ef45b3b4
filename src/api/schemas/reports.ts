import * as z from 'zod'
import { PERIODS } from '../../fiscal/span.ts'
import { EXPECTED } from '../expected.ts'
import { PAGE_FORMATS, PAPERS } from '../commands/options.ts'
import { exportedPage, notice, operator, paper } from './answers.ts'
import { countSum, difference, per, placements, reportFigures, tickets } from './figures.ts'
import { lines } from './lines.ts'
import { count, decimal, flag, oneOf, text, time, wait } from './values.ts'

const MAX_SHIFT = 0xffff_ffff
const MAX_LIMIT = 500
const DEFAULT_LIMIT = 50

const shift = z.int(EXPECTED.shift).min(1, EXPECTED.shift).max(MAX_SHIFT, EXPECTED.shift)
const period = { from: text.optional(), to: text.optional(), period: oneOf(PERIODS).optional() }
const printing = {
  print: flag.default(true),
  wait: wait.optional(),
  lines: flag.default(false),
  /** Also as a file in the answer. */
  format: oneOf(PAGE_FORMATS).optional(),
  paper: oneOf(PAPERS).optional(),
}

const ofShift = z.strictObject({ shift: shift.optional(), ...printing }, EXPECTED.object)

/** Who asked, when, and the two facts of its paper. */
const head = {
  time,
  operator,
  printed: z.boolean(),
  paper,
  lines: lines.optional(),
  file: exportedPage.optional(),
  warnings: z.array(notice).optional(),
}

/** A shift without an end is the open one. */
const shiftSpan = { shift: z.int(), openTime: time, closeTime: time.optional() }

const cashierTickets = z.strictObject({
  count,
  sum: decimal,
  payments: z.strictObject({ cash: countSum, card: countSum, mobile: countSum }),
})

export const cashierTotals = z.strictObject({
  code: z.int(),
  name: z.string(),
  tickets: per(cashierTickets),
  placements: z.strictObject({ deposit: countSum, withdrawal: countSum }),
})

const cashierReport = z.strictObject({
  report: z.literal('cashier'),
  ...shiftSpan,
  cashiers: z.array(cashierTotals),
  ...head,
})

const sectionReport = z.strictObject({
  report: z.literal('section'),
  ...shiftSpan,
  sections: z.array(z.strictObject({ code: z.string(), operations: per(countSum) })),
  operations: per(countSum),
  discounts: per(countSum),
  markups: per(countSum),
  totalResult: per(countSum),
  ...head,
})

const periodReport = z.strictObject({
  report: z.literal('period'),
  full: z.boolean(),
  from: z.string().optional(),
  to: z.string().optional(),
  /** Closed in the period; the first and the last are 0 when there are none. */
  shifts: count,
  firstShift: z.int(),
  lastShift: z.int(),
  openTime: time.optional(),
  closeTime: time.optional(),
  tickets: per(tickets),
  taxes: reportFigures.shape.taxes,
  placements: z.strictObject({ deposit: placements, withdrawal: placements }),
  revenue: decimal,
  startNonNullable: per(decimal),
  nonNullable: per(decimal),
  cash: decimal,
  lastDocument: z.int(),
  checksum: z.string(),
  /** Of a full report. */
  byShift: z
    .array(
      z.strictObject({
        ...shiftSpan,
        documentNumber: z.int(),
        tickets: per(countSum),
        revenue: decimal,
      }),
    )
    .optional(),
  ...head,
})

const zReport = z.strictObject({
  report: z.literal('z'),
  /** As printed: that of its shift. */
  number: z.int(),
  documentNumber: z.int(),
  copy: z.literal(true),
  figures: reportFigures,
  cashiers: z.array(cashierTotals),
  differences: z.array(difference),
  ...head,
})

export const REPORT_SCHEMAS = {
  'report.cashier': { params: ofShift, result: cashierReport },
  'report.section': { params: ofShift, result: sectionReport },
  'report.period': {
    params: z.strictObject({ ...period, full: flag.default(false), ...printing }, EXPECTED.object),
    result: periodReport,
  },
  'report.z': { params: z.strictObject({ number: shift, ...printing }, EXPECTED.object), result: zReport },
} as const

const CURSOR = /^\d{1,10}\.\d{1,16}\.\d{1,19}$/
const search = {
  ...period,
  shift: shift.optional(),
  limit: z.int(EXPECTED.line).min(1, EXPECTED.line).max(MAX_LIMIT, EXPECTED.line).default(DEFAULT_LIMIT),
  cursor: z.string(EXPECTED.cursor).regex(CURSOR, EXPECTED.cursor).optional(),
}

/** Where the next page begins; absent: there is none. */
const cursor = z.string().optional()

const receiptList = z.strictObject({
  receipts: z.array(
    z.strictObject({
      document: z.enum(['sale', 'sale-return', 'purchase', 'purchase-return']),
      number: z.int(),
      documentNumber: z.int(),
      shift: z.int(),
      time,
      operator,
      total: decimal,
      fiscalSign: z.string(),
      checkUrl: z.string(),
    }),
  ),
  cursor,
})

const reportList = z.strictObject({
  reports: z.array(
    z.strictObject({
      report: z.enum(['x', 'z']),
      shift: z.int(),
      time,
      operator,
      /** Of a Z. */
      documentNumber: z.int().optional(),
      revenue: decimal,
      cash: decimal,
      checksum: z.string(),
    }),
  ),
  cursor,
})

const ofReceipts = {
  params: z.strictObject({ ...search, sign: text.optional() }, EXPECTED.object),
  result: receiptList,
} as const
const ofReports = { params: z.strictObject(search, EXPECTED.object), result: reportList } as const

export const HISTORY_SCHEMAS = {
  'receipt.list': ofReceipts,
  'report.list': ofReports,
  'history.receipt': ofReceipts,
  'history.report': ofReports,
} as const
