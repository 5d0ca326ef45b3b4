const FIGURES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '00', '000', '.', '+', '-', '*', '/', '='] as const
const ORDERS = ['enter', 'backspace', 'delete', 'clear', 'escape', 'tab', 'space', 'insert', 'num-lock'] as const
const MOVES = ['up', 'down', 'left', 'right', 'home', 'end', 'page-up', 'page-down'] as const
const FUNCTIONS = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9', 'f10', 'f11', 'f12'] as const
const LETTERS_A = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'] as const
const LETTERS_N = ['n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z'] as const
const SIGNS = [',', ';', "'", '[', ']', '\\', '`'] as const

/**
 * Keys as a console hears of them, by the name on the cap, whichever keypad they come from: what they do is the screen's
 * matter. Letters are those of the Latin layout.
 */
export const KEYS = [...FIGURES, ...ORDERS, ...MOVES, ...FUNCTIONS, ...LETTERS_A, ...LETTERS_N, ...SIGNS] as const

export type Key = (typeof KEYS)[number]
