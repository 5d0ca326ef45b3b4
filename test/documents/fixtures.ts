import { layoutText } from '../../src/escpos/layout.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'
import type { PassportFacts } from '../../src/fiscal/documents/passport.ts'
import type { PlacementFacts } from '../../src/fiscal/documents/placement.ts'
import type { ReceiptFacts } from '../../src/fiscal/documents/receipt.ts'
import type { ReportPaperFacts } from '../../src/fiscal/documents/report.ts'
import { type Tiyn, tiyn, ZERO } from '../../src/fiscal/money.ts'
import { ONE, thousandths } from '../../src/fiscal/quantity.ts'
import type { TicketDocument } from '../../src/fiscal/register/document.ts'
import type { Letterhead } from '../../src/fiscal/register/fiscal-records.ts'
import type { CountSum, PerOperation, TicketTotals, ZxReport } from '../../src/fiscal/report/types.ts'
import type { Item, Ticket } from '../../src/fiscal/ticket/types.ts'
import { fromLocal } from '../../src/fiscal/time.ts'

export const COLUMNS = [48, 32] as const

export const letterhead: Letterhead = {
  registration: {
    kkmId: 1024,
    regNumber: '010102345678',
    serialNumber: 'SWK00412345',
    name: 'ТОО «Әлем Сауда»',
    nameKk: '«Әлем Сауда» ЖШС',
    iinBin: '131240010479',
    address: 'Алматы, Абая 10',
    addressKk: 'Алматы қ., Абай даңғылы, 10',
    posTitle: 'Дүкен №1',
    vatPayer: true,
    vatSeries: '60001',
    vatNumber: '0065985',
    section: '1',
    taxationType: 101,
  },
  conditions: {
    operator: {
      id: 'kazakhtelecom',
      nameRu: 'АО «Казахтелеком»',
      nameKk: '«Қазақтелеком» АҚ',
      checkSite: 'consumer.oofd.kz',
      checkUrl: 'http://consumer.oofd.kz?i={sign}&f={regNumber}&s={total}&t={time}',
    },
    version: '2.0.3',
    geo: { latitude: 43_238_949, longitude: 76_889_709, source: 'manual' },
    receiptLanguage: 'kk+ru',
  },
}

export const withRegistration = (change: Partial<Letterhead['registration']>): Letterhead => ({
  ...letterhead,
  registration: { ...letterhead.registration, ...change },
})

export const without = <T extends object, K extends keyof T>(value: T, ...members: readonly K[]): Omit<T, K> => {
  const rest = { ...value }
  for (const member of members) delete rest[member]
  return rest
}

const bread: Item = {
  name: 'Нан',
  unit: '796',
  section: '1',
  quantity: thousandths(2000n),
  price: tiyn(150_00n),
  sum: tiyn(300_00n),
  discount: { name: 'Жеңілдік', sum: tiyn(15_00n), percent: 5000 },
  vat: 16,
  net: tiyn(275_00n),
  vatSum: tiyn(37_93n),
  barcode: '4870001112226',
  ntin: '0200000000004',
  marks: ['010487000111222621aB3dE5\u001d93dGVz', '010487000111222621aB3dE6\u001d93dGVz'],
}

const cognac: Item = {
  name: 'Коньяк «Қазақстан» бес жылдық, ұзақ мерзім сақталған, шөлмек 0,5 л',
  unit: '796',
  section: '2',
  quantity: ONE,
  price: tiyn(3000_00n),
  sum: tiyn(3000_00n),
  vat: 16,
  net: tiyn(3000_00n),
  vatSum: tiyn(413_79n),
  marks: [],
  physicalLabel: 'AA 00123456',
}

const apples: Item = {
  name: 'Алма апорт',
  unit: '166',
  section: '1',
  quantity: thousandths(1500n),
  price: tiyn(780_50n),
  sum: tiyn(1170_75n),
  vat: 'none',
  net: tiyn(1170_75n),
  vatSum: ZERO,
  barcode: '04600439931256',
  marks: [],
}

