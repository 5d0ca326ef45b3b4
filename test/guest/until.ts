import { setTimeout as delay } from 'node:timers/promises'

/** An emulated machine is slow. */
const PATIENCE = 60_000

/** Waits until it fits. @throws Error with what there is instead */
export async function until(fits: () => boolean, there: () => unknown = () => undefined): Promise<void> {
  const end = performance.now() + PATIENCE
  while (!fits()) {
    if (performance.now() > end) throw new Error(`in vain; there is ${JSON.stringify(there())}`)
    await delay(20)
  }
}
