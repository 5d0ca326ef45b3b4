import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'

const { O_APPEND, O_NOCTTY, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants

const FLAGS = { read: O_RDONLY, write: O_WRONLY | O_APPEND, both: O_RDWR } as const

/**
 * A device file of the kernel, never blocking: one blocked read would hold a thread of the pool for ever and keep the
 * process from ending.
 */
export class DeviceFile {
  readonly fd: number
  #open = true

  /** @throws Error ENOENT and others, as the system says it */
  constructor(path: string, direction: keyof typeof FLAGS) {
    this.fd = openSync(path, FLAGS[direction] | O_NONBLOCK | O_NOCTTY)
  }

  get isOpen(): boolean {
    return this.#open
  }

  /** Bytes that it had; 0: none now. @throws Error when the device is gone */
  read(buffer: Uint8Array): number {
    return moved(() => readSync(this.fd, buffer))
  }

  /** Bytes for which it had room. @throws Error when the device is gone */
  write(bytes: Uint8Array): number {
    return moved(() => writeSync(this.fd, bytes))
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    closeSync(this.fd)
  }
}

function moved(move: () => number): number {
  const { stackTraceLimit } = Error
  // "Nothing now" comes as an error a hundred times a second, and most of its price is a stack that nobody reads.
  Error.stackTraceLimit = 0
  try {
    return move()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0
    throw error
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
