import { formatTenge, parseTenge, tiyn } from '../../fiscal/money.ts'
import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { layoutText } from '../../escpos/layout.ts'
import { draftTotal } from '../draft.ts'
import { NOTES, extrasOf, preferred } from '../flow/pay.ts'
import { money } from '../format.ts'
import type { Screen, State } from '../model.ts'
import { isZero, say } from '../step.ts'
import { figures } from './figures.ts'
import { type Row, BLANK, centred, field, pair, row, windowOn } from './rows.ts'
import { type Area, operationWord } from './sale.ts'

const PAYMENT_WORDS = { cash: W.cash, card: W.card, mobile: W.mobile } as const

const difference = (a: string, b: string): string =>
  formatTenge(tiyn((parseTenge(a) ?? tiyn(0n)) - (parseTenge(b) ?? tiyn(0n))))

/** The kinds of payment, and beside them the notes: half of them in each of two columns. */
function choices(kinds: readonly string[], notes: readonly string[], columns: number): Row[] {
  const wide = Math.floor((columns * 2) / 5)
  const half = Math.ceil(notes.length / 2)
  return kinds.map((kind, line) =>
    row(
      `${kind.padEnd(wide)}${(notes[line < half ? line : -1] ?? '').padEnd(11)}${notes[half + line] ?? ''}`.trimEnd(),
    ),
  )
}

export function drawPay(state: State, screen: Extract<Screen, { kind: 'pay' }>, area: Area): Row[] {
  const { columns } = area
  const total = screen.total ?? formatTenge(draftTotal(state.draft))
  const tone = screen.total === undefined ? 'dim' : 'bold'
  const kinds = (['cash', 'card', 'mobile'] as const).map((kind, index) => {
    const mark = kind === preferred(state) ? ' =' : ''
    return `${index + 1} ${say(state, PAYMENT_WORDS[kind])}${mark}`
  })
  const notes =
    state.draft.operation === 'sale'
      ? Object.entries(NOTES).map(([key, sum]) => `${key} ${money(sum).padStart(6)}`)
      : []
  const isTaken = !isZero(screen.taken)
  return [
    row(operationWord(state), 'dim'),
    ...pair(say(state, W.toPay), money(total), columns, tone),
    ...(isTaken ? pair(say(state, W.taken), money(screen.taken), columns) : []),
    ...(isTaken ? pair(say(state, W.stillMissing), money(difference(total, screen.taken)), columns, 'bold') : []),
    ...(isTaken ? [] : [BLANK]),
    ...choices([...kinds, `0 ${say(state, W.mixed)}`], notes, columns),
  ]
}

export function drawCash(state: State, screen: Extract<Screen, { kind: 'cash' }>, area: Area): Row[] {
  const { entry, total } = screen
  const back = difference(entry === '' ? total : entry, total)
  return [
    row(say(state, W.cash), 'dim'),
    ...pair(say(state, W.toPay), money(total), area.columns, 'bold'),
    ...field(say(state, W.taken), money(entry), area.columns),
    BLANK,
    ...pair(
      say(state, W.change),
      back.startsWith('-') ? '' : entry === '' ? say(state, W.exact) : money(back),
      area.columns,
      'bold',
    ),
  ]
}

export const drawMixed = (state: State, screen: Extract<Screen, { kind: 'mixed' }>, area: Area): Row[] => [
  row(say(state, W.mixed), 'dim'),
  ...pair(say(state, W.toPay), money(screen.total), area.columns, 'bold'),
  BLANK,
  ...field(say(state, W.cash), money(screen.cash), area.columns, screen.at === 0),
  ...field(say(state, PAYMENT_WORDS[screen.other]), money(screen.rest), area.columns, screen.at === 1),
]

const EXTRA_WORDS = { discount: W.receiptDiscount, markup: W.receiptMarkup, customer: W.buyer } as const

export function drawExtras(state: State): Row[] {
  const extras = extrasOf(state)
  if (extras.length === 0) return [row(say(state, W.switchedOff))]
  return [
    row(say(state, W.extras), 'dim'),
    ...extras.map((extra, index) => row(`${index + 1} ${say(state, EXTRA_WORDS[extra])}`)),
  ]
}

export const drawModifier = (state: State, { modifier }: Extract<Screen, { kind: 'modifier' }>, area: Area): Row[] => [
  row(say(state, modifier.kind === 'discount' ? W.receiptDiscount : W.receiptMarkup), 'dim'),
  ...pair(say(state, W.total), money(formatTenge(draftTotal({ ...state.draft, modifier }))), area.columns),
  ...field(modifier.in === 'percent' ? '%' : say(state, W.sum), money(modifier.value), area.columns),
  BLANK,
  row(say(state, W.percentOrSum), 'dim'),
]

export const drawCustomer = (state: State, screen: Extract<Screen, { kind: 'customer' }>, area: Area): Row[] => [
  ...field(say(state, W.buyer), screen.entry, area.columns),
]

/** What is being sold: the lines between the letterhead and the foot, which the buyer does not ask for on a screen. */
function paperRows({ answer }: Extract<Screen, { kind: 'preview' }>, columns: number): readonly string[] {
  const { lines } = answer
  const [first, last] = [
    lines.findIndex(({ kind }) => kind === 'rule'),
    lines.findLastIndex(({ kind }) => kind === 'rule'),
  ]
  return layoutText(first < 0 ? lines : lines.slice(first + 1, last > first ? last : undefined), Math.min(columns, 48))
}

export function drawPreview(state: State, screen: Extract<Screen, { kind: 'preview' }>, area: Area): Row[] {
  const { change, payments, total } = screen.answer
  const paid = Object.entries(payments).flatMap(([kind, sum]) =>
    sum === undefined || isZero(sum)
      ? []
      : pair(say(state, PAYMENT_WORDS[kind as keyof typeof PAYMENT_WORDS]), money(sum), area.columns),
  )
  const below = [
    ...pair(say(state, W.total), money(total), area.columns, 'bold'),
    ...paid,
    ...(change === undefined || isZero(change) ? [] : pair(say(state, W.change), money(change), area.columns, 'bold')),
  ]
  const rows = paperRows(screen, area.columns)
  const height = area.rows - below.length - 2
  return [
    row(say(state, W.preview), 'bold'),
    ...windowOn(rows, screen.top, height).map((text) => row(text)),
    row('─'.repeat(area.columns), 'dim'),
    ...below,
  ]
}

/** A sum in large figures where they fit, else in bold. */
export function large(sum: string, area: Area): readonly Row[] {
  return figures(money(sum), area.columns) ?? [centred(money(sum), area.columns, 'bold')]
}
