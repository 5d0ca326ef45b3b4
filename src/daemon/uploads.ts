import { Refusal } from '../fiscal/refusal.ts'
import type { Instant } from '../fiscal/time.ts'
import { MINUTE } from '../fiscal/time.ts'

/** Bytes of one file, in all its parts. */
export const MAX_UPLOAD = 16 * 1024 * 1024
/** Files that are on their way at once; one more, and the oldest is forgotten. */
const MAX_UPLOADS = 2
/** A file whose next part does not come in this time is forgotten. */
const PATIENCE = MINUTE

export interface Part {
  /** Names the file among those on their way. */
  readonly upload: string
  /** From 1, and how many there are. */
  readonly part: number
  readonly parts: number
  readonly bytes: Uint8Array
}

interface Upload {
  readonly parts: number
  readonly received: readonly Uint8Array[]
  readonly bytes: number
  readonly touched: Instant
}

/** Files that are larger than a message: parts in their order, put together. */
export class Uploads {
  readonly #now: () => Instant
  readonly #uploads = new Map<string, Upload>()

  constructor(now: () => Instant) {
    this.#now = now
  }

  /**
   * @param owner whose file it is: nobody adds to another's
   * @returns the whole file with its last part, before that how many bytes there are
   * @throws Refusal GOODS_UPLOAD_LOST, GOODS_FILE_TOO_LARGE
   */
  take(
    owner: number,
    { bytes, part, parts, upload }: Part,
  ): { readonly file: Uint8Array } | { readonly received: number } {
    const now = this.#now()
    for (const [name, { touched }] of this.#uploads) if (now - touched > PATIENCE) this.#uploads.delete(name)
    const name = `${owner} ${upload}`
    const before = part === 1 ? { parts, received: [], bytes: 0 } : this.#uploads.get(name)
    this.#uploads.delete(name)
    if (before === undefined || before.parts !== parts || before.received.length !== part - 1 || part > parts)
      throw new Refusal('GOODS_UPLOAD_LOST')
    const total = before.bytes + bytes.length
    if (total > MAX_UPLOAD) throw new Refusal('GOODS_FILE_TOO_LARGE', { maximum: MAX_UPLOAD })
    const received = [...before.received, bytes]
    if (part === parts) return { file: Buffer.concat(received) }
    this.#uploads.set(name, { parts, received, bytes: total, touched: now })
    for (const oldest of this.#uploads.keys()) if (this.#uploads.size > MAX_UPLOADS) this.#uploads.delete(oldest)
    return { received: total }
  }
}
