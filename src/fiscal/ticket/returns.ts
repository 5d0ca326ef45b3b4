import { type Tiyn, ZERO, divideHalfUp, formatTenge, min, parseTenge, subtract, sumOf, tiyn } from '../money.ts'
import { MAX_QUANTITY, type Thousandths, formatQuantity, parseQuantity, thousandths } from '../quantity.ts'
import { Refusal } from '../refusal.ts'
import { shown, tidy } from '../text.ts'
import { parseUnit } from '../units.ts'
import { lineSum } from './items.ts'
import { bareMark, markIdentity } from './marks.ts'
import type { Item, ItemRequest, ReturnedPart, Ticket, TicketRequest } from './types.ts'

/*
 * What may go back of a receipt. Of each line a return takes a quantity, and with it that quantity's share of what the
 * line cost after all discounts and markups. Shares are counted from the line's beginning, so that they add up to the
 * tiyn however the line is cut: the last part takes the rest (protocol §9, one rounding: to the nearest tiyn, halves up).
 */

/** What is known of the receipt that a return goes back to. */
export type Basis =
  /** Of this register: its lines, whether VAT was paid then, and its returns so far, in their order. */
  | {
      readonly type: 'own'
      readonly ticket: Ticket
      readonly vatPayer: boolean
      readonly returns: readonly Ticket[]
    }
  /** Of another register: only what this one has given back for it so far. */
  | { readonly type: 'foreign'; readonly returned: Tiyn }

export type OwnBasis = Extract<Basis, { type: 'own' }>

/** Lines of the parent by their numbers, instead of items. */
export interface Selection {
  readonly whole?: boolean | undefined
  readonly lines?:
    | readonly {
        readonly line: number
        readonly quantity?: string | undefined
        readonly marks?: readonly string[] | undefined
      }[]
    | undefined
}

/** What of one line has not come back yet. */
export interface Remaining {
  /** From 1. */
  readonly line: number
  readonly item: Item
  readonly quantity: Thousandths
  readonly net: Tiyn
  readonly marks: readonly string[]
}

/** What a quantity of a line is worth, counted from its beginning. */
const worthOf = ({ net, quantity: whole }: Item, quantity: bigint): Tiyn => tiyn(divideHalfUp(net * quantity, whole))

const left = (line: number, item: Item, returned: bigint, marks: readonly string[]): Remaining => ({
  line,
  item,
  quantity: thousandths(item.quantity - returned),
  net: subtract(item.net, worthOf(item, returned)),
  marks,
})

/** The most that a quantity of what is left may bring. */
function shareOf({ item, quantity: rest }: Remaining, quantity: Thousandths): Tiyn {
  const before = item.quantity - rest
  return subtract(worthOf(item, before + quantity), worthOf(item, before))
}

/** The same line with a part gone. */
function take(remaining: Remaining, quantity: Thousandths, marks: readonly string[]): Remaining {
  const { line, item } = remaining
  const gone = new Set(marks.map(markIdentity))
  const rest = remaining.marks.filter((mark) => !gone.has(markIdentity(mark)))
  return left(line, item, item.quantity - remaining.quantity + quantity, rest)
}

/** What of each line has not come back yet; a line that was taken back before registering was never sold. */
export function remainingOf({ ticket, returns }: Pick<OwnBasis, 'ticket' | 'returns'>): readonly Remaining[] {
  const sold = ticket.items.flatMap((item, index) => (item.storno ? [] : [left(index + 1, item, 0n, item.marks)]))
  const back = returns.flatMap(({ items }) => items.filter(({ storno }) => !storno))
  return back.reduce(
    (state, { parts = [], marks }) =>
      parts.reduce(
        (lines, part) => lines.map((one) => (one.line === part.line ? take(one, part.quantity, marks) : one)),
        state,
      ),
    sold,
  )
}

const lineAt = (state: readonly Remaining[], line: number, { items }: Ticket): Remaining => {
  const found = state.find((one) => one.line === line)
  if (!found) throw new Refusal('PARENT_LINE_UNKNOWN', { line, lines: items.length })
  return found
}

const exceeds = (line: number, { quantity }: Pick<Remaining, 'quantity'>, sum: Tiyn) =>
  new Refusal('RETURN_EXCEEDS_SALE', { line, quantity: formatQuantity(quantity), sum: formatTenge(sum) })

/** The marks of a part: those named, or all that are left when all of the line comes back (practice 1.5). */
function selectedMarks(
  rest: Remaining,
  quantity: Thousandths,
  named: readonly string[] | undefined,
): readonly string[] {
  if (named !== undefined && named.length > 0) return named
  if (rest.marks.length > 0 && quantity !== rest.quantity) throw new Refusal('RETURN_MARKS', { line: rest.line })
  return rest.marks
}

