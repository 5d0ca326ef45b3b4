import type { CloseAnswer, Ready, ReportFigures, Status, TicketAnswer } from '../../src/api/results.ts'
import { reportFigures } from '../../src/api/report-figures.ts'
import { emptyCounters } from '../../src/fiscal/report/counters.ts'
import { zxReport } from '../../src/fiscal/report/zx.ts'
import { instant } from '../../src/fiscal/time.ts'

/** Answers of a daemon, as the interface shows them. */
export const SALE: TicketAnswer = {
  document: 'sale',
  key: 'order-17',
  replayed: false,
  number: 1,
  documentNumber: 1419,
  shift: 13,
  time: '2026-11-21T10:15:30+05:00',
  operator: { code: 7, name: 'Айгүл' },
  total: '1275.00',
  payments: { cash: '1275.00' },
  taken: '2000.00',
  change: '725.00',
  vat: [{ rate: '16', sum: '37.93' }],
  mode: 'online',
  fiscalSign: '1846203957',
  checkUrl: 'http://consumer.oofd.kz?i=1846203957&f=010102345678&s=1275.00&t=20261121T101530',
  link: 'ethernet',
  registered: true,
  printed: true,
  paper: { state: 'confirmed', job: 17, copies: 0 },
}

const at = instant(Date.UTC(2026, 10, 21, 5, 15, 30))

export const FIGURES: ReportFigures = JSON.parse(
  JSON.stringify(
    reportFigures(zxReport(emptyCounters(), { type: 'z', time: at, shift: 13, openTime: at, checksum: 'ABC' })),
  ),
) as ReportFigures

const { total: _t, payments: _p, taken: _ta, change: _c, vat: _v, fiscalSign: _f, checkUrl: _u, ...head } = SALE

export const CLOSE: CloseAnswer = {
  ...head,
  document: 'shift-close',
  number: 13,
  withdrawn: '0.00',
  cash: '1275.00',
  report: FIGURES,
}

export const READY: Ready = {
  ready: true,
  blocks: [],
  warnings: [],
  mode: 'online',
  sellUntil: '2026-11-21T12:45:30+05:00',
  sellUntilCode: 'SHIFT_TOO_LONG',
  shift: { number: 13, hoursLeft: '2.5' },
  autonomous: { queue: 0, hoursLeft: '72.0' },
  paper: 'near-end',
  holdsOwed: 0,
}

export const NOT_READY: Ready = {
  ...READY,
  ready: false,
  blocks: [
    {
      code: 'SHIFT_TOO_LONG',
      since: '2026-11-21T10:15:30+05:00',
      message: 'The shift is longer than 24 hours',
      remedy: 'kkm shift close',
      who: 'cashier',
    },
  ],
}

export const STATUS: Status = {
  release: '9.9.9',
  time: '2026-11-21T10:15:30+05:00',
  state: 'ready',
  register: {
    kkmId: 1024,
    regNumber: '010102345678',
    serialNumber: 'SWK00412345',
    name: 'ТОО «Әлем Сауда»',
    iinBin: '131240010479',
    address: 'Алматы, Абай 10',
  },
  mode: 'online',
  shift: { open: true, number: 13, openTime: '2026-11-21T08:00:00+05:00', hoursLeft: '21.7' },
  ofd: { operator: 'kazakhtelecom', version: '2.0.3', state: 'reachable', lastAnswer: '2026-11-21T10:15:30+05:00' },
  printer: { state: 'ok', paper: 'ok', waiting: 0 },
  queue: { length: 0 },
  blocks: [],
  warnings: [],
  cash: '12055.00',
}
