import type { Clock, DeviceState, DisplayPort } from './ports.ts'
import { within } from './clock.ts'
import { DeviceFile } from './device-file.ts'
import { stateOf } from './input/plugged.ts'
import { Serial } from './serial.ts'

/** A display that is not there is looked for this often, and one that takes nothing is given up after it (ms). */
const RETRY = 1000
const STALLED = 2000
/** A device file without room is asked again after this (ms). */
const POLL = 20

export interface DisplayTarget {
  readonly transport: 'serial' | 'device'
  readonly path: string
  readonly baud: number
}

export interface DisplayOptions {
  readonly target: DisplayTarget
  /** Sent whenever it is opened. */
  readonly begin: Uint8Array
  readonly state: (state: DeviceState) => void
}

interface DisplayLink {
  /** Resolves when the bytes are with the system; rejects when the display is gone. */
  write(bytes: Uint8Array): Promise<void>
  /** Rejects when it is gone; undefined: only a write tells. */
  readonly gone: Promise<never> | undefined
  close(): Promise<void>
}

/** Shows the newest picture as soon as it can; nobody waits for it, and what was not shown in time is forgotten. */
export class LineDisplay implements DisplayPort {
  readonly #options: DisplayOptions
  readonly #clock: Clock
  readonly #closing = new AbortController()
  readonly #ended: Promise<void>
  #picture: Uint8Array | undefined
  #changed = Promise.withResolvers<void>()
  #told = ''

  constructor(options: DisplayOptions, clock: Clock) {
    this.#options = options
    this.#clock = clock
    this.#ended = this.#run()
  }

  show(bytes: Uint8Array): void {
    this.#picture = bytes
    this.#changed.resolve()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#changed.resolve()
    await this.#ended
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      const link = await this.#open()
      if (link) await this.#draw(link)
      await this.#clock.sleep(RETRY, signal)
    }
  }

  async #open(): Promise<DisplayLink | undefined> {
    const { begin, target } = this.#options
    try {
      const link = await openLink(target, this.#clock)
      await this.#written(link, begin)
      this.#tell({ state: 'ready' })
      return link
    } catch (error) {
      this.#tell(stateOf(error))
      return undefined
    }
  }

  /** Until it is closed, or lost; what was shown last is drawn again when it is back. */
  async #draw(link: DisplayLink): Promise<void> {
    let drawn: Uint8Array | undefined
    try {
      while (!this.#closing.signal.aborted) {
        const changed = this.#changed.promise
        if (this.#picture && this.#picture !== drawn) {
          drawn = this.#picture
          await this.#written(link, drawn)
        } else {
          await Promise.race([changed, ...(link.gone ? [link.gone] : [])])
          this.#changed = Promise.withResolvers<void>()
        }
      }
    } catch (error) {
      this.#tell(stateOf(error))
    } finally {
      await link.close()
    }
  }

  /** @throws Error when it takes nothing */
  async #written(link: DisplayLink, bytes: Uint8Array): Promise<void> {
    const done = await within(
      this.#clock,
      STALLED,
      link.write(bytes).then(() => true),
    )
    if (done === undefined) throw new Error(`the display took nothing for ${STALLED} ms`)
  }

  #tell(state: DeviceState): void {
    const words = JSON.stringify(state)
    if (words === this.#told) return
    this.#told = words
    this.#options.state(state)
  }
}

async function openLink({ baud, path, transport }: DisplayTarget, clock: Clock): Promise<DisplayLink> {
  if (transport === 'device') return new DeviceLink(path, clock)
  const line = await Serial.open({ path, baud })
  return { write: (bytes) => line.write(bytes), gone: line.gone, close: () => line.close({ discard: true }) }
}

class DeviceLink implements DisplayLink {
  readonly gone = undefined
  readonly #file: DeviceFile
  readonly #clock: Clock

  constructor(path: string, clock: Clock) {
    this.#file = new DeviceFile(path, 'write')
    this.#clock = clock
  }

  async write(bytes: Uint8Array): Promise<void> {
    let rest = bytes
    while (this.#file.isOpen && rest.length > 0) {
      rest = rest.subarray(this.#file.write(rest))
      if (rest.length > 0) await this.#clock.sleep(POLL)
    }
  }

  async close(): Promise<void> {
    this.#file.close()
  }
}
