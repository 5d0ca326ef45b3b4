import { statSync } from 'node:fs'
import { DeviceFile } from '../device-file.ts'
import type { Clock } from '../ports.ts'
import { type LinkListener, type OpenLink, orAborted, type PrinterLink } from './link.ts'

/** A full device and a silent one are asked again after this. */
const POLL_MILLISECONDS = 15
const READ_BYTES = 256

/** A printer behind a device file such as /dev/usb/lp0; a FIFO or a regular file serves too, without answers. */
export function deviceLink(path: string, clock: Clock): OpenLink {
  return async () => {
    if (statSync(path).isCharacterDevice()) return openDevice(path, clock)
    return new DeviceLink(new DeviceFile(path, 'write'), false, clock)
  }
}

/** Both directions where the device allows it. */
function openDevice(path: string, clock: Clock): PrinterLink {
  try {
    return new DeviceLink(new DeviceFile(path, 'both'), true, clock)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EACCES')) throw error
    return new DeviceLink(new DeviceFile(path, 'write'), false, clock)
  }
}

class DeviceLink implements PrinterLink {
  readonly answers: boolean
  readonly #file: DeviceFile
  readonly #clock: Clock
  #listener: LinkListener | undefined

  constructor(file: DeviceFile, answers: boolean, clock: Clock) {
    this.#file = file
    this.answers = answers
    this.#clock = clock
  }

  get alive(): boolean {
    return this.#file.isOpen
  }

  async write(piece: Uint8Array, signal: AbortSignal): Promise<void> {
    let rest = piece
    while (rest.length > 0) {
      const taken = this.#try(() => this.#file.write(rest))
      if (taken === undefined) throw new Error('the printer is gone')
      rest = rest.subarray(taken)
      if (rest.length > 0) await orAborted(this.#clock.sleep(POLL_MILLISECONDS, signal), signal)
    }
  }

  async flush(): Promise<void> {
    // A device takes bytes when it takes them; its own answer tells more.
  }

  listen(listener: LinkListener | undefined): void {
    const idle = this.#listener === undefined
    this.#listener = listener
    if (idle && listener !== undefined && this.answers) void this.#poll()
  }

  async close(): Promise<void> {
    this.#listener = undefined
    this.#file.close()
  }

  async #poll(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES)
    while (this.#listener !== undefined && this.alive) {
      const length = this.#try(() => this.#file.read(buffer))
      if (length === undefined) return
      if (length > 0) this.#listener.bytes(buffer.slice(0, length))
      await this.#clock.sleep(POLL_MILLISECONDS)
    }
  }

  /** Bytes moved; 0 when the device has no room or nothing to say now; undefined when it is gone. */
  #try(move: () => number): number | undefined {
    if (!this.alive) return undefined
    try {
      return move()
    } catch {
      this.#file.close()
      this.#listener?.lost()
      return undefined
    }
  }
}
