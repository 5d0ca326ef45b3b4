import { type Socket, createConnection } from 'node:net'
import type { Failure } from '../api/types.ts'
import type { Language } from '../locale/errors.ts'
import { CommandFailure, DaemonFailure } from './failure.ts'

/** The connection ended without the answer. What that means depends on what had been sent. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected'
}

export interface Hello {
  readonly schema: number
  readonly release: string
  readonly state: string
}

/** What the socket takes in one message (interface, "Socket"). */
const MAX_MESSAGE_BYTES = 1024 * 1024

interface RpcError {
  readonly code: number
  readonly message: string
  readonly data?: Failure
}

interface Response {
  readonly id: number | null
  readonly result?: unknown
  readonly error?: RpcError
}

/** What the daemon says unasked, on a connection that listens. */
export interface Notification {
  readonly method: string
  readonly params: object
}

/** JSON-RPC's own codes are for calls that reached no method: wrong usage. */
const exitOf = (code: number): number => (code < -32_000 && code >= -32_012 ? -32_000 - code : 2)

const isNotification = (value: unknown): value is Notification =>
  typeof value === 'object' && value !== null && 'method' in value && !('id' in value)
/** Notifications that nobody has taken yet before no more is read. */
const MOST_UNTAKEN = 64

const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && ('result' in value || 'error' in value)

/**
 * Newline-delimited JSON-RPC to kkmd, one call at a time (interface, "Socket"). Whoever waits is always told: by the
 * answer, or by Disconnected.
 */
export class Client {
  readonly #socket: Socket
  #buffer = ''
  #onNotification: ((notification: Notification) => void) | undefined
  #lastId = 0
  #ended: Error | undefined
  #waiting: { resolve(result: unknown): void; reject(error: Error): void } | undefined
  #taker: { readonly method: string; take(params: object): Promise<void> } | undefined
  #taking: Promise<void> = Promise.resolve()
  #untaken = 0
  readonly #closed = Promise.withResolvers<void>()

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => this.#receive(String(chunk)))
    socket.on('error', () => this.#end(new Disconnected()))
    socket.on('close', () => {
      this.#end(new Disconnected())
      this.#closed.resolve()
    })
  }

  /** @throws CommandFailure DAEMON_UNREACHABLE, SOCKET_FORBIDDEN */
  static open(path: string): Promise<Client> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ path })
      socket.once('error', (error) => reject(unreachable(error, path)))
      socket.once('connect', () => {
        socket.removeAllListeners('error')
        resolve(new Client(socket))
      })
    })
  }

  /** @throws Disconnected, DaemonFailure */
  hello(language: Language): Promise<Hello> {
    return this.call('hello', { schemas: [1], lang: language, progress: true }) as Promise<Hello>
  }

  /** Sends a call and waits for its answer. @throws CommandFailure MESSAGE_TOO_LARGE, Disconnected, DaemonFailure */
  call(method: string, params: object): Promise<unknown> {
    this.#lastId += 1
    const line = `${JSON.stringify({ jsonrpc: '2.0', id: this.#lastId, method, params })}\n`
    if (Buffer.byteLength(line) > MAX_MESSAGE_BYTES) {
      return Promise.reject(new CommandFailure('MESSAGE_TOO_LARGE', { maximum: MAX_MESSAGE_BYTES }))
    }
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended)
      this.#waiting = { resolve, reject }
      this.#socket.write(line)
    })
  }

  /** Hears what the daemon says beside its answers. */
  hear(onNotification: (notification: Notification) => void): void {
    this.#onNotification = onNotification
  }

  /** The same; resolves when the connection has ended. */
  listen(onNotification: (notification: Notification) => void): Promise<void> {
    this.hear(onNotification)
    return new Promise((resolve) => this.#socket.once('close', () => resolve()))
  }

  /** Hands notifications of this method over one after the other, at the taker's pace, from here on. */
  take(method: string, take: (params: object) => Promise<void>): void {
    this.#taker = { method, take }
  }

  /** All that came so far is taken. @throws what the taker throws */
  taken(): Promise<void> {
    return this.#taking
  }

  /** The connection has ended, and all that came over it is taken. @throws what the taker throws */
  async ended(): Promise<void> {
    await this.#closed.promise
    await this.#taking
  }

  close(): void {
    this.#socket.destroy()
  }

  #notified(notification: Notification): void {
    const { method, params } = notification
    const taker = this.#taker
    if (taker?.method !== method) return this.#onNotification?.(notification)
    this.#untaken += 1
    if (this.#untaken >= MOST_UNTAKEN) this.#socket.pause()
    this.#taking = this.#handOver(this.#taking, () => taker.take(params))
    // Whoever waits for the end is told; that nobody waits yet is no reason to end the process
    this.#taking.catch(() => this.#socket.destroy())
  }

  async #handOver(before: Promise<void>, take: () => Promise<void>): Promise<void> {
    await before
    await take()
    this.#untaken -= 1
    if (this.#untaken < MOST_UNTAKEN) this.#socket.resume()
  }

  #receive(chunk: string): void {
    this.#buffer += chunk
    for (let end = this.#buffer.indexOf('\n'); end !== -1; end = this.#buffer.indexOf('\n')) {
      const line = this.#buffer.slice(0, end)
      this.#buffer = this.#buffer.slice(end + 1)
      this.#answer(line)
    }
  }

  #answer(line: string): void {
    let response: unknown
    try {
      response = JSON.parse(line)
    } catch {
      response = undefined
    }
    if (isNotification(response)) return this.#notified(response)
    // What is not an answer of kkmd, or answers nothing that was asked, tells as little as silence
    if (!isResponse(response) || (response.id !== null && response.id !== this.#lastId)) {
      this.#socket.destroy()
      return this.#end(new Disconnected())
    }
    const waiting = this.#waiting
    this.#waiting = undefined
    if (response.error === undefined) return waiting?.resolve(response.result)
    const error = failureOf(response.error)
    if (waiting === undefined) this.#ended ??= error
    else waiting.reject(error)
  }

  #end(error: Error): void {
    this.#ended ??= error
    this.#waiting?.reject(this.#ended)
    this.#waiting = undefined
  }
}

/** An error without the failure object is not of kkmd: nothing can be told from it. */
const failureOf = ({ code, data }: RpcError): Error =>
  data === undefined ? new Disconnected() : new DaemonFailure(data, exitOf(code))

function unreachable(error: Error, socket: string): CommandFailure {
  const code = 'code' in error ? error.code : undefined
  const forbidden = code === 'EACCES' || code === 'EPERM'
  return new CommandFailure(forbidden ? 'SOCKET_FORBIDDEN' : 'DAEMON_UNREACHABLE', { socket })
}
