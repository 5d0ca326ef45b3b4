import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Result } from './run.ts'

/** Seeds that a worker takes at once: few, so that none has a long rest to itself at the end. */
const AT_ONCE = 4

export interface Many {
  readonly seeds: readonly number[]
  /** A wrong register, by its name. */
  readonly mutant?: string
  /** Left out: as many as there are cores. */
  readonly workers?: number
}

/** What a worker is told to do. */
export interface Portion {
  readonly seeds: readonly number[]
  readonly mutant?: string | undefined
}

/** Many worlds, on all cores. @param each hears every result, as they come */
export async function runMany({ mutant, seeds, workers }: Many, each: (result: Result) => void): Promise<void> {
  const waiting = [...seeds]
  const portion = (): Portion | undefined =>
    waiting.length > 0 ? { seeds: waiting.splice(0, AT_ONCE), mutant } : undefined
  const count = Math.min(workers ?? availableParallelism(), Math.ceil(seeds.length / AT_ONCE))
  await Promise.all(Array.from({ length: count }, () => work(portion, each)))
}

/** One worker until nothing is left for it. */
function work(portion: () => Portion | undefined, each: (result: Result) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url))
    const next = (): void => worker.postMessage(portion())
    worker.on('message', (results: readonly Result[]) => {
      for (const result of results) each(result)
      next()
    })
    worker.on('error', reject)
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a worker of the simulator ended: ${code}`)),
    )
    next()
  })
}
