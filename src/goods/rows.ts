import { compact } from '../fiscal/compact.ts'
import { isBarcode, isNtin } from '../fiscal/identifiers.ts'
import { type Tiyn, MAX_SUM, parseTenge } from '../fiscal/money.ts'
import type { Problem } from '../fiscal/problems.ts'
import { shown, textProblem, tidy } from '../fiscal/text.ts'
import { MAX_NAME, MAX_SECTION, MAX_SECTION_NUMBER } from '../fiscal/ticket/items.ts'
import type { VatRate } from '../fiscal/ticket/types.ts'
import { UNITS, parseUnit } from '../fiscal/units.ts'
import type { CsvProblem, CsvRow } from './csv.ts'
import { type Good, fold } from './good.ts'

/** Columns that a price list may have, as its header names them in any case. */
export const COLUMNS = [
  'article',
  'barcode',
  'ntin',
  'name',
  'name_kk',
  'unit',
  'price',
  'purchase_price',
  'vat',
  'section',
  'marked',
] as const
export type Column = (typeof COLUMNS)[number]

/** Those without which nothing can be sold. */
const NEEDED = ['name', 'price'] as const satisfies readonly Column[]
/** At least one of these, so that a line can be called. */
const CODES = ['article', 'barcode', 'ntin'] as const satisfies readonly Column[]

/** Characters of an article. */
const MAX_ARTICLE = 64

/** What can be wrong with a row, beside what can be wrong with a text. */
export type RowProblem =
  | Problem
  | CsvProblem
  | 'not-text'
  | 'no-header'
  | 'unknown-column'
  | 'column-missing'
  | 'column-twice'
  | 'field-count'
  | 'no-code'
  | 'not-a-barcode'
  | 'not-an-ntin'
  | 'not-yes-no'
  | 'repeated'
  | 'several-goods'
  | 'too-many-goods'

/** A row that is not imported, and why. */
export interface BadRow {
  readonly row: number
  /** Absent: the row as a whole. */
  readonly column?: string
  /** What stood there, short. */
  readonly value?: string
  readonly problem: RowProblem
}

export interface GoodRow {
  readonly row: number
  readonly good: Good
}

/** What a line of the list is measured by: what a sale would refuse is refused when the list comes in. */
export interface RowRules {
  /** Rates of today. */
  readonly vatRates: readonly VatRate[]
  readonly unprintable: (text: string) => string | undefined
}

/** The columns of a file in its order. */
export type Header = readonly Column[]

const isColumn = (name: string): name is Column => COLUMNS.some((column) => column === name)

/** The header, or what is wrong with it. */
export function readHeader(row: CsvRow | undefined): { readonly header: Header } | { readonly bad: readonly BadRow[] } {
  if (row === undefined) return { bad: [{ row: 1, problem: 'no-header' }] }
  if (row.problem !== undefined) return { bad: [{ row: row.row, problem: row.problem }] }
  const names = row.fields.map((field) => tidy(field).toLowerCase())
  const bad: BadRow[] = names.flatMap((name, index): readonly BadRow[] => {
    const place = { row: row.row, column: shown(row.fields[index] ?? '') }
    if (!isColumn(name)) return [{ ...place, problem: 'unknown-column' }]
    return names.indexOf(name) < index ? [{ ...place, problem: 'column-twice' }] : []
  })
  for (const column of NEEDED)
    if (!names.includes(column)) bad.push({ row: row.row, column, problem: 'column-missing' })
  if (!CODES.some((column) => names.includes(column)))
    bad.push({ row: row.row, column: CODES.join(', '), problem: 'column-missing' })
  return bad.length > 0 ? { bad } : { header: names.filter(isColumn) }
}

/** Why a field is not what its column wants. */
class Wrong extends Error {
  readonly problem: RowProblem

  constructor(problem: RowProblem) {
    super(problem)
    this.problem = problem
  }
}

function readText(text: string, maximum: number, rules: RowRules): string {
  const problem = textProblem(text, maximum) ?? (rules.unprintable(text) === undefined ? undefined : 'unprintable')
  if (problem) throw new Wrong(problem)
  return text
}

/** A cell of a spreadsheet may hold line breaks; a name on a receipt has none. */
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

function readArticle(text: string): string {
  const problem = textProblem(text, MAX_ARTICLE)
  if (problem) throw new Wrong(problem)
  return text
}

function readCode(text: string, isValid: (code: string) => boolean, problem: RowProblem): string {
  if (!isValid(text)) throw new Wrong(problem)
  return text
}

