import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Head } from '../../src/accumulator/journal.ts'
import { exportList } from '../../src/accumulator/mirror/export.ts'
import { CloseWatch, fileName, headsAfter } from '../../src/accumulator/mirror/file.ts'
import { encodeClosing, encodeOpening, encodeTransition } from '../../src/accumulator/mirror/frames.ts'
import { NO_HEAD } from '../../src/accumulator/record.ts'
import type { Signer } from '../../src/accumulator/signing.ts'
import type { Chain } from '../../src/fiscal/register/records.ts'
import { writeEvents } from '../../src/verifier/events.ts'
import { Fault } from '../../src/verifier/fault.ts'
import { FACTS, type Transition } from './scenarios.ts'

export interface MadeFile {
  readonly name: string
  readonly frames: readonly Buffer[]
}

/**
 * The transitions as shift files: as the register writes them, or as somebody who makes files from other records would.
 * @param signer whoever signs the files
 */
export function filesOf(transitions: readonly Transition[], signer: Signer): readonly MadeFile[] {
  const files: MadeFile[] = []
  let heads: Readonly<Record<Chain, Head>> = { fiscal: NO_HEAD, events: NO_HEAD }
  let previous = '0'.repeat(64)
  let number = 1
  let frames: Buffer[] = []
  let watch = new CloseWatch()
  for (const [index, transition] of transitions.entries()) {
    if (frames.length === 0) frames.push(encodeOpening({ format: 1, file: number, previous, heads }))
    frames.push(encodeTransition(transition.map(({ bytes }) => bytes)))
    heads = headsAfter(heads, transition)
    for (const stored of transition) watch.see(stored)
    const isLast = index === transitions.length - 1
    if (watch.closed === undefined && !isLast) continue
    if (watch.closed !== undefined) {
      const digest = createHash('sha256').update(Buffer.concat(frames)).digest()
      previous = digest.toString('hex')
      const signature = signer.sign('file', digest).toString('hex')
      frames.push(encodeClosing({ sha256: previous, publicKey: signer.publicKey, signature }))
    }
    files.push({ name: fileName(number), frames })
    number = Math.max((watch.closed ?? number) + 1, number + 1)
    frames = []
    watch = new CloseWatch()
  }
  return files
}

/** Writes files as an export, with a list that this signer signs. */
export async function writeExport(folder: string, files: readonly MadeFile[], signer: Signer): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const { frames, name } of files) {
    writeFileSync(join(folder, name), Buffer.concat(frames))
    chmodSync(join(folder, name), 0o600)
  }
  // Of broken files there is none that anybody could write; what is wrong with them is found before it is looked for
  await writeEvents(folder).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error
  })
  const list = await exportList(folder, signer, FACTS)
  if (!list) throw new Error('an export of nothing')
  writeFileSync(join(folder, 'manifest.json'), list.manifest)
  writeFileSync(join(folder, 'manifest.sig'), `${list.signature.toString('hex')}\n`)
}
