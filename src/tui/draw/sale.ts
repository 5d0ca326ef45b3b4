import { formatTenge } from '../../fiscal/money.ts'
import { unitName } from '../../fiscal/units.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { draftTotal, lineTotal } from '../draft.ts'
import { money, quantity } from '../format.ts'
import { stornoPlace } from '../flow/sale.ts'
import { readModifier } from '../flow/item.ts'
import type { Field, Good, Line, Screen, State } from '../model.ts'
import { say } from '../step.ts'
import { type Row, BLANK, around, centred, field, named, pair, row, wrapped } from './rows.ts'

export interface Area {
  readonly columns: number
  readonly rows: number
}

const OPERATION_WORDS = {
  sale: W.sale,
  purchase: W.purchase,
  'sale-return': W.saleReturn,
  'purchase-return': W.purchaseReturn,
} as const

export const operationWord = (state: State): string => say(state, OPERATION_WORDS[state.draft.operation])

/** `2 × 150,00`, or nothing for one piece. */
const manner = ({ price, quantity: many }: Line): string => (many === '1' ? '' : ` ${quantity(many)}×${money(price)}`)

/** Goods have a name in each language, where the price list has it. */
const nameOf = (
  { language }: State,
  { name, nameKk }: { readonly name: string; readonly nameKk?: string | undefined },
): string => (language === 'kk' ? (nameKk ?? name) : name)

function lineRow(state: State, line: Line, index: number, columns: number): Row {
  const sum = line.storno ? say(state, W.storno) : money(formatTenge(lineTotal(line)))
  const modified = line.modifier ? (line.modifier.kind === 'discount' ? ' -%' : ' +%') : ''
  return named(
    `${index + 1}. ${nameOf(state, line)}${manner(line)}${modified}`,
    sum,
    columns,
    line.storno ? 'dim' : 'plain',
  )
}

/** The last lines of a receipt. */
export const lineRows = (state: State, area: Area, height: number): readonly Row[] => {
  const { lines } = state.draft
  const first = Math.max(0, lines.length - height)
  return lines.slice(first).map((line, index) => lineRow(state, line, first + index, area.columns))
}

const entryRow = (state: State, screen: Extract<Screen, { kind: 'sale' }>, columns: number): Row[] => {
  const typed = screen.entry === '' ? '' : state.mode === 'extended' ? screen.entry : money(screen.entry)
  const many = screen.quantity === undefined ? '' : `${quantity(screen.quantity)} × `
  const label = say(state, state.mode === 'extended' ? W.codeOrPrice : W.sum)
  return field(label, many + typed, columns)
}

export function drawSale(state: State, screen: Extract<Screen, { kind: 'sale' }>, area: Area): Row[] {
  const { columns, rows } = area
  const mode = say(state, state.mode === 'simple' ? W.simple : W.extended)
  const title = named(operationWord(state), mode, columns, 'dim')
  const total = pair(say(state, W.total), money(formatTenge(draftTotal(state.draft))), columns, 'bold')
  const entry = entryRow(state, screen, columns)
  const height = rows - 1 - total.length - entry.length
  const lines = lineRows(state, area, height)
  const gap = Array.from({ length: Math.max(0, height - lines.length) }, () => BLANK)
  return [title, ...lines, ...gap, ...total, ...entry]
}

export function drawStorno(state: State, screen: Extract<Screen, { kind: 'storno' }>, area: Area): Row[] {
  const place = stornoPlace(state.draft, screen.entry)
  const places = state.draft.lines.map((line, index) => ({ line, index }))
  const entry = field(say(state, W.stornoLine), screen.entry || (place < 0 ? '' : String(place + 1)), area.columns)
  const rows = around(places, Math.max(0, place), area.rows - entry.length - 1).map(({ index, line }) => {
    const cells = lineRow(state, line, index, area.columns)
    return index === place ? cells.map(({ text }) => ({ text, tone: 'inverse' as const })) : cells
  })
  return [...rows, BLANK, ...entry]
}