export const plainTicket: Ticket = {
  operation: 'sale',
  domain: 'trading',
  items: [{ ...without(bread, 'discount', 'ntin', 'barcode'), marks: [], net: tiyn(300_00n), vatSum: tiyn(41_38n) }],
  total: tiyn(300_00n),
  payments: { cash: tiyn(300_00n) },
  taken: tiyn(500_00n),
  change: tiyn(200_00n),
  vat: [{ rate: 16, turnover: tiyn(300_00n), sum: tiyn(41_38n) }],
  language: 'kk+ru',
}

/** Everything that a receipt may hold at once. */
export const fullTicket: Ticket = {
  operation: 'sale',
  domain: 'trading',
  items: [bread, cognac, apples],
  discount: { name: 'Тұрақты сатып алушыға', sum: tiyn(10_00n) },
  total: tiyn(4445_75n),
  payments: { cash: tiyn(1445_75n), card: tiyn(2000_00n), mobile: tiyn(1000_00n) },
  taken: tiyn(2000_00n),
  change: tiyn(554_25n),
  vat: [{ rate: 16, turnover: tiyn(3275_00n), sum: tiyn(451_72n) }],
  customer: { iinOrBin: '190540005749', phone: '+77010000000', email: 'a@example.kz' },
  cardSlip: { terminal: 'T-0001', type: 'VISA', authorization: '123456', rrn: '612345678901', receipt: '77' },
  mobileSlip: { type: 'KASPI', id: 'QR-778' },
  language: 'kk+ru',
}

export const returnTicket: Ticket = {
  ...without(plainTicket, 'taken', 'change'),
  operation: 'sale-return',
  payments: { card: tiyn(300_00n) },
  parent: {
    sign: '1846203957',
    time: fromLocal({ year: 2026, month: 11, day: 20, hour: 18, minute: 5, second: 9 }),
    regNumber: '010102345678',
    total: tiyn(4445_75n),
    autonomous: false,
  },
}

export const documentOf = (ticket: Ticket): TicketDocument => ({
  type: 'ticket',
  documentNumber: 1419,
  shift: 13,
  number: 6,
  time: fromLocal({ year: 2026, month: 11, day: 21, hour: 10, minute: 15, second: 30 }),
  operator: { code: 7, name: 'Айгүл' },
  ticket,
})

export const factsOf = (ticket: Ticket, change: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  document: documentOf(ticket),
  letterhead,
  sign: '1846203957',
  checkUrl: 'http://consumer.oofd.kz?i=1846203957&f=010102345678&s=4445.75&t=20261121T101530',
  autonomous: false,
  copy: false,
  language: 'kk+ru',
  ...change,
})

/** The paper as one line of words, so that a requisite is found whatever the width breaks. */
export const flat = (lines: readonly Line[], columns = 48): string =>
  layoutText(lines, columns).join(' ').replaceAll(/\s+/g, ' ').trim()

const zeroCount: CountSum = { count: 0, sum: ZERO }
export const perOperation = <T>(rest: T, some: Partial<PerOperation<T>>): PerOperation<T> => ({
  sale: rest,
  'sale-return': rest,
  purchase: rest,
  'purchase-return': rest,
  ...some,
})

const noTickets: TicketTotals = {
  totalCount: 0,
  count: 0,
  sum: ZERO,
  payments: { cash: zeroCount, card: zeroCount, mobile: zeroCount },
  offlineCount: 0,
  discountSum: ZERO,
  markupSum: ZERO,
  changeSum: ZERO,
}

const of = (count: number, sum: bigint): CountSum => ({ count, sum: tiyn(sum) })
const sums = (some: Partial<PerOperation<Tiyn>>): PerOperation<Tiyn> => perOperation(ZERO, some)

