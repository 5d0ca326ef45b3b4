import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Signer } from '../signing.ts'
import { fileName, filesIn, headsAfter, readMirrorFile } from './file.ts'
import { decodeFrame } from './frames.ts'

/** What is told of the register in an export, beside its records. */
export interface ExportFacts {
  /** ISO 8601. */
  readonly made: string
  readonly release: string
  readonly register: Readonly<Record<string, string | number>>
}

/** What makes the shift files an export (docs/journal.md): the list of them, signed, and the key to check it with. */
export interface ExportList {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  readonly manifest: Buffer
  /** 64 bytes over the domain and the SHA-256 of the manifest. */
  readonly signature: Buffer
  readonly publicKey: string
}

/** Written beside the shift files by whoever takes them: it follows from them. */
const EVENT_JOURNAL = 'events.jsonl'
/** Larger than any opening. */
const BEGINNING = 4096

async function previousOf(folder: string, file: number): Promise<string> {
  const handle = await open(join(folder, fileName(file)), 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0)
    const first = decodeFrame(buffer.subarray(0, bytesRead), 0)
    if (first?.frame.type !== 'opening') throw new Error(`${fileName(file)} does not begin as it should`)
    return first.frame.opening.previous
  } finally {
    await handle.close()
  }
}

/**
 * The files as they are now, the last one up to its last whole frame. Finished ones are not read: the file after names
 * their hash.
 * @returns undefined: there are none yet
 */
export async function exportList(folder: string, signer: Signer, facts: ExportFacts): Promise<ExportList | undefined> {
  const numbers = await filesIn(folder)
  const lastNumber = numbers.at(-1)
  if (lastNumber === undefined) return undefined
  const files: { name: string; bytes: number; sha256: string }[] = []
  for (const [index, number] of numbers.slice(0, -1).entries()) {
    const { size } = await stat(join(folder, fileName(number)))
    files.push({
      name: fileName(number),
      bytes: size,
      sha256: await previousOf(folder, numbers[index + 1] ?? lastNumber),
    })
  }
  const last = await readMirrorFile(folder, lastNumber)
  const { size } = await stat(join(folder, fileName(lastNumber)))
  const sha256 = last.closing?.sha256 ?? last.hash.copy().digest('hex')
  files.push({ name: fileName(lastNumber), bytes: last.closing ? size : last.end, sha256 })
  const { events, fiscal } = headsAfter(last.opening.heads, last.transitions.flat())
  const headText = ({ hash, sequence }: typeof fiscal) => ({ sequence: String(sequence), hash })
  const heads = { fiscal: headText(fiscal), events: headText(events) }
  const { made, register, release } = facts
  const { publicKey } = signer
  const told = { format: 1, made, release, register, publicKey, files, events: EVENT_JOURNAL, heads }
  const manifest = Buffer.from(`${JSON.stringify(told, null, 1)}\n`, 'utf8')
  const signature = signer.sign('export', createHash('sha256').update(manifest).digest())
  return { files, manifest, signature, publicKey }
}

/** A piece of a shift file. */
export async function readPiece(folder: string, file: number, offset: number, length: number): Promise<Buffer> {
  const handle = await open(join(folder, fileName(file)), 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
