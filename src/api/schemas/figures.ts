import * as z from 'zod'
import { count, decimal, time } from './values.ts'

export const per = <T extends z.ZodType>(value: T) =>
  z.strictObject({ sale: value, 'sale-return': value, purchase: value, 'purchase-return': value })

export const countSum = z.strictObject({ count, sum: decimal })

export const tickets = z.strictObject({
  totalCount: count,
  count,
  sum: decimal,
  payments: z.strictObject({ cash: countSum, card: countSum, mobile: countSum }),
  offlineCount: count,
  discountSum: decimal,
  markupSum: decimal,
  changeSum: decimal,
})

export const placements = z.strictObject({ totalCount: count, count, sum: decimal, offlineCount: count })

/** All figures of an X or Z report (fiscal/report/types.ts, ZxReport); sums in tenge, times in ISO. */
export const reportFigures = z.strictObject({
  type: z.enum(['x', 'z']),
  shift: z.int(),
  time,
  openTime: time,
  closeTime: time.optional(),
  checksum: z.string(),
  cash: decimal,
  revenue: decimal,
  nonNullable: per(decimal),
  startNonNullable: per(decimal),
  sections: z.array(z.strictObject({ code: z.string(), operations: per(countSum) })),
  operations: per(countSum),
  discounts: per(countSum),
  markups: per(countSum),
  totalResult: per(countSum),
  taxes: z.array(
    z.strictObject({
      rate: z.string(),
      operations: per(z.strictObject({ turnover: decimal, sum: decimal })),
    }),
  ),
  tickets: per(tickets),
  placements: z.strictObject({ deposit: placements, withdrawal: placements }),
})

/** A figure that the OFD counts otherwise: `nonNullable.sale`, `cash`, `shift` and so on. */
export const difference = z.strictObject({ field: z.string(), ours: z.string(), theirs: z.string() })
