interface Timer {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** Time that passes only when nothing is left to do: milliseconds since the world began, and what waits for them. */
export class VirtualTime {
  #now = 0
  #order = 0
  readonly #timers: Timer[] = []

  get now(): number {
    return this.#now
  }

  /** Runs something after so many milliseconds; of two at one moment the one that was asked for first. */
  after(milliseconds: number, run: () => void): void {
    const timer = { at: this.#now + Math.max(0, milliseconds), order: (this.#order += 1), run }
    const place = this.#timers.findLastIndex(({ at }) => at <= timer.at)
    this.#timers.splice(place + 1, 0, timer)
  }

  /**
   * One step after the other until `done`, or until the time limit.
   * @param checked called after every step
   */
  async run(done: () => boolean, limit: number, checked: () => void): Promise<boolean> {
    const end = this.#now + limit
    for (;;) {
      // Whatever can go on without the time passing does.
      await new Promise(setImmediate)
      checked()
      if (done()) return true
      const next = this.#timers[0]
      if (!next || next.at > end) {
        this.#now = end
        return false
      }
      this.#timers.shift()
      this.#now = next.at
      next.run()
    }
  }
}

/** One run of the daemon. After its death nothing of it goes on: what it waits for never comes. */
export class Life {
  alive = true
  readonly #time: VirtualTime

  constructor(time: VirtualTime) {
    this.#time = time
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (!this.alive) return new Promise(() => undefined)
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const end = (): void => {
        signal?.removeEventListener('abort', end)
        if (this.alive) resolve()
      }
      signal?.addEventListener('abort', end)
      this.#time.after(milliseconds, end)
    })
  }
}
