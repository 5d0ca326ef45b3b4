import type { Key } from '../../api/keys.ts'

/** What the numbers of a keypad are called: codes of the kernel (linux/input-event-codes.h), or bytes of a serial keypad. */
export type KeyMap = Readonly<Record<number, Key>>

/** Keys that follow one another in the kernel's numbering. */
const row = (first: number, ...keys: readonly Key[]): KeyMap =>
  Object.fromEntries(keys.map((key, index) => [first + index, key]))

const DIGITS: KeyMap = row(2, '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '=', 'backspace', 'tab')
const LETTERS: KeyMap = {
  ...row(16, 'q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p', '[', ']', 'enter'),
  ...row(30, 'a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l', ';', "'", '`'),
  ...row(43, '\\', 'z', 'x', 'c', 'v', 'b', 'n', 'm', ',', '.', '/'),
}
const NUMBER_SIGNS: KeyMap = { 55: '*', 96: 'enter', 98: '/', 117: '=', 121: '.' }
const NUMBER_BLOCK: KeyMap = {
  ...row(71, '7', '8', '9', '-', '4', '5', '6', '+', '1', '2', '3', '0', '.'),
  ...NUMBER_SIGNS,
}
const FUNCTIONS: KeyMap = {
  ...row(59, 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9', 'f10'),
  ...row(87, 'f11', 'f12'),
}
const MOVES: KeyMap = row(102, 'home', 'up', 'page-up', 'left', 'right', 'end', 'down', 'page-down', 'insert', 'delete')
const ORDERS: KeyMap = { 1: 'escape', 57: 'space', 14: 'backspace', 355: 'clear' }

/** Any keyboard of the kernel's. */
const KEYBOARD: KeyMap = { ...DIGITS, ...LETTERS, ...NUMBER_BLOCK, ...FUNCTIONS, ...MOVES, ...ORDERS }

/** KEY_NUMLOCK: on a number block it locks nothing for us, and is the one key to spare; the screen switches its language by it. */
const SPARE: KeyMap = { 69: 'num-lock' }

const byte = (character: string): number => character.charCodeAt(0)

const SENT_ORDERS: KeyMap = { 0x08: 'backspace', 0x0d: 'enter', 0x1b: 'escape', 0x7f: 'backspace' }
/** Matrices of 16 keys with a controller that sends ASCII: digits, `*`, `#` and a column of four letters. */
const MATRIX_16: KeyMap = {
  ...row(byte('0'), '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
  ...row(byte('A'), 'f1', 'f2', 'f3', 'f4'),
  ...SENT_ORDERS,
  [byte('*')]: 'clear',
  [byte('#')]: 'enter',
  [byte('.')]: '.',
  [byte(',')]: '.',
}

/** Keypads of which the caps are known. */
export const KEY_MAPS = {
  /** USB number block of 17 keys. */
  'numpad-17': { transport: 'evdev', keys: { ...NUMBER_BLOCK, ...SPARE, 14: 'backspace' } },
  /** The same with a row of F1 to F4, or of Esc, Tab, `=` and backspace, above. */
  'numpad-21': {
    transport: 'evdev',
    keys: { ...NUMBER_BLOCK, ...SPARE, ...FUNCTIONS, 1: 'escape', 13: '=', 14: 'backspace', 15: 'tab' },
  },
  /** A whole keyboard; Num Lock is not heard of. */
  keyboard: { transport: 'evdev', keys: KEYBOARD },
  'matrix-16': { transport: 'serial', keys: MATRIX_16 },
} as const satisfies Readonly<Record<string, { readonly transport: 'evdev' | 'serial'; readonly keys: KeyMap }>>

export type KeypadProfile = keyof typeof KEY_MAPS

/** What a keypad of this transport is taken for when nobody says: every key that has a name. */
export const AUTO_MAPS: Readonly<Record<'evdev' | 'serial', KeyMap>> = {
  evdev: { ...KEYBOARD, ...SPARE },
  serial: MATRIX_16,
}
