import { type Socket, createConnection } from 'node:net'
import type { Failure } from '../api/types.ts'

/** The daemon refused: its own words, in the language of the connection. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

/** The connection ended, or was never there. */
export class Lost extends Error {
  override readonly name = 'Lost'
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

interface Line {
  readonly id?: number | null
  readonly result?: unknown
  readonly error?: { readonly data?: Failure }
  readonly method?: string
  readonly params?: unknown
}

/** One connection to the daemon (interface, "Socket"): calls with their answers, and what it says unasked. */
export class Wire {
  readonly #socket: Socket
  readonly #waiting = new Map<number, Waiting>()
  #rest = ''
  #lastId = 0
  #isOpen = true
  onNotification: (method: string, params: unknown) => void = () => undefined
  onClose: () => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => this.#read(String(chunk)))
    socket.on('error', () => this.#end())
    socket.on('close', () => this.#end())
  }

  /** @throws Lost: nobody listens there, or we may not speak */
  static open(path: string): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ path })
      socket.once('error', () => reject(new Lost()))
      socket.once('connect', () => {
        socket.removeAllListeners('error')
        resolve(new Wire(socket))
      })
    })
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** @throws Refused, Lost */
  call<R>(method: string, params: object = {}): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      if (!this.#isOpen) return reject(new Lost())
      this.#lastId += 1
      this.#waiting.set(this.#lastId, { resolve: (result) => resolve(result as R), reject })
      this.#socket.write(`${JSON.stringify({ jsonrpc: '2.0', id: this.#lastId, method, params })}\n`)
    })
  }

  close(): void {
    this.onClose = () => undefined
    this.#end()
  }

  #read(chunk: string): void {
    this.#rest += chunk
    for (let end = this.#rest.indexOf('\n'); end !== -1; end = this.#rest.indexOf('\n')) {
      const line = this.#rest.slice(0, end)
      this.#rest = this.#rest.slice(end + 1)
      this.#take(line)
    }
  }

  #take(text: string): void {
    let line: Line
    try {
      line = JSON.parse(text) as Line
    } catch {
      // What is no answer of kkmd tells as little as silence
      return this.#end()
    }
    if (line.method !== undefined) return this.onNotification(line.method, line.params)
    const waiting = this.#waiting.get(line.id ?? 0)
    if (waiting === undefined) return
    this.#waiting.delete(line.id ?? 0)
    if (line.error === undefined) waiting.resolve(line.result)
    else waiting.reject(line.error.data === undefined ? new Lost() : new Refused(line.error.data))
  }

  #end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#socket.destroy()
    for (const waiting of this.#waiting.values()) waiting.reject(new Lost())
    this.#waiting.clear()
    this.onClose()
  }
}
