import { type Tiyn, formatTenge, parseTenge } from './money.ts'
import type { OfdOperator } from './register/registration.ts'
import { type Instant, formatCompact, parseCompact } from './time.ts'

/** Operators of fiscal data as they are known (practice 2.4, protocol §10). A new one is a new entry here, nothing else. */
export const OPERATORS: readonly OfdOperator[] = [
  {
    id: 'kazakhtelecom',
    nameRu: 'АО «Казахтелеком»',
    nameKk: '«Қазақтелеком» АҚ',
    checkSite: 'consumer.oofd.kz',
    checkUrl: 'http://consumer.oofd.kz?i={sign}&f={regNumber}&s={total}&t={time}',
  },
  {
    id: 'kazakhtelecom-test',
    nameRu: 'АО «Казахтелеком»',
    nameKk: '«Қазақтелеком» АҚ',
    checkSite: 'consumer.test-oofd.kz',
    checkUrl: 'http://consumer.test-oofd.kz?i={sign}&f={regNumber}&s={total}&t={time}',
  },
  {
    id: 'transtelecom',
    nameRu: 'АО «Транстелеком»',
    nameKk: '«Транстелеком» АҚ',
    checkSite: 'ofd1.kz/t/',
    checkUrl: 'https://ofd1.kz/t/?i={sign}&f={regNumber}&s={total}&t={time}',
  },
  {
    id: 'jusan',
    nameRu: 'АО «Jusan Mobile»',
    nameKk: '«Jusan Mobile» АҚ',
    checkSite: 'consumer.kofd.kz',
    checkUrl: 'https://consumer.kofd.kz?t={time}&i={sign}&f={regNumber}&s={total}',
  },
  {
    id: 'smartcontract',
    nameRu: 'ТОО «Smartcontract»',
    nameKk: '«Smartcontract» ЖШС',
    checkSite: 'consumer.wofd.kz',
    checkUrl: 'https://consumer.wofd.kz?i={sign}&f={regNumber}&s={total}&t={time}',
  },
]

export const operatorOf = (id: string): OfdOperator | undefined => OPERATORS.find((operator) => operator.id === id)

/** What the check address of a receipt says of it (R1326-30.2.1 to 30.2.4). */
export interface CheckFacts {
  readonly sign: string
  readonly regNumber: string
  readonly total: Tiyn
  readonly time: Instant
}

/** The address where a buyer checks a receipt: the text of its QR code (R1326-30.3). */
export function checkUrl(operator: OfdOperator, facts: CheckFacts): string {
  const values: Readonly<Record<string, string>> = {
    sign: facts.sign,
    regNumber: facts.regNumber,
    total: formatTenge(facts.total),
    time: formatCompact(facts.time),
  }
  return operator.checkUrl.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

/** Characters of a check address; the real ones have about 100. */
const MAX_CHECK_URL = 512

/**
 * Reads the check address of any operator's receipt, as a scanner or a person gives it: the parameters in any order and
 * among others, the sum with one decimal or none (practice 2.3).
 * @returns undefined when it is none
 */
export function parseCheckUrl(text: string): CheckFacts | undefined {
  const address = text.trim()
  const query = /^https?:\/\/[^\s?]+\?([^\s#]+)$/i.exec(address)?.[1]
  if (query === undefined || address.length > MAX_CHECK_URL) return undefined
  const values = new Map(
    query.split('&').map((part): [string, string] => {
      const equals = part.indexOf('=')
      return equals === -1 ? [part, ''] : [part.slice(0, equals).toLowerCase(), part.slice(equals + 1)]
    }),
  )
  const sign = values.get('i') ?? ''
  const regNumber = values.get('f') ?? ''
  const total = parseTenge(values.get('s') ?? '')
  const time = parseCompact(values.get('t') ?? '')
  if (!/^\d{1,20}$/.test(sign) || !/^\d{12}$/.test(regNumber) || total === undefined || time === undefined)
    return undefined
  return { sign, regNumber, total, time }
}
