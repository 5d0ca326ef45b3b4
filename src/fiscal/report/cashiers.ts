import { type Tiyn, ZERO, add } from '../money.ts'
import type { FiscalDocument } from '../register/document.ts'
import { OPERATIONS, type Operation, type Operator, PAYMENT_TYPES, type PaymentType } from '../ticket/types.ts'
import type { CountSum, PerOperation } from './types.ts'

/** What one person made in a shift, tickets by operation and payment, cash put in and taken out (R1326-29.2). */
export interface CashierTotals {
  readonly code: number
  readonly name: string
  readonly tickets: PerOperation<CashierTickets>
  readonly placements: Readonly<Record<'deposit' | 'withdrawal', CountSum>>
}

export interface CashierTickets extends CountSum {
  readonly payments: Readonly<Record<PaymentType, CountSum>>
}

const NOTHING: CountSum = { count: 0, sum: ZERO }
const NO_TICKETS: CashierTickets = { ...NOTHING, payments: { cash: NOTHING, card: NOTHING, mobile: NOTHING } }

const newcomer = ({ code, name }: Operator): CashierTotals => ({
  code,
  name,
  tickets: Object.fromEntries(OPERATIONS.map((operation) => [operation, NO_TICKETS])) as CashierTotals['tickets'],
  placements: { deposit: NOTHING, withdrawal: NOTHING },
})

const plus = ({ count, sum }: CountSum, more: Tiyn): CountSum => ({ count: count + 1, sum: add(sum, more) })

function plusTicket(before: CashierTickets, total: Tiyn, payments: Partial<Record<PaymentType, Tiyn>>): CashierTickets {
  const paid = PAYMENT_TYPES.map((type) => {
    const sum = payments[type]
    return [type, sum === undefined ? before.payments[type] : plus(before.payments[type], sum)]
  })
  return { ...plus(before, total), payments: Object.fromEntries(paid) as CashierTickets['payments'] }
}

/** One cashier's totals grown; a new one joins at the end, so that the list keeps the order of first documents. */
function grow(
  cashiers: readonly CashierTotals[],
  operator: Operator,
  entry: (before: CashierTotals) => CashierTotals,
): readonly CashierTotals[] {
  const place = cashiers.findIndex(({ code, name }) => code === operator.code && name === operator.name)
  return place === -1
    ? [...cashiers, entry(newcomer(operator))]
    : cashiers.with(place, entry(cashiers[place] as CashierTotals))
}

const growPlacement = (
  cashiers: readonly CashierTotals[],
  operator: Operator,
  direction: 'deposit' | 'withdrawal',
  sum: Tiyn,
): readonly CashierTotals[] =>
  grow(cashiers, operator, (before) => ({
    ...before,
    placements: { ...before.placements, [direction]: plus(before.placements[direction], sum) },
  }))

/**
 * The shift's cashiers after one document more: nothing is ever looked for among the documents themselves. A shift's
 * close adds the withdrawal that goes with it, when there is one.
 */
export function countCashier(cashiers: readonly CashierTotals[], document: FiscalDocument): readonly CashierTotals[] {
  const { operator } = document
  switch (document.type) {
    case 'ticket': {
      const { operation, payments, total } = document.ticket
      return grow(cashiers, operator, (before) => ({
        ...before,
        tickets: { ...before.tickets, [operation]: plusTicket(before.tickets[operation], total, payments) },
      }))
    }
    case 'placement':
      return growPlacement(cashiers, operator, document.direction, document.sum)
    case 'close':
      return document.withdrawn > 0n ? growPlacement(cashiers, operator, 'withdrawal', document.withdrawn) : cashiers
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

/** Operations that a cashier saw anything of. */
export const usedOperations = ({ tickets }: CashierTotals): readonly Operation[] =>
  OPERATIONS.filter((operation) => tickets[operation].count > 0)
