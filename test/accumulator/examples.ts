import type { Entry } from '../../src/accumulator/journal.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import { thousandths } from '../../src/fiscal/quantity.ts'
import type { FiscalDocument } from '../../src/fiscal/register/document.ts'
import type { InFlight, Letterhead } from '../../src/fiscal/register/fiscal-records.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { emptyCounters } from '../../src/fiscal/report/counters.ts'
import { zxReport } from '../../src/fiscal/report/zx.ts'
import type { Ticket } from '../../src/fiscal/ticket/types.ts'
import { instant } from '../../src/fiscal/time.ts'

/* A register's first day as records, for suites and vectors. */

export const MORNING = instant(Date.UTC(2026, 10, 22, 4, 0, 0))

export const letterhead: Letterhead = {
  registration: {
    kkmId: 1024,
    regNumber: '010102345678',
    serialNumber: 'SWK00412345',
    name: 'ТОО «Әлем Сауда»',
    nameKk: '«Әлем Сауда» ЖШС',
    iinBin: '131240010479',
    address: 'г. Алматы, пр. Абая, 10',
    addressKk: 'Алматы қ., Абай даңғ., 10',
    vatPayer: true,
    vatSeries: '60001',
    vatNumber: '0012345',
    section: '1',
    taxationType: 101,
  },
  conditions: {
    operator: {
      id: 'kazakhtelecom',
      nameRu: 'АО «Казахтелеком»',
      nameKk: '«Қазақтелеком» АҚ',
      checkSite: 'consumer.oofd.kz',
      checkUrl: 'http://consumer.oofd.kz/?i={sign}&f={regNumber}&s={total}&t={time}',
    },
    version: '2.0.3',
    geo: { latitude: 43_238_949, longitude: 76_889_709, source: 'manual' },
    receiptLanguage: 'kk+ru',
  },
}

const operator = { code: 1, name: 'Айгүл' }

export const inFlight = (reqnum: number, documentNumber?: number): InFlight => ({
  command: documentNumber === undefined ? 'info' : 'ticket',
  version: '2.0.3',
  token: 305_419_896,
  reqnum,
  frame: 'pYHLABIAAAAABAAAeFY0EgEA',
  ...(documentNumber !== undefined && { documentNumber }),
})

export const ticket = (documentNumber: number, time = MORNING): FiscalDocument => ({
  type: 'ticket',
  documentNumber,
  shift: 1,
  number: documentNumber,
  time,
  operator,
  ticket: {
    operation: 'sale',
    domain: 'trading',
    items: [
      {
        name: 'Нан «Ақмарал»',
        unit: '796',
        section: '1',
        quantity: thousandths(2000n),
        price: tiyn(27_500n),
        sum: tiyn(55_000n),
        vat: 16,
        net: tiyn(55_000n),
        vatSum: tiyn(7586n),
        marks: ['010460043993125621JgXJ5.T\u001d93dGVz'],
      },
    ],
    total: tiyn(55_000n),
    payments: { cash: tiyn(55_000n) },
    taken: tiyn(100_000n),
    change: tiyn(45_000n),
    vat: [{ rate: 16, turnover: tiyn(55_000n), sum: tiyn(7586n) }],
    language: 'kk+ru',
  },
})

export const attempt = (documentNumber: number, key = `key-${documentNumber}`, content = 'c0'): RegisterRecord => ({
  kind: 'attempt',
  document: ticket(documentNumber),
  letterhead,
  client: { key, content },
  inFlight: inFlight(documentNumber, documentNumber),
})

/** A return of the receipt with this sign. */
export const givesBack = (documentNumber: number, sign: string): RegisterRecord => {
  const parent = { sign, time: MORNING, regNumber: '010102345678', total: tiyn(55_000n), autonomous: false }
  return changed(documentNumber, (sold) => ({ ...sold, operation: 'sale-return', parent }))
}

/** A sale of one piece with this marking code. */
export const withMark = (documentNumber: number, mark: string, more: { readonly storno?: true } = {}): RegisterRecord =>
  changed(documentNumber, (sold) => ({
    ...sold,
    items: sold.items.map((item) => ({ ...item, marks: [mark], ...more })),
  }))

function changed(documentNumber: number, change: (sold: Ticket) => Ticket): RegisterRecord {
  const record = attempt(documentNumber)
  const document = ticket(documentNumber)
  if (record.kind !== 'attempt' || document.type !== 'ticket') throw new Error('the example is another')
  return { ...record, document: { ...document, ticket: change(document.ticket) } }
}

const answer = (code: number) => ({ code, token: 305_419_897, frame: 'pYHLABIAAAAABAAAeVY0EgEA', link: 'default' })

export const accepted = (documentNumber: number, sign: string): RegisterRecord => ({
  kind: 'outcome',
  documentNumber,
  result: 'accepted',
  sign,
  checkUrl: `http://consumer.oofd.kz/?i=${sign}&f=010102345678&s=550.00&t=20261122T090000`,
  answer: answer(0),
})

export const refused = (documentNumber: number): RegisterRecord => ({
  kind: 'outcome',
  documentNumber,
  result: 'refused',
  code: 14,
  text: 'Недостаточно наличных',
  answer: answer(14),
})

export const paper = (documentNumber: number, state: 'started' | 'confirmed' = 'started'): RegisterRecord => ({
  kind: 'paper',
  job: documentNumber,
  subject: { type: 'document', documentNumber },
  copy: false,
  state,
})

/** The close of a shift. */
export const closing = (documentNumber: number, shift = 1): RegisterRecord => ({
  ...(attempt(documentNumber) as Extract<RegisterRecord, { kind: 'attempt' }>),
  document: {
    type: 'close',
    documentNumber,
    shift,
    number: shift,
    time: MORNING,
    operator,
    withdraw: false,
    withdrawn: tiyn(0n),
    report: zxReport(emptyCounters(), {
      type: 'z',
      time: MORNING,
      shift,
      openTime: MORNING,
      closeTime: MORNING,
      checksum: 'K7QX2M9D4TRB8VHA',
    }),
  },
})

export const login: RegisterRecord = { kind: 'login', code: 1 }

/** Facts that a header holds, beside the record. */
export interface Facts {
  readonly time?: number
  readonly boot?: number
  readonly monotonic?: number
  readonly totals?: string
}

/** A record as it goes to `append`: a document's number is taken from the record. */
export function entry(record: RegisterRecord, facts: Facts = {}): Entry {
  const documentNumber = documentNumberOf(record)
  return {
    stamped: {
      record,
      time: instant(facts.time ?? MORNING),
      boot: facts.boot ?? 1,
      monotonic: facts.monotonic ?? 1500.25,
      shift: documentNumber === 0 ? 0 : 1,
      documentNumber,
    },
    totals: facts.totals ?? 'cash=0',
  }
}

function documentNumberOf(record: RegisterRecord): number {
  if (record.kind === 'attempt') return record.document.documentNumber
  if (record.kind === 'outcome') return record.documentNumber
  if (record.kind === 'paper' && record.subject.type === 'document') return record.subject.documentNumber
  return 0
}
