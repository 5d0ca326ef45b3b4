import { UsageFailure } from '../failure.ts'

export interface Modifier {
  readonly percent?: string
  readonly sum?: string
}

/** An item of the JSON interface, as far as `--item` can say it. */
export interface Item {
  readonly name: string
  readonly price: string
  readonly quantity?: string
  readonly vat?: string
  readonly unit?: string
  readonly section?: string
  readonly barcode?: string
  readonly ntin?: string
  readonly discount?: Modifier
  readonly markup?: Modifier
  readonly marks?: readonly string[]
  readonly physicalLabel?: string
}

const GROUP_SEPARATOR = '\u001d'

/** `10%` is a percentage, anything else a sum. */
export const parseModifier = (text: string): Modifier =>
  text.endsWith('%') ? { percent: text.slice(0, -1).trim() } : { sum: text }

const FIELDS: Readonly<Record<string, keyof Item>> = {
  unit: 'unit',
  section: 'section',
  barcode: 'barcode',
  ntin: 'ntin',
  discount: 'discount',
  markup: 'markup',
  mark: 'marks',
  stamp: 'physicalLabel',
}

/** A Cyrillic х is what a Kazakh or Russian keyboard gives for x. */
const AMOUNT = /^([^*x×х@]+)(?:[*x×х]([^*x×х@]+))?(?:@([^*x×х@]+))?$/

function withField<I extends Partial<Item>>(item: I, text: string): I {
  const at = text.indexOf('=')
  const name = text.slice(0, Math.max(at, 0)).trim()
  const member = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  if (member === undefined) throw new UsageFailure('item-field', name || text)
  const value = text.slice(at + 1)
  if (member === 'marks') {
    return { ...item, marks: [...(item.marks ?? []), value.replaceAll('<GS>', GROUP_SEPARATOR)] }
  }
  if (Object.hasOwn(item, member)) throw new UsageFailure('item-field-twice', name)
  if (member === 'discount' || member === 'markup') return { ...item, [member]: parseModifier(value.trim()) }
  return { ...item, [member]: value.trim() }
}

/**
 * Fields are cut at `;` where a known `name=` follows, so that a mark or a stamp may hold a semicolon; an unknown name
 * right after a `;` is refused rather than taken for a part of the value before it.
 */
const SEPARATOR = /;(?=\s*[a-z]+=)/

/**
 * `NAME=PRICE[*QTY][@VAT][;FIELD=VALUE]…`, NAME up to the last `=` before the first `;` (interface, "A sale"). Sums,
 * quantities and codes stay texts: whether they are right is the daemon's to say.
 * @throws UsageFailure
 */
export function parseItem(text: string): Item {
  const end = text.indexOf(';')
  const head = end === -1 ? text : text.slice(0, end)
  const equals = head.lastIndexOf('=')
  const amount = AMOUNT.exec(head.slice(equals + 1).trim())
  if (equals < 1 || amount === null) throw new UsageFailure('item', text)
  const [, price = '', quantity, vat] = amount
  const item: Item = {
    name: head.slice(0, equals).trim(),
    price: price.trim(),
    ...(quantity !== undefined && { quantity: quantity.trim() }),
    ...(vat !== undefined && { vat: vat.trim() }),
  }
  if (end === -1) return item
  return text
    .slice(end + 1)
    .split(SEPARATOR)
    .reduce(withField, item)
}

const modifierText = ({ percent, sum = '' }: Modifier): string => (percent === undefined ? sum : `${percent}%`)

/** An item as `--item` would say it: the inverse of {@link parseItem}, for messages and for what to try next. */
export function printItem(item: Item): string {
  const fields = Object.entries(FIELDS).flatMap(([name, member]) => {
    const value = item[member]
    if (value === undefined) return []
    if (typeof value === 'string') return [`${name}=${value}`]
    if (Array.isArray(value)) return value.map((mark: string) => `${name}=${mark.replaceAll(GROUP_SEPARATOR, '<GS>')}`)
    return [`${name}=${modifierText(value as Modifier)}`]
  })
  const quantity = item.quantity === undefined ? '' : `*${item.quantity}`
  const vat = item.vat === undefined ? '' : `@${item.vat}`
  return [`${item.name}=${item.price}${quantity}${vat}`, ...fields].join(';')
}

/** A line of the parent that goes back. */
export interface ParentLine {
  readonly line: number
  readonly quantity?: string
  readonly marks?: readonly string[]
}

/** `2`, `2*1.5` or `2*1;mark=…`: a line of the parent, how much of it goes back, and the pieces where they are marked. */
export function parseLine(text: string): ParentLine {
  const [head = '', ...fields] = text.split(SEPARATOR)
  const match = /^(\d{1,3})(?:[*x×х](.+))?$/.exec(head.trim())
  const marks = fields.map((field) => /^\s*mark=(.*)$/su.exec(field)?.[1]?.replaceAll('<GS>', GROUP_SEPARATOR))
  if (match === null || marks.includes(undefined)) throw new UsageFailure('line', text)
  const [, line, quantity] = match
  return {
    line: Number(line),
    ...(quantity !== undefined && { quantity: quantity.trim() }),
    ...(marks.length > 0 && { marks: marks.filter((mark) => mark !== undefined) }),
  }
}

/** An item of the price list: by its code, with what the list does not say of it. */
export type Goods = Partial<Omit<Item, 'name' | 'price'>> & { readonly goods: string }

/**
 * `CODE[*QTY][;FIELD=VALUE]…`: the quantity stands behind the last `*`, since an article may hold anything else; fields as
 * with {@link parseItem}.
 * @throws UsageFailure
 */
export function parseGoods(text: string): Goods {
  const [head = '', ...fields] = text.split(SEPARATOR)
  const [, code = '', quantity] = /^(.*?)(?:\*([^*]*))?$/u.exec(head) ?? []
  if (code.trim() === '' || quantity?.trim() === '') throw new UsageFailure('goods', text)
  const goods: Goods = { goods: code.trim(), ...(quantity !== undefined && { quantity: quantity.trim() }) }
  return fields.reduce(withField<Goods>, goods)
}
