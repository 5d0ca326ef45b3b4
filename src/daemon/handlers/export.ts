import { PAGE_FORMATS } from '../../api/commands/options.ts'
import { reportFigures } from '../../api/report-figures.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { CallContext } from '../../api/types.ts'
import { A4_COLUMNS, COLUMNS, layoutText } from '../../escpos/layout.ts'
import { paperPng } from '../../escpos/paper-png.ts'
import type { Line, Paper } from '../../fiscal/documents/lines.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { shownRef } from '../../fiscal/text.ts'
import { type Instant, formatIso } from '../../fiscal/time.ts'
import { answer } from '../documents.ts'
import { documentLines } from '../paper.ts'
import { type Services, documentFacts } from '../services.ts'
import { closingOf } from '../shifts.ts'

/** What can be written to a file: a document, or an X report. */
interface Exportable {
  readonly lines: readonly Line[]
  readonly title: string
  readonly time: Instant
  readonly json: () => Promise<Record<string, unknown>>
}

type PageFormat = (typeof PAGE_FORMATS)[number]
type Page = Extract<ResultOf<'receipt.export'>, { readonly format: PageFormat }>

/** Finds a registered document that the caller may see. */
export type Resolve = (ref: string) => Promise<number>

/**
 * A document or a report as a file. REF is that of a receipt, `z:N` for the Z of a shift, or the key of an X report.
 * @throws Refusal DOCUMENT_NOT_FOUND, SHIFT_NOT_FOUND; BAD_REQUEST: a printer's bytes of A4
 */
export async function exported(
  services: Services,
  { format, paper: asked, ref }: ParamsOf<'receipt.export'>,
  { context, resolve }: { readonly context: CallContext; readonly resolve: Resolve },
): Promise<ResultOf<'receipt.export'>> {
  const found =
    (await reportX(services, ref, context)) ?? (await document(services, await resolve(await zOf(services, ref))))
  if (format === 'json') return { format, document: await found.json() }
  const width = widthOf(services, asked)
  const { lines } = found
  if (format === 'lines') return { format, columns: columnsOf(width), lines }
  if (format !== 'escpos') return pageOf(services, found, { format, width })
  if (width === 'a4') throw new Refusal('BAD_REQUEST', { path: 'paper', expected: 'one of 58, 80' })
  return { format, base64: base64(services.paper.encode(lines, width)) }
}

type Width = Paper | 'a4'

/** As asked for; else the printer's. */
export const widthOf = ({ printing }: Services, asked: '58' | '80' | 'a4' | undefined): Width =>
  asked === undefined ? printing.configured.widthMm : asked === 'a4' ? asked : asked === '58' ? 58 : 80

const columnsOf = (width: Width): number => (width === 'a4' ? A4_COLUMNS : COLUMNS[width])

/** A document as people look at it: in a file of its own. */
export async function pageOf(
  services: Services,
  { lines, time, title }: Pick<Exportable, 'lines' | 'time' | 'title'>,
  { format, width }: { readonly format: PageFormat; readonly width: Width },
): Promise<Page> {
  switch (format) {
    case 'text':
      return { format, content: `${layoutText(lines, columnsOf(width)).join('\n')}\n` }
    case 'png':
      return { format, base64: base64(paperPng(lines, width)) }
    case 'pdf':
      return { format, base64: base64(await services.pdf.press({ lines, paper: width, time, title })) }
    default:
      throw new Error(`unknown format ${String(format satisfies never)}`)
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

async function document(services: Services, documentNumber: number): Promise<Exportable> {
  const facts = await documentFacts(services.journal, documentNumber)
  const { time } = facts.attempt.document
  return {
    lines: documentLines(facts, false),
    title: `№ ${documentNumber}, ${formatIso(time)}`,
    time,
    json: async () => answer(services, documentNumber, false),
  }
}

/** `z:13` is the document that closed shift 13; everything else stays as it is. @throws Refusal SHIFT_NOT_FOUND */
async function zOf({ journal }: Services, ref: string): Promise<string> {
  const [, shift] = /^z:(\d{1,9})$/.exec(ref) ?? []
  return shift === undefined ? ref : `no:${(await closingOf(journal, Number(shift))).documentNumber}`
}

/** An X report by the key that it was made under; a cashier has their own. */
async function reportX(
  { journal, paper }: Services,
  ref: string,
  { actor }: CallContext,
): Promise<Exportable | undefined> {
  const [, key] = /^key:(.+)$/.exec(ref) ?? []
  const entry = key === undefined ? undefined : await journal.byKey(key)
  if (entry?.subject.type !== 'report') return undefined
  const { subject } = entry
  const { operator, report } = await paper.reportX(subject.sequence)
  const confined = actor?.role === 'cashier' || actor?.role === 'kiosk'
  if (confined && operator.code !== actor.code) throw new Refusal('DOCUMENT_NOT_FOUND', { ref: shownRef(ref) })
  return {
    lines: await paper.lines(subject, false),
    title: `X, ${formatIso(report.time)}`,
    time: report.time,
    json: async () => ({ report: 'x', key, time: formatIso(report.time), operator, figures: reportFigures(report) }),
  }
}
