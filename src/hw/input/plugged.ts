import type { Clock, DeviceState, InputPort } from '../ports.ts'
import type { InputLink, OpenInput } from './link.ts'

/** A device that is not there is looked for this often. */
const RETRY_MILLISECONDS = 1000

export interface PluggedListener {
  readonly opened: () => void
  readonly bytes: (bytes: Uint8Array) => void
  readonly state: (state: DeviceState) => void
}

/** Whether it is not there, may not be opened, or is broken. */
export function stateOf(error: unknown): DeviceState {
  const problem = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (['ENOENT', 'ENODEV', 'ENXIO'].includes(code)) return { state: 'missing', problem }
  return { state: /EACCES|EPERM|permission denied/i.test(`${code} ${problem}`) ? 'denied' : 'failed', problem }
}

/** A device that comes and goes: opened as soon as it is there, and again after it was pulled out. */
export class Plugged implements InputPort {
  readonly #open: OpenInput
  readonly #clock: Clock
  readonly #listener: PluggedListener
  readonly #closing = new AbortController()
  readonly #ended: Promise<void>
  #told = ''

  constructor(open: OpenInput, clock: Clock, listener: PluggedListener) {
    this.#open = open
    this.#clock = clock
    this.#listener = listener
    this.#ended = this.#run()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#ended
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing
    const closed = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    while (!signal.aborted) {
      const gone = Promise.withResolvers<void>()
      const link = await this.#tryToOpen(gone.resolve)
      if (link) {
        await Promise.race([gone.promise, closed])
        await link.close()
        if (!signal.aborted) this.#tell({ state: 'missing' })
      }
      await this.#clock.sleep(RETRY_MILLISECONDS, signal)
    }
  }

  async #tryToOpen(lost: () => void): Promise<InputLink | undefined> {
    try {
      const link = await this.#open({ bytes: (bytes) => this.#listener.bytes(bytes), lost })
      this.#listener.opened()
      const { grabbed, problem } = link
      this.#tell({
        state: 'ready',
        ...(grabbed !== undefined && { grabbed }),
        ...(problem !== undefined && { problem }),
      })
      return link
    } catch (error) {
      this.#tell(stateOf(error))
      return undefined
    }
  }

  /** Once for each change: a device that is not there is not news every second. */
  #tell(state: DeviceState): void {
    const words = JSON.stringify(state)
    if (words === this.#told) return
    this.#told = words
    this.#listener.state(state)
  }
}
