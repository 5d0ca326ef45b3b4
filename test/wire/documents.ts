import { type Tiyn, tiyn } from '../../src/fiscal/money.ts'
import { type Thousandths, thousandths } from '../../src/fiscal/quantity.ts'
import type { TicketDocument } from '../../src/fiscal/register/document.ts'
import type { CountSum, PerOperation, TicketTotals, ZxReport } from '../../src/fiscal/report/types.ts'
import type { Item, Ticket } from '../../src/fiscal/ticket/types.ts'
import { type Instant, fromLocal } from '../../src/fiscal/time.ts'
import type { OfflinePeriod, Outgoing, WireContext } from '../../src/fiscal/wire/dialect.ts'

/* The vectors' requests as the register's own documents. */

export const tenge = (sum: number): Tiyn => tiyn(BigInt(Math.round(sum * 100)))
const milli = (quantity: number): Thousandths => thousandths(BigInt(Math.round(quantity * 1000)))

/** `21.11.2026 10:15:30` of Astana. */
export function at(text: string): Instant {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = text.split(/[. :]/).map(Number)
  return fromLocal({ year, month, day, hour, minute, second })
}

export const operator = { code: 7, name: 'Айгүл' }

export const setupContext: WireContext = {
  kkmId: 1024,
  regNumber: '010102345678',
  serialNumber: 'SWK00412345',
  geo: { latitude: 43238949, longitude: 76889709, source: 'manual' },
  taxationType: 101,
}

export const context: WireContext = {
  ...setupContext,
  org: {
    title: 'ТОО «Әлем Сауда»',
    address: 'Алматы қ., Абай д-лы 10',
    addressKk: 'Алматы қ., Абай даңғылы, 10',
    iinBin: '131240010479',
    okved: '47112',
  },
}

type ItemFacts = Pick<Item, 'name' | 'vat'> & Partial<Item> & { readonly sum: Tiyn; readonly vatSum: Tiyn }

export const item = (facts: ItemFacts): Item => ({
  unit: '796',
  section: '1',
  quantity: milli(1),
  price: facts.sum,
  net: facts.sum,
  marks: [],
  ...facts,
})

const ticket = (facts: Pick<Ticket, 'operation' | 'items' | 'total' | 'payments'> & Partial<Ticket>): Ticket => ({
  vat: [],
  language: 'kk+ru',
  ...facts,
})

export const ticketDocument = (
  facts: Pick<TicketDocument, 'documentNumber' | 'number' | 'time' | 'ticket'>,
): TicketDocument => ({ type: 'ticket', shift: 13, operator, ...facts })

const outage: OfflinePeriod = { begin: at('21.11.2026 11:02:10'), end: at('21.11.2026 12:30:00') }
const system: Outgoing = {
  command: 'system',
  offlinePeriod: { begin: at('21.11.2026 11:02:10'), end: at('21.11.2026 12:31:00') },
}

const bread: Outgoing = {
  command: 'ticket',
  document: ticketDocument({
    documentNumber: 1419,
    number: 1,
    time: at('21.11.2026 10:15:30'),
    ticket: ticket({
      operation: 'sale',
      items: [
        item({ name: 'Нан', quantity: milli(2), price: tenge(150), sum: tenge(300), vat: 16, vatSum: tenge(41.38) }),
      ],
      total: tenge(300),
      payments: { cash: tenge(300) },
      taken: tenge(500),
      change: tenge(200),
    }),
  }),
}

const mixed: Outgoing = {
  command: 'ticket',
  document: ticketDocument({
    documentNumber: 1420,
    number: 2,
    time: at('21.11.2026 10:20:00'),
    ticket: ticket({
      operation: 'sale',
      domain: 'trading',
      items: [
        item({
          name: 'Сүт 2,5 %',
          quantity: milli(2),
          price: tenge(500),
          sum: tenge(1000),
          vat: 16,
          vatSum: tenge(133.78),
          marks: ['010460043993125621JgXJ5.T\u001d8005112000\u001d930001'],
          barcode: '04600439931256',
        }),
        item({
          name: 'Коньяк «Қазақстан» 0,5 л',
          section: '2',
          sum: tenge(3000),
          vat: 16,
          vatSum: tenge(401.33),
          physicalLabel: 'AA 00123456',
        }),
      ],
      discount: { name: 'Жеңілдік', sum: tenge(120.5) },
      total: tenge(3879.5),
      payments: { cash: tenge(2000), card: tenge(1879.5) },
      taken: tenge(2000),
      change: tenge(0),
      customer: { phone: '+77010000000', iinOrBin: '190540005749' },
    }),
  }),
}

