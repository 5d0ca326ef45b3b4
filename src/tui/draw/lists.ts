import type { Text } from '../../locale/text.ts'
import { LINE_WORDS as L, SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { ROLE_WORDS } from '../../locale/field-words.ts'
import { FILTERS } from '../flow/history.ts'
import { draftTotal, isEmpty } from '../draft.ts'
import { choicesOf, sells } from '../flow/menu.ts'
import { offersTraining, seesReports } from '../flow/shift.ts'
import { clock, money } from '../format.ts'
import { type Entry, FOREIGN_FIELDS, type Filter, type HistoryOf, type Screen, type State } from '../model.ts'
import { isTraining, isZero, say } from '../step.ts'
import { owedWords } from './head.ts'
import { large } from './pay.ts'
import { type Row, BLANK, around, field, named, pair, row, windowOn, wrapped } from './rows.ts'
import type { Area } from './sale.ts'

export const drawMenu = (state: State, { columns }: Area): Row[] => [
  ...Object.entries(choicesOf(state))
    .toSorted(([a], [b]) => order(a) - order(b))
    .flatMap(([digit, choice]) =>
      choice === undefined ? [] : wrapped(`${digit} ${say(state, choice.words)}`, columns),
    ),
  ...(sells(state) ? [row(`+ ${say(state, W.asides)}: ${state.asides.length}`)] : []),
]

/** Receipts that wait, each under the digit that takes it up. */
export function drawAside(state: State, screen: Extract<Screen, { kind: 'aside' }>, { columns }: Area): Row[] {
  const { asides, draft } = state
  const own = isEmpty(draft)
    ? []
    : pair(`+ ${say(state, W.putThisAside)}`, money(formatTenge(draftTotal(draft))), columns, 'bold')
  const waiting = asides.map((one, index) => {
    const first = one.lines.find(({ storno }) => !storno)?.name ?? ''
    const more = one.lines.filter(({ storno }) => !storno).length - 1
    return named(`${index + 1} ${first}${more > 0 ? ` +${more}` : ''}`, money(formatTenge(draftTotal(one))), columns)
  })
  return [
    row(say(state, W.asides), 'dim'),
    ...own,
    ...(screen.busy ? [row(say(state, W.wait), 'dim')] : []),
    ...(waiting.length === 0 ? [row(say(state, W.noAsides), 'dim')] : waiting),
  ]
}

/** As the digits stand on a keypad's menu: the nought last. */
const order = (digit: string): number => (digit === '0' ? 10 : Number(digit))

export const drawPlacement = (state: State, screen: Extract<Screen, { kind: 'placement' }>, area: Area): Row[] => [
  row(say(state, screen.method === 'deposit' ? W.deposit : W.withdraw), 'bold'),
  BLANK,
  ...field(say(state, W.sum), money(screen.entry), area.columns),
  BLANK,
  ...(isZero(screen.entry) ? [] : large(screen.entry, area)),
]

export const drawReturnFind = (state: State, screen: Extract<Screen, { kind: 'return-find' }>, area: Area): Row[] => [
  row(say(state, screen.operation === 'sale' ? W.saleReturn : W.purchaseReturn), 'bold'),
  BLANK,
  ...wrapped(`= ${say(state, W.lastReceipt)}`, area.columns),
  ...(screen.operation === 'sale' ? wrapped(say(state, W.orScan), area.columns) : []),
  BLANK,
  ...field(say(state, W.receiptNumberOrSign), screen.entry, area.columns),
  ...(screen.busy === undefined ? [] : [row(say(state, W.loading), 'dim')]),
]

const FOREIGN_WORDS = { sign: W.fiscalSign, regNumber: W.regNumber, time: W.paperTime, total: W.total } as const

/** Another register's receipt, typed from its paper. */
export const drawForeign = (state: State, screen: Extract<Screen, { kind: 'foreign' }>, { columns }: Area): Row[] => [
  row(say(state, W.foreignReceipt), 'bold'),
  ...wrapped(say(state, W.paperSays), columns, 'dim'),
  BLANK,
  ...FOREIGN_FIELDS.flatMap((name, index) => {
    const value = screen.values[index] ?? ''
    return field(say(state, FOREIGN_WORDS[name]), name === 'total' ? money(value) : value, columns, index === screen.at)
  }),
  ...pair(say(state, W.paperMode), say(state, screen.autonomous ? W.yes : W.no), columns),
]

const KIND_WORDS = { same: W.asPaid, cash: W.cash, card: W.card, mobile: W.mobile } as const

function foreignRows(state: State, screen: Extract<Screen, { kind: 'return' }>, area: Area): Row[] {
  const { parent, payment } = screen
  return [
    row(say(state, W.foreignReceipt), 'bold'),
    ...pair(say(state, W.total), money(parent.total ?? ''), area.columns),
    BLANK,
    ...field(say(state, W.returnSum), money(screen.entry), area.columns),
    ...pair(say(state, W.returnKind), say(state, KIND_WORDS[payment]), area.columns),
  ]
}

export function drawReturn(state: State, screen: Extract<Screen, { kind: 'return' }>, area: Area): Row[] {
  const { entry, line, parent, payment, picked } = screen
  if (parent.foreign) return foreignRows(state, screen, area)
  const { columns } = area
  const chosen = picked.map(({ line: number, quantity }) =>
    quantity === undefined ? `${number}` : `${number}×${quantity}`,
  )
  const what = chosen.length === 0 ? say(state, W.wholeReceipt) : chosen.join(' ')
  const typing = line === undefined ? entry : `${line} × ${entry}`
  const below = [
    ...pair(
      `№${parent.number ?? ''} ${money(parent.total ?? '')}`,
      parent.left === undefined ? '' : `${say(state, W.remaining)} ${money(parent.left)}`,
      columns,
      'bold',
    ),
    ...pair(say(state, W.returnKind), say(state, KIND_WORDS[payment]), columns),
    ...(typing === ''
      ? pair(say(state, W.saleReturn), what, columns)
      : field(say(state, W.lineNumber), typing, columns)),
  ]
  const paper = windowOn(parent.paper, screen.top, area.rows - below.length - 1)
  return [...paper.map((text) => row(text, 'dim')), row('─'.repeat(columns), 'dim'), ...below]
}

export function drawShift(state: State, screen: Extract<Screen, { kind: 'shift' }>, { columns }: Area): Row[] {
  const { facts } = screen
  const choices = [
    `1 ${say(state, W.xReport)}`,
    `2 ${say(state, W.zReport)}`,
    `3 ${say(state, W.receiptHistory)}`,
    ...(seesReports(state) ? [`4 ${say(state, W.reportHistory)}`, `5 ${say(state, W.bothHistory)}`] : []),
    ...(offersTraining(state, screen) ? [`6 ${say(state, isTraining(state) ? W.trainingOff : W.trainingOn)}`] : []),
  ].flatMap((text) => wrapped(text, columns))
  if (facts === undefined) return [row(say(state, W.loading), 'dim'), BLANK, ...choices]
  if (!facts.open)
    return [
      row(say(state, W.shiftIsClosed), 'bold'),
      ...pair(say(state, W.drawer), money(facts.cash), columns),
      BLANK,
      ...choices,
    ]
  const left = facts.hoursLeft === undefined ? '' : ` (${facts.hoursLeft.replace('.', ',')} ${say(state, L.hours[1])})`
  const receipts = Object.values(facts.tickets).reduce((sum, count) => sum + count, 0)
  return [
    ...pair(
      `${say(state, W.shiftNumber)} ${facts.number}`,
      `${clock(facts.openTime ?? '').slice(0, 16)}${left}`,
      columns,
      'bold',
    ),
    ...pair(say(state, W.receipts), String(receipts), columns),
    ...pair(say(state, W.revenue), money(facts.revenue), columns),
    ...pair(say(state, W.drawer), money(facts.cash), columns),
    BLANK,
    ...choices,
  ]
}

const FILTER_WORDS: Readonly<Record<Filter, Text>> = {
  all: W.all,
  shift: W.byShift,
  sign: W.bySign,
  span: W.bySpan,
  month: W.month,
  quarter: W.quarter,
  'half-year': W.halfYear,
  year: W.year,
}

const HISTORY_WORDS = { receipts: W.receiptHistory, reports: W.reportHistory, both: W.bothHistory } as const

const historyTitle = (state: State, of: HistoryOf): string => say(state, HISTORY_WORDS[of])

export const drawFilter = (state: State, { of }: Extract<Screen, { kind: 'filter' }>): Row[] => [
  row(`${historyTitle(state, of)}: ${say(state, W.filters)}`, 'bold'),
  ...FILTERS[of].map((filter, index) => row(`${index + 1} ${say(state, FILTER_WORDS[filter])}`)),
]

export function drawFilterValue(
  state: State,
  screen: Extract<Screen, { kind: 'filter-value' }>,
  { columns }: Area,
): Row[] {
  const { filter, of, values } = screen
  const [first = '', second] = values
  const label = filter === 'shift' ? W.shiftNumber : filter === 'sign' ? W.fiscalSign : W.from
  return [
    row(historyTitle(state, of), 'bold'),
    ...wrapped(say(state, FILTER_WORDS[filter]), columns),
    BLANK,
    ...field(say(state, label), first, columns, second === undefined),
    ...(second === undefined ? [] : field(say(state, W.to), second, columns)),
  ]
}

const isShort = ({ detail, sum, title }: Entry, columns: number): boolean =>
  columns >= title.length + 2 + detail.length + sum.length + 1

const entryRows = ({ detail, sum, title }: Entry, columns: number, isAt: boolean, isOneRow: boolean): Row[] => {
  const tone = isAt ? 'inverse' : 'plain'
  return isOneRow
    ? [named(`${title}  ${detail}`, sum, columns, tone)]
    : [named(title, sum, columns, tone), named(`  ${detail}`, '', columns, isAt ? 'inverse' : 'dim')]
}

export function drawHistory(state: State, screen: Extract<Screen, { kind: 'history' }>, area: Area): Row[] {
  const { at, entries, of } = screen
  const title = row(historyTitle(state, of), 'bold')
  if (entries === undefined) return [title, row(say(state, W.loading), 'dim')]
  if (entries.length === 0) return [title, row(say(state, W.empty), 'dim')]
  // One that needs two rows gives two to all: the window counts entries
  const isOneRow = entries.every((entry) => isShort(entry, area.columns))
  const rows = entries.map((entry, index) => entryRows(entry, area.columns, index === at, isOneRow))
  const height = Math.floor((area.rows - 1) / (isOneRow ? 1 : 2))
  return [title, ...around(rows, at, height).flat()]
}

export const drawPaper = (state: State, screen: Extract<Screen, { kind: 'paper' }>, area: Area): Row[] => [
  row(screen.title, 'bold'),
  ...(screen.rows.length === 0 ? [row(say(state, W.loading), 'dim')] : []),
  ...windowOn(screen.rows, screen.top, area.rows - 1).map((text) => row(text)),
]

export function drawMessages(state: State, screen: Extract<Screen, { kind: 'messages' }>, area: Area): Row[] {
  const owed = wrapped(owedWords(state), area.columns, 'error').slice(0, Math.floor(area.rows / 2))
  const title = [...owed, row(say(state, W.messages), 'bold')]
  if (screen.list === undefined) return [...title, row(say(state, W.loading), 'dim')]
  if (screen.list.length === 0) return [...title, row(say(state, W.noMessages), 'dim')]
  const rows = screen.list.map(({ confirmed, text, time }, index) =>
    named(
      `${confirmed === undefined ? '* ' : '  '}${text}`,
      clock(time).slice(0, 10),
      area.columns,
      index === screen.at ? 'inverse' : 'plain',
    ),
  )
  return [...title, ...around(rows, screen.at, area.rows - title.length)]
}

export function drawMessage(_state: State, { message, top }: Extract<Screen, { kind: 'message' }>, area: Area): Row[] {
  const title = pair(`№${message.number}`, clock(message.time), area.columns, 'bold')
  return [...title, BLANK, ...windowOn(wrapped(message.text, area.columns), top, area.rows - title.length - 1)]
}

/** A role as people are called. */
export const roleWord = (state: State, role: string): string => {
  const words = ROLE_WORDS[role]
  return words === undefined ? role : say(state, words)
}
