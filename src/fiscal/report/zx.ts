import { toJson } from '../json.ts'
import { add, subtract } from '../money.ts'
import { OPERATIONS } from '../ticket/types.ts'
import type { Instant } from '../time.ts'
import { countPlacement, revenueOf } from './counters.ts'
import type { CountSum, Counters, PerOperation, ZxReport } from './types.ts'

export interface ReportFacts {
  readonly type: 'x' | 'z'
  readonly time: Instant
  readonly shift: number
  readonly openTime: Instant
  /** Of a Z. */
  readonly closeTime?: Instant
  readonly checksum: string
  /** All the cash is taken out as the shift closes: counted in this Z (protocol §8.6). An empty drawer: nothing is taken. */
  readonly withdraw?: boolean
  /** The shift is closed autonomously; so is that withdrawal. */
  readonly autonomous?: boolean
}

/** Positions less discounts plus markups; as many as the positions (protocol §8.1). */
export const totalResult = ({ operations, discounts, markups }: Counters): PerOperation<CountSum> =>
  Object.fromEntries(
    OPERATIONS.map((operation) => {
      const { count, sum } = operations[operation]
      return [operation, { count, sum: subtract(add(sum, markups[operation].sum), discounts[operation].sum) }]
    }),
  ) as PerOperation<CountSum>

/** An X or Z report of the shift that these counters are of (protocol §8; EK0-x-1, EK0-z-1). */
export function zxReport(counters: Counters, facts: ReportFacts): ZxReport {
  const { withdraw = false, autonomous = false, ...head } = facts
  const counted =
    withdraw && counters.cash > 0n ? countPlacement(counters, 'withdrawal', counters.cash, { autonomous }) : counters
  return { ...counted, ...head, totalResult: totalResult(counted), revenue: revenueOf(counted) }
}

/** The same value with the members of every object in the order of their names. */
function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(ordered)
  const members: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) members[name] = ordered((value as Record<string, unknown>)[name])
  return members
}

/** One text for equal counters, however they came about: it is hashed into every record (R1326-12.1). */
export function canonicalTotals(counters: Counters): string {
  const known = texts.get(counters)
  if (known !== undefined) return known
  const text = toJson(ordered(counters))
  texts.set(counters, text)
  return text
}

/** Most records change no counter. */
const texts = new WeakMap<Counters, string>()
