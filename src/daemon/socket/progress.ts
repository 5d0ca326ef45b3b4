import type { Notify, Progress } from '../../api/types.ts'

/** Milliseconds between two notifications: often enough to see it move, never a flood. */
const EVERY = 200

/** Tells the client how far its call is. The last step of a stage that has a total is always told. */
export function progressOf(method: string, notify: Notify): Progress {
  let told = -EVERY
  return (stage, done, total) => {
    const now = performance.now()
    if (now - told < EVERY && done !== total) return
    told = now
    notify('progress', { method, stage, done, ...(total !== undefined && { total }) })
  }
}
