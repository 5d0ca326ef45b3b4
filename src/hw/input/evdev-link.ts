import { closeSync, constants, openSync, readSync } from 'node:fs'
import type { Clock } from '../ports.ts'
import { EVENT_BYTES } from './events.ts'
import { grab } from './grab.ts'
import type { InputBytes, InputLink, OpenInput } from './link.ts'

/** A key is read within this; 100 questions a second cost 1 % of a core, 50 half of that. */
const POLL_MILLISECONDS = 20
const READ_EVENTS = 64

const { O_NOCTTY, O_NONBLOCK, O_RDONLY } = constants

/**
 * An event device of the kernel, as /dev/input/event3. Never blocking: one blocked read would hold a thread of the pool
 * for ever and keep the process from ending.
 */
export const evdevLink =
  (path: string, clock: Clock, { grabs }: { readonly grabs: boolean }): OpenInput =>
  async (listener) => {
    const fd = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
    const problem = grabs ? await grab(fd) : undefined
    const link = new EvdevLink(fd, grabs && problem === undefined, problem)
    void link.poll(listener, clock)
    return link
  }

class EvdevLink implements InputLink {
  readonly grabbed: boolean
  readonly problem?: string
  readonly #fd: number
  #open = true

  constructor(fd: number, grabbed: boolean, problem: string | undefined) {
    this.#fd = fd
    this.grabbed = grabbed
    if (problem !== undefined) this.problem = problem
  }

  async close(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    closeSync(this.#fd)
  }

  async poll(listener: InputBytes, clock: Clock): Promise<void> {
    const buffer = new Uint8Array(READ_EVENTS * EVENT_BYTES)
    while (this.#open) {
      const length = this.#read(buffer)
      if (length === undefined) {
        await this.close()
        return listener.lost()
      }
      // More may have come than fits
      if (length > 0) listener.bytes(buffer.slice(0, length))
      if (length < buffer.length) await clock.sleep(POLL_MILLISECONDS)
    }
  }

  /** Bytes read; undefined when the device is gone. */
  #read(buffer: Uint8Array): number | undefined {
    try {
      return readSync(this.#fd, buffer)
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? 0 : undefined
    }
  }
}
