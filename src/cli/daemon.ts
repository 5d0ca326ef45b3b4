import { Client, Disconnected, type Hello } from './client.ts'
import type { Context } from './context.ts'
import type { Credentials } from './credentials.ts'
import { CommandFailure } from './failure.ts'

/** A call without --timeout waits this long, and for the paper on top of it: in seconds. */
const PATIENCE_SECONDS = 60
const PAPER_SECONDS = 20

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

/**
 * A conversation with kkmd that knows what silence means: before a document was sent nothing has happened (8, 7); after
 * it nobody knows (3), and the same key finds out.
 */
export class Daemon {
  readonly hello: Hello
  readonly #client: Client
  readonly #context: Context
  /** Milliseconds that are left of --timeout; a person's thinking does not count. */
  #left: number

  private constructor(client: Client, context: Context, hello: Hello, left: number) {
    this.#client = client
    this.#context = context
    this.hello = hello
    this.#left = left
  }

  /** @throws CommandFailure DAEMON_UNREACHABLE, SOCKET_FORBIDDEN, DAEMON_SILENT; DaemonFailure */
  static async open(context: Context, wait: number = PAPER_SECONDS): Promise<Daemon> {
    const { socket, timeout } = context.globals
    const client = await Client.open(socket)
    const start = Date.now()
    const limit = (timeout ?? PATIENCE_SECONDS + wait) * 1000
    try {
      const hello = await within(limit, client.hello(context.language))
      return new Daemon(client, context, hello, limit - (Date.now() - start))
    } catch (error) {
      client.close()
      throw nothingSent(error, context)
    }
  }

  /** @throws DaemonFailure PIN_WRONG, LOCKED_OUT, SESSION_EXPIRED */
  async signIn(credentials: Credentials): Promise<void> {
    await this.call('session.open', credentials)
  }

  /** A call that makes no document. @throws CommandFailure DAEMON_UNREACHABLE, DAEMON_SILENT; DaemonFailure */
  async call<R = unknown>(method: string, params: object): Promise<R> {
    try {
      return (await this.#wait(this.#client.call(method, params))) as R
    } catch (error) {
      throw nothingSent(error, this.#context)
    }
  }

  /** A call that makes a document. @throws CommandFailure CONNECTION_LOST, TIMED_OUT, INTERRUPTED; DaemonFailure */
  async callForDocument(method: string, params: { readonly key: string }): Promise<unknown> {
    try {
      return await this.#wait(interruptible(() => this.#client.call(method, params)))
    } catch (error) {
      throw outcomeUnknown(error, this.#context, params.key)
    }
  }

  close(): void {
    this.#client.close()
  }

  async #wait<T>(answer: Promise<T>): Promise<T> {
    const start = Date.now()
    try {
      return await within(this.#left, answer)
    } finally {
      this.#left -= Date.now() - start
    }
  }
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silent('late')), Math.max(0, milliseconds))
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

const seconds = ({ globals }: Context): number => globals.timeout ?? PATIENCE_SECONDS

function nothingSent(error: unknown, context: Context): unknown {
  const silence = silenceOf(error)
  if (silence === undefined) return error
  return silence === 'late'
    ? new CommandFailure('DAEMON_SILENT', { seconds: seconds(context) })
    : new CommandFailure('DAEMON_UNREACHABLE', { socket: context.globals.socket })
}

function outcomeUnknown(error: unknown, context: Context, key: string): unknown {
  const silence = silenceOf(error)
  switch (silence) {
    case undefined:
      return error
    case 'lost':
      return new CommandFailure('CONNECTION_LOST', { key })
    case 'late':
      return new CommandFailure('TIMED_OUT', { key, seconds: seconds(context) })
    case 'interrupted':
      return new CommandFailure('INTERRUPTED', { key })
    default:
      return silence satisfies never
  }
}
