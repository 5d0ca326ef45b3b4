import { accessSync, constants, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Fault } from './fault.ts'
import { type FileSeen, type FileTask, NO_FILE, numberOf, type Passed, verifyFile } from './file.ts'
import type { FromThread, ToThread } from './thread.ts'
import { type Reached, Walk, type WalkOptions } from './walk.ts'

/* All files of a folder, several at a time: each is read by itself and then waits for where the one before it ends. */

/** More threads than these take more memory than they save time. */
const MOST_THREADS = 2
/** Bytes that a thread is not worth its start for. */
const SMALL = 8 * 1024 * 1024
/** Megabytes of a thread: garbage is many times of what is kept. */
const LIMITS = { maxYoungGenerationSizeMb: 10, maxOldGenerationSizeMb: 64 }

export interface Threads {
  /** The program of a thread: src/verifier/thread.ts, built or not. */
  readonly file: string
  /** Bytes from which on there are any. */
  readonly from?: number
}

/** How far it is: files or records that were looked at, and of how many. */
export type Tell = (stage: 'files' | 'records', done: number, total?: number) => void

/** The names of the shift files of a folder, in their order. */
export async function shiftFiles(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => !Number.isNaN(numberOf(name)))
  return names.sort((a, b) => numberOf(a) - numberOf(b))
}

export interface FilesTask {
  readonly folder: string
  /** The register may be writing the last file. */
  readonly isLive: boolean
  readonly options: WalkOptions
  /** Before the first record. */
  readonly from: Reached
  /** Left out: all is done in this thread. */
  readonly threads?: Threads | undefined
  readonly tell?: Tell | undefined
}

/** One that verifies files, one after the other. */
interface Lane {
  verify(
    task: FileTask,
    before: Promise<Passed | undefined>,
    pass: (passed: Passed, file: FileSeen) => void,
  ): Promise<void>
  end(): Promise<unknown>
}

/**
 * All records of all files.
 * @returns the files, and a walk that stands behind the last of them
 * @throws Fault, the first one in the order of the records
 */
export async function walkFiles({ folder, from, isLive, options, tell, threads }: FilesTask) {
  const names = await shiftFiles(folder)
  const files: FileSeen[] = []
  const ends = names.map(() => Promise.withResolvers<Passed | undefined>())
  const before = (n: number): Promise<Passed | undefined> =>
    ends[n - 1]?.promise ?? Promise.resolve({ previous: NO_FILE, reached: from })
  const faults: Fault[] = []
  let next = 0
  const follow = async (lane: Lane): Promise<void> => {
    for (let n = next++; n < names.length && faults.length === 0; n = next++) {
      const name = names[n] ?? ''
      const isFollowed = n < names.length - 1
      const task = { folder, name, isFollowed, isLive: isLive && !isFollowed, options }
      try {
        await lane.verify(task, before(n), (passed, file) => {
          files[n] = file
          ends[n]?.resolve(passed)
          tell?.('files', Object.keys(files).length, names.length)
        })
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        faults[n] = error
      } finally {
        // Nobody shall wait for what will not come.
        ends[n]?.resolve(undefined)
      }
    }
  }
  const lanes = lanesFor(folder, names, threads)
  try {
    await Promise.all(lanes.map(follow))
  } finally {
    await Promise.all(lanes.map((lane) => lane.end()))
  }
  const first = faults.find((fault) => fault !== undefined)
  if (first) throw first
  const last = await before(names.length)
  return { files, walk: new Walk(options, last?.reached ?? from) }
}

function lanesFor(folder: string, names: readonly string[], threads: Threads | undefined): readonly Lane[] {
  let bytes = 0
  for (const name of names) {
    // Who may not read is told so before anything begins.
    accessSync(join(folder, name), constants.R_OK)
    bytes += statSync(join(folder, name)).size
  }
  const count = Math.min(MOST_THREADS, availableParallelism(), names.length)
  if (!threads || count < 2 || bytes < (threads.from ?? SMALL)) return [HERE]
  return Array.from({ length: count }, () => new ThreadLane(threads.file))
}

const HERE: Lane = { verify: verifyFile, end: async () => undefined }

class ThreadLane implements Lane {
  readonly #thread: Worker

  constructor(file: string) {
    this.#thread = new Worker(file, { execArgv: [], resourceLimits: LIMITS })
  }

  async verify(
    task: FileTask,
    before: Promise<Passed | undefined>,
    pass: (passed: Passed, file: FileSeen) => void,
  ): Promise<void> {
    const thread = this.#thread
    const say = (message: ToThread): void => thread.postMessage(message)
    const ended = new Promise<void>((resolve, reject) => {
      thread.removeAllListeners()
      thread.on('error', reject)
      thread.on('exit', () => reject(new Error('a thread of the verifier ended before its answer')))
      thread.on('message', (message: FromThread) => {
        if (message.type === 'passed') return pass(message.passed, message.file)
        const { fault } = message
        if (fault) reject(new Fault(fault.fault, fault.where, fault.problem))
        else resolve()
      })
    })
    say({ type: 'file', task })
    const passed = await Promise.race([before, ended])
    if (!passed) {
      ended.catch(() => undefined)
      return
    }
    say({ type: 'before', passed })
    return ended
  }

  async end(): Promise<unknown> {
    this.#thread.removeAllListeners()
    return this.#thread.terminate()
  }
}
