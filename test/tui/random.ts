import type { ErrorCode } from '../../src/locale/errors.ts'
import { frame } from '../../src/tui/draw/frame.ts'
import { ACTIONS, type Action } from '../../src/tui/keys.ts'
import type { Screen, Size, State } from '../../src/tui/model.ts'
import { update } from '../../src/tui/update.ts'
import { STATUS } from '../cli/answers.ts'
import { MESSAGE, Stand, failure, isDocument } from './stand.ts'

export const SIZES: readonly Size[] = [
  { columns: 40, rows: 15 },
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
]

/** mulberry32: the same numbers for the same seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(next: () => number, among: readonly T[]): T => among[Math.floor(next() * among.length)] as T

const BLOCKS: readonly ErrorCode[] = [
  'SHIFT_TOO_LONG',
  'TOKEN_INVALID',
  'CLOCK_JUMP',
  'CLOCK_BEHIND',
  'QUEUE_REFUSED',
  'SERVER_BLOCKED',
  'PRINTER_PAPER_OUT',
  'UNKNOWN_ID',
]

const blockOf = (code: ErrorCode, language: State['language']) => {
  const { message, remedy } = failure(code)
  return {
    code,
    since: '2026-11-21T10:15:30+05:00',
    message,
    remedy,
    who: language === 'kk' ? 'technician' : 'cashier',
  }
}

const OWED = {
  code: 'HOLD_OWED',
  message: 'Товар выдан, а продажа не зарегистрирована: order-2026-11-21-000017 (450.00), order-18 (1200.00)',
} as const

/** Home, for who is there: selling, or what stands before it; the menu for whoever only reads; signing in for nobody. */
export const isHome = ({ screen, user }: State): boolean =>
  user === undefined ? screen.kind === 'sign-in' : screen.kind === 'sale' || screen.kind === 'block'

/** Screens that hold until the register has answered. */
const HOLDING: ReadonlySet<Screen['kind']> = new Set(['wait', 'unknown'])

/** What may lead home: two keys at most. */
export const WAYS: readonly (readonly Action[])[] = [[], ['1'], ['back'], ['enter'], ['menu', 'back'], ['menu', 'menu']]

/** At most two keys lead home. What is under way is answered first: it is nobody's to leave. */
function leadsHome(state: State): boolean {
  if (HOLDING.has(state.screen.kind)) return true
  return WAYS.some((way) => {
    let next = state
    for (const action of way) [next] = update(next, { type: 'key', action })
    return isHome(next)
  })
}

/** What must be true of every state, in every language and on every screen size. */
export function faultOf(state: State): string | undefined {
  if (!leadsHome(state)) return `no two keys lead home from ${state.screen.kind}`
  for (const size of SIZES)
    for (const language of ['kk', 'ru'] as const) {
      const { cut, rows } = frame({ ...state, size, language })
      if (cut > 0) return `${state.screen.kind} is cut on ${size.columns}×${size.rows} in ${language}`
      if (rows.length !== size.rows) return `${state.screen.kind} has ${rows.length} rows on ${size.rows}`
    }
  return undefined
}

const CODES = [
  '4870001112226',
  '4870001112233',
  '0104870001112233215aB3dE5',
  'http://consumer.oofd.kz?i=1&f=010102345678&s=1.00&t=20261121T101530',
  'xyz',
]

/** Enter more often than the rest, as in life: else hardly a receipt is ever finished. */
export const LIKELY: readonly Action[] = [
  ...ACTIONS,
  ...Array.from({ length: 12 }, () => 'enter' as const),
  '1',
  '5',
  'plus',
]

function happen(stand: Stand, next: () => number): void {
  const what = next()
  if (what < 0.9) return stand.press(pick(next, LIKELY))
  if (what < 0.93) return stand.event({ type: 'scan', scan: scanOf(pick(next, CODES)) })
  if (what < 0.94) return stand.event({ type: 'char', char: pick(next, ['а', 'ң', 'z', ' ']) })
  if (what < 0.97) return stand.tick(pick(next, [500, 500, 5000, 5000, 70_000, 1_000_000]))
  if (what < 0.98) return stand.event({ type: 'online', online: next() < 0.8 })
  const blocks = next() < 0.7 ? [] : [blockOf(pick(next, BLOCKS), stand.state.language)]
  const owing = next() < 0.3 ? { holds: { open: 1, owed: 1 }, warnings: [OWED] } : {}
  stand.event({ type: 'status', status: { ...STATUS, blocks, ...owing } })
}

function scanOf(data: string) {
  if (data.startsWith('http')) return { data, checkUrl: data }
  if (data.startsWith('01')) return { data, mark: data, barcode: '4870001112233' }
  return /^\d+$/.test(data) ? { data, barcode: data } : { data }
}

const REFUSALS: readonly ErrorCode[] = [
  'NOT_ENOUGH_CASH',
  'OUTCOME_UNKNOWN',
  'CONNECTION_LOST',
  'SESSION_EXPIRED',
  'PIN_WRONG',
  'GOODS_NOT_FOUND',
  'BUSY',
]

/** A key of a document counts as confirmed by Enter where the question stands, and only there. */
const confirming = ({ screen }: State, confirmed: ReadonlySet<string>): ReadonlySet<string> =>
  screen.kind === 'preview' || screen.kind === 'confirm' ? new Set([...confirmed, screen.asked.params.key]) : confirmed

export interface Run {
  readonly keys: number
  readonly documents: number
  readonly fault: string | undefined
}

/** So many random keys, scans, answers, refusals and breaks; each state is looked at as `check` says. */
export function run(seed: number, steps: number, check: (state: State) => string | undefined = faultOf): Run {
  const next = chance(seed)
  const stand = next() < 0.1 ? new Stand('ask') : Stand.selling(next() < 0.5 ? 'kk' : 'ru', undefined, [MESSAGE])
  let confirmed: ReadonlySet<string> = new Set()
  for (let step = 0; step < steps; step++) {
    const before = stand.state
    const known = stand.calls.length
    happen(stand, next)
    if (stand.state.screen.kind === 'wait') confirmed = confirming(before, confirmed)
    while (stand.waiting.length > 0 && next() < 0.8) {
      stand.answer(
        next() < 0.12
          ? failure(pick(next, REFUSALS), { left: 2, key: 'k', until: '2026-11-21T10:20:00+05:00' })
          : undefined,
      )
    }
    const made = stand.calls.slice(known).filter(isDocument)
    const unasked = made.find(({ params }) => !confirmed.has(String((params as { key?: string }).key)))
    const fault = unasked ? `${unasked.method} was not confirmed` : check(stand.state)
    if (fault !== undefined)
      return { keys: step, documents: stand.documents().length, fault: `${fault} (seed ${seed}, step ${step})` }
  }
  return { keys: steps, documents: stand.documents().length, fault: undefined }
}
