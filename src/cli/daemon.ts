import { EVENT_METHOD } from '../api/events.ts'
import { Client, Disconnected, type Hello, type Notification } from './client.ts'
import type { Context } from './context.ts'
import type { Credentials } from './credentials.ts'
import { CommandFailure, DaemonFailure } from './failure.ts'
import { now } from './now.ts'
import { ProgressLine, type Step } from './progress.ts'

/** A call without --timeout waits this long, and for the paper on top of it: in seconds. */
const PATIENCE_SECONDS = 60
const PAPER_SECONDS = 20
/** Milliseconds, 24 days: a timer of Node that is set to more goes off at once. */
const LONGEST_TIMER = 2 ** 31 - 1

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Not the daemon's answer, but what became of waiting for it. */
type Silence = 'lost' | 'late' | 'interrupted'

class Silent extends Error {
  readonly silence: Silence

  constructor(silence: Silence) {
    super(silence)
    this.silence = silence
  }
}

/** How long the whole conversation may take. */
class Limit {
  readonly socket: string
  readonly seconds: number
  readonly #isAsked: boolean
  /** On `now`. */
  #deadline = 0

  constructor({ socket, timeout }: Context['globals'], wait: number) {
    this.socket = socket
    this.seconds = timeout ?? PATIENCE_SECONDS + wait
    this.#isAsked = timeout !== undefined
    this.#begin()
  }

  /** A daemon that says how far it is may go on, unless the caller named the end. */
  renew(): void {
    if (!this.#isAsked) this.#begin()
  }

  get left(): number {
    return Math.min(Math.max(0, this.#deadline - now()), LONGEST_TIMER)
  }

  #begin(): void {
    this.#deadline = now() + this.seconds * 1000
  }
}

/**
 * A conversation with kkmd that knows what silence means: before a document was sent nothing has happened (8, 7); after
 * it nobody knows (3), and the same key finds out.
 */
export class Daemon {
  readonly hello: Hello
  readonly #client: Client
  readonly #limit: Limit
  readonly #progress: ProgressLine
  #role: string | undefined

  private constructor(client: Client, limit: Limit, progress: ProgressLine, hello: Hello) {
    this.#client = client
    this.#limit = limit
    this.#progress = progress
    this.hello = hello
  }

  /** @throws CommandFailure DAEMON_UNREACHABLE, SOCKET_FORBIDDEN, DAEMON_SILENT; DaemonFailure */
  static async open(context: Context, wait: number = PAPER_SECONDS): Promise<Daemon> {
    const limit = new Limit(context.globals, wait)
    const progress = new ProgressLine(context)
    const client = await Client.open(limit.socket)
    client.hear(({ method, params }) => {
      if (method !== 'progress') return
      limit.renew()
      progress.step(params as Step)
    })
    try {
      return new Daemon(client, limit, progress, await within(limit, client.hello(context.language)))
    } catch (error) {
      client.close()
      throw inOurLanguage(nothingSent(error, limit))
    }
  }

  /** @throws DaemonFailure PIN_WRONG, LOCKED_OUT, SESSION_EXPIRED */
  async signIn(credentials: Credentials): Promise<void> {
    const { user } = await this.call<{ readonly user: { readonly role: string } }>('session.open', credentials)
    this.#role = user.role
  }

  /** Of who is signed in; undefined: nobody is. */
  get role(): string | undefined {
    return this.#role
  }

  /** A call that makes no document. @throws CommandFailure DAEMON_UNREACHABLE, DAEMON_SILENT; DaemonFailure */
  async call<R = unknown>(method: string, params: object): Promise<R> {
    try {
      return (await within(this.#limit, this.#client.call(method, params))) as R
    } catch (error) {
      throw nothingSent(error, this.#limit)
    } finally {
      this.#progress.end()
    }
  }

  /**
   * A call after which the daemon speaks unasked, until the connection ends; that is not waited for any shorter.
   * @throws CommandFailure DAEMON_UNREACHABLE when it ends, DAEMON_SILENT; DaemonFailure
   */
  async follow(method: string, hear: (notification: Notification) => void): Promise<never> {
    // Listening begins before the call: what comes on the heels of the answer is heard too
    const ended = this.#client.listen(hear)
    const result = await this.call<object>(method, {})
    hear({ method, params: result })
    await ended
    throw new CommandFailure('DAEMON_UNREACHABLE', { socket: this.#limit.socket })
  }

  /** A call that makes a document. @throws CommandFailure CONNECTION_LOST, TIMED_OUT, INTERRUPTED; DaemonFailure */
  async callForDocument(method: string, params: { readonly key: string }): Promise<unknown> {
    try {
      return await within(
        this.#limit,
        interruptible(() => this.#client.call(method, params)),
      )
    } catch (error) {
      throw outcomeUnknown(error, this.#limit, params.key)
    } finally {
      this.#progress.end()
    }
  }

  /**
   * Follows what happens: each event to `take`, until the daemon or the connection ends; with `once` until all is told.
   * @throws CommandFailure DAEMON_UNREACHABLE, DAEMON_SILENT; DaemonFailure; what the taker throws
   */
  async watch(params: { readonly once?: unknown }, take: (event: object) => Promise<void>): Promise<void> {
    this.#client.take(EVENT_METHOD, take)
    try {
      // What is told at once takes as long as it takes
      await (params.once === true ? this.#client.call('watch', params) : this.call('watch', params))
    } catch (error) {
      throw nothingSent(error, this.#limit)
    }
    if (params.once === true) return this.#client.taken()
    await this.#client.ended()
    throw nothingSent(new Disconnected(), this.#limit)
  }

  close(): void {
    this.#client.close()
  }
}

async function within<T>(limit: Limit, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const look = (): void => {
      const { left } = limit
      if (left === 0) reject(new Silent('late'))
      else timer = setTimeout(look, left)
    }
    look()
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A signal while a document is under way ends the waiting, not the document. */
async function interruptible<T>(send: () => Promise<T>): Promise<T> {
  let onSignal = (): void => undefined
  const interrupted = new Promise<never>((_, reject) => {
    onSignal = () => reject(new Silent('interrupted'))
  })
  // Listened for before the first byte leaves: there is no moment between sent and told
  for (const signal of SIGNALS) process.on(signal, onSignal)
  try {
    return await Promise.race([send(), interrupted])
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}

function silenceOf(error: unknown): Silence | undefined {
  if (error instanceof Disconnected) return 'lost'
  return error instanceof Silent ? error.silence : undefined
}

/** Whom the daemon turns away has had no time to say which language it speaks. */
const inOurLanguage = (error: unknown): unknown =>
  error instanceof DaemonFailure && error.failure.code === 'TOO_MANY_CONNECTIONS'
    ? new CommandFailure('TOO_MANY_CONNECTIONS', error.failure.details)
    : error

function nothingSent(error: unknown, { seconds, socket }: Limit): unknown {
  const silence = silenceOf(error)
  if (silence === undefined) return error
  return silence === 'late'
    ? new CommandFailure('DAEMON_SILENT', { seconds })
    : new CommandFailure('DAEMON_UNREACHABLE', { socket })
}

function outcomeUnknown(error: unknown, { seconds }: Limit, key: string): unknown {
  const silence = silenceOf(error)
  switch (silence) {
    case undefined:
      return error
    case 'lost':
      return new CommandFailure('CONNECTION_LOST', { key })
    case 'late':
      return new CommandFailure('TIMED_OUT', { key, seconds })
    case 'interrupted':
      return new CommandFailure('INTERRUPTED', { key })
    default:
      return silence satisfies never
  }
}
