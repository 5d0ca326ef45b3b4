/**
 * What a key does. A keypad of 17 keys has all that is needed: the digits, the point, + − × ÷, Enter and NumLock. The
 * other actions are shorter ways to the same places.
 */
export const ACTIONS = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  'point',
  'plus',
  'back',
  'times',
  'menu',
  'enter',
  'language',
  'clear',
  'up',
  'down',
  'f1',
  'f2',
  'f3',
  'f4',
] as const

export type Action = (typeof ACTIONS)[number]

/** A code that was scanned, with what the daemon or the terminal's decoder made of it. */
export interface Scan {
  readonly data: string
  /** A code of goods, its check digit right. */
  readonly barcode?: string
  /** A marking code of one piece. */
  readonly mark?: string
  /** The address of a receipt. */
  readonly checkUrl?: string
}

/** What a person does at the screen. */
export type Input =
  | {
      readonly type: 'key'
      readonly action: Action
      /** It repeats itself: the key is held down. */
      readonly held?: true
      /** Characters came before it without a pause: a scanner's end of a short code, perhaps. */
      readonly run?: true
    }
  /** A letter of a full keyboard: only names and searches take them. */
  | { readonly type: 'char'; readonly char: string }
  | { readonly type: 'scan'; readonly scan: Scan }
  /** Ctrl+C: ends the program. */
  | { readonly type: 'interrupt' }

export const isDigit = (action: Action): boolean => action.length === 1

/** A key's cap, as the daemon's console and the terminal's decoder call it, and what it does. */
export type Keymap = Readonly<Record<string, readonly Action[]>>

const one = (pairs: Readonly<Record<string, Action>>): Keymap =>
  Object.fromEntries(Object.entries(pairs).map(([cap, action]) => [cap, [action]]))

const DIGITS: Keymap = one({
  '0': '0',
  '1': '1',
  '2': '2',
  '3': '3',
  '4': '4',
  '5': '5',
  '6': '6',
  '7': '7',
  '8': '8',
  '9': '9',
})

/** A USB numeric keypad of 17 keys: every key of it. */
const NUMPAD: Keymap = {
  ...DIGITS,
  ...one({ '.': 'point', '+': 'plus', '-': 'back', '*': 'times', '/': 'menu' }),
  ...one({ enter: 'enter', 'num-lock': 'language' }),
}

/** Keypads as they are sold, by what stands on their caps. A file may name one of them and change keys. */
export const KEYMAPS = {
  'usb-17': NUMPAD,
  /** The same with a row of F1 to F4: favourites, return of the last receipt, search by name, Z report. */
  'usb-21': { ...NUMPAD, ...one({ f1: 'f1', f2: 'f2', f3: 'f3', f4: 'f4', tab: 'language', backspace: 'back' }) },
  /** A matrix keypad of a till on a serial line: 00, C, X, = and a key for the menu. */
  'serial-matrix': {
    ...DIGITS,
    '00': ['0', '0'],
    '000': ['0', '0', '0'],
    ...one({ '.': 'point', '+': 'plus', '-': 'back', '*': 'times', '=': 'enter', enter: 'enter' }),
    ...one({ clear: 'clear', backspace: 'back', '/': 'menu', escape: 'menu', tab: 'language', insert: 'language' }),
    ...one({ f1: 'f1', f2: 'f2', f3: 'f3', f4: 'f4' }),
  },
  /** All keys that any of them has, and those of a full keyboard that mean the same: what counts without a file. */
  any: {
    ...NUMPAD,
    '00': ['0', '0'],
    '000': ['0', '0', '0'],
    ...one({ ',': 'point', '=': 'enter', backspace: 'back', delete: 'clear', clear: 'clear', escape: 'menu' }),
    ...one({ tab: 'language', insert: 'language', up: 'up', down: 'down', 'page-up': 'up', 'page-down': 'down' }),
    ...one({ f1: 'f1', f2: 'f2', f3: 'f3', f4: 'f4' }),
  },
} as const satisfies Readonly<Record<string, Keymap>>

export type KeymapName = keyof typeof KEYMAPS

const isAction = (value: unknown): value is Action => ACTIONS.some((action) => action === value)
const isName = (value: unknown): value is KeymapName => typeof value === 'string' && Object.hasOwn(KEYMAPS, value)

/**
 * A key map file: `{"keypad":"usb-17","keys":{"f5":"menu"}}`. Both members may be left out.
 * @throws Error that names the member which is wrong and what was expected
 */
export function readKeymap(text: string): Keymap {
  const file: unknown = JSON.parse(text)
  if (typeof file !== 'object' || file === null || Array.isArray(file)) throw new Error('an object was expected')
  const { keypad = 'any', keys = {}, ...others } = file as Record<string, unknown>
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw new Error(`${unknown}: only keypad and keys are known`)
  if (!isName(keypad)) throw new Error(`keypad: one of ${Object.keys(KEYMAPS).join(', ')} was expected`)
  if (typeof keys !== 'object' || keys === null) throw new Error('keys: an object was expected')
  const own: [string, readonly Action[]][] = Object.entries(keys).map(([cap, action]: [string, unknown]) => {
    if (!isAction(action)) throw new Error(`keys.${cap}: one of ${ACTIONS.join(', ')} was expected`)
    return [cap, [action]]
  })
  return { ...KEYMAPS[keypad], ...Object.fromEntries(own) }
}