const returnToCard: Outgoing = {
  command: 'ticket',
  document: ticketDocument({
    documentNumber: 1421,
    number: 3,
    time: at('21.11.2026 11:00:00'),
    ticket: ticket({
      operation: 'sale-return',
      items: [item({ name: 'Нан', sum: tenge(150), vat: 16, vatSum: tenge(20.69) })],
      total: tenge(150),
      payments: { card: tenge(150) },
    }),
  }),
}

const coffee = (vat: Pick<Item, 'vat' | 'vatSum'>, facts: Partial<Ticket>): Outgoing => ({
  command: 'ticket',
  document: ticketDocument({
    documentNumber: 1422,
    number: 4,
    time: at('21.11.2026 11:02:10'),
    ticket: ticket({
      operation: 'sale',
      items: [item({ name: 'Кофе', sum: tenge(999.99), ...vat })],
      total: tenge(999.99),
      payments: { mobile: tenge(999.99) },
      ...facts,
    }),
  }),
  offline: { sign: 1795257330, period: outage },
})

const markedMilk: Outgoing = {
  command: 'ticket',
  document: ticketDocument({
    documentNumber: 1419,
    number: 1,
    time: at('21.11.2026 10:20:00'),
    ticket: ticket({
      operation: 'sale',
      items: [
        item({
          name: 'Сүт 2,5 %',
          quantity: milli(2),
          price: tenge(500),
          sum: tenge(1000),
          vat: 16,
          vatSum: tenge(137.93),
          barcode: '04600439931256',
          ntin: '0200000000004',
          marks: ['010460043993125621JgXJ5.T', '010460043993125621JgXJ5.U'],
        }),
      ],
      total: tenge(1000),
      payments: { card: tenge(1000) },
      cardSlip: { terminal: 'T-0001', type: 'VISA', authorization: '123456', rrn: '612345678901', receipt: '77' },
    }),
  }),
}

const milkReturn: Outgoing = {
  command: 'ticket',
  document: ticketDocument({
    documentNumber: 1420,
    number: 2,
    time: at('21.11.2026 11:00:00'),
    ticket: ticket({
      operation: 'sale-return',
      items: [
        item({
          name: 'Сүт 2,5 %',
          sum: tenge(500),
          vat: 16,
          vatSum: tenge(68.97),
          ntin: '0200000000004',
          marks: ['010460043993125621JgXJ5.T'],
        }),
      ],
      total: tenge(500),
      payments: { cash: tenge(500) },
      taken: tenge(500),
      change: tenge(0),
      parent: {
        sign: '1846203957',
        time: at('21.11.2026 10:20:00'),
        regNumber: '010102345678',
        total: tenge(1000),
        autonomous: false,
      },
    }),
  }),
}

const foreignReturn: Outgoing = {
  command: 'ticket',
  document: ticketDocument({
    documentNumber: 1423,
    number: 5,
    time: at('21.11.2026 13:00:00'),
    ticket: ticket({
      operation: 'sale-return',
      items: [item({ name: 'Шай', sum: tenge(100), vat: 12, vatSum: tenge(10.71) })],
      total: tenge(100),
      payments: { card: tenge(100) },
      parent: {
        sign: '900100200',
        time: at('30.12.2025 18:42:06'),
        regNumber: '620304364326',
        total: tenge(4920),
        autonomous: true,
      },
    }),
  }),
}

const deposit: Outgoing = {
  command: 'money-placement',
  document: {
    type: 'placement',
    documentNumber: 1418,
    shift: 13,
    time: at('21.11.2026 09:01:00'),
    operator,
    number: 1,
    direction: 'deposit',
    sum: tenge(10000),
    cash: tenge(10000),
  },
}

const perOperation = <T>(other: T, sale: T, saleReturn: T): PerOperation<T> => ({
  sale,
  'sale-return': saleReturn,
  purchase: other,
  'purchase-return': other,
})

const counted = (count: number, sum: number): CountSum => ({ count, sum: tenge(sum) })

