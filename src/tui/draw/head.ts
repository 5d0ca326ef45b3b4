import { LINE_WORDS as L, SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import type { Text } from '../../locale/text.ts'
import { hourOf } from '../format.ts'
import type { Facts, State, Status } from '../model.ts'
import { isTraining, say } from '../step.ts'
import { type Row, clean, fit, row } from './rows.ts'

/** From here on words are written out. */
const WIDE = 60

type Words = readonly [Text, Text]

/** `2:15`: how old the shift is. */
function age(status: Status, now: number): string {
  const { openTime } = status.shift
  if (openTime === undefined) return ''
  const minutes = Math.max(0, Math.floor((now - Date.parse(openTime)) / 60_000))
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

const LINK_MARKS = { reached: '+', silent: '-', unknown: '?' } as const
const PAPER_MARKS = { ok: '+', 'near-end': '!', out: '-', unknown: '?' } as const

/** Each link by its number and whether the OFD answers over it; their names where there is room. */
function links({ facts, status }: { facts?: Facts; status: Status }, isWide: boolean): string {
  const marks = facts?.links ?? []
  const ofd = { reachable: '+', silent: '-', unknown: '?' }[status.ofd.state]
  if (marks.length < 2) return ofd
  return isWide
    ? marks.map(({ name, state }) => `${name}${LINK_MARKS[state]}`).join(' ')
    : marks.map(({ state }, index) => `${index + 1}${LINK_MARKS[state]}`).join('')
}

function pieces(state: State, status: Status, isWide: boolean): string[] {
  const word = (words: Words): string => say(state, words[isWide ? 1 : 0])
  const { number, open } = status.shift
  const hours = Math.floor(Number(status.autonomous?.hoursLeft ?? '72'))
  const mode = status.mode === 'autonomous' ? `${word(L.autonomous)} ${hours}${word(L.hours)}` : word(L.online)
  return [
    open ? `${word(L.shift)} ${number} ${age(status, state.now)}` : `${word(L.shift)} ${number} ${word(L.closed)}`,
    mode,
    `${word(L.queue)} ${status.queue.length}`,
    `${word(L.link)} ${links({ status, ...(state.facts && { facts: state.facts }) }, isWide)}`,
    `${word(L.paper)} ${PAPER_MARKS[status.printer.paper]}`,
  ]
}

/** The second row: as long as it fits, else shorter and shorter; the shift and the mode go last. */
function stateRow(state: State, columns: number): Row {
  const { status } = state
  if (!state.online || status === undefined) return row(say(state, W.noDaemon).padEnd(columns), 'error')
  const long = pieces(state, status, true).join(' · ')
  const short = pieces(state, status, false)
  const middle = short.join(' · ')
  if (isTraining(state)) return trainingRow(state, [middle, short.join(' '), ''], columns)
  const text = [columns >= WIDE ? long : middle, middle, short.join(' '), short.slice(0, 4).join(' ')].find(
    (one) => clean(one).length <= columns,
  )
  const tone = status.blocks.length > 0 ? 'error' : status.mode === 'autonomous' ? 'bold' : 'plain'
  return row((text ?? short.slice(0, 2).join(' ')).padEnd(columns), tone)
}

/** Nobody may take practice for a sale: it is said first, and what else there is where it has room. */
function trainingRow(state: State, others: readonly string[], columns: number): Row {
  const [short, long] = L.training.map((words) => say(state, words))
  const texts = others.map((other) => (other === '' ? `${long}` : `${short} · ${other}`))
  const text = texts.find((one) => clean(one).length <= columns) ?? `${short}`
  return row(text.padEnd(columns), 'error')
}

/** The register's name, the cashier and the clock; below them all that keeps a shop from selling tomorrow. */
export function head(state: State): readonly Row[] {
  const { facts, now, size, status, unread, user } = state
  const { columns } = size
  const time = hourOf(now)
  const mail = unread.length > 0 ? `[${unread.length}] ` : ''
  const name = facts?.registerName ?? status?.register?.name ?? say(state, W.sale)
  const who = user === undefined ? '' : ` ${user.name}`
  const room = columns - time.length - mail.length - 1
  const cashier = fit(who, Math.min(who.length, Math.floor(room / 2)))
  const left = fit(name, room - cashier.length).padEnd(room - cashier.length)
  return [row(`${left}${cashier} ${mail}${time}`, 'inverse'), stateRow(state, columns)]
}

/** Goods that left a machine and are owed their sale: said until it is registered; which, where there is room. */
export function owedRows(state: State): readonly Row[] {
  const { size, status } = state
  const owed = status?.holds?.owed ?? 0
  if (owed === 0) return []
  const short = `${say(state, W.owed)}: ${owed}`
  const text = [owedWords(state), short].find((one) => clean(one).length <= size.columns)
  return [row((text ?? short).padEnd(size.columns), 'error')]
}

/** Their keys and sums, as the register tells them. */
export const owedWords = ({ status }: State): string =>
  status?.warnings.find(({ code }) => code === 'HOLD_OWED')?.message ?? ''

/** Milliseconds of the wall clock that are left until a moment, as `4:59`. */
export function left(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
