import { createHash, type Hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Chain } from '../../fiscal/register/records.ts'
import { DamageError } from '../damage.ts'
import type { Head } from '../journal.ts'
import { parse, type StoredRecord } from '../record.ts'
import { exists } from '../provision.ts'
import { type Closing, decodeFrame, type Opening } from './frames.ts'

/** `shift-000013.kkj`: everything from the close of the shift before to the close of this one. */
export const fileName = (file: number): string => `shift-${String(file).padStart(6, '0')}.kkj`
const NAME = /^shift-(\d{6,})\.kkj$/

/** The numbers of the files there, ascending; none where the folder is missing. */
export async function filesIn(folder: string): Promise<readonly number[]> {
  if (!(await exists(folder))) return []
  const numbers = (await readdir(folder)).flatMap((name) => NAME.exec(name)?.slice(1).map(Number) ?? [])
  return numbers.sort((a, b) => a - b)
}

/** What a reading of a file found, as far as its frames are whole. */
export interface MirrorFile {
  readonly file: number
  readonly opening: Opening
  readonly transitions: readonly (readonly StoredRecord[])[]
  readonly closing?: Closing
  /** Where the last whole frame ends that is no closing. */
  readonly end: number
  /** Where the file ends: behind its closing, or where the next frame will begin. */
  readonly size: number
  /** Over the bytes before {@link end}, of a file without a closing. */
  readonly hash: Hash
  /** Behind {@link size} lies something other than unused room: a frame that was cut short, or damage. */
  readonly isTorn: boolean
  /** The shift that was closed by the last document, when it was. */
  readonly closed: number | undefined
}

/** Follows the records to the outcome of a close. */
export class CloseWatch {
  #closing: number | undefined
  /** The shift that was closed; the file ends behind that transition. */
  closed: number | undefined

  see({ sealed: { record } }: StoredRecord): void {
    if (record.kind === 'attempt') this.#closing = record.document.type === 'close' ? record.document.shift : undefined
    if (record.kind === 'outcome' && record.result !== 'refused') this.closed = this.#closing
  }
}

/**
 * Reads a file to its last whole frame.
 * @throws DamageError for a file without a beginning, of another number, or whose records are not whole
 */
export async function readMirrorFile(folder: string, file: number): Promise<MirrorFile> {
  const bytes = await readFile(join(folder, fileName(file)))
  const first = decodeFrame(bytes, 0)
  if (first?.frame.type !== 'opening' || first.frame.opening.file !== file)
    throw new DamageError('chain', `${fileName(file)} does not begin as it should`)
  const transitions: (readonly StoredRecord[])[] = []
  const watch = new CloseWatch()
  let end = first.end
  let size = end
  let closing: Closing | undefined
  for (let next = decodeFrame(bytes, end); next && !closing; next = decodeFrame(bytes, end)) {
    const { frame } = next
    if (frame.type === 'opening') break
    if (frame.type === 'closing') closing = frame.closing
    else transitions.push(frame.records.map((record) => parse(record)))
    if (frame.type === 'transition') for (const stored of transitions.at(-1) ?? []) watch.see(stored)
    if (closing) assertSealed(file, closing, bytes.subarray(0, end))
    else end = next.end
    size = next.end
  }
  const hash = createHash('sha256').update(bytes.subarray(0, end))
  const isTorn = bytes.subarray(size).some((byte) => byte !== 0)
  const { opening } = first.frame
  return { file, opening, transitions, ...(closing && { closing }), end, size, hash, isTorn, closed: watch.closed }
}

function assertSealed(file: number, { sha256 }: Closing, before: Uint8Array): void {
  if (createHash('sha256').update(before).digest('hex') !== sha256)
    throw new DamageError('chain', `${fileName(file)} is not what was closed`)
}

/** The heads behind some records that follow on others. */
export function headsAfter(from: Readonly<Record<Chain, Head>>, records: readonly StoredRecord[]) {
  const heads: Record<Chain, Head> = { ...from }
  for (const { sealed } of records) {
    const { chain, hash, sequence } = sealed
    heads[chain] = { sequence, hash }
  }
  return heads
}
