import { toJson } from '../json.ts'
import type { Conditions } from './registration.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

/** How the register reaches its operator, and what it does where it cannot. */
export interface Connection {
  /** Tried in order. */
  readonly servers: readonly { readonly host: string; readonly port: number }[]
  /** In order of priority. */
  readonly links: readonly { readonly name: string; readonly interface?: string; readonly source?: string }[]
  readonly profile: 'register' | 'transmit-only'
  readonly receipt: 'paper' | 'paper-or-electronic' | 'electronic'
}

/** What the configuration file says of the register's fiscal life. */
export interface Configured {
  readonly conditions?: Conditions
  readonly connection: Connection
}

/**
 * Documents of an open shift and of the queue belong to the operator that they were made for: a changed file waits until
 * they are all there (interface, "Configuration").
 */
const isBound = ({ attempt, queue, shift }: State): boolean =>
  shift !== undefined || attempt !== undefined || queue.length > 0

/** What holds now: what was recorded while documents hang on it, else what the file says. */
export const inForce = (state: State, file: Configured): Configured =>
  (isBound(state) ? state.configured : undefined) ?? file

const isSame = (one: Configured | undefined, other: Configured): boolean =>
  one !== undefined && toJson(one) === toJson(other)

/** The file says something else than what holds. */
export const isPending = (state: State, file: Configured): boolean => !isSame(inForce(state, file), file)

/** The record that goes before the next one when the file says something new and nothing holds it back. */
export function configuredAnew(state: State, file: Configured | undefined): readonly RegisterRecord[] {
  if (!file || isBound(state) || isSame(state.configured, file)) return []
  return [{ kind: 'configured', ...file }]
}
