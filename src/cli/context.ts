import { isatty } from 'node:tty'
import type { Language } from '../locale/errors.ts'

/** Where the daemon listens when nothing says otherwise (interface, "Configuration"). */
export const DEFAULT_SOCKET = '/run/kkm/kkm.sock'

/** The options before the command, with what the environment says in their place. */
export interface Globals {
  readonly json: boolean
  readonly quiet: boolean
  /** For a shell: paths and values, or the values of these fields alone; undefined: for people. */
  readonly fields?: readonly string[]
  /** Tells how far a long call is as objects on stderr. */
  readonly progress: boolean
  readonly socket: string
  /** Code of the user who signs this one call in. */
  readonly user?: number
  readonly pinFile?: string
  /** Of the whole call, in seconds. */
  readonly timeout?: number
}

/** What a command sees of the world around it. */
export interface Context {
  readonly globals: Globals
  readonly language: Language
  readonly env: NodeJS.ProcessEnv
  /** A person sits at it: what is missing can be asked for. */
  readonly interactive: boolean
  /** Whether the answer, and what is said beside it, goes to a person's screen. */
  readonly screen: { readonly out: boolean; readonly err: boolean }
  readonly colour: { readonly out: boolean; readonly err: boolean }
  /** Columns of the screen. */
  readonly columns: number
  readonly out: (answer: string | Uint8Array) => void
  /** A line on stderr, even with --quiet: failures and keys. */
  readonly err: (line: string) => void
}

/** The context of this process. */
export function processContext(globals: Globals, language: Language, env: NodeJS.ProcessEnv): Context {
  const { stdout } = process
  // The streams themselves are made when they are used: each costs a call some milliseconds
  const [asks, tells] = [isatty(0), isatty(2)]
  const colours = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
  return {
    globals,
    language,
    env,
    interactive: asks && tells && !globals.json,
    screen: { out: stdout.isTTY, err: tells },
    colour: { out: colours && stdout.isTTY, err: colours && tells },
    columns: stdout.columns ?? 80,
    out: (answer) => void stdout.write(answer),
    err: (line) => void process.stderr.write(`${line}\n`),
  }
}
