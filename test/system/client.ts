import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

type Json = Readonly<Record<string, unknown>>

export interface Failure {
  readonly code: string
  readonly message: string
  readonly remedy: string
  readonly retry: string
  readonly details: Json
}

/** An answer of the socket: the result, or the failure with its exit code. */
export type Answer =
  | { readonly ok: true; readonly result: Json }
  | { readonly ok: false; readonly exit: number; readonly error: Failure }

interface Reply {
  readonly id: number | null
  readonly result?: Json
  readonly error?: { readonly code: number; readonly data: { readonly error?: Failure } & Failure }
}

/** A client of the socket that knows nothing of the product's code. */
export class Client {
  readonly #socket: Socket
  readonly #waiting = new Map<number, { answer: (answer: Answer) => void; lost: (error: Error) => void }>()
  /** Every line that came. */
  readonly lines: string[] = []
  readonly closed: Promise<void>
  #id = 0

  private constructor(socket: Socket) {
    this.#socket = socket
    const lines = createInterface({ input: socket })
    lines.on('line', (line) => this.#take(line))
    // A daemon that is killed may reset the connection; the reader of lines raises that again as its own error
    lines.on('error', () => undefined)
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        for (const { lost } of this.#waiting.values()) lost(new Error('the connection was lost'))
        this.#waiting.clear()
        resolve()
      })
    })
  }

  /** @throws Error ENOENT, ECONNREFUSED: no daemon there */
  static async open(path: string): Promise<Client> {
    const socket = connect(path)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new Client(socket)
  }

  /** Says hello and signs in. */
  static async signedIn(path: string, user: number, pin: string): Promise<Client> {
    const client = await Client.open(path)
    await client.result('hello', { schemas: [1], lang: 'en' })
    await client.result('session.open', { user, pin })
    return client
  }

  /** @throws Error when the connection is lost before the answer */
  call(method: string, params: Json = {}): Promise<Answer> {
    // On a closed socket nothing would ever come.
    if (this.#socket.destroyed) return Promise.reject(new Error('the connection was lost'))
    this.#id += 1
    const id = this.#id
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { answer: resolve, lost: reject }))
    this.raw(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
    return answer
  }

  /** The result of a call that must succeed. */
  async result(method: string, params: Json = {}): Promise<Json> {
    const answer = await this.call(method, params)
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
    return answer.result
  }

  raw(bytes: string | Uint8Array): void {
    this.#socket.write(bytes)
  }

  /** False: the connection is gone. */
  written(bytes: Uint8Array): Promise<boolean> {
    if (this.#socket.destroyed) return Promise.resolve(false)
    return new Promise((resolve) => this.#socket.write(bytes, (error) => resolve(!error)))
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(line: string): void {
    this.lines.push(line)
    const { id, result, error } = JSON.parse(line) as Reply
    const waiting = id === null ? undefined : this.#waiting.get(id)
    if (id === null || !waiting) return
    this.#waiting.delete(id)
    if (result) waiting.answer({ ok: true, result })
    else if (error) waiting.answer({ ok: false, exit: -32000 - error.code, error: error.data.error ?? error.data })
  }
}
