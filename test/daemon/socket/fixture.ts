import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import type { Failure, Method, MethodTable } from '../../../src/api/types.ts'
import { Refusal } from '../../../src/fiscal/refusal.ts'
import { ROLES } from '../../../src/fiscal/register/event-records.ts'
import { createLog } from '../../../src/daemon/log.ts'
import { hashPin } from '../../../src/daemon/pins.ts'
import { type Limits, openSocket, type SocketPorts, type SocketServer } from '../../../src/daemon/socket/index.ts'
import { renderFailure } from '../../../src/locale/render.ts'
import { TestClock, TestUsers } from '../world.ts'

export interface Reply {
  readonly id: string | number | null
  readonly result?: Record<string, unknown>
  readonly error?: { readonly code: number; readonly message: string; readonly data: Failure }
}

/** A client that speaks lines, as it likes. */
export class Client {
  readonly socket: Socket
  readonly #lines: AsyncIterator<string>
  #next = 1

  private constructor(socket: Socket) {
    this.socket = socket
    this.#lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
  }

  static async open(path: string): Promise<Client> {
    const socket = connect({ path, allowHalfOpen: true })
    // A daemon that ends the connection while we write is what some tests are about
    socket.on('error', () => socket.destroy())
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    return new Client(socket)
  }

  send(text: string | Uint8Array): void {
    this.socket.write(text)
  }

  request(method: string, params?: object): number {
    const id = this.#next++
    this.send(`${JSON.stringify({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) })}\n`)
    return id
  }

  /** undefined: the daemon ended the connection. */
  async read(): Promise<Reply | undefined> {
    const { done, value } = await this.#lines.next()
    if (done === true) return undefined
    const reply = JSON.parse(value) as Reply
    // The catalogue found all that its sentence names
    if (reply.error !== undefined) assert.doesNotMatch(`${reply.error.message} ${reply.error.data.remedy}`, /…|[{}]/)
    return reply
  }

  async call(method: string, params?: object): Promise<Reply> {
    const id = this.request(method, params)
    const reply = await this.read()
    assert.ok(reply !== undefined, `${method}: the connection ended`)
    assert.equal(reply.id, id)
    return reply
  }

  /** Code of the failure, or `ok`. */
  async outcome(method: string, params?: object): Promise<string> {
    return (await this.call(method, params)).error?.data.code ?? 'ok'
  }
}

export interface World {
  readonly path: string
  readonly server: SocketServer
  readonly users: TestUsers
  readonly clock: TestClock
  readonly bugs: unknown[]
  readonly log: string[]
  /** Ends of calls of `slow`, and whether their client was gone. */
  readonly slow: { started: number; aborted: number; finished: number; release: () => void }
  connect(): Promise<Client>
  greeted(): Promise<Client>
  /** User 1 is an administrator, 2 a cashier, …: one of each role in the order of `ROLES`, PIN 1234. */
  signedIn(user?: number): Promise<Client>
}

const pin = await hashPin('1234', randomBytes(16))

const method = (name: string, roles: Method['roles'], run: Method['run']): [string, Method] => [
  name,
  { name, roles, parse: (params) => params, run },
]

function methodsFor(slow: World['slow'], gate: Promise<void>): MethodTable {
  return new Map<string, Method>([
    method('status', 'anyone', (_, { actor, language }) => Promise.resolve({ actor: actor?.code ?? null, language })),
    method('sale', ['cashier'], (params) => Promise.resolve({ params })),
    method('slow', 'anyone', async (_, { signal }) => {
      slow.started++
      signal.addEventListener('abort', () => slow.aborted++)
      await gate
      slow.finished++
      return { aborted: signal.aborted }
    }),
    method('big', 'anyone', () => Promise.resolve({ text: 'x'.repeat(900_000) })),
    method('refuse', 'anyone', () => Promise.reject(new Refusal('NOT_ENOUGH_CASH', { cash: '0', needed: '5' }))),
    method('bug', 'anyone', () => Promise.reject(new Error('a bug'))),
    method('bigint', 'anyone', () => Promise.resolve({ sum: 5n })),
    method('wait', 'anyone', (_, { signal }) => new Promise((_resolve, reject) => onAbort(signal, reject))),
  ])
}

function onAbort(signal: AbortSignal, reject: (reason: Error) => void): void {
  signal.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')))
}

/** A daemon's socket in a folder of its own, ended with the test. */
export async function openWorld(
  t: TestContext,
  options: { limits?: Partial<Limits>; ports?: Partial<SocketPorts> } = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-socket-'))
  const path = join(folder, 'run', 'kkm.sock')
  const groupFile = join(folder, 'group')
  writeFileSync(groupFile, `root:x:0:\nkkm:x:${process.getgid?.() ?? 0}:\n`)
  const clock = new TestClock()
  const users = new TestUsers()
  ROLES.forEach((role, index) => users.add(index + 1, role, pin))
  const bugs: unknown[] = []
  const log: string[] = []
  const gate = Promise.withResolvers<void>()
  const slow = { started: 0, aborted: 0, finished: 0, release: () => gate.resolve() }
  const server = await openSocket({
    path,
    groupFile,
    methods: methodsFor(slow, gate.promise),
    sessions: users.sessions(clock),
    release: '1.2.3',
    state: () => 'ready',
    render: renderFailure,
    log: createLog('debug', { write: (line) => void log.push(line) }),
    onBug: (error) => void bugs.push(error),
    ...options.ports,
    limits: { lingerTime: 100, stopTime: 500, ...options.limits },
  })
  const clients: Client[] = []
  t.after(async () => {
    gate.resolve()
    for (const { socket } of clients) socket.destroy()
    await server.stop()
  })
  const open = async () => {
    const client = await Client.open(path)
    clients.push(client)
    return client
  }
  const greeted = async () => {
    const client = await open()
    assert.equal(await client.outcome('hello', { schemas: [1], lang: 'en' }), 'ok')
    return client
  }
  const signedIn = async (user = 1) => {
    const client = await greeted()
    assert.equal(await client.outcome('session.open', { user, pin: '1234' }), 'ok')
    return client
  }
  return { path, server, users, clock, bugs, log, slow, connect: open, greeted, signedIn }
}
