import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const SYN_REPORT: Event = [0, 0, 0]
export const SYN_DROPPED: Event = [0, 3, 0]

/** Type, code, value. */
export type Event = readonly [type: number, code: number, value: number]

export const down = (code: number): Event => [1, code, 1]
export const held = (code: number): Event => [1, code, 2]
export const up = (code: number): Event => [1, code, 0]
/** Pressed and let go, each with its report. */
export const press = (code: number): Event[] => [down(code), SYN_REPORT, up(code), SYN_REPORT]

/** The kernel's `struct input_event`s of 24 bytes, at a time in milliseconds. */
export function eventBytes(events: readonly Event[], milliseconds = 0): Buffer {
  const bytes = Buffer.alloc(events.length * 24)
  for (const [index, [type, code, value]] of events.entries()) {
    bytes.writeBigInt64LE(BigInt(Math.floor(milliseconds / 1000)), index * 24)
    bytes.writeBigInt64LE(BigInt((milliseconds % 1000) * 1000), index * 24 + 8)
    bytes.writeUInt16LE(type, index * 24 + 16)
    bytes.writeUInt16LE(code, index * 24 + 18)
    bytes.writeInt32LE(value, index * 24 + 20)
  }
  return bytes
}

/** A FIFO in the place of an event device: it is read the same way, and cannot be grabbed. */
export class FakeEventDevice {
  readonly path = join(mkdtempSync(join(tmpdir(), 'kkm-evdev-')), 'event0')
  readonly #fd: number

  constructor() {
    execFileSync('mkfifo', [this.path])
    this.#fd = openSync(this.path, constants.O_RDWR | constants.O_NONBLOCK)
  }

  type(events: readonly Event[], milliseconds = 0): void {
    writeSync(this.#fd, eventBytes(events, milliseconds))
  }

  close(): void {
    closeSync(this.#fd)
  }
}
