import type { Line } from '../../src/fiscal/documents/lines.ts'
import { passportLines, testPageLines } from '../../src/fiscal/documents/passport.ts'
import { placementLines } from '../../src/fiscal/documents/placement.ts'
import { previewLines, type ReceiptFacts, receiptLines } from '../../src/fiscal/documents/receipt.ts'
import { decommissionLines, registrationLines } from '../../src/fiscal/documents/registration.ts'
import { reportLines } from '../../src/fiscal/documents/report.ts'
import { cashierLines, periodLines, sectionReportLines } from '../../src/fiscal/documents/summary.ts'
import { MAX_SUM, tiyn } from '../../src/fiscal/money.ts'
import { MAX_QUANTITY } from '../../src/fiscal/quantity.ts'
import type { ShiftCloseDocument } from '../../src/fiscal/register/document.ts'
import type { Letterhead } from '../../src/fiscal/register/fiscal-records.ts'
import { emptyPeriod, periodShift, withEarlier } from '../../src/fiscal/report/period.ts'
import { closedShiftFigures } from '../../src/fiscal/report/summary.ts'
import type { CountSum, TicketTotals, ZxReport } from '../../src/fiscal/report/types.ts'
import type { DomainFacts, DomainType, Item, ReceiptLanguage, Ticket } from '../../src/fiscal/ticket/types.ts'
import {
  documentOf,
  factsOf,
  fullTicket,
  letterhead as ordinary,
  passport,
  perOperation,
  placement,
  plainTicket,
  reportFacts,
  returnTicket,
  zReport,
} from './fixtures.ts'

/*
 * Every kind of document with the longest words and the largest sums that the register lets through: what a paper must
 * show whole, however narrow it is.
 */

export const LANGUAGES: readonly ReceiptLanguage[] = ['kk+ru', 'kk', 'ru']

/** One word without a place to break it, longer than any paper is wide. */
export const LONG_WORD = 'Құрылысматериалдарыменқамтамасызетушіқызметкерлердіңжауапкершілігі'
const LONG_NAME = `«${LONG_WORD}» ${'өнеркәсіптік-құрылыс '.repeat(9)}комбинаты`
const LONG_ADDRESS =
  'Шығыс Қазақстан облысы, Өскемен қаласы, Кәсіпкерлер мен өнеркәсіпшілер даңғылы, 118/2, Н-27 тұрғын емес үй-жай'

const letterhead: Letterhead = {
  registration: {
    ...ordinary.registration,
    kkmId: 4_294_967_295,
    serialNumber: 'SWK00412345678901234',
    name: `ТОО ${LONG_NAME}`,
    nameKk: `${LONG_NAME} ЖШС`,
    address: `Восточно-Казахстанская область, ${LONG_ADDRESS}`,
    addressKk: LONG_ADDRESS,
    posTitle: LONG_WORD,
    section: '99',
  },
  conditions: ordinary.conditions,
}

const UINT32 = 2_147_483_647
const operator = { code: UINT32, name: `Әбдірахманова-Құрманғалиева ${LONG_WORD}` }

const largest: Item = {
  name: LONG_NAME,
  unit: '5110',
  section: '99',
  quantity: MAX_QUANTITY,
  price: MAX_SUM,
  sum: MAX_SUM,
  discount: { name: LONG_WORD, sum: MAX_SUM, percent: 99_999 },
  vat: 16,
  net: MAX_SUM,
  vatSum: MAX_SUM,
  barcode: '12345678901234',
  ntin: '0200000000004',
  marks: [`0104870001112226${'21'.padEnd(120, 'aB3d')}\u001d93dGVz`],
  physicalLabel: 'AA 00123456'.padEnd(64, '0'),
}

