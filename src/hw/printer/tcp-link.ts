import { createConnection, type Socket } from 'node:net'
import { within } from '../clock.ts'
import type { Clock } from '../ports.ts'
import { type LinkListener, type OpenLink, orAborted, type PrinterLink } from './link.ts'

const CONNECT_MILLISECONDS = 2000
/** Finds a printer that lost its power, within minutes. */
const KEEP_ALIVE_MILLISECONDS = 10_000

export interface Address {
  readonly host: string
  readonly port: number
}

/** A network printer (port 9100 by custom). */
export function tcpLink(address: Address, clock: Clock): OpenLink {
  return async () => {
    const socket = createConnection({
      host: address.host,
      port: address.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MILLISECONDS,
    })
    const established = new Promise<true | Error>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', resolve)
    })
    const result = await within(clock, CONNECT_MILLISECONDS, established)
    if (result === true) return new TcpLink(socket)
    socket.destroy()
    throw result ?? new Error(`${address.host}:${address.port} does not answer`)
  }
}

class TcpLink implements PrinterLink {
  readonly answers = true
  readonly #socket: Socket
  readonly #gone = Promise.withResolvers<never>()
  #alive = true
  #listener: LinkListener | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    this.#gone.promise.catch(() => undefined)
    socket.on('data', (bytes: Uint8Array) => this.#listener?.bytes(bytes))
    for (const event of ['error', 'end', 'close'] as const) {
      socket.on(event, (error?: unknown) => {
        this.#alive = false
        this.#gone.reject(error instanceof Error ? error : new Error('the printer closed the connection'))
        this.#listener?.lost()
      })
    }
  }

  get alive(): boolean {
    return this.#alive
  }

  async write(piece: Uint8Array, signal: AbortSignal): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#socket.write(piece, (error) => (error ? reject(error) : resolve()))
    })
    // The callback of a write that is never taken comes only with the socket's end.
    await orAborted(Promise.race([written, this.#gone.promise]), signal)
  }

  async flush(): Promise<void> {
    // Handed to the kernel is all that TCP can tell.
  }

  listen(listener: LinkListener | undefined): void {
    this.#listener = listener
  }

  async close(): Promise<void> {
    this.#alive = false
    this.#listener = undefined
    if (this.#socket.closed) return
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()))
    this.#socket.destroy()
    await closed
  }
}
