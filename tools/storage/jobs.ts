import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { CheckAnswer, Job, RepairAnswer } from '../../src/daemon/storage/jobs.ts'

/** How a job ended: its answer, an error that is no damage, or the end of the process that did it. */
export type JobEnd<Answer> = Answer | { readonly failed: string } | { readonly died: string }

/** A process that does jobs; after one that it did not survive there is a new one. */
export class Worker {
  #child: ChildProcess | undefined
  #lines: AsyncIterator<string> | undefined

  check(job: Omit<Extract<Job, { job: 'check' }>, 'job'>): Promise<JobEnd<CheckAnswer>> {
    return this.#do({ job: 'check', ...job })
  }

  repair(job: Omit<Extract<Job, { job: 'repair' }>, 'job'>): Promise<JobEnd<RepairAnswer>> {
    return this.#do({ job: 'repair', ...job })
  }

  end(): void {
    this.#child?.kill()
  }

  async #do<Answer>(job: Job): Promise<JobEnd<Answer>> {
    const child = (this.#child ??= spawn(
      process.execPath,
      [...process.execArgv, join(import.meta.dirname, 'worker.ts')],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    ))
    if (!child.stdout || !child.stdin) throw new Error('a worker without pipes')
    const lines = (this.#lines ??= createInterface({ input: child.stdout })[Symbol.asyncIterator]())
    child.stdin.write(`${JSON.stringify(job)}\n`)
    const next = await lines.next()
    if (!next.done) return JSON.parse(next.value) as JobEnd<Answer>
    this.#child = undefined
    this.#lines = undefined
    return { died: child.signalCode ?? `exit ${child.exitCode}` }
  }
}
