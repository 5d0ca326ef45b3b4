import type { Effect, Language, Notice, Purpose, Screen, State, Status, Step } from './model.ts'
import type { Text } from '../locale/text.ts'

/** Milliseconds that a word about what went well stays. */
const NOTICE_TIME = 4000
/** What went wrong stays until a key. */
const FOR_EVER = Infinity

export const say = ({ language }: { readonly language: Language }, words: Text): string => words[language]

export const show = (state: State, screen: Screen): State => ({ ...state, screen })

export const go = (state: State, screen: Screen, ...effects: Effect[]): Step => [show(state, screen), ...effects]

export const HOME: Screen = { kind: 'sale', entry: '' }

/** Nothing is registered: hands learn. */
export const isTraining = ({ status }: State): boolean =>
  status?.blocks.some(({ code }) => code === 'TRAINING') ?? false

/** What keeps the register from selling; training does not, its receipts are practised. */
export const blocksOf = ({ status }: State): Status['blocks'] =>
  status?.blocks.filter(({ code }) => code !== 'TRAINING') ?? []

/** Where selling begins; a block stands before it. */
export const homeOf = (state: State): Screen => (blocksOf(state).length > 0 ? { kind: 'block', top: 0 } : HOME)

export const home = (state: State, ...effects: Effect[]): Step => go(state, homeOf(state), ...effects)

export function note(state: State, tone: Notice['tone'], text: string, remedy?: string): State {
  const until = tone === 'error' ? FOR_EVER : state.at + NOTICE_TIME
  return { ...state, notice: { tone, text, until, ...(remedy !== undefined && remedy !== '' && { remedy }) } }
}

/** A remedy that is a line for a shell is none at a keypad. */
export const isCommand = (remedy: string): boolean => remedy.startsWith('kkm ')

/** A call, with a number of its own. */
export function call(state: State, purpose: Purpose, method: string, params: object = {}): [State, Effect] {
  const tag = state.calls + 1
  return [
    { ...state, calls: tag, latest: { ...state.latest, [purpose]: tag } },
    { type: 'call', tag, purpose, method, params },
  ]
}

/** Goes to a screen that a call fills. */
export function ask(state: State, screen: Screen, purpose: Purpose, method: string, params: object = {}): Step {
  const [next, effect] = call(state, purpose, method, params)
  return go(next, screen, effect)
}

/** The spare key, and a new one asked for. */
export const takeKey = (state: State): [string, State, Effect] => [
  state.spare,
  { ...state, spare: '' },
  { type: 'key' },
]

/** Adds effects to a step. */
export const also = ([state, ...effects]: Step, ...more: readonly Effect[]): Step => [state, ...effects, ...more]

/** One more of a digit or the point: a sum with at most so many decimals. */
export function typed(entry: string, action: string, decimals: number, longest = 12): string {
  if (action === 'point') return decimals === 0 || entry.includes('.') ? entry : `${entry === '' ? '0' : entry}.`
  const [, fraction] = entry.split('.')
  if (fraction !== undefined && fraction.length >= decimals) return entry
  if (entry.length >= longest) return entry
  return entry === '0' && decimals > 0 ? action : entry + action
}

/** A number that may have been left with a point at its end. */
export const whole = (entry: string): string => entry.replace(/\.$/, '')

export const isZero = (entry: string): boolean => /^0*(?:\.0*)?$/.test(entry)
