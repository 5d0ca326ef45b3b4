import { compact } from '../compact.ts'
import { type Tiyn, parseTenge, withinRange } from '../money.ts'
import type { Problem } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { textProblem, tidy } from '../text.ts'
import { type Instant, parseMoment } from '../time.ts'
import type { DomainFacts, DomainRequest, DomainType, TicketRules } from './types.ts'

type Field = Exclude<keyof DomainRequest, 'type'>

/** Characters of a number of an account, a card, a car, a correction. */
export const MAX_DOMAIN_FIELD = 64

/** Which data belong to which domain (protocol §5). */
export const DOMAIN_FIELDS: Readonly<Record<DomainType, readonly Field[]>> = {
  trading: [],
  services: ['accountNumber'],
  gasoil: ['correctionNumber', 'correctionSum', 'cardNumber'],
  hotels: [],
  taxi: ['carNumber', 'order', 'currentFee'],
  parking: ['begin', 'end'],
}

const refuse = (field: Field, problem: Problem) => new Refusal('DOMAIN_INVALID', { field: `domain.${field}`, problem })

class Reader {
  readonly #request: DomainRequest
  readonly #rules: Pick<TicketRules, 'unprintable'>

  constructor(request: DomainRequest, rules: Pick<TicketRules, 'unprintable'>) {
    this.#request = request
    this.#rules = rules
  }

  /** A member that must be there once its domain says anything. */
  #given<F extends Field>(field: F): NonNullable<DomainRequest[F]> {
    const value = this.#request[field]
    if (value === undefined) throw refuse(field, 'empty')
    return value
  }

  has = (field: Field): boolean => this.#request[field] !== undefined

  text(field: 'accountNumber' | 'correctionNumber' | 'cardNumber' | 'carNumber'): string {
    const value = tidy(this.#given(field))
    const problem = textProblem(value, MAX_DOMAIN_FIELD) ?? (this.#rules.unprintable(value) ? 'unprintable' : undefined)
    if (problem) throw refuse(field, problem)
    return value
  }

  sum(field: 'correctionSum' | 'currentFee'): Tiyn {
    const sum = parseTenge(this.#given(field))
    if (sum === undefined) throw refuse(field, 'sum-invalid')
    return withinRange(sum)
  }

  moment(field: 'begin' | 'end'): Instant {
    const moment = parseMoment(this.#given(field))
    if (moment === undefined) throw refuse(field, 'not-a-moment')
    return moment
  }

  order = (): boolean => this.#given('order')
}

function readParking(reader: Reader): NonNullable<DomainFacts['parking']> {
  const begin = reader.moment('begin')
  const end = reader.moment('end')
  if (end < begin) throw refuse('end', 'before-begin')
  return { begin, end }
}

/**
 * What the ticket's domain says beside its name. Fuel may say any part of it, the others all or nothing.
 * @returns undefined when it says nothing
 * @throws Refusal DOMAIN_INVALID
 */
export function readDomain(
  request: DomainRequest | undefined,
  rules: Pick<TicketRules, 'unprintable'>,
): DomainFacts | undefined {
  if (!request) return undefined
  const { type, ...members } = request
  const said = Object.keys(compact(members)) as Field[]
  const stranger = said.find((field) => !DOMAIN_FIELDS[type].includes(field))
  if (stranger !== undefined) throw refuse(stranger, 'of-another-domain')
  if (said.length === 0) return undefined
  const reader = new Reader(request, rules)
  switch (type) {
    case 'services':
      return { services: { accountNumber: reader.text('accountNumber') } }
    case 'gasoil':
      return {
        gasoil: {
          ...(reader.has('correctionNumber') && { correctionNumber: reader.text('correctionNumber') }),
          ...(reader.has('correctionSum') && { correctionSum: reader.sum('correctionSum') }),
          ...(reader.has('cardNumber') && { cardNumber: reader.text('cardNumber') }),
        },
      }
    case 'taxi':
      return {
        taxi: { carNumber: reader.text('carNumber'), order: reader.order(), currentFee: reader.sum('currentFee') },
      }
    case 'parking':
      return { parking: readParking(reader) }
    case 'trading':
    case 'hotels':
      return undefined
    default:
      throw new Error(`unknown domain ${String(type satisfies never)}`)
  }
}
