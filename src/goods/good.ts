import type { Tiyn } from '../fiscal/money.ts'
import type { VatRate } from '../fiscal/ticket/types.ts'

/** One line of the price list: checked, complete, with at least one code to call it by. */
export interface Good {
  /** The shop's own code, any case. */
  readonly article?: string
  /** EAN-8, UPC-A, EAN-13 or GTIN-14. */
  readonly barcode?: string
  /** Code of the national catalogue. */
  readonly ntin?: string
  readonly name: string
  readonly nameKk?: string
  /** Code of the unit as it is sent; absent: the setting's. */
  readonly unit?: string
  readonly price: Tiyn
  /** What the shop paid for it (EK0-set-pricelist). */
  readonly purchasePrice?: Tiyn
  /** Absent: the setting's. */
  readonly vat?: VatRate
  /** Absent: the ticket's. */
  readonly section?: string
  /** Each piece carries a marking code, without which it is not sold; absent: none does (R2026-7.1). */
  readonly marked?: true
}

/** Letters compare without case, accents composed, `ё` as `е`: in Kazakh, Russian and Latin alike. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')

/** A code as it is looked up: case and blanks around it do not matter. */
export const foldCode = (code: string): string => fold(code).trim()

/**
 * What makes a line this one and no other: its article, else its barcode, else its NTIN. A shop may keep one barcode
 * under several articles; it never keeps one article twice.
 */
export function idOf({ article, barcode, ntin }: Pick<Good, 'article' | 'barcode' | 'ntin'>): string {
  if (article !== undefined) return `a:${foldCode(article)}`
  if (barcode !== undefined) return `b:${barcode}`
  if (ntin !== undefined) return `n:${ntin}`
  throw new Error('a line of the price list without a code')
}

/** Every code that the line answers to, folded, each once. */
export const codesOf = ({ article, barcode, ntin }: Good): readonly string[] => [
  ...new Set([article, barcode, ntin].flatMap((code) => (code === undefined ? [] : [foldCode(code)]))),
]

/** The text that a search looks through. */
export const searchText = ({ article, barcode, name, nameKk, ntin }: Good): string =>
  fold([name, nameKk, article, barcode, ntin].filter((part) => part !== undefined).join(' ')).replaceAll(/\s+/g, ' ')

/** The words of a search: all of them must be there, in any order. Empty: everything. */
export const searchWords = (text: string): readonly string[] =>
  fold(text)
    .split(/\s+/)
    .filter((word) => word !== '')

export const isFound = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word))