/**
 * A part of a parent's line as an item: the price of the sale, and a discount or a markup for the difference to what was
 * paid.
 */
function itemOf(rest: Remaining, quantity: Thousandths, named: readonly string[] | undefined): ItemRequest {
  const { item } = rest
  const paid = shareOf(rest, quantity)
  const sum = lineSum(item.price, quantity)
  return {
    name: item.name,
    price: formatTenge(item.price),
    quantity: formatQuantity(quantity),
    unit: item.unit,
    section: item.section,
    vat: String(item.vat),
    ...(item.barcode !== undefined && { barcode: item.barcode }),
    ...(item.ntin !== undefined && { ntin: item.ntin }),
    ...(item.physicalLabel !== undefined && { physicalLabel: item.physicalLabel }),
    marks: selectedMarks(rest, quantity, named),
    ...(sum > paid && { discount: { sum: formatTenge(subtract(sum, paid)) } }),
    ...(sum < paid && { markup: { sum: formatTenge(subtract(paid, sum)) } }),
  }
}

function selectedQuantity(rest: Remaining, asked: string | undefined): Thousandths {
  const quantity = asked === undefined ? rest.quantity : parseQuantity(asked)
  if (quantity === undefined || (asked !== undefined && quantity === 0n))
    throw new Refusal('QUANTITY_INVALID', {
      line: rest.line,
      value: shown(asked ?? ''),
      maximum: formatQuantity(MAX_QUANTITY),
    })
  if (quantity === 0n || quantity > rest.quantity) throw exceeds(rest.line, rest, rest.net)
  return quantity
}

/** Items with the line of the parent that each must go to, where that was said. */
export interface Selected {
  readonly items: readonly ItemRequest[]
  /** One entry an item; undefined: it is found by what it is. */
  readonly lines: readonly (number | undefined)[]
}

function selectWhole(state: readonly Remaining[], parent: Ticket): Selected {
  // A tail that is worth less than a tiyn is no item any more.
  const rest = state.filter(({ item, quantity }) => lineSum(item.price, quantity) > 0n)
  if (rest.length === 0) throw new Refusal('RETURN_EXCEEDS_SALE', { sum: formatTenge(parent.total) })
  return { items: rest.map((one) => itemOf(one, one.quantity, undefined)), lines: rest.map(({ line }) => line) }
}

/** An item that says less than its line takes the rest from there: unit, rate and section (R2026-VAT). */
function completed(item: ItemRequest, state: readonly Remaining[]): ItemRequest {
  const name = tidy(item.name)
  const price = parseTenge(item.price)
  const unit = item.unit === undefined ? undefined : parseUnit(item.unit)
  const line = state.find(
    ({ item: sold, quantity }) =>
      quantity > 0n &&
      sold.name === name &&
      (price === sold.price || price === paidPrice(sold)) &&
      (unit === undefined || unit === sold.unit) &&
      (item.vat === undefined || item.vat === String(sold.vat)),
  )
  if (!line) return item
  const { item: sold } = line
  return {
    ...item,
    unit: item.unit ?? sold.unit,
    vat: item.vat ?? String(sold.vat),
    section: item.section ?? sold.section,
  }
}

/**
 * What comes back: lines by number, all of them, or items, or lines and items together.
 * @throws Refusal PARENT_LINE_UNKNOWN, RETURN_EXCEEDS_SALE, RETURN_MARKS, QUANTITY_INVALID
 */
export function select(request: TicketRequest, { whole, lines = [] }: Selection, basis: OwnBasis): Selected {
  let state = remainingOf(basis)
  if (whole) return selectWhole(state, basis.ticket)
  const items: ItemRequest[] = []
  for (const { line, quantity: asked, marks } of lines) {
    const rest = lineAt(state, line, basis.ticket)
    const quantity = selectedQuantity(rest, asked)
    const item = itemOf(rest, quantity, marks)
    items.push(item)
    state = state.map((one) => (one.line === line ? take(one, quantity, (item.marks ?? []).map(bareMark)) : one))
  }
  return {
    items: [...items, ...request.items.map((item) => completed(item, state))],
    lines: [...lines.map(({ line }) => line), ...request.items.map(() => undefined)],
  }
}

/** What one unit cost after discounts and markups, to the nearest tiyn. */
const paidPrice = ({ net, quantity }: Item): Tiyn => tiyn(divideHalfUp(net * 1000n, quantity))

