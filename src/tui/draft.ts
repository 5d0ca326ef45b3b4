import { type Tiyn, ZERO, formatTenge, parseTenge, sumOf } from '../fiscal/money.ts'
import { ONE, parseQuantity } from '../fiscal/quantity.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { lineSum } from '../fiscal/ticket/items.ts'
import { computeModifiers, modify } from '../fiscal/ticket/modifiers.ts'
import type { Asked, Draft, Good, Line, Modifier, Operation, Payments, View } from './model.ts'

export const emptyDraft = (key: string, operation: Operation = 'sale'): Draft => ({ key, operation, lines: [] })

/** As many as a receipt may have. */
export const MAX_LINES = 500

export const isEmpty = ({ lines }: Draft): boolean => lines.every(({ storno }) => storno === true)

const requested = ({ in: unit, value }: Modifier) => (unit === 'percent' ? { percent: value } : { sum: value })

const modifierParams = (modifier: Modifier | undefined): object =>
  modifier === undefined ? {} : { [modifier.kind]: requested(modifier) }

/** A base with its discount or markup; one that is refused leaves it: the register will say why. */
function modified(base: Tiyn, modifier: Modifier | undefined): Tiyn {
  if (modifier === undefined) return base
  try {
    const rules = { unprintable: () => undefined, language: 'ru' } as const
    return modify(base, computeModifiers(modifierParams(modifier), base, { where: 'ticket' }, rules))
  } catch (error) {
    if (error instanceof Refusal) return base
    throw error
  }
}

/** What a line comes to by the register's own arithmetic; the register's preview has the last word. */
export function lineTotal({ modifier, price, quantity }: Line): Tiyn {
  return modified(lineSum(parseTenge(price) ?? ZERO, parseQuantity(quantity) ?? ONE), modifier)
}

/** What the receipt comes to, its own discount or markup counted in. */
export function draftTotal({ lines, modifier }: Draft): Tiyn {
  return modified(sumOf(lines.filter(({ storno }) => !storno).map(lineTotal)), modifier)
}

/** Price times quantity as one sum, for the default item, which has no quantity. */
export const product = (price: string, quantity: string): string =>
  formatTenge(lineSum(parseTenge(price) ?? ZERO, parseQuantity(quantity) ?? ONE))

const own = (line: Line) => ({
  ...(line.section !== undefined && { section: line.section }),
  ...(line.marks !== undefined && line.marks.length > 0 && { marks: line.marks }),
  ...modifierParams(line.modifier),
})

function itemOf(line: Line): object {
  switch (line.by) {
    case 'sum':
      return { sum: line.price, ...own(line) }
    case 'goods':
      return { goods: line.code, quantity: line.quantity, ...own(line) }
    case 'name':
      return {
        name: line.name,
        price: line.price,
        quantity: line.quantity,
        ...(line.unit !== undefined && { unit: line.unit }),
        ...(line.vat !== undefined && { vat: line.vat }),
        ...own(line),
      }
    default:
      return line.by satisfies never
  }
}

/** The parameters of the document that the draft is; stornos stand after the items that they take back. */
export function ticketParams(draft: Draft, payments: Payments): Asked['params'] {
  const { customer, key, lines, modifier } = draft
  const stornos = lines.flatMap(({ storno }, index) => (storno ? [{ storno: index + 1 }] : []))
  return {
    key,
    items: [...lines.map(itemOf), ...stornos],
    payments,
    ...modifierParams(modifier),
    ...(customer !== undefined && { customer: { iinOrBin: customer } }),
  }
}

export const withLine = (draft: Draft, line: Line): Draft => ({ ...draft, lines: [...draft.lines, line] })

/** The same goods again is one more of the last line, unless each piece has a code of its own. */
export function withGoods(draft: Draft, line: Line): Draft {
  const last = draft.lines.at(-1)
  const again = last?.by === 'goods' && last.code === line.code && !last.storno && !last.marks && !line.marks
  if (!again || line.quantity !== '1' || !/^\d{1,4}$/.test(last.quantity)) return withLine(draft, line)
  return { ...draft, lines: [...draft.lines.slice(0, -1), { ...last, quantity: String(Number(last.quantity) + 1) }] }
}

export const withStorno = (draft: Draft, place: number): Draft => ({
  ...draft,
  lines: draft.lines.map((line, index) => (index === place ? { ...line, storno: true as const } : line)),
})

export const lineOfGood = (good: Good, code: string, quantity: string): Line => ({
  by: 'goods',
  code,
  name: good.name,
  ...(good.nameKk !== undefined && { nameKk: good.nameKk }),
  price: good.price,
  quantity,
})

/** The code that only this line of the price list has. */
export const codeOf = ({ article, barcode, ntin }: Good): string => article ?? barcode ?? ntin ?? ''

/** What the buyer's display shows of a draft. */
export function viewOf(draft: Draft, stage: View['stage'], more: Partial<View> = {}): View {
  return {
    stage,
    lines: draft.lines
      .filter(({ storno }) => !storno)
      .map((line) => ({
        name: line.name,
        detail: line.quantity === '1' ? '' : `${line.quantity} × ${line.price}`,
        sum: formatTenge(lineTotal(line)),
      })),
    total: formatTenge(draftTotal(draft)),
    ...more,
  }
}

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && 'by' in value && 'price' in value && 'quantity' in value

/** A draft as it was kept, by this release or another: what is not understood is no draft. */
export function readDraft(key: string, body: Readonly<Record<string, unknown>>): Draft | undefined {
  const { lines, operation } = body
  if (!Array.isArray(lines) || !lines.every(isLine)) return undefined
  if (operation !== 'sale' && operation !== 'purchase') return undefined
  return { ...(body as object), key, operation, lines }
}

/** The four kinds of what a price may be changed by, in the order of the key that chooses. */
export const MODIFIERS: readonly Pick<Modifier, 'kind' | 'in'>[] = [
  { kind: 'discount', in: 'percent' },
  { kind: 'discount', in: 'sum' },
  { kind: 'markup', in: 'percent' },
  { kind: 'markup', in: 'sum' },
]
