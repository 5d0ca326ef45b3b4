import { nanoid } from 'nanoid'
import type { Language } from '../locale/text.ts'
import { Canvas } from './canvas.tsx'
import { frame } from './draw/frame.ts'
import { follow } from './follow.ts'
import { KEYMAPS, type Keymap } from './keys.ts'
import type { Size, State } from './model.ts'
import { Shell } from './shell.ts'
import { TerminalKeys } from './terminal-keys.ts'

export interface TuiOptions {
  readonly socket: string
  /** undefined: the person at the screen chooses. */
  readonly language: Language | undefined
  readonly keymap: Keymap | undefined
  readonly mode: State['mode']
  /** The buyer's display: it shows and takes no keys. */
  readonly follow: boolean
  /** NO_COLOR is respected: bold stands for red and green. */
  readonly colour: boolean
}

export { readKeymap } from './keys.ts'

/** Keypad keys come as sequences of their own, NumLock among them (DECKPAM), and go back to numbers (DECKPNM). */
const KEYPAD_ON = '\u001B='
const KEYPAD_OFF = '\u001B>'

const sizeOf = ({ columns, rows }: NodeJS.WriteStream): Size => ({ columns: columns || 80, rows: rows || 24 })

/** The cashier's screen on this terminal, until somebody ends it. @returns the exit code */
export async function tui(options: TuiOptions): Promise<number> {
  const { stdin, stdout } = process
  const { colour } = options
  if (options.follow) return follow(options.socket, options.language ?? 'kk', colour)
  const keymap = options.keymap ?? KEYMAPS.any
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const canvas = new Canvas(colour)
  const shell = new Shell({
    socket: options.socket,
    language: options.language,
    mode: options.mode,
    size: sizeOf(stdout),
    keymap,
    makeKey: nanoid,
    draw: (state) => canvas.draw(frame(state).rows, state.size),
    exit: () => end(),
  })
  const keys = new TerminalKeys({
    keymap,
    console: process.env['TERM'] === 'linux',
    tell: (input) => shell.dispatch(input),
  })
  if (stdin.isTTY) stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.on('data', (text) => keys.push(String(text)))
  stdin.on('end', () => end())
  stdout.write(KEYPAD_ON)
  stdout.on('resize', () => shell.dispatch({ type: 'resize', size: sizeOf(stdout) }))
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end())
  shell.start()
  await ended
  keys.stop()
  shell.stop()
  stdout.write(KEYPAD_OFF)
  canvas.end()
  if (stdin.isTTY) stdin.setRawMode(false)
  stdin.pause()
  return 0
}
