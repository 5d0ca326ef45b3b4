import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { PRINT_WORDS } from '../../locale/status.ts'
import { qrMatrix } from '../../escpos/qr.ts'
import { money } from '../format.ts'
import type { TicketAnswer } from '../../api/results.ts'
import type { Done, Screen, State } from '../model.ts'
import { isZero, say } from '../step.ts'
import { large } from './pay.ts'
import { type Row, BLANK, pair, row, span, width, wrapped } from './rows.ts'
import type { Area } from './sale.ts'

/** A phone reads a code from here on. */
const QR_COLUMNS = 80
const QR_ROWS = 20
/** Light modules around it: as many as paper has where there is room for them, one at least. */
const QUIET = { most: 4, least: 1 } as const

const METHOD_WORDS: Readonly<Record<string, (typeof W)[keyof typeof W]>> = {
  sale: W.sale,
  'sale-return': W.saleReturn,
  purchase: W.purchase,
  'purchase-return': W.purchaseReturn,
  deposit: W.deposit,
  withdraw: W.withdraw,
  'shift.close': W.zReport,
  'report.x': W.xReport,
  'shift-close': W.shiftClosed,
}

const methodWord = (state: State, method: string): string => say(state, METHOD_WORDS[method] ?? W.document)

export function drawConfirm(
  state: State,
  { asked, cash, hold, withdraw }: Extract<Screen, { kind: 'confirm' }>,
  area: Area,
): Row[] {
  const { columns } = area
  const { sum } = asked.params
  return [
    ...wrapped(methodWord(state, asked.method), columns, 'bold'),
    BLANK,
    ...(typeof sum === 'string' ? large(sum, area) : []),
    ...(cash === undefined ? [] : pair(say(state, W.drawer), money(cash), columns)),
    ...(withdraw === undefined ? [] : pair(say(state, W.takeAllCash), say(state, withdraw ? W.yes : W.no), columns)),
    BLANK,
    ...wrapped(
      `= ${say(state, W.confirm)}${hold === undefined ? '' : ` (${hold.key} ${say(state, W.held)})`}`,
      columns,
    ),
    ...wrapped(`- ${say(state, W.cancel)}`, columns),
  ]
}

/** How long it takes is a number, not a thing that turns. */
export const drawWait = (state: State, { asked, since }: Extract<Screen, { kind: 'wait' }>, area: Area): Row[] => [
  BLANK,
  ...wrapped(methodWord(state, asked.method), area.columns, 'bold'),
  row(`${say(state, W.registering)}: ${Math.max(0, Math.floor((state.at - since) / 1000))} ${say(state, W.seconds)}`),
]

export const drawUnknown = (
  state: State,
  { asked, failure }: Extract<Screen, { kind: 'unknown' }>,
  area: Area,
): Row[] => [
  ...wrapped(`${methodWord(state, asked.method)}: ${say(state, W.outcomeUnknown)}`, area.columns, 'error'),
  ...wrapped(failure.message, area.columns),
  BLANK,
  ...wrapped(say(state, W.sameKey), area.columns),
]

function paperRow(state: State, answer: Done, columns: number): Row[] {
  const { paper, printed } = answer
  if (printed || paper.state === 'not-asked') return wrapped(say(state, PRINT_WORDS[paper.state]), columns, 'dim')
  return wrapped(say(state, PRINT_WORDS[paper.state]), columns, 'error')
}

/** What was practised: nobody may take it for a receipt. */
const isPractised = (answer: Done): boolean => 'training' in answer