/** The figures of the X report among the vectors of the protocol, with a markup and a withdrawal so that none is zero. */
export const xReport: ZxReport = {
  type: 'x',
  time: fromLocal({ year: 2026, month: 11, day: 20, hour: 15, minute: 0, second: 0 }),
  shift: 12,
  openTime: fromLocal({ year: 2026, month: 11, day: 20, hour: 9, minute: 0, second: 1 }),
  startNonNullable: sums({ sale: tiyn(1_000_000_00n), 'sale-return': tiyn(5000_00n) }),
  nonNullable: sums({ sale: tiyn(1_004_000_50n), 'sale-return': tiyn(5150_00n) }),
  sections: [
    { code: '1', operations: perOperation(zeroCount, { sale: of(2, 3100_50n), 'sale-return': of(1, 150_00n) }) },
    { code: '2', operations: perOperation(zeroCount, { sale: of(1, 1100_00n) }) },
  ],
  operations: perOperation(zeroCount, { sale: of(3, 4200_50n), 'sale-return': of(1, 150_00n) }),
  discounts: perOperation(zeroCount, { sale: of(2, 210_00n) }),
  markups: perOperation(zeroCount, { sale: of(1, 10_00n) }),
  totalResult: perOperation(zeroCount, { sale: of(3, 4000_50n), 'sale-return': of(1, 150_00n) }),
  taxes: [
    {
      rate: 16,
      operations: perOperation(
        { turnover: ZERO, sum: ZERO },
        {
          sale: { turnover: tiyn(4000_50n), sum: tiyn(551_79n) },
          'sale-return': { turnover: tiyn(150_00n), sum: tiyn(20_69n) },
        },
      ),
    },
  ],
  tickets: perOperation(noTickets, {
    sale: {
      totalCount: 903,
      count: 3,
      sum: tiyn(4000_50n),
      payments: { cash: of(2, 3000_50n), card: of(1, 1000_00n), mobile: zeroCount },
      offlineCount: 1,
      discountSum: tiyn(210_00n),
      markupSum: tiyn(10_00n),
      changeSum: tiyn(999_50n),
    },
    'sale-return': {
      ...noTickets,
      totalCount: 6,
      count: 1,
      sum: tiyn(150_00n),
      payments: { cash: of(1, 150_00n), card: zeroCount, mobile: zeroCount },
    },
  }),
  placements: {
    deposit: { totalCount: 15, count: 1, sum: tiyn(10_000_00n), offlineCount: 0 },
    withdrawal: { totalCount: 11, count: 1, sum: tiyn(500_00n), offlineCount: 1 },
  },
  cash: tiyn(12_350_50n),
  revenue: tiyn(3850_50n),
  checksum: 'K7QX2M9D4TRB8VHA',
}

export const zReport: ZxReport = {
  ...xReport,
  type: 'z',
  time: fromLocal({ year: 2026, month: 11, day: 20, hour: 21, minute: 0, second: 5 }),
  closeTime: fromLocal({ year: 2026, month: 11, day: 20, hour: 21, minute: 0, second: 5 }),
}

export const purchaseTicket: Ticket = {
  ...without(plainTicket, 'taken', 'change'),
  operation: 'purchase',
  items: [{ ...cognac, name: 'Шыны ыдыс', vat: 'none', vatSum: ZERO, section: '1', physicalLabel: 'BB 7' }],
  total: tiyn(3000_00n),
  payments: { cash: tiyn(3000_00n) },
  taken: tiyn(3000_00n),
  change: ZERO,
  vat: [],
}

export const placement = (direction: 'deposit' | 'withdrawal'): PlacementFacts => ({
  document: {
    ...without(documentOf(plainTicket), 'ticket'),
    type: 'placement',
    direction,
    sum: tiyn(10_000_00n),
    cash: tiyn(12_345_67n),
  },
  letterhead,
  autonomous: false,
  copy: false,
  language: 'kk+ru',
})

export const reportFacts: ReportPaperFacts = {
  letterhead,
  operator: { code: 7, name: 'Айгүл' },
  autonomous: false,
  copy: false,
  language: 'kk+ru',
}

export const passport: PassportFacts = {
  model: 'KKM-Linux',
  serialNumber: 'SWK00412345',
  year: 2026,
  release: '0.1.0',
  digest: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
  connection: 'wired',
  language: 'kk+ru',
}