export function drawFavourites(state: State, area: Area): Row[] {
  const favourites = state.facts?.favourites ?? []
  if (favourites.length === 0) return wrapped(say(state, W.noFavourites), area.columns)
  return [
    row(say(state, W.favourites), 'bold'),
    ...favourites.map(({ price, ...good }, index) =>
      named(`${index + 1} ${nameOf(state, good)}`, money(price), area.columns),
    ),
  ]
}

export const drawMark = (state: State, screen: Extract<Screen, { kind: 'mark' }>, area: Area): Row[] => [
  ...wrapped(nameOf(state, screen.line), area.columns, 'bold'),
  BLANK,
  ...wrapped(say(state, W.scanMark), area.columns),
  row(`${screen.marks.length} / ${Math.ceil(Number(screen.line.quantity))}`, 'bold'),
]

const goodRow = (state: State, { price, ...good }: Good, isAt: boolean, columns: number): Row =>
  named(nameOf(state, good), money(price), columns, isAt ? 'inverse' : 'plain')

export function drawSearch(state: State, screen: Extract<Screen, { kind: 'search' }>, area: Area): Row[] {
  const { at, found, text } = screen
  const entry = [row(say(state, W.search), 'dim'), row(`${text}_`, 'bold')]
  if (found.length === 0)
    return [...entry, ...(text === '' ? keypadRows(state, area) : [row(say(state, W.nothingFound), 'dim')])]
  const goods = found.map((good, index) => goodRow(state, good, index === at, area.columns))
  return [...entry, ...around(goods, at, area.rows - entry.length)]
}

const LETTERS = {
  ru: ['2 абвг  3 дежз  4 ийкл', '5 мноп  6 рсту  7 фхцч', '8 шщъы  9 ьэюя  0 _'],
  kk: ['2 аәбвгғ  3 деёжз  4 иійкқл', '5 мнңоөп  6 рстуұү  7 фхһцч', '8 шщъы    9 ьэюя   0 _'],
} as const

/** Which key has which letters. */
const keypadRows = ({ language }: State, { columns }: Area): Row[] => [
  BLANK,
  ...LETTERS[language === 'kk' ? 'kk' : 'ru'].map((letters) => centred(letters, columns, 'dim')),
]

const FIELD_WORDS = {
  price: W.price,
  name: W.name,
  quantity: W.quantity,
  unit: W.unit,
  section: W.section,
  vat: W.vat,
  modifier: W.discount,
} as const

function fieldText(state: State, { name, value }: Field): { label: string; text: string } {
  const label = say(state, FIELD_WORDS[name])
  switch (name) {
    case 'price':
      return { label, text: money(value) }
    case 'unit':
      return { label, text: `${value} ${unitName(value.padStart(3, '0'), state.language === 'kk' ? 'kk' : 'ru')}` }
    case 'vat':
      return { label, text: value === '' ? '·' : value === 'none' ? say(state, W.noVat) : `${value} %` }
    case 'modifier': {
      const modifier = readModifier(value)
      const kind = say(state, modifier.kind === 'discount' ? W.discount : W.markup)
      return { label: kind, text: `${money(modifier.value)}${modifier.in === 'percent' ? ' %' : ''}` }
    }
    case 'name':
      return { label, text: value === '' ? (state.facts?.defaultItem ?? '') : value }
    case 'quantity':
      return { label, text: quantity(value) }
    case 'section':
      return { label, text: value }
    default:
      return name satisfies never
  }
}

export function drawItem(state: State, screen: Extract<Screen, { kind: 'item' }>, area: Area): Row[] {
  const rows = screen.fields.map((one, index) => {
    const { label, text } = fieldText(state, one)
    const isAt = index === screen.at
    if (one.name !== 'name') return field(label, text, area.columns, isAt)
    // A name may be longer than its row: its end is what is being typed
    const room = area.columns - label.length - 4
    return field(label, text.length > room ? `…${text.slice(1 - room)}` : text, area.columns, isAt)
  })
  const before = rows.slice(0, screen.at).flat().length
  return [row(say(state, W.addGoods), 'dim'), ...around(rows.flat(), before, area.rows - 1)]
}