const ticket: Ticket = {
  ...fullTicket,
  items: [largest, { ...largest, markup: { name: LONG_WORD, sum: MAX_SUM } }],
  discount: { name: LONG_WORD, sum: MAX_SUM },
  total: MAX_SUM,
  payments: { cash: MAX_SUM, card: MAX_SUM, mobile: MAX_SUM },
  taken: MAX_SUM,
  change: MAX_SUM,
  vat: [
    { rate: 16, turnover: MAX_SUM, sum: MAX_SUM },
    { rate: 0, turnover: MAX_SUM, sum: tiyn(0n) },
  ],
  customer: { iinOrBin: '190540005749', phone: '+77010000000', email: `${'k'.repeat(60)}@example.kz` },
}

const receiptOf = (change: Partial<Ticket>, language: ReceiptLanguage, more: Partial<ReceiptFacts> = {}) => {
  const document = {
    ...documentOf({ ...ticket, ...change, language }),
    documentNumber: UINT32,
    shift: UINT32,
    operator,
  }
  return receiptLines({ ...factsOf(ticket), document, letterhead, language, sign: '9'.repeat(20), ...more })
}

const most: CountSum = { count: UINT32, sum: MAX_SUM }
const tickets: TicketTotals = {
  totalCount: UINT32,
  count: UINT32,
  sum: MAX_SUM,
  payments: { cash: most, card: most, mobile: most },
  offlineCount: UINT32,
  discountSum: MAX_SUM,
  markupSum: MAX_SUM,
  changeSum: MAX_SUM,
}
const placements = { totalCount: UINT32, count: UINT32, sum: MAX_SUM, offlineCount: UINT32 }

const report = (type: 'x' | 'z'): ZxReport => ({
  ...zReport,
  type,
  shift: UINT32,
  startNonNullable: perOperation(MAX_SUM, {}),
  nonNullable: perOperation(MAX_SUM, {}),
  sections: [{ code: 'Көкөністер бөлімі', operations: perOperation(most, {}) }],
  operations: perOperation(most, {}),
  discounts: perOperation(most, {}),
  markups: perOperation(most, {}),
  totalResult: perOperation(most, {}),
  taxes: [16, 10, 0].map((rate) => ({
    rate: rate as 16 | 10 | 0,
    operations: perOperation({ turnover: MAX_SUM, sum: MAX_SUM }, {}),
  })),
  tickets: perOperation(tickets, {}),
  placements: { deposit: placements, withdrawal: placements },
  cash: MAX_SUM,
  revenue: tiyn(0n - MAX_SUM),
})

const reportOf = (type: 'x' | 'z', language: ReceiptLanguage) =>
  reportLines(report(type), {
    ...reportFacts,
    letterhead,
    operator,
    language,
    ...(type === 'z' && { documentNumber: UINT32 }),
  })

const close: ShiftCloseDocument = {
  type: 'close',
  documentNumber: UINT32,
  shift: UINT32,
  number: UINT32,
  time: zReport.time,
  operator,
  withdraw: true,
  withdrawn: MAX_SUM,
  report: report('z'),
  cashiers: [{ ...operator, tickets: perOperation(tickets, {}), placements: { deposit: most, withdrawal: most } }],
}

const { cashiers, ...figures } = closedShiftFigures(close)
const { closeTime = zReport.time, openTime, shift } = figures
const summaryFacts = (language: ReceiptLanguage) => ({ letterhead, operator, time: zReport.time, language })

const periodOf = (language: ReceiptLanguage) =>
  periodLines(
    {
      type: 'period',
      full: true,
      asked: { from: '2026-11-01', to: '2026-11-30' },
      firstShift: UINT32,
      lastShift: UINT32,
      lastDocument: UINT32,
      checksum: 'K7QX2M9D4TRB8VHA',
      registered: openTime,
    },
    { totals: withEarlier(emptyPeriod(), close), shifts: [periodShift(close)] },
    summaryFacts(language),
  )

const placementOf = (direction: 'deposit' | 'withdrawal', language: ReceiptLanguage) => {
  const facts = placement(direction)
  const document = { ...facts.document, documentNumber: UINT32, shift: UINT32, operator, sum: MAX_SUM, cash: MAX_SUM }
  return placementLines({ ...facts, document, letterhead, language, autonomous: true })
}

