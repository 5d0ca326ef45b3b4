import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** The checkout whose programs are tried; another installation can be named. */
export const ROOT = process.env['KKM_ROOT'] ?? new URL('../..', import.meta.url).pathname

/** Nothing of the machine's own surroundings. */
const BARE_ENV = { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'en_US.UTF-8' }

/** Milliseconds that a test waits for a line or an end before it fails. */
const PATIENCE = 20_000

export interface Ended {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

interface Watcher {
  readonly fits: (line: string) => boolean
  readonly found: (line: string) => void
}

/** A process of its own whose output is gathered. */
export class Program {
  readonly child: ChildProcess
  /** Lines of standard output, as they came. */
  readonly lines: string[] = []
  readonly ended: Promise<Ended>
  #err = ''
  #watchers: Watcher[] = []

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(command, args, { env: { ...BARE_ENV, ...env } })
    this.child.stdin?.on('error', () => undefined)
    this.child.stderr?.setEncoding('utf8').on('data', (chunk) => (this.#err += String(chunk)))
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.#take(line))
    this.ended = new Promise((resolve) => {
      this.child.on('close', (exit, signal) => resolve({ exit, signal, out: this.lines.join('\n'), err: this.#err }))
    })
  }

  /** A program of this checkout. */
  static ours(name: 'kkm' | 'kkmd' | 'kkm-sim', args: readonly string[], env?: NodeJS.ProcessEnv): Program {
    return new Program(`${ROOT}/bin/${name}`, args, env)
  }

  /** The same inside a network namespace; undefined: in the machine's own. */
  static within(
    namespace: string | undefined,
    command: string,
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
  ): Program {
    return namespace === undefined
      ? new Program(command, args, env)
      : new Program('ip', ['netns', 'exec', namespace, command, ...args], env)
  }

  get err(): string {
    return this.#err
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  write(line: string): void {
    this.child.stdin?.write(`${line}\n`)
  }

  /** The first line that fits, from what has come or is still to come. @param from lines before it do not count */
  async line(fits: (line: string) => boolean, from = 0): Promise<string> {
    const before = this.lines.slice(from).find(fits)
    if (before !== undefined) return before
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Error(`no such line in ${PATIENCE} ms; it said: ${this.lines.slice(-5).join(' | ')} ${this.#err}`),
          ),
        PATIENCE,
      )
      const found = (line: string): void => {
        clearTimeout(timer)
        resolve(line)
      }
      this.#watchers.push({ fits, found })
    })
  }

  /** Sends the signal and waits for the end. @returns what the process left, and the milliseconds it took */
  async signal(signal: NodeJS.Signals): Promise<Ended & { readonly milliseconds: number }> {
    const begun = performance.now()
    this.child.kill(signal)
    const ended = await this.ended
    return { ...ended, milliseconds: performance.now() - begun }
  }

  #take(line: string): void {
    this.lines.push(line)
    const [now, later] = [
      this.#watchers.filter(({ fits }) => fits(line)),
      this.#watchers.filter(({ fits }) => !fits(line)),
    ]
    this.#watchers = later
    for (const { found } of now) found(line)
  }
}
