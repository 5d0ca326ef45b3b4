import type { Tiyn } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { shown } from '../text.ts'
import { bareMark, markIdentity } from '../ticket/marks.ts'
import type { Operator, Ticket, TicketRequest } from '../ticket/types.ts'
import { type Instant, MINUTE, formatIso, instant } from '../time.ts'
import { AUTONOMOUS_LIMIT, SHIFT_LIMIT } from './blocks.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

/** At most so many at once: a machine has as many slots open as it has customers. */
export const MAX_HOLDS = 16
/** A hold is taken only with so much left of a shift's 24 and an autonomous time's 72 hours (interface, "Hold"). */
export const SPARE = 15 * MINUTE
export const DEFAULT_MINUTES = 10
/** What is dispensed later than that may find the shift over. */
export const MAX_MINUTES = 15

/** Goods that are about to leave a machine: all that a sale checks is checked, nothing is registered yet. */
export interface Hold {
  readonly key: string
  /** SHA-256 in hex of what was asked for, as a client's key is bound to it. */
  readonly content: string
  readonly request: TicketRequest
  readonly total: Tiyn
  readonly operator: Operator
  readonly time: Instant
  readonly expires: Instant
}

/** A hold as it stands: owed, when the goods are out and a block kept their sale from being registered. */
export interface StandingHold extends Hold {
  readonly owed?: {
    readonly since: Instant
    /** Of the commit, which only the same commit ends. */
    readonly content: string
    readonly code: string
  }
}

/** What its end remembers of a hold. */
export type EndedHold = Pick<Hold, 'content' | 'total' | 'expires'>

export const isExpired = ({ expires, owed }: StandingHold, now: Instant): boolean => !owed && now >= expires

/** Those that take one of the {@link MAX_HOLDS} places. */
export const openHolds = ({ holds }: Pick<State, 'holds'>, now: Instant): readonly StandingHold[] =>
  holds.filter((hold) => !isExpired(hold, now))

/**
 * A piece that is about to leave, or has left, for one buyer goes to no other. What stands under the key itself is that buyer's.
 * @throws Refusal MARK_HELD
 */
export function assertNotHeld(
  state: Pick<State, 'holds'>,
  { items, operation }: Ticket,
  key: string,
  now: Instant,
): void {
  if (operation !== 'sale' && operation !== 'purchase-return') return
  const others = openHolds(state, now).filter((hold) => hold.key !== key)
  const held = new Map(others.flatMap((hold) => piecesOf(hold).map((piece) => [piece, hold])))
  for (const [index, { marks, storno }] of items.entries()) {
    const mark = storno ? undefined : marks.find((one) => held.has(markIdentity(one)))
    const hold = mark === undefined ? undefined : held.get(markIdentity(mark))
    if (mark === undefined || !hold) continue
    throw new Refusal('MARK_HELD', { line: index + 1, mark: shown(mark), until: formatIso(hold.expires) })
  }
}

/** Identities of the marked pieces that it holds. */
const piecesOf = ({ request: { items, stornos = [] } }: Hold): readonly string[] =>
  items.flatMap(({ marks = [] }, index) =>
    stornos.includes(index + 1) ? [] : marks.map((mark) => markIdentity(bareMark(mark))),
  )

export const owedHolds = ({ holds }: Pick<State, 'holds'>): readonly StandingHold[] => holds.filter(({ owed }) => owed)

/** Until when what is held can be registered: the nearest end of a shift or of autonomous work. */
export function sellUntilOf({ queue: [oldest], shift }: State, now: Instant): Instant {
  const ends = [now + SHIFT_LIMIT]
  if (shift) ends.push(shift.openedAt + SHIFT_LIMIT)
  if (oldest) ends.push(oldest.time + AUTONOMOUS_LIMIT)
  return instant(Math.min(...ends))
}

type HoldRecord = Extract<RegisterRecord, { kind: 'hold' | 'hold-end' | 'hold-owed' }>

/** The holds after one record more. Expired ones are forgotten when another comes: their records are not. */
export function evolveHolds(
  holds: readonly StandingHold[],
  record: HoldRecord,
  time: Instant,
): readonly StandingHold[] {
  switch (record.kind) {
    case 'hold':
      return [...holds.filter((hold) => !isExpired(hold, time)), record.hold]
    case 'hold-end':
      return withoutHold(holds, record.client.key)
    case 'hold-owed': {
      const { code, content, hold } = record
      return [...withoutHold(holds, hold.key), { ...hold, owed: { since: time, content, code } }]
    }
    default:
      throw new Error(`unknown record of a hold ${String(record satisfies never)}`)
  }
}

export const withoutHold = (holds: readonly StandingHold[], key: string): readonly StandingHold[] =>
  holds.filter((hold) => hold.key !== key)
