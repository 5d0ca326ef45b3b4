import { setTimeout as delay } from 'node:timers/promises'
import { instant } from '../fiscal/time.ts'
import type { Clock } from './ports.ts'

/** The machine's clocks and timers. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  monotonic: () => performance.now(),
  async sleep(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      if (!signal?.aborted) throw error
    }
  },
}

/** What the work came to, or undefined when it took longer; the work itself goes on. */
export async function within<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController()
  try {
    return await Promise.race([work, clock.sleep(milliseconds, timer.signal).then(() => undefined)])
  } finally {
    timer.abort()
  }
}
