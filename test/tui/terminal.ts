import { type IPty, spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { ROOT } from '../system/program.ts'

/** Keys of a keypad as the Linux console sends them, its keypad in application mode. */
export const CAPS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from('pqrstuvwxy', (letter, digit) => [String(digit), `\u001BO${letter}`])),
  '.': '\u001BOn',
  '+': '\u001BOl',
  '-': '\u001BOS',
  '*': '\u001BOR',
  '/': '\u001BOQ',
  '=': '\u001BOM',
  Num: '\u001BOP',
  F1: '\u001B[[A',
  F2: '\u001B[[B',
  F3: '\u001B[[C',
  F4: '\u001B[[D',
}

/** Milliseconds that a text may take to appear, and between two keys: nobody types faster. */
const PATIENCE = 15_000
const BETWEEN_KEYS = 25

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

export interface Options {
  readonly socket: string
  readonly columns: number
  readonly rows: number
  readonly args?: readonly string[]
  readonly language?: 'kk' | 'ru'
  readonly home: string
  /** Another way to start it than the launcher, and what it finds in its environment. */
  readonly program?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A real terminal with the real program in it: keys go in, the screen is read. */
export class Terminal {
  readonly #pty: IPty
  readonly #screen: InstanceType<typeof xterm.Terminal>
  readonly ended: Promise<number>
  /** Keys that were pressed, by their caps; bytes that came. */
  readonly pressed: string[] = []
  bytes = 0
  #onData: (() => void) | undefined

  constructor({ args = [], columns, env: more, home, language, program, rows, socket }: Options) {
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
    const [command = '', ...before] = program ?? [`${ROOT}/bin/kkm`]
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TERM: 'linux',
      LANG: 'C.UTF-8',
      // A name that silences Ink where `interactive` is not set
      CI: '1',
      ...(language && { KKM_LANG: language }),
      ...more,
    }
    this.#pty = spawn(command, [...before, '--socket', socket, 'tui', ...args], {
      name: 'linux',
      cols: columns,
      rows,
      env,
      cwd: home,
    })
    this.#pty.onData((data) => {
      this.bytes += data.length
      this.#screen.write(data, () => this.#onData?.())
    })
    this.ended = new Promise((resolve) => this.#pty.onExit(({ exitCode }) => resolve(exitCode)))
  }

  get pid(): number {
    return this.#pty.pid
  }

  /** The rows as they stand, without the blanks at their ends. */
  rows(): string[] {
    const buffer = this.#screen.buffer.active
    return Array.from({ length: this.#screen.rows }, (_, row) => buffer.getLine(row)?.translateToString(true) ?? '')
  }

  text(): string {
    return this.rows().join('\n')
  }

  /** Cells of the other colour, as large figures are made of. */
  inverseCells(): string[] {
    const buffer = this.#screen.buffer.active
    return Array.from({ length: this.#screen.rows }, (_, row) => {
      const line = buffer.getLine(row)
      return Array.from({ length: this.#screen.cols }, (_cell, column) =>
        line?.getCell(column)?.isInverse() ? '#' : line?.getCell(column)?.getChars() || ' ',
      )
        .join('')
        .trimEnd()
    })
  }

  /** Presses keys by their caps, in a row: `press('1', '5', '0', '=')`; several of one character may stand together. */
  press(...caps: readonly string[]): Promise<void> {
    return this.pressEvery(BETWEEN_KEYS, ...caps)
  }

  /** The same with so many milliseconds between two keys. */
  async pressEvery(between: number, ...caps: readonly string[]): Promise<void> {
    const keys = caps.flatMap((cap) =>
      CAPS[cap] === undefined && /^[\d.+\-*/=]+$/.test(cap) ? Array.from(cap) : [cap],
    )
    for (const key of keys) {
      await this.look(key)
      this.pressed.push(key)
      this.#pty.write(CAPS[key] ?? key)
      await sleep(between)
    }
  }

  /** What a person does before a key. */
  protected look(_key: string): Promise<void> {
    return Promise.resolve()
  }

  /** A scanner that types: all characters at once, then Enter. */
  scan(code: string): void {
    this.pressed.push('scan')
    this.#pty.write(`${code}\r`)
  }

  write(data: string): void {
    this.#pty.write(data)
  }

  /** The time from a key to the moment when the screen shows what it did, in milliseconds. */
  async latency(cap: string, fits: (text: string) => boolean): Promise<number> {
    const changed = new Promise<void>((resolve) => {
      this.#onData = () => fits(this.text()) && resolve()
    })
    const begun = performance.now()
    this.#pty.write(CAPS[cap] ?? cap)
    await changed
    this.#onData = undefined
    return performance.now() - begun
  }

  /** Waits until the text stands somewhere on the screen. */
  async see(text: string | RegExp, patience = PATIENCE): Promise<void> {
    const until = performance.now() + patience
    const fits = () => (typeof text === 'string' ? this.text().includes(text) : text.test(this.text()))
    while (!fits()) {
      if (performance.now() > until) throw new Error(`${String(text)} is not to be seen on\n${this.text()}`)
      await sleep(15)
    }
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows)
    this.#pty.resize(columns, rows)
  }

  /** Ends it as systemd or a crash would. */
  async kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    this.#pty.kill(signal)
    await this.ended
    this.#screen.dispose()
  }
}
