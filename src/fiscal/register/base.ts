import type { Counters } from '../report/types.ts'
import { OPERATIONS } from '../ticket/types.ts'
import type { Answer } from '../wire/dialect.ts'
import type { Base } from './fiscal-records.ts'
import type { Conditions } from './registration.ts'
import type { OpenShift } from './state.ts'

/**
 * What INFO says that the OFD has counted for this register already: a register that goes on after another device, or
 * whose accumulator is new, continues its numbers and its life-long sums (protocol §6). Nothing to continue: undefined.
 */
export function baseOf(answer: Answer, conditions?: Conditions): Base | undefined {
  const { report, lastDocument } = answer
  if (!report) return undefined
  const base: Base = {
    documentNumber: lastDocument?.documentNumber ?? 0,
    shift: Math.max(report.shift, lastDocument?.shift ?? 0),
    nonNullable: report.nonNullable,
    ticketTotalCounts: report.ticketTotalCounts,
    placementTotalCounts: report.placementTotalCounts,
    cash: report.cash,
    ...standingOf(answer, conditions),
  }
  const counted = OPERATIONS.some((operation) => base.nonNullable[operation] > 0n)
  return base.documentNumber > 0 || base.shift > 0 || counted ? base : undefined
}

/** A report of an earlier shift than the last document's says nothing of the later one. */
function standingOf({ lastDocument, report }: Answer, conditions: Conditions | undefined): Pick<Base, 'standing'> {
  if (!conditions || !report || report.shift === 0 || report.shift < (lastDocument?.shift ?? 0)) return {}
  if (report.type === 'z') return { standing: 'closed' }
  return report.open ? { standing: { ...report.open, conditions } } : {}
}

/** The shift that is open behind it, where it was ours or is the OFD's. */
export function shiftBehind(ours: OpenShift | undefined, { shift, standing }: Base): OpenShift | undefined {
  if (standing !== undefined && standing !== 'closed') {
    const { conditions, counters, openedAt } = standing
    const { deposit, withdrawal } = counters.placements
    const tickets = OPERATIONS.reduce((sum, operation) => sum + counters.tickets[operation].count, 0)
    return { number: shift, openedAt, tickets, placements: deposit.count + withdrawal.count, conditions }
  }
  const isOver = ours === undefined || ours.number < shift || (standing === 'closed' && ours.number === shift)
  return isOver ? undefined : ours
}

/** Counters that go on from what the OFD has: life-long sums, life-long counts and the cash in the drawer. */
export function withBase(counters: Counters, base: Base): Counters {
  if (base.standing !== undefined && base.standing !== 'closed') return base.standing.counters
  const { placements, tickets } = counters
  return {
    ...counters,
    cash: base.cash,
    nonNullable: base.nonNullable,
    startNonNullable: base.nonNullable,
    tickets: {
      sale: { ...tickets.sale, totalCount: base.ticketTotalCounts.sale },
      'sale-return': { ...tickets['sale-return'], totalCount: base.ticketTotalCounts['sale-return'] },
      purchase: { ...tickets.purchase, totalCount: base.ticketTotalCounts.purchase },
      'purchase-return': { ...tickets['purchase-return'], totalCount: base.ticketTotalCounts['purchase-return'] },
    },
    placements: {
      deposit: { ...placements.deposit, totalCount: base.placementTotalCounts.deposit },
      withdrawal: { ...placements.withdrawal, totalCount: base.placementTotalCounts.withdrawal },
    },
  }
}
