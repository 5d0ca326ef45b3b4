import assert from 'node:assert/strict'
import { Refusal, type RefusalDetails } from '../../../src/fiscal/refusal.ts'
import { computeTicket } from '../../../src/fiscal/ticket/compute.ts'
import type { ItemRequest, Ticket, TicketRequest, TicketRules } from '../../../src/fiscal/ticket/types.ts'
import { type Instant, fromLocal } from '../../../src/fiscal/time.ts'
import type { ErrorCode } from '../../../src/locale/errors.ts'
import { type Tiyn, formatTenge, parseTenge } from '../../../src/fiscal/money.ts'

/** `at(2026, 1, 1)` is that midnight in Astana. */
export const at = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Instant =>
  fromLocal({ year, month, day, hour, minute, second })

export const SELLER = '131240010479'
export const BUYER = '190540005749'

export const RULES: TicketRules = {
  now: at(2026, 11, 21, 10, 15, 30),
  sellerId: SELLER,
  vatPayer: true,
  defaultVat: 16,
  defaultUnit: '796',
  defaultSection: '1',
  language: 'kk+ru',
  unprintable: (text) => /\p{Extended_Pictographic}/u.exec(text)?.[0],
}

export const BREAD: ItemRequest = { name: 'Нан', price: '150.00' }

export const PARENT: NonNullable<TicketRequest['parent']> = {
  sign: '1846203957',
  time: at(2026, 11, 20, 12),
  regNumber: '010102345678',
  total: tenge('275.00'),
  autonomous: false,
}

/** A sale of bread for cash, with what the test changes. */
export const sale = (change: Partial<TicketRequest> = {}): TicketRequest => ({
  operation: 'sale',
  items: [BREAD],
  payments: { cash: 'rest' },
  ...change,
})

/** A sale of one item. */
export const saleOf = (item: Partial<ItemRequest>): TicketRequest => sale({ items: [{ ...BREAD, ...item }] })

export const compute = (request: TicketRequest, rules: Partial<TicketRules> = {}): Ticket =>
  computeTicket(request, { ...RULES, ...rules })

/** The code and the details of the refusal that it ends in. */
export function refusalOf(run: () => unknown): { code: ErrorCode; details: RefusalDetails } {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: error.details }
    throw error
  }
  return assert.fail('nothing was refused')
}

export function tenge(text: string): Tiyn {
  const sum = parseTenge(text)
  assert.ok(sum !== undefined, text)
  return sum
}

/** Tiyn of a result as a reader knows them: every bigint that stands for money becomes `275.00`. */
export const shownSums = (sums: object): Record<string, string> =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, formatTenge(sum as Tiyn)]))
