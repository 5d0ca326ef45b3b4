import { readFileSync, readdirSync } from 'node:fs'
import type { FrameJson } from '../../src/fiscal/wire/frame-json.ts'

/** A whole frame of another hand, and what it must decode to. */
export interface Vector extends FrameJson {
  readonly name: string
  readonly about: string
  readonly direction: 'request' | 'response'
  /** Hex. */
  readonly frame: string
}

const folder = new URL('../vectors/', import.meta.url)

export const vectors: readonly Vector[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Vector)

export function vector(name: string): Vector {
  const found = vectors.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no vector ${name}`)
  return found
}

export const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const frameOf = (name: string): Uint8Array => bytesOf(vector(name).frame)
