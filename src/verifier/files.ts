import { createHash, verify as verifySignature } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { Fault } from './fault.ts'
import { type ClosingFrame, framesOf, type OpeningFrame } from './frames.ts'
import { type HeadSeen, publicKeyOf, type Walk } from './walk.ts'

const NAME = /^shift-(\d{6,})\.kkj$/
const NO_FILE = '0'.repeat(64)
const SIGNED_FILE = Buffer.from('kkm.file.sign.1\0', 'latin1')

/** One file as it was read. */
export interface FileSeen {
  readonly name: string
  /** To the end of its last whole frame. */
  readonly bytes: number
  /** Over all bytes before the closing; of all whole frames where there is none. */
  readonly sha256: string
  readonly closed: boolean
}

/** The names of the shift files of a folder, in their order. */
export async function shiftFiles(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name))
  return names.sort((a, b) => numberOf(a) - numberOf(b))
}

const numberOf = (name: string): number => Number(NAME.exec(name)?.[1])

/**
 * All records of all files through the walk.
 * @param isLive the register may be writing the last file: what lies torn behind its last frame was never acknowledged
 * @throws Fault
 */
export async function walkFiles(folder: string, walk: Walk, isLive: boolean): Promise<readonly FileSeen[]> {
  const names = await shiftFiles(folder)
  const files: FileSeen[] = []
  let previous = NO_FILE
  for (const name of names) {
    const isLast = name === names.at(-1)
    const file = await walkFile(folder, name, previous, walk, isLive && isLast)
    if (!file.closed && !isLast) throw new Fault('short', name, 'was not finished, and another file follows')
    files.push(file)
    previous = file.sha256
  }
  return files
}

async function walkFile(folder: string, name: string, previous: string, walk: Walk, mayBeTorn: boolean) {
  const hash = createHash('sha256')
  let bytes = 0
  let opened = false
  let closing: ClosingFrame | undefined
  for await (const frame of framesOf(folder, name)) {
    if (closing) throw new Fault('chain', name, 'goes on behind its end')
    if (frame.type === 'torn') {
      if (mayBeTorn && opened) break
      throw new Fault('chain', `${name}, byte ${frame.at}`, 'is no whole frame')
    }
    if (frame.type === 'opening') {
      if (opened) throw new Fault('chain', name, 'begins twice')
      assertOpening(name, frame.opening, previous, walk)
      opened = true
    } else if (!opened) throw new Fault('chain', name, 'does not begin as it should')
    if (frame.type === 'records') await walk.transition(frame.records, name)
    bytes += frame.bytes.length
    if (frame.type === 'closing') closing = frame.closing
    else hash.update(frame.bytes)
  }
  if (!opened) throw new Fault('short', name, 'is empty')
  const digest = hash.digest()
  if (closing) assertClosing(name, closing, digest, walk)
  return { name, bytes, sha256: digest.toString('hex'), closed: closing !== undefined }
}

function assertOpening(name: string, opening: OpeningFrame, previous: string, walk: Walk): void {
  const wrong = (problem: string) => new Fault('chain', name, problem)
  if (opening.format !== 1) throw wrong(`format ${opening.format} is unknown`)
  if (opening.file !== numberOf(name)) throw wrong(`is file ${opening.file} under another name`)
  for (const chain of ['fiscal', 'events'] as const) {
    const there = walk.heads[chain]
    const told = opening[chain]
    if (Number(told.sequence) > there.sequence)
      throw new Fault('short', name, `begins behind ${chain} record ${told.sequence}, which is not there`)
    if (!isHead(told, there)) throw wrong(`does not begin where the file before ends`)
  }
  if (opening.previous !== previous) throw wrong('does not follow on the file before')
}

export const isHead = (told: { readonly sequence: string; readonly hash: string }, there: HeadSeen): boolean =>
  Number(told.sequence) === there.sequence && told.hash === there.hash.toString('hex')

function assertClosing(name: string, closing: ClosingFrame, digest: Buffer, walk: Walk): void {
  if (closing.sha256 !== digest.toString('hex')) throw new Fault('chain', name, 'is not what was closed')
  const key = walk.keys.at(-1)
  if (key === undefined) return
  const { publicKey, signature } = closing
  if (publicKey !== key || signature === undefined)
    throw new Fault('signature', name, 'is not signed by the key of its records')
  if (!verifySignature(null, Buffer.concat([SIGNED_FILE, digest]), publicKeyOf(key), Buffer.from(signature, 'hex')))
    throw new Fault('signature', name, 'its signature is not the device’s')
}
