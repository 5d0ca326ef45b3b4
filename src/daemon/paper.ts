import type { Journal } from '../accumulator/journal.ts'
import { type EncodeOptions, encodeDocument } from '../escpos/encoder.ts'
import { PROFILES } from '../escpos/profile.ts'
import { sampleBytes } from '../escpos/samples.ts'
import type { Line, Paper as PaperWidth } from '../fiscal/documents/lines.ts'
import { placementLines } from '../fiscal/documents/placement.ts'
import { receiptLines } from '../fiscal/documents/receipt.ts'
import { reportLines } from '../fiscal/documents/report.ts'
import { cashierLines, periodLines, sectionReportLines } from '../fiscal/documents/summary.ts'
import { withdrawalLines } from '../fiscal/documents/queue.ts'
import { instant } from '../fiscal/time.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { type DocumentFacts, factsOf, registeredAs } from '../fiscal/register/facts.ts'
import type { EventRecord, PaperSubject } from '../fiscal/register/event-records.ts'
import type { ReportXMade } from '../fiscal/register/fiscal-records.ts'
import type { PageSubject } from './pages.ts'
import { periodFigures } from './shifts.ts'

/** What the bytes of a document depend on beside its records. */
export interface PaperPrinter {
  readonly widthMm: () => PaperWidth
  readonly encoding: () => Omit<EncodeOptions, 'paper'>
  /** What opens the drawer; undefined: there is none. */
  readonly pulse: () => Uint8Array | undefined
}

/** Documents as lines and as bytes, made from records alone, so that a copy of next year is the paper of today (invariant 1). */
export class Paper {
  readonly #journal: Journal
  readonly #printer: PaperPrinter
  readonly #page: (page: PageSubject, copy: boolean) => readonly Line[]

  constructor(journal: Journal, printer: PaperPrinter, page: (page: PageSubject, copy: boolean) => readonly Line[]) {
    this.#journal = journal
    this.#printer = printer
    this.#page = page
  }

  async lines(subject: PaperSubject, copy: boolean): Promise<readonly Line[]> {
    if (subject.type === 'page' || subject.type === 'message') return this.#page(subject, copy)
    if (subject.type === 'report') return reportXLines(await this.reportX(subject.sequence), copy)
    if (subject.type === 'summary') return this.summaryLines(await this.#summary(subject.sequence))
    const records = await this.#journal.document(subject.documentNumber)
    const facts = factsOf(records)
    if (!facts) throw new Error(`paper of document ${subject.documentNumber}, which does not exist`)
    if (subject.type === 'withdrawal')
      return withdrawalLines(facts, records.find(({ record }) => record.kind === 'withdrawn')?.time ?? instant(0))
    return documentLines(facts, copy)
  }

  async bytes(subject: PaperSubject, copy: boolean): Promise<Uint8Array> {
    const document = this.encode(await this.lines(subject, copy))
    return Uint8Array.from([...(await this.#before(subject, copy)), ...document])
  }

  /** A drawer's pulse where cash goes in or out, so that it opens while the paper is coming; the samples of a test page. */
  async #before(subject: PaperSubject, copy: boolean): Promise<Uint8Array> {
    const { encoding, pulse, widthMm } = this.#printer
    if (subject.type === 'page') {
      if (subject.page === 'printer-test') return sampleBytes([encoding().profile], { ...encoding(), paper: widthMm() })
      if (subject.page === 'printer-pages') return sampleBytes(PROFILES, { ...encoding(), paper: widthMm() })
    }
    const bytes = pulse()
    if (copy || subject.type !== 'document' || !bytes) return new Uint8Array()
    const facts = factsOf(await this.#journal.document(subject.documentNumber))
    return facts && movesCash(facts) ? bytes : new Uint8Array()
  }

  encode(lines: readonly Line[], paper: PaperWidth = this.#printer.widthMm()): Uint8Array {
    return encodeDocument(lines, { ...this.#printer.encoding(), paper })
  }

  /** A report that is no document; the figures of a period are those of its Z reports. */
  async summaryLines({ letterhead, operator, summary, time }: SummaryMade): Promise<readonly Line[]> {
    const facts = { letterhead, operator, time, language: letterhead.conditions.receiptLanguage }
    switch (summary.type) {
      case 'cashier':
        return cashierLines(summary, facts)
      case 'section':
        return sectionReportLines(summary, facts)
      case 'period': {
        const span = { by: 'shift', from: summary.firstShift, to: summary.lastShift } as const
        return periodLines(summary, await periodFigures(this.#journal, span, summary.full), facts)
      }
      default:
        throw new Error(`unknown report ${String(summary satisfies never)}`)
    }
  }

  async #summary(sequence: string): Promise<SummaryMade> {
    const sealed = await this.#journal.bySequence('events', BigInt(sequence))
    if (sealed?.record.kind !== 'summary') throw new Error(`event ${sequence} is not a report`)
    return sealed.record
  }

  /** The X report that went with a request of the fiscal chain. */
  async reportX(sequence: string): Promise<ReportXMade & { readonly autonomous: boolean }> {
    const sealed = await this.#journal.bySequence('fiscal', BigInt(sequence))
    if (sealed?.record.kind !== 'request' || !sealed.record.x) throw new Error(`record ${sequence} is not an X report`)
    return { ...sealed.record.x, autonomous: sealed.record.inFlight === undefined }
  }
}

function movesCash({ attempt: { document } }: DocumentFacts): boolean {
  if (document.type === 'ticket') return document.ticket.payments.cash !== undefined
  return document.type === 'placement'
}

/** A printed report that is no document, as it lies in the event chain. */
export type SummaryMade = Omit<Extract<EventRecord, { kind: 'summary' }>, 'kind'>

/** A document of the fiscal chain as lines. Only what was registered has a paper (I6). */
export function documentLines({ attempt, difference, outcome }: DocumentFacts, copy: boolean): readonly Line[] {
  const { document, letterhead } = attempt
  const registered = registeredAs(outcome)
  if (!registered) throw new Refusal('DOCUMENT_NOT_FOUND', { ref: `no:${document.documentNumber}` })
  const language = letterhead.conditions.receiptLanguage
  const facts = { letterhead, copy, autonomous: registered.autonomous }
  switch (document.type) {
    case 'ticket': {
      const { sign, checkUrl } = registered
      if (sign === undefined || checkUrl === undefined) throw new Error('a registered ticket without a fiscal sign')
      return receiptLines({ ...facts, document, sign, checkUrl, language: document.ticket.language })
    }
    case 'placement':
      return placementLines({ ...facts, document, language })
    case 'close': {
      const { documentNumber, operator, report, shiftsLeft } = document
      const differences = difference?.differences ?? []
      return reportLines(report, { ...facts, documentNumber, operator, differences, shiftsLeft, language })
    }
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

const reportXLines = (
  { report, letterhead, operator, autonomous }: ReportXMade & { readonly autonomous: boolean },
  copy: boolean,
): readonly Line[] =>
  reportLines(report, {
    letterhead,
    operator,
    copy,
    autonomous,
    language: letterhead.conditions.receiptLanguage,
  })
