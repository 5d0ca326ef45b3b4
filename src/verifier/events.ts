import { createReadStream, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { KIND_NUMBERS } from '../fiscal/register/records.ts'
import { Fault } from './fault.ts'
import { shiftFiles } from './files.ts'
import { partsOf } from './frames.ts'
import { readRecord } from './record.ts'
import type { HeadSeen } from './walk.ts'

/*
 * The event journal of an export (docs/journal.md): every record of the event chain, whole, one line each, with what it says
 * beside it for people and their tools. It follows from the shift files; what binds it is its own chain, whose head the
 * signed list names.
 */

export const EVENT_JOURNAL = 'events.jsonl'
const EVENTS = 2
const AT = { chain: 2, kind: 3, sequence: 4, time: 116, shift: 136, document: 140, bodyLength: 148, body: 152 }
const NAMES = new Map<number, string>(Object.entries(KIND_NUMBERS).map(([name, number]) => [number, name]))
/** Lines are gathered to about this many bytes before they are written. */
const CHUNK = 1 << 20
const LF = 0x0a

/** All that a line says follows from its record. */
function lineOf(bytes: Buffer): string {
  const kind = bytes.readUInt8(AT.kind)
  const facts = {
    sequence: String(bytes.readBigUInt64BE(AT.sequence)),
    time: new Date(Number(bytes.readBigInt64BE(AT.time))).toJSON(),
    kind,
    name: NAMES.get(kind) ?? '',
    shift: bytes.readUInt32BE(AT.shift),
    document: Number(bytes.readBigUInt64BE(AT.document)),
  }
  const body = bytes.toString('utf8', AT.body, AT.body + bytes.readUInt32BE(AT.bodyLength))
  return `${JSON.stringify(facts).slice(0, -1)},"body":${body},"record":"${bytes.toString('base64')}"}\n`
}

/**
 * Writes the event journal beside the shift files that it follows from.
 * @param broken of these files it has what can be read
 * @throws Fault: another one is broken
 */
export async function writeEvents(folder: string, broken: readonly { readonly name: string }[] = []): Promise<void> {
  const file = await open(join(folder, EVENT_JOURNAL), 'w', 0o600)
  try {
    let lines: string[] = []
    let size = 0
    const see = (bytes: Buffer): void => {
      if (bytes.readUInt8(AT.chain) !== EVENTS) return
      const line = lineOf(bytes)
      lines.push(line)
      size += line.length
    }
    for (const name of await shiftFiles(folder))
      for (const part of partsOf(folder, name, see)) {
        if ('fault' in part && part.fault && !broken.some((one) => one.name === name)) throw part.fault
        if (size < CHUNK) continue
        await file.write(lines.join(''))
        lines = []
        size = 0
      }
    await file.write(lines.join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The lines of a file without their ends; what stands behind the last end is one too. */
async function* linesOf(path: string): AsyncGenerator<Buffer, void> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    held = held.length === 0 ? (chunk as Buffer) : Buffer.concat([held, chunk as Buffer])
    let from = 0
    for (let end = held.indexOf(LF); end >= 0; end = held.indexOf(LF, from)) {
      yield held.subarray(from, end)
      from = end + 1
    }
    held = held.subarray(from)
  }
  if (held.length > 0) yield held
}

function recordIn(line: Buffer, where: string): Buffer {
  try {
    const { record } = JSON.parse(line.toString('utf8')) as { record?: unknown }
    if (typeof record === 'string') return Buffer.from(record, 'base64')
  } catch {
    // Told below as what it is
  }
  throw new Fault('chain', where, 'is no event')
}

/**
 * The event journal is a chain from the first event to the head that all records have come to, and its lines say what its
 * records do.
 * @param isNamed whether the signed list names it: then it must be there
 * @throws Fault
 */
export async function assertEvents(folder: string, head: HeadSeen, isNamed: boolean): Promise<void> {
  const path = join(folder, EVENT_JOURNAL)
  if (!existsSync(path)) {
    if (isNamed) throw new Fault('short', EVENT_JOURNAL, 'was exported and is not there')
    return
  }
  let sequence = 0
  let hash: Buffer = Buffer.alloc(32)
  for await (const line of linesOf(path)) {
    const where = `${EVENT_JOURNAL}, line ${sequence + 1}`
    const bytes = recordIn(line, where)
    const seen = readRecord(bytes, where)
    if (seen.chain !== 'events') throw new Fault('chain', where, 'is no event')
    if (seen.sequence !== sequence + 1) throw new Fault('gap', where, `is event ${seen.sequence}`)
    if (!seen.previous.equals(hash)) throw new Fault('chain', where, 'is not linked to the event before it')
    if (lineOf(bytes) !== `${line.toString('utf8')}\n`)
      throw new Fault('chain', where, 'does not say what its record does')
    sequence = seen.sequence
    hash = Buffer.from(seen.hash)
  }
  if (sequence < head.sequence)
    throw new Fault('short', EVENT_JOURNAL, `ends at event ${sequence}, the files at ${head.sequence}`)
  if (sequence !== head.sequence || !hash.equals(head.hash))
    throw new Fault('chain', EVENT_JOURNAL, 'is another chain than that of the files')
}
