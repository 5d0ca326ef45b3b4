import { createHash } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DamageError } from '../damage.ts'
import { NO_HEAD } from '../record.ts'
import type { Signer } from '../signing.ts'
import { fileName, filesIn, headsAfter, type MirrorFile, readMirrorFile } from './file.ts'
import { decodeFrame, nextFrame } from './frames.ts'

/** What is told of the register in an export, beside its records. */
export interface ExportFacts {
  /** ISO 8601. */
  readonly made: string
  readonly release: string
  readonly register: Readonly<Record<string, string | number>>
}

export interface ExportedFile {
  readonly name: string
  readonly bytes: number
  /** Of all bytes before the closing; of a broken file of all that are taken. */
  readonly sha256: string
}

/** What is not as it was written, or was left out of a file. */
export interface BrokenFile {
  /** Of the file; `device.key` where the list is signed by another key than the records. */
  readonly name: string
  readonly problem: string
}

/** What makes the shift files an export (docs/journal.md): the list of them, signed, and the key to check it with. */
export interface ExportList {
  readonly files: readonly ExportedFile[]
  /** What of them is wrong, in the signed list too; found only where each file is looked at. */
  readonly broken: readonly BrokenFile[]
  readonly manifest: Buffer
  /** 64 bytes over the domain and the SHA-256 of the manifest. */
  readonly signature: Buffer
  readonly publicKey: string
}

type Heads = MirrorFile['opening']['heads']

interface Taken {
  readonly files: readonly ExportedFile[]
  readonly broken: readonly BrokenFile[]
  readonly heads: Heads
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

const headsOf = ({ opening, transitions }: MirrorFile): Heads => headsAfter(opening.heads, transitions.flat())

/** Of a register that runs, which has looked at its journal: finished files are not read, for the file after names their hash. */
async function trusted(folder: string, numbers: readonly number[]): Promise<Taken> {
  const files: ExportedFile[] = []
  const lastNumber = numbers.at(-1) ?? 0
  for (const [index, number] of numbers.slice(0, -1).entries()) {
    const { size } = await stat(join(folder, fileName(number)))
    const sha256 = await previousOf(folder, numbers[index + 1] ?? lastNumber)
    files.push({ name: fileName(number), bytes: size, sha256 })
  }
  const last = await readMirrorFile(folder, lastNumber)
  files.push(whole(last))
  return { files, broken: [], heads: headsOf(last) }
}

/** To its last whole frame. */
const whole = ({ closing, end, file, hash, size }: MirrorFile): ExportedFile => ({
  name: fileName(file),
  bytes: closing ? size : end,
  sha256: closing?.sha256 ?? hash.copy().digest('hex'),
})

/** Each file read; a broken one is taken as it lies there, to its last byte, for somebody may read more in it than we do. */
async function lookedAt(folder: string, numbers: readonly number[], publicKey: string): Promise<Taken> {
  const files: ExportedFile[] = []
  const broken: BrokenFile[] = []
  let heads: Heads = { fiscal: NO_HEAD, events: NO_HEAD }
  let key: string | undefined
  for (const number of numbers) {
    const look = await lookAt(folder, number, number === numbers.at(-1))
    files.push(look.file)
    if (look.problem !== undefined) broken.push({ name: look.file.name, problem: look.problem })
    heads = look.heads ?? heads
    key = look.key ?? key
  }
  if (key !== undefined && key !== publicKey)
    broken.push({ name: 'device.key', problem: 'is not the key that the records are signed with' })
  return { files, broken, heads }
}

interface Look {
  readonly file: ExportedFile
  readonly problem?: string
  /** undefined: it cannot be read at all. */
  readonly heads?: Heads
  /** The last that its records tell. */
  readonly key?: string
}

async function lookAt(folder: string, number: number, isLast: boolean): Promise<Look> {
  const name = fileName(number)
  const bytes = await readFile(join(folder, name))
  const asItLies = { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  const read = await readMirrorFile(folder, number).catch((error: unknown) => {
    if (error instanceof DamageError) return error
    throw error
  })
  if (read instanceof DamageError) return { file: asItLies, problem: read.message.replace(`${name} `, '') }
  const keys = read.transitions
    .flat()
    .flatMap(({ sealed: { record } }) => (record.kind === 'device-key' ? [record.publicKey] : []))
  const key = keys.at(-1)
  const told = { heads: headsOf(read), ...(key !== undefined && { key }) }
  const problem = wrongIn(read, bytes, isLast)
  if (problem !== undefined) return { file: asItLies, problem, ...told }
  return {
    file: whole(read),
    ...told,
    ...(read.isTorn && { problem: `left out from byte ${read.end}: no whole frame` }),
  }
}

/** undefined: it is whole, but for a frame at the very end that a power cut may have cut short. */
function wrongIn({ closing, end, isTorn, size }: MirrorFile, bytes: Buffer, isLast: boolean): string | undefined {
  if (closing) return isTorn ? `goes on behind its end, byte ${size}` : undefined
  if (!isLast) return `has no end, byte ${end}`
  return isTorn && nextFrame(bytes, end + 1) < bytes.length ? `is broken in the middle, byte ${end}` : undefined
}

/**
 * The files as they are now, the last one up to its last whole frame.
 * @param looks whether each file is read first: where no register vouches for them
 * @returns undefined: there are none yet
 */
export async function exportList(
  folder: string,
  signer: Signer,
  facts: ExportFacts,
  looks = false,
): Promise<ExportList | undefined> {
  const numbers = await filesIn(folder)
  if (numbers.length === 0) return undefined
  const { publicKey } = signer
  const { broken, files, heads } = looks ? await lookedAt(folder, numbers, publicKey) : await trusted(folder, numbers)
  const headText = ({ hash, sequence }: Heads['fiscal']) => ({ sequence: String(sequence), hash })
  const { made, register, release } = facts
  const told = {
    format: 1,
    made,
    release,
    register,
    publicKey,
    files,
    ...(broken.length > 0 && { broken }),
    events: EVENT_JOURNAL,
    heads: { fiscal: headText(heads.fiscal), events: headText(heads.events) },
  }
  const manifest = Buffer.from(`${JSON.stringify(told, null, 1)}\n`, 'utf8')
  const signature = signer.sign('export', createHash('sha256').update(manifest).digest())
  return { files, broken, manifest, signature, publicKey }
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