/** `1 500,00` with any blanks between the digits. */
function readPrice(text: string): Tiyn {
  const sum = parseTenge(text.replaceAll(/(?<=\d)[ \u00a0\u202f](?=\d)/g, ''))
  if (sum === undefined || sum === 0n) throw new Wrong('sum-invalid')
  if (sum > MAX_SUM) throw new Wrong('out-of-range')
  return sum
}

/** Short names of both languages, without their dots: `кг`, `шт`, `дана`. */
const UNIT_NAMES: ReadonlyMap<string, string> = new Map(
  [...UNITS].flatMap(([code, { kk, ru }]) => [kk, ru].map((name) => [fold(name).replaceAll('.', ''), code] as const)),
)

function readUnit(text: string): string {
  const unit = parseUnit(text) ?? UNIT_NAMES.get(fold(text).replaceAll('.', ''))
  if (unit === undefined) throw new Wrong('no-such-unit')
  return unit
}

function readVat(text: string, { vatRates }: RowRules): VatRate {
  const bare = text.replace(/\s*%$/, '').toLowerCase()
  const rate = vatRates.find((one) => String(one) === bare)
  if (rate === undefined) throw new Wrong('no-such-rate')
  return rate
}

function readSection(text: string, rules: RowRules): string {
  const section = readText(text, MAX_SECTION, rules)
  if (!/^\d+$/.test(section)) return section
  const number = Number(section)
  if (number < 1 || number > MAX_SECTION_NUMBER) throw new Wrong('out-of-range')
  return String(number)
}

/** Only what is marked says so: a line without the member is as good as `no`. */
function readMarked(text: string): true | undefined {
  const answer = text.toLowerCase()
  if (answer === 'yes' || answer === '1') return true
  if (answer === 'no' || answer === '0') return undefined
  throw new Wrong('not-yes-no')
}

type Reading = { readonly [C in Column]: (text: string, rules: RowRules) => unknown }

const READING = {
  article: readArticle,
  barcode: (text) => readCode(text, isBarcode, 'not-a-barcode'),
  ntin: (text) => readCode(text, isNtin, 'not-an-ntin'),
  name: (text, rules) => readText(onOneLine(text), MAX_NAME, rules),
  name_kk: (text, rules) => readText(onOneLine(text), MAX_NAME, rules),
  unit: readUnit,
  price: readPrice,
  purchase_price: readPrice,
  vat: readVat,
  section: readSection,
  marked: readMarked,
} as const satisfies Reading

type Fields = Partial<Record<Column, string>>

/** One row of the file as a line of the list, or everything that is wrong with it. */
export function readRow(row: CsvRow, header: Header, rules: RowRules): GoodRow | { readonly bad: readonly BadRow[] } {
  const place = { row: row.row }
  if (row.problem !== undefined) return { bad: [{ ...place, problem: row.problem }] }
  if (row.fields.length !== header.length)
    return { bad: [{ ...place, value: `${row.fields.length}`, problem: 'field-count' }] }
  const fields: Fields = Object.fromEntries(header.map((column, index) => [column, tidy(row.fields[index] ?? '')]))
  return readFields(fields, place.row, rules)
}

/** The same out of named texts: an empty text is no text. */
export function readFields(
  fields: Fields,
  row: number,
  rules: RowRules,
): GoodRow | { readonly bad: readonly BadRow[] } {
  const bad: BadRow[] = []
  const read = <C extends Column>(column: C): ReturnType<(typeof READING)[C]> | undefined => {
    const text = fields[column] ?? ''
    if (text === '' && !NEEDED.some((needed) => needed === column)) return undefined
    try {
      if (text === '') throw new Wrong('empty')
      return READING[column](text, rules) as ReturnType<(typeof READING)[C]>
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      bad.push({ row, column, value: shown(text), problem: error.problem })
      return undefined
    }
  }
  const good = compact({
    article: read('article'),
    barcode: read('barcode'),
    ntin: read('ntin'),
    name: read('name'),
    nameKk: read('name_kk'),
    unit: read('unit'),
    price: read('price'),
    purchasePrice: read('purchase_price'),
    vat: read('vat'),
    section: read('section'),
    marked: read('marked'),
  })
  const isCoded = CODES.some((column) => (fields[column] ?? '') !== '')
  if (!isCoded) bad.push({ row, column: CODES.join(', '), problem: 'no-code' })
  const { name, price } = good
  if (bad.length > 0 || name === undefined || price === undefined) return { bad }
  return { row, good: { ...good, name, price } }
}
