import type { ErrorCode, Language } from '../locale/errors.ts'
import type { ProgressStage } from '../locale/progress-words.ts'
import type { Role } from '../fiscal/register/event-records.ts'

/** `error` of the JSON interface and `error.data` of JSON-RPC. */
export interface Failure {
  readonly code: ErrorCode
  readonly message: string
  readonly remedy: string
  /** What a script does: mend the call, come later, or repeat with the same key. */
  readonly retry: 'never' | 'later' | 'same-key'
  readonly details: Readonly<Record<string, unknown>>
}

/** One object in one line: what `--json` prints. */
export type Envelope<R = unknown> =
  | { readonly schema: 1; readonly ok: true; readonly result: R }
  | { readonly schema: 1; readonly ok: false; readonly error: Failure }

/** A signed-in person or script, as a command sees it. */
export interface Actor {
  readonly code: number
  readonly name: string
  readonly role: Role
}

/** The client's connection as a stream beside its answers. */
export interface Channel {
  /**
   * Sends a notification; fulfilled when the client has room for the next.
   * @throws Refusal CONNECTION_LOST: the client is gone, or was dropped since it does not read
   */
  notify(method: string, params: object): Promise<void>
  /** Goes on beside the calls, until the signal: the connection ended, or somebody else signed in. @throws Refusal BAD_REQUEST: something does already */
  meanwhile(work: (signal: AbortSignal) => Promise<void>): void
}

/** What a command's handler gets beside its checked parameters. */
export interface CallContext {
  /** undefined: not signed in; only commands open to anyone run then. */
  readonly actor: Actor | undefined
  readonly language: Language
  /** Ends when the client's connection ends; what is registered by then stays registered. */
  readonly signal: AbortSignal
  /** Makes of the connection one that is spoken to unasked: it may be silent then for as long as it likes. */
  readonly listen: () => Notify
  /** Tells a client that asked for it how far a call is that takes long. */
  readonly progress: Progress
  readonly channel: Channel
}

/** How much of a stage is done; without a total nobody knows yet how much there is. */
export type Progress = (stage: ProgressStage, done: number, total?: number) => void

/** Sends one notification: a method and its params, without an id. To a client that has gone it says nothing. */
export type Notify = (method: string, params: object) => void

/** One method of the socket: checked parameters in, the object under `result` out; a Refusal is thrown. */
export interface Method<P = unknown> {
  readonly name: string
  /** 'anyone': no sign-in needed. Anything not named is denied. */
  readonly roles: readonly Role[] | 'anyone'
  /** As in the registry. */
  readonly needsPin?: boolean
  /** @throws Refusal BAD_REQUEST with the path and what was expected */
  parse(params: unknown): P
  run(params: P, context: CallContext): Promise<object>
}

export type MethodTable = ReadonlyMap<string, Method>
