import { hash, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from './fault.ts'
import { type FileSeen, isHead } from './file.ts'
import { publicKeyOf, type Walk } from './walk.ts'

/* What lies beside the shift files of an export (docs/journal.md): the list of them with the heads of both chains, signed. */

export const MANIFEST = 'manifest.json'
export const MANIFEST_SIGNATURE = 'manifest.sig'
const SIGNED_EXPORT = Buffer.from('kkm.export.sign.1\0', 'latin1')

interface HeadText {
  readonly sequence: string
  readonly hash: string
}

export interface ExportManifest {
  readonly format: 1
  /** ISO 8601. */
  readonly made: string
  readonly release: string
  readonly register: Readonly<Record<string, string | number>>
  readonly publicKey: string
  /** `sha256` as in the closing of a finished file; of the last one that is not finished over all of its bytes here. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  /** The name of the event journal; an export that is older has none. */
  readonly events?: string
  readonly heads: { readonly fiscal: HeadText; readonly events: HeadText }
}

/** @returns undefined: the folder is no export */
export function readManifest(folder: string): ExportManifest | undefined {
  const path = join(folder, MANIFEST)
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  const manifest = parsed(bytes)
  const signature = existsSync(join(folder, MANIFEST_SIGNATURE))
    ? Buffer.from(readFileSync(join(folder, MANIFEST_SIGNATURE), 'utf8').trim(), 'hex')
    : Buffer.alloc(0)
  const message = Buffer.concat([SIGNED_EXPORT, hash('sha256', bytes, 'buffer')])
  if (!/^[0-9a-f]{64}$/.test(manifest.publicKey) || !verify(null, message, publicKeyOf(manifest.publicKey), signature))
    throw new Fault('signature', MANIFEST, 'is not signed by the key that it names')
  return manifest
}

function parsed(bytes: Buffer): ExportManifest {
  try {
    const manifest = JSON.parse(bytes.toString('utf8')) as ExportManifest
    if (manifest.format === 1 && Array.isArray(manifest.files)) return manifest
  } catch {
    // Told below as what it is
  }
  throw new Fault('chain', MANIFEST, 'is no list of an export')
}

/** What is there is what was exported, to the last record. @throws Fault */
export function assertExported(manifest: ExportManifest, files: readonly FileSeen[], walk: Walk): void {
  for (const { bytes, name, sha256 } of manifest.files) {
    const file = files.find((one) => one.name === name)
    if (!file) throw new Fault('short', name, 'was exported and is not there')
    if (file.bytes < bytes) throw new Fault('short', name, `has ${file.bytes} bytes of ${bytes}`)
    if (file.sha256 !== sha256 || file.bytes !== bytes) throw new Fault('chain', name, 'is not what was exported')
  }
  for (const { name } of files)
    if (!manifest.files.some((one) => one.name === name)) throw new Fault('chain', name, 'was not exported')
  for (const chain of ['fiscal', 'events'] as const) {
    const told = manifest.heads[chain]
    const there = walk.heads[chain]
    if (Number(told.sequence) > there.sequence)
      throw new Fault('short', MANIFEST, `knows ${chain} record ${told.sequence}, the files end at ${there.sequence}`)
    if (!isHead(told, there)) throw new Fault('chain', MANIFEST, `has another head of the ${chain}`)
  }
  if (walk.keys.at(-1) !== manifest.publicKey)
    throw new Fault('signature', MANIFEST, 'names another key than its records')
}
