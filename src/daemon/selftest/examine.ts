import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { StoredBytes } from '../../accumulator/leveldb-journal.ts'
import type { SelfTestResult } from '../../fiscal/register/selftest.ts'
import type { Asked, Examination } from './examiner.ts'
import type { Examined, Look } from './software.ts'

/** Records that go to the thread at once: some hundred kilobytes. */
const BATCH = 128
/** Megabytes of the thread's heap: records are looked at one by one, and nearly all of it is garbage at once. */
const LIMITS = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 3 }

/** They are given away, not copied: what stayed here would be garbage that the register has to collect. */
const buffersOf = (records: readonly Uint8Array[]): ArrayBuffer[] =>
  records.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer)

/** Long looks that a thread of its own takes, so that no sale waits for them. */
export interface Examiner {
  software(known: Readonly<Record<string, Look>>): Promise<Examined>
  all(records: StoredBytes): Promise<SelfTestResult>
  /** @param first where the records begin: at the Z before; `last`: the last Z's place */
  shift(records: StoredBytes, first: bigint, last: bigint): Promise<SelfTestResult>
  /** Ends what is under way: its promise is rejected. */
  stop(): Promise<void>
}

/** Over threads of the program beside `kkmd`. @param root the folder of the installation */
export function examinerOf(root: string): Examiner {
  const file = join(root, 'dist/daemon/examiner.mjs')
  const threads = new Set<Worker>()

  async function run<T>(examination: Examination, records?: StoredBytes): Promise<T> {
    const thread = new Worker(file, {
      workerData: examination,
      execArgv: [],
      resourceLimits: LIMITS,
    })
    threads.add(thread)
    try {
      return await new Promise<T>((resolve, reject) => {
        thread.on('error', reject)
        thread.on('exit', () => reject(new Error('the examiner ended before its answer')))
        thread.on('message', (asked: Asked) => {
          if (asked.type === 'end') return resolve(asked.result as T)
          if (!records) return reject(new Error('an examination without records asks for some'))
          records.next(asked.chain, BATCH).then((some) => thread.postMessage(some, buffersOf(some)), reject)
        })
      })
    } finally {
      threads.delete(thread)
      await thread.terminate()
      await records?.close()
    }
  }

  return {
    software: (known) => run({ type: 'software', root, known }),
    all: (records) => run({ type: 'all' }, records),
    shift: (records, first, last) => run({ type: 'shift', first, last }, records),
    stop: async () => {
      await Promise.all([...threads].map((thread) => thread.terminate()))
    },
  }
}
