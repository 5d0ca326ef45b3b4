import { verify as verifySignature } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { Fault } from './fault.ts'
import { type ClosingFrame, type FilePart, type OpeningFrame, partsOf } from './frames.ts'
import { type HeadSeen, publicKeyOf, type Reached, Walk, type WalkOptions } from './walk.ts'

/* One file of the mirror journal: what can be said of it alone is read ahead, then it is seen in its place behind the others. */

const NAME = /^shift-(\d{6,})\.kkj$/
export const NO_FILE = '0'.repeat(64)
const SIGNED_FILE = Buffer.from('kkm.file.sign.1\0', 'latin1')
/** Bytes of a file that are read before it is known where the file before ends: a busy day. Kept they are some ten times as many. */
const AHEAD = 3 * 1024 * 1024
/** Transitions that are read without looking for it. */
const SLICE = 64

/** One file as it was read. */
export interface FileSeen {
  readonly name: string
  /** To the end of its last whole frame. */
  readonly bytes: number
  /** Over all bytes before the closing; of all whole frames where there is none. */
  readonly sha256: string
  readonly closed: boolean
}

export interface FileTask {
  readonly folder: string
  readonly name: string
  /** Another file follows. */
  readonly isFollowed: boolean
  /** The register may be writing it: what lies torn behind its last frame was never acknowledged. */
  readonly isLive: boolean
  readonly options: WalkOptions
}

/** Where a file ended, and the next one has to begin. */
export interface Passed {
  /** `sha256` of the file, 64 zeros before the first. */
  readonly previous: string
  readonly reached: Reached
}

/** The number of a file by its name; NaN: it is none. */
export const numberOf = (name: string): number => Number(NAME.exec(name)?.[1])

export const isHead = (told: { readonly sequence: string; readonly hash: string }, there: HeadSeen): boolean =>
  Number(told.sequence) === there.sequence && told.hash === there.hash.toString('hex')

/**
 * Verifies one file, its signatures last: whoever waits for the next one need not wait for them.
 * @param before where the file before ended; undefined: it did not hold, and nothing is said of this one
 * @param pass told where this one ends, and what it was
 * @throws Fault, the first one of this file
 */
export async function verifyFile(
  task: FileTask,
  before: Promise<Passed | undefined>,
  pass: (passed: Passed, file: FileSeen) => void,
): Promise<void> {
  const parts = partsOf(task.folder, task.name)
  const ahead = await readAhead(parts, before)
  const passed = await before
  if (!passed) return void parts.return()
  const walk = new Walk(task.options, passed.reached)
  const file = new FileInPlace(task, passed.previous, walk)
  try {
    for (const part of ahead) file.see(part)
    for (const part of parts) {
      file.see(part)
      if (walk.isFull) await walk.settled()
    }
    const seen = file.end()
    pass({ previous: seen.sha256, reached: walk.reached() }, seen)
  } catch (error) {
    // A signature before it that is still being verified would be the first thing that does not hold.
    await walk.settled()
    throw error
  }
  await walk.settled()
}

/** No more than until the file before has ended: what is kept for long is dear. */
async function readAhead(parts: Iterator<FilePart, void>, before: Promise<unknown>): Promise<readonly FilePart[]> {
  const file = { isBefore: false }
  const known = (): void => {
    file.isBefore = true
  }
  before.then(known, known)
  const ahead: FilePart[] = []
  let bytes = 0
  for (await turn(); !file.isBefore && bytes < AHEAD; await turn())
    for (let n = 0; n < SLICE; n++) {
      const { done, value } = parts.next()
      if (done) return ahead
      ahead.push(value)
      bytes += value.type === 'records' ? value.bytes : 0
    }
  return ahead
}

/** The parts of a file behind the files before it. */
class FileInPlace {
  readonly #task: FileTask
  readonly #previous: string
  readonly #walk: Walk
  #opened = false
  #closing: ClosingFrame | undefined
  #end: Extract<FilePart, { type: 'end' }> | undefined

  constructor(task: FileTask, previous: string, walk: Walk) {
    this.#task = task
    this.#previous = previous
    this.#walk = walk
  }

  /** @throws Fault */
  see(part: FilePart): void {
    const { isLive, name } = this.#task
    if (part.type === 'end') {
      this.#end = part
      return
    }
    if (part.type === 'fault') throw part.fault
    if (this.#closing) throw new Fault('chain', name, 'goes on behind its end')
    if (part.type === 'torn') {
      if (isLive && this.#opened) return
      throw new Fault('chain', `${name}, byte ${part.at}`, 'is no whole frame')
    }
    if (part.type === 'opening') return this.#open(part.opening)
    if (!this.#opened) throw new Fault('chain', name, 'does not begin as it should')
    if (part.type === 'closing') this.#closing = part.closing
    else {
      this.#walk.begins()
      for (const record of part.records) this.#walk.see(record)
      if (part.fault) throw part.fault
    }
  }

  /** @throws Fault */
  end(): FileSeen {
    const { isFollowed, name } = this.#task
    const [closing, end] = [this.#closing, this.#end]
    if (!this.#opened || !end) throw new Fault('short', name, 'is empty')
    if (closing) this.#assertClosing(closing, end.digest)
    else if (isFollowed) throw new Fault('short', name, 'was not finished, and another file follows')
    return { name, bytes: end.bytes, sha256: end.digest.toString('hex'), closed: closing !== undefined }
  }

  #open(opening: OpeningFrame): void {
    const { name } = this.#task
    const wrong = (problem: string) => new Fault('chain', name, problem)
    if (this.#opened) throw wrong('begins twice')
    this.#opened = true
    if (opening.format !== 1) throw wrong(`format ${opening.format} is unknown`)
    if (opening.file !== numberOf(name)) throw wrong(`is file ${opening.file} under another name`)
    for (const chain of ['fiscal', 'events'] as const) {
      const there = this.#walk.heads[chain]
      const told = opening[chain]
      if (Number(told.sequence) > there.sequence)
        throw new Fault('short', name, `begins behind ${chain} record ${told.sequence}, which is not there`)
      if (!isHead(told, there)) throw wrong(`does not begin where the file before ends`)
    }
    if (opening.previous !== this.#previous) throw wrong('does not follow on the file before')
  }

  #assertClosing(closing: ClosingFrame, digest: Buffer): void {
    const { name } = this.#task
    if (closing.sha256 !== digest.toString('hex')) throw new Fault('chain', name, 'is not what was closed')
    const key = this.#walk.keys.at(-1)
    if (key === undefined) return
    const { publicKey, signature } = closing
    if (publicKey !== key || signature === undefined)
      throw new Fault('signature', name, 'is not signed by the key of its records')
    if (!verifySignature(null, Buffer.concat([SIGNED_FILE, digest]), publicKeyOf(key), Buffer.from(signature, 'hex')))
      throw new Fault('signature', name, 'its signature is not the device’s')
  }
}
