import { type Tiyn, tiyn } from '../money.ts'
import { type Instant, toLocal } from '../time.ts'
import type { Command } from './dialect.ts'
import { WireError } from './frame.ts'

/* Values of the wire: the numbers of its enums (§5), money and times. */

export const COMMAND_CODES = {
  system: 0,
  ticket: 1,
  'close-shift': 2,
  report: 3,
  nomenclature: 4,
  info: 5,
  'money-placement': 6,
} as const satisfies Record<Command, number>

export const OPERATION_CODES = { purchase: 0, 'purchase-return': 1, sale: 2, 'sale-return': 3 } as const
export const PAYMENT_CODES = { cash: 0, card: 1, mobile: 4 } as const
export const PLACEMENT_CODES = { deposit: 0, withdrawal: 1 } as const
export const REPORT_CODES = { z: 0, x: 1 } as const
export const DOMAIN_CODES = { trading: 0, services: 1, gasoil: 2, hotels: 3, taxi: 4, parking: 5 } as const

/** The lists of a report run in the order of the wire's numbers. */
export const WIRE_OPERATIONS = ['purchase', 'purchase-return', 'sale', 'sale-return'] as const
export const WIRE_PAYMENTS = ['cash', 'card', 'mobile'] as const
export const WIRE_PLACEMENTS = ['deposit', 'withdrawal'] as const

export const TAX_VAT = 100
/** Percents are in thousandths of a percent (§1). */
export const PERCENT_UNIT = 1000

/** `uint32` goes up to 2³¹ − 1, `uint64` up to 2⁶³ − 1 (§1). */
export const MAX_UINT32 = 2_147_483_647
export const MAX_UINT64 = 9_223_372_036_854_775_807n

/** Tenge and tiyn. The wire has no sign. */
export function money(sum: Tiyn): { bills: bigint; coins: number } {
  if (sum < 0n || sum / 100n > MAX_UINT64) throw new WireError('range', `${sum} tiyn does not fit Money`)
  return { bills: sum / 100n, coins: Number(sum % 100n) }
}

/** @throws WireError `range` for 100 tiyn or more (§11) */
export function readMoney(value: { bills: bigint; coins: number }): Tiyn {
  if (value.coins > 99) throw new WireError('range', `coins ${value.coins} is not 0 to 99`)
  return tiyn(value.bills * 100n + BigInt(value.coins))
}

/** Wall clock of Astana (§1: local fields without a zone). */
export function dateTime(at: Instant) {
  const { year, month, day, hour, minute, second } = toLocal(at)
  return { date: { year, month, day }, time: { hour, minute, second } }
}

/** TicketAdTypeEnum. */
export const AD_CODES = { ofd: 0, org: 1, pos: 2, kkm: 3, info: 4 } as const
export const AD_TYPES = ['ofd', 'org', 'pos', 'kkm', 'info'] as const
