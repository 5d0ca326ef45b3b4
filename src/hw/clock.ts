import { instant } from '../fiscal/time.ts'
import type { Clock } from './ports.ts'

/** The machine's clocks and timers. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  monotonic: () => performance.now(),
  sleep(milliseconds, signal) {
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      signal?.addEventListener('abort', end)
    })
  },
}

/** A reason spares the error, with its stack, that is made where none is given. */
export const NO_LONGER_NEEDED = 'no longer needed'

/** What the work came to, or undefined when it took longer; the work itself goes on. */
export async function within<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController()
  try {
    return await Promise.race([work, clock.sleep(milliseconds, timer.signal).then(() => undefined)])
  } finally {
    timer.abort(NO_LONGER_NEEDED)
  }
}