const FACTS: { readonly [D in DomainType]?: DomainFacts } = {
  services: { services: { accountNumber: LONG_WORD.slice(0, 64) } },
  gasoil: {
    gasoil: { correctionNumber: '9'.repeat(64), correctionSum: MAX_SUM, cardNumber: '8'.repeat(64) },
  },
  taxi: { taxi: { carNumber: LONG_WORD.slice(0, 64), order: true, currentFee: MAX_SUM } },
  parking: { parking: { begin: documentOf(plainTicket).time, end: documentOf(plainTicket).time } },
}

/** A ticket of another trade, whose second item was taken back before registering. */
function domainOf(domain: DomainType, language: ReceiptLanguage): readonly Line[] {
  const [item = largest] = plainTicket.items
  const items = [item, { ...item, sum: MAX_SUM, net: MAX_SUM, vatSum: MAX_SUM, storno: true as const }]
  const facts = FACTS[domain]
  return receiptLines(factsOf({ ...plainTicket, items, domain, ...(facts && { domainFacts: facts }) }, { language }))
}

const life = (language: ReceiptLanguage) => ({ letterhead, operator, language, time: documentOf(plainTicket).time })
const lifeTotals = {
  documents: UINT32,
  shifts: UINT32,
  nonNullable: perOperation(MAX_SUM, {}),
  tickets: perOperation(UINT32, {}),
  deposits: UINT32,
  withdrawals: UINT32,
  cash: MAX_SUM,
  checksum: 'K7QX2M9D4TRB8VHA',
}

const { parent } = returnTicket
const back = parent && { parent: { ...parent, sign: '9'.repeat(20), total: MAX_SUM, autonomous: true } }
const device = { ...passport, model: LONG_WORD.slice(0, 64), serialNumber: 'SWK00412345678901234' }

/** Each kind of document in one language. */
export const EXTREMES: ReadonlyMap<string, (language: ReceiptLanguage) => readonly Line[]> = new Map(
  Object.entries({
    sale: (language: ReceiptLanguage) => receiptOf({}, language),
    'sale-return': (language: ReceiptLanguage) => receiptOf({ ...back, operation: 'sale-return' }, language),
    purchase: (language: ReceiptLanguage) => receiptOf({ operation: 'purchase' }, language),
    'purchase-return': (language: ReceiptLanguage) => receiptOf({ ...back, operation: 'purchase-return' }, language),
    'autonomous-copy': (language: ReceiptLanguage) => receiptOf({}, language, { autonomous: true, copy: true }),
    preview: (language: ReceiptLanguage) => previewLines({ ...ticket, language }, letterhead),
    deposit: (language: ReceiptLanguage) => placementOf('deposit', language),
    withdrawal: (language: ReceiptLanguage) => placementOf('withdrawal', language),
    'report-x': (language: ReceiptLanguage) => reportOf('x', language),
    'report-z': (language: ReceiptLanguage) => reportOf('z', language),
    'report-cashier': (language: ReceiptLanguage) =>
      cashierLines({ type: 'cashier', shift, openTime, closeTime, cashiers }, summaryFacts(language)),
    'report-section': (language: ReceiptLanguage) =>
      sectionReportLines({ type: 'section', ...figures }, summaryFacts(language)),
    'report-period': (language: ReceiptLanguage) => periodOf(language),
    'storno-services': (language: ReceiptLanguage) => domainOf('services', language),
    'storno-gasoil': (language: ReceiptLanguage) => domainOf('gasoil', language),
    'storno-hotels': (language: ReceiptLanguage) => domainOf('hotels', language),
    'storno-taxi': (language: ReceiptLanguage) => domainOf('taxi', language),
    'storno-parking': (language: ReceiptLanguage) => domainOf('parking', language),
    registration: (language: ReceiptLanguage) => registrationLines(life(language)),
    decommission: (language: ReceiptLanguage) =>
      decommissionLines({ ...life(language), reason: 1, totals: lifeTotals }),
    passport: (language: ReceiptLanguage) => passportLines({ ...device, language }),
    'test-page': (language: ReceiptLanguage) => testPageLines({ ...device, language, time: documentOf(ticket).time }),
  }),
)
