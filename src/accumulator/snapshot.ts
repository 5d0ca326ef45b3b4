import { createHash } from 'node:crypto'
import { fromJson, toJson } from '../fiscal/json.ts'
import type { Snapshot } from './journal.ts'

/** The one key that is overwritten: what it holds can be lost, stale or wrong without harm. */
export const SNAPSHOT_KEY = 'snapshot'

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The text that is kept: 64 hex digits of SHA-256 over the rest, then JSON. */
export function encodeSnapshot(snapshot: Snapshot): string {
  const text = toJson(snapshot)
  return `${hashOf(text)}${text}`
}

/** @returns undefined for anything but a whole snapshot: it is a cache, the records are asked instead */
export function decodeSnapshot(kept: string): Snapshot | undefined {
  const text = kept.slice(64)
  return kept.slice(0, 64) === hashOf(text) ? (fromJson(text) as Snapshot) : undefined
}