/** The same goods: name, unit and rate, at the price of the sale or at the price paid. */
const isSame = (sold: Item, back: Item): boolean =>
  sold.name === back.name &&
  sold.unit === back.unit &&
  sold.vat === back.vat &&
  (sold.price === back.price || paidPrice(sold) === back.price)

/** The lines that an item may go to: the one that was named, or all that are the same goods: those that hold its marks, then those it fits. */
function candidates(state: readonly Remaining[], item: Item, named: number | undefined): readonly Remaining[] {
  if (named !== undefined) return state.filter(({ line }) => line === named)
  const same = state.filter(({ item: sold }) => isSame(sold, item))
  const pieces = item.marks.map(markIdentity)
  const holds = ({ marks }: Remaining): number => {
    const own = new Set(marks.map(markIdentity))
    return pieces.filter((piece) => own.has(piece)).length
  }
  const fits = (one: Remaining) => Number(one.quantity >= item.quantity && shareOf(one, item.quantity) >= item.net)
  return same.toSorted((a, b) => holds(b) - holds(a) || fits(b) - fits(a) || a.line - b.line)
}

/** Each mark of the item must be one of those lines', and all goods that were sold by their marks come back by them. */
function assertMarks(lines: readonly Remaining[], item: Item, number: number): void {
  const sold = new Set(lines.flatMap(({ marks }) => marks.map(markIdentity)))
  const marked = lines.some(({ item: { marks } }) => marks.length > 0)
  const missing = marked && item.marks.length === 0
  if (missing || item.marks.some((mark) => !sold.has(markIdentity(mark))))
    throw new Refusal('RETURN_MARKS', { line: number })
}

/** Cuts an item over the lines that it goes to: first line first, at each at most what that quantity brings. */
function cut(lines: readonly Remaining[], item: Item, number: number): readonly ReturnedPart[] {
  const parts: ReturnedPart[] = []
  let { net, quantity } = item
  for (const rest of lines) {
    const part = quantity < rest.quantity ? quantity : rest.quantity
    if (part === 0n) continue
    const share = min(net, shareOf(rest, part))
    parts.push({ line: rest.line, quantity: part, net: share })
    quantity = thousandths(quantity - part)
    net = subtract(net, share)
  }
  if (quantity > 0n || net > 0n) throw exceeds(number, { quantity: total(lines) }, mostFor(lines, item.quantity))
  return parts
}

const total = (lines: readonly Remaining[]): Thousandths =>
  thousandths(lines.reduce((sum, { quantity }) => sum + quantity, 0n))

/** The most that a quantity of these lines may bring; all of it when there is less. */
function mostFor(lines: readonly Remaining[], quantity: Thousandths): Tiyn {
  let most = ZERO
  let missing: bigint = quantity
  for (const rest of lines) {
    const part = thousandths(missing < rest.quantity ? missing : rest.quantity)
    if (part > 0n) most = tiyn(most + shareOf(rest, part))
    missing -= part
  }
  return most
}

/**
 * Says of each item of a return which lines of its parent it gives back, and refuses what was never sold or has come back
 * already.
 * @param lines one entry an item: the line that it must go to, where that was said
 * @throws Refusal RETURN_NOT_SOLD, RETURN_EXCEEDS_SALE, RETURN_MARKS
 */
export function attribute(ticket: Ticket, lines: readonly (number | undefined)[], basis: OwnBasis): Ticket {
  let state = remainingOf(basis)
  const items = ticket.items.map((item, index): Item => {
    if (item.storno) return item
    const number = index + 1
    const own = candidates(state, item, lines[index])
    if (own.length === 0) throw new Refusal('RETURN_NOT_SOLD', { line: number })
    const parts = cut(own, item, number)
    const touched = own.filter(({ line }) => parts.some((part) => part.line === line))
    assertMarks(touched, item, number)
    for (const { line, quantity } of parts)
      state = state.map((one) => (one.line === line ? take(one, quantity, item.marks) : one))
    return { ...item, parts }
  })
  return { ...ticket, items }
}

/**
 * Of another register's receipt only the total is known: all our returns of it together stay within it.
 * @throws Refusal RETURN_EXCEEDS_SALE
 */
export function assertWithinTotal(ticket: Ticket, parentTotal: Tiyn, returned: Tiyn): void {
  const rest = subtract(parentTotal, returned)
  if (ticket.total > rest) throw new Refusal('RETURN_EXCEEDS_SALE', { sum: formatTenge(rest) })
}

/** What this register has given back for one receipt of another. */
export const returnedSum = (returns: readonly Ticket[]): Tiyn => sumOf(returns.map(({ total: sum }) => sum))
