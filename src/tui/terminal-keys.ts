import { scanOf } from './scans.ts'
import type { Action, Input, Keymap } from './keys.ts'

/**
 * Sequences of the Linux console and of xterm-like terminals, keypad in application mode. Both use `ESC O P` to
 * `ESC O S`: on the console they are NumLock, ÷, × and −, in xterm F1 to F4.
 */
const COMMON: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from('pqrstuvwxy', (letter, digit) => [`O${letter}`, String(digit)])),
  On: '.',
  Ol: '+',
  Ok: '+',
  Om: '-',
  Oj: '*',
  Oo: '/',
  OM: 'enter',
  OX: '=',
  '[A': 'up',
  '[B': 'down',
  OA: 'up',
  OB: 'down',
  '[5~': 'page-up',
  '[6~': 'page-down',
  '[3~': 'delete',
  '[2~': 'insert',
  '[[A': 'f1',
  '[[B': 'f2',
  '[[C': 'f3',
  '[[D': 'f4',
  '[11~': 'f1',
  '[12~': 'f2',
  '[13~': 'f3',
  '[14~': 'f4',
}
const CONSOLE: Readonly<Record<string, string>> = { OP: 'num-lock', OQ: '/', OR: '*', OS: '-' }
const XTERM: Readonly<Record<string, string>> = { OP: 'f1', OQ: 'f2', OR: 'f3', OS: 'f4' }

const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\t': 'tab',
  '\u001b': 'escape',
}

/** A whole sequence without its ESC; a CSI may have parameters that mean nothing here. */
const SEQUENCE = /^(?:O[A-Za-z]|\[\[[A-E]|\[[0-9;]*[A-Za-z~])/
/** What may still become one. */
const BEGINNING = /^(?:|O|\[|\[\[|\[[0-9;]*)$/

const CTRL_C = '\u0003'
const ESC = '\u001b'

/** Milliseconds: a person's next key comes later, the rest of a sequence or of a scanned code sooner. */
const PAUSE = 12
/** A key that is held down repeats faster than anybody types it. */
const REPEAT = 120
/** A scanner that types as a keyboard: so many characters at once, then Enter. */
const SHORTEST_SCAN = 8

/** Keys that come closer together than a person types; told apart once there is a pause. */
type Token = { readonly cap: string } | { readonly char: string }

/**
 * Keys out of a terminal's bytes, by a table of our own: Ink's loses function and keypad keys. A run of characters
 * without a pause that ends in Enter is a scanner that types.
 */
export class TerminalKeys {
  readonly #tell: (input: Input) => void
  readonly #keymap: Keymap
  readonly #sequences: Readonly<Record<string, string>>
  #rest = ''
  #run: Token[] = []
  #timer: NodeJS.Timeout | undefined
  #repeats = 0
  #last: Action | undefined
  #lastAt = -Infinity

  constructor(options: { keymap: Keymap; console: boolean; tell: (input: Input) => void }) {
    this.#tell = options.tell
    this.#keymap = options.keymap
    this.#sequences = { ...COMMON, ...(options.console ? CONSOLE : XTERM) }
  }

  push(text: string): void {
    this.#rest += text
    while (this.#rest !== '') {
      const token = this.#next()
      if (token === undefined) break
      this.#run.push(token)
    }
    clearTimeout(this.#timer)
    // Only a scanner's characters and a sequence that is not whole are waited for; a keypad's key is told at once
    if (this.#rest === '' && !this.#mayGoOn()) this.#pause()
    else this.#timer = setTimeout(() => this.#pause(), PAUSE)
  }

  /** Characters to which more of the same code may come. */
  #mayGoOn(): boolean {
    const last = this.#run.at(-1)
    return last !== undefined && 'char' in last
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  /** undefined: a sequence that is not whole yet. */
  #next(): Token | undefined {
    const [first = ''] = this.#rest
    if (first !== ESC) {
      this.#rest = this.#rest.slice(first.length)
      if (first === CTRL_C) {
        this.#tell({ type: 'interrupt' })
        return { cap: '' }
      }
      const cap = CONTROLS[first]
      return cap === undefined ? { char: first } : { cap }
    }
    const after = this.#rest.slice(1)
    const [sequence] = SEQUENCE.exec(after) ?? []
    if (sequence !== undefined) {
      this.#rest = after.slice(sequence.length)
      return { cap: this.#sequences[sequence] ?? '' }
    }
    if (BEGINNING.test(after)) return undefined
    this.#rest = after
    return { cap: 'escape' }
  }

  #pause(): void {
    // An ESC that nothing has followed is the key of that name
    if (this.#rest !== '') this.#run.push({ cap: 'escape' })
    this.#rest = ''
    const run = this.#run
    this.#run = []
    const typed = run.slice(0, -1).map((token) => ('char' in token ? token.char : ''))
    const last = run.at(-1)
    const ends = last !== undefined && 'cap' in last && (last.cap === 'enter' || last.cap === 'tab')
    if (ends && typed.length >= SHORTEST_SCAN && typed.every((char) => char !== '')) {
      return this.#tell({ type: 'scan', scan: scanOf(typed.join('')) })
    }
    // The end of a code that is too short to be told from typing: it types, but answers no question
    const isRun = ends && typed.length > 1 && typed.every((char) => char !== '')
    for (const token of run) this.#key(token, isRun && token === last)
  }

  #key(token: Token, isRun: boolean): void {
    const cap = 'cap' in token ? token.cap : token.char
    const actions = this.#keymap[cap]
    if (actions === undefined) {
      if ('char' in token && /^[\p{L}\p{N} ]$/u.test(token.char)) this.#tell({ type: 'char', char: token.char })
      return
    }
    for (const action of actions) this.#tell({ ...keyOf(action, this.#isHeld(action)), ...(isRun && { run: true }) })
  }

  /** A key that repeats itself comes faster than anybody presses it; another one in between: it was not held down. */
  #isHeld(action: Action): boolean {
    const now = performance.now()
    this.#repeats = action === this.#last && now - this.#lastAt < REPEAT ? this.#repeats + 1 : 0
    this.#last = action
    this.#lastAt = now
    return this.#repeats > 1
  }
}

/** Held down, the key that takes one character back takes all. */
export const keyOf = (action: Action, isHeld: boolean): Extract<Input, { type: 'key' }> => ({
  type: 'key',
  action: isHeld && action === 'back' ? 'clear' : action,
  ...(isHeld && { held: true }),
})
