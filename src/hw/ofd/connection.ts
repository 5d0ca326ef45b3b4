import { createConnection, type Socket } from 'node:net'
import { FrameDecoder, WireError } from '../../fiscal/wire/frame.ts'
import { within } from '../clock.ts'
import type { Clock, OfdPort } from '../ports.ts'

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly localAddress?: string
}

export type Question = Pick<Parameters<OfdPort['exchange']>[0], 'frame' | 'matches' | 'maxAnswer'>

/** What came back over one connection. */
export type Reply =
  | { readonly type: 'answer'; readonly frame: Uint8Array; readonly surplus: boolean }
  | { readonly type: 'again' | 'silent' | 'broken' | 'garbage'; readonly detail: string }

export interface ConnectFailure {
  readonly type: 'refused' | 'unreachable'
  readonly detail: string
}

/** Between requests: keeps the way through address translation open. */
const KEEP_ALIVE_MILLISECONDS = 15_000

/** Opens a connection, or says why not; nothing is left behind of a failed try. */
export async function connect(
  endpoint: Endpoint,
  milliseconds: number,
  clock: Clock,
): Promise<Connection | ConnectFailure> {
  const socket = createConnection({
    ...endpoint,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MILLISECONDS,
  })
  const established = new Promise<true | NodeJS.ErrnoException>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', resolve)
  })
  const result = await within(clock, milliseconds, established)
  if (result === true) return new Connection(socket, clock)
  await destroyed(socket)
  if (result === undefined) {
    return { type: 'unreachable', detail: `no connection within ${Math.round(milliseconds)} ms` }
  }
  return { type: result.code === 'ECONNREFUSED' ? 'refused' : 'unreachable', detail: result.message }
}

async function destroyed(socket: Socket): Promise<void> {
  if (socket.closed) return
  // An error that comes now tells nothing new; without a listener it would end the process.
  socket.on('error', () => undefined)
  socket.destroy()
  await new Promise<void>((resolve) => socket.once('close', () => resolve()))
}

/** One connection to the OFD: one question at a time. What arrives unasked ends it, so that a late answer is never taken for another. */
export class Connection {
  readonly #socket: Socket
  readonly #clock: Clock
  #alive = true
  #arrived: (bytes: Uint8Array) => void
  #lost: (detail: string) => void

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket
    this.#clock = clock
    this.#arrived = this.#unasked
    this.#lost = () => undefined
    socket.on('data', (bytes: Uint8Array) => this.#arrived(bytes))
    for (const event of ['error', 'end', 'close'] as const) {
      socket.on(event, (error?: unknown) => {
        this.#alive = false
        this.#lost(error instanceof Error ? error.message : 'the OFD closed the connection')
      })
    }
  }

  get alive(): boolean {
    return this.#alive
  }

  /** Sends the frame and waits for its answer. Anything but one answer has closed the connection when this returns. */
  async ask(question: Question, milliseconds: number): Promise<Reply> {
    const decoder = new FrameDecoder(question.maxAnswer)
    const arriving = new Promise<Reply>((resolve, reject) => {
      this.#lost = (detail) => resolve({ type: 'broken', detail })
      this.#arrived = (bytes) => {
        try {
          const reply = readReply(decoder, bytes, question)
          if (reply !== undefined) resolve(reply)
        } catch (error) {
          reject(error)
        }
      }
    })
    this.#socket.write(question.frame)
    const reply: Reply = (await within(this.#clock, milliseconds, arriving)) ?? {
      type: 'silent',
      detail: `no answer within ${Math.round(milliseconds)} ms`,
    }
    this.#arrived = this.#unasked
    this.#lost = () => undefined
    if (reply.type !== 'answer' || reply.surplus) await this.#reset()
    return reply
  }

  async close(): Promise<void> {
    this.#alive = false
    await destroyed(this.#socket)
  }

  readonly #unasked = (): void => {
    this.#alive = false
    this.#socket.destroy()
  }

  /**
   * RST instead of FIN: the kernel then forgets what it has not delivered yet. After FIN it would go on delivering our old
   * bytes for minutes, behind the same request over another link.
   */
  async #reset(): Promise<void> {
    this.#alive = false
    if (!this.#socket.destroyed) this.#socket.resetAndDestroy()
    await destroyed(this.#socket)
  }
}

/** undefined: the frame is not whole yet. */
function readReply(decoder: FrameDecoder, bytes: Uint8Array, question: Question): Reply | undefined {
  try {
    const [frame, surplus] = decoder.push(bytes)
    if (frame === undefined) return undefined
    const verdict = question.matches(frame)
    if (verdict === 'again') return { type: 'again', detail: 'the OFD asks to come again (254 or 255)' }
    if (verdict === 'no') return { type: 'garbage', detail: 'the answer belongs to another request' }
    return { type: 'answer', frame, surplus: surplus !== undefined || decoder.pending > 0 }
  } catch (error) {
    if (error instanceof WireError) return { type: 'garbage', detail: error.message }
    throw error
  }
}
