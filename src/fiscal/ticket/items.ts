import { compact } from '../compact.ts'
import { isBarcode, isNtin } from '../identifiers.ts'
import { type Tiyn, divideHalfUp, parseTenge, tiyn, withinRange } from '../money.ts'
import type { Problem } from '../problems.ts'
import { MAX_QUANTITY, ONE, type Thousandths, formatQuantity, parseQuantity } from '../quantity.ts'
import { Refusal } from '../refusal.ts'
import { shown, textProblem, tidy } from '../text.ts'
import type { Instant } from '../time.ts'
import { parseUnit } from '../units.ts'
import { readMarks } from './marks.ts'
import { computeModifiers } from './modifiers.ts'
import type { Item, ItemRequest, TicketRules } from './types.ts'
import { chooseVat } from './vat.ts'

/** Characters (code points) of an item's name, of a section that is a text, and of a paper excise stamp. */
export const MAX_NAME = 256
export const MAX_SECTION = 16
export const MAX_PHYSICAL_LABEL = 64

/** A section that is a number: 1 to 99. */
export const MAX_SECTION_NUMBER = 99

/** An item before the ticket's own modifier has reached it. */
export type Line = Omit<Item, 'net' | 'vatSum'>

/** What all lines of one ticket share. */
export interface LineContext {
  readonly rules: TicketRules
  /** Section of the ticket, for the items that name none. */
  readonly section: string
  /** Moment of the turnover: it decides which VAT rates are known. */
  readonly turnover: Instant
  /** Marking codes met so far. */
  readonly marks: Set<string>
}

/** price × quantity, to the nearest tiyn, halves up (protocol §9). */
export const lineSum = (price: Tiyn, quantity: Thousandths): Tiyn => tiyn(divideHalfUp(price * quantity, 1000n))

function readName(asked: string, line: number, rules: TicketRules): string {
  const name = tidy(asked)
  const problem = textProblem(name, MAX_NAME)
  if (problem) throw new Refusal('NAME_INVALID', { line, problem })
  const characters = rules.unprintable(name)
  if (characters !== undefined) throw new Refusal('NAME_UNPRINTABLE', { line, characters })
  return name
}

function readPrice(asked: string, line: number): Tiyn {
  const price = parseTenge(asked)
  if (price === undefined || price === 0n) throw new Refusal('PRICE_INVALID', { line, value: shown(asked) })
  return withinRange(price)
}

function readQuantity(asked: string | undefined, line: number): Thousandths {
  if (asked === undefined) return ONE
  const quantity = parseQuantity(asked)
  if (quantity === undefined || quantity === 0n || quantity > MAX_QUANTITY)
    throw new Refusal('QUANTITY_INVALID', { line, value: shown(asked), maximum: formatQuantity(MAX_QUANTITY) })
  return quantity
}

function readSum(price: Tiyn, quantity: Thousandths, line: number): Tiyn {
  const sum = withinRange(lineSum(price, quantity))
  if (sum === 0n) throw new Refusal('LINE_TOO_SMALL', { line })
  return sum
}

function readUnit(asked: string, line: number): string {
  const unit = parseUnit(asked)
  if (unit === undefined) throw new Refusal('UNIT_UNKNOWN', { line, value: shown(asked) })
  return unit
}

/** `1` and `01` are one section: the reports add up by it. */
function readSection(asked: string, line: number, rules: TicketRules): string {
  const section = tidy(asked)
  const refuse = (problem: Problem) => new Refusal('SECTION_INVALID', { line, problem })
  const problem = textProblem(section, MAX_SECTION)
  if (problem) throw refuse(problem)
  if (/^\d+$/.test(section)) {
    const number = Number(section)
    if (number < 1 || number > MAX_SECTION_NUMBER) throw refuse('out-of-range')
    return String(number)
  }
  if (rules.unprintable(section) !== undefined) throw refuse('unprintable')
  return section
}

/** A code that is sent as it was given, once its check digit is right. */
function readCode(
  asked: string | undefined,
  isValid: (code: string) => boolean,
  refusal: 'BARCODE_INVALID' | 'NTIN_INVALID',
  line: number,
): string | undefined {
  if (asked === undefined) return undefined
  const code = asked.trim()
  if (!isValid(code)) throw new Refusal(refusal, { line, value: shown(asked) })
  return code
}

function readPhysicalLabel(asked: string | undefined, line: number, rules: TicketRules): string | undefined {
  if (asked === undefined) return undefined
  const label = tidy(asked)
  const problem = textProblem(label, MAX_PHYSICAL_LABEL) ?? (rules.unprintable(label) ? 'unprintable' : undefined)
  if (problem) throw new Refusal('PHYSICAL_LABEL_INVALID', { line, problem })
  return label
}

/**
 * Checks one item and computes its line. What is checked first is refused first.
 * @param line from 1
 */
export function readLine(request: ItemRequest, line: number, context: LineContext): Line {
  const { rules } = context
  const name = readName(request.name, line, rules)
  const price = readPrice(request.price, line)
  const quantity = readQuantity(request.quantity, line)
  const sum = readSum(price, quantity, line)
  const unit = readUnit(request.unit ?? rules.defaultUnit, line)
  const section = readSection(request.section ?? context.section, line, rules)
  const vat = chooseVat(request.vat, rules, context.turnover, line)
  const codes = compact({
    barcode: readCode(request.barcode, isBarcode, 'BARCODE_INVALID', line),
    ntin: readCode(request.ntin, isNtin, 'NTIN_INVALID', line),
    marks: readMarks(request.marks, quantity, line, context.marks),
    physicalLabel: readPhysicalLabel(request.physicalLabel, line, rules),
  })
  const modified = computeModifiers(request, sum, { where: 'item', line }, rules)
  return { name, unit, section, quantity, price, sum, ...modified, vat, ...codes }
}
