import { mkdtempSync, rmSync } from 'node:fs'
import { type Server, type Socket, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { ERRORS, type ErrorCode, type Language } from '../../src/locale/errors.ts'
import { renderFailure } from '../../src/locale/render.ts'

export interface Call {
  readonly method: string
  readonly params: Record<string, unknown>
}

/** What the daemon does with a call. */
export type Behaviour =
  | { readonly result: object }
  | { readonly refuse: ErrorCode; readonly details?: Record<string, unknown> }
  /** A line that is no answer, or an answer without a failure object. */
  | { readonly raw: string }
  /** The connection ends without an answer; after some of it, if a text is given. */
  | { readonly drop: string }
  /** Says how far it is, a step each so many milliseconds, then answers. */
  | { readonly steps: readonly object[]; readonly every: number; readonly result: object }
  | 'silence'

export type Behaviours = Readonly<Record<string, Behaviour | ((params: Call['params']) => Behaviour)>>

const HELLO: Behaviour = { result: { schema: 1, release: '9.9.9', state: 'ready' } }
const SESSION: Behaviour = { result: { user: { code: 7, name: 'Айгүл', role: 'cashier' } } }

/** kkmd as the command line sees it: a real socket, real lines, answers by method. */
export class FakeDaemon {
  readonly folder = mkdtempSync(join(tmpdir(), 'kkm-cli-'))
  readonly socket = join(this.folder, 'kkm.sock')
  readonly calls: Call[] = []
  #behaviours: Behaviours
  #language: Language = 'en'
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #onCall: (call: Call) => void = () => undefined

  private constructor(behaviours: Behaviours) {
    this.#behaviours = { hello: HELLO, 'session.open': SESSION, ...behaviours }
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async start(t: Pick<TestContext, 'after'>, behaviours: Behaviours = {}): Promise<FakeDaemon> {
    const daemon = new FakeDaemon(behaviours)
    await new Promise<void>((resolve) => daemon.#server.listen(daemon.socket, resolve))
    t.after(() => daemon.#stop())
    return daemon
  }

  get methods(): string[] {
    return this.calls.map(({ method }) => method)
  }

  paramsOf(method: string): Call['params'] {
    const call = this.calls.find((one) => one.method === method)
    if (call === undefined) throw new Error(`${method} was not called: ${this.methods.join(', ')}`)
    return call.params
  }

  /** Fulfilled when a call of this method has come in. */
  called(method: string): Promise<Call> {
    return new Promise((resolve) => {
      this.#onCall = (call) => {
        if (call.method === method) resolve(call)
      }
    })
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    let buffer = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      buffer += String(chunk)
      for (let end = buffer.indexOf('\n'); end !== -1; end = buffer.indexOf('\n')) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 1)
        this.#answer(socket, JSON.parse(line) as Call & { id: number })
      }
    })
  }

  #answer(socket: Socket, { id, method, params }: Call & { id: number }): void {
    this.calls.push({ method, params })
    if (method === 'hello') this.#language = params['lang'] as Language
    this.#onCall({ method, params })
    const known = this.#behaviours[method] ?? { refuse: 'UNKNOWN_METHOD', details: { method } }
    const behaviour = typeof known === 'function' ? known(params) : known
    if (behaviour === 'silence') return
    if ('drop' in behaviour) {
      socket.end(behaviour.drop)
      return
    }
    if ('steps' in behaviour)
      return this.#tell(socket, behaviour.steps, behaviour.every, () => this.#response(id, behaviour))
    socket.write(`${'raw' in behaviour ? behaviour.raw : JSON.stringify(this.#response(id, behaviour))}\n`)
  }

  #tell(socket: Socket, [step, ...steps]: readonly object[], every: number, last: () => object): void {
    const message = step === undefined ? last() : { jsonrpc: '2.0', method: 'progress', params: step }
    socket.write(`${JSON.stringify(message)}\n`)
    if (step !== undefined) setTimeout(() => this.#tell(socket, steps, every, last), every)
  }

  #response(id: number, behaviour: Extract<Behaviour, { result: object } | { refuse: ErrorCode }>): object {
    if ('result' in behaviour) return { jsonrpc: '2.0', id, result: behaviour.result }
    const data = renderFailure(behaviour.refuse, behaviour.details ?? {}, this.#language)
    const code = behaviour.refuse === 'UNKNOWN_METHOD' ? -32_601 : -32_000 - ERRORS[behaviour.refuse].exit
    return { jsonrpc: '2.0', id, error: { code, message: data.message, data } }
  }

  #stop(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
