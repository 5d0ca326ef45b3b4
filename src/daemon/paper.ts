import type { Journal } from '../accumulator/journal.ts'
import { encodeDocument } from '../escpos/encoder.ts'
import { profileOf } from '../escpos/profile.ts'
import type { Line, Paper as PaperWidth } from '../fiscal/documents/lines.ts'
import { placementLines } from '../fiscal/documents/placement.ts'
import { receiptLines } from '../fiscal/documents/receipt.ts'
import { reportLines } from '../fiscal/documents/report.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { type DocumentFacts, factsOf } from '../fiscal/register/facts.ts'
import type { Page, PaperSubject, ReportXMade } from '../fiscal/register/records.ts'
import type { PrinterConfiguration } from './configuration/index.ts'

/** Documents as lines and as bytes, made from records alone, so that a copy of next year is the paper of today (invariant 1). */
export class Paper {
  readonly #journal: Journal
  readonly #printer: PrinterConfiguration
  readonly #page: (page: Page) => readonly Line[]

  constructor(journal: Journal, printer: PrinterConfiguration, page: (page: Page) => readonly Line[]) {
    this.#journal = journal
    this.#printer = printer
    this.#page = page
  }

  async lines(subject: PaperSubject, copy: boolean): Promise<readonly Line[]> {
    if (subject.type === 'page') return this.#page(subject.page)
    if (subject.type === 'report') return reportXLines(await this.reportX(subject.sequence), copy)
    const facts = factsOf(await this.#journal.document(subject.documentNumber))
    if (!facts) throw new Error(`paper of document ${subject.documentNumber}, which does not exist`)
    return documentLines(facts, copy)
  }

  async bytes(subject: PaperSubject, copy: boolean): Promise<Uint8Array> {
    return this.encode(await this.lines(subject, copy))
  }

  encode(lines: readonly Line[], paper: PaperWidth = this.#printer.widthMm): Uint8Array {
    return encodeDocument(lines, { ...encodingOf(this.#printer), paper })
  }

  /** The X report that went with a request of the fiscal chain. */
  async reportX(sequence: string): Promise<ReportXMade> {
    const sealed = await this.#journal.bySequence('fiscal', BigInt(sequence))
    if (sealed?.record.kind !== 'request' || !sealed.record.x) throw new Error(`record ${sequence} is not an X report`)
    return sealed.record.x
  }
}

/** A document of the fiscal chain as lines. Only what was registered has a paper (I6). */
export function documentLines({ attempt, outcome }: DocumentFacts, copy: boolean): readonly Line[] {
  const { document, letterhead } = attempt
  if (outcome?.result !== 'accepted') throw new Refusal('DOCUMENT_NOT_FOUND', { ref: `no:${document.documentNumber}` })
  const language = letterhead.conditions.receiptLanguage
  const facts = { letterhead, copy, autonomous: false }
  switch (document.type) {
    case 'ticket': {
      const { sign, checkUrl } = outcome
      if (sign === undefined || checkUrl === undefined) throw new Error('an accepted ticket without a fiscal sign')
      return receiptLines({ ...facts, document, sign, checkUrl, language: document.ticket.language })
    }
    case 'placement':
      return placementLines({ ...facts, document, language })
    case 'close': {
      const { documentNumber, operator, report } = document
      return reportLines(report, { ...facts, documentNumber, operator, language })
    }
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

const reportXLines = ({ report, letterhead, operator }: ReportXMade, copy: boolean): readonly Line[] =>
  reportLines(report, {
    letterhead,
    operator,
    copy,
    autonomous: false,
    language: letterhead.conditions.receiptLanguage,
  })

/** The configured printer as the encoder wants it. */
export function encodingOf({ profile: name, encoding, qr }: PrinterConfiguration) {
  const profile = profileOf(name)
  if (!profile) throw new Error(`no printer profile ${name}: the configuration must not pass`)
  if (encoding === 'udc') throw new Error('encoding udc: the configuration must not pass')
  return { profile, encoding, qr }
}
