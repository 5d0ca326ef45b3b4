import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { Channel } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { Log } from '../log.ts'
import type { Limits } from './limits.ts'
import { notificationLine } from './rpc.ts'

export interface StreamPorts {
  readonly log: Log
  onBug(error: unknown): void
}

interface Work {
  readonly ending: AbortController
  readonly ended: Promise<void>
}

/** What a connection is told beside its answers: one piece of work at a time, at the pace of its reader. */
export class Stream implements Channel {
  readonly #socket: Socket
  readonly #ports: StreamPorts
  readonly #limits: Pick<Limits, 'readTime'>
  #work: Work | undefined

  constructor(socket: Socket, ports: StreamPorts, limits: Pick<Limits, 'readTime'>) {
    this.#socket = socket
    this.#ports = ports
    this.#limits = limits
  }

  async notify(method: string, params: object): Promise<void> {
    if (!this.#socket.writable) throw new Refusal('CONNECTION_LOST')
    if (!this.#socket.write(notificationLine(method, params))) await this.#room()
  }

  meanwhile(work: (signal: AbortSignal) => Promise<void>): void {
    if (this.#work !== undefined)
      throw new Refusal('BAD_REQUEST', { path: 'method', expected: 'one watch a connection' })
    const ending = new AbortController()
    // After the answer to the call that began it
    const ended = setImmediate()
      .then(() => work(ending.signal))
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) this.#ports.onBug(error)
      })
      .finally(() => {
        this.#work = undefined
      })
    this.#work = { ending, ended }
  }

  async end(): Promise<void> {
    this.#work?.ending.abort()
    await this.#work?.ended
  }

  /** Who takes what it was sent is waited for, and not for ever: it knows its cursor and can come back. */
  #room(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (settled: () => void) => {
        clearTimeout(timer)
        this.#socket.off('drain', onDrain)
        this.#socket.off('close', onClose)
        settled()
      }
      const onDrain = () => settle(resolve)
      const onClose = () => settle(() => reject(new Refusal('CONNECTION_LOST')))
      const timer = setTimeout(() => {
        this.#ports.log.warn({ bytes: this.#socket.writableLength }, 'a client does not read its events: dropped')
        this.#socket.destroy()
      }, this.#limits.readTime).unref()
      this.#socket.on('drain', onDrain)
      this.#socket.on('close', onClose)
    })
  }
}
