import type { Problem } from './problems.ts'

const digitsOf = (text: string): readonly number[] => Array.from(text, Number)

const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, place) => sum + weight * (digits[place] ?? 0), 0)

const FIRST_PASS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const SECOND_PASS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]

/**
 * What is wrong with an IIN or BIN: twelve digits, the last one a check digit modulo 11 with a second row of weights for
 * a remainder of 10 (practice 2.1). Twelve zeros pass the arithmetic and are nobody's.
 */
export function iinBinProblem(text: string): Problem | undefined {
  if (!/^\d{12}$/.test(text)) return 'not-12-digits'
  if (/^0+$/.test(text)) return 'all-zeros'
  const digits = digitsOf(text)
  const first = weighted(digits, FIRST_PASS) % 11
  const check = first === 10 ? weighted(digits, SECOND_PASS) % 11 : first
  // A second remainder of 10 equals no digit: such a number is never assigned.
  return check === digits[11] ? undefined : 'check-digit'
}

/** РНМ, the registration number at the tax body: twelve digits, kept as text since it may begin with 0 (practice 2.2). */
export const isRegNumber = (text: string): boolean => /^\d{12}$/.test(text)

/** ЗНМ, the factory number: letters of the maker and digits, at most 20 (practice 2.2). */
export const isSerialNumber = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9/-]{0,19}$/.test(text)

/** VAT certificate: a series of five digits and a number of seven (practice 2.2). */
export const isVatSeries = (text: string): boolean => /^\d{5}$/.test(text)
export const isVatNumber = (text: string): boolean => /^\d{7}$/.test(text)

/** Check digit of GS1: weights 3 and 1 from the right, modulo 10. */
function hasGs1Check(text: string): boolean {
  const weights = digitsOf(text).map((_, place) => ((text.length - place) % 2 === 0 ? 3 : 1))
  return weighted(digitsOf(text), weights) % 10 === 0
}

/** EAN-8, UPC-A, EAN-13 or GTIN-14. */
export const isBarcode = (text: string): boolean => /^(\d{8}|\d{12,14})$/.test(text) && hasGs1Check(text)

/** Code of the national catalogue: 13 digits with the check digit of an EAN-13 (practice 1.5, 2.2). */
export const isNtin = (text: string): boolean => /^\d{13}$/.test(text) && hasGs1Check(text)

/**
 * Reads a phone number as people write it: `+7 701 000-00-00`, `8 (701) 000 00 00`, or any other country's with its `+`.
 * @returns `+77010000000`, undefined when it is not a phone number
 */
export function parsePhone(text: string): string | undefined {
  const number = text.replaceAll(/[\s()-]/g, '')
  if (/^\+[1-9]\d{7,14}$/.test(number)) return number
  return /^[78]\d{10}$/.test(number) ? `+7${number.slice(1)}` : undefined
}

const MAX_EMAIL = 254

/** An address that a mail server could take: one `@`, a domain with a dot, Latin, no blanks. */
export const isEmail = (text: string): boolean =>
  text.length <= MAX_EMAIL && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/.test(text)
