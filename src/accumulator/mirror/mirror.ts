import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, type FileHandle, mkdir, open, rename, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { Chain } from '../../fiscal/register/records.ts'
import type { Head } from '../journal.ts'
import { sync } from '../provision.ts'
import type { StoredRecord } from '../record.ts'
import type { Signer } from '../signing.ts'
import { CloseWatch, fileName, headsAfter, type MirrorFile } from './file.ts'
import { encodeClosing, encodeOpening, encodeTransition } from './frames.ts'

/**
 * Room is written ahead in such pieces, so that a frame changes no metadata of the file system: 6.8 KiB reach the device
 * for a frame of 2.8 KiB instead of 9.7, in two writes instead of three (ADR 7).
 */
const PIECE = 256 * 1024
const NO_FILE = '0'.repeat(64)
/** A file that is finished is nobody's to write. */
const FINISHED = 0o400

export interface MirrorOptions {
  readonly folder: string
  readonly signer: Signer | undefined
  /** Each frame is durable when its promise is fulfilled; without it only a finished file and {@link Mirror.close} are. */
  readonly durable: boolean
}

interface Current {
  readonly handle: FileHandle
  at: number
  room: number
  readonly hash: Hash
}

/** The mirror journal being written: one frame a transition, before the transition goes to LevelDB. */
export class Mirror {
  readonly #options: MirrorOptions
  #heads: Readonly<Record<Chain, Head>>
  /** Of the file to be written or made next. */
  #file: number
  #previous: string
  #current: Current | undefined
  #watch = new CloseWatch()

  private constructor(options: MirrorOptions, heads: Readonly<Record<Chain, Head>>, file: number, previous: string) {
    this.#options = options
    this.#heads = heads
    this.#file = file
    this.#previous = previous
  }

  /** An empty one, for a register without records. */
  static async begin(options: MirrorOptions, heads: Readonly<Record<Chain, Head>>): Promise<Mirror> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 })
    return new Mirror(options, heads, 1, NO_FILE)
  }

  /** Goes on behind the last file, as it was read: finished, to be finished, or to be continued. */
  static async continue(options: MirrorOptions, last: MirrorFile): Promise<Mirror> {
    const { closed, closing, end, file, hash, opening, size: whole, transitions } = last
    const mirror = new Mirror(options, headsAfter(opening.heads, transitions.flat()), file, opening.previous)
    if (closing) {
      mirror.#next((closed ?? file) + 1, closing.sha256)
      const path = join(options.folder, fileName(file))
      await truncate(path, whole)
      await chmod(path, FINISHED)
      return mirror
    }
    const handle = await open(join(options.folder, fileName(file)), mirror.#flags(constants.O_RDWR))
    const { size } = await handle.stat()
    mirror.#current = { handle, at: end, room: size, hash }
    for (const stored of transitions.flat()) mirror.#watch.see(stored)
    await mirror.finishIfClosed()
    return mirror
  }

  heads(): Readonly<Record<Chain, Head>> {
    return this.#heads
  }

  /** What lies behind the last whole frame was never acknowledged to anybody: room again. */
  async clearTorn(): Promise<void> {
    const current = this.#current
    if (!current) return
    await current.handle.truncate(current.at)
    await current.handle.sync()
    current.room = current.at
  }

  async append(records: readonly StoredRecord[]): Promise<void> {
    const current = (this.#current ??= await this.#begin())
    await this.#write(current, encodeTransition(records.map(({ bytes }) => bytes)))
    this.#heads = headsAfter(this.#heads, records)
    for (const stored of records) this.#watch.see(stored)
  }

  /** The outcome of a close is in it: its file is to be finished, and nothing else follows there. */
  get isComplete(): boolean {
    return this.#watch.closed !== undefined
  }

  /** To be called when a transition is complete: with the outcome of a close the file is finished and signed. */
  async finishIfClosed(): Promise<void> {
    const { closed } = this.#watch
    const current = this.#current
    if (closed === undefined || !current) return
    const { folder, signer } = this.#options
    const digest = current.hash.copy().digest()
    const sha256 = digest.toString('hex')
    const signed = signer && { publicKey: signer.publicKey, signature: signer.sign('file', digest).toString('hex') }
    await this.#write(current, encodeClosing({ sha256, ...signed }))
    await current.handle.truncate(current.at)
    await current.handle.sync()
    await current.handle.close()
    this.#current = undefined
    await chmod(join(folder, fileName(this.#file)), FINISHED)
    this.#next(closed + 1, sha256)
  }

  async close(): Promise<void> {
    const current = this.#current
    this.#current = undefined
    if (!current) return
    await current.handle.sync()
    await current.handle.close()
  }

  #next(file: number, previous: string): void {
    // Shifts are counted by the OFD too and may leave numbers out, but never go back.
    this.#file = Math.max(file, this.#file + 1)
    this.#previous = previous
    this.#watch = new CloseWatch()
  }

  #flags(flags: number): number {
    return this.#options.durable ? flags | constants.O_DSYNC : flags
  }

  /** A file has its beginning before it has its name. */
  async #begin(): Promise<Current> {
    const { folder } = this.#options
    const path = join(folder, fileName(this.#file))
    const handle = await open(
      `${path}.new`,
      this.#flags(constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC),
      0o600,
    )
    const current: Current = { handle, at: 0, room: 0, hash: createHash('sha256') }
    const opening = { format: 1, file: this.#file, previous: this.#previous, heads: this.#heads } as const
    await this.#write(current, encodeOpening(opening))
    await handle.sync()
    await rename(`${path}.new`, path)
    await sync(folder)
    return current
  }

  async #write(current: Current, frame: Buffer): Promise<void> {
    if (this.#options.durable && current.at + frame.length > current.room) {
      const piece = Buffer.alloc(Math.ceil(frame.length / PIECE) * PIECE)
      await writeAll(current.handle, piece, current.room)
      current.room += piece.length
    }
    await writeAll(current.handle, frame, current.at)
    current.at += frame.length
    current.hash.update(frame)
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
