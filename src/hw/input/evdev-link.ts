import { DeviceFile } from '../device-file.ts'
import type { Clock } from '../ports.ts'
import { EVENT_BYTES } from './events.ts'
import { grab } from './grab.ts'
import type { InputBytes, InputLink, OpenInput } from './link.ts'

/**
 * The kernel keeps 64 events for a reader, which are ten keys, and drops what does not fit. A person's key may wait for
 * 20 ms; a scanner that types one each 2 ms is noticed after half of that, and read without a pause while it types.
 */
const PATIENCE = { person: 20, machine: 10 } as const
const BURST_PATIENCE = 2
/** Milliseconds without a key after which a burst is over. */
const BURST_END = 100
const READ_EVENTS = 64

export type Typist = keyof typeof PATIENCE

/** An event device of the kernel, as /dev/input/event3. */
export const evdevLink =
  (path: string, clock: Clock, { grabs, typist }: { readonly grabs: boolean; readonly typist: Typist }): OpenInput =>
  async (listener) => {
    const file = new DeviceFile(path, 'read')
    const problem = grabs ? await grab(file.fd) : undefined
    const link = new EvdevLink(file, grabs && problem === undefined, problem)
    void link.poll(listener, clock, typist)
    return link
  }

class EvdevLink implements InputLink {
  readonly grabbed: boolean
  readonly problem?: string
  readonly #file: DeviceFile

  constructor(file: DeviceFile, grabbed: boolean, problem: string | undefined) {
    this.#file = file
    this.grabbed = grabbed
    if (problem !== undefined) this.problem = problem
  }

  async close(): Promise<void> {
    this.#file.close()
  }

  async poll(listener: InputBytes, clock: Clock, typist: Typist): Promise<void> {
    let lastKey = Number.NEGATIVE_INFINITY
    const buffer = new Uint8Array(READ_EVENTS * EVENT_BYTES)
    while (this.#file.isOpen) {
      const length = this.#read(buffer)
      if (length === undefined) {
        await this.close()
        return listener.lost()
      }
      // More may have come than fits
      if (length > 0) {
        lastKey = clock.monotonic()
        listener.bytes(buffer.slice(0, length))
      }
      const isBurst = typist === 'machine' && clock.monotonic() - lastKey < BURST_END
      if (length < buffer.length) await clock.sleep(isBurst ? BURST_PATIENCE : PATIENCE[typist])
    }
  }

  /** Bytes read; undefined when the device is gone. */
  #read(buffer: Uint8Array): number | undefined {
    try {
      return this.#file.read(buffer)
    } catch {
      return undefined
    }
  }
}