function facts(state: State, answer: Done, area: Area, hasQr: boolean): Row[] {
  const { columns } = area
  const practised = isPractised(answer) ? wrapped(say(state, W.notRegistered), columns, 'error') : []
  if (answer.document === undefined)
    return [...practised, ...pair(say(state, W.shiftNumber), String(answer.shift), columns)]
  const number = `${say(state, W.document)} №${answer.documentNumber}`
  if (answer.document === 'shift-close')
    return [
      ...practised,
      ...pair(number, `${say(state, W.shiftNumber)} ${answer.shift}`, columns),
      ...pair(say(state, W.withdrawn), money(answer.withdrawn), columns),
      ...pair(say(state, W.cashLeft), money(answer.cash), columns, 'bold'),
    ]
  if ('cash' in answer)
    return [
      ...practised,
      row(number),
      ...pair(say(state, W.sum), money(answer.total), columns, 'bold'),
      ...pair(say(state, W.cashLeft), money(answer.cash), columns),
    ]
  return [
    ...practised,
    ...pair(number, money(answer.total), columns, 'bold'),
    ...('training' in answer ? [] : signs(state, answer, columns, hasQr)),
  ]
}

function signs(state: State, answer: TicketAnswer, columns: number, hasQr: boolean): Row[] {
  const sign = say(state, answer.mode === 'autonomous' ? W.autonomousSign : W.fiscalSign)
  const host = answer.checkUrl === undefined ? '' : (/^https?:\/\/([^/?]+)/.exec(answer.checkUrl)?.[1] ?? '')
  return [
    ...(answer.fiscalSign === undefined ? [] : pair(sign, answer.fiscalSign, columns)),
    ...(hasQr || host === '' ? [] : pair(say(state, W.checkAt), host, columns)),
  ]
}

interface Code {
  readonly url: string
  readonly height: number
  readonly rows: readonly Row[]
}
/** The code that was drawn last: it stands for as long as a buyer needs it, and costs more than all the rest of a screen. */
let last: Code | undefined

function qrRows(url: string, height: number): readonly Row[] {
  if (last?.url !== url || last.height !== height) last = { url, height, rows: qrCells(url, height) }
  return last.rows
}

/** Black on white in half blocks, beside the facts. */
function qrCells(url: string, height: number): readonly Row[] {
  const { isDark, size } = qrMatrix(url, 'L')
  const quiet = Math.min(QUIET.most, Math.max(QUIET.least, height - Math.ceil(size / 2)))
  const half = (row: number, column: number): string => {
    const [upper, lower] = [isDark(row, column), isDark(row + 1, column)]
    return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' '
  }
  const places = Array.from({ length: size + 2 * quiet }, (_, index) => index - quiet)
  return places
    .filter((_, index) => index % 2 === 0)
    .map((line) => [span(places.map((column) => half(line, column)).join(''), 'qr')])
}

function beside(texts: readonly Row[], code: readonly Row[], columns: number): Row[] {
  const room = columns - width(code[0] ?? [])
  return Array.from({ length: Math.max(texts.length, code.length) }, (_, line) => {
    const text = texts[line] ?? BLANK
    return [...text, span(' '.repeat(Math.max(0, room - width(text)))), ...(code[line] ?? [])]
  })
}

const headline = (state: State, title: string, answer: Done): string =>
  isPractised(answer) || answer.document === 'shift-close' ? title : `${title}: ${say(state, W.registered)}`

export function drawDone(state: State, { answer }: Extract<Screen, { kind: 'done' }>, area: Area): Row[] {
  const url = 'checkUrl' in answer ? answer.checkUrl : undefined
  const code =
    url !== undefined && area.columns >= QR_COLUMNS && area.rows >= QR_ROWS ? qrRows(url, area.rows) : undefined
  const isRoom = code !== undefined && code.length <= area.rows
  const own = isRoom ? { ...area, columns: area.columns - width(code[0] ?? []) - 2 } : area
  const change = 'change' in answer && answer.change !== undefined && !isZero(answer.change) ? answer.change : undefined
  const title = answer.document === undefined ? methodWord(state, 'report.x') : methodWord(state, answer.document)
  const texts = [
    ...wrapped(headline(state, title, answer), own.columns, isPractised(answer) ? 'plain' : 'good'),
    ...facts(state, answer, own, isRoom),
    ...paperRow(state, answer, own.columns),
    ...(change === undefined ? [] : [BLANK, row(say(state, W.change), 'bold'), ...large(change, own)]),
  ]
  return isRoom ? beside(texts, code, area.columns) : texts
}
