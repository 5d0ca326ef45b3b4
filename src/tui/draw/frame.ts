import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import type { Screen, State } from '../model.ts'
import { say } from '../step.ts'
import { drawConfirm, drawDone, drawUnknown, drawWait } from './after.ts'
import { head, owedRows } from './head.ts'
import { hintRows } from './hints.ts'
import * as lists from './lists.ts'
import * as pay from './pay.ts'
import { type Row, BLANK, width, wrapped } from './rows.ts'
import * as sale from './sale.ts'
import type { Area } from './sale.ts'
import * as stop from './stop.ts'

/** Below this nothing can be shown whole. */
export const SMALLEST = { columns: 40, rows: 15 } as const

type Draw = {
  readonly [K in Screen['kind']]: (state: State, screen: Extract<Screen, { kind: K }>, area: Area) => Row[]
}

const SCREENS: Draw = {
  language: (_state, _screen, area) => stop.drawLanguage(area),
  'sign-in': stop.drawSignIn,
  offer: stop.drawOffer,
  sale: sale.drawSale,
  item: sale.drawItem,
  mark: sale.drawMark,
  storno: sale.drawStorno,
  favourites: (state, _screen, area) => sale.drawFavourites(state, area),
  aside: lists.drawAside,
  search: sale.drawSearch,
  pay: pay.drawPay,
  cash: pay.drawCash,
  mixed: pay.drawMixed,
  extras: (state) => pay.drawExtras(state),
  modifier: pay.drawModifier,
  customer: pay.drawCustomer,
  preview: pay.drawPreview,
  confirm: drawConfirm,
  wait: drawWait,
  unknown: drawUnknown,
  done: drawDone,
  menu: (state, _screen, area) => lists.drawMenu(state, area),
  placement: lists.drawPlacement,
  'return-find': lists.drawReturnFind,
  foreign: lists.drawForeign,
  return: lists.drawReturn,
  shift: lists.drawShift,
  filter: (state, screen) => lists.drawFilter(state, screen),
  'filter-value': lists.drawFilterValue,
  history: lists.drawHistory,
  paper: lists.drawPaper,
  messages: lists.drawMessages,
  message: lists.drawMessage,
  block: stop.drawBlock,
  'came-out': (state, _screen, area) => stop.drawCameOut(state, area),
  deed: stop.drawDeed,
}

/** What went wrong stands over the keys; a long sentence takes the room of the screen's own words. */
function noticeRows(state: State, columns: number, most: number): Row[] {
  const { notice } = state
  if (notice === undefined) {
    return state.online || state.user === undefined ? [] : wrapped(say(state, W.waitForDaemon), columns, 'error')
  }
  const tone = notice.tone === 'error' ? 'error' : notice.tone === 'good' ? 'good' : 'plain'
  const rows = [...wrapped(notice.text, columns, tone), ...wrapped(notice.remedy ?? '', columns)]
  return rows.slice(0, most)
}

export interface Frame {
  readonly rows: readonly Row[]
  /** What did not fit: nothing, or the layout is wrong. */
  readonly cut: number
}

/** The screen as it stands: exactly so many rows, none wider than the screen. A pure function of the state. */
export function frame(state: State): Frame {
  const { columns, rows } = state.size
  if (columns < SMALLEST.columns || rows < SMALLEST.rows)
    return { rows: wrapped(say(state, W.tooSmall), columns).slice(0, rows), cut: 0 }
  const top = head(state)
  const owed = owedRows(state)
  const laid = laidOut(state, [...top, ...owed])
  // A screen that needs every row says it before and after
  return owed.length > 0 && laid.cut > 0 ? laidOut(state, top) : laid
}

function laidOut(state: State, top: readonly Row[]): Frame {
  const { columns, rows } = state.size
  const keys = hintRows(state, columns)
  const room = rows - top.length - keys.length
  const notice = noticeRows(state, columns, room)
  const body = bodyOf(state, { columns, rows: room - notice.length })
  // A list that needs the whole screen waits until what went wrong has been read
  const isCovered = notice.length > 0 && body.length > room - notice.length && !ASKING.has(state.screen.kind)
  const middle = isCovered ? notice : [...filled(body, room - notice.length), ...notice]
  const all = [...top, ...filled(middle, room), ...keys]
  const cut = Math.max(0, middle.length - room) + (isCovered ? 0 : Math.max(0, body.length - (room - notice.length)))
  return { rows: all, cut: cut + all.filter((row) => width(row) > columns).length }
}

/** Questions about a document are never out of sight. */
const ASKING: ReadonlySet<Screen['kind']> = new Set(['preview', 'confirm'])

/** Where there is little room, the blank rows go first. */
function bodyOf(state: State, area: Area): readonly Row[] {
  const draw = SCREENS[state.screen.kind] as (state: State, screen: Screen, area: Area) => Row[]
  const drawn = draw(state, state.screen, area)
  return drawn.length > area.rows ? drawn.filter((cells) => cells.length > 0) : drawn
}

const filled = (rows: readonly Row[], height: number): readonly Row[] => [
  ...rows.slice(0, height),
  ...Array.from({ length: Math.max(0, height - rows.length) }, () => BLANK),
]

/** The same as plain text, for a recording. */
export const frameText = (state: State): string =>
  frame(state)
    .rows.map((row) =>
      row
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n')