const totals = (facts: Partial<TicketTotals>): TicketTotals => ({
  totalCount: 0,
  count: 0,
  sum: tenge(0),
  payments: { cash: counted(0, 0), card: counted(0, 0), mobile: counted(0, 0) },
  offlineCount: 0,
  discountSum: tenge(0),
  markupSum: tenge(0),
  changeSum: tenge(0),
  ...facts,
})

const positions = perOperation(counted(0, 0), counted(3, 4200.5), counted(1, 150))

/** The shift of the vectors: three sales, a discount, a return, a deposit. */
export const shiftTwelve: Omit<ZxReport, 'type' | 'time' | 'cash' | 'placements'> = {
  shift: 12,
  sections: [{ code: '1', operations: positions }],
  operations: positions,
  discounts: perOperation(counted(0, 0), counted(1, 200), counted(0, 0)),
  markups: perOperation(counted(0, 0), counted(0, 0), counted(0, 0)),
  totalResult: perOperation(counted(0, 0), counted(3, 4000.5), counted(1, 150)),
  taxes: [
    {
      rate: 16,
      operations: perOperation(
        { turnover: tenge(0), sum: tenge(0) },
        { turnover: tenge(4000.5), sum: tenge(551.79) },
        { turnover: tenge(150), sum: tenge(20.69) },
      ),
    },
  ],
  startNonNullable: perOperation(tenge(0), tenge(1_000_000), tenge(5000)),
  tickets: perOperation(
    totals({}),
    totals({
      totalCount: 903,
      count: 3,
      sum: tenge(4000.5),
      payments: { cash: counted(2, 3000.5), card: counted(1, 1000), mobile: counted(0, 0) },
      offlineCount: 1,
      discountSum: tenge(200),
      changeSum: tenge(999.5),
    }),
    totals({
      totalCount: 6,
      count: 1,
      sum: tenge(150),
      payments: { cash: counted(1, 150), card: counted(0, 0), mobile: counted(0, 0) },
    }),
  ),
  revenue: tenge(3850.5),
  nonNullable: perOperation(tenge(0), tenge(1_004_000.5), tenge(5150)),
  openTime: at('20.11.2026 09:00:01'),
  checksum: '7f83b1657ff1fc53',
}

const one = { totalCount: 15, count: 1, sum: tenge(10000), offlineCount: 0 }

export const zReport: ZxReport = {
  ...shiftTwelve,
  type: 'z',
  time: at('20.11.2026 21:00:05'),
  closeTime: at('20.11.2026 21:00:05'),
  cash: tenge(0),
  placements: { deposit: one, withdrawal: { totalCount: 12, count: 1, sum: tenge(12850.5), offlineCount: 0 } },
}

export const xReport: ZxReport = {
  ...shiftTwelve,
  type: 'x',
  time: at('20.11.2026 15:00:00'),
  cash: tenge(12850.5),
  placements: { deposit: one, withdrawal: { totalCount: 11, count: 0, sum: tenge(0), offlineCount: 0 } },
}

const close: Outgoing = {
  command: 'close-shift',
  document: {
    type: 'close',
    documentNumber: 1417,
    shift: 12,
    time: at('20.11.2026 21:00:05'),
    operator,
    number: 12,
    withdraw: true,
    withdrawn: tenge(12850.5),
    report: zReport,
  },
}

/** Every request of the vectors by its name. */
export const outgoing: Readonly<Record<string, Outgoing>> = {
  'info-request': { command: 'info' },
  'ticket-sell-cash': bread,
  'ticket-sell-mixed-discount-marked': mixed,
  'ticket-sell-return-card': returnToCard,
  'ticket-offline': coffee({ vat: 'none', vatSum: tenge(0) }, {}),
  deposit,
  'close-shift': close,
  'report-x': { command: 'report', report: xReport },
  'system-offline-period': system,
  '203-info-request': { command: 'info' },
  '203-info-request-setup': { command: 'info' },
  '203-ticket-sell-marked': markedMilk,
  '203-ticket-return': milkReturn,
  '203-ticket-return-foreign': foreignReturn,
  '203-ticket-offline': coffee({ vat: 16, vatSum: tenge(137.93) }, { mobileSlip: { type: 'static', id: 'Q-77' } }),
  '203-deposit': deposit,
  '203-close-shift': close,
  '203-report-x': { command: 'report', report: xReport },
  '203-system-offline-period': system,
}
