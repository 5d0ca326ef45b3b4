import { compact } from '../compact.ts'
import { type Tiyn, ZERO, divideHalfUp, parseTenge, subtract, add, tiyn, withinRange } from '../money.ts'
import type { Problem } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { textProblem, tidy } from '../text.ts'
import type { Modifier, ModifierRequest, ReceiptLanguage, TicketRules } from './types.ts'

export type ModifierKind = 'discount' | 'markup'

/** Where a modifier stands, as a refusal's details name it. */
export type Place = { readonly where: 'item'; readonly line: number } | { readonly where: 'ticket' }

/** What a discount and a markup are called when nobody names them: the wire requires a name (P203-mods). */
export const MODIFIER_NAMES: Readonly<Record<ModifierKind, Readonly<Record<ReceiptLanguage, string>>>> = {
  discount: { kk: 'Жеңілдік', ru: 'Скидка', 'kk+ru': 'Жеңілдік/Скидка' },
  markup: { kk: 'Үстеме', ru: 'Наценка', 'kk+ru': 'Үстеме/Наценка' },
}

/** Characters of a modifier's name. */
export const MAX_MODIFIER_NAME = 64

const PERCENT = /^(\d{1,3})(?:[.,](\d{1,3}))?$/
const WHOLE = 100_000

/** @returns thousandths of a percent over 0, at most 100 %; undefined for any other text */
function parsePercent(text: string): number | undefined {
  const match = PERCENT.exec(text)
  if (!match) return undefined
  const percent = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
  return percent > 0 && percent <= WHOLE ? percent : undefined
}

/** A part of a sum, to the nearest tiyn, halves up, as a line is rounded (protocol §9). */
const partOf = (base: Tiyn, percent: number): Tiyn => tiyn(divideHalfUp(base * BigInt(percent), BigInt(WHOLE)))

function modifierSum(request: ModifierRequest, base: Tiyn): { sum: Tiyn; percent?: number } | Problem {
  if (request.percent !== undefined && request.sum !== undefined) return 'percent-and-sum'
  if (request.percent !== undefined) {
    const percent = parsePercent(request.percent)
    if (percent === undefined) return 'percent-invalid'
    const sum = partOf(base, percent)
    return sum === 0n ? 'less-than-tiyn' : { sum, percent }
  }
  const sum = request.sum === undefined ? undefined : parseTenge(request.sum)
  return sum === undefined || sum === 0n ? 'sum-invalid' : { sum: withinRange(sum) }
}

/**
 * Checks and computes a discount or a markup.
 * @param base what it is taken from or added to
 */
export function computeModifier(
  kind: ModifierKind,
  request: ModifierRequest,
  base: Tiyn,
  place: Place,
  rules: Pick<TicketRules, 'unprintable' | 'language'>,
): Modifier {
  const refuse = (problem: Problem) =>
    new Refusal(kind === 'discount' ? 'DISCOUNT_INVALID' : 'MARKUP_INVALID', { ...place, problem })
  const name = tidy(request.name ?? MODIFIER_NAMES[kind][rules.language])
  const problem = textProblem(name, MAX_MODIFIER_NAME) ?? (rules.unprintable(name) ? 'unprintable' : undefined)
  if (problem) throw refuse(problem)
  const computed = modifierSum(request, base)
  if (typeof computed === 'string') throw refuse(computed)
  if (kind === 'discount' && computed.sum > base) throw refuse('larger-than-sum')
  return { name, ...computed }
}

export interface Modified {
  readonly discount?: Modifier
  readonly markup?: Modifier
}

/** What a line or a ticket has of the two; they exclude each other (P203-mods). */
export function computeModifiers(
  request: { readonly discount?: ModifierRequest | undefined; readonly markup?: ModifierRequest | undefined },
  base: Tiyn,
  place: Place,
  rules: Pick<TicketRules, 'unprintable' | 'language'>,
): Modified {
  const { discount, markup } = request
  if (discount && markup) throw new Refusal('MARKUP_AND_DISCOUNT', { ...place })
  return compact({
    discount: discount && computeModifier('discount', discount, base, place, rules),
    markup: markup && computeModifier('markup', markup, base, place, rules),
  })
}

/** The sum with its modifier counted in. */
export const modify = (base: Tiyn, { discount, markup }: Modified): Tiyn =>
  withinRange(subtract(add(base, markup?.sum ?? ZERO), discount?.sum ?? ZERO))
