import { formatQuantity, parseQuantity } from '../quantity.ts'
import { Refusal } from '../refusal.ts'
import { markIdentity } from '../ticket/marks.ts'
import type { ItemRequest, Operator, PaymentsRequest, TicketRequest } from '../ticket/types.ts'
import { MINUTE, instant } from '../time.ts'
import type { Circumstances } from './blocks.ts'
import { decideDocument } from './decide-document.ts'
import { type Hold, MAX_HOLDS, SPARE, openHolds, sellUntilOf } from './holds.ts'
import type { TicketAsked } from './make-ticket.ts'
import type { ClientKey } from './fiscal-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

export interface HoldAsked {
  readonly asked: TicketAsked
  readonly client: ClientKey
  readonly operator: Operator
  readonly minutes: number
}

/**
 * Checks all that the sale would be checked for, by making it and throwing it away.
 * @throws Refusal as a sale; HOLD_TOO_MANY, HOLD_TOO_LATE, HOLD_DISCOUNT
 */
export function decideHold(
  state: State,
  { asked, client, minutes, operator }: HoldAsked,
  circumstances: Circumstances,
): readonly RegisterRecord[] {
  const { now } = circumstances
  const request = { ...asked.request, payments: paid(asked.request.payments) }
  const [attempt] = decideDocument(
    state,
    { request: { type: 'ticket', ...asked, request }, client, operator },
    circumstances,
  ).records
  if (attempt?.kind !== 'attempt' || attempt.document.type !== 'ticket') throw new Error('a hold that is no ticket')
  if (openHolds(state, now).length >= MAX_HOLDS) throw new Refusal('HOLD_TOO_MANY', { maximum: MAX_HOLDS })
  const until = sellUntilOf(state, now)
  if (until - now < SPARE) throw new Refusal('HOLD_TOO_LATE', { minutes: SPARE / MINUTE })
  assertDivisible(request)
  const { total } = attempt.document.ticket
  const { content, key } = client
  const expires = instant(now + minutes * MINUTE)
  return [{ kind: 'hold', hold: { key, content, request: asked.request, total, operator, time: now, expires } }]
}

/** Who pays is told at the end; until then a card stands for it. */
const paid = (payments: PaymentsRequest): PaymentsRequest =>
  Object.values(payments).some((sum) => sum !== undefined) ? payments : { card: 'rest' }

/** A part of the goods has a part of a discount in per cent; of one in tenge nobody can say which. */
function assertDivisible({ discount, items, markup }: TicketRequest): void {
  const modifiers = [discount, markup, ...items.flatMap((item) => [item.discount, item.markup])]
  if (modifiers.some((modifier) => modifier?.sum !== undefined)) throw new Refusal('HOLD_DISCOUNT')
}

/** How much of a line was dispensed; without a quantity all of it. */
export interface Dispensed {
  readonly line: number
  readonly quantity?: string | undefined
  readonly marks?: readonly string[] | undefined
}

export interface Commit {
  /** Absent: everything. */
  readonly lines?: readonly Dispensed[] | undefined
  readonly payments?: PaymentsRequest | undefined
}

/**
 * The sale of what was dispensed; undefined: nothing was.
 * @throws Refusal HOLD_LINES: a line that is not held, or more of it than is
 */
export function committed({ request }: Hold, { lines, payments = {} }: Commit): TicketRequest | undefined {
  const items = lines === undefined ? request.items : lines.flatMap((line) => dispensed(request, line) ?? [])
  const named = lines?.map(({ line }) => line) ?? []
  const doubled = named.find((line, index) => named.indexOf(line) !== index)
  if (doubled !== undefined) throw new Refusal('HOLD_LINES', { line: doubled })
  if (items.length === 0) return undefined
  const given = Object.values(payments).some((sum) => sum !== undefined)
  const { stornos: _, ...rest } = request
  const all = lines === undefined ? request : rest
  return { ...all, items, payments: given ? payments : request.payments }
}

function dispensed(request: TicketRequest, { line, marks, quantity }: Dispensed): ItemRequest | undefined {
  const item = request.stornos?.includes(line) ? undefined : request.items[line - 1]
  const held = parseQuantity(item?.quantity ?? '1')
  const out = quantity === undefined ? held : parseQuantity(quantity)
  if (!item || held === undefined || out === undefined || out > held) throw new Refusal('HOLD_LINES', { line })
  if (out === 0n) return undefined
  const pieces = piecesOf(item, marks, out === held)
  if (pieces === undefined) throw new Refusal('HOLD_LINES', { line })
  return { ...item, quantity: formatQuantity(out), ...(pieces.length > 0 && { marks: pieces }) }
}

/** Which marked pieces went out: those named; all of them with all of the line. undefined: not told, or not held. */
function piecesOf(
  { marks: held = [] }: ItemRequest,
  named: readonly string[] | undefined,
  all: boolean,
): readonly string[] | undefined {
  if (named === undefined) return all || held.length === 0 ? held : undefined
  if (held.length === 0) return named
  const known = new Set(held.map(markIdentity))
  return named.every((mark) => known.has(markIdentity(mark))) ? named : undefined
}
